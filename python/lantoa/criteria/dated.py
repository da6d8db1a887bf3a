"""Values with a date: which one is in force on a day.

A parameter is a plain value, one table ``{value, from}``, or a list of such tables, oldest
first. Before the first day the first value holds, so a single table is as good as its value.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

_ALWAYS = date.min


def is_table(value: Any) -> bool:
    """Is it one ``{value, from}``? A table of codes that misses either key is a plain value."""
    return isinstance(value, Mapping) and "value" in value and "from" in value


def is_amended(value: Any) -> bool:
    """Is it a list of dated tables? Any table in a list makes it one: plain lists hold none."""
    return isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value)


def entries(value: Any) -> list[tuple[date, Any]]:
    """The values and the days they start on; the first one holds always.

    Example:
        >>> entries([{"value": 2, "from": date(2021, 8, 1)}, {"value": 3, "from": date(2023, 1, 1)}])
        [(datetime.date(1, 1, 1), 2), (datetime.date(2023, 1, 1), 3)]
        >>> entries(2)
        [(datetime.date(1, 1, 1), 2)]
    """
    tables = value if is_amended(value) else [value] if is_table(value) else None
    if tables is None:
        return [(_ALWAYS, value)]
    starts = [_ALWAYS, *(table["from"] for table in tables[1:])]
    return [(start, table["value"]) for start, table in zip(starts, tables, strict=True)]


def in_force(value: Any, day: date) -> Any:
    """The plain value on a day.

    Example:
        >>> amended = [{"value": 2, "from": date(2021, 8, 1)}, {"value": 3, "from": date(2023, 1, 1)}]
        >>> [in_force(amended, date(year, 12, 31)) for year in (2020, 2022, 2023)]
        [2, 2, 3]
    """
    return [plain for start, plain in entries(value) if start <= day][-1]
