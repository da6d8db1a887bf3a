"""Who lacks values: left out, or asked in those pairs where there is something to say."""

import pandas as pd
import pytest

import lantoa as lt
from lantoa import InputError
from opinion_tables import by_subject, frame, weights_of

ROWS = [(1, 5), (3, None), (None, 1), (2, 2)]
ABSTAINING = [lt.promethee, lt.copeland]


@pytest.mark.parametrize("ask", ABSTAINING)
@pytest.mark.parametrize("rule", ["unscored", "zero", "renormalise"])
def test_a_score_that_leaves_people_out_is_asked_of_everybody(ask, rule):
    """Whatever the score itself makes of missing values."""
    more = {"coverage": "1/2"} if rule == "renormalise" else {}
    score = lt.score(frame(ROWS), weights_of([1, 1]), normalise="minmax", missing=rule, **more)
    found = ask(score, missing="abstain")
    assert found.left_out == ()
    assert found.frame.equals(ask(frame(ROWS), weights_of([1, 1]), missing="abstain").frame)
    assert ask(score).left_out == ("S001", "S002")


def test_the_pairs_that_are_there_are_counted():
    score = lt.score(frame(ROWS), weights_of([1, 1]), normalise="minmax")
    found = lt.copeland(score, missing="abstain", lang="en")
    # S000 loses to S001 and is level with S003; S001 beats both; S002 loses to both.
    assert by_subject(found, "net") == [0, 2, -2, 0]
    assert any("says nothing of pairs" in line for line in found.under)


@pytest.mark.parametrize("ask", ABSTAINING)
def test_a_year_of_a_panel_stays_its_own(ask):
    """Values of other years fill no gap, and a score of one year asks about that year."""
    table = pd.concat([frame(ROWS).assign(year=2020), frame(ROWS[::-1]).assign(year=2021)])
    score = lt.score(table, weights_of([1, 1]), normalise="minmax", year="year")
    for year, rows in ((2020, ROWS), (2021, ROWS[::-1])):
        alone = ask(frame(rows), weights_of([1, 1]), missing="abstain").frame
        assert ask(score, year=year, missing="abstain").frame.equals(alone)
        assert ask(score.of(year), missing="abstain").frame.equals(alone)


def test_who_has_nothing_at_all_has_no_place():
    score = lt.score(frame([*ROWS, (None, None)]), weights_of([1, 1]), normalise="minmax")
    assert lt.copeland(score, missing="abstain").left_out == ("S004",)


def test_a_refusal_says_which_year_and_what_answers():
    nobody = frame([(1, None), (None, 2)])
    for ask in (lt.borda, lt.promethee):
        with pytest.raises(InputError, match=r"every measure; expected .*missing=\"abstain\""):
            ask(nobody, weights_of([1, 1]))
    score = lt.score(nobody.assign(year=2020), weights_of([1, 1]), normalise="minmax", year="year")
    with pytest.raises(InputError, match="every measure in 2020; expected"):
        lt.promethee(score)
    assert lt.promethee(score, missing="abstain").frame["tied"].tolist() == [2, 2]


@pytest.mark.parametrize("ask", ABSTAINING)
def test_what_a_score_carries_forward_was_given_in_another_year(ask):
    """Who abstains has nothing carried forward; without it the values are those of the score."""
    table = pd.concat([frame([(1, 1)] * 4).assign(year=2020), frame(ROWS).assign(year=2021)])
    score = lt.score(
        table, weights_of([1, 1]), normalise="minmax", year="year", missing="carry_forward"
    )
    alone = ask(frame(ROWS), weights_of([1, 1]), missing="abstain").frame
    assert ask(score, missing="abstain").frame.equals(alone)
    assert ask(score).left_out == ()


def test_whoever_has_a_measure_of_next_to_no_weight_still_has_a_say():
    table = pd.DataFrame({"subject_id": list("ABC"), "x": [1.0, 2, 3], "y": [1.0, 2, None]})
    found = lt.promethee(table, {"x": "1e-20", "y": 1}, missing="abstain")
    assert found.left_out == ()
