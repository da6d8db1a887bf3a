"""The smallest changes of weights against corners and crossings counted one by one."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_robust as reference
from soaking import examples
from test_robust import score_of

rows_of_three = st.lists(
    st.lists(st.integers(0, 5), min_size=3, max_size=3), min_size=2, max_size=5
)
weights_of_three = st.tuples(*[st.integers(1, 4)] * 3)
SLOW = settings(derandomize=True, max_examples=examples(60))


def present(weights):
    return [Fraction(weight, sum(weights)) for weight in weights]


def numbers(column):
    """The cells, None where they are missing."""
    return [None if cell is pd.NA else cell for cell in column]


def steps(frame):
    return zip(frame["criterion"], frame["weight"], numbers(frame["alone"]), strict=True)


def same(found, expected):
    if expected is None or found is None:
        return found is None and expected is None
    return found == pytest.approx(float(expected), abs=1e-9)


@SLOW
@given(st.integers(2, 4), st.data())
def test_a_pair_is_level_at_the_change_that_corners_give(p, data):
    row = st.lists(st.integers(0, 9), min_size=p, max_size=p)
    rows = data.draw(st.lists(row, min_size=2, max_size=2))
    weights = data.draw(st.lists(st.integers(1, 5), min_size=p, max_size=p))
    found = lt.robustness(score_of(rows, weights)).flips("S000", "S001")
    assert same(found.change, reference.level_change(rows, 0, 1, present(weights)))
    if found.change:
        moved = found.frame["together"].to_numpy(float)
        assert reference.dot(moved, rows[0]) == pytest.approx(reference.dot(moved, rows[1]))
        now = np.array(list(map(float, present(weights))))
        assert np.abs(moved / now - 1).max() == pytest.approx(found.change)


@SLOW
@given(rows_of_three, weights_of_three, st.data())
def test_the_line_is_reached_at_the_change_of_the_nearest_crossing(rows, weights, data):
    line = data.draw(st.integers(1, len(rows) - 1))
    at = data.draw(st.integers(0, len(rows) - 1))
    found = lt.robustness(score_of(rows, weights), line=line).flips(f"S{at:03}")
    expected = reference.line_change(rows, at, line, present(weights))
    # At the change the line is reached, above it crossed: none moves by more than all of itself.
    assert same(found.change, None if expected == 1 else expected)
    assert found.is_exact


@SLOW
@given(rows_of_three, weights_of_three, st.data())
def test_one_weight_alone_reaches_the_line_where_a_rival_draws_level(rows, weights, data):
    line = data.draw(st.integers(1, len(rows) - 1))
    at = data.draw(st.integers(0, len(rows) - 1))
    found = lt.robustness(score_of(rows, weights)).flips(f"S{at:03}", line=line).frame
    now = present(weights)
    for j, alone in enumerate(numbers(found["alone"])):
        expected = reference.line_weight(rows, at, line, now, j)
        expected = None if expected in (0, 1) else expected  # level there, and nothing beyond
        told = None if alone is None else abs(alone - float(now[j]))
        assert same(told, None if expected is None else abs(expected - now[j]))


def test_the_first_falls_to_the_rival_that_the_least_change_draws_level():
    rows = [[9, 4, 1], [2, 8, 6], [8, 3, 3], [1, 1, 1]]
    found = lt.robustness(score_of(rows, [5, 2, 3])).flips()
    now = present([5, 2, 3])
    expected = [reference.level_change(rows, 0, rival, now) for rival in (1, 2, 3)]
    assert found.subject == "S000"
    assert found.frame["rival"].tolist() == ["S002", "S001", "S003"]
    assert found.frame["change"].iloc[0] == pytest.approx(float(expected[1]))
    assert expected[2] is None
    assert numbers(found.frame["change"])[2] is None
    assert "S002 is the first to draw level" in found.sentence
    for row in found.frame.to_dict("records")[:2]:
        alone = lt.robustness(found.robustness.score).flips("S000", row["rival"])
        moved = [(abs(a - w), name) for name, w, a in steps(alone.frame) if a is not None]
        assert row["criterion"] == min(moved)[1]
        assert f"One weight alone: {min(moved)[1]} from" in alone.sentence


def test_those_who_tie_are_level_already():
    found = lt.robustness(score_of([[0.1, 0.2], [0.2, 0.1], [0, 0]]))
    assert found.flips("S000", "S001").change == 0
    assert found.flips().frame["change"].tolist()[0] == 0
    assert "share the first place already" in found.flips().sentence
    assert found.flips("S000", line=1).change == 0


def test_ties_that_doubles_would_miss_are_level_already():
    row = [1 / 3, 2 / 3, 0]
    rows = [row, [0.9999999999999999, 0, 0], [0, 0, 0.1]]
    found = lt.robustness(score_of(rows))
    assert not found._varied.is_exact
    assert found.flips("S000", "S001").change == 0
    assert found.flips("S001").frame["change"].tolist()[0] == 0
    for subject in ("S000", "S001"):
        assert "is level at the line" in found.flips(subject, line=1).sentence


def test_each_side_of_the_line_is_told_apart():
    found = lt.robustness(score_of([[9, 1], [3, 6], [1, 5]]), line=1)
    assert "S000 is within the first 1 and falls out" in found.flips("S000").sentence
    assert "S001 is beyond the first 1 and comes in" in found.flips("S001").sentence
    assert "S002 stays beyond the first 1" in found.flips("S002").sentence
    apart = lt.robustness(score_of([[9, 9], [3, 6]]), line=1)
    assert "S000 stays within the first 1" in apart.flips("S000").sentence


def test_a_naive_step_of_one_weight_misses_the_smallest_change():
    """Moving one weight after the other finds a change three times as great as is needed."""
    rows = [[10, 10, 0, 0], [0, 0, 9, 9]]
    found = lt.robustness(score_of(rows)).flips("S000", "S001")
    alone = np.abs(found.frame["alone"].to_numpy(float) / 0.25 - 1).min()
    assert found.change == pytest.approx(1 / 19)  # 10 x against 9 (1 - x)
    assert alone == pytest.approx(3 / 19)


def test_magnitudes_change_no_flip():
    rows = np.random.default_rng(8).integers(0, 20, (12, 4))
    expected = lt.robustness(score_of(rows)).flips("S003", line=4).change
    for scale in (1e-9, 1 / 3, 1e12):
        found = lt.robustness(score_of(rows, scale=scale)).flips("S003", line=4)
        assert found.change == pytest.approx(expected, rel=1e-9)


def test_whoever_is_only_ever_level_does_not_fall_out():
    # B draws level with A where x counts nothing at all, and is above under no weights.
    frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [2.0, 1.0], "y": [1.0, 1.0]})
    score = lt.score(frame, {"x": 1, "y": 1}, normalise="none", lang="en")
    found = lt.robustness(score).flips("A", line=1)
    assert found.change is None
    assert found.frame["alone"].isna().all()
    assert lt.robustness(score, box=1.0).frame["worst"].tolist() == [1, 2]
