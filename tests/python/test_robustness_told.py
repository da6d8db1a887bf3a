"""What robustness says and shows: what was varied, bounds as bounds, refusals, frames, charts."""

import json

import openpyxl
import pandas as pd
import polars as pl
import pytest

import lantoa as lt
from lantoa.sensitivity.weighing import decimals


@pytest.fixture(scope="module")
def score():
    frame = pd.DataFrame(
        {
            "subject_id": ["Đơn vị A", "Đơn vị B", "Đơn vị C", "Đơn vị D"],
            "dat": [7, 9, 1, 2],
            "nuoc": [6, 2, 8, None],
            "rung": [5, 4, 3, 1],
        }
    )
    return lt.score(frame, {"dat": 1, "nuoc": 2, "rung": 1}, normalise="none", lang="vi")


@pytest.fixture(scope="module")
def robust(score):
    return lt.robustness(score, box=0.5, line=2)


def english(score, **options):
    return lt.robustness(lt.score(score.measures, score.scheme, lang="en"), **options)


def test_it_says_the_rule_what_was_varied_and_that_bounds_are_bounds(robust):
    told = repr(robust)
    assert "thiếu số liệu" in told
    assert "±50 % của chính nó" in told
    assert "Cận theo từng cặp" in told
    assert "Không có điểm nên không xếp hạng: 1 (Đơn vị D)." in told


def test_who_has_no_score_is_listed_and_has_no_place(robust):
    row = robust.frame.set_index("subject_id").loc["Đơn vị D"]
    assert row[["place", "best", "worst"]].isna().all()
    assert "Đơn vị D" not in robust.attained().frame["subject_id"].tolist()
    with pytest.raises(lt.InputError, match='subject "Đơn vị D" has no score, so it has no place'):
        robust.attained("Đơn vị D")


def test_the_side_of_the_line_is_told(robust):
    sides = robust.frame.set_index("subject_id")["side"]
    assert sides["Đơn vị A"] == "in"
    assert sides["Đơn vị B"] == "open"
    assert "2 hạng đầu: chắc chắn 1, có thể 2." in robust.sentence


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"box": 0}, "Varied: nothing"),
        ({"box": {"dat": (0.1, 0.5), "rung": 0.5}}, "dat 10 %-50 %, rung 12.5 %-37.5 %"),
        ({"order": ["nuoc", "dat", "rung"], "least": 0.05}, "nuoc ≥ dat ≥ rung, each at least 5 %"),
        ({"order": ["dat", "nuoc", "rung"]}, "The present weights are not among these."),
        ({"box": {"dat": (0.3, 0.5), "nuoc": (0.1, 0.6)}}, "The present weights are not among"),
    ],
)
def test_every_way_of_varying_is_told(score, options, told):
    said = repr(english(score, **options))
    assert told in said
    assert ("not among these" in said) == ("not among" in told)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"box": {"dat": (0, 1), "nuoc": (0, 1)}},
        {"order": ["nuoc", "rung", "dat"]},
        {"box": 0.3},
    ],
)
def test_whole_numbers_hold_the_present_weights_too(score, options):
    again = lt.score(score.measures, score.scheme, weights={"dat": 3, "nuoc": 5, "rung": 3})
    ways = lt.robustness(again, **options)._varied
    assert ways.is_exact
    assert (ways.now == ways.now.round()).all()
    assert ways.now.sum() == ways.total


def test_weights_under_a_named_box_stay_in_it(score):
    found = english(score, box={"dat": (0.1, 0.5), "rung": (0.0, 0.4)}).attained().weights
    assert found["nuoc"].eq(0.5).all()
    assert found["dat"].between(0.1, 0.5).all()


def test_a_rule_that_is_no_weighted_sum_gets_no_interval_and_is_told_what_to_ask(score):
    other = lt.score(score.measures, score.scheme, aggregate="geometric", lang="en")
    found = lt.robustness(other)
    assert found.frame["best"].isna().all()
    assert found.frame["place"].tolist()[0] == 1
    assert "no weighted sum of values that everybody has" in repr(found)
    for ask in (found.attained, found.flips):
        with pytest.raises(lt.InputError, match=r"no weighted sum .* ask for places with one"):
            ask()


def test_weights_that_fill_in_for_missing_values_are_no_weights_of_all(score):
    other = lt.score(score.measures, score.scheme, missing="renormalise", coverage=0.5, lang="en")
    found = lt.robustness(other)
    assert found.frame["place"].notna().all()
    assert found.frame["best"].isna().all()
    with pytest.raises(lt.InputError, match="weights alone do not make the places"):
        found.attained()


