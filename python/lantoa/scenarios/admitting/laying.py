"""Rows laid at the end of a register, many times over and without reading them again."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from lantoa.intake.origin import Origin
from lantoa.office import Office, Table
from lantoa.scenarios.admitting.rows import Row

_FROM = "supposed"


def laid(office: Office, rows: Collection[Row]) -> Office:
    """An office with rows more, in an order that is always the same.

    It is only judged and thrown away; what is shown to people goes through ``office.suppose``,
    which reads such rows as those of a file.
    """
    by_table: dict[str, list[dict[str, Any]]] = {}
    for table, cells in sorted(rows, key=repr):
        by_table.setdefault(table, []).append(dict(cells))
    changed = {name: _longer(office.tables[name], more) for name, more in by_table.items()}
    return replace(office, tables=MappingProxyType({**office.tables, **changed}))


def _longer(table: Table, rows: Sequence[Mapping[str, Any]]) -> Table:
    columns = {
        str(name): _column(table.frame[name], [row.get(str(name)) for row in rows])
        for name in table.frame
    }
    more = np.zeros(len(rows), dtype=bool)
    unreadable = {name: np.concatenate([at, more]) for name, at in table.unreadable.items()}
    places = Origin.of(_FROM, table.name, np.arange(len(rows), dtype=np.int32))
    origin = Origin.joined([table.origin, places])
    return Table(table.name, pd.DataFrame(columns), origin, unreadable)


def _column(own: pd.Series, cells: Sequence[Any]) -> Any:
    if isinstance(own.dtype, pd.CategoricalDtype):
        return _coded(own, cells)
    days = [np.datetime64(one) if isinstance(one, datetime.date) else one for one in cells]
    more = pd.Series(days, dtype=own.dtype)
    return pd.concat([own, more], ignore_index=True).array


def _coded(own: pd.Series, cells: Sequence[Any]) -> Any:
    """Words, sorted with the new ones among them."""
    new = {cell for cell in cells if cell is not None}
    words = own.cat.categories
    if not new <= set(words):
        words = pd.Index(sorted({*words, *new}), dtype=words.dtype)
    code_of = {word: code for code, word in enumerate(words)} | {None: -1}
    codes = own.cat.set_categories(words).cat.codes.to_numpy()
    more = np.array([code_of[cell] for cell in cells], dtype=np.int32)
    return pd.Categorical.from_codes(
        np.concatenate([codes, more]), dtype=pd.CategoricalDtype(words)
    )
