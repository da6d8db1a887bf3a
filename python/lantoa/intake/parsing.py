"""Cells by type: what each value that differs in a column means, or why it means nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from operator import gt
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from lantoa.intake import days
from lantoa.intake.cells import Cells, spread, spread_codes, spread_texts, words
from lantoa.intake.columns import (
    BLANK,
    Codes,
    Column,
    Encoded,
    Formula,
    Texts,
    Typed,
    Unclear,
    shown,
)
from lantoa.intake.faults import Fault, comparable, nearest
from lantoa.intake.numbers import BAD, numbers, per_mille
from lantoa.intake.registers import Register, codes_of
from lantoa.intake.text import clean, key, looks_like_tcvn3
from lantoa.intake.vocabulary import Vocabulary, id_kind, layout, written_sheets
from lantoa.schema import CODES, ColumnSpec

FIRST_YEAR, LAST_YEAR = 1945, 2099
"""The years that a register may speak of; any other is a slip of the pen."""

_KINDS = {
    "date": "bad_date",
    "year": "bad_number",
    "int": "bad_number",
    "number": "bad_number",
    "per_mille": "bad_number",
    "subject": "unknown_subject",
    "person": "unknown_subject",
    "unit": "unknown_unit",
    "ref": "unknown_reference",
}
_LARGEST = 2**31 - 1
_LEAST = {"place": 1, "of": 1}  # of a count; every other may be 0, none is negative
MISSING = Fault("missing", text="missing_rating")
OLD_FONT = Fault("old_font")
"""No kind of problem: the whole source is refused for it."""
_SAYS = {
    "ratings": "not_a_rating",
    "titles": "not_a_title",
    "forms": "not_a_form",
    "levels": "not_a_level",
    "discipline_forms": "not_a_discipline",
    "verdicts": "not_a_verdict",
    "bool": "not_held",
}


@dataclass(frozen=True)
class Known:
    """What is known of the office while its cells are read.

    Attributes:
        words: Headings and labels.
        registers: The ids for ``subject``, ``person``, ``unit``, for every table with ids, and
            for ``person_id`` and ``unit_id`` of the registers themselves.
        answers: Whether a worklist is read: its lines may be left blank.
    """

    words: Vocabulary
    registers: Mapping[str, Register]
    answers: bool = False

    def register(self, spec: ColumnSpec) -> Register | None:
        """The ids that a column may hold, None where any id may stand."""
        if spec.type == "id":
            return self.registers.get(spec.name)
        return self.registers.get(spec.of or spec.type) if spec.type in _LOOKED_UP else None

    def prepare(self) -> None:
        """Sorts every register now, so that threads find them ready."""
        for register in self.registers.values():
            register.dtype  # noqa: B018 asked for to be kept


_LOOKED_UP = {"subject", "person", "unit", "ref"}
_FREE = {"text", "id"}
_NONE = np.empty(0, np.int32)


@dataclass(frozen=True)
class Reading:
    """A column that was read, and what could not be.

    Attributes:
        cells: The n cells.
        column: The source's column, for the problems' values.
        faults: Code of a value that differs to why it was not read.
    """

    cells: Cells
    column: Encoded
    faults: Mapping[int, Fault]


def reading(column: Column, spec: ColumnSpec, known: Known) -> Reading:
    """The cells of a source's column as ``spec`` asks for them."""
    typed = column.typed()
    if typed is not None and (cells := _as_stored(typed, spec)):
        return Reading(cells, Encoded(column.heading, _NONE, ()), {})
    register = known.register(spec)
    if register is not None and not register.ambiguous:
        return _matched(column, spec, known, register)
    if spec.type in _FREE and not known.words.spelled(id_kind(spec)) and (texts := column.texts()):
        return _free(texts, spec, known, column.heading)
    return _looked_at(column, spec, known)


