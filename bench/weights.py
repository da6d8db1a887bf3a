"""One weight moved among a million people, and the first thousand at every weight there is."""

from __future__ import annotations

import duckdb
import numpy as np
import polars as pl
from timing import Row, timed

from lantoa import _core

BEFORE, AFTER = (350, 300, 200, 150), (300, 350, 200, 150)
TOTAL = 1000
K, UNIT, SEATS = 1000, 20, 3
NATION = 1_000_000  # the people that the targets speak of
NAMES = ("a", "b", "c", "d")

_WITHIN = _core.Side.WITHIN.value


def measure(people: int) -> list[Row]:
    """Everybody scored again, the first thousand, seats within units, and who moved."""
    points, units = _data(people)
    before = _seated(points, units, BEFORE)
    ours, found = timed(lambda: _moved(points, units, before), 5)
    frame = pl.DataFrame({"row": np.arange(people), "unit": units, **_columns(points)})
    polars, theirs = timed(lambda: _polars(frame, before))
    connection = duckdb.connect()
    connection.register("arrow", frame.to_arrow())
    connection.execute("create table asked as select * from arrow")
    duckdb_, told = timed(lambda: _duckdb(connection, before))
    for other in (theirs, told):
        if any(not np.array_equal(a, b) for a, b in zip(found, other, strict=True)):
            raise SystemExit("who has seats differs")
    name = "one weight moved: first 1,000, seats in units, who moved"
    return [
        Row(name, ours, polars, duckdb_, most=0.05, scale=NATION),
        _sweep(points, frame, connection),
        _lead(points),
        _robust(points),
    ]


