"""The kernels of moving places against the plain definition, and against published figures."""

import json
from math import asin, isnan, pi, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import reference_mobility as reference
from lantoa import _core
from soaking import examples

SOME = settings(max_examples=examples(150), derandomize=True)
numbers = st.one_of(
    st.none(),
    st.integers(-3, 3).map(float),
    st.sampled_from([1e300, -1e300, 1e-300, 0.0]),
)


@st.composite
def panels(draw):
    n, years = draw(st.integers(0, 9)), draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(numbers, min_size=years, max_size=years), min_size=n, max_size=n))
    block = draw(st.lists(st.integers(-1, 2), min_size=n, max_size=n))
    return rows, block, years


def table(rows, years):
    cells = [[np.nan if cell is None else cell for cell in row] for row in rows]
    return np.asfortranarray(np.array(cells, float).reshape(len(rows), years))


def codes(numbers):
    return np.array(numbers, np.int32)


def steps(years):
    return codes(range(years - 1)), codes(range(1, years))


def same(found, expected):
    return isnan(found) if expected is None else found == pytest.approx(float(expected), rel=1e-14)


@SOME
@given(panels())
def test_moves_of_places_are_those_of_the_definition(panel):
    rows, block, years = panel
    found = _core.place_moves(table(rows, years), *steps(years), codes(block))
    for at in range(years - 1):
        was, now = ([row[column] for row in rows] for column in (at, at + 1))
        subjects, tau, total, furthest, theta = reference.place_moves(was, now, block)
        assert found.subjects[at] == subjects
        assert same(found.tau[at], tau)
        assert same(found.total[at], total)
        assert same(found.furthest[at], furthest)
        assert same(found.theta[at], theta)


@SOME
@given(panels(), st.integers(2, 5))
def test_classes_and_their_moves_are_those_of_the_definition(panel, k):
    rows, _, years = panel
    found = _core.place_classes(table(rows, years), k)
    columns = [reference.classes([row[at] for row in rows], k) for at in range(years)]
    assert found.tolist() == [list(row) for row in zip(*columns, strict=True)]
    counts = _core.transitions(found, k, *steps(years))
    assert counts.tolist() == reference.transitions(found.tolist(), k)
    told = _core.class_mobility(counts)
    names = ("prais_bibby", "shorrocks", "average_movement")
    for name, expected in zip(names, reference.class_mobility(counts.tolist()), strict=True):
        assert same(getattr(told, name), expected)


@SOME
@given(panels(), st.randoms(use_true_random=False))
def test_no_order_of_rows_and_no_number_of_threads_changes_a_move(panel, random):
    rows, block, years = panel
    order = list(range(len(rows)))
    random.shuffle(order)
    told = [
        _core.place_moves(
            table([rows[at] for at in chosen], years),
            *steps(years),
            codes([block[at] for at in chosen]),
            threads,
        )
        for chosen, threads in ((range(len(rows)), 1), (order, 2))
    ]
    for name in ("subjects", "tau", "total", "furthest", "theta"):
        one, other = (getattr(found, name) for found in told)
        assert np.array_equal(one, other, equal_nan=name != "subjects")


@SOME
@given(st.integers(0, 400), st.integers(0, 400), st.sampled_from([0.5, 0.9, 0.95, 0.999]))
def test_intervals_of_shares_are_those_of_scipy(count, more, level):
    total = count + more
    counts, totals = np.array([count]), np.array([total])
    found = _core.jeffreys(counts, totals, level)
    tails = [(1 - level) / 2, (1 + level) / 2]
    low, high = stats.beta.ppf(tails, count + 0.5, more + 0.5)
    assert found.low[0] == (pytest.approx(low, rel=1e-9) if count else 0)
    assert found.high[0] == (pytest.approx(high, rel=1e-9) if more else 1)
    if not total:
        return
    by_score = stats.binomtest(count, total).proportion_ci(level, method="wilson")
    found = _core.wilson(counts, totals, level)
    assert found.low[0] == pytest.approx(by_score.low if count else 0, rel=1e-9, abs=1e-15)
    assert found.high[0] == pytest.approx(by_score.high if more else 1, rel=1e-9)


