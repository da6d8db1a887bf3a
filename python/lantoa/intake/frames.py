"""Frames that are in memory already: pandas, polars or pyarrow, one per table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from lantoa._checks import InputError
from lantoa.intake.columns import VIETNAM, Column, Encoded, Typed, encode, shown
from lantoa.intake.sources import Sheet, Source, ordinals


def frame_sheets(tables: Mapping[str, Any]) -> list[Source]:
    """The frames as tables, in the dict's order.

    Raises:
        InputError: There is no frame, a value is no frame that narwhals knows, a key is no name,
            or a frame has headings of several rows.
    """
    if not tables:
        raise InputError('the dict holds no frame; expected one per table: {"ratings": frame}')
    kept: dict[int, list[Any]] = {}
    return [_sheet(name, native, kept) for name, native in tables.items()]


def _sheet(name: object, native: Any, kept: dict[int, list[Any]]) -> Sheet:
    if not isinstance(name, str):
        raise InputError(f'table {name!r}: expected the name of a table, such as "ratings"')
    headings, cells = _columns(name, native)
    columns = [_column(*column, kept) for column in zip(headings, cells, strict=True)]
    return Sheet("", name, name, 0, ordinals(len(native)), columns)


def _columns(name: str, native: Any) -> tuple[list[str], list[nw.Series[Any]]]:
    """Headings as text and the cells below; two columns may have one heading."""
    if isinstance(native, pd.DataFrame):
        if isinstance(native.columns, pd.MultiIndex):
            raise InputError(f'table "{name}": expected one row of headings, not a MultiIndex')
        cells = [native.iloc[:, place] for place in range(native.shape[1])]
        return [shown(heading) or "" for heading in native.columns.tolist()], _series(cells)
    if nw.dependencies.is_pyarrow_table(native):
        return list(native.column_names), _series(native.columns)
    try:
        frame = nw.from_native(native, eager_only=True)
    except TypeError:
        raise InputError(
            f'table "{name}": expected a pandas, polars or pyarrow frame, not '
            f"{type(native).__name__}"
        ) from None
    return list(frame.columns), list(frame.iter_columns())


def _series(cells: Sequence[Any]) -> list[nw.Series[Any]]:
    return [nw.from_native(column, series_only=True) for column in cells]


def _column(heading: str, cells: nw.Series[Any], kept: dict[int, list[Any]]) -> Column:
    native = cells.to_native()
    if isinstance(native, pd.Series) and isinstance(native.dtype, pd.CategoricalDtype):
        return _categorical(heading, native, kept)
    if cells.dtype.is_numeric() or cells.dtype in (nw.Boolean, nw.Date, nw.Datetime):
        return _typed(heading, cells)
    return encode(heading, map(_plain, cells.to_list()))


def _plain(cell: Any) -> Any:
    """A cell of a column of anything as text, number, flag or day: what a file could hold."""
    if isinstance(cell, str) or cell is None:
        return cell
    if cell is pd.NaT or cell is pd.NA:
        return None
    if isinstance(cell, bytes):
        return cell.decode("utf-8", errors="replace")
    if isinstance(cell, np.generic):
        return _plain(cell.item())
    if isinstance(cell, Decimal):
        return float(cell)
    if isinstance(cell, int) and abs(cell) > np.iinfo(np.int64).max:
        return str(cell)
    return cell if isinstance(cell, int | float | dt.date) else str(cell)


def _categorical(heading: str, cells: pd.Series[Any], kept: dict[int, list[Any]]) -> Encoded:
    """Codes and categories; those that tables share are listed once, those of no cell are none."""
    categories = cells.cat.categories
    if id(categories) not in kept:
        kept[id(categories)] = categories.tolist()
    codes = cells.cat.codes.to_numpy().astype(np.int32)
    return Encoded(heading, codes, kept[id(categories)]).used()


def _typed(heading: str, cells: nw.Series[Any]) -> Typed:
    missing = cells.is_null().to_numpy().astype(bool)
    if cells.dtype == nw.Boolean or _fits(cells):
        filled = (
            cells.fill_null(False if cells.dtype == nw.Boolean else 0) if missing.any() else cells
        )
        data = filled.to_numpy().astype(bool if cells.dtype == nw.Boolean else np.int64)
        return Typed(heading, data, missing)
    if cells.dtype.is_numeric():
        data = cells.cast(nw.Float64).to_numpy()
        return Typed(heading, data, missing | np.isnan(data))
    instants = isinstance(cells.dtype, nw.Datetime) and cells.dtype.time_zone is not None
    if instants:
        cells = cells.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
    days = cells.cast(nw.Datetime("us")).to_numpy().astype("M8[s]")
    days = days + VIETNAM if instants else days
    return Typed(heading, days, missing | np.isnat(days))


def _fits(cells: nw.Series[Any]) -> bool:
    """Whether whole numbers fit in 64 bits with a sign; larger ones are kept as doubles."""
    if not cells.dtype.is_integer() or cells.dtype in (nw.Int128, nw.UInt128):
        return False
    if cells.dtype != nw.UInt64 or cells.is_null().all():
        return True
    return int(cells.drop_nulls().max()) <= np.iinfo(np.int64).max