def _sweep(points: np.ndarray, frame: pl.DataFrame, connection: duckdb.DuckDBPyConnection) -> Row:
    """Exact over all weights of the first criterion; the peers try a hundred and one of them."""
    lines = _lines(points)
    ends = _core.Theta(0, 1), _core.Theta(TOTAL, 1)
    ours, found = timed(lambda: _core.sweep(lines, *ends, 1_000_000), 3)
    tried = range(0, TOTAL + 1, TOTAL // 100)
    polars, theirs = timed(lambda: [_polars_first(frame, weight) for weight in tried], 1)
    duckdb_, told = timed(lambda: [_duckdb_first(connection, weight) for weight in tried], 1)
    for weight, one, other in zip(tried, theirs, told, strict=True):
        _expect_line(found, weight, one)
        _expect_line(found, weight, other)
    return Row(
        "first 1,000 at every weight there is (peers: at 101)",
        ours, polars, duckdb_, most=0.3, scale=NATION,
    )  # fmt: skip


def _lines(points: np.ndarray) -> _core.Lines:
    """Points as lines of the first weight; the others share the rest in proportion."""
    others = points[:, 1:] @ np.array(BEFORE[1:])
    lines = _core.Lines()
    lines.a = TOTAL * others
    lines.b = sum(BEFORE[1:]) * points[:, 0] - others
    lines.chain = np.zeros((len(points), 0), np.int64, order="F")
    lines.group = np.zeros(len(points), np.int32)
    lines.seats = np.array([K], np.int32)
    return lines


def _line_at(weight: int) -> tuple[int, ...]:
    """What each criterion counts at a weight of the first, in whole numbers."""
    return (sum(BEFORE[1:]) * weight, *((TOTAL - weight) * one for one in BEFORE[1:]))


def _polars_first(frame: pl.DataFrame, weight: int) -> np.ndarray:
    parts = zip(NAMES, _line_at(weight), strict=True)
    scored = frame.lazy().select("row", score=sum(pl.col(name) * one for name, one in parts))
    return scored.top_k(K + 1, by="score").collect().to_numpy()


def _duckdb_first(connection: duckdb.DuckDBPyConnection, weight: int) -> np.ndarray:
    parts = zip(NAMES, _line_at(weight), strict=True)
    score = " + ".join(f"{name} * {one}::BIGINT" for name, one in parts)
    sql = f"select row, {score} score from asked order by score desc limit {K + 1}"
    return np.column_stack(list(connection.sql(sql).fetchnumpy().values()))


def _expect_line(found: _core.Sweep, weight: int, first: np.ndarray) -> None:
    """Whether those whom a peer puts before its line are within ours at that weight."""
    side = found.start.copy()
    at = found.numerator / found.denominator
    for number in np.flatnonzero(at <= weight):
        span = slice(int(found.first[number]), int(found.first[number + 1]))
        told = found.at if at[number] == weight else found.after
        side[found.row[span]] = told[span]
    before = first[first[:, 1] > first[:, 1].min(), 0]
    if set(np.flatnonzero(side == _WITHIN).tolist()) != set(before.tolist()):
        raise SystemExit(f"the first {K} differ at weight {weight}")


def _lead(points: np.ndarray) -> Row:
    """Whether weights put one of the best first; a solver takes as long as its reading alone."""
    best = int(points.sum(axis=1).argsort()[-50])
    challenge = _core.Challenge()
    challenge.own = np.asfortranarray(points[best : best + 1])
    challenge.rivals = np.asfortranarray(np.delete(points, best, 0))
    challenge.own_chain = np.zeros((1, 0), np.int64, order="F")
    challenge.rivals_chain = np.zeros((len(points) - 1, 0), np.int64, order="F")
    box = _core.WeightBox()
    box.low, box.high, box.total = [0] * 4, [TOTAL] * 4, TOTAL
    ours, _ = timed(lambda: _core.lead(challenge, box))
    return Row("can one be first, with which weights or why not", ours)


def _robust(points: np.ndarray) -> Row:
    scores = _core.weigh(points, np.array([BEFORE], np.int64).T)
    weighed = _core.Weighed()
    contest = _contest(scores, np.zeros(len(points), np.int32))
    contest.high = scores
    weighed.contest = contest
    weighed.low = weighed.high = points
    sway = _core.Sway()
    sway.weights, sway.spread = BEFORE, [weight // 10 for weight in BEFORE]
    seats = _core.Seats()
    seats.on_record = seats.low = seats.high = np.array([K], np.int32)
    ours, _ = timed(lambda: _core.robust_members(weighed, sway, seats, _core.Effort()))
    return Row("surely and possibly in the first 1,000, weights ± 10 %", ours)


def _data(people: int) -> tuple[np.ndarray, np.ndarray]:
    """Points out of 1000 of four criteria, none of two people equal in all, and units."""
    draws = np.random.default_rng(2025)
    points = np.asfortranarray(draws.integers(0, 1001, (people, 4)))
    return points, draws.integers(0, max(people // UNIT, 1), people, dtype=np.int32)


def _columns(points: np.ndarray) -> dict[str, np.ndarray]:
    return {name: points[:, at] for at, name in enumerate(NAMES)}


def _contest(scores: np.ndarray, groups: np.ndarray) -> _core.Contest:
    contest = _core.Contest()
    contest.group = groups
    contest.entry = np.full(len(groups), _core.Entry.IN.value, np.int32)
    contest.low = scores
    return contest


def _seated(points: np.ndarray, units: np.ndarray, weights: tuple[int, ...]) -> list[np.ndarray]:
    """Who is surely among the first thousand, and who has a seat in its unit."""
    scores = _core.weigh(points, np.array([weights], np.int64).T)
    contest = _contest(scores, np.zeros(len(units), np.int32))
    found = [_core.seat(contest, np.array([K], np.int32))]
    contest.group = units
    found.append(_core.seat(contest, np.full(int(units.max()) + 1, SEATS, np.int32)))
    return [_flags(one.row[one.side == _WITHIN], len(units)) for one in found]


def _flags(rows: np.ndarray, people: int) -> np.ndarray:
    found = np.zeros(people, bool)
    found[rows] = True
    return found


def _moved(points: np.ndarray, units: np.ndarray, before: list[np.ndarray]) -> list[np.ndarray]:
    """Of both lists who comes in and who goes out."""
    after = _seated(points, units, AFTER)
    pairs = zip(before, after, strict=True)
    return [np.flatnonzero(one) for was, now in pairs for one in (now & ~was, was & ~now)]


def _polars(frame: pl.DataFrame, before: list[np.ndarray]) -> list[np.ndarray]:
    score = sum(pl.col(name) * weight for name, weight in zip(NAMES, AFTER, strict=True))
    scored = frame.lazy().with_columns(score=score)
    last = scored.select(pl.col("score").top_k(K + 1).min()).collect().item()
    first = scored.filter(pl.col("score") > last).select("row")
    top = scored.select("row", at=pl.col("score").rank("max", descending=True).over("unit"))
    seated = top.filter(pl.col("at") <= SEATS).select("row")
    found = [one.to_series().to_numpy() for one in pl.collect_all([first, seated])]
    return _against(found, before)


def _duckdb(connection: duckdb.DuckDBPyConnection, before: list[np.ndarray]) -> list[np.ndarray]:
    score = " + ".join(f"{name} * {weight}" for name, weight in zip(NAMES, AFTER, strict=True))
    scored = f"(select row, unit, {score} score from asked)"
    line = (
        f"(select min(score) from (select score from {scored} order by score desc limit {K + 1}))"
    )
    first = f"select row from {scored} where score > {line}"
    window = (
        "partition by unit order by score desc range between unbounded preceding and current row"
    )
    seated = f"select row from {scored} qualify count(*) over ({window}) <= {SEATS}"
    return _against([connection.sql(sql).fetchnumpy()["row"] for sql in (first, seated)], before)


def _against(rows: list[np.ndarray], before: list[np.ndarray]) -> list[np.ndarray]:
    after = [_flags(one, len(was)) for one, was in zip(rows, before, strict=True)]
    pairs = zip(before, after, strict=True)
    return [np.flatnonzero(one) for was, now in pairs for one in (now & ~was, was & ~now)]
