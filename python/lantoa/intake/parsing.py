"""Columns as a type asks for them: the quick ways first, then each value that differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from operator import gt
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from lantoa.intake.cells import Cells, spread, spread_codes, spread_texts, words
from lantoa.intake.columns import BLANK, Codes, Column, Encoded, Texts, Typed
from lantoa.intake.faults import Fault
from lantoa.intake.known import Known
from lantoa.intake.meanings import FIRST_YEAR, LARGEST, LAST_YEAR, LEAST, READERS, Asked, first_look
from lantoa.intake.registers import Register
from lantoa.intake.vocabulary import id_kind
from lantoa.schema import CODES, ColumnSpec

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
    first = [first_look(value, spec) for value in encoded.distinct]
    faults = {i: found for i, found in enumerate(first) if isinstance(found, Fault)}
    open_ = [i for i, found in enumerate(first) if found is None]
    values = [encoded.distinct[i] for i in open_]
    asked = Asked(values, spec, known, column.heading)
    answers = READERS[spec.type](asked)
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
        "int": (LEAST.get(spec.name, 0), LARGEST),
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
