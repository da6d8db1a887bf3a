"""From columns in the making to the frames of an office."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lantoa.sampling.columns import Columns, coded
from lantoa.schema import TABLES, ColumnSpec

_NULLABLE = {"year": "Int32", "int": "Int32", "per_mille": "Int32", "bool": "boolean"}


def frame_of(table: str, columns: Columns) -> pd.DataFrame:
    """The frame of one table: every canonical column in order, typed as an office keeps it."""
    made = {
        spec.name: _typed(columns[spec.name], spec.type) for spec in TABLES[table].columns.values()
    }
    return pd.DataFrame(made, copy=False)


def _typed(column: Any, kind: str) -> Any:
    if isinstance(column, pd.Categorical):
        return column
    if kind == "date":
        return column.astype("M8[s]")
    if kind in _NULLABLE:
        return pd.array(column, dtype=_NULLABLE[kind])
    if column.dtype == object:
        return coded(np.arange(len(column)), column)
    return column.astype(float)


def with_rows(frame: pd.DataFrame, table: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The frame with a few rows after its own; a cell that a row does not name is blank."""
    made = {
        spec.name: _longer(frame[spec.name], [row.get(spec.name) for row in rows], spec)
        for spec in TABLES[table].columns.values()
    }
    return pd.DataFrame(made, copy=False)


def _longer(column: pd.Series, cells: list[Any], spec: ColumnSpec) -> Any:
    if not spec.coded:
        return pd.concat([column, pd.Series(cells, dtype=column.dtype)], ignore_index=True)
    own = column.array
    assert isinstance(own, pd.Categorical)
    if set(cells) - {None} <= set(own.categories[own.categories.isin(cells)]):
        more = pd.Categorical(cells, dtype=own.dtype)
        return pd.Categorical.from_codes(np.concatenate([own.codes, more.codes]), dtype=own.dtype)
    return pd.api.types.union_categoricals([own, pd.Categorical(cells)], sort_categories=True)
