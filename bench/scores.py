"""Scores, places and their robustness beside hand-written numpy and packages for decisions.

``python bench/scores.py`` prints the table; ``--growth`` draws times from a hundred to a million
subjects too. A peer that is not installed is left out: ``./dev bench`` installs them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

import numpy as np
from timing import spoken, timed

from lantoa import _core

SUBJECTS, MEASURES = 1_000_000, 20
OUTRANKED, CRITERIA = 10_000, 10
ALL_PAIRS = 2_000  # subjects of whom a peer can hold a table of all pairs for each criterion
SLOW = 300  # subjects of a peer that goes from pair to pair in Python
DRAWN, DRAWS, K = 700, 10_000, 10
BOXED, WEIGHTS, BOX = 700, 8, 0.25
EFFORT = 1_000_000_000  # as the package asks


@dataclass(frozen=True)
class Line:
    """One line of the table, in seconds.

    Attributes:
        work: What is done.
        ours: How long we take.
        others: How long others take at the same work, by name.
        most: The target: at most so many seconds.
        copies: The target: at most so many times the peer "copy".
        whole: Whether it was measured at the size that the target speaks of.
    """

    work: str
    ours: float
    others: dict[str, float] = field(default_factory=dict)
    most: float | None = None
    copies: float | None = None
    whole: bool = True

    @property
    def target(self) -> str:
        """The target in words."""
        if self.most is not None:
            return f"<= {spoken(self.most)}"
        return f"<= {self.copies:g} copies" if self.copies is not None else ""

    @property
    def reached(self) -> str:
        """Whether the target is reached; blank at another size."""
        if not self.target or not self.whole:
            return ""
        most = self.most if self.most is not None else (self.copies or 0) * self.others["copy"]
        return "yes" if self.ours <= most else "no"


def table(lines: list[Line]) -> str:
    """The lines as Markdown; beside each peer how many times as long it takes."""
    rows = [("work", "ours", "others (times ours)", "target", "reached")]
    for line in lines:
        others = ", ".join(
            f"{name} {spoken(time)} ({time / line.ours:.3g} x)"
            for name, time in line.others.items()
        )
        rows.append((line.work, spoken(line.ours), others, line.target, line.reached))
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    told = [" | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in rows]
    rule = "|".join("-" * (width + 2) for width in widths)
    return "\n".join(f"| {line} |" for line in told).replace("\n", f"\n|{rule}|\n", 1)


def expect_close(ours: np.ndarray, theirs: np.ndarray, what: str) -> None:
    """Stop where two answers differ."""
    if not np.allclose(ours, theirs, rtol=1e-9, atol=1e-9):
        raise SystemExit(f"{what}: the answers differ")


def composite(n: int, m: int = MEASURES) -> Line:
    """Goalposts and a weighted mean of m measures, beside a copy of the same bytes."""
    values, weights = _uniform(n, m), np.arange(1.0, m + 1)
    scales, tree = _scales(m), _flat(weights)
    periods = np.zeros(n, np.int32)

    def ours() -> np.ndarray:
        scaling = _core.scaling_of(values, periods, scales)
        return _core.compose(values, periods, scaling, tree).pillars[:, 0]

    def by_hand() -> np.ndarray:
        return np.clip((values - 0.1) / 0.8, 0.0, 1.0) @ (weights / weights.sum())

    kept = np.empty_like(values)
    others = {"copy": timed(lambda: np.copyto(kept, values), 5)[0]}
    time, found = timed(ours, 5)
    others["numpy"], theirs = timed(by_hand, 3)
    expect_close(found, theirs, "composite")
    if find_spec("pymcdm"):
        others["pymcdm"] = timed(_of_pymcdm(values, weights), 2)[0]
    if find_spec("skcriteria"):
        others["scikit-criteria"] = timed(_of_scikit_criteria(values, weights), 1)[0]
    return Line(f"composite, {n:,} x {m}", time, others, copies=1.5, whole=n == SUBJECTS)


def _of_pymcdm(values: np.ndarray, weights: np.ndarray) -> Callable[[], Any]:
    from pymcdm.methods import WSM
    from pymcdm.normalizations import minmax_normalization

    asked = WSM(minmax_normalization)
    return lambda: asked(values, weights / weights.sum(), np.ones(len(weights)), validation=False)


def _of_scikit_criteria(values: np.ndarray, weights: np.ndarray) -> Callable[[], Any]:
    import skcriteria as skc
    from skcriteria.agg.simple import WeightedSumModel

    matrix = skc.mkdm(values, [max] * len(weights), weights=weights)
    return lambda: WeightedSumModel().evaluate(matrix)


def places(n: int) -> Line:
    """Places of n doubles of whom many tie, the ties shared."""
    scores = np.round(_uniform(n, 1)[:, 0], 4)
    contest = _core.Contest()
    contest.group = np.zeros(n, np.int32)
    contest.entry = np.full(n, _core.Entry.IN.value, np.int32)

    def ours() -> np.ndarray:
        # Doubles of 0 or more stand in the order of their bits.
        contest.low = contest.high = np.asfortranarray(scores.view(np.int64)[:, None])
        return _core.rank(contest).place

    def by_hand() -> np.ndarray:
        order = np.sort(scores)
        return 1 + n - np.searchsorted(order, scores, side="right")

    others: dict[str, float] = {}
    time, found = timed(ours, 5)
    others["numpy"], theirs = timed(by_hand, 3)
    expect_close(found, theirs, "places")
    if find_spec("scipy"):
        from scipy.stats import rankdata

        others["scipy"], theirs = timed(lambda: rankdata(-scores, method="min"), 3)
        expect_close(found, theirs, "places")
    return Line(f"places, {n:,}", time, others, most=0.08, whole=n == SUBJECTS)


def outranking(n: int, m: int = CRITERIA) -> Line:
    """PROMETHEE II with linear preferences; peers at the sizes that they can hold."""
    values = _uniform(n, m)
    time, found = timed(lambda: _flows(values), 3)
    others = {}
    if n <= OUTRANKED:
        others["numpy"], theirs = timed(lambda: _flows_by_hand(values), 1)
        expect_close(found, theirs, "outranking")
    if n <= ALL_PAIRS and find_spec("pymcdm"):
        others["pymcdm"], theirs = timed(_promethee_of_pymcdm(values), 1)
        expect_close(found, theirs, "outranking")
    if n <= SLOW and find_spec("pyDecision"):
        others["pyDecision"], theirs = timed(_promethee_of_pydecision(values), 1)
        expect_close(found, theirs[:, 1], "outranking")
    return Line(f"PROMETHEE II, {n:,} x {m}", time, others, most=0.01, whole=n == OUTRANKED)


_Q, _P = 0.1, 0.4


def _flows(values: np.ndarray) -> np.ndarray:
    m = values.shape[1]
    asked = _core.Preferences()
    asked.kind = np.full(m, _core.Preference.LINEAR.value, np.int32)
    asked.indifference, asked.preference = np.full(m, _Q), np.full(m, _P)
    orders = _core.orders_of(values, threads=0)
    flows = _core.flows_of(values, orders, asked, threads=0)
    return _core.outranking_of(flows, np.full(m, 1 / m)).net


def _flows_by_hand(values: np.ndarray) -> np.ndarray:
    """Every pair, a subject at a time: the memory of one criterion and one subject."""
    n, m = values.shape
    net = np.zeros(n)
    for column in values.T:
        for row in range(n):
            apart = column[row] - column
            forward = np.clip((apart - _Q) / (_P - _Q), 0, 1).sum()
            net[row] += forward - np.clip((-apart - _Q) / (_P - _Q), 0, 1).sum()
    return net / m / (n - 1)


def _promethee_of_pymcdm(values: np.ndarray) -> Callable[[], Any]:
    from pymcdm.methods import PROMETHEE_II

    m = values.shape[1]
    asked = PROMETHEE_II("vshape_2", p=np.full(m, _P), q=np.full(m, _Q))
    return lambda: asked(values, np.full(m, 1 / m), np.ones(m), validation=False)


def _promethee_of_pydecision(values: np.ndarray) -> Callable[[], Any]:
    from pyDecision.algorithm import promethee_ii

    m = values.shape[1]
    rules = {"W": [1 / m] * m, "Q": [_Q] * m, "S": [0] * m, "P": [_P] * m, "F": ["t5"] * m}
    return lambda: promethee_ii(values, **rules, sort=False, verbose=False)


def acceptability(n: int, m: int = MEASURES, draws: int = DRAWS) -> Line:
    """How often each comes to each place, on one core, beside numpy."""
    values = _uniform(n, m)
    law, sampling = _core.WeightLaw(), _core.Sampling(draws, 2025)

    def ours() -> np.ndarray:
        return _core.acceptability(values, law, sampling, n, None, 1).places

    time, found = timed(ours, 3)
    others = {}
    if n <= 3000:
        others["numpy"], theirs = timed(lambda: _drawn_by_hand(values, draws), 1)
        apart = abs(found[0] / draws - theirs).max()
        if apart > 6 * np.sqrt(0.25 / draws):
            raise SystemExit("acceptability: the answers differ by more than chance")
    work = f"acceptability of all places, {draws:,} draws, {n:,} x {m}, one core"
    return Line(work, time, others, most=0.1, whole=n == DRAWN)


def _drawn_by_hand(values: np.ndarray, draws: int) -> np.ndarray:
    """Shares of the first place; every place is counted."""
    n, m = values.shape
    weights = np.random.default_rng(2025).dirichlet(np.ones(m), draws)
    counts = np.zeros((n, n), np.int32)
    for block in np.array_split(weights, max(draws // 500, 1)):
        order = np.argsort(-(block @ values.T), axis=1)
        for place in range(n):
            counts[:, place] += np.bincount(order[:, place], minlength=n).astype(np.int32)
    return counts[:, 0] / draws


def intervals(n: int, m: int = WEIGHTS) -> Iterator[Line]:
    """The bound from pairs for everybody, and the attained places of one in the middle."""
    values, box = _uniform(n, m), _core.WeightSet()
    box.low, box.high = np.full(m, (1 - BOX) / m), np.full(m, (1 + BOX) / m)
    box.total, now = 1.0, np.full(m, 1 / m)
    time, found = timed(lambda: _core.pair_bound(values, box), 3)
    others = {}
    others["numpy"], theirs = timed(lambda: _bound_by_hand(values, box), 1)
    if found.doubtful == 0:
        expect_close(found.best, theirs, "rank intervals")
    work = f"rank intervals in a box of 25 %, {n:,} x {m}"
    yield Line(work, time, others, most=0.05, whole=n == BOXED)
    middle = int(np.argsort(values.mean(axis=1))[n // 2])
    time, both = timed(lambda: _core.attained_places(values, box, now, middle, EFFORT), 1)
    proved = not (both.best.is_stopped or both.worst.is_stopped)
    work = f"attained places of one in the middle of {n:,}, {'proved' if proved else 'not proved'}"
    yield Line(work, time, {}, most=2.0, whole=n == BOXED)


def _bound_by_hand(values: np.ndarray, box: _core.WeightSet) -> np.ndarray:
    """Best places: rivals who are ahead at every corner."""
    corners = _core.weight_corners(box, 10_000)
    scores = values @ corners
    best = np.ones(len(values), np.int64)
    for row in range(len(values)):
        best[row] += ((scores - scores[row]) > 0).all(axis=1).sum()
    return best


def _uniform(n: int, m: int) -> np.ndarray:
    return np.asfortranarray(np.random.default_rng(2025).random((n, m)))


def _scales(m: int) -> list[_core.Scale]:
    scale = _core.Scale()
    scale.kind, scale.low, scale.high = _core.Normalise.GOALPOSTS, 0.1, 0.9
    return [scale] * m


def _flat(weights: np.ndarray) -> _core.Tree:
    """Measures right below the whole."""
    m, tree = len(weights), _core.Tree()
    tree.parent = np.array([m] * m + [-1], np.int32)
    tree.weight = np.array([*weights, 1.0])
    tree.aggregate, tree.divisor = np.zeros(m + 1, np.int32), np.ones(m + 1)
    return tree


def measure(most: int = SUBJECTS) -> list[Line]:
    """Every line, of at most so many subjects."""
    return [
        composite(min(SUBJECTS, most)),
        places(min(SUBJECTS, most)),
        outranking(min(OUTRANKED, most)),
        *(outranking(n) for n in (ALL_PAIRS, SLOW) if n <= most),
        acceptability(min(DRAWN, most), draws=min(DRAWS, 10 * most)),
        *intervals(min(BOXED, most)),
    ]


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subjects", type=int, default=SUBJECTS)
    parser.add_argument("--growth", action="store_true", help="draw bench/growth.png too")
    asked = parser.parse_args()
    print(table(measure(asked.subjects)))
    if asked.growth:
        import growth

        growth.draw(asked.subjects)


if __name__ == "__main__":
    main()
