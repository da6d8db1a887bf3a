"""The columns that a table is made of, before it becomes a frame.

Ids and codes are pandas Categoricals over sorted words; days are ``datetime64[D]`` arrays with
NaT for blank. A table in the making is a dict of such columns, all of one length.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Days: TypeAlias = npt.NDArray[np.datetime64]
Ints: TypeAlias = npt.NDArray[np.integer[Any]]
Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Columns: TypeAlias = dict[str, Any]

FAR = np.datetime64("2999-01-01", "D")
"""Stands for "no end" while days are compared; it never reaches a table."""

BLANK = -1
"""The code of a blank cell in a coded column."""


def day(year: int, month: int = 1, date: int = 1) -> np.datetime64:
    """One day.

    >>> day(2025, 3)
    np.datetime64('2025-03-01')
    """
    return np.datetime64(f"{year:04d}-{month:02d}-{date:02d}", "D")


def coded(codes: Ints, words: Sequence[str]) -> pd.Categorical:
    """A coded column: ``words[code]`` per row, blank where the code is BLANK.

    >>> coded(np.array([1, 0, BLANK]), ["tinh", "bo"])
    ['bo', 'tinh', NaN]
    Categories (2, str): ['bo', 'tinh']
    """
    names, place = np.unique(np.asarray(words, dtype=object), return_inverse=True)
    sorted_codes = np.append(place, BLANK).astype(np.int32)[codes]
    return pd.Categorical.from_codes(sorted_codes, pd.Index(names, dtype="str"))


def constant(value: str | None, size: int) -> pd.Categorical:
    """``size`` times the same word, or as many blanks."""
    code = BLANK if value is None else 0
    return coded(np.full(size, code, np.int32), [] if value is None else [value])


def ids(codes: Ints, names: pd.Index) -> pd.Categorical:
    """A column of ids; ``names`` are sorted already and shared by every table, so nothing is copied."""
    return pd.Categorical.from_codes(codes.astype(np.int32, copy=False), names)


def blank_days(size: int) -> Days:
    """``size`` blank days."""
    return np.full(size, np.datetime64("NaT"), "M8[D]")


def no_end(days: Days) -> Days:
    """FAR, and the day before it, become blank."""
    return np.where(days >= FAR - 1, np.datetime64("NaT"), days)


def decomposed(text: str) -> str:
    """The same text with every accent a letter of its own, as some files carry it."""
    return unicodedata.normalize("NFD", text)


def joined(parts: Iterable[Columns]) -> Columns:
    """The rows of several pieces of one table, one piece after the other."""
    every = list(parts)
    pieces = [part for part in every if len(next(iter(part.values())))] or every[:1]
    return {name: _joined_column([piece[name] for piece in pieces]) for name in pieces[0]}


def _joined_column(columns: list[Any]) -> Any:
    if len(columns) == 1:
        return columns[0]
    if isinstance(columns[0], pd.Categorical):
        return _joined_codes(columns)
    return np.concatenate(columns)


def _joined_codes(columns: list[pd.Categorical]) -> pd.Categorical:
    """Ids share their names, so that a million of them need not be compared."""
    names = columns[0].categories
    if all(column.categories is names for column in columns):
        return ids(np.concatenate([column.codes for column in columns]), names)
    return pd.api.types.union_categoricals(columns, sort_categories=True)


def taken(columns: Columns, rows: npt.NDArray[Any]) -> Columns:
    """Some rows of a table, by number or by mask."""
    return {name: column[rows] for name, column in columns.items()}
