"""The registers of an office as spread reads them: plain columns, units under their last name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa.schema import TABLES
from lantoa.spreading.periods import Days, days_of

if TYPE_CHECKING:
    from lantoa.intake.origin import Origin
    from lantoa.office import Office

_LOOKED_UP = frozenset({"subject", "person", "unit"})


@dataclass(frozen=True, eq=False)
class Register:
    """A table in pandas, ids as plain text, blank where nothing is written.

    Attributes:
        name: The table.
        frame: Its rows, numbered from 0; ids of renamed units are the last ones.
        origin: Where they stand, None for a table that the office has not.
        written: The ids as they are written, by column.
    """

    name: str
    frame: pd.DataFrame
    origin: Origin | None
    written: Mapping[str, pd.Series]

    def __len__(self) -> int:
        return len(self.frame)

    def days(self, column: str) -> Days:
        """A column of days."""
        return days_of(self.frame[column])

    def ids(self, column: str) -> Any:
        """A column of ids as an array of texts, ``""`` where blank."""
        return self.frame[column].to_numpy(object)

    def at(self, row: int) -> tuple[str, str, int]:
        """File, sheet and row of a row."""
        return ("", self.name, row + 1) if self.origin is None else self.origin.at(row)


class Registers:
    """Every register, each read once.

    Args:
        office: The office.
    """

    def __init__(self, office: Office) -> None:
        self.office = office
        self._read: dict[str, Register] = {}
        self.renamed = _renames(office)

    def given(self, table: str) -> Register | None:
        """A register, None where the office has not got it."""
        return self[table] if table in self.office.tables else None

    def __getitem__(self, table: str) -> Register:
        if table not in self._read:
            self._read[table] = register(self.office, table, self.renamed)
        return self._read[table]


def register(office: Office, table: str, renamed: Mapping[str, str]) -> Register:
    """A register of an office; one that it has not is empty."""
    found = office.tables.get(table)
    if found is None:
        return Register(table, _empty(table), None, {})
    frame, written = found.frame.copy(deep=False), {}
    for name, column in TABLES[table].columns.items():
        if column.coded:
            frame[name] = np.array(frame[name].astype(object).fillna(""), object)
        if column.type in _LOOKED_UP or (table, name) == ("units", "unit_id"):
            written[name] = frame[name]
            frame[name] = frame[name].map(lambda one: renamed.get(one, one)).astype(object)
    return Register(table, frame, found.origin, written)


def _empty(table: str) -> pd.DataFrame:
    columns: dict[str, Any] = {}
    for name, column in TABLES[table].columns.items():
        kind = "datetime64[s]" if column.type == "date" else object if column.coded else "Float64"
        columns[name] = pd.Series([], dtype=kind)
    return pd.DataFrame(columns)


def _renames(office: Office) -> dict[str, str]:
    """Old ids of units to the last ones; a circle of renames is left as it is."""
    table = office.tables.get("unit_changes")
    if table is None:
        return {}
    rows = table.frame[(table.frame["kind"] == "rename").to_numpy(bool)]
    ids = (rows[name].astype(str) for name in ("from_unit_id", "to_unit_id"))
    step = dict(zip(*ids, strict=True))
    return {one: last for one in step if (last := _last(one, step)) is not None}


def _last(one: str, step: Mapping[str, str]) -> str | None:
    """
    >>> _last("a", {"a": "b", "b": "c"}), _last("a", {"a": "b", "b": "a"})
    ('c', None)
    """
    seen = {one}
    while one in step:
        one = step[one]
        if one in seen:
            return None
        seen.add(one)
    return one
