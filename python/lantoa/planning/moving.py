"""A plan moved to other years: window, days, ids, titles; what the law says stays and is marked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantoa.criteria import dated
from lantoa.criteria.tables import Table, Tables

Window = tuple[int, int]

_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_CITED = ("clause", "quote")
_KEPT = ("law", "closes")  # what a law says has the days of the law
_OF_THE_OLD = ("number", "issued", "based_on", "source", "from")


@dataclass(frozen=True)
class Move:
    """From one window to another.

    Attributes:
        old: The first and last year of the plan that is copied.
        new: Those of the new one.
    """

    old: Window
    new: Window

    def year(self, year: int) -> int:
        """Where a year of the old window, or one about it, stands in the new one.

        Example:
            >>> move = Move((2021, 2025), (2026, 2028))
            >>> [move.year(year) for year in (2020, 2021, 2023, 2025, 2026)]
            [2025, 2026, 2027, 2028, 2029]
        """
        (first, last), (start, end) = self.old, self.new
        if year <= first or last == first:
            return year - first + start
        if year >= last:
            return year - last + end
        return start + (year - first) * (end - start) // (last - first)

    def day(self, day: date) -> date:
        """The same day of the year that stands there instead."""
        year = self.year(day.year)
        last_of_february = day.month == 2 and day.day == 29
        return date(year, 2, 28) if last_of_february else day.replace(year=year)

    def text(self, text: str) -> str:
        """A text or an id with the years of the old window, and the one after it, moved.

        Example:
            >>> Move((2021, 2025), (2026, 2030)).text("giai đoạn 2021 - 2025, khoa_so_2026")
            'giai đoạn 2026 - 2030, khoa_so_2031'
        """
        first, last = self.old

        def moved(found: re.Match[str]) -> str:
            year = int(found[0])
            return str(self.year(year)) if first <= year <= last + 1 else found[0]

        return _YEAR.sub(moved, text)


def moved(tables: Tables, move: Move) -> Tables:
    """Every table in the new window, without what only the old document can say.

    Clauses and quotes are of the old text: they are left out, and what rests on them becomes an
    assumption until the new text is there.
    """
    stay = {path: table for path, table in tables.items() if path != "amendable"}
    new = {move.text(path): _table(path, table, move) for path, table in stay.items()}
    first, last = move.new
    return new | {"plan": new["plan"] | {"window": {"from": first, "to": last}}}


def _table(path: str, table: Table, move: Move) -> Table:
    section = path.partition(".")[0]
    kept = {
        name: one if name in _KEPT else _value(one, move)
        for name, one in table.items()
        if name not in _CITED and not (section == "plan" and name in _OF_THE_OLD)
    }
    if section == "track":
        kept["files"] = []  # their criteria stand in the one new file
    if section == "milestone":
        kept["as_of"] = move.day(table["as_of"])
    if "clause" in table and "status" not in table and section != "actor":
        kept = _with_status(kept)
    return kept


def _with_status(table: Table) -> Table:
    """Marked as an assumption right after the names."""
    names = [name for name in ("id", "vi", "en") if name in table]
    head = {name: table[name] for name in names}
    return head | {"status": "assumption"} | {n: v for n, v in table.items() if n not in names}


def _value(value: Any, move: Move) -> Any:
    if isinstance(value, list) and value and all(map(dated.is_table, value)):
        return _value(value[-1], move)  # what was in force at the end
    if dated.is_table(value):
        start = date(move.new[0], 1, 1)
        told = {"value": _value(value["value"], move), "from": start}
        return told | ({"status": value["status"]} if "status" in value else {})
    if isinstance(value, str):
        return move.text(value)
    if isinstance(value, Mapping):
        return {move.text(name): _value(one, move) for name, one in value.items()}
    return [_value(one, move) for one in value] if isinstance(value, list) else value
