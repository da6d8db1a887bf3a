"""Places and quotas of a million people, beside polars and DuckDB: equal answers first."""

from __future__ import annotations

import duckdb
import numpy as np
import polars as pl
from timing import Row, timed

from lantoa import _core

PER_MILLE, MINIMUM, UNIT = 150, 1, 20
"""The bundled plan's quota of people; about so many people make a unit."""

_KEYS = ("points", "first", "second")

_PLACES = "select row, rank() over (order by points desc, first desc, second desc) place from asked"
_LINES = f"""
select row, place,
    case when place + tied - 1 <= seats then 1 when place <= seats then 2 else 3 end side
from (
    select row, unit,
        rank() over (partition by unit order by points desc, first desc, second desc) place,
        count(*) over (partition by unit, points, first, second) tied,
        greatest(count(*) over (partition by unit) * {PER_MILLE} // 1000, {MINIMUM}) seats
    from asked
)"""


def measure(people: int) -> list[Row]:
    """One ranking over everybody, then places and the quota's line within units."""
    tables = _tables(people)
    contest = _contest(tables)
    frame = pl.DataFrame({**tables, "row": np.arange(people)})
    connection = duckdb.connect()
    connection.register("arrow", frame.to_arrow())
    connection.execute("create table asked as select * from arrow")
    return [
        _overall(contest, frame, connection, people),
        _within(contest, frame, connection, tables["unit"]),
    ]


def _tables(people: int) -> dict[str, np.ndarray]:
    """Thousandths of a point and two criteria that part equals, as a plan gives them."""
    draws = np.random.default_rng(2025)
    return {
        "unit": draws.integers(0, max(people // UNIT, 1), people, dtype=np.int32),
        "points": draws.integers(0, 1001, people) * 1000,
        "first": draws.integers(0, 6, people) * 200,
        "second": draws.integers(0, 4, people) * 250,
    }


def _contest(tables: dict[str, np.ndarray]) -> _core.Contest:
    contest = _core.Contest()
    contest.group = np.zeros(len(tables["unit"]), np.int32)
    contest.entry = np.full(len(tables["unit"]), _core.Entry.IN.value, np.int32)
    contest.low = contest.high = np.column_stack([tables[key] for key in _KEYS])
    return contest


def _overall(
    contest: _core.Contest,
    frame: pl.DataFrame,
    connection: duckdb.DuckDBPyConnection,
    people: int,
) -> Row:
    ours, places = timed(lambda: _core.rank(contest), 5)
    query = frame.lazy().select("row", place=_rank())
    polars, theirs = timed(query.collect)
    sql, told = timed(lambda: connection.sql(_PLACES).fetchnumpy())
    for rows in (theirs.to_dict(as_series=False), told):
        _expect_equal(places.place, rows, "place", people)
    return Row("places of everybody", ours, polars, sql, most=0.08, scale=1_000_000)


def _within(
    contest: _core.Contest,
    frame: pl.DataFrame,
    connection: duckdb.DuckDBPyConnection,
    units: np.ndarray,
) -> Row:
    contest.group = units
    ours, (places, sides) = timed(lambda: _lines(contest, units), 5)
    polars, theirs = timed(_polars(frame).collect)
    sql, told = timed(lambda: connection.sql(_LINES).fetchnumpy())
    for rows in (theirs.to_dict(as_series=False), told):
        _expect_equal(places.place, rows, "place", len(units))
        _expect_equal(sides.side, rows, "side", len(units))
    return Row("places and quota lines within units", ours, polars, sql)


def _lines(contest: _core.Contest, units: np.ndarray) -> tuple[_core.Places, _core.Sides]:
    share = _core.Share()
    share.part, share.minimum = PER_MILLE, MINIMUM
    sizes, where = np.unique(np.bincount(units), return_inverse=True)
    seats = _core.Seats()
    seats.on_record = np.array([_core.seats(share, int(size)) for size in sizes], np.int32)[where]
    seats.low = seats.high = seats.on_record
    places = _core.rank(contest)
    return places, _core.draw_lines(contest, places, seats)


def _rank() -> pl.Expr:
    """The place by the three numbers as one, which polars ranks quickest; equals share one."""
    key = pl.col("points") * 1_000_000 + pl.col("first") * 1_000 + pl.col("second")
    return key.rank("min", descending=True)


def _polars(frame: pl.DataFrame) -> pl.LazyFrame:
    seats = pl.max_horizontal(pl.len() * PER_MILLE // 1000, MINIMUM)
    last = pl.col("place") + pl.col("tied") - 1
    return (
        frame.lazy()
        .with_columns(place=_rank().over("unit"), seats=seats.over("unit"))
        .with_columns(tied=pl.len().over(["unit", *_KEYS]))
        .select(
            "row",
            "place",
            side=pl.when(last <= pl.col("seats"))
            .then(1)
            .when(pl.col("place") <= pl.col("seats"))
            .then(2)
            .otherwise(3),
        )
    )


def _expect_equal(ours: np.ndarray, rows: dict[str, object], column: str, people: int) -> None:
    theirs = np.zeros(people, np.int64)
    theirs[np.asarray(rows["row"])] = np.asarray(rows[column])
    if not np.array_equal(ours, theirs):
        raise SystemExit(f"{column} differs at row {int(np.flatnonzero(ours != theirs)[0])}")
