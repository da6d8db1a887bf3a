"""What a design would find, by the changes that are counted from the mean of the years before."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lantoa as lt
import reference_variogram as reference
from lantoa.spreading.apart import apart, clean_before
from lantoa.spreading.drawn_from import DrawnFrom
from lantoa.spreading.lots import Lot
from lantoa.spreading.measuring import Measured, Noise
from lantoa.spreading.schemes import Asked, scheme_of
from lantoa.spreading.variogram import Variogram, variance_within, without_negative
from lantoa.trends.panel import laid

FIRST = 2019


def names(n):
    return [f"S{at:04}" for at in range(n)]


def panel(values, years=None):
    values = np.asarray(values, float)
    n, wide = values.shape
    years = range(FIRST, FIRST + wide) if years is None else years
    return laid(np.repeat(names(n), wide), list(years) * n, values.ravel(), what="value")


def steady(n, years, seed=1):
    """Lasting levels, and noise of standard deviation 1 that is new every year."""
    chance = np.random.default_rng(seed)
    return 2 * chance.standard_normal((n, 1)) + chance.standard_normal((n, years))


def promised(known, drawn, noise=None):
    """The smallest difference that a lot of so many is said to find, in units of the outcome."""
    n, outcome = len(known), Measured(1, known)
    ids, none = tuple(names(n)), np.zeros(n, np.int32)
    source = DrawnFrom("subject", "none", ids, none, ("",), (frozenset(),) * n)
    of = outcome.noise_of if noise is None else lambda _: noise
    asked = Asked(0.05, of, 1, 999, 5)
    return scheme_of(source, "half", ((drawn,),), asked).detectable * outcome.deviation


@st.composite
def tables(draw):
    cell = st.one_of(st.none(), st.integers(-9, 9))
    years = sorted(draw(st.sets(st.integers(2015, 2023), min_size=2, max_size=4)))
    n = draw(st.integers(3, 7))
    row = st.lists(cell, min_size=len(years), max_size=len(years))
    return years, draw(st.lists(row, min_size=n, max_size=n))


@given(tables(), st.integers(1, 4), st.data())
def test_a_covariance_is_that_of_all_pairs_of_years(table, measures, data):
    years, values = table
    bases = sorted(data.draw(st.sets(st.sampled_from(years), min_size=1)))
    ahead = range(years[-1] + 1, years[-1] + 1 + measures)
    numbers = np.array([[np.nan if x is None else x for x in row] for row in values], float)
    found = Variogram.of(numbers, years)
    known = reference.variogram(values, years)
    if not any(known.values()):
        assert found is None
        return
    assert dict(zip(found.lags, found.variances, strict=True)) == pytest.approx(known)
    expected = np.array(reference.covariance(values, years, bases, ahead))
    assert found.covariance(bases, ahead) == pytest.approx(expected, abs=1e-9)
    if expected[0, 0] > 1e-9:
        assert found.freedom(bases, ahead) >= 1


def test_independent_noise_has_that_of_one_year_and_of_the_mean_of_those_before():
    years, n = 4, 4_000
    known = panel(steady(n, years))
    noise = Measured(2, known).noise_of(names(n))
    one = np.sqrt(Variogram.of(known.values, known.years).variances[0] / known_variance(known))
    assert noise.factor == pytest.approx(one * np.sqrt((1 + 1 / years) / 2), rel=0.02)
    # Both measurements share the noise of the base, and nothing else.
    expected = (np.eye(2) + 1 / years) / known_variance(known)
    assert noise.covariance == pytest.approx(expected, abs=0.02)


def known_variance(known):
    return variance_within(known.values)


def test_the_promise_with_several_years_before_is_smaller_than_with_one():
    known = panel(steady(80, 4))
    variance = Variogram.of(known.values, known.years).variances[0]
    one_before = Noise(np.array([[variance / known_variance(known)]]))
    # To within what 400 simulated offices tell, four years and one are 1.12 and 1.41 of the noise.
    assert promised(known, 40) < 0.85 * promised(known, 40, one_before)
    closed = 2.802 * np.sqrt((1 + 1 / 4) * 2 / 40)
    assert promised(known, 40) == pytest.approx(closed, rel=0.15)


def test_a_year_in_which_somebody_of_the_lot_is_unknown_is_no_base():
    values = steady(30, 4)
    values[3, 1] = np.nan
    outcome = Measured(1, panel(values))
    assert outcome.noise_of(names(30)).bases == (2019, 2021, 2022)
    others = [one for one in names(30) if one != "S0003"]
    assert outcome.noise_of(others).bases == (2019, 2020, 2021, 2022)
    values[4, :3] = np.nan
    alone = Measured(1, panel(values)).noise_of(names(30))
    assert alone.bases == (2022,)
    assert alone.factor > outcome.noise_of(others).factor


def test_the_base_is_that_of_the_lot_once_it_is_asked_of():
    values = steady(12, 5)
    values[0, 1] = values[5, 2] = values[7, 3] = np.nan
    known = panel(values[:, :4])
    noise = Measured(1, known).noise_of(names(12))
    after = panel(values)
    start = known.years[-1] + 1
    first = np.where(np.arange(12) < 6, start, 0).astype(np.int32)
    lot = Lot("award", "lot", True, tuple(names(12)), first, np.zeros(12, np.int32))
    bases = clean_before(after, start, 0)
    pair = apart(after, lot, bases, "not_yet", 0, alpha=0.05, draws=99, seed=1)
    assert noise.bases == pair.bases == (2019, 2022)


def test_two_years_are_a_base_of_two():
    values = steady(10, 2)
    noise = Measured(3, panel(values)).noise_of(names(10))
    assert noise.bases == (2019, 2020)
    variance = np.diff(values, axis=1).var(ddof=1) / variance_within(values)
    # All changes are known to be as those of one year: half of it is each year's own.
    assert noise.covariance == pytest.approx(variance / 2 * (np.eye(3) + 1 / 2))
    assert noise.freedom == 9


@pytest.mark.parametrize(
    "values",
    [steady(20, 1), np.ones((20, 4)), np.tile(np.arange(20.0)[:, None], 4), steady(2, 3),
     np.full((3, 2), np.nan)],
    ids=["one year", "constant", "never moves", "few", "unknown"],
)  # fmt: skip
def test_where_no_change_is_known_the_correlation_is_assumed(values):
    outcome = Measured(2, panel(values), "x")
    noise = outcome.noise_of(names(len(values)))
    assert noise.covariance.tolist() == Noise.assumed(2).covariance.tolist()
    assert (noise.freedom, noise.bases) == (0, ())
    assert "do not tell how much changes differ" in outcome.lines(names(2))[0].told("en")


@pytest.mark.parametrize(("ahead", "variance"), [((2025,), 5 / 4), ((2025, 2026), 3 / 4)])
def test_degrees_of_freedom_are_those_of_pairs_that_overlap(ahead, variance):
    """Of n subjects a variance is off by a share of sqrt(2 / freedom) from panel to panel."""
    chance, n, years = np.random.default_rng(3), 9, (2021, 2022, 2023, 2024)
    found = []
    for _ in range(2_000):
        known = Variogram.of(chance.standard_normal((n, 4)), years)
        found.append(known.covariance(years, ahead).mean())
    assert np.mean(found) == pytest.approx(variance, rel=0.03)
    told = known.freedom(years, ahead)
    assert told == pytest.approx(2 * np.mean(found) ** 2 / np.var(found), abs=1.5)


def test_noise_that_a_small_panel_tells_is_promised_more_of():
    known = panel(steady(10, 3))
    noise = Measured(1, known).noise_of(names(10))
    assert 0 < noise.freedom < 20
    assert promised(known, 5) > 1.02 * promised(known, 5, replace(noise, freedom=0))


@given(st.lists(st.floats(-5, 5), min_size=9, max_size=9))
def test_what_is_no_covariance_becomes_the_nearest_one(numbers):
    square = np.array(numbers).reshape(3, 3)
    symmetric = (square + square.T) / 2
    found = without_negative(symmetric)
    assert np.linalg.eigvalsh(found)[0] > -1e-9
    assert found.tolist() == found.T.tolist()
    if np.linalg.eigvalsh(symmetric)[0] >= 0:
        assert found.tolist() == symmetric.tolist()


def test_the_order_of_rows_does_not_matter():
    values = steady(25, 4)
    values[3, 2] = np.nan
    n, wide = values.shape
    turned = np.random.default_rng(2).permutation(n * wide)
    rows = [np.repeat(names(n), wide), np.tile(range(FIRST, FIRST + wide), n), values.ravel()]
    other = laid(*(one[turned] for one in rows), what="value")
    one, two = (Measured(3, known).noise_of(names(n)) for known in (panel(values), other))
    assert one.covariance.tolist() == two.covariance.tolist()


def test_the_line_tells_the_base_and_what_is_assumed():
    known = lt.spread(lt.sample_office(seed=7), practice="CL04", links="same_field", lang="en")
    told = known.design(outcome="measures:ty_le_dung_han")
    assert "the change from the mean of 2024-2025 to the first year after has " in told.under[0]
    assert "with one measurement before the lot (more years before" in known.design().under[0]
