"""Frames that are in memory already: pandas, polars or pyarrow, one per table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from lantoa._checks import InputError
from lantoa.intake.columns import Column, Encoded, Typed, encode
from lantoa.intake.sources import Sheet, Source, ordinals


def frame_sheets(tables: Mapping[str, Any]) -> list[Source]:
    """The frames as tables, in the dict's order.

    Raises:
        InputError: A value is no frame that narwhals knows.
    """
    kept: dict[int, list[Any]] = {}
    return [_sheet(name, native, kept) for name, native in tables.items()]


def _sheet(name: str, native: Any, kept: dict[int, list[Any]]) -> Sheet:
    try:
        frame = nw.from_native(native, eager_only=True)
    except TypeError:
        raise InputError(
            f'table "{name}": expected a pandas, polars or pyarrow frame, not '
            f"{type(native).__name__}"
        ) from None
    columns = [_column(frame[heading], kept) for heading in frame.columns]
    return Sheet("", name, name, 0, ordinals(len(frame)), columns)


def _column(cells: nw.Series[Any], kept: dict[int, list[Any]]) -> Column:
    native = cells.to_native()
    if isinstance(native, pd.Series) and isinstance(native.dtype, pd.CategoricalDtype):
        return _categorical(str(cells.name), native, kept)
    if cells.dtype.is_numeric() or cells.dtype in (nw.Boolean, nw.Date, nw.Datetime):
        return _typed(cells)
    listed = cells.to_list()
    return encode(
        str(cells.name), [None if cell is pd.NaT or cell is pd.NA else cell for cell in listed]
    )


def _categorical(heading: str, cells: pd.Series[Any], kept: dict[int, list[Any]]) -> Encoded:
    """Codes and categories; those that tables share are listed once, those of no cell are none."""
    categories = cells.cat.categories
    if id(categories) not in kept:
        kept[id(categories)] = categories.tolist()
    codes = cells.cat.codes.to_numpy().astype(np.int32)
    return Encoded(heading, codes, kept[id(categories)]).used()


def _typed(cells: nw.Series[Any]) -> Typed:
    missing = cells.is_null().to_numpy().astype(bool)
    if cells.dtype == nw.Boolean or cells.dtype.is_integer():
        filled = (
            cells.fill_null(False if cells.dtype == nw.Boolean else 0) if missing.any() else cells
        )
        data = filled.to_numpy().astype(bool if cells.dtype == nw.Boolean else np.int64)
        return Typed(str(cells.name), data, missing)
    if cells.dtype.is_numeric():
        data = cells.cast(nw.Float64).to_numpy()
        return Typed(str(cells.name), data, missing | np.isnan(data))
    days = cells.cast(nw.Datetime("us")).to_numpy().astype("M8[s]")
    return Typed(str(cells.name), days, missing | np.isnat(days))
