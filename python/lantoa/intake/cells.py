"""The cells of one canonical column: what was read, what is blank, what could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from lantoa.intake.columns import BLANK, Codes, Flags
from lantoa.schema import ColumnSpec

_DTYPES = {"year": "Int32", "int": "Int32", "per_mille": "Int32", "bool": "boolean"}
_TEXT = pd.StringDtype("python", na_value=np.nan)
_STORED = {"date": "M8[s]", "number": "f8", "bool": "?"}


@dataclass(frozen=True)
class Cells:
    """n cells of one column.

    Attributes:
        spec: The canonical column.
        data: Codes into ``dtype`` (BLANK where missing) for texts, ids and codes; otherwise
            whole numbers, doubles, flags or days, whatever stands there where missing.
        missing: Where there is no value.
        unreadable: Where the source holds something that is no value.
        dtype: The categories of a coded column, None otherwise.
    """

    spec: ColumnSpec
    data: npt.NDArray[Any]
    missing: Flags
    unreadable: Flags
    dtype: pd.CategoricalDtype | None = None

    def __len__(self) -> int:
        return len(self.data)

    def take(self, rows: npt.NDArray[Any]) -> Cells:
        """The cells at ``rows``, positions or flags."""
        parts = (self.data[rows], self.missing[rows], self.unreadable[rows])
        return replace(self, data=parts[0], missing=parts[1], unreadable=parts[2])

    def array(self) -> Any:
        """The cells as a frame holds them."""
        if self.dtype is not None:
            return pd.Categorical.from_codes(self.data, dtype=self.dtype, validate=False)
        if self.spec.type == "date":
            return np.where(self.missing, np.datetime64("NaT", "s"), self.data)
        if self.spec.type == "number":
            return np.where(self.missing, np.nan, self.data)
        build = pd.arrays.BooleanArray if self.spec.type == "bool" else pd.arrays.IntegerArray
        return build(self.data, self.missing)

    def codes(self) -> npt.NDArray[np.int64]:
        """Equal numbers for equal cells, BLANK where missing: for comparing rows."""
        if self.dtype is not None:
            return self.data.astype(np.int64)
        if self.spec.type == "number":
            return np.where(self.missing, BLANK, _ranked(self.data))
        return np.where(self.missing, BLANK, self.data.astype(np.int64))


def _ranked(data: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    return np.unique(data, return_inverse=True)[1].astype(np.int64)


def words(texts: Sequence[str]) -> pd.CategoricalDtype:
    """Categories from different texts. They stay Python's own: nothing is converted back."""
    index = pd.Index(np.array(texts, dtype=object), dtype=_TEXT)
    index.is_monotonic_increasing  # noqa: B018 once asked, sorted texts need no hash to be unique
    return pd.CategoricalDtype(index)


def blank(spec: ColumnSpec, size: int) -> Cells:
    """A column that the source does not have."""
    missing, unreadable = np.ones(size, bool), np.zeros(size, bool)
    if spec.coded:
        data: npt.NDArray[Any] = np.full(size, BLANK, np.int32)
        return Cells(spec, data, missing, unreadable, words([]))
    return Cells(spec, np.zeros(size, _STORED.get(spec.type, "i4")), missing, unreadable)


def spread(
    spec: ColumnSpec,
    read: Sequence[Any],
    unread: Sequence[bool],
    codes: Codes,
) -> Cells:
    """Cells from the readings of the values that differ.

    Args:
        spec: The canonical column, not a coded one.
        read: What each value that differs was read as, None where it is blank or unread.
        unread: Which of them hold something that is no value.
        codes: n codes into ``read``, BLANK where a cell holds nothing.
    """
    known = np.array([value is not None for value in read] + [False], bool)
    stored = _STORED.get(spec.type, "i4")
    filled = np.zeros(len(known), stored)
    filled[known] = np.array([value for value in read if value is not None], stored)
    return Cells(spec, filled[codes], ~known[codes], _flags(unread)[codes])


def spread_texts(
    spec: ColumnSpec,
    read: Sequence[str | None],
    unread: Sequence[bool],
    codes: Codes,
    dtype: pd.CategoricalDtype | None = None,
) -> Cells:
    """Cells of a coded column from the readings of the values that differ.

    ``dtype`` gives the categories; without it they are the texts that occur, sorted.
    """
    if dtype is None:
        dtype = words(sorted({text for text in read if text is not None}))
    place = {word: code for code, word in enumerate(dtype.categories)}
    of = [BLANK if text is None else place[text] for text in read]
    return spread_codes(spec, np.array([*of, BLANK], np.int32), unread, codes, dtype)


def spread_codes(
    spec: ColumnSpec,
    of: Codes,
    unread: Sequence[bool],
    codes: Codes,
    dtype: pd.CategoricalDtype,
) -> Cells:
    """As `spread_texts`, where the readings are codes into ``dtype`` already; BLANK comes last."""
    data = of[codes]
    return Cells(spec, data, data == BLANK, _flags(unread)[codes], dtype)


def _flags(unread: Sequence[bool]) -> Flags:
    return np.array([*unread, False], bool)


def joined(parts: Sequence[Cells]) -> Cells:
    """The cells of several sheets of one table, one after the other."""
    if len(parts) == 1:
        return parts[0]
    missing = np.concatenate([part.missing for part in parts])
    unreadable = np.concatenate([part.unreadable for part in parts])
    if parts[0].dtype is None:
        return Cells(parts[0].spec, np.concatenate([p.data for p in parts]), missing, unreadable)
    data, dtype = _one_dtype(parts)
    return Cells(parts[0].spec, data, missing, unreadable, dtype)


def _one_dtype(parts: Sequence[Cells]) -> tuple[Codes, pd.CategoricalDtype]:
    dtypes = [part.dtype for part in parts if part.dtype is not None]
    if all(dtype is dtypes[0] for dtype in dtypes):
        return np.concatenate([part.data for part in parts]), dtypes[0]
    union = words(sorted({word for dtype in dtypes for word in dtype.categories}))
    index = union.categories
    maps = [np.append(index.get_indexer(d.categories), BLANK).astype(np.int32) for d in dtypes]
    data = np.concatenate([of[part.data] for of, part in zip(maps, parts, strict=True)])
    return data, union
