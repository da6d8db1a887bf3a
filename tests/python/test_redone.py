"""Measures and pillars left out, other rules, subjects left out: scores made again."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_redone as reference
from lantoa import InputError
from lantoa.sensitivity.dropping import drop_one
from lantoa.sensitivity.reversing import reversal
from lantoa.sensitivity.ruling import other_rules
from soaking import examples

some = settings(max_examples=examples(60), derandomize=True, deadline=None)


def frame_of(rows):
    """Subjects S0, S1, ... with measures m0, m1, ..."""
    frame = pd.DataFrame(rows, columns=[f"m{j}" for j in range(len(rows[0]))], dtype=float)
    return frame.assign(subject_id=[f"S{i}" for i in range(len(rows))])


def scored(rows, weights=None, how="none", **rules):
    weights = weights or [1] * len(rows[0])
    scheme = {f"m{j}": weight for j, weight in enumerate(weights)}
    return lt.score(frame_of(rows), scheme, normalise=how, lang="en", **rules)


@st.composite
def tables(draw):
    """Rows of small whole numbers, equal rows and constant columns among them, and weights."""
    n, p = draw(st.integers(1, 7)), draw(st.integers(1, 4))
    row = st.lists(st.integers(0, 4), min_size=p, max_size=p)
    weights = draw(st.lists(st.integers(1, 4), min_size=p, max_size=p))
    return draw(st.lists(row, min_size=n, max_size=n)), weights


@some
@example(([[1, 2], [2, 1], [2, 1]], [1, 1]), "minmax")
@given(tables(), st.sampled_from(["none", "minmax", "rank"]))
def test_places_without_each_measure_are_those_of_the_definition(asked, how):
    rows, weights = asked
    found = drop_one(scored(rows, weights, how))
    if len(weights) == 1:
        assert found.frame["reason"].tolist() == ['without "m0" no measure is left']
        return
    places = found.places.set_index("subject_id")
    was = reference.places(reference.scores(rows, weights, how))
    for column in range(len(weights)):
        expected = reference.without_column(rows, weights, how, column)
        told = places[f"m{column}"].loc[[f"S{i}" for i in range(len(rows))]]
        assert told.tolist() == expected
        line = found.frame.set_index("name").loc[f"m{column}"]
        moves = [abs(a - b) for a, b in zip(was, expected, strict=True)]
        assert (line["moved"], line["largest"]) == (sum(x > 0 for x in moves), max(moves))
        if max(moves):
            who = int(line["who"][1:])
            assert (line["was"], line["now"]) == (was[who], expected[who])
            assert moves[who] == max(moves)


def test_the_largest_move_of_all_is_told():
    found = drop_one(scored([[9, 9, 0], [5, 6, 5], [1, 8, 1], [0, 0, 9]], [5, 1, 1]))
    moves = found.frame["largest"].tolist()
    case, who, was, now = found.largest
    assert abs(now - was) == max(moves)
    assert max(moves) > min(moves)
    assert f"Most depends on {case.label}: without it {who} goes from place {was}" in str(found)
    assert f"stays first in {found.kept} of 3" in str(found)


def test_who_comes_in_where_the_measure_that_it_lacks_is_left_out():
    score = scored([[5, 1], [4, 1], [9, None]])
    line = drop_one(score).frame.set_index("name").loc["m1"]
    assert (line["came"], line["scored"], line["leaders"]) == ("S2", 3, "S2")
    assert line["moved"] == 0  # S0 and S1 stand as before among themselves
    assert "+S2" in str(drop_one(score))


def test_pillars_and_measures_of_the_synthetic_provinces():
    score = lt.score(lt.sample_provinces(provinces=20), "provinces", lang="en")
    measures, pillars = drop_one(score), drop_one(score, "pillars")
    assert (len(measures.cases), len(pillars.cases)) == (29, 8)
    assert sum(case.weight for case in measures.cases) == pytest.approx(1)
    assert "one of 29 is left out at a time" in str(measures)
    again = score.again(without=pillars.cases[0].name)
    assert pillars.cases[0].moves.leaders == tuple(
        np.array(again.standing().subjects)[again.standing().keys == again.standing().keys.max()]
    )


@pytest.mark.parametrize("asked", [drop_one, other_rules])
def test_nobody_with_a_score_is_told_and_not_called_stable(asked):
    found = asked(scored([[1, None], [None, 2]]))
    assert "nobody has a score, so there are no places to compare" in str(found)
    assert found.plot().to_dict()["datasets"]
    assert len(reversal(scored([[1, None], [None, 2]], how="minmax")).frame) == 2


def test_each_other_rule_is_the_score_by_that_rule():
    score = lt.score(lt.sample_provinces(provinces=20), "provinces", lang="en")
    found = other_rules(score)
    frame = found.frame.set_index("name")
    asked = score.again(aggregate="geometric").standing()
    common = [who for who in score.standing().subjects if who in asked.subjects]
    places = found.places.set_index("subject_id")["geometric"]
    keys = dict(zip(asked.subjects, asked.keys.tolist(), strict=True))
    assert places.loc[common].tolist() == reference.places([keys[who] for who in common])
    assert frame.loc["geometric", "reason"] == ""
    assert "target" in frame.loc["target", "reason"]
    assert len(found.refused) == 1
    assert "one rule at a time" in str(found)


def test_rules_that_the_values_do_not_admit_are_refused_with_the_reason():
    found = other_rules(scored([[-1, 2], [3, 1]])).frame.set_index("name")
    assert "below 0" in found.loc["geometric", "reason"]
    assert "needs years to carry from" in found.loc["carry_forward", "reason"]
    assert pd.isna(found.loc["geometric", "moved"])


def test_trap_a_rule_that_nobody_declared_moves_the_winner():
    """Half the measures missing: out under the default, first under another rule, and told."""
    found = other_rules(scored([[5, 5], [4, 5], [9, None]])).frame.set_index("name")
    assert found.loc["renormalise", "leaders"] == "S2"
    assert found.loc["renormalise", "came"] == "S2"


@some
@example(([[5, 0], [3, 1], [0, 9]], [1, 1]), "minmax")
@example(([[1, 1], [1, 1], [0, 2]], [1, 1]), "minmax")
@example(([[4], [4], [0]], [1]), "rank")
@given(tables(), st.sampled_from(["minmax", "rank"]))
def test_reversed_pairs_are_those_of_the_definition(asked, how):
    rows, weights = asked
    found = reversal(scored(rows, weights, how))
    told = dict(zip(found.frame["subject_id"], found.frame["pairs"], strict=True))
    for out in range(len(rows)):
        # Who is not in the frame has no part in any scale: leaving it out changes nothing.
        assert told.get(f"S{out}", 0) == reference.reversed_pairs(rows, weights, how, out)


def test_the_example_is_a_pair_that_changes():
    rows = [[5, 0], [3, 1], [0, 9], [2, 2], [4, 1]]
    for line in reversal(scored(rows, how="minmax")).frame.to_dict("records"):
        if not line["pairs"]:
            continue
        out, pair = int(line["subject_id"][1:]), (int(line["one"][1:]), int(line["other"][1:]))
        stay = [i for i in range(5) if i != out]
        before = reference.scores(rows, [1, 1], "minmax")
        after = reference.scores([rows[i] for i in stay], [1, 1], "minmax")
        now = [after[stay.index(i)] for i in pair]
        was = [before[i] for i in pair]
        assert reference.sign(was[0] - was[1]) != reference.sign(now[0] - now[1])


def test_fixed_goalposts_are_proved_to_reverse_nothing():
    score = lt.score(lt.sample_provinces(provinces=12), "provinces", lang="en")
    found = reversal(score)
    assert found.is_fixed
    assert len(found.frame) == 0
    assert "Never: a score depends on the subject's own values alone" in str(found)


def test_who_shares_an_end_has_no_part_in_the_scale():
    found = reversal(scored([[5, 0], [5, 1], [0, 2], [1, 2]], how="minmax"))
    assert found.frame.set_index("subject_id")["holds"].to_dict() == {"S0": "m1", "S2": "m0"}


def test_who_has_no_score_can_hold_an_end_all_the_same():
    score = scored([[5, 0], [3, 1], [2, 3], [99, None]], how="minmax")
    line = reversal(score).frame.set_index("subject_id").loc["S3"]
    assert pd.isna(line["place"])
    assert line["holds"] == "m0"
    assert line["pairs"] > 0


def test_z_asks_everybody_and_pooled_scales_lose_all_years():
    frame = pd.concat([frame_of([[5, 0], [3, 1], [2, 3]]), frame_of([[9, 9], [1, 1], [0, 4]])])
    frame["year"] = [2020] * 3 + [2021] * 3
    score = lt.score(frame, {"m0": 1, "m1": 1}, normalise="minmax", over="pooled", lang="en")
    assert set(reversal(score).frame["subject_id"]) == {"S0", "S2"}  # least, greatest of six
    assert len(reversal(score.again(normalise="z", over="year")).frame) == 3


def test_too_many_are_refused_with_what_can_be_asked():
    frame = pd.DataFrame(np.random.default_rng(1).normal(size=(20_000, 2)), columns=["a", "b"])
    frame["subject_id"] = np.arange(20_000).astype(str)
    score = lt.score(frame, {"a": 1, "b": 1}, normalise="z", lang="en")
    with pytest.raises(InputError, match='ask it of normalise="minmax" or "goalposts"'):
        reversal(score)
    assert len(reversal(score.again(normalise="minmax")).frame) == 4


@pytest.mark.parametrize("asked", [drop_one, other_rules, reversal])
def test_the_frame_is_of_the_kind_that_came_in_and_charts_are_drawn(asked, tmp_path):
    rows = pl.DataFrame({"subject_id": list("ABC"), "x": [5, 3, 0], "y": [0, 1, 9]})
    found = asked(lt.score(rows, {"x": 1, "y": 1}, normalise="minmax", lang="vi"))
    assert isinstance(found.frame, pl.DataFrame)
    assert found.plot().to_dict()["datasets"]
    assert found.to_excel(tmp_path / "a.xlsx").exists()
    assert all(len(sheet.columns) for sheet in found.sheets().values())
    assert "Quy tắc" in repr(found)
    assert "Thay đổi" in found._repr_html_()


@pytest.mark.parametrize("asked", [drop_one, other_rules, reversal])
def test_what_is_no_score_is_refused(asked):
    with pytest.raises(InputError, match=r"score: expected what lantoa.score gives"):
        asked("scores.csv")
    with pytest.raises(InputError, match="year 1999 is not known"):
        asked(lt.score(lt.sample_provinces(provinces=5), "provinces"), year=1999)


def test_what_to_drop_is_one_of_two():
    with pytest.raises(InputError, match='what "measure" is not known; did you mean "measures"'):
        drop_one(scored([[1, 2], [2, 1]]), "measure")
