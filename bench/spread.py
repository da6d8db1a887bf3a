"""Exposure, permutations and cascades beside scipy and NDlib: equal answers first, then times.

``python bench/spread.py`` prints the table, with the effects of ``effects.py``. A peer that takes
long is asked less, and its name says how much; one that is not installed is left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import effects
import numpy as np
from scores import Line, expect_close, table
from timing import timed
from trends import NATION, SUBJECTS, there

from lantoa import _core

PERIODS, TIES = 10, 8
STANDING = 64_000
VILLAGE, VILLAGES, DRAWS = 1_047, 25, 9_999
CASCADE, CARRIES = 4_000, 0.05
SETS, CHOSEN = 200_000, 50

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Codes = np.ndarray[Any, np.dtype[np.int32]]


def network(n: int, ties: int = TIES) -> tuple[Codes, Codes]:
    """Sources and takers, so many ties a subject, sorted by taker."""
    rng = np.random.default_rng(2025)
    source = rng.integers(0, n, n * ties).astype(np.int32)
    return source, np.repeat(np.arange(n, dtype=np.int32), ties)


def taken(n: int, periods: int = PERIODS) -> Codes:
    """Periods of taking up; two of five are not seen to."""
    drawn = np.random.default_rng(7).integers(1, periods * 5 // 3 + 1, n)
    return np.where(drawn <= periods, drawn, 0).astype(np.int32)


def exposure(n: int) -> Iterator[Line]:
    """The share of sources that had taken up by each period; then with ties that come and go."""
    (source, taker), adopted = network(n), taken(n)
    rows = _core.rows_of(n, taker, source)
    time, found = timed(lambda: _core.exposure(rows, adopted, PERIODS, 0), 2)
    others = {}
    if there("scipy.sparse"):
        others["scipy sparse"], theirs = timed(lambda: _by_products(source, taker, adopted), 1)
        expect_close(found, theirs, "exposure")
        del theirs
    del found
    size = f"{n:,} x {PERIODS}, {len(source):,} ties"
    yield Line(f"exposure, {size}", time, others, most=0.15, whole=n == NATION)
    rng = np.random.default_rng(5)
    since = rng.integers(1, 4, len(source)).astype(np.int32)
    until = rng.integers(6, PERIODS + 1, len(source)).astype(np.int32)
    holding = _core.Holding(np.ones(len(source)), since, until)
    spells = _spells(adopted)
    ask = lambda: _core.exposure_in_time(rows, holding, spells, PERIODS, 0)  # noqa: E731
    time, found = timed(ask, 1)
    others = {}
    if there("scipy.sparse"):
        ask = lambda: _by_products(source, taker, adopted, since, until)  # noqa: E731
        others["scipy sparse"], theirs = timed(ask, 1)
        expect_close(found, theirs, "exposure in time")
    yield Line(f"with ties that come and go, {size}", time, others, most=0.5, whole=n == NATION)


def _spells(adopted: Codes) -> Any:
    took = adopted > 0
    first = np.concatenate([[0], np.cumsum(took)]).astype(np.int32)
    return _core.Carrying(first, adopted[took], np.full(took.sum(), PERIODS, np.int32))


def _by_products(
    source: Codes, taker: Codes, adopted: Codes, since: Codes | None = None, until: Any = None
) -> Numbers:
    """A product with a sparse matrix for each period."""
    from scipy.sparse import csr_array

    n, shares = len(adopted), np.zeros((len(adopted), PERIODS))
    for period in range(1, PERIODS + 1):
        holds = np.ones(len(source)) if since is None else (since <= period) & (period <= until)
        ties = csr_array((holds.astype(float), (taker, source)), shape=(n, n))
        has = ((adopted > 0) & (adopted <= period)).astype(float)
        shares[:, period - 1] = ties @ has / np.maximum(ties @ np.ones(n), 1)
    return shares


def standing(n: int) -> Line:
    """Thresholds, infection and susceptibility."""
    (source, taker), adopted = network(n, 5), taken(n)
    time, found = timed(lambda: _core.timing(source, taker, adopted, 1), 3)
    others = {}
    others["numpy"], theirs = timed(lambda: _thresholds(source, taker, adopted), 1)
    took = adopted > 0
    expect_close(found.threshold[took], theirs[took], "thresholds")
    work = f"thresholds, infection, susceptibility, {n:,}"
    return Line(work, time, {"numpy, thresholds alone": others["numpy"]}, 0.01, whole=n == STANDING)


def _thresholds(source: Codes, taker: Codes, adopted: Codes) -> Numbers:
    n = len(adopted)
    seen = (adopted[source] > 0) & (adopted[source] <= adopted[taker])
    ties = np.bincount(taker, minlength=n)
    return np.bincount(taker[seen], minlength=n) / np.maximum(ties, 1)


def permutation(n: int, draws: int = DRAWS) -> Line:
    """Times of taking up exchanged within villages."""
    (source, taker), adopted = network(n, 5), taken(n)
    block = np.sort(np.arange(n, dtype=np.int32) % VILLAGES)
    many = len(source)
    ties = _core.TieRows(
        source, taker, np.ones(many), np.ones(many, np.int32), np.full(many, PERIODS, np.int32)
    )
    effort = _core.Budget(most=1, draws=draws, seed=2025)
    ask = lambda: _core.permuted_exposure(adopted, block, ties, 0.05, 0, effort)  # noqa: E731
    time, found = timed(ask, 2)
    by_hand, (theirs, p) = timed(lambda: _exchanged(source, taker, adopted, block, draws), 1)
    expect_close(np.array([found.observed]), np.array([theirs]), "mean exposure")
    if abs(found.upper / found.counted - p) > 6 * np.sqrt(0.5 / draws):
        raise SystemExit("restricted permutation: the answers differ by more than chance")
    work = f"restricted permutation, {draws:,} draws, {n:,} in {VILLAGES} blocks"
    return Line(work, time, {"numpy": by_hand}, most=0.1, whole=n == VILLAGE)


def _exchanged(
    source: Codes, taker: Codes, adopted: Codes, block: Codes, draws: int
) -> tuple[float, float]:
    rng, ties = np.random.default_rng(3), np.bincount(taker, minlength=len(adopted))

    def mean(times: Codes) -> float:
        seen = (times[source] > 0) & (times[source] < times[taker])
        shares = np.bincount(taker[seen], minlength=len(times)) / np.maximum(ties, 1)
        return float(shares[(times > 1) & (ties > 0)].mean())

    observed = mean(adopted)
    starts = np.flatnonzero(np.diff(block, prepend=-1, append=block[-1] + 1))
    beyond = 0
    for _ in range(draws):
        parts = [rng.permutation(adopted[a:b]) for a, b in pairwise(starts)]
        beyond += mean(np.concatenate(parts)) >= observed - 1e-11
    return observed, (1 + beyond) / (draws + 1)


def cascade(n: int, draws: int = 1_000) -> Line:
    """How many ten subjects reach by independent cascades."""
    source, taker = network(n)
    kept = np.unique(np.column_stack([source, taker])[source != taker], axis=0).astype(np.int32)
    first = np.searchsorted(kept[:, 0], np.arange(n + 1)).astype(np.int32)
    to = np.ascontiguousarray(kept[:, 1])
    arcs = _core.Arcs(first, to, np.full(len(kept), CARRIES))
    seeds = np.arange(10, dtype=np.int32)
    groups = _core.Groups(np.array([0, 10], np.int32), seeds)
    asked = _core.Replicates(draws, 2025)
    ask = lambda: _core.cascade_reach(arcs, _core.Model.CASCADE, groups, asked)  # noqa: E731
    time, found = timed(ask, 2)
    others = {}
    if there("ndlib.models.epidemics", "ndlib.models.ModelConfig", "networkx"):
        few = max(draws // 50, 2)
        draw = _of_ndlib(kept, n, seeds)
        spent, reach = timed(lambda: [draw(seed) for seed in range(few)], 1)
        others[f"NDlib (of {few:,} draws)"] = spent * draws / few
        error = np.sqrt(found.var() * (1 / few + 1 / draws)) + 1e-9
        if abs(found.mean() - np.mean(reach)) > 6 * error:
            raise SystemExit("cascades: the answers differ by more than chance")
    work = f"cascades of ten, {draws:,} draws, {n:,} subjects"
    return Line(work, time, others, most=0.03, whole=n == CASCADE)


def _of_ndlib(pairs: Codes, n: int, seeds: Codes) -> Callable[[int], int]:
    import ndlib.models.epidemics as ep
    import networkx as nx
    from ndlib.models.ModelConfig import Configuration

    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(pairs.tolist())
    asked = Configuration()
    asked.add_model_initial_configuration("Infected", seeds.tolist())
    for pair in graph.edges():
        asked.add_edge_configuration("threshold", pair, CARRIES)

    def draw(seed: int) -> int:
        model = ep.IndependentCascadesModel(graph, seed=seed)
        model.set_initial_status(asked)
        while (told := model.iteration(node_status=False)["node_count"])[1]:
            pass
        return int(told[2])

    return draw


def chosen(n: int, k: int = CHOSEN, sets: int = SETS) -> Line:
    """Whom to publicise among many, with a guarantee."""
    source, taker = network(n)
    first = np.searchsorted(taker, np.arange(n + 1)).astype(np.int32)
    arcs = _core.Arcs(first, source, np.full(len(source), CARRIES))
    everybody = np.arange(n, dtype=np.int32)
    stopping = _core.Stopping(0.999, 0.001, sets // 2, sets // 2)
    ask = lambda: _core.guaranteed_reach(  # noqa: E731
        arcs, _core.Model.CASCADE, everybody, k, stopping, 2025
    )
    time, found = timed(ask, 1)
    assert found.at_least <= found.reach <= found.best_at_most
    work = f"whom to publicise, {found.sets:,} sets, k = {k}, {n:,}"
    return Line(work, time, most=0.5, whole=n == NATION)


def measure(most: int = NATION) -> Iterator[Line]:
    """Every line, of at most so many subjects."""
    for n in (SUBJECTS, NATION):
        if n <= max(most, SUBJECTS):
            yield from exposure(min(n, most))
    yield standing(min(STANDING, most))
    yield permutation(min(VILLAGE, most), min(DRAWS, 10 * most))
    yield cascade(min(CASCADE, most))
    for n in (SUBJECTS, NATION):
        if n <= max(most, SUBJECTS):
            yield chosen(min(n, most), min(CHOSEN, most // 10), min(SETS, 100 * most))
    yield from effects.measure(most)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subjects", type=int, default=NATION)
    print(table(list(measure(parser.parse_args().subjects))))


if __name__ == "__main__":
    main()
