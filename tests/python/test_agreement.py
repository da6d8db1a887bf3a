"""Rank correlation in n log n: against every pair, and published numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import reference_agreement as reference
from lantoa import _core

numbers = st.integers(-3, 3) | st.sampled_from([2**62, 2**62 - 1, -(2**62)])


def order(values):
    return np.array(values, np.int64)


def agreement(first, second):
    return _core.agreement(order(first), order(second))


@given(st.lists(st.tuples(numbers, numbers), max_size=12))
@settings(derandomize=True)
def test_it_is_what_every_pair_says(rows):
    first, second = ([row[side] for row in rows] for side in (0, 1))
    found = agreement(first, second)
    counts = (found.concordant, found.discordant)
    ties = (found.tied_first, found.tied_second, found.tied_both)
    assert (*counts, *ties) == reference.pairs(first, second)
    for mine, slow in (
        (found.tau, reference.tau(first, second)),
        (found.spearman, reference.spearman(first, second)),
    ):
        assert mine == (None if slow is None else pytest.approx(slow, abs=1e-12))


@given(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=9), st.randoms())
@settings(derandomize=True)
def test_it_is_the_same_for_any_order_of_rows_and_either_way_round(rows, random):
    mixed = random.sample(rows, len(rows))
    answers = {
        (found.tau, found.spearman, found.concordant)
        for found in (
            agreement(*zip(*rows, strict=True)),
            agreement(*zip(*mixed, strict=True)),
            agreement(*zip(*((b, a) for a, b in rows), strict=True)),
        )
    }
    assert len(answers) == 1


def test_examples_of_the_manual_of_scipy():
    """`scipy.stats.kendalltau` and `spearmanr`, SciPy 1.11: tied ranks in both."""
    found = agreement([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])
    assert found.tau == pytest.approx(-0.4714045207910316, abs=1e-15)
    found = agreement([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])
    assert found.spearman == pytest.approx(0.8207826816681233, abs=1e-15)


def test_it_is_the_one_of_scipy_on_many_ties():
    rng = np.random.default_rng(4)
    first, second = rng.integers(0, 50, (2, 3_000))
    found = agreement(first, second)
    assert found.tau == pytest.approx(stats.kendalltau(first, second).statistic, abs=1e-12)
    assert found.spearman == pytest.approx(stats.spearmanr(first, second).statistic, abs=1e-12)


def test_spearman_without_average_ranks_is_another_number():
    """The short formula with the best of the tied ranks, which many use, is wrong under ties."""
    first, second = [1, 1, 1, 2, 3], [1, 2, 3, 4, 5]
    ranks = [[1 + sum(other < x for other in side) for x in side] for side in (first, second)]
    squares = sum((a - b) ** 2 for a, b in zip(*ranks, strict=True))
    naive = 1 - 6 * squares / (5 * (25 - 1))
    assert agreement(first, second).spearman == pytest.approx(0.8944, abs=1e-4)
    assert naive == pytest.approx(0.75)


@given(st.lists(st.tuples(numbers, numbers), max_size=12))
@settings(derandomize=True)
def test_a_place_among_the_others_does_not_count_oneself(rows):
    mine, field = ([row[side] for row in rows] for side in (0, 1))
    expected = [reference.place(one, field[:at] + field[at + 1 :]) for at, one in enumerate(mine)]
    assert _core.places_among(order(mine), order(field)).tolist() == expected