def _free(texts: Texts, spec: ColumnSpec, known: Known, heading: str) -> Reading:
    """Texts that say what they say; the few untidy ones get a look each."""
    untidy = np.flatnonzero(texts.untidy)
    if not len(untidy):
        return Reading(_worded(spec, texts.distinct, texts.codes), Encoded(heading, _NONE, ()), {})
    few = Encoded(heading, np.arange(len(untidy), dtype=np.int32), _at(texts.distinct, untidy))
    looked = _looked_at(few, spec, known)
    place, distinct = _merged(texts, looked.cells)
    cells = _worded(spec, distinct, np.append(place, BLANK)[texts.codes])
    faults = {int(untidy[i]): fault for i, fault in looked.faults.items()}
    unreadable = np.zeros(len(place) + 1, bool)
    unreadable[[*faults]] = True
    cells = replace(cells, unreadable=unreadable[texts.codes])
    return Reading(cells, Encoded(heading, texts.codes, texts.distinct), faults)


def _at(texts: Sequence[str], places: npt.NDArray[np.intp]) -> list[str]:
    return [texts[i] for i in places.tolist()]


def _merged(texts: Texts, read: Cells) -> tuple[Codes, list[str]]:
    """The place of each text among those that differ once the untidy ones are ``read``."""
    assert read.dtype is not None
    said = list(read.dtype.categories)
    wanted = set(said)
    tidy = np.flatnonzero(~texts.untidy)
    distinct = _at(texts.distinct, tidy)
    known = {text: i for i, text in enumerate(distinct) if text in wanted}
    new = [text for text in said if text not in known]
    known |= {text: len(distinct) + i for i, text in enumerate(new)}
    place = np.empty(len(texts.untidy), np.int32)
    place[tidy] = np.arange(len(tidy))
    place[texts.untidy] = np.array([*map(known.__getitem__, said), BLANK], np.int32)[read.data]
    return place, [*distinct, *new]


def _worded(spec: ColumnSpec, texts: Sequence[str], codes: Codes) -> Cells:
    if spec.type == "id" and any(map(gt, texts, islice(texts, 1, None))):
        order = np.array(sorted(range(len(texts)), key=texts.__getitem__), np.intp)
        place = np.empty(len(texts) + 1, np.int32)
        place[order], place[-1] = np.arange(len(texts)), BLANK
        texts, codes = _at(texts, order), place[codes]
    return Cells(spec, codes, codes == BLANK, np.zeros(len(codes), bool), words(texts))


def _matched(column: Column, spec: ColumnSpec, known: Known, register: Register) -> Reading:
    """Ids that stand in the register as they are written; the few that do not get a look each."""
    codes, left = column.matched(register.dtype.categories)
    rest = _looked_at(left, spec, known)
    data = np.where(codes == BLANK, rest.cells.data, codes) if left.distinct else codes
    cells = Cells(spec, data, data == BLANK, rest.cells.unreadable, register.dtype)
    return replace(rest, cells=cells)


def _looked_at(column: Column, spec: ColumnSpec, known: Known) -> Reading:
    """Each value that differs is understood or has a fault."""
    encoded = column.encoded()
    first = [_first_look(value, spec) for value in encoded.distinct]
    faults = {i: found for i, found in enumerate(first) if isinstance(found, Fault)}
    open_ = [i for i, found in enumerate(first) if found is None]
    values = [encoded.distinct[i] for i in open_]
    asked = _Asked(values, spec, known, column.heading)
    answers = _READERS[spec.type](asked)
    faults |= {i: a for i, a in zip(open_, answers, strict=True) if isinstance(a, Fault)}
    read: list[Any] = [None] * len(first)
    for i, answer in zip(open_, answers, strict=True):
        read[i] = None if isinstance(answer, Fault) else answer
    unread = [i in faults for i in range(len(first))]
    return Reading(_spread(spec, read, unread, encoded, known), encoded, faults)


def _spread(
    spec: ColumnSpec, read: list[Any], unread: list[bool], column: Encoded, known: Known
) -> Cells:
    register = known.register(spec)
    if register is not None:
        of = np.array([BLANK if code is None else code for code in [*read, None]], np.int32)
        return spread_codes(spec, of, unread, column.codes, register.dtype)
    if spec.coded:
        dtype = codes_dtype(spec.of) if spec.type == "code" and spec.of else None
        return spread_texts(spec, read, unread, column.codes, dtype)
    return spread(spec, read, unread, column.codes)


