"""Integer-coded tables of an office, the same for both peers, and what our packing is given."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import duckdb
import numpy as np
import pandas as pd
import polars as pl
from questions import JUDGED

from lantoa import _core, _packing
from lantoa.schema import CODES

REGISTERS = {
    "memberships": ("person_id", ("from", "to")),
    "ratings": ("subject_id", ("year", "rating", "decision_date")),
    "families": ("person_id", ("year", "held")),
    "commendations": (
        "subject_id",
        ("year", "form", "level", "decision_date", "status", "annulled_on"),
    ),
    "initiatives": (
        "subject_id",
        ("initiative_id", "year", "recognised", "scope", "decision_no", "decision_date"),
    ),
    "movement_results": ("subject_id", ("year",)),
    "contributions": ("subject_id", ("date",)),
    "attestations": (
        "subject_id",
        ("criterion_id", "date", "verdict", "votes_for", "votes_total"),
    ),
    "coverage": (None, ("table", "from", "to", "complete")),
}
"""The registers that the questions read: their subject and their columns."""

NAMES = {"from": "since", "to": "til", "table": "name", "decision_no": "numbered"}
"""Columns that the questions call otherwise; `numbered` is whether there is a number."""

ENUMS = {
    "rating": list(CODES["ratings"]),
    "form": list(CODES["forms"]),
    "level": list(CODES["levels"]),
    "status": list(CODES["statuses"]),
    "scope": list(CODES["scopes"]),
    "verdict": list(CODES["verdicts"]),
    "criterion_id": list(JUDGED),  # judgements of units come after them
}


def tables(office: Any, ids: Any) -> dict[str, pd.DataFrame]:
    """Every register with codes for text and `subject` for ids, by their place in `ids`."""
    return {
        name: _coded(office.tables[name].frame, subject, columns, pd.Index(ids))
        for name, (subject, columns) in REGISTERS.items()
    }


def _coded(
    frame: pd.DataFrame, subject: str | None, columns: tuple[str, ...], ids: pd.Index
) -> pd.DataFrame:
    cells = {NAMES.get(name, name): _cells(name, frame[name]) for name in columns}
    if subject is not None:
        cells = {"subject": _places(frame[subject], ids), **cells}
    return pd.DataFrame(cells)


def _places(column: pd.Series, ids: pd.Index) -> np.ndarray[Any, Any]:
    known = column.astype("category").cat
    return ids.get_indexer(known.categories)[known.codes].astype(np.int32)


def _cells(name: str, column: pd.Series) -> Any:
    if name == "decision_no":
        return column.notna()
    if name == "initiative_id":
        return column.astype("category").cat.codes.astype(np.int32)
    if name == "table":
        return column.astype("str")
    if name == "complete":
        return column.fillna(value=False).astype(bool)
    if name not in ENUMS:
        return column
    words = column.astype("category").cat
    others = sorted(set(words.categories) - set(ENUMS[name]))
    return words.set_categories([*ENUMS[name], *others])


def database(tables: dict[str, pd.DataFrame]) -> duckdb.DuckDBPyConnection:
    """The tables in DuckDB's memory, codes as ENUM, days as DATE."""
    base = duckdb.connect()
    for name, frame in tables.items():
        base.register("frame", frame)
        days = frame.select_dtypes("datetime").columns
        cells = ", ".join(f"CAST({c} AS DATE) AS {c}" if c in days else c for c in frame)
        base.execute(f"CREATE TABLE {name} AS SELECT {cells} FROM frame")
        base.unregister("frame")
    return base


def polars_frames(tables: dict[str, pd.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables as polars frames, codes as Enum, days as Date."""
    return {name: _polars(frame) for name, frame in tables.items()}


def _polars(frame: pd.DataFrame) -> pl.DataFrame:
    enums = {c: pl.Enum(frame[c].cat.categories) for c in frame.select_dtypes("category")}
    days = dict.fromkeys(frame.select_dtypes("datetime"), pl.Date)
    return pl.from_pandas(frame).cast({**enums, **days}).rechunk()


_Facts = _core.Facts  # before anything stands in for it


class Recorder:
    """Stands in for the core's registers and remembers what they were given."""

    def __init__(self, *sizes: int) -> None:
        self.facts = _Facts(*sizes)
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.sizes = sizes

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
    with patch.object(_core, "Facts", Recorder):
        packed = _packing._Packing(office).packed()
    recorder = packed.facts
    return replace(packed, facts=recorder.facts), recorder
