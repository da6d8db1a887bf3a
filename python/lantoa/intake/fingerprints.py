"""One number for everything an office says, whatever the order of its rows and files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

if TYPE_CHECKING:
    from lantoa.office import Table

_BLANK = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0x100000001B3)


def fingerprint(tables: Mapping[str, Table]) -> str:
    """The SHA-256 of the tables' content; positions in files and the order of rows do not count."""
    digest = hashlib.sha256()
    for name in sorted(tables):
        digest.update(name.encode())
        digest.update(np.sort(_rows(tables[name])).tobytes())
    return digest.hexdigest()


def _rows(table: Table) -> npt.NDArray[np.uint64]:
    """A hash per row, of its cells and of which of them could not be read."""
    hashes = np.zeros(len(table), np.uint64)
    for name in table.frame:
        hashes = hashes * _STEP ^ _cells(table.frame[name])
        if name in table.unreadable:
            hashes ^= table.unreadable[str(name)].astype(np.uint64)
    return hashes


def _cells(column: pd.Series[Any]) -> npt.NDArray[np.uint64]:
    missing = column.isna().to_numpy()
    if isinstance(column.dtype, pd.CategoricalDtype):
        words = np.asarray(column.cat.categories, dtype=object)
        known = np.append(pd.util.hash_array(words, categorize=False), _BLANK)
        return known[column.cat.codes.to_numpy()]
    return np.where(missing, _BLANK, pd.util.hash_array(_numbers(column)))


def _numbers(column: pd.Series[Any]) -> npt.NDArray[Any]:
    if column.dtype.kind == "M":
        return column.to_numpy().astype("M8[s]").astype(np.int64)
    if column.dtype.kind == "f":
        return column.to_numpy()
    return column.to_numpy(dtype=np.int64, na_value=np.int64(0))
