"""Rows that are no data: totals, sections, signatures, numbering, the template's example.

Only what says so itself is left out. A row that could be data stays, to be read or listed.
Everything is asked of the values that differ, so a million rows cost little.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
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
_LETTERED = re.compile(r"[ivxlc]+|[a-zđ]|[ivxlc\d]+(\.\d+)+", re.IGNORECASE)
_SECTION = re.compile(r"([ivxlc]+|[a-zđ])[.)/:-] ?\S.*", re.IGNORECASE)
_NUMBERING = re.compile(r"\(?(\d{1,2}|[a-zđ])\)?", re.IGNORECASE)
_PLACE_AND_DAY = re.compile(r".*ngày .{0,6}tháng .{0,6}năm.*")

Test = Callable[[str], bool]


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
    def filled(self) -> npt.NDArray[np.bool_]:
        """Columns x rows: dashes, Excel's errors and uncomputed formulas hold nothing."""
        return np.array([self._where(place, None) for place in range(len(self.columns))])

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
            blank |= self._where(places[0], lambda text: " " in text)
        return ~blank

    def _where(self, place: int, test: Test | None) -> Flags:
        """Rows whose cell in a column passes a test; without one, rows where it holds something."""
        column = self.columns[place]
        passes = [_holds(value, test) for value in column.distinct]
        flags: Flags = np.array([*passes, False], bool)
        return flags[column.codes]

    def any_cell(self, test: Test) -> Flags:
        """Rows with a cell that passes."""
        return either([self._where(place, test) for place in range(len(self.columns))])

    def first_cell(self, test: Test) -> Flags:
        """Rows whose first filled cell passes."""
        found, before = np.zeros((2, len(self.counts)), bool)
        for place, full in enumerate(self.filled):
            found |= self._where(place, test) & ~before
            before |= full
        return found

    def number_cell(self, test: Test) -> Flags:
        """Rows whose row number passes."""
        places = [int(place) for place in np.flatnonzero(self.numbering)]
        nowhere = np.zeros(len(self.counts), bool)
        return either([nowhere, *(self._where(place, test) for place in places)])


def data_rows(rows: Rows) -> Flags:
    """Which rows are data."""
    keep = rows.counts > 0
    keep &= ~rows.first_cell(lambda text: key(text).startswith(key(layout()["example"])))
    keep &= ~rows.first_cell(_is_total)
    keep &= ~_sections(rows)
    keep[_signatures(rows, keep) :] = False
    _drop_numbering(rows, keep)
    return keep


def _sections(rows: Rows) -> Flags:
    """ "I | Khối văn phòng", or "II. Cá nhân" alone in its row."""
    alone: Flags = ~rows.keyed & (rows.counts == 1)
    return alone & (rows.number_cell(_is_letter) | rows.any_cell(_starts_section))


def _signatures(rows: Rows, keep: Flags) -> int:
    """The row from which on there are signatures only: below every row with a key."""
    below = np.flatnonzero(keep & rows.keyed)
    last = int(below[-1]) if len(below) else -1
    signed = np.flatnonzero(rows.any_cell(_is_signature) & (rows.counts <= _FEW) & ~rows.keyed)
    return next((int(row) for row in signed if row > last), len(keep))


def _drop_numbering(rows: Rows, keep: Flags) -> None:
    """The row under the headings that numbers the columns: (1) (2) (3), or A B 1 2."""
    for row in np.flatnonzero(rows.filled.any(axis=0))[:1]:
        texts = [
            _text(rows.columns[p].distinct[rows.columns[p].codes[row]])
            for p in map(int, np.flatnonzero(rows.filled[:, row]))
        ]
        numbers = [int(text.strip("()")) for text in texts if text.strip("()").isdigit()]
        counted = bool(numbers) and numbers == [*range(numbers[0], numbers[0] + len(numbers))]
        if len(texts) >= 3 and counted and all(map(_NUMBERING.fullmatch, texts)):
            keep[row] = False


def _holds(value: Any, test: Test | None) -> bool:
    if isinstance(value, Formula):
        return False
    text = _text(value)
    return text not in _nothing() if test is None else test(text)


def _text(value: Any) -> str:
    return clean(shown(value) or "")


@cache
def _nothing() -> frozenset[str]:
    marks = layout()
    return frozenset(["", *marks["blank"], *marks["errors"]])


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(key(word) for word in layout()[kind])


def _is_total(text: str) -> bool:
    return re.sub(r"[:.\d\s]+$", "", key(text)) in _words("totals")


def _is_letter(text: str) -> bool:
    return bool(_LETTERED.fullmatch(text))


def _starts_section(text: str) -> bool:
    return bool(_SECTION.fullmatch(text)) and " " in text


def _is_signature(text: str) -> bool:
    found = key(text)
    return bool(_PLACE_AND_DAY.fullmatch(found)) or any(
        _opens(found, w) for w in _words("signatures")
    )


def _opens(text: str, word: str) -> bool:
    """Whether a text is the word, or starts with it and a sign: "Nơi nhận: ...", "KT. ..."."""
    rest = text.removeprefix(word)
    signed = word[-1] == "." or word[0] == "(" or rest[:1] in {":", ",", "(", ";"}
    return rest != text and (not rest or signed)
