"""Values that are no decimals: thirds and sevenths of a scale are compared as they are."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_robust as reference
from lantoa.sensitivity.exact_values import Made
from soaking import examples

SCALES = (3, 7, 21)
tables = st.integers(2, 3).flatmap(
    lambda p: st.tuples(
        st.lists(st.sampled_from(SCALES), min_size=p, max_size=p),
        st.lists(st.lists(st.integers(0, 21), min_size=p, max_size=p), min_size=1, max_size=6),
        st.lists(st.integers(1, 3), min_size=p, max_size=p),
    )
)


def score_of(rows, highs, weights=None, **rules):
    """Goalposts from 0 to highs."""
    names = [f"m{j}" for j in range(len(highs))]
    frame = pd.DataFrame(rows, columns=names, dtype=float)
    frame.insert(0, "subject_id", [f"S{at:03}" for at in range(len(rows))])
    told = {"name": names, "low": 0, "high": highs, "weight": weights or [1] * len(names)}
    return lt.score(frame, pd.DataFrame(told | {"direction": "more"}), lang="en", **rules)


def ends(found):
    return list(zip(found.frame["best"], found.frame["worst"], strict=True))


@pytest.mark.parametrize("box", [0, 0.5])
def test_trap_thirds_that_tie_exactly_are_apart_in_doubles(box):
    """1/3 + 2/3 the one way and the other: nothing is varied, so nothing may move."""
    found = lt.robustness(score_of([(1, 2), (2, 1)], [3, 3]), box=box)
    assert found.frame["score"].tolist() == [0.5, 0.5]
    assert ends(found) == ([(1, 1), (1, 1)] if box == 0 else [(1, 2), (1, 2)])
    assert found._bound.doubtful == 0
    assert "rounding cannot tell" not in repr(found)
    assert found.flips("S000", "S001").change == 0


@settings(derandomize=True, max_examples=examples(80))
@given(tables, st.sampled_from(["0", "0.1", "1/4", "1/3", "1"]))
def test_bounds_on_thirds_and_sevenths_are_those_of_fractions(asked, share):
    highs, rows, weights = asked
    kept = [[min(cell, high) for cell, high in zip(row, highs, strict=True)] for row in rows]
    exact = [[Fraction(c, high) for c, high in zip(row, highs, strict=True)] for row in kept]
    shares = [Fraction(weight, sum(weights)) for weight in weights]
    low = [one * (1 - Fraction(share)) for one in shares]
    high = [one * (1 + Fraction(share)) for one in shares]
    found = lt.robustness(score_of(kept, highs, weights), box=Fraction(share))
    assert ends(found) == reference.pair_bound(exact, reference.box_corners(low, high))
    assert found._bound.doubtful == 0
    if Fraction(share) == 0:
        assert found.frame["best"].tolist() == found.frame["place"].tolist()
        assert found.frame["worst"].tolist() == found.frame["place"].tolist()


@pytest.mark.parametrize("level", ["top", "measures"])
@pytest.mark.parametrize(
    "rules",
    [{}, {"normalise": "minmax"}, {"normalise": "rank"}, {"missing": "zero"}, {"factor": 10}],
)
def test_whole_numbers_are_the_values_but_for_one_factor(level, rules):
    """Of pillars and measures, where less is better, values are missing, under every scale."""
    rows = np.random.default_rng(3).integers(0, 8, (12, 4)).astype(float)
    rows[0, 0] = np.nan
    frame = pd.DataFrame(rows, columns=list("abcd"))
    frame["subject_id"] = [f"S{at:02}" for at in range(12)]
    scheme = pd.DataFrame(
        {
            "name": ["P", "Q", "a", "b", "c", "d"],
            "parent": [None, None, "P", "P", "Q", "Q"],
            "weight": [2, 1, 1, 2, 1, 1],
            "direction": [None, None, "more", "less", "more", "less"],
            "low": [None, None, 0, 0, 1, 0],
            "high": [None, None, 3, 7, 7, 7],
        }
    )
    score = lt.score(frame, scheme, lang="en", **rules)
    whole = Made(score, None, level).whole(Fraction(2**51))
    values = score.slate(level=level).values
    assert whole.shape == values.shape
    assert (whole == whole.round()).all()
    most = np.unravel_index(values.argmax(), values.shape)
    np.testing.assert_allclose(whole / whole[most], values / values[most], rtol=1e-12, atol=1e-15)


def test_what_is_no_fraction_or_too_large_stays_as_it_is():
    rows = np.random.default_rng(4).normal(size=(20, 2)).round(2)
    assert Made(score_of(rows, [3, 7], normalise="z"), None, "top").whole(Fraction(2**51)) is None
    assert Made(score_of(rows, [3, 7]), None, "top").whole(Fraction(10)) is None
    wild = score_of(np.random.default_rng(4).uniform(size=(20, 2)), [3.1415926535, 7])
    found = lt.robustness(wild)
    assert not found._varied.is_exact
    assert (found.frame["best"] <= found.frame["place"]).all()
