"""Cells of a frame as ids, years and numbers; what is none is told with its row."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa._checks import InputError

FIRST_YEAR, LAST_YEAR = 1900, 2200
LARGEST = 1e300  # of a value, as in the core
_HELD = 2**53  # up to it doubles hold every whole number


def ids_of(column: nw.Series[Any], name: str, what: str = "subject") -> NDArray[np.object_]:
    """The ids as texts in NFC, without spaces around them.

    Raises:
        InputError: A cell is blank, or the column is of numbers with a point.
    """
    cells = column.to_list()
    if cells and column.dtype in (nw.Float64, nw.Float32):
        raise InputError(f'column "{name}": expected ids, not numbers with a point')
    found = np.empty(len(cells), object)
    for at, cell in enumerate(cells):
        text = "" if cell is None or cell is pd.NA or cell is pd.NaT or cell != cell else str(cell)
        if not text.strip():
            raise InputError(f'row {at + 1}, column "{name}": the {what} is blank; expected an id')
        found[at] = normalize("NFC", text).strip()
    return found


def years_of(column: nw.Series[Any], name: str) -> NDArray[np.int64]:
    """The years.

    Raises:
        InputError: A cell is none, or blank.
    """
    values = numbers_of(column, name, what="a year")
    wrong = ~((values >= FIRST_YEAR) & (values <= LAST_YEAR) & (values == np.floor(values)))
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        found = column[at]
        told = "blank" if found is None or found != found else f"{found}"
        raise InputError(
            f'row {at + 1}, column "{name}": {told} is no year; '
            f"expected one from {FIRST_YEAR} to {LAST_YEAR}"
        )
    return values.astype(np.int64)


def numbers_of(column: nw.Series[Any], name: str, what: str = "a number") -> NDArray[np.float64]:
    """The cells as doubles, NaN where blank.

    Raises:
        InputError: A cell is no number, not finite, or a whole number that no double holds.
    """
    if column.dtype == nw.Boolean:
        raise InputError(f'column "{name}": expected numbers, not yes and no')
    if column.dtype.is_integer():
        _expect_held(column, name)
    if column.dtype.is_numeric():
        native = column.to_native()
        found = (
            native.to_numpy(np.float64, na_value=np.nan)
            if isinstance(native, pd.Series)
            else column.cast(nw.Float64).to_numpy()
        )
    else:
        found = np.array(
            [_number(cell, at, name, what) for at, cell in enumerate(column.to_list())]
        )
    values = np.asarray(found, np.float64)
    wrong = np.abs(values) > LARGEST  # NaN compares false
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        raise InputError(
            f'row {at + 1}, column "{name}": {values[at]} is not finite or too large; '
            f"expected {what} within ±1e300"
        )
    return values


def _expect_held(column: nw.Series[Any], name: str) -> None:
    """Refuse whole numbers that doubles do not hold: they would tie with their neighbours."""
    cells = column.drop_nulls()
    if not len(cells) or max(abs(int(cells.min())), abs(int(cells.max()))) <= _HELD:
        return
    at = next(at for at, one in enumerate(column.to_list()) if _is_beyond(one))
    raise InputError(
        f'row {at + 1}, column "{name}": {column[at]} is beyond 2^53, which scores cannot hold '
        "exactly; expected a coarser unit, or lantoa.rank by that column"
    )


def _is_beyond(cell: Any) -> bool:
    return cell is not None and cell is not pd.NA and abs(int(cell)) > _HELD


def _number(cell: Any, at: int, name: str, what: str) -> float:
    if cell is None or cell is pd.NA or cell is pd.NaT or cell != cell:
        return float("nan")
    if isinstance(cell, str) and not cell.strip():
        return float("nan")
    try:
        if isinstance(cell, bool) or (isinstance(cell, str) and "_" in cell):
            raise ValueError
        found = float(cell)
        if np.isnan(found):
            raise ValueError
    except (TypeError, ValueError):
        told = f'"{cell}"' if isinstance(cell, str) else str(cell)
        hint = ""
        if isinstance(cell, str) and cell.count(",") == 1:
            hint = "; numbers are written with a point"
        raise InputError(f'row {at + 1}, column "{name}": {told} is not {what}{hint}') from None
    return found
