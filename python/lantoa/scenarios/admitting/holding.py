"""The least cells that make a row count for a criterion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Fields = Mapping[str, Any]

_COMPARATORS = ("is", "at_least", "more_than")
_WHOLE = 1000  # a ratio of one
_BLANK_COUNTS = ("status", "nominated_only")
"""Columns whose blank cell counts as what is asked of them."""


def at(value: Any, year: int) -> Any:
    """A parameter in the year that it is asked of; outside the window, as it is at the year's end.

    >>> at(3, 2025), at({"per_year": {"2025": 2}}, 2025)
    (3, 2)
    >>> at({"per_year": {"2025": 2}, "dated": [["0001-01-01", 2], ["2026-06-30", 5]]}, 2026)
    5
    """
    if not isinstance(value, Mapping) or "per_year" not in value:
        return value
    if str(year) in value["per_year"]:
        return value["per_year"][str(year)]
    return [one for day, one in value["dated"] if day <= f"{year}-12-31"][-1]


def least_value(criterion: Fields, scale: Fields | None, year: int) -> Any:
    """The least value that holds in a year: a level, a flag or a ratio in per mille.

    Returns:
        None where none does: above the top of its scale.

    Example:
        >>> scale = {"levels": ["thap", "vua", "cao"]}
        >>> least_value({"more_than": "thap"}, scale, 2025), least_value({"is": True}, None, 2025)
        ('vua', True)
    """
    key = next(one for one in _COMPARATORS if criterion.get(one) is not None)
    value = at(criterion[key], year)
    if key != "more_than":
        return value
    if scale is None:
        return value + 1
    levels = list(scale["levels"])
    above = levels[levels.index(value) + 1 :]
    return above[0] if above else None


def cells_of(fact: Fields, value: Any) -> dict[str, Any]:
    """The cells of a row that say a value.

    >>> cells_of({"value": ["form", "level"]}, "bang_khen/tinh")
    {'form': 'bang_khen', 'level': 'tinh'}
    >>> cells_of({"ratio": ["achieved", "planned"]}, 1001)
    {'achieved': 1001, 'planned': 1000}
    """
    if fact.get("ratio") is not None:
        return dict(zip(fact["ratio"], (value, _WHOLE), strict=True))
    columns = fact["value"]
    if isinstance(columns, str):
        return {columns: value}
    return dict(zip(columns, str(value).split("/"), strict=True))


def where_of(fact: Fields) -> dict[str, Any]:
    """The cells that a fact asks for beside the value.

    >>> where_of({"where": {"status": "valid", "kind": ["dang", "hanh_chinh"]}})
    {'kind': 'dang'}
    """
    asked = fact.get("where") or {}
    return {
        name: cell[0] if isinstance(cell, list | tuple) else cell
        for name, cell in asked.items()
        if name not in _BLANK_COUNTS
    }


def filters_of(criterion: Fields, fact: Fields, year: int) -> dict[str, Any]:
    """The cells that the filters of an event rule ask for."""
    found: dict[str, Any] = {}
    level = at(criterion.get("level_at_least"), year)
    if level is not None:
        found |= cells_of(fact, level)
    if at(criterion.get("share_at_least"), year):
        found[str(fact.get("share") or "share")] = at(criterion["share_at_least"], year)
    if at(criterion.get("recognised"), year):
        found["recognised"] = True
    if criterion["kind"] == "place_within":
        found |= cells_of(fact, at(criterion["within"], year))
    return found
