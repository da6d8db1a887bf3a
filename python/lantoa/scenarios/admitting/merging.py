"""Rows for several criteria as one list: one row of a year serves all that ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lantoa.scenarios.admitting.rows import Row, Step
from lantoa.schema import TABLES

_TOLD = ("decision_date", "target", "planned", "votes_total")
"""Cells that say when or of what, not how good."""


def merged(steps: Iterable[Step], levels: Mapping[Any, int]) -> list[Step]:
    """Steps, of the rows of one subject and year only the one that says most.

    Args:
        steps: Steps for several criteria.
        levels: The rank of each level on its scale, so that the higher can be told.
    """
    best: dict[Any, Step] = {}
    for step in steps:
        key = _same(step)
        if key not in best or _rank(step, levels) > _rank(best[key], levels):
            best[key] = step
    return list(best.values())


def _same(step: Step) -> Any:
    """What makes two rows the same one, where it is not all of the row."""
    table, cells = step[-1]
    if TABLES[table].repeats == "any":
        return step
    named = dict(cells)
    return table, tuple(named.get(name) for name in (*TABLES[table].same, "decision_no"))


def _rank(step: Step, levels: Mapping[Any, int]) -> tuple[int, ...]:
    return tuple(_number(cell, levels) for _, cell in _said(step[-1]))


def _said(row: Row) -> Iterable[tuple[str, Any]]:
    key = TABLES[row[0]].same
    return ((name, cell) for name, cell in row[1] if name not in (*key, *_TOLD))


def _number(cell: Any, levels: Mapping[Any, int]) -> int:
    if isinstance(cell, bool | int):
        return int(cell)
    return levels.get(cell, 0)
