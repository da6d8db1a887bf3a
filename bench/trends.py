"""Trends of short series beside pyMannKendall and scipy: equal answers first, then times.

``python bench/trends.py`` prints the table. A peer that takes long is asked of fewer series and its
time is told for all; its name says of how many it was asked. One that is not installed is left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from scores import Line, expect_close, table
from timing import timed

from lantoa import _core

SUBJECTS, YEARS = 200_000, 10
NATION = 2_000_000
"""What the targets speak of."""
FEW = 1_000
"""Series of a peer that goes through them in Python."""
BLOCKS, DRAWS = 63, 9_999

Numbers = np.ndarray[Any, np.dtype[np.float64]]


def there(*modules: str) -> bool:
    """Whether a peer is installed; it is loaded now and not while its time is taken."""
    if find_spec(modules[0].partition(".")[0]) is None:
        return False
    for module in modules:
        import_module(module)
    return True


def series(n: int, years: int = YEARS, steps: int | None = None) -> Numbers:
    """Random series; with ``steps`` whole numbers that tie."""
    values = np.random.default_rng(2025).standard_normal((n, years))
    return np.asfortranarray(values if steps is None else np.floor(values * steps))


def scaled(work: Callable[[], Any], few: int, n: int) -> tuple[float, Any]:
    """The time of n, measured on a few."""
    time, found = timed(work, 1)
    return time * n / few, found


def asked_of(name: str, few: int, n: int) -> str:
    """The peer's name, with how many it was asked of."""
    return name if few == n else f"{name} (of {few:,})"


def kendall(n: int) -> Line:
    """S of every series, which have ties."""
    values = series(n, steps=2)
    time, found = timed(lambda: _core.kendall(values, 0), 3)
    others = {}
    others["numpy"], theirs = timed(lambda: _s_by_hand(values), 1)
    expect_close(found.s, theirs, "S")
    if there("pymannkendall"):
        few = min(n, FEW)
        others[asked_of("pymannkendall", few, n)] = _mann_kendall(values[:few], found.s, n)
    return Line(f"Mann-Kendall S, {n:,} x {YEARS}", time, others, most=0.05, whole=n == NATION)


def _s_by_hand(values: Numbers) -> Numbers:
    n, years = values.shape
    found = np.zeros(n)
    for late in range(1, years):
        found += np.sign(values[:, late, None] - values[:, :late]).sum(axis=1)
    return found


def _mann_kendall(values: Numbers, ours: Any, n: int) -> float:
    import pymannkendall as mk

    time, found = scaled(lambda: [mk.original_test(row) for row in values], len(values), n)
    expect_close(ours[: len(values)], np.array([one.s for one in found]), "S")
    normal = _core.kendall_normal(np.asfortranarray(values), 1).p
    expect_close(normal, np.array([one.p for one in found]), "normal p")
    return time


def exact(n: int) -> Line:
    """Exact p under ties, beside the normal approximation that others stop at."""
    values = series(n, steps=2)
    time, found = timed(lambda: _core.kendall_exact(values, 0), 3)
    plain = series(min(n, FEW))
    others = {}
    if there("scipy.stats"):
        from scipy.stats import kendalltau

        years, few = np.arange(YEARS), len(plain)
        name = asked_of("scipy kendalltau, no ties", few, n)
        ask = lambda: [kendalltau(years, row, method="exact").pvalue for row in plain]  # noqa: E731
        others[name], theirs = scaled(ask, few, n)
        expect_close(_core.kendall_exact(plain, 1).p, np.array(theirs), "exact p")
    assert (found.p >= found.smallest - 1e-12).all()
    return Line(f"Mann-Kendall exact p, {n:,} x {YEARS}", time, others)


def slopes(n: int) -> Line:
    """The median slope of each."""
    values, times = series(n), np.arange(YEARS, dtype=np.int32)
    time, found = timed(lambda: _core.theil_sen(values, times, 0), 3)
    others = {}
    few = min(n, 50_000)
    name = asked_of("numpy", few, n)
    others[name], theirs = scaled(lambda: _slopes_by_hand(values[:few]), few, n)
    expect_close(found[:few], theirs, "slopes")
    if there("pymannkendall"):
        import pymannkendall as mk

        few = min(n, FEW)
        ask = lambda: [mk.sens_slope(row).slope for row in values[:few]]  # noqa: E731
        others[asked_of("pymannkendall", few, n)], theirs = scaled(ask, few, n)
        expect_close(found[:few], np.array(theirs), "slopes")
    return Line(f"Theil-Sen, {n:,} x {YEARS}", time, others, most=0.55, whole=n == NATION)


