"""The integer-coded tables of an office: what our packing hands to the core, kept for the peer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import duckdb
import pandas as pd

from lantoa import _core, _packing

TABLES = {
    "ratings": ["year", "rating", "reason_unrated", "decision_date"],
    "families": ["year", "held"],
    "attestations": ["criterion_id", "date", "verdict", "votes_for", "votes_total"],
    "initiatives": [
        *("initiative_id", "year", "recognised", "scope", "decision_no", "decision_date"),
    ],
    "commendations": ["year", "form", "level", "decision_date", "status", "annulled_on"],
    "contributions": ["date", "call_id"],
    "movement_results": ["movement_id", "year"],
    "coverage": [],
}

_Facts = _core.Facts  # before anything stands in for it


class Recorder:
    """Stands in for the core's registers and remembers what they were given."""

    def __init__(self, units: int, people: int) -> None:
        self.facts = _Facts(units, people)
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.sizes = (units, people)

    def __getattr__(self, name: str) -> Any:
        def call(*given: Any) -> Any:
            self.calls.append((name, given))
            return getattr(self.facts, name)(*given)

        return call

    def again(self) -> _core.Facts:
        """The same registers, packed once more from the same integers."""
        facts = _Facts(*self.sizes)
        for name, given in self.calls:
            getattr(facts, name)(*given)
        return facts


def pack(office: Any) -> tuple[Any, Recorder]:
    """The packed office, and what the core was given."""
    with patch.object(_packing._core, "Facts", Recorder):
        packed = _packing._Packing(office).packed()
    recorder = packed.facts
    return replace(packed, facts=recorder.facts), recorder


def database(packed: Any, recorder: Recorder) -> duckdb.DuckDBPyConnection:
    """The same integers as DuckDB tables in memory, blank cells as NULL."""
    base = duckdb.connect()
    added = [given for name, given in recorder.calls if name in ("add_table", "add_absent_table")]
    for table, columns in TABLES.items():
        if not columns:
            continue
        subject, cells = added[packed.tables[table]]
        frame = {"subject": subject} | {c: cells[packed.columns[table, c]] for c in columns}
        _create(base, table, frame)
    members = next(given for name, given in recorder.calls if name == "set_memberships")
    columns = ("person", "unit", "role", "since", "til")
    _create(base, "memberships", dict(zip(columns, members, strict=True)))
    gaps = [given for name, given in recorder.calls if name == "add_gap"]
    numbers = {number: table for table, number in packed.tables.items()}
    base.execute("CREATE TABLE gaps (name VARCHAR, since INTEGER, til INTEGER)")
    for table, since, til in gaps:
        base.execute("INSERT INTO gaps VALUES (?, ?, ?)", [numbers[table], since, til])
    for table, column in (
        *(("ratings", "rating"), ("attestations", "criterion_id"), ("attestations", "verdict")),
        *(("commendations", "form"), ("commendations", "level"), ("commendations", "status")),
        ("initiatives", "scope"),
    ):
        names = [str(name) for name in packed.codes[table, column]]
        words = pd.DataFrame({"code": range(len(names)), "name": names})
        base.register("words", words)
        base.execute(f"CREATE TABLE {table}_{column} AS SELECT * FROM words")
    return base


def _create(base: duckdb.DuckDBPyConnection, table: str, columns: dict[str, Any]) -> None:
    base.register("frame", pd.DataFrame(columns))
    cells = ", ".join(f"nullif({c}, {_core.BLANK}) AS {c}" for c in columns)
    base.execute(f"CREATE TABLE {table} AS SELECT {cells} FROM frame")
    base.unregister("frame")
