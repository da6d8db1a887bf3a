"""What a value that differs means in a column of a type, or why it means nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from lantoa.intake import days
from lantoa.intake.columns import Formula, Unclear, shown
from lantoa.intake.faults import Fault, comparable, nearest
from lantoa.intake.known import Known
from lantoa.intake.numbers import BAD, numbers, per_mille
from lantoa.intake.registers import codes_of
from lantoa.intake.text import clean, key, looks_like_tcvn3
from lantoa.intake.vocabulary import Vocabulary, id_kind, layout, written_sheets
from lantoa.schema import ColumnSpec

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
LARGEST = 2**31 - 1
LEAST = {"place": 1, "of": 1}  # of a count; every other may be 0, none is negative
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


@cache
def _marks() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    marks = layout()
    return frozenset(marks["blank"]), frozenset(marks["zero"]), frozenset(marks["errors"])


_OPEN_ENDED = {"to", "left", "closed", "ended_on"}
"""Days that are left blank where the end has not come; offices write "nay" there."""


@cache
def _until_now() -> frozenset[str]:
    return frozenset(map(key, layout()["until_now"]))


class LeftBlank:
    """A sign that a cell is left blank on purpose."""


LEFT_BLANK = LeftBlank()


def first_look(value: Any, spec: ColumnSpec) -> Fault | LeftBlank | None:
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
        return LEFT_BLANK
    if spec.name in _OPEN_ENDED and key(stripped) in _until_now():
        return LEFT_BLANK
    if stripped in blanks or (spec.value and spec.type == "code" and stripped in zeros):
        return MISSING if spec.value else LEFT_BLANK
    return None


@dataclass(frozen=True)
class Asked:
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
Reader = Callable[[Asked], Answers]


def _texts(asked: Asked) -> Answers:
    return [clean(text) for text in asked.texts]


def _ids(asked: Asked) -> Answers:
    spelled = asked.known.words.spelled(id_kind(asked.spec))
    return [spelled.get(key(text), text) for text in _texts(asked)] if spelled else _texts(asked)


def _looked_up(asked: Asked) -> Answers:
    register = asked.known.register(asked.spec)
    if register is None:
        return _ids(asked)
    codes, faults = codes_of(asked.texts, register)
    return [faults.get(i, int(code)) for i, code in enumerate(codes)]


def _codes(asked: Asked) -> Answers:
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


def _tables(asked: Asked) -> Answers:
    words = asked.known.words
    return [
        words.table_of(text) or Fault("unknown_value", nearest(clean(text), written_sheets()))
        for text in asked.texts
    ]


def _bools(asked: Asked) -> Answers:
    answers = _labels(asked.texts, "bool", asked.known.words)
    return [answer == "true" if isinstance(answer, str) else answer for answer in answers]


def _days(asked: Asked) -> Answers:
    return [days.day(value) for value in asked.cells]


def _numbers(asked: Asked) -> Answers:
    return list(numbers(asked.cells, plain=asked.plain))


def _shares(asked: Asked) -> Answers:
    unit = next((sign for sign in "%‰" if sign in asked.heading), "‰" if asked.plain else "")
    return list(per_mille(asked.cells, unit))


def _ints(asked: Asked) -> Answers:
    least = LEAST.get(asked.spec.name, 0)
    return [_whole(number, least) for number in numbers(asked.cells, plain=asked.plain)]


def _whole(number: float | Fault, least: int) -> int | Fault:
    if isinstance(number, Fault):
        return number
    return int(number) if number.is_integer() and least <= number <= LARGEST else BAD


def _years(asked: Asked) -> Answers:
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


READERS: dict[str, Reader] = {
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
