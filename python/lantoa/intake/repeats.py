"""Rows that say the same thing twice, and rows that contradict each other.

A row is compared by numbers: equal cells have equal codes, a row has one number per set of
columns. So a million rows are compared in a few sweeps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from lantoa.intake.cells import Cells
from lantoa.intake.columns import BLANK, Flags, either

Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]
_ROOM = 2**62


def row_numbers(columns: Sequence[Cells]) -> Numbers:
    """One number per row, equal where all the columns are equal; blanks equal blanks."""
    combined = np.zeros(len(columns[0]), np.int64)
    room = 1
    for cells in columns:
        codes = cells.codes()
        least = int(codes.min(initial=0))
        size = int(codes.max(initial=0)) - least + 1
        if room * size >= _ROOM:
            combined = np.unique(combined, return_inverse=True)[1].astype(np.int64)
            room = int(combined.max(initial=0)) + 1
        combined = combined * size + (codes - least)
        room *= size
    return combined


def first_of(columns: Sequence[Cells], among: Flags) -> Places:
    """For each row the place of the first row with equal cells.

    Args:
        columns: The columns to compare, each of n cells.
        among: The n rows that are compared; every other row is its own first.
    """
    own = np.arange(len(among))
    if _rising([cells.data for cells in columns]) or not among.any():
        return own
    places = np.flatnonzero(among)
    numbers = row_numbers(columns)[places]
    again = _again(numbers)
    if not len(again):
        return own
    places, numbers = places[again], numbers[again]
    codes, _ = pd.factorize(numbers)
    firsts = np.full(int(codes.max()) + 1, -1)
    firsts[codes[::-1]] = places[::-1]
    own[places] = firsts[codes]
    return own


def _again(numbers: Numbers) -> Places:
    """Where the numbers stand that come more than once.

    A stable sort merges runs that rise already, and registers are mostly such runs.
    """
    ordered = np.sort(numbers, kind="stable")
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    return np.flatnonzero(pd.Series(numbers).isin(twice)) if len(twice) else np.empty(0, np.intp)


def _rising(columns: Sequence[npt.NDArray[Any]]) -> bool:
    """Whether each row is above the one before, column by column: then none comes twice.

    Registers are mostly kept in such an order, and it is seen at a glance.
    """
    tied = np.ones(max(len(columns[0]) - 1, 0), bool)
    for data in columns:
        after, before = data[1:][tied], data[:-1][tied]
        if (after < before).any():
            return False
        tied[tied] = after == before
    return not tied.any()


def whole(columns: Mapping[str, Cells], names: Sequence[str]) -> Flags:
    """Rows in which every one of the columns is filled in."""
    return ~either([columns[name].missing for name in names])


def agree(columns: Mapping[str, Cells], names: Sequence[str], one: Places, other: Places) -> Flags:
    """Whether rows ``one`` and ``other`` have equal cells, or one of two blank, in every column."""
    same = np.ones(len(one), bool)
    for name in names:
        codes = columns[name].codes()
        a, b = codes[one], codes[other]
        same &= (a == b) | (a == BLANK) | (b == BLANK)
    return same


def equal(columns: Mapping[str, Cells], names: Sequence[str], one: Places, other: Places) -> Flags:
    """Whether rows ``one`` and ``other`` have equal cells, blank or not, in every column."""
    same = np.ones(len(one), bool)
    for name in names:
        codes = columns[name].codes()
        same &= codes[one] == codes[other]
    return same


def filled_in(cells: Cells, kept: Places, dropped: Places) -> Cells:
    """The column where blank cells of the rows ``kept`` take what the merged rows had."""
    blank = cells.missing[kept] & ~cells.missing[dropped]
    if not blank.any():
        return cells
    data, missing, unreadable = cells.data.copy(), cells.missing.copy(), cells.unreadable.copy()
    to, source = kept[blank][::-1], dropped[blank][::-1]
    data[to], missing[to], unreadable[to] = cells.data[source], False, False
    return Cells(cells.spec, data, missing, unreadable, cells.dtype)
