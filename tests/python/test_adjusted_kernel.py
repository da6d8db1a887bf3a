"""Differences among subjects made alike, and the test of the years before: against the oracle."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import reference_adjusted as reference
import reference_cohort
from lantoa import _core
from soaking import examples

SUMMARIES = ("simple", "dynamic", "group", "calendar")
quick = settings(derandomize=True, max_examples=examples(250), deadline=None)


@st.composite
def offices(draw):
    """Values, first periods and a covariate; often one that parts a cohort from its controls."""
    periods, count = draw(st.integers(2, 4)), draw(st.integers(4, 16))
    numbers = st.integers(-9, 9).map(lambda one: one / 2)
    rows = st.lists(numbers, min_size=periods, max_size=periods)
    values = draw(st.lists(rows, min_size=count, max_size=count))
    first = draw(st.lists(st.sampled_from([0, 0, 1, 2, periods]), min_size=count, max_size=count))
    x = draw(st.lists(st.integers(-2, 2).map(float), min_size=count, max_size=count))
    return values, first, x


def asked(never_only, varying, anticipation):
    return _core.Comparison(
        controls=_core.Controls.NEVER if never_only else _core.Controls.NOT_YET,
        base=_core.Base.VARYING if varying else _core.Base.UNIVERSAL,
        anticipation=anticipation,
    )


def adjusted(values, first, x, how):
    return _core.group_time_adjusted(
        np.asfortranarray(values, np.float64),
        np.array(first, np.int32),
        np.asfortranarray(np.array(x, float).reshape(len(first), -1)),
        how,
    )


@quick
@given(offices(), st.booleans(), st.booleans(), st.integers(0, 1))
def test_cells_made_alike_are_those_of_the_oracle(office, never_only, varying, anticipation):
    values, first, x = office
    how = {"never_only": never_only, "varying": varying, "anticipation": anticipation}
    expected = reference.cells(values, first, x, **how)
    cells = adjusted(values, first, x, asked(*how.values()))
    found = list(zip(cells.group, cells.period, cells.base, strict=True))
    assert found == [tuple(one[:3]) for one in expected]
    n = sum(1 for one in first if one != 1)
    close = {"rtol": 1e-7, "atol": 1e-7}
    np.testing.assert_allclose(cells.effect, [one[3] for one in expected], **close)
    errors = [reference_cohort.error(one[4], n) for one in expected]
    np.testing.assert_allclose(cells.error, errors, **close)
    for name in SUMMARIES:
        _, overall = reference_cohort.summary(expected, first, name)
        told = _core.summarised(cells, _core.Summary[name.upper()])
        np.testing.assert_allclose([told.overall, told.overall_error], overall, **close)


@quick
@given(offices(), st.booleans(), st.booleans(), st.integers(0, 1))
def test_the_years_before_are_tested_as_wald_says(office, never_only, varying, anticipation):
    values, first, x = office
    how = {"never_only": never_only, "varying": varying, "anticipation": anticipation}
    moments = _core.cohort_moments(
        np.asfortranarray(values, np.float64), np.array(first, np.int32), 1
    )
    for cells, expected in (
        (
            _core.group_time(moments, asked(*how.values())),
            reference_cohort.cells(values, first, **how),
        ),
        (
            adjusted(values, first, x, asked(*how.values())),
            reference.cells(values, first, x, **how),
        ),
    ):
        found, told = _core.pre_test(cells), reference.pre_test(expected, first, anticipation)
        if told is None or told[2] > 1e13:
            assert (found.statistic, found.cells, found.p) == (0, 0, 1)
        elif told[2] < 1e7:
            assert found.cells == told[1]
            assert found.statistic == pytest.approx(told[0], rel=1e-6, abs=1e-9)
            assert found.p == pytest.approx(stats.chi2.sf(found.statistic, told[1]), rel=1e-9)
