"""Counts at every combination of three thresholds, beside polars and DuckDB from critical values."""

from __future__ import annotations

import itertools

import duckdb
import nation
import numpy as np
import polars as pl
from timing import Row, timed

from lantoa import _core

AXES = {
    "cn_xuat_sac_2_nam": range(1, 6),
    "cn_luon_tot": range(-5, 1),
    "cn_sang_kien": range(1, 33),
}
"""Rules of people and the thresholds that are asked of them: 960 combinations."""

SHAPE = tuple(len(values) for values in AXES.values())
NAMES = ("a", "b", "c")
K = 1000

_PROVISIONAL = 0b0101_0000


def measure(people: int) -> list[Row]:
    """The cube of a million people, a question to it, and who is in in one cell."""
    case = nation.case(people)
    measured = _core.Measurements(case.packed.facts, case.rules.plan)
    building, cube = timed(lambda: _cube(case, measured), 5)
    summing, table = timed(cube.table, 5)
    frame = pl.DataFrame(_critical_values(case, measured))
    connection = duckdb.connect()
    connection.register("arrow", frame.to_arrow())
    connection.execute("create table critical as select * from arrow")
    polars, duckdb_, expected = _peers(frame, connection)
    if not np.array_equal(table[:, 2] + table[:, 3], expected.ravel()):
        raise SystemExit("counts differ in some cell")
    cell = np.array([1, 3, 2], np.int32)
    at = int(np.ravel_multi_index(cell, SHAPE))
    asking, _ = timed(lambda: [table[at] for _ in range(1000)])
    records, _ = timed(lambda: [cube.at(cell) for _ in range(100)])
    listing, _ = timed(lambda: cube.counted(cell), 5)
    return [
        Row(
            "cube of 960 combinations", building + summing, polars, duckdb_, most=0.01, scale=people
        ),
        Row("one combination, of the table", asking / 1000, most=2e-6),
        Row(f"one combination, of {cube.records} records", records / 100),
        Row("who is in in one combination", listing),
        _lists(cube, frame, connection),
    ]


def _cube(case: nation.Case, measured: _core.Measurements) -> _core.Cube:
    axes = []
    for name, values in AXES.items():
        axis = _core.Axis()
        axis.rule = case.rules.rule_of[name]
        axis.thresholds = np.array(values, np.int32)
        axes.append(axis)
    nobody = np.zeros(len(measured.evaluation.subjects), np.int32)
    counting = _core.Counting.PROVISIONAL
    return measured.cube(axes, counting, countable_only=False, against=nobody)


def _peers(
    frame: pl.DataFrame, connection: duckdb.DuckDBPyConnection
) -> tuple[float, float, np.ndarray]:
    """A row per person with its critical values, how far each rule is reached, in memory."""
    grouped = frame.lazy().filter("others").group_by(NAMES).agg(pl.len())
    polars, found = timed(lambda: _summed(grouped.collect().to_numpy()))
    sql = "select a, b, c, count(*) from critical where others group by all"
    duckdb_, told = timed(lambda: _summed(np.array(connection.sql(sql).fetchall())))
    if not np.array_equal(found, told):
        raise SystemExit("the peers' counts differ")
    return polars, duckdb_, found


def _lists(cube: _core.Cube, frame: pl.DataFrame, connection: duckdb.DuckDBPyConnection) -> Row:
    """Who stands among the first K of those who are in, in sixty of the combinations."""
    cells = list(itertools.product(range(5), range(6), (0, 1)))
    contest = _core.Contest()
    contest.group = np.zeros(len(frame), np.int32)
    contest.entry = np.full(len(frame), _core.Entry.IN.value, np.int32)
    contest.low = contest.high = frame["points"].to_numpy()[:, None]
    standing, first = _core.Standing(contest), cube.counted(np.zeros(3, np.int32)).size - len(frame)
    seats = np.array([K], np.int32)

    def ours() -> list[np.ndarray]:
        asked = (np.array(cell, np.int32) for cell in cells)
        return [standing.seat(cube, cell, first, seats).row for cell in asked]

    took, found = timed(ours)
    polars, theirs = timed(lambda: [_first_polars(frame, cell) for cell in cells], 1)
    duckdb_, told = timed(lambda: [_first_duckdb(connection, cell) for cell in cells], 1)
    for one, other, third in zip(found, theirs, told, strict=True):
        if not set(one.tolist()) == set(other.tolist()) == set(third.tolist()):
            raise SystemExit(f"the first {K} differ in some combination")
    return Row(f"lists of the first {K:,} in 60 combinations", took, polars, duckdb_)


def _first_polars(frame: pl.DataFrame, cell: tuple[int, ...]) -> np.ndarray:
    reached = [pl.col(name) > at for name, at in zip(NAMES, cell, strict=True)]
    return frame.lazy().filter("others", *reached).top_k(K, by="points").collect()["row"].to_numpy()


def _first_duckdb(connection: duckdb.DuckDBPyConnection, cell: tuple[int, ...]) -> np.ndarray:
    reached = " and ".join(f"{name} > {at}" for name, at in zip(NAMES, cell, strict=True))
    sql = f"select row from critical where others and {reached} order by points desc limit {K}"
    return connection.sql(sql).fetchnumpy()["row"]


def _critical_values(case: nation.Case, measured: _core.Measurements) -> dict[str, np.ndarray]:
    """How many of the thresholds of each axis a person reaches, and whether all else is met."""
    base = measured.evaluation
    is_person = base.subjects >= case.packed.units
    found = {}
    for key, (name, values) in zip(NAMES, AXES.items(), strict=True):
        reached = np.zeros(is_person.sum(), np.int32)
        for value in values:
            thresholds = case.rules.thresholds
            thresholds[case.rules.rule_of[name]] = value
            bits = measured.reevaluate(thresholds).bits[:, case.rules.rule_of[name]]
            reached += (bits[is_person] & _PROVISIONAL) == _PROVISIONAL
        found[key] = reached
    others = [case.rules.rule_of[gate] for gate in case.rules.gates if gate not in AXES]
    for_people = [rule for rule in others if case.rules.plan.rules[rule].for_people]
    met = (base.bits[np.ix_(is_person, for_people)] & _PROVISIONAL) == _PROVISIONAL
    points = np.random.default_rng(2025).permutation(int(is_person.sum()))  # no two have as many
    return {**found, "others": met.all(axis=1), "points": points, "row": np.arange(len(points))}


def _summed(rows: np.ndarray) -> np.ndarray:
    """Counts by critical value as counts at every combination."""
    table = np.zeros([size + 1 for size in SHAPE], np.int64)
    table[tuple(rows[:, :3].T)] = rows[:, 3]
    for axis in range(3):
        table = np.flip(np.cumsum(np.flip(table, axis), axis), axis)
    return table[1:, 1:, 1:]
