"""A row that is not there yet, as a value that can be compared and laid on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lantoa.schema import TABLES

Pair = tuple[str, str]
"""A subject and a criterion."""

Row = tuple[str, tuple[tuple[str, Any], ...]]
"""Its register, and its cells by column."""

Step = tuple[Row, ...]
"""One row, the last, with what it needs to stand."""


def row_of(table: str, cells: Mapping[str, Any]) -> Row:
    """A row, its cells in the order of the register; those of other registers left out.

    >>> row_of("families", {"held": True, "person_id": "CB01", "rating": None})
    ('families', (('person_id', 'CB01'), ('held', True)))
    """
    return table, tuple((name, cells[name]) for name in TABLES[table].columns if name in cells)


def rows_in(steps: Iterable[Step]) -> frozenset[Row]:
    """The rows of some steps, each once."""
    return frozenset(row for step in steps for row in step)


def owner_of(step: Step) -> tuple[str, Any]:
    """The register of a step's row, and whose it is."""
    table, cells = step[-1]
    return table, dict(cells).get(str(TABLES[table].subject))


def days_of(row: Row) -> list[datetime.date]:
    """The days that stand in a row."""
    return [cell for _, cell in row[1] if isinstance(cell, datetime.date)]


def ends_of(row: Row) -> list[datetime.date]:
    """The days of a row; where it has a year only, the last day of that.

    >>> ends_of(("families", (("year", 2025),)))
    [datetime.date(2025, 12, 31)]
    """
    years = [cell for name, cell in row[1] if name == "year"]
    return days_of(row) or [datetime.date(year, 12, 31) for year in years]


def are_past(steps: Iterable[Sequence[Row]], as_of: datetime.date) -> bool:
    """Whether rows are of years that are closed, so that only a register lacks them."""
    return all(_is_past(step[-1], as_of) for step in steps)


def _is_past(row: Row, as_of: datetime.date) -> bool:
    named = dict(row[1])
    if "year" not in named:
        return False
    days = days_of(row)
    return max(days) <= as_of if days else named["year"] < as_of.year
