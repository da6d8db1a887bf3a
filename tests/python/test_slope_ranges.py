"""The range of a slope against the test that it inverts, with ties and without."""

from fractions import Fraction

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import reference_trends as reference
from lantoa import _core

cells = st.one_of(st.none(), st.integers(-3, 3))
series_of_all_kinds = st.one_of(
    st.lists(st.integers(0, 3).map(float), min_size=5, max_size=14),
    st.lists(st.integers(-9, 9).map(lambda one: one / 10), min_size=5, max_size=14),
    st.lists(st.floats(-1e3, 1e3).filter(lambda x: abs(x) > 1e-12), min_size=5, max_size=14),
)


def one_row(series, unit=1.0):
    return np.array([[np.nan if one is None else one * unit for one in series]], float, order="F")


def times(years):
    return np.array(years, np.int32)


def holds(ranges, slope):
    """Whether a slope lies in the first range."""
    low, high = ranges.low[0], ranges.high[0]
    above = slope > low if ranges.low_open[0] else slope >= low
    return bool(above and (slope < high if ranges.high_open[0] else slope <= high))


@given(st.lists(cells, min_size=5, max_size=7), st.sampled_from([20, 10, 5]), st.data())
@settings(derandomize=True, max_examples=150, deadline=None)
def test_slope_ranges_are_the_slopes_that_the_test_does_not_reject(series, one_in, data):
    gaps = data.draw(st.lists(st.integers(1, 2), min_size=len(series), max_size=len(series)))
    years = np.cumsum(gaps)
    found = _core.slope_ranges(one_row(series), times(years), 1 - 1 / one_in, 1)
    slow = reference.slope_range(series, years.tolist(), Fraction(1, one_in))
    if slow is None:
        assert found.level[0] == 0
        return
    low, high, has_low, has_high = slow
    assert (found.low[0], found.high[0]) == (float(low), float(high))
    assert found.low_open[0] == (low == 0 and not has_low)
    assert found.high_open[0] == (high == 0 and not has_high)
    assert found.level[0] >= 1 - 1 / one_in - 1e-12


@given(
    series_of_all_kinds,
    st.sampled_from([0.01, 0.05, 0.1, 0.2]),
    st.sampled_from([1.0, 2.0**-900, 2.0**900]),
)
@settings(derandomize=True, max_examples=400)
def test_a_slope_range_holds_0_where_p_is_above_alpha_and_nowhere_else(series, alpha, unit):
    table = one_row(series, unit)
    exact = _core.kendall_exact(table, 1)
    found = _core.slope_ranges(table, times(range(len(series))), 1 - alpha, 1)
    assume(found.level[0] > 0)
    assert holds(found, 0.0) == (exact.p[0] > alpha)


def test_a_slope_range_without_ties_is_that_of_the_order_statistics():
    rng = np.random.default_rng(5)
    for years in (5, 8, 10):
        table = np.asfortranarray(rng.normal(size=(50, years)))
        found = _core.slope_ranges(table, times(range(years)), 0.95, 1)
        tail = _core.kendall_tail([1] * years)
        pairs = years * (years - 1) // 2
        k = next(k for k in range(pairs // 2, 0, -1) if tail[pairs - 2 * k + 2] <= 0.05)
        for row in range(50):
            slopes = reference.slopes(table[row].tolist(), list(range(years)))
            assert (found.low[row], found.high[row]) == (slopes[k - 1], slopes[-k])
        assert set(found.level) == {1 - tail[pairs - 2 * k + 2]}
        assert not found.low_open.any()
        assert not found.high_open.any()


def test_of_four_levels_the_ranges_agree_with_the_test_in_every_series():
    rng = np.random.default_rng(0)
    rising = np.arange(8) * 0.2 * rng.integers(0, 2, (20_000, 1))
    table = np.asfortranarray(np.round(rng.integers(0, 4, (20_000, 8)) + rising))
    p = np.asarray(_core.kendall_exact(table, 0).p)
    found = _core.slope_ranges(table, times(range(8)), 0.95, 0)
    low, high = np.asarray(found.low), np.asarray(found.high)
    above = np.where(found.low_open, low < 0, low <= 0)
    below = np.where(found.high_open, high > 0, high >= 0)
    assert (p <= 0.05).sum() > 1000
    assert np.array_equal(above & below, p > 0.05)
