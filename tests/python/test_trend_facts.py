"""Facts of series against the plain definition, and what never changes them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_trend_facts as reference
from lantoa.trends.facts import UNKNOWN, UP, ways_of
from soaking import examples

SOME = settings(max_examples=examples(80), derandomize=True)
values = st.one_of(st.none(), st.integers(-2, 2).map(float), st.sampled_from([1e250, -1e-250]))


@st.composite
def panels(draw):
    n, years = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    rows = st.lists(values, min_size=years, max_size=years)
    found = draw(st.lists(rows, min_size=n, max_size=n))
    known = [any(row[at] is not None for row in found) for at in range(years)]
    return [[cell for cell, there in zip(row, known, strict=True) if there] for row in found]


def tidy(rows):
    cells = [
        (f"S{at}", 2010 + column, value)
        for at, row in enumerate(rows)
        for column, value in enumerate(row)
    ]
    return pd.DataFrame(cells, columns=["subject_id", "year", "value"])


@SOME
@given(panels())
def test_facts_are_those_of_the_definition(rows):
    if not rows[0]:
        return
    years = list(range(2010, 2010 + len(rows[0])))
    found = lt.trend(tidy(rows), breaks="none").frame.set_index("subject_id")
    assert found.index.tolist() == [f"S{at}" for at in range(len(rows))]
    for at, row in enumerate(rows):
        told, ways = found.loc[f"S{at}"], reference.ways(row)
        assert (told["ups"], told["downs"], told["same"]) == tuple(
            ways.count(one) for one in ("up", "down", "same")
        )
        assert told["longest_run"] == reference.longest(row, "up")
        assert told["longest_fall"] == reference.longest(row, "down")
        assert told["standing"] == reference.standing(row)
        if ways and any(one is not None for one in ways):
            assert told["run_now"] == reference.run_now(row)
        else:
            assert pd.isna(told["run_now"])
        expect_ends(told, row, rows, years)


def expect_ends(told, row, rows, years):
    ends = reference.ends(row, years)
    assert told["years"] == sum(value is not None for value in row)
    if ends is None:
        assert pd.isna(told["first_year"])
        return
    (first, was), (last, now) = ends
    assert (told["first_year"], told["last_year"]) == (first, last)
    assert (told["first"], told["last"]) == (was, now)
    columns = list(zip(*rows, strict=True))
    places = [reference.place(v, columns[year - years[0]]) for year, v in ends]
    assert [told["place_first"], told["place_last"]] == places
    if first == last:
        assert np.isnan(told["change"])
        assert pd.isna(told["place_change"])
    else:
        assert told["change_per_year"] == pytest.approx((now - was) / (last - first))
        assert told["place_change"] == places[0] - places[1]


@SOME
@given(panels(), st.randoms(use_true_random=False))
def test_no_order_of_rows_changes_a_fact(rows, random):
    frame = tidy(rows)
    if frame["value"].isna().all():
        return
    order = list(range(len(frame)))
    random.shuffle(order)
    one, other = (lt.trend(each, lang="en") for each in (frame, frame.iloc[order]))
    pd.testing.assert_frame_equal(one.frame, other.frame)
    assert repr(one) == repr(other)
    pd.testing.assert_frame_equal(one.mobility, other.mobility)


@SOME
@given(panels())
def test_less_is_better_is_more_of_the_negative(rows):
    frame = tidy(rows)
    if frame["value"].isna().all():
        return
    less = lt.trend(frame, direction="less").frame
    more = lt.trend(frame.assign(value=-frame["value"])).frame
    kept = [name for name in less if name not in ("first", "last", "change", "change_per_year")]
    pd.testing.assert_frame_equal(less[kept], more[kept])


def test_nothing_is_counted_across_a_break():
    frame = tidy([[1.0, 2.0, 3.0, 1.0, 2.0, 3.0]])
    found = lt.trend(frame, breaks=[2013], lang="en")
    assert found.frame.loc[0, ["first_year", "ups", "downs"]].tolist() == [2013, 2, 0]
    assert found.changes["way"].tolist() == ["up", "up", "break", "up", "up"]
    assert found.changes["change"].isna().tolist() == [False, False, True, False, False]
    assert ways_of(found.panel).tolist() == [[UP, UP, UNKNOWN, UP, UP]]
    assert "2013" in found.over[0]
    assert found.mobility["year"].tolist() == [2011, 2012, 2014, 2015]


def test_a_break_in_the_last_year_leaves_that_year_alone():
    found = lt.trend(tidy([[1.0, 2.0, 3.0], [2.0, 3.0, 1.0]]), breaks=[2012])
    assert found.facts.panel.years == (2012,)
    assert found.panel.columns(1, 3).breaks == (2012,)
    assert found.frame["change"].isna().all()
    for nowhere in (2010, 2013):
        with pytest.raises(lt.InputError, match=f"nothing is on either side of {nowhere}"):
            lt.trend(tidy([[1.0, 2.0, 3.0]]), breaks=[nowhere])


def test_a_jump_of_everybody_is_found_and_told():
    rng = np.random.default_rng(2)
    rows = rng.normal(0, 1, (40, 12)).round(3)
    rows[:, 7:] = 30 * rows[:, 7:] + 500
    frame = tidy(rows.tolist())
    found = lt.trend(frame, lang="en")
    assert found.panel.breaks == (2017,)
    assert any("2017" in one for one in found.under)
    assert lt.trend(frame, breaks="declared").panel.breaks == ()


def test_a_missing_year_is_no_fall_and_no_zero():
    frame = tidy([[1.0, None, 3.0, 4.0, 5.0], [5.0, 4.0, 3.0, 2.0, 1.0]])
    found = lt.trend(frame).frame
    assert found.loc[0, ["ups", "downs", "same"]].tolist() == [2, 0, 0]
    assert found.loc[0, "standing"] == "too_short"
    assert found.loc[1, "standing"] == "slipping"
    assert found.loc[0, "change_per_year"] == 1.0


def test_equals_of_computed_scores_are_equal():
    frame = pd.DataFrame(
        {"subject_id": ["A"] * 2, "year": [2020, 2021], "x": [0.1, 0.3], "y": [0.5, 0.3]}
    )
    score = lt.score(frame, {"x": 1, "y": 1}, normalise="none")
    values = score.frame["score"].tolist()
    assert lt.trend(score).frame["same"].tolist() == [1], values
