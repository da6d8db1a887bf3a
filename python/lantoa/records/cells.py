"""Cells of a register as JSON and back: days and decimals as texts, everything else as it is.

A blank cell is left out. A cell that holds something that is no value is ``UNREADABLE``: it is
not blank, for any value is possible there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa.intake.cells import words
from lantoa.intake.origin import Origin
from lantoa.office import Office, Table
from lantoa.schema import TABLES, ColumnSpec

if TYPE_CHECKING:
    from lantoa.records.canonical import Json

UNREADABLE = {"unreadable": True}
"""What stands in the place of a cell that could not be read."""

_EPOCH = np.datetime64(0, "D")


class Register:
    """One table, row by row; a column is looked up by the ids in it.

    Attributes:
        table: The table.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self._at: dict[str, Callable[[int], Any]] = {}
        self._places: dict[str, _Places] = {}

    def of(self, column: str, ids: Sequence[str]) -> list[int]:
        """The places of the rows that have one of these ids in a column, in order."""
        if column not in self._places:
            self._places[column] = _Places(self.table.frame[column])
        found: list[int] = self._places[column].of(ids).tolist()
        return found

    def row(self, at: int, columns: Sequence[str]) -> Json:
        """The cells of a row that hold something, in the order of ``columns``."""
        cells = ((name, self._cell(name, at)) for name in columns)
        return {name: cell for name, cell in cells if cell is not None}

    def _cell(self, name: str, at: int) -> Any:
        unreadable = self.table.unreadable.get(name)
        if unreadable is not None and unreadable[at]:
            return dict(UNREADABLE)
        if name not in self._at:
            self._at[name] = _reader(self.table.frame[name])
        return self._at[name](at)


class _Places:
    """Where each id of a column stands: the rows in the order of their ids, looked up by halving."""

    def __init__(self, column: pd.Series) -> None:
        codes, categories = column.array.codes, column.array.categories
        self.code_of = {name: code for code, name in enumerate(categories.tolist())}
        self.order = np.argsort(codes, kind="stable")
        self.sorted = codes[self.order]

    def of(self, ids: Sequence[str]) -> np.ndarray[Any, Any]:
        """The places of the rows with one of these ids, in order."""
        wanted = sorted({self.code_of[one] for one in ids if one in self.code_of})
        starts, ends = (np.searchsorted(self.sorted, wanted, side) for side in ("left", "right"))
        parts = [self.order[a:b] for a, b in zip(starts, ends, strict=True)]
        return np.sort(np.concatenate(parts)) if parts else np.zeros(0, np.intp)


def _reader(column: pd.Series) -> Callable[[int], Any]:
    """What gives the cell at a place as JSON, None where it is blank."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, words = column.array.codes, [*map(str, column.array.categories), None]
        return lambda at: words[codes[at]]
    blank = column.isna().to_numpy()
    if column.dtype.kind == "M":
        days = column.to_numpy("datetime64[D]")
        return lambda at: None if blank[at] else str(days[at])
    if column.dtype.kind == "f":
        numbers = column.to_numpy()
        return lambda at: None if blank[at] else decimal(float(numbers[at]))
    plain = column.to_numpy(object)
    flag = column.dtype.kind == "b"
    return lambda at: None if blank[at] else bool(plain[at]) if flag else int(plain[at])


def decimal(number: float) -> str:
    """The shortest decimal that reads back as the number.

    >>> decimal(98.5), decimal(100.0)
    ('98.5', '100')
    """
    return repr(number).removesuffix(".0")


def office_of(facts: Mapping[str, Sequence[Mapping[str, Any]]]) -> Office:
    """An office of the rows of a record.

    Raises:
        ValueError, TypeError, KeyError, OverflowError: A cell is none of its column's type; the
            message begins with table, row from 0, and column.
    """
    tables = {name: _table(name, facts[name]) for name in TABLES if name in facts}
    return Office(tables, "record")


def _table(name: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    frame, unreadable = {}, {}
    for column in TABLES[name].columns.values():
        cells = [row.get(column.name) for row in rows]
        unread = np.array([cell == UNREADABLE for cell in cells], bool)
        known = [None if cell == UNREADABLE else cell for cell in cells]
        frame[column.name] = _column(column, known)
        if unread.any():
            unreadable[column.name] = unread
    places = np.arange(len(rows), dtype=np.int32)
    origin = Origin.of("record", name, places)
    return Table(name, pd.DataFrame(frame, index=range(len(rows))), origin, unreadable)


def _column(spec: ColumnSpec, cells: Sequence[Any]) -> Any:
    if spec.coded:
        texts = sorted({cell for cell in cells if cell is not None})
        code_of = {text: code for code, text in enumerate(texts)} | {None: -1}
        codes = np.array([code_of[cell] for cell in cells], np.int32)
        return pd.Categorical.from_codes(codes, dtype=words(texts), validate=False)
    if spec.type == "date":
        days = [None if cell is None else np.datetime64(cell, "D") for cell in cells]
        return pd.array(np.array(days, "datetime64[s]"))
    if spec.type == "bool":
        return pd.array(cells, dtype="boolean")
    if spec.type == "number":
        return np.array([np.nan if cell is None else float(cell) for cell in cells], float)
    return pd.array(cells, dtype="Int32")
