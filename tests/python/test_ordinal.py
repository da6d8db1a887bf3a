"""The cumulative logit against the plain definition, and against another package's figures."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_ordinal as reference
from lantoa import _core
from soaking import examples


@st.composite
def ratings(draw):
    n, years, k = draw(st.integers(2, 12)), draw(st.integers(2, 5)), draw(st.integers(2, 4))
    cell = st.one_of(st.none(), *[st.just(level) for level in range(k)])
    rows = draw(st.lists(st.lists(cell, min_size=years, max_size=years), min_size=n, max_size=n))
    assume({level for row in rows for level in row} >= set(range(k)))
    return rows, list(range(years)), k


def codes(rows):
    cells = [[-1 if level is None else level for level in row] for row in rows]
    return np.asfortranarray(np.array(cells, np.int32))


@settings(max_examples=examples(60), derandomize=True)
@given(ratings())
def test_the_fit_is_the_best_one(given_ratings):
    rows, times, k = given_ratings
    found = _core.ordinal_trend(codes(rows), np.array(times, np.int32), k)
    if not found.converged:
        return
    ours = [*found.cuts, found.slope]
    assert found.log_likelihood == pytest.approx(reference.log_likelihood(ours, rows, times))
    theirs = reference.fitted(rows, times, k)
    assert found.log_likelihood >= reference.log_likelihood(theirs, rows, times) - 1e-9
    assert np.abs(reference.gradient(ours, rows, times)).max() < 1e-4
    error, model_error = reference.errors(ours, rows, times)
    assert found.error == pytest.approx(error, rel=1e-3, abs=1e-6)
    assert found.model_error == pytest.approx(model_error, rel=1e-3)


@settings(max_examples=examples(60), derandomize=True)
@given(ratings())
def test_p_counts_over_all_orders_of_the_years(given_ratings):
    rows, times, k = given_ratings
    found = _core.ordinal_order(codes(rows), np.array(times, np.int32), k)
    assert (found.score, found.p, found.smallest) == reference.order(rows, times, k)


def many(slope, n=400, years=6, seed=5):
    """Ratings of n subjects whose log odds rise by a slope a year."""
    rng = np.random.default_rng(seed)
    own = rng.normal(0, 1, (n, 1))
    latent = own + slope * np.arange(years) + rng.logistic(0, 1, (n, years))
    return np.digitize(latent, [-2.0, 0.0, 2.5])


def frame_of(levels):
    n, years = levels.shape
    words = np.array(["D", "C", "B", "A"])[levels]
    return pd.DataFrame(
        {
            "subject_id": np.repeat([f"S{at:03}" for at in range(n)], years),
            "year": np.tile(range(2018, 2018 + years), n),
            "value": words.ravel(),
        }
    )


def conclusion(levels, **more):
    found = lt.trend(frame_of(levels), levels=["D", "C", "B", "A"], lang="en", **more)
    return found.conclusions["rating_odds"]


def test_odds_that_rise_are_found_and_told():
    one = conclusion(many(0.25))
    assert not one.is_refused
    assert one.p["years"] == pytest.approx(2 / 720)
    assert one.interval[0] < one.estimate < one.interval[1]
    assert "times those of the year before" in one.may_say[0].told("en")


def test_one_bad_year_for_all_is_no_trend():
    levels = many(0.0)
    levels[:, 4] = np.maximum(levels[:, 4] - 2, 0)
    one = conclusion(levels)
    low, high = one.interval
    assert not low < 1 < high  # subjects alone would call it one
    assert one.p["years"] > 0.05
    assert "do not change beyond" in one.may_say[0].told("en")


def test_few_subjects_few_years_and_one_level_are_refused_with_the_number():
    assert "or more: 50;" in conclusion(many(0.2, n=50)).reasons[0].saying.told("en")
    assert conclusion(many(0.2, years=4)).codes == ("floor",)
    assert conclusion(np.zeros((300, 6), int)).codes == ("one_level",)
    assert conclusion(many(0.1, years=11)).codes == ("many_years",)


def test_the_figures_are_those_of_statsmodels():
    """OrderedModel(distr="logit") of statsmodels on the same ratings."""
    levels = np.asfortranarray(many(0.25, n=60, years=5).astype(np.int32))
    found = _core.ordinal_trend(levels, np.arange(5, dtype=np.int32), 4)
    assert found.slope == pytest.approx(0.160651, abs=1e-5)
    assert found.model_error == pytest.approx(0.0765031, rel=1e-3)
    assert found.log_likelihood == pytest.approx(-372.015782, abs=1e-6)
    assert found.cuts == pytest.approx([-1.626548, 0.178723, 2.338719], abs=1e-4)
