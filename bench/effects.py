"""Effects by lot, group-time differences and hazards beside diff-diff, scipy and statsmodels.

Lines for ``spread.py``, which prints them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from scores import Line, expect_close
from timing import timed
from trends import NATION, SUBJECTS, asked_of, scaled, series, there

from lantoa import _core

YEARS, COHORTS = 10, 4
CHOSEN, AMONG = 6, 30
"""593,775 ways to choose."""
CELLS, CODES = 12, 6
FEW = 20_000
"""Subjects of a peer that takes seconds."""

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Codes = np.ndarray[Any, np.dtype[np.int32]]


def lots(among: int = AMONG) -> Iterator[Line]:
    """A lot that drew some of many: p over all arrangements, and the interval by inversion."""
    values = np.random.default_rng(2025).standard_normal(among)
    drawn = (np.arange(among) < CHOSEN).astype(np.int32)
    stratum, effort = np.zeros(among, np.int32), _core.Budget(seed=2025)
    ask = lambda: _core.lot_tails(values, drawn, stratum, False, effort)  # noqa: E731
    time, found = timed(ask, 5)
    others = {}
    if there("scipy.stats"):
        others["scipy permutation_test"], p = timed(lambda: _by_scipy(values, drawn), 1)
        expect_close(np.array([found.two / found.counted]), np.array([p]), "p of the lot")
    whole = among == AMONG
    work = f"a lot of {CHOSEN} of {among}: all {found.counted:,} arrangements"
    yield Line(work, time, others, most=0.002, whole=whole)
    ask = lambda: _core.shift_interval(values, drawn, stratum, 0.05, effort)  # noqa: E731
    time, shift = timed(ask, 2)
    gap = values[drawn == 1].mean() - values[drawn == 0].mean()
    expect_close(np.array([shift.estimate]), np.array([gap]), "difference of means")
    yield Line("its interval by inversion", time, most=0.2, whole=whole)
    ask = lambda: _core.detectable_shift(  # noqa: E731
        np.repeat([1, 0], (5, 5)).astype(np.int32), np.zeros(10, np.int32), 0.05, 0.8, 2000, 2025
    )
    yield Line("detectable difference, 5 of 10 units", timed(ask, 2)[0], most=0.2)


def _by_scipy(values: Numbers, drawn: Codes) -> float:
    from scipy.stats import permutation_test

    found = permutation_test(
        (values[drawn == 1], values[drawn == 0]),
        lambda one, other, axis: np.abs(one.mean(axis=axis) - other.mean(axis=axis)) + 1e-12,
        n_resamples=np.inf,
        vectorized=True,
        batch=100_000,
        alternative="greater",
    )
    return float(found.pvalue)


def group_time(n: int) -> Line:
    """Differences of cohorts in every year, beside those not yet exposed, and their summary."""
    values, first = series(n, YEARS), cohorts(n)
    time, _ = timed(lambda: _effects(values, first), 2)
    few, others = min(n, FEW), {}
    if there("diff_diff", "pandas"):
        own = _effects(np.asfortranarray(values[:few]), first[:few])
        ask = lambda: _by_diff_diff(values[:few], first[:few])  # noqa: E731
        others[asked_of("diff-diff", few, n)], theirs = scaled(ask, few, n)
        expect_close(own, theirs, "group-time effects")
    work = f"group-time effects, {n:,} x {YEARS}"
    return Line(work, time, others, most=0.15, whole=n == NATION)


def cohorts(n: int) -> Codes:
    """First periods of exposure: a half never, the others in four years."""
    drawn = np.random.default_rng(7).integers(0, 2 * COHORTS, n)
    return np.where(drawn < COHORTS, drawn + 4, 0).astype(np.int32)


def _effects(values: Numbers, first: Codes) -> Numbers:
    moments = _core.cohort_moments(values, first, 0)
    how = _core.Comparison(controls=_core.Controls.NEVER, base=_core.Base.VARYING, anticipation=0)
    cells = _core.group_time(moments, how)
    _core.summarised(cells, _core.Summary.DYNAMIC)
    kept = cells.period >= cells.group
    return np.concatenate([cells.effect[kept], cells.error[kept]])


def _by_diff_diff(values: Numbers, first: Codes) -> Numbers:
    import diff_diff
    import pandas as pd

    n, years = values.shape
    frame = pd.DataFrame(
        {
            "subject": np.repeat(np.arange(n), years),
            "year": np.tile(np.arange(1, years + 1), n),
            "value": values.ravel(),
            "first": np.repeat(first, years),
        }
    )
    asked = diff_diff.CallawaySantAnna(estimation_method="reg")
    found = asked.fit(frame, "value", "subject", "year", "first").group_time_effects
    cells = [found[key] for key in sorted(found) if key[1] >= key[0]]
    return np.array([cell["effect"] for cell in cells] + [cell["se"] for cell in cells])


def hazard(n: int) -> Line:
    """The hazard of taking up on twelve codes, from a row for each person and year."""
    rng = np.random.default_rng(2025)
    codes = np.asfortranarray(rng.integers(0, 2, (n, CODES)).astype(np.int32))
    pull = np.linspace(-0.5, 0.5, CODES)
    events = (rng.random(n) < 1 / (1 + np.exp(3 - codes @ pull))).astype(np.int32)
    time, found = timed(lambda: _hazard(codes, events), 1)
    few, others = min(n, 10 * FEW), {}
    if there("statsmodels.api"):
        own = _hazard(np.asfortranarray(codes[:few]), events[:few])
        ask = lambda: _by_statsmodels(codes[:few], events[:few])  # noqa: E731
        others[asked_of("statsmodels", few, n)], theirs = scaled(ask, few, n)
        if not np.allclose(own, theirs, rtol=1e-6, atol=1e-6):
            raise SystemExit("hazard: the answers differ")
    assert np.isfinite(found).all()
    work = f"hazard of taking up, {n:,} person-years x {CELLS}"
    return Line(work, time, others, most=3.0, whole=n == 10 * NATION)


def _design(codes: Codes) -> Numbers:
    """Ones, the codes, and the products of neighbours: twelve columns."""
    pairs = [codes[:, at] * codes[:, at + 1] for at in range(CELLS - 1 - CODES)]
    return np.column_stack([np.ones(len(codes)), codes, *pairs]).astype(float)


def _hazard(codes: Codes, events: Codes) -> Numbers:
    rows = _core.counted_at_risk(codes, events, 0)
    design = np.asfortranarray(_design(rows.codes))
    asked = (_core.Link.LOGIT, _core.Penalty.NONE, 0)
    found = _core.fit_hazard(design, rows.at_risk, rows.events, *asked)
    return np.concatenate([found.coefficient, found.error])


def _by_statsmodels(codes: Codes, events: Codes) -> Numbers:
    import statsmodels.api as sm

    found = sm.Logit(events, _design(codes)).fit(disp=0, tol=1e-12, method="newton")
    return np.concatenate([found.params, found.bse])


def measure(most: int = NATION) -> Iterator[Line]:
    """Every line, of at most so many subjects."""
    yield from lots(AMONG if most >= SUBJECTS else 16)
    for n in (SUBJECTS, NATION):
        if n <= max(most, SUBJECTS):
            yield group_time(min(n, most))
            yield hazard(10 * min(n, most))
