"""The tables of an office: their columns, keys and closed lists of codes.

The lists live in ``wording/tables.toml``; this module gives them names and types. A table or a
code that is added there is known everywhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class ColumnSpec:
    """One column of a table.

    Attributes:
        name: The canonical name, such as ``"decision_date"``.
        type: ``id``; ``subject``, ``person`` or ``unit`` (ids that are looked up); ``ref`` (an id
            of another table); ``code``, ``table``, ``date``, ``year``, ``int``, ``number``,
            ``per_mille``, ``bool`` or ``text``.
        of: For ``code`` the list in `CODES`, for ``ref`` the table; otherwise None.
        key: A row without this cell is no row.
        value: What the row says; left blank it is listed as missing.
    """

    name: str
    type: str
    of: str | None
    key: bool
    value: bool

    @property
    def coded(self) -> bool:
        """Whether the column is a Categorical in a table's frame."""
        return self.type not in {"date", "year", "int", "number", "per_mille", "bool"}


@dataclass(frozen=True)
class TableSpec:
    """One table of the office.

    Attributes:
        name: The canonical name, such as ``"ratings"``.
        columns: Every column, in order.
        key: The columns without which a row is no row.
        same: The columns that make two rows the same one; the key where nothing else is said.
        value: The column that the row is about, None where every cell may be blank.
        instead: The column whose reason lets ``value`` be blank.
        optional: A blank ``value`` is not listed as missing.
        no_row: A row without its value (and without ``instead``) is no row.
        says: The columns of which a row fills in at least one, or nobody filled it in.
        repeats: What a second row with the same key is: ``first`` (a mistake, the first stays),
            ``differ`` (listed where the rows disagree), ``decision`` (one decision entered
            twice) or ``any`` (another event).
    """

    name: str
    columns: Mapping[str, ColumnSpec]
    key: tuple[str, ...]
    same: tuple[str, ...]
    value: str | None
    instead: str | None
    optional: bool
    no_row: bool
    says: tuple[str, ...]
    repeats: str

    @property
    def subject(self) -> str | None:
        """The column of the subject, None for a table that has none.

        >>> TABLES["discipline"].subject
        'person_id'
        """
        looked_up = (c.name for c in self.columns.values() if c.type in {"subject", "person"})
        units = (c.name for c in self.columns.values() if c.type == "unit" and c.key)
        return next(looked_up, None) or next(units, None)


def _column(name: str, written: str, table: Mapping[str, Any]) -> ColumnSpec:
    kind, _, of = written.partition(":")
    key = name in table["key"]
    return ColumnSpec(name, kind, of or None, key=key, value=name == table.get("value"))


def _says(table: Mapping[str, Any]) -> list[str]:
    """The value and its reason; without them everything beside the key."""
    value = [table[name] for name in ("value", "instead") if name in table]
    beside = [column for column in table["columns"] if column not in table["key"]]
    return value or beside or list(table["key"])


def _table(name: str, table: Mapping[str, Any]) -> TableSpec:
    columns = {column: _column(column, kind, table) for column, kind in table["columns"].items()}
    return TableSpec(
        name=name,
        columns=MappingProxyType(columns),
        key=tuple(table["key"]),
        same=tuple(table.get("same", table["key"])),
        value=table.get("value"),
        instead=table.get("instead"),
        optional=table.get("optional", False),
        no_row=table.get("no_row", False),
        says=tuple(table.get("says") or _says(table)),
        repeats=table["repeats"],
    )


LOOKED_UP: Mapping[str, Mapping[str, str]] = {"movement_results": {"track": "movement_id"}}
"""What a rule may ask of a row that another table says, and the column that leads there."""


@cache
def wording(name: str) -> dict[str, Any]:
    """A file of ``lantoa/wording``, read once; who wants to change it copies it first.

    >>> sorted(wording("tables"))
    ['codes', 'tables']
    """
    return tomllib.loads(files("lantoa").joinpath(f"wording/{name}.toml").read_text("utf-8"))


_WRITTEN = wording("tables")

TABLES: Mapping[str, TableSpec] = MappingProxyType(
    {name: _table(name, table) for name, table in _WRITTEN["tables"].items()}
)
"""Every table by its name, ``aliases`` and the registers of units and people first."""

CODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {name: tuple(codes) for name, codes in _WRITTEN["codes"].items()}
)
"""Every closed list of codes, lowest first where it has an order."""
