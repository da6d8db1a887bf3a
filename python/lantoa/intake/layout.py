"""Rows that are no data: totals, sections, signatures, numbering, the template's example.

Only what says so itself is left out. A row that could be data stays, to be read or listed.
Everything is asked of the values that differ, so a million rows cost little.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from lantoa.intake.columns import Encoded, Flags, Formula, either, shown
from lantoa.intake.headings import Heading, is_row_number
from lantoa.intake.text import clean, key
from lantoa.intake.vocabulary import layout
from lantoa.schema import TableSpec

_FEW = 3  # filled cells beyond which a row is no signature
_LETTERED = re.compile(r"(?:[ivxlc]+|[a-zđ]|[ivxlc\d]+(\.\d+)+)[.)]?", re.IGNORECASE)
_SECTION = re.compile(r"([ivxlc]+|[a-zđ])[.)/:-] ?\S.*", re.IGNORECASE)
_NUMBERING = re.compile(r"\(?(\d{1,2}|[a-zđ])\)?", re.IGNORECASE)
_WORDED = {"code", "date", "year", "text", "table", "bool"}
_PLACE_AND_DAY = r".*ngày .{0,6}tháng .{0,6}năm.*"

_FILLED, _SPACED, _LETTER, _STARTS, _TOTAL, _EXAMPLE, _SIGNS, _HEADING = (
    1 << bit for bit in range(8)
)


@dataclass(frozen=True)
class Rows:
    """The rows of a sheet, asked column by column.

    Attributes:
        columns: The columns as the file has them, row numbers included.
        headings: What each column is.
        table: The table that the sheet holds.
    """

    columns: Sequence[Encoded]
    headings: Sequence[Heading]
    table: TableSpec

    @cached_property
    def traits(self) -> npt.NDArray[np.uint8]:
        """Columns x rows: what each cell looks like, a sum of the bits above."""
        found = [np.array([*_looks_of(column), 0], np.uint8) for column in self.columns]
        return np.array([of[column.codes] for of, column in zip(found, self.columns, strict=True)])

    @cached_property
    def filled(self) -> npt.NDArray[np.bool_]:
        """Columns x rows: dashes, Excel's errors and uncomputed formulas hold nothing."""
        return self.traits & _FILLED > 0

    @cached_property
    def numbering(self) -> Flags:
        """Which columns only count the rows."""
        return np.array([is_row_number(heading.text) for heading in self.headings])

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """Filled cells of each row, row numbers apart."""
        filled: npt.NDArray[np.int64] = self.filled[~self.numbering].sum(axis=0)
        return filled

    @cached_property
    def keyed(self) -> Flags:
        """Rows whose key is filled in; a key of one cell has no spaces."""
        places = [p for p, h in enumerate(self.headings) if h.column in self.table.key]
        if not places:
            return np.zeros(len(self.counts), bool)
        blank = either([~self.filled[place] for place in places])
        if len(places) == 1:
            blank |= self.traits[places[0]] & _SPACED > 0
        return ~blank

    def any_cell(self, trait: int) -> Flags:
        """Rows with a cell of this look."""
        return either([of & trait > 0 for of in self.traits])

    def first_cell(self, trait: int) -> Flags:
        """Rows whose first filled cell has this look."""
        found, before = np.zeros((2, len(self.counts)), bool)
        for of, full in zip(self.traits, self.filled, strict=True):
            found |= (of & trait > 0) & ~before
            before |= full
        return found

    def number_cell(self, trait: int) -> Flags:
        """Rows whose row number has this look."""
        nowhere = np.zeros(len(self.counts), bool)
        return either([nowhere, *(of & trait > 0 for of in self.traits[self.numbering])])


def data_rows(rows: Rows) -> Flags:
    """Which rows are data."""
    keep: Flags = rows.counts > 0
    keep &= ~rows.first_cell(_EXAMPLE | _TOTAL)
    keep &= ~_sections(rows)
    keep &= ~_repeated(rows)
    keep[_signatures(rows, keep) :] = False
    _drop_numbering(rows, keep)
    return keep