def _slopes_by_hand(values: Numbers) -> Numbers:
    early, late = np.triu_indices(YEARS, 1)
    return np.median((values[:, late] - values[:, early]) / (late - early), axis=1)


def blocks(n: int) -> Line:
    """The direction of blocks, by changing the order of years for all of a block at once."""
    values = series(n)
    block = np.sort(np.arange(n, dtype=np.int32) % BLOCKS)
    ask = lambda: _core.block_trend(values, block, BLOCKS, DRAWS, 2025, 0)  # noqa: E731
    time, found = timed(ask, 2)
    others = {}
    if there("pymannkendall"):
        import pymannkendall as mk

        few = min(n, FEW)
        some = [values[:few][block[:few] == one] for one in range(BLOCKS)]
        name = f"{asked_of('pymannkendall', few, n)}, no permutation"
        ask = lambda: [mk.regional_test(one.T).s for one in some if len(one)]  # noqa: E731
        others[name], theirs = scaled(ask, few, n)
        own = _core.block_trend(
            np.asfortranarray(values[:few]), block[:few], BLOCKS, 99, 2025, 1
        ).s[: len(theirs)]
        expect_close(own, np.array(theirs), "sum of S")
    assert len(found.p) == BLOCKS
    return Line(f"directions of {BLOCKS} blocks, {DRAWS:,} orders, {n:,} x {YEARS}", time, others)


def emerging(n: int, years: int = 5) -> Line:
    """Who stands out, by the greatest of all in each of 120 orders."""
    values, times = series(n, years), np.arange(years, dtype=np.int32)
    ask = lambda: _core.emerging(values, times, True, 0.95, DRAWS, 2025, 0)  # noqa: E731
    time, found = timed(ask, 1)
    few = min(n, 20_000)
    own = _core.emerging(np.asfortranarray(values[:few]), times, True, 0.95, DRAWS, 2025, 0)
    others = {}
    name = asked_of("numpy", few, n)
    others[name], theirs = scaled(lambda: _emerging_by_hand(values[:few]), few, n)
    expect_close(own.p, theirs, "family-wise p")
    assert len(found.p) == n
    return Line(f"who emerges, family-wise over all orders, {n:,} x {years}", time, others)


def _emerging_by_hand(values: Numbers) -> Numbers:
    from itertools import permutations

    years = values.shape[1]
    beside = values - values.mean(axis=0)
    pull = np.arange(years) - (years - 1) / 2
    now = np.abs(beside @ pull)
    most = [np.abs(beside @ pull[list(order)]).max() for order in permutations(range(years))]
    most = np.sort(np.array(most) + 1e-9)
    return 1 - np.searchsorted(most, now) / len(most)


def moves(n: int) -> Line:
    """How places move from year to year: tau-b of each pair of years."""
    values = series(n, steps=4)
    before, after = np.arange(YEARS - 1, dtype=np.int32), np.arange(1, YEARS, dtype=np.int32)
    block = np.sort(np.arange(n, dtype=np.int32) % BLOCKS)
    time, found = timed(lambda: _core.place_moves(values, before, after, block), 2)
    others = {}
    if there("scipy.stats"):
        from scipy.stats import kendalltau

        ask = lambda: [  # noqa: E731
            kendalltau(values[:, one], values[:, one + 1]).statistic for one in before
        ]
        others["scipy, tau alone"], theirs = timed(ask, 1)
        expect_close(found.tau, np.array(theirs), "tau")
    return Line(f"moves of places in {YEARS - 1} pairs of years, {n:,}", time, others)


def measure(most: int = NATION) -> Iterator[Line]:
    """Every line, of at most so many subjects."""
    for ask in (kendall, slopes):
        for n in (SUBJECTS, NATION):
            if n <= max(most, SUBJECTS):
                yield ask(min(n, most))
    for ask in (exact, blocks, emerging, moves):
        yield ask(min(SUBJECTS, most))


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subjects", type=int, default=NATION)
    print(table(list(measure(parser.parse_args().subjects))))


if __name__ == "__main__":
    main()
