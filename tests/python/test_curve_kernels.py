"""Bass's curve against scipy's least squares, and the first period in which a share had taken up."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import least_squares

import reference_network as reference
from lantoa import _core
from soaking import examples


def curve(p, q, periods):
    left = np.exp(-(p + q) * np.arange(1, periods + 1))
    return (1 - left) / (1 + q / p * left)


def nearest(share):
    """The least sum of squares that scipy finds from several starts within the borders."""

    def apart(logs):
        return curve(*np.exp(logs), len(share)) - share

    starts = [np.log(one) for one in ((0.001, 0.1), (0.03, 0.4), (0.3, 0.05))]
    borders = ([-25, -25], [5, 5])
    return min(2 * least_squares(apart, one, bounds=borders, xtol=1e-14).cost for one in starts)


@settings(derandomize=True, max_examples=examples(40), deadline=None)
@given(
    st.floats(0.003, 0.3),
    st.floats(0.01, 0.8),
    st.integers(3, 15),
    st.sampled_from([0.0, 0.01, 0.05]),
    st.integers(0, 99),
)
def test_bass_lies_as_near_as_least_squares_can(p, q, periods, noise, seed):
    drawn = np.random.default_rng(seed).normal(0, noise, periods)
    share = np.clip(curve(p, q, periods) + drawn, 0, 1)
    found = _core.bass(share)
    apart = curve(found.innovation, found.imitation, periods) - share
    assert found.residual == pytest.approx(apart @ apart, rel=1e-9, abs=1e-24)
    loosely = 1e-6 if found.converged else 1e-4  # towards the border steps get short
    assert found.residual <= nearest(share) * (1 + loosely) + 1e-14
    if noise == 0 and share[-1] > 0.3:
        assert found.converged
        assert (found.innovation, found.imitation) == pytest.approx((p, q), rel=1e-4)


@pytest.mark.parametrize(
    "share",
    [
        [0.104, 0.433, 0.523, 0.578, 0.654, 0.724],
        [0.177, 0.271, 0.457, 0.53, 0.612, 0.637],
        [0.097, 0.265, 0.314, 0.314, 0.461, 0.461],
    ],
)
def test_no_step_jumps_over_the_nearest_curve_to_the_border(share):
    found = _core.bass(np.array(share))
    assert found.residual <= nearest(np.array(share)) * (1 + 1e-4)


@settings(derandomize=True, max_examples=examples(150), deadline=None)
@given(
    st.lists(st.integers(0, 12), min_size=1, max_size=8),
    st.integers(1, 12),
    st.fractions(0, 1, max_denominator=12),
)
def test_a_share_is_taken_up_in_the_first_period_that_leaves_so_few(left, whole, taken):
    shares = sorted((Fraction(min(one, whole), whole) for one in left), reverse=True)
    found = _core.first_taken(np.array(shares, float), float(taken))
    assert found == reference.first_taken(shares, taken)


def test_a_share_that_is_unknown_is_not_taken_up():
    assert _core.first_taken(np.array([0.8, np.nan, np.nan]), 0.5) is None
    assert _core.first_taken(np.array([]), 0.5) is None
    assert _core.first_taken(np.array([1.0]), 0.0) == 1