def _repeated(rows: Rows) -> Flags:
    """The headings once more, as at the top of every printed page."""
    other = either([(of & _FILLED > 0) & (of & _HEADING == 0) for of in rows.traits])
    return ~other & (rows.counts > 1)


def _sections(rows: Rows) -> Flags:
    """ "I | Khối văn phòng", or "II. Cá nhân" alone in its row."""
    alone: Flags = ~rows.keyed & (rows.counts == 1)
    return alone & (rows.number_cell(_LETTER) | rows.any_cell(_STARTS))


def _signatures(rows: Rows, keep: Flags) -> int:
    """The row from which on there are signatures only: below every row with a key."""
    below = np.flatnonzero(keep & rows.keyed)
    last = int(below[-1]) if len(below) else -1
    signed = np.flatnonzero(rows.any_cell(_SIGNS) & (rows.counts <= _FEW) & ~rows.keyed)
    return next((int(row) for row in signed if row > last), len(keep))


def _drop_numbering(rows: Rows, keep: Flags) -> None:
    """The row under the headings that numbers the columns: (1) (2) (3), or A B 1 2."""
    for row in np.flatnonzero(rows.filled.any(axis=0))[:1]:
        places = [*map(int, np.flatnonzero(rows.filled[:, row]))]
        texts = [_text(rows.columns[p].distinct[rows.columns[p].codes[row]]) for p in places]
        numbers = [int(text.strip("()")) for text in texts if text.strip("()").isdecimal()]
        counted = bool(numbers) and numbers == [*range(numbers[0], numbers[0] + len(numbers))]
        if len(texts) >= 3 and counted and all(map(_NUMBERING.fullmatch, texts)):
            keep[row] &= not any(_is_worded(rows.headings[p], rows.table) for p in places)


def _is_worded(heading: Heading, table: TableSpec) -> bool:
    """Whether a small number cannot be what a column says; ids, places and points may be 1 2 3."""
    if heading.role == "column":
        return table.columns[heading.column or ""].type in _WORDED
    return not is_row_number(heading.text)


def _looks_of(column: Encoded) -> list[int]:
    heading = column.heading.strip()
    return [
        _traits(value) | (_HEADING if isinstance(value, str) and value.strip() == heading else 0)
        for value in column.distinct
    ]


def _traits(value: Any) -> int:
    """What a value looks like; numbers, days and plain ids are only filled."""
    if isinstance(value, int | float | dt.date):
        return _FILLED
    if isinstance(value, Formula):
        return 0
    text = clean(str(value))
    if len(text) > 3 and text.isascii() and text.isalnum():
        return _FILLED
    return _looks(text)


def _looks(text: str) -> int:
    words, found = _words(), key(text)
    looks = {
        _FILLED: text not in words.nothing,
        _SPACED: " " in text,
        _LETTER: bool(_LETTERED.fullmatch(text)),
        _STARTS: " " in text and bool(_SECTION.fullmatch(text)),
        _TOTAL: bool(words.total.fullmatch(found)),
        _EXAMPLE: found.startswith(words.example),
        _SIGNS: bool(words.signature.fullmatch(found)),
    }
    return sum(bit for bit, has in looks.items() if has)


def _text(value: Any) -> str:
    return clean(shown(value) or "")


class _Words:
    """The words of ``wording/aliases.toml`` that tell rows apart, as patterns over keys."""

    def __init__(self, written: Mapping[str, Any]) -> None:
        self.nothing = frozenset(["", *written["blank"], *written["errors"]])
        self.example = key(written["example"])
        self.total = re.compile(rf"(?:{_any_of(written['totals'])})[:.\d\s]*")
        opening = [word for word in written["signatures"] if word[-1] == "." or word[0] == "("]
        alone = [word for word in written["signatures"] if word not in opening]
        self.signature = re.compile(
            rf"(?:{_any_of(opening)}).*|(?:{_any_of(alone)})(?:[:,(;].*)?|{_PLACE_AND_DAY}"
        )


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(key(word)) for word in words)


@cache
def _words() -> _Words:
    return _Words(layout())
