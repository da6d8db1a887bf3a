"""The smallest difference that a lot would find, against offices that are drawn one by one."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import reference_detectable as reference
from lantoa import _core
from soaking import examples


@st.composite
def lots(draw):
    n = draw(st.integers(2, 8))
    drawn = draw(st.lists(st.integers(0, 1), min_size=n, max_size=n))
    return drawn, draw(st.lists(st.integers(0, 1), min_size=n, max_size=n))


@settings(derandomize=True, max_examples=examples(60), deadline=None)
@given(
    lots(),
    st.sampled_from([0.05, 0.1, 0.35]),
    st.sampled_from([0.5, 0.8]),
    st.integers(1, 7),
    st.integers(0, 2**40),
    st.sampled_from([0, 1, 2, 9]),
)
def test_the_smallest_difference_is_that_of_the_drawn_offices(
    lot, alpha, power, offices, seed, freedom
):
    drawn, stratum = lot
    assume(reference.weight(drawn, stratum) > 0)
    codes = [np.array(one, np.int32) for one in lot]
    found = _core.detectable_shift(*codes, alpha, power, offices, seed, 1, freedom)
    closed = reference.closed_form(drawn, stratum, alpha, power)
    assert found.closed_form == pytest.approx(closed, rel=1e-9)
    expected = reference.shift(drawn, stratum, alpha, power, offices, seed, freedom)
    assert found.shift == pytest.approx(expected, rel=1e-7, abs=1e-9)
