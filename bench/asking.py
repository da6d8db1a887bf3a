"""Asks a peer and takes its answer as arrays; the only place that says how a peer is run."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import polars as pl
import questions_duckdb
import questions_polars
from questions import Day
from saying import Answers


def polars_all(frames: Mapping[str, pl.LazyFrame], day: Day) -> Answers:
    """From tables to verdicts, in one lazy query."""
    gaps = questions_polars.gaps(frames["coverage"].collect(), day)
    counted = questions_polars.count(frames, day)
    return polars_judged(counted, gaps, day)


def polars_counted(
    frames: Mapping[str, pl.LazyFrame], day: Day
) -> tuple[pl.LazyFrame, dict[str, bool]]:
    """A row per person in memory, and the gaps of the registers."""
    gaps = questions_polars.gaps(frames["coverage"].collect(), day)
    return _collected(questions_polars.count(frames, day)).lazy(), gaps


def polars_judged(counted: pl.LazyFrame, gaps: Mapping[str, bool], day: Day) -> Answers:
    """From counts to verdicts."""
    found = _collected(questions_polars.judge(counted, gaps, day))
    return {name: found[name].to_numpy() for name in found.columns}


def _collected(asked: pl.LazyFrame) -> pl.DataFrame:
    return asked.collect(engine="streaming")  # the quicker engine here, by more than half


def duckdb_all(base: duckdb.DuckDBPyConnection) -> Answers:
    """From tables to verdicts, in one query."""
    return duckdb_judged(base, f"({questions_duckdb.count()})")


def duckdb_judged(base: duckdb.DuckDBPyConnection, counted: str) -> Answers:
    """From counts to verdicts, of a table or of a query in brackets."""
    found = base.sql(questions_duckdb.judge(counted)).to_arrow_table()
    return {name: found[name].to_numpy() for name in found.column_names}