def variance(n, r):
    """Of tau of n bivariate normal pairs with correlation r (Esscher 1924)."""
    triples = 2 * (n - 2) * (1 / 9 - (2 / pi * asin(r / 2)) ** 2)
    return 2 / (n * (n - 1)) * (1 - (2 / pi * asin(r)) ** 2 + triples)


def drawn_taus(n, reliability, draws=1500):
    """Tau of pairs that numpy draws, by all pairs of them."""
    rng = np.random.default_rng(8)
    x, noise = rng.normal(size=(2, draws, n))
    y = reliability * x + sqrt(1 - reliability**2) * noise
    one, other = (np.sign(z[:, :, None] - z[:, None, :]) for z in (x, y))
    return (one * other).sum(axis=(1, 2)) / (n * (n - 1))


@pytest.mark.parametrize("reliability", [0.0, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("n", [5, 10, 40])
def test_the_simulated_noise_has_the_mean_and_the_ends_of_theory(n, reliability):
    order = np.arange(n)
    found = _core.noise_range(order, order, reliability, 0.95, 9999, 3, 0)
    expected, error = 2 / pi * asin(reliability), sqrt(variance(n, reliability) / 9999)
    assert found.expected == pytest.approx(expected, abs=4 * error)
    taus = drawn_taus(n, reliability)
    few = 0.025 + 4 * sqrt(0.025 * 0.975 / len(taus))
    for beyond in (taus < found.low - 1e-9, taus > found.high + 1e-9):
        assert beyond.mean() <= few
    if n == 40:  # fewer leave whole steps of tau, and an end takes all of its own
        assert (taus < found.low + 1e-9).mean() >= 0.025 - 4 * sqrt(0.025 * 0.975 / len(taus))
        assert (taus > found.high - 1e-9).mean() >= 0.025 - 4 * sqrt(0.025 * 0.975 / len(taus))


def test_many_subjects_without_ties_have_the_range_in_closed_form():
    order = np.arange(5000)
    found = _core.noise_range(order, order, 0.7, 0.95, 9, 3, 0)
    assert found.draws == 0
    middle, error = 2 / pi * asin(0.7), sqrt(variance(5000, 0.7))
    assert found.expected == pytest.approx(middle, rel=1e-14)
    ends = stats.norm.ppf([0.025, 0.975], middle, error)
    assert [found.low, found.high] == pytest.approx(ends, rel=1e-12)


def test_noise_is_the_same_for_any_order_of_rows_and_threads():
    rng = np.random.default_rng(1)
    was, now = rng.integers(0, 4, 120), rng.integers(0, 40, 120)
    order = rng.permutation(120)
    one = _core.noise_range(was, now, 0.7, 0.95, 4000, 3, 5, 1)
    other = _core.noise_range(was[order], now[order], 0.7, 0.95, 4000, 3, 5, 2)
    assert (one.expected, one.low, one.high) == (other.expected, other.low, other.high)


def test_states_of_mexico_move_as_published(shared):
    frame = pd.read_csv(shared / "data" / "mobility" / "mexico.csv")
    expected = json.loads((shared / "data" / "reference_spread.json").read_text())["mexico"]
    columns = [f"pcgdp{year}" for year in range(1940, 2001, 10)]
    values = np.asfortranarray(frame[columns].to_numpy(float))
    block = np.unique(frame["esquivel99"], return_inverse=True)[1].astype(np.int32)
    found = _core.place_moves(values, *steps(7), block)
    assert found.theta == pytest.approx(expected["mexico_theta"], abs=5e-9)
    assert found.total.tolist() == expected["mexico_total_abs_rank_change"]
    assert found.tau == pytest.approx(expected["mexico_tau"], abs=1e-15)
