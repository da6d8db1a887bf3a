"""Kernels of trends against every order gone through, on ties, gaps and sizes of all kinds."""

import json
import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import reference_trends as reference
from lantoa import _core
from soaking import examples

cells = st.one_of(st.none(), st.integers(-3, 3))
whole = st.integers(-3, 3)
UNITS = (1.0, 2.0**-1000, 2.0**1000)


def grid(rows, unit=1.0):
    """Rows as the core takes them."""
    table = [[np.nan if one is None else one * unit for one in row] for row in rows]
    return np.asfortranarray(np.array(table, float).reshape(len(rows), -1))


def times(years):
    return np.array(years, np.int32)


def rows_of(cell, subjects, years, fewest=1):
    def rows(t):
        row = st.lists(cell, min_size=t, max_size=t)
        return st.lists(row, min_size=fewest, max_size=subjects)

    return st.integers(*years).flatmap(rows)


@given(st.lists(cells, max_size=7), st.sampled_from(UNITS))
@settings(derandomize=True, max_examples=examples(150))
def test_kendall_is_exact_with_ties_and_gaps(series, unit):
    found = _core.kendall_exact(grid([series], unit), 1)
    s, p, smallest = reference.kendall(series)
    assert (found.s[0], found.p[0], found.smallest[0]) == (s, float(p), float(smallest))


@given(st.lists(cells, min_size=1, max_size=8), st.data())
@settings(derandomize=True, max_examples=examples(150))
def test_theil_sen_keeps_gaps_of_time(series, data):
    gaps = data.draw(st.lists(st.integers(1, 4), min_size=len(series), max_size=len(series)))
    years = np.cumsum(gaps)
    found = _core.theil_sen(grid([series]), times(years), 1)[0]
    slow = reference.theil_sen(series, years.tolist())
    assert math.isnan(found) if slow is None else found == pytest.approx(slow, abs=1e-12)
    ranges = _core.slope_ranges(grid([series]), times(years), 0.95, 1)
    slopes = reference.slopes(series, years.tolist())
    if slopes:
        assert (ranges.least[0], ranges.most[0]) == (slopes[0], slopes[-1])
    if len(reference.known(series)) < 5:
        assert ranges.level[0] == 0
    else:
        assert ranges.level[0] >= 0.95


@given(rows_of(cells, 4, (1, 5)), st.sampled_from(UNITS))
@settings(derandomize=True, max_examples=examples(60))
def test_blocks_are_exact_when_years_change_places_for_all(rows, unit):
    found = _core.block_trend(grid(rows, unit), np.zeros(len(rows), np.int32), 1, 1, 1, 1)
    common, spread = reference.block(rows)
    assert (found.s[0], found.p[0], found.smallest[0]) == tuple(map(float, common))
    assert (found.spread[0], found.p_spread[0], found.smallest_spread[0]) == tuple(
        map(float, spread)
    )


@given(rows_of(cells, 4, (1, 5)), st.booleans(), st.sampled_from(UNITS))
@settings(derandomize=True, max_examples=examples(60))
def test_emerging_is_exact(rows, apart, unit):
    years = [2015, 2016, 2018, 2019, 2023][: len(rows[0])]
    found = _core.emerging(grid(rows, unit), times(years), apart, 0.9, 1, 1, 1)
    slow = reference.emerging(reference.beside(rows) if apart else rows, years)
    for at, p in enumerate(slow):
        assert math.isnan(found.slope[at]) == (p is None)
        assert found.p[at] == (1 if p is None else float(p))


@given(rows_of(whole, 4, (3, 5)), st.sampled_from([0.05, 0.2, 0.5]))
@settings(derandomize=True, max_examples=examples(40))
def test_places_by_slope_are_exact(rows, alpha):
    years = [2015, 2016, 2017, 2018, 2019][: len(rows[0])]
    found = _core.emerging(grid(rows), times(years), False, 1 - alpha, 1, 1, 1)
    slow = reference.slope_places(rows, years, alpha)
    assert list(zip(found.best.tolist(), found.worst.tolist(), strict=True)) == slow


@given(st.lists(cells, min_size=2, max_size=8), st.data(), st.sampled_from(UNITS))
@settings(derandomize=True, max_examples=examples(100))
def test_declared_jumps_are_exact(profile, data, unit):
    at = data.draw(st.integers(0, len(profile) - 1))
    sides = [reference.known(side) for side in (profile[:at], profile[at:])]
    found = _core.declared_step(grid([profile], unit)[0].copy(), at, 1, 1)
    if not all(sides):
        assert (found.at, found.p) == (-1, 1)
        return
    difference, p = reference.step(profile, at)
    assert found.difference == pytest.approx(float(difference) * unit, abs=1e-12 * unit)
    assert found.p == float(p)


