"""Rank sets of the core against binomial sums in fractions and every pair of a simulation."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import reference_sampled as reference
from lantoa import InputError, _core
from soaking import examples

some = settings(max_examples=examples(150), derandomize=True, deadline=None)


def sets(found):
    return found.best.tolist(), found.worst.tolist()


def of_counts(counts, level=0.95):
    return _core.count_sets(np.array(counts, np.int64), level)


def of_estimates(values, errors, level=0.95, draws=39, seed=5, **more):
    arrays = np.array(values, float), np.array(errors, float)
    return _core.estimate_sets(*arrays, level, draws, seed, **more)


def test_the_reference_results_of_counts():
    assert sets(of_counts([1, 9, 23])) == ([2, 1, 1], [3, 3, 2])
    ten = of_counts([30, 25, 40, 60, 10, 80, 79, 22, 5, 50])
    assert sets(ten) == (
        [3, 4, 3, 1, 6, 1, 1, 5, 8, 1],
        [9, 9, 8, 6, 10, 4, 4, 10, 10, 7],
    )
    assert ten.undecided == 0


@some
@example([3, 0], 0.75)  # P = 1/8 is the threshold itself
@example([0, 0, 0], 0.95)
@example([40, 40, 41], 0.51)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=7), st.sampled_from([0.75, 0.9, 0.95]))
def test_counts_agree_with_sums_of_binomial_coefficients(counts, level):
    found = of_counts(counts, level)
    assert sets(found) == reference.count_sets(counts, 1 - Fraction(level))
    assert found.undecided == 0


@settings(max_examples=examples(25), derandomize=True, deadline=None)
@given(st.lists(st.integers(1500, 2500), min_size=2, max_size=4))
def test_large_counts_agree_too(counts):
    assert sets(of_counts(counts)) == reference.count_sets(counts, 1 - Fraction(0.95))


def test_trap_of_testing_each_pair_at_the_level_itself():
    """Not jointly, (1, 9, 23) would have its three places told apart for certain."""
    pairs = [(9, 1), (23, 1), (23, 9)]
    assert all(reference.coin_tail(a + b, a) <= Fraction(5, 100) for a, b in pairs)
    assert sets(of_counts([1, 9, 23])) != ([3, 2, 1], [3, 2, 1])


estimates = st.lists(
    st.tuples(st.integers(-6, 6), st.sampled_from([0, 0.1, 1, 1.5, 4])), min_size=1, max_size=6
)


@some
@example([(1, 0), (1, 0), (2, 0)])
@given(estimates)
def test_estimates_agree_with_every_pair_of_every_simulation(asked):
    values, errors = zip(*asked, strict=True)
    found = of_estimates(values, errors)
    expected = reference.critical_value(errors, 0.95, 39, 5)
    assert found.critical == pytest.approx(expected, rel=1e-12)
    assert sets(found) == reference.estimate_sets(values, errors, found.critical)


@some
@given(estimates, st.sampled_from([2.0**-600, 2.0**600]))
def test_another_unit_changes_nothing(asked, unit):
    values, errors = np.array(asked, float).T
    assert sets(of_estimates(values * unit, errors * unit)) == sets(of_estimates(values, errors))


def test_many_of_unlike_precision_agree_with_every_pair():
    draws = np.random.default_rng(3)
    errors = draws.lognormal(sigma=1.5, size=60)
    found = of_estimates(draws.normal(size=60), errors, draws=59)
    expected = reference.critical_value(errors.tolist(), 0.95, 59, 5)
    assert found.critical == pytest.approx(expected, rel=1e-12)


def test_all_sets_hold_at_once_as_often_as_they_say():
    """400 surveys of eight subjects, two pairs of them equal: at least 95 % less three errors."""
    truth = np.array([0, 0, 1, 1, 1.5, 3, 4, 7])
    draws = np.random.default_rng(4)
    held = 0
    for survey in range(400):
        errors = draws.uniform(0.2, 1.5, 8)
        found = of_estimates(truth + draws.normal(size=8) * errors, errors, draws=199, seed=survey)
        better = (truth[:, None] < truth).sum(axis=1)
        equal = (truth[:, None] == truth).sum(axis=1)
        held += bool((found.best <= 1 + better).all() and (found.worst >= better + equal).all())
    assert held >= 400 * 0.95 - 3 * (400 * 0.95 * 0.05) ** 0.5


def test_the_same_bits_for_any_number_of_threads():
    values, errors = np.arange(700.0), np.linspace(1, 30, 700)
    one, two = (of_estimates(values, errors, draws=2999, threads=t) for t in (1, 2))
    assert (one.critical, sets(one)) == (two.critical, sets(two))


def test_what_cannot_be_asked_is_refused():
    with pytest.raises(InputError, match=r"level must be above 0.5 and below 1, not 0.4"):
        of_counts([1, 2], 0.4)
    with pytest.raises(InputError, match=r"counts must be 0 to 2\^50"):
        of_counts([1, -2])
    with pytest.raises(InputError, match="draws must be 19 to 10000000 at this level, not 5"):
        of_estimates([1, 2], [1, 1], draws=5)
    with pytest.raises(InputError, match="errors 0 or more"):
        of_estimates([1, 2], [1, -1])
