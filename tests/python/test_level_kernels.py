"""Gains of the last year, profiles of years, likeness of neighbours and noise, by definition."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_levels as reference
import reference_sampled
from lantoa import _core
from soaking import examples

NOISE = 7
"""The stream of the noise baseline."""

quick = settings(derandomize=True, max_examples=examples(300), deadline=None)
cells = st.one_of(st.none(), st.integers(-4, 4))
LIFTS = (0, 10**6)
UNITS = (1.0, 2.0**-900, 2.0**900)


@st.composite
def tables(draw, fewest=1, years=7, subjects=9):
    """Whole numbers with gaps, some far from 0."""
    t, lift = draw(st.integers(fewest, years)), draw(st.sampled_from(LIFTS))
    row = st.lists(cells, min_size=t, max_size=t)
    rows = draw(st.lists(row, min_size=1, max_size=subjects))
    return [[None if one is None else one + lift for one in row] for row in rows]


def grid(rows, unit=1.0):
    table = [[np.nan if one is None else one * unit for one in row] for row in rows]
    return np.asfortranarray(np.array(table, float).reshape(len(rows), -1))


@quick
@given(tables(), st.booleans(), st.sampled_from(UNITS))
def test_the_gain_of_the_last_year_is_compared_with_every_year_as_the_last(rows, beside, unit):
    found = _core.recent_gain(grid(rows, unit), beside)
    told, smallest = reference.recent_gain(rows, beside)
    gains, p = zip(*told, strict=True)
    assert found.gain / unit == pytest.approx(np.array(gains), abs=1e-9, nan_ok=True)
    assert found.p.tolist() == pytest.approx(p, abs=1e-15)
    assert found.smallest == pytest.approx(smallest, abs=1e-15)
    assert found.orders == len(rows[0])


@quick
@given(tables(), st.sampled_from(UNITS))
def test_a_year_is_its_mean_and_its_spread(rows, unit):
    found = _core.year_profile(grid(rows, unit))
    levels, spreads = zip(*reference.year_profile(rows), strict=True)
    assert found.level / unit == pytest.approx(np.array(levels), abs=1e-9, nan_ok=True)
    there = found.spread - np.log(unit)
    assert there == pytest.approx(np.array(spreads), abs=1e-8, nan_ok=True)


@quick
@given(tables(fewest=4), st.data())
def test_neighbouring_years_are_alike_beyond_what_a_line_leaves(rows, data):
    steps = st.lists(st.integers(1, 2), min_size=len(rows[0]), max_size=len(rows[0]))
    times = np.cumsum(data.draw(steps)).tolist()
    found = _core.pooled_lag(grid(rows), np.array(times, np.int32))
    expected = reference.pooled_lag(rows, times)
    assert found == pytest.approx(expected, abs=1e-6, nan_ok=True)


def normals(n, seed, replicate):
    flat = reference_sampled.normals(2 * n, seed, replicate, stream=NOISE)
    return list(zip(flat[::2], flat[1::2], strict=True))


@settings(derandomize=True, max_examples=examples(60), deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=7),
    st.sampled_from([0.0, 0.5, 0.7, 1.0]),
    st.sampled_from([0.5, 0.8, 0.95]),
    st.integers(1, 25),
    st.integers(0, 2**40),
)
def test_noise_hands_the_values_out_by_drawn_numbers(pairs, reliability, level, draws, seed):
    was, now = (np.array(one) for one in zip(*pairs, strict=True))
    found = _core.noise_range(was, now, reliability, level, draws, seed, 3)
    drawn = [normals(len(pairs), seed, 3 + at) for at in range(draws)]
    expected = reference.noise_range(was.tolist(), now.tolist(), reliability, level, drawn)
    assert (found.expected, found.low, found.high) == pytest.approx(expected, abs=1e-12)
    assert found.draws == draws