@given(st.lists(whole, min_size=4, max_size=6))
@settings(derandomize=True, max_examples=examples(60))
def test_jumps_anywhere_are_exact(profile):
    found = _core.undeclared_step(np.array(profile, float), 1, 1)
    assert found.p == float(reference.greatest_step(profile))


@given(rows_of(whole, 6, (3, 4), fewest=3), st.booleans())
@settings(derandomize=True, max_examples=examples(60))
def test_convergence_is_exact(rows, gap):
    if gap:
        rows = [*rows, [None, *rows[0][1:]], [*rows[0][:-1], None]]
    found = _core.convergence(grid(rows), 1, 1)
    slow = reference.convergence(rows)
    if slow is None:
        assert found.p == 1
    else:
        assert found.slope == pytest.approx(float(slow[0]), abs=1e-12)
        assert found.p == float(slow[1])


@given(st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=1, max_size=7))
@settings(derandomize=True, max_examples=examples(150))
def test_steps_of_ratings_are_exact(codes):
    assume(reference.known(codes))
    table = np.array([[-1 if one is None else one for one in codes]], np.int32, order="F")
    found = _core.rating_steps(table)
    counted = (found.ups[0], found.downs[0], found.run[0])
    chances = (found.p[0], found.p_ups[0], found.p_run[0])
    slow = reference.rating_steps(codes)
    assert (*counted, *chances) == tuple(map(float, slow))


@given(rows_of(cells, 3, (2, 3)))
@settings(derandomize=True, max_examples=examples(60))
def test_page_and_friedman_are_exact(rows):
    assume(any(None not in row for row in rows))
    found = _core.ordered_years(grid(rows), 1, 1)
    page, of_page, of_friedman, together = reference.ordered_years(rows)
    assert found.page == float(page)
    assert found.page_p == pytest.approx(float(of_page), abs=1e-12)
    assert found.page_years_p == pytest.approx(float(together), abs=1e-12)
    assert found.friedman_p == pytest.approx(float(of_friedman), abs=1e-12)


def test_reference_values_of_mann_kendall(shared):
    known = json.loads((shared / "data" / "reference_spread.json").read_text(encoding="utf-8"))
    values = known["mann_kendall"]["holycross14"]
    x, years = grid([values["x"]]), times(range(14))
    normal, exact = _core.kendall_normal(x, 1), _core.kendall_exact(x, 1)
    assert exact.s[0] == values["S"]
    assert normal.variance[0] == pytest.approx(values["var"], abs=1e-6)
    assert normal.z[0] == pytest.approx(values["z"], abs=1e-12)
    assert normal.p[0] == pytest.approx(values["p2"], abs=1e-12)
    assert exact.p[0] == pytest.approx(values["p2_exact"], abs=1e-9)
    assert _core.theil_sen(x, years, 1)[0] == pytest.approx(values["sen"], abs=1e-9)
    for series, s, p in known["mann_kendall"]["ties_exact"]:
        found = _core.kendall_exact(grid([series]), 1)
        assert (found.s[0], found.p[0]) == (s, pytest.approx(p, abs=1e-15))
    for length, p in known["mann_kendall"]["exact_two_sided_max"].items():
        assert _core.kendall_exact(grid([range(int(length))]), 1).smallest[0] == pytest.approx(p)


def test_scipy_agrees_without_ties():
    from scipy import stats

    rng = np.random.default_rng(3)
    for _ in range(40):
        series = rng.permutation(rng.integers(4, 12))
        exact = stats.kendalltau(np.arange(len(series)), series, method="exact")
        assert _core.kendall_exact(grid([series.tolist()]), 1).p[0] == pytest.approx(exact.pvalue)
        slope = stats.theilslopes(series, np.arange(len(series))).slope
        assert _core.theil_sen(grid([series.tolist()]), times(range(len(series))), 1)[
            0
        ] == pytest.approx(slope)


def test_scipy_agrees_on_page_and_friedman():
    from scipy import stats

    values = np.random.default_rng(2).normal(size=(7, 5)) + 0.3 * np.arange(5)
    found = _core.ordered_years(np.asfortranarray(values), 1, 1)
    page = stats.page_trend_test(values, method="exact")
    assert found.page == page.statistic
    assert found.page_p == pytest.approx(2 * page.pvalue)
    assert found.friedman == pytest.approx(stats.friedmanchisquare(*values.T).statistic)