def test_too_many_subjects_are_not_compared_in_pairs_and_can_be_drawn_for():
    n = 20_001
    frame = pd.DataFrame({"subject_id": [f"S{at}" for at in range(n)], "x": range(n), "y": 1})
    found = lt.robustness(lt.score(frame, {"x": 1, "y": 1}, normalise="none", lang="en"))
    assert "Too many subjects to be compared in pairs" in repr(found)
    with pytest.raises(lt.InputError, match="ask how often each place comes out"):
        found.attained("S1")
    assert found.acceptability(10).frame["first"].max() == 1


def test_too_many_corners_are_refused_with_what_can_be_asked():
    names = [f"m{j:02}" for j in range(20)]
    frame = pd.DataFrame([[at * j % 7 for j in range(20)] for at in range(5)], columns=names)
    frame["subject_id"] = list("ABCDE")
    found = lt.robustness(lt.score(frame, dict.fromkeys(names, 1), normalise="none", lang="en"))
    assert found.frame["worst"].notna().all()
    assert found.flips("B", "C").change is not None
    for ask in (found.attained, lambda: found.flips("A", line=2)):
        with pytest.raises(lt.InputError, match=r"more than 6000 corners.*ask for the bounds"):
            ask()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"box": 1.5}, r"box: expected a share from 0 to 1, not 1\.5"),
        ({"box": -0.1}, "box: expected a share from 0 to 1"),
        ({"box": "nhieu"}, "box: expected a share"),
        ({"box": float("nan")}, "box: expected a share"),
        ({"box": {"dta": 0.1}}, 'box: criterion "dta" is not known; did you mean "dat"'),
        ({"box": {"dat": (0.5, 0.1)}}, "the low end 0.5 is above the high end 0.1"),
        ({"box": {"dat": (0.5, 0.6)}}, "no weights between these ends sum to 1"),
        ({"box": {"dat": (0.1, 0.2, 0.3)}}, "expected a share or two ends"),
        ({"order": "dat"}, "order: expected a list of criteria"),
        ({"order": ["dat", "nuoc"]}, 'expected every criterion once; it lacks "rung"'),
        ({"order": ["dat", "nuoc", "rung", "dat"]}, "names one twice"),
        ({"order": ["dat", "nuoc", "rugn"]}, 'did you mean "rung"'),
        ({"order": ["dat", "nuoc", "rung"], "least": 0.5}, "expected at most 1/3"),
        ({"least": 0.1}, "least: expected only beside order, not 0.1 without one"),
        ({"least": "foo"}, "least: expected only beside order, not 'foo' without one"),
        ({"least": 0, "box": 0.1}, "least: expected only beside order"),
        ({"order": ["dat", "nuoc", "rung"], "least": "foo"}, "least: expected a share from 0"),
        ({"order": ["dat", "nuoc", "rung"], "box": 0.25}, "box and order: expected one of them"),
        ({"order": ["dat", "nuoc", "rung"], "box": "nonsense"}, "not box='nonsense' beside"),
        ({"line": 3}, "line: expected a place from 1 to 2, not 3"),
        ({"line": 0}, "line: expected a place from 1 to 2"),
        ({"line": True}, "line: expected a place"),
        ({"level": "tops"}, 'level "tops" is not known; did you mean "top"'),
        ({"level": "raw"}, 'level "raw" is not known'),
        ({"year": 2020}, "year"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(score, options, message):
    with pytest.raises(lt.InputError, match=message):
        lt.robustness(score, **options)


def test_questions_that_make_no_sense_are_refused(robust):
    with pytest.raises(
        lt.InputError, match=r"expected a score, what lt.score gives, not DataFrame"
    ):
        lt.robustness(robust.frame)
    with pytest.raises(lt.InputError, match='subject "Đơn vị E" is not known; did you mean'):
        robust.flips("Đơn vị E")
    with pytest.raises(lt.InputError, match="expected another subject"):
        robust.flips("Đơn vị A", "Đơn vị A")
    with pytest.raises(lt.InputError, match="line: expected a place from 1 to 2, not 9"):
        robust.flips("Đơn vị A", line=9)
    with pytest.raises(lt.InputError, match="effort: expected a whole number above 0"):
        robust.attained(effort=0)


@pytest.mark.parametrize(
    ("names", "options", "message"),
    [
        ((None, "Đơn vị B"), {}, "rival: expected a subject before it, not the rival 'Đơn vị B'"),
        ((), {"line": 99}, "line: expected a subject beside it, not the line 99 alone"),
        (("Đơn vị A", "Đơn vị B"), {"line": 2}, "rival and line: expected one of them"),
    ],
)
def test_flips_leave_nothing_unread(robust, names, options, message):
    with pytest.raises(lt.InputError, match=message):
        robust.flips(*names, **options)


def test_it_says_of_what_the_values_stay():
    data = lt.sample_provinces(provinces=9)
    score = lt.score(data, "provinces", lang="vi")
    pillars, measures = lt.robustness(score), lt.robustness(score, level="measures")
    assert "điểm của từng nhóm giữ nguyên" in repr(pillars)
    for found in (measures, measures.acceptability(50)):
        assert "điểm của từng chỉ tiêu giữ nguyên" in repr(found)
        assert "nhóm giữ nguyên" not in repr(found)
    assert "trọng số của 8 nhóm, chỉ tiêu," in repr(pillars.acceptability(50, everywhere=True))


def test_without_box_and_order_weights_move_by_a_quarter(score):
    assert english(score).under[1:] == english(score, box=0.25).under[1:]
    drawn = [english(score, **one).acceptability(50) for one in ({}, {"box": 0.25})]
    pd.testing.assert_frame_equal(drawn[0].frame, drawn[1].frame)
    assert "±25 % of itself" in repr(drawn[0])


def test_frames_come_back_in_the_kind_that_went_in():
    native = pl.DataFrame(
        {"subject_id": ["A", "B", "C"], "x": [3.0, 1.0, None], "y": [1.0, 2.0, 2.0]}
    )
    found = lt.robustness(lt.score(native, {"x": 1, "y": 1}, normalise="none"), box=1)
    assert isinstance(found.frame, pl.DataFrame)
    assert found.frame["worst"].to_list() == [2, 2, None]
    assert isinstance(found.attained().weights, pl.DataFrame)
    assert isinstance(found.flips().frame, pl.DataFrame)
    assert len(pl.DataFrame(found.attained())) == 2


def test_nobody_with_a_score_is_no_error():
    frame = pd.DataFrame({"subject_id": ["A"], "x": [None], "y": [1.0]})
    found = lt.robustness(lt.score(frame, {"x": 1, "y": 1}, normalise="none", lang="en"))
    assert "Nobody has a score." in repr(found)
    assert len(found.attained()) == 0
    with pytest.raises(lt.InputError, match="nobody has a score"):
        found.flips()
    found.plot().to_dict()


def test_workbooks_hold_places_and_the_weights_that_give_them(robust, tmp_path):
    path = robust.attained().to_excel(tmp_path / "hang.xlsx")
    book = openpyxl.load_workbook(path)
    assert "Bộ trọng số" in book.sheetnames
    cells = [cell.value for row in book["Bộ trọng số"].iter_rows() for cell in row]
    assert {"Đầu nào", "tốt nhất", "xấu nhất", "nuoc"} <= set(cells)


def test_charts_have_the_first_at_the_far_end_and_show_every_subject(robust):
    for chart in (robust.plot(), robust.attained().plot()):
        told = chart.to_dict()
        scale = told["layer"][0]["encoding"]["x"]["scale"]
        assert scale["reverse"]
        assert told["layer"][0]["encoding"]["y"]["sort"][0] == "Đơn vị A"
        assert "vạch 2 hạng đầu" in json.dumps(told, ensure_ascii=False)
    assert "Đơn vị D" in json.dumps(robust.plot().to_dict(), ensure_ascii=False)
    told = json.dumps(robust.flips("Đơn vị A").plot().to_dict(), ensure_ascii=False)
    assert "Trọng số hiện hành" in told
    assert "Đơn vị B" in json.dumps(robust.flips().plot().to_dict(), ensure_ascii=False)


def test_further_questions_are_asked_of_the_same_year_weights_and_line():
    panel = pd.DataFrame(
        {
            "subject_id": ["A", "B"] * 2,
            "nam": [2019, 2019, 2020, 2020],
            "x": [9, 1, 2, 8],
            "y": [3, 4, 5, 1],
        }
    )
    score = lt.score(panel, {"x": 1, "y": 1}, year="nam", normalise="none", lang="en")
    found = lt.robustness(score, year=2019, box=0.1, line=1)
    drawn = found.acceptability(100)
    assert drawn.k == 1
    assert "±10 % of itself" in repr(drawn)
    assert drawn.frame.set_index("subject_id")["first"]["A"] == 1
    assert "of itself" not in repr(found.acceptability(100, everywhere=True))
    assert found.drop_one("pillars").frame["name"].tolist() == ["x", "y"]
    for asked in (found.drop_one(), found.other_rules(), found.reversal()):
        assert asked.plot() is not None


def test_decimals_are_told_from_other_numbers():
    assert decimals(pd.DataFrame({"a": [0.1 + 0.2, 5e3]}).to_numpy()).tolist() == [[3], [50000]]
    assert decimals(pd.DataFrame({"a": [1e-30, 1.0]}).to_numpy()) is None
    assert decimals(pd.DataFrame({"a": [0.0]}).to_numpy()).tolist() == [[0]]