@cache
def codes_dtype(codes: str) -> pd.CategoricalDtype:
    """The categories of a closed list of codes, sorted as words."""
    return words(sorted(CODES[codes]))


@cache
def _marks() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    marks = layout()
    return frozenset(marks["blank"]), frozenset(marks["zero"]), frozenset(marks["errors"])


_OPEN_ENDED = {"to", "left", "closed", "ended_on"}
"""Days that are left blank where the end has not come; offices write "nay" there."""


@cache
def _until_now() -> frozenset[str]:
    return frozenset(map(key, layout()["until_now"]))


class _Blank:
    """A sign that a cell is left blank on purpose."""


_LEFT_BLANK = _Blank()


def _first_look(value: Any, spec: ColumnSpec) -> Fault | _Blank | None:
    """What holds for every type: formulas, Excel's errors, dashes. None: to be read by its type."""
    if isinstance(value, Formula):
        return Fault("formula_without_value")
    if isinstance(value, Unclear):
        return Fault(value.kind)
    text = shown(value) or ""
    if looks_like_tcvn3(text):
        return OLD_FONT
    blanks, zeros, errors = _marks()
    if text in errors:
        return MISSING if spec.value else Fault(_KINDS.get(spec.type, "unknown_value"))
    stripped = clean(text)
    if not stripped:
        return _LEFT_BLANK
    if spec.name in _OPEN_ENDED and key(stripped) in _until_now():
        return _LEFT_BLANK
    if stripped in blanks or (spec.value and spec.type == "code" and stripped in zeros):
        return MISSING if spec.value else _LEFT_BLANK
    return None


@dataclass(frozen=True)
class _Asked:
    """The values of a column that are to be understood together.

    Attributes:
        cells: Values that differ, none of them blank.
        spec: The canonical column.
        known: What is known of the office.
        heading: The heading as written.
    """

    cells: Sequence[Any]
    spec: ColumnSpec
    known: Known
    heading: str

    @property
    def plain(self) -> bool:
        """Whether the heading is canonical: data files write plain numbers."""
        return self.heading == self.spec.name

    @property
    def texts(self) -> list[str]:
        """The values as a reader of the file sees them."""
        return [shown(value) or "" for value in self.cells]


Answers = list[Any]
_Reader = Callable[[_Asked], Answers]


def _texts(asked: _Asked) -> Answers:
    return [clean(text) for text in asked.texts]


def _ids(asked: _Asked) -> Answers:
    spelled = asked.known.words.spelled(id_kind(asked.spec))
    return [spelled.get(key(text), text) for text in _texts(asked)] if spelled else _texts(asked)


def _looked_up(asked: _Asked) -> Answers:
    register = asked.known.register(asked.spec)
    if register is None:
        return _ids(asked)
    codes, faults = codes_of(asked.texts, register)
    return [faults.get(i, int(code)) for i, code in enumerate(codes)]


def _codes(asked: _Asked) -> Answers:
    return _labels(asked.texts, asked.spec.of or "", asked.known.words)


def _labels(texts: Sequence[str], codes: str, words: Vocabulary) -> Answers:
    """The codes of labels; of very many strange ones nobody asks which is nearest."""
    found = [words.code_of(text, codes) for text in texts]
    labels = words.labels_of(codes)
    near = labels if comparable(found.count(None), len(labels)) else []
    return [
        _strange(text, codes, near) if code is None else code
        for text, code in zip(texts, found, strict=True)
    ]


def _strange(label: str, codes: str, labels: Sequence[str]) -> Fault:
    near = nearest(clean(label), labels)
    if codes == "roles":
        return Fault("unconfirmed_role", near)
    return Fault("unknown_value", near, "unknown_letter" if _is_letter(label) else _SAYS.get(codes))


