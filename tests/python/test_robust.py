"""Bounds and attained places against corners and faces counted one by one."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_robust as reference
from lantoa import _core
from soaking import examples

tables = st.integers(2, 3).flatmap(
    lambda p: st.lists(st.lists(st.integers(0, 6), min_size=p, max_size=p), min_size=1, max_size=6)
)
triples = st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3), min_size=1, max_size=4)
shares = st.sampled_from(["0", "0.1", "1/4", "0.5", "1"])
SLOW = settings(derandomize=True, max_examples=examples(60))


def score_of(rows, weights=None, scale=1.0):
    names = [f"m{j}" for j in range(len(rows[0]))]
    frame = pd.DataFrame(np.array(rows, float) * scale, columns=names)
    frame.insert(0, "subject_id", [f"S{at:03}" for at in range(len(rows))])
    given_weights = dict(zip(names, weights or [1] * len(names), strict=True))
    return lt.score(frame, given_weights, normalise="none", lang="en")


def equal_ends(p, share):
    each = Fraction(1, p)
    return [each * (1 - Fraction(share))] * p, [each * (1 + Fraction(share))] * p


def ends(frame):
    return list(zip(frame["best"], frame["worst"], strict=True))


@SLOW
@given(tables, shares)
def test_bounds_from_pairs_are_those_counted_over_corners(rows, share):
    low, high = equal_ends(len(rows[0]), share)
    expected = reference.pair_bound(rows, reference.box_corners(low, high))
    found = lt.robustness(score_of(rows), box=Fraction(share))
    assert ends(found.frame) == expected
    assert found._bound.doubtful == 0


@SLOW
@given(tables, st.sampled_from(["0", "0.1", "0.3"]), st.randoms(use_true_random=False))
def test_bounds_under_an_order_are_those_counted_over_its_corners(rows, least, random):
    order = random.sample(range(len(rows[0])), len(rows[0]))
    expected = reference.pair_bound(rows, reference.order_corners(order, Fraction(least)))
    found = lt.robustness(score_of(rows), order=[f"m{j}" for j in order], least=Fraction(least))
    assert ends(found.frame) == expected


@settings(derandomize=True, max_examples=examples(30))
@given(triples, st.sampled_from(["0.1", "1/4", "0.5", "1"]), st.tuples(*[st.integers(1, 4)] * 3))
def test_attained_places_are_those_of_all_faces_counted_one_by_one(rows, share, weights):
    total = sum(weights)
    low = [Fraction(w, total) * (1 - Fraction(share)) for w in weights]
    high = [Fraction(w, total) * (1 + Fraction(share)) for w in weights]
    found = lt.robustness(score_of(rows, weights), box=Fraction(share)).attained().frame
    for at, row in enumerate(found.to_dict("records")):
        best, worst = reference.attained(rows, at, low, high)
        assert row["best_bound"] <= best <= row["best"]
        assert row["worst"] <= worst <= row["worst_bound"]
        if row["proof"] == "exact":
            assert (row["best"], row["worst"]) == (best, worst)
        else:  # all that can be left open is what only level weights would decide
            assert row["proof"] == "level"


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9, 1e150])
def test_magnitudes_change_no_bound(scale):
    rows = np.random.default_rng(5).integers(0, 50, (30, 4))
    found = lt.robustness(score_of(rows, scale=scale), box=0.5).frame
    assert ends(found) == ends(lt.robustness(score_of(rows), box=0.5).frame)


def test_values_that_are_no_decimals_give_a_bound_that_is_nowhere_narrower():
    rows = np.random.default_rng(6).integers(0, 9, (25, 3))
    thirds = lt.robustness(score_of(rows, scale=1 / 3), box=0.5)
    exact = ends(lt.robustness(score_of(rows), box=0.5).frame)
    for (best, worst), (low, high) in zip(ends(thirds.frame), exact, strict=True):
        assert best <= low
        assert worst >= high
    assert thirds._bound.doubtful > 0
    assert "rounding cannot tell" in repr(thirds)


def test_subjects_that_are_all_alike_share_the_first_place_under_all_weights():
    found = lt.robustness(score_of([[1.5, 0.1]] * 4), box=1)
    assert ends(found.frame) == [(1, 1)] * 4
    assert set(found.attained().frame["proof"]) == {"exact"}


def test_one_subject_and_constant_measures_are_no_trouble():
    assert ends(lt.robustness(score_of([[4, 2]])).frame) == [(1, 1)]
    found = lt.robustness(score_of([[3, 1], [3, 2], [3, 2]]), box=1)
    assert ends(found.frame) == [(1, 3), (1, 1), (1, 1)]  # level where the constant takes all


def test_a_sampled_interval_is_narrower_than_what_some_weights_attain():
    """Drawing weights at random is no proof: the naive way misses ends that are attained."""
    random = np.random.default_rng(1)
    rows = np.round(random.normal(size=(60, 8)), 3)
    exact = lt.robustness(score_of(rows), box=0.5).attained().frame
    box = (1 + random.uniform(-0.5, 0.5, (2000, 8))) / 8
    sums = rows @ (box / box.sum(axis=1, keepdims=True)).T
    sampled = 1 + (sums[None, :, :] > sums[:, None, :] + 1e-12).sum(axis=1)
    assert (sampled.max(axis=1) < exact["worst"]).any()
    assert (sampled.min(axis=1) > exact["best"]).any()


def test_a_bound_from_pairs_is_not_yet_a_place():
    """Two rivals that need different weights both count in the bound and never both lead."""
    found = lt.robustness(score_of([[5, 5], [9, 0], [0, 9]]), box=1)
    assert found.frame["worst"].tolist() == [3, 3, 3]
    assert found.attained("S000").frame["worst"].tolist() == [2]


def test_weights_given_back_reach_the_places_and_lie_in_the_box():
    rows = np.random.default_rng(2).integers(0, 30, (50, 5))
    robust = lt.robustness(score_of(rows, [1, 2, 3, 4, 5]), box=0.4)
    now = robust.slate.weights
    for told in robust.attained().weights.to_dict("records"):
        weights = np.array([told[f"m{j}"] for j in range(5)])
        sums = rows @ weights
        at = int(told["subject_id"][1:])
        assert 1 + (sums > sums[at] + 1e-9).sum() == told["place"]
        assert abs(weights.sum() - 1) < 1e-12
        assert (np.abs(weights / now - 1) <= 0.4 + 1e-12).all()


def test_neither_rows_nor_threads_change_an_interval():
    rows = np.random.default_rng(3).normal(size=(200, 6))
    score = score_of(rows)
    frame = score.measures  # packed by id: another order of rows gives the same numbers
    again = lt.robustness(lt.score(frame, score.scheme), box=0.3)
    assert ends(again.frame) == ends(lt.robustness(score, box=0.3).frame)
    ways = again._varied
    one, two = (_core.pair_bound(ways.matrix, ways.set, threads=n) for n in (1, 2))
    assert (one.best == two.best).all()
    assert (one.worst == two.worst).all()


def test_a_search_without_effort_says_what_is_left():
    rows = np.random.default_rng(4).normal(size=(250, 7))
    found = lt.robustness(score_of(rows), box=0.9).attained("S100", effort=1)
    row = found.frame.iloc[0]
    assert row["proof"] == "stopped"
    assert row["best_bound"] <= row["best"]
    assert row["worst"] <= row["worst_bound"]
    assert "attained at least" in found.sentence
    assert "search stopped" in repr(found)


def test_one_end_that_was_not_searched_is_no_proof_of_both():
    rows = np.random.default_rng(4).normal(size=(250, 7))
    robust = lt.robustness(score_of(rows), box=0.9)
    first = robust.slate.subjects[int(np.argmax(robust.slate.keys))]
    row = robust.attained(first, effort=1).frame.iloc[0]
    assert row["best"] == row["best_bound"] == 1
    assert row["worst"] < row["worst_bound"]
    assert row["proof"] == "stopped"
