"""Group-time differences: the reference values, the oracle, and what must not matter."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_cohort as reference
from lantoa import _core
from soaking import examples

DIGITS = 1e-9
SUMMARIES = ("simple", "dynamic", "group", "calendar")


def how(controls="NOT_YET", base="VARYING", anticipation=0):
    return _core.Comparison(
        controls=_core.Controls[controls], base=_core.Base[base], anticipation=anticipation
    )


@pytest.fixture(scope="module")
def mpdta(shared):
    """The wages of 500 counties: values, first periods from 1, log population."""
    frame = pd.read_csv(shared / "data" / "did" / "mpdta.csv")
    values = frame.pivot_table("lemp", "countyreal", "year").to_numpy()
    county = frame.groupby("countyreal")[["first.treat", "lpop"]].first()
    first = np.where(county["first.treat"] > 0, county["first.treat"] - 2002, 0).astype(np.int32)
    return np.asfortranarray(values), first, np.asfortranarray(county[["lpop"]].to_numpy())


@pytest.fixture(scope="module")
def expected(shared):
    return json.loads((shared / "data" / "reference_spread.json").read_text(encoding="utf-8"))[
        "mpdta"
    ]


def same_cells(cells, rows):
    groups, periods, effects, errors = zip(*rows, strict=True)
    assert (cells.group + 2002).tolist() == list(groups)
    assert (cells.period + 2002).tolist() == list(periods)
    np.testing.assert_allclose(cells.effect, effects, rtol=0, atol=DIGITS)
    np.testing.assert_allclose(cells.error, errors, rtol=0, atol=DIGITS)


OVERALL = {name: name if name == "simple" else f"{name}_overall" for name in SUMMARIES}
IN_DETAIL = {"never_treated_reg_no_covariates": {"dynamic", "group", "calendar"}}
WITHOUT_CALENDAR = {"never_treated_dr_lpop"}
"""What the reference holds of each comparison, so that nothing that is missing passes unseen."""


def same_summaries(cells, expected, name):
    wanted = set(SUMMARIES) - ({"calendar"} if name in WITHOUT_CALENDAR else set())
    detailed = IN_DETAIL.get(name, set())
    there = {OVERALL[one] for one in wanted} | detailed
    assert set(expected) - {"att_gt", "wald_pretest", "wald"} == there
    for by in sorted(wanted):
        found = _core.summarised(cells, _core.Summary[by.upper()])
        told = [found.overall, found.overall_error]
        np.testing.assert_allclose(told, expected[OVERALL[by]], rtol=0, atol=DIGITS)
    for by in sorted(detailed):
        found = _core.summarised(cells, _core.Summary[by.upper()])
        at, effects, errors = zip(*expected[by], strict=True)
        shift = 0 if by == "dynamic" else 2002
        assert (found.at + shift).tolist() == list(at)
        np.testing.assert_allclose(found.effect, effects, rtol=0, atol=DIGITS)
        np.testing.assert_allclose(found.error, errors, rtol=0, atol=DIGITS)


@pytest.mark.parametrize(
    ("controls", "name"),
    [
        ("NEVER", "never_treated_reg_no_covariates"),
        ("NOT_YET", "not_yet_treated_reg_no_covariates"),
    ],
)
def test_counties_give_the_reference_values(mpdta, expected, controls, name):
    values, first, _ = mpdta
    cells = _core.group_time(_core.cohort_moments(values, first, 1), how(controls))
    same_cells(cells, expected[name]["att_gt"])
    same_summaries(cells, expected[name], name)


def test_the_years_before_are_tested_as_in_the_reference(mpdta, expected):
    values, first, _ = mpdta
    cells = _core.group_time(_core.cohort_moments(values, first, 1), how("NEVER"))
    found = _core.pre_test(cells)
    statistic, degrees, p = expected["never_treated_reg_no_covariates"]["wald_pretest"]
    assert found.statistic == pytest.approx(statistic, abs=DIGITS)
    assert found.cells == degrees
    assert found.p == pytest.approx(p, abs=DIGITS)


def test_counties_made_alike_give_the_reference_values(mpdta, expected):
    values, first, covariates = mpdta
    cells = _core.group_time_adjusted(values, first, covariates, how("NEVER"))
    told = expected["never_treated_dr_lpop"]
    same_cells(cells, told["att_gt"])
    same_summaries(cells, told, "never_treated_dr_lpop")
    found = _core.pre_test(cells)
    statistic, degrees, p = told["wald"]
    assert found.statistic == pytest.approx(statistic, abs=DIGITS)
    assert found.cells == degrees
    assert found.p == pytest.approx(p, abs=5e-6)  # five digits are published


numbers = st.integers(-9, 9).map(lambda one: one / 2)


@st.composite
def offices(draw):
    periods = draw(st.integers(2, 5))
    count = draw(st.integers(1, 9))
    rows = st.lists(numbers, min_size=periods, max_size=periods)
    values = draw(st.lists(rows, min_size=count, max_size=count))
    first = draw(st.lists(st.integers(0, periods), min_size=count, max_size=count))
    scale = draw(st.sampled_from([1.0, 1e-150, 1e100]))
    return [[one * scale for one in row] for row in values], first, scale


@settings(derandomize=True, max_examples=examples(150), deadline=None)
@given(offices(), st.booleans(), st.booleans(), st.integers(0, 2))
def test_it_is_what_each_subject_says(office, never_only, varying, anticipation):
    values, first, scale = office
    expected = reference.cells(
        values, first, never_only=never_only, varying=varying, anticipation=anticipation
    )
    asked = how(
        "NEVER" if never_only else "NOT_YET", "VARYING" if varying else "UNIVERSAL", anticipation
    )
    moments = _core.cohort_moments(
        np.asfortranarray(values, np.float64), np.array(first, np.int32), 1
    )
    cells = _core.group_time(moments, asked)
    assert list(zip(cells.group, cells.period, cells.base, strict=True)) == [
        tuple(one[:3]) for one in expected
    ]
    n = sum(1 for one in first if one != 1)
    close = {"rtol": 1e-9, "atol": 1e-9 * scale}
    np.testing.assert_allclose(cells.effect, [one[3] for one in expected], **close)
    np.testing.assert_allclose(
        cells.error, [reference.error(one[4], n) for one in expected], **close
    )
    for name in SUMMARIES:
        lines, overall = reference.summary(expected, first, name)
        found = _core.summarised(cells, _core.Summary[name.upper()])
        np.testing.assert_allclose([found.overall, found.overall_error], overall, **close)
        if name != "simple":
            assert found.at.tolist() == list(lines)
            np.testing.assert_allclose(found.effect, [one[0] for one in lines.values()], **close)
            np.testing.assert_allclose(found.error, [one[1] for one in lines.values()], **close)


def many(count=300_000, periods=4):
    chance = np.random.default_rng(5)
    values = np.asfortranarray(chance.normal(1e6, 1, (count, periods)))
    return values, chance.integers(0, periods + 1, count).astype(np.int32)


def test_threads_change_no_bit():
    values, first = many()
    one, two = (_core.cohort_moments(values, first, threads) for threads in (1, 2))
    assert (one.mean == two.mean).all()
    assert (one.product == two.product).all()


def test_products_keep_their_digits_far_from_zero():
    values, first = many()
    values += np.linspace(0, 5, len(values))[:, None]  # blocks of subjects differ
    found = _core.cohort_moments(values, first, 2)
    mine = values[first == found.first[0]]
    assert found.product[1, 0] == pytest.approx(
        float(((mine[:, 0] - mine[:, 0].mean()) * (mine[:, 1] - mine[:, 1].mean())).sum()), rel=1e-6
    )


def test_cohorts_far_from_each_other_keep_their_digits():
    values, first = many(count=3_000)
    values -= 1e6
    values += 1e5 * first[:, None]
    found = _core.cohort_moments(values, first, 1)
    for at, own in enumerate(found.first):
        mine = values[first == own]
        assert found.mean[at] == pytest.approx(mine.mean(axis=0), rel=1e-14)
        away = mine - mine.mean(axis=0)
        product = found.product[at * 4 : at * 4 + 4]
        assert product == pytest.approx(away.T @ away, rel=1e-11, abs=1e-8)