def _is_letter(label: str) -> bool:
    return len(clean(label)) == 1 and clean(label).isalpha()


def _tables(asked: _Asked) -> Answers:
    words = asked.known.words
    return [
        words.table_of(text) or Fault("unknown_value", nearest(clean(text), written_sheets()))
        for text in asked.texts
    ]


def _bools(asked: _Asked) -> Answers:
    answers = _labels(asked.texts, "bool", asked.known.words)
    return [answer == "true" if isinstance(answer, str) else answer for answer in answers]


def _days(asked: _Asked) -> Answers:
    return [days.day(value) for value in asked.cells]


def _numbers(asked: _Asked) -> Answers:
    return list(numbers(asked.cells, plain=asked.plain))


def _shares(asked: _Asked) -> Answers:
    unit = next((sign for sign in "%‰" if sign in asked.heading), "‰" if asked.plain else "")
    return list(per_mille(asked.cells, unit))


def _ints(asked: _Asked) -> Answers:
    least = _LEAST.get(asked.spec.name, 0)
    return [_whole(number, least) for number in numbers(asked.cells, plain=asked.plain)]


def _whole(number: float | Fault, least: int) -> int | Fault:
    if isinstance(number, Fault):
        return number
    return int(number) if number.is_integer() and least <= number <= _LARGEST else BAD


def _years(asked: _Asked) -> Answers:
    answers = [_year(value) for value in asked.cells]
    good = [str(year) for year in sorted({a for a in answers if isinstance(a, int)})]
    return [
        Fault(a.kind, nearest(text, good), a.text) if isinstance(a, Fault) else a
        for text, a in zip(asked.texts, answers, strict=True)
    ]


_NO_YEAR = Fault("bad_number", text="not_a_year")


def _year(value: Any) -> int | Fault:
    if isinstance(value, dt.date):
        return _NO_YEAR
    text = clean(shown(value) or "").lower().removeprefix("năm").strip().removesuffix(".0")
    if not (text.isascii() and text.isdigit()):
        return _NO_YEAR
    return int(text) if FIRST_YEAR <= int(text) <= LAST_YEAR else Fault("bad_year")


_READERS: dict[str, _Reader] = {
    "text": _texts,
    "id": _looked_up,
    "subject": _looked_up,
    "person": _looked_up,
    "unit": _looked_up,
    "ref": _looked_up,
    "code": _codes,
    "table": _tables,
    "bool": _bools,
    "date": _days,
    "number": _numbers,
    "per_mille": _shares,
    "int": _ints,
    "year": _years,
}

_FITTING = {
    "date": "M",
    "year": "iu",
    "int": "iu",
    "per_mille": "iu",
    "number": "iuf",
    "bool": "b",
}
_STORED = {"date": "M8[s]", "number": "f8", "bool": "?"}


def _as_stored(column: Typed, spec: ColumnSpec) -> Cells | None:
    """Cells that the source keeps in the right type already, None where a look at each is due."""
    if column.data.dtype.kind not in _FITTING.get(spec.type, ""):
        return None
    if not _within(column, spec):
        return None
    data = column.data.astype(_STORED.get(spec.type, "i4"), copy=False)
    return Cells(spec, data, column.missing, np.zeros(len(data), bool))


def _within(column: Typed, spec: ColumnSpec) -> bool:
    """Whether every value is plausible; if not, each is looked at and listed."""
    limits = {
        "year": (FIRST_YEAR, LAST_YEAR),
        "int": (_LEAST.get(spec.name, 0), _LARGEST),
        "per_mille": (0, 1000),
        "number": (np.finfo("f8").min, np.finfo("f8").max),
        "date": (np.datetime64("1900-01-01"), np.datetime64("2100-12-31")),
    }.get(spec.type)
    data = column.data[~column.missing] if limits and column.missing.any() else column.data
    if not limits or not len(data):
        return True
    if spec.type == "per_mille" and column.heading != spec.name:
        return False
    return bool(data.min() >= limits[0] and data.max() <= limits[1])
