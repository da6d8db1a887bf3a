"""The golden case to the digit: as entered, under the written rule, and why they differ."""

from math import trunc

import pandas as pd
import pytest

import cai_lay

BOTH = ("self_report", "appraised")


@pytest.fixture(scope="module")
def result():
    return cai_lay.table().score(cai_lay.entries())


def rows(frame, **where):
    for column, value in where.items():
        frame = frame[frame[column] == value]
    return frame


def test_as_entered_and_under_the_written_rule_are_two_results(result):
    assert cai_lay.totals(result, "entered") == {"self_report": 124.4, "appraised": 118.4}
    assert cai_lay.totals(result, "written") == {"self_report": 119.7, "appraised": 115.7}
    assert not len(result.problems)


def test_nothing_is_left_open(result):
    assert cai_lay.totals(result, "entered_high") == cai_lay.totals(result, "entered")
    assert cai_lay.totals(result, "written_high") == cai_lay.totals(result, "written")


@pytest.mark.parametrize(("stage", "complaints"), [("self_report", -4), ("appraised", -2)])
def test_the_difference_is_told_item_by_item(result, stage, complaints):
    told = rows(result.differences, between="entered_written", stage=stage)
    assert told["item"].tolist() == ["c2", "c4", "d2"]
    assert told["rule"].fillna("").tolist() == ["c2.2", "", "d2.3"]
    assert told["points"].tolist() == [-0.2, -0.5, complaints]


def test_the_appraisal_lowers_what_was_claimed(result):
    told = rows(result.differences, between="self_appraised")
    assert dict(zip(told["item"], told["points"], strict=True)) == {"a7": -4, "d2": -2}
    assert told["says"].tolist() == [
        "1 more for every good solution: 8 → 4",
        "1 more for every complaint withdrawn: 6 → 4",
    ]


def test_the_date_of_the_plan_is_a_second_finding(result):
    noted = rows(result.findings, kind="noted")
    assert noted["at"].tolist() == ["3.1", "3.1"]
    assert noted["points"].tolist() == [-0.5, -0.5]
    assert [says.rpartition("total ")[2] for says in noted["says"]] == ["119.2", "115.2"]


def test_the_date_counts_where_the_form_itself_has_it():
    more = cai_lay.entry("3.1.ngay", "09/02/2022", stage="appraised")
    changed = pd.concat([cai_lay.entries(), pd.DataFrame([more])])
    result = cai_lay.table().score(changed)
    assert cai_lay.totals(result, "written")["appraised"] == 115.2
    assert not len(rows(result.findings, kind="noted", stage="appraised"))


def test_two_documents_with_one_self_score_are_a_conflict(result):
    conflicts = rows(result.findings, kind="statements_conflict")
    assert conflicts["says"].tolist() == [
        "Total: stated as 124.4 (tự chấm) and as 118.4 (biên bản)"
    ]
    wrong = rows(result.findings, kind="stated_differs")
    assert wrong["points"].tolist() == [118.4]


def test_points_under_no_rule_are_found(result):
    assert rows(result.findings, kind="no_rule")["at"].tolist() == ["c4", "c4"]


def subtotals(result, stage, column="entered"):
    told = rows(result.groups, stage=stage)
    return dict(zip(told["group"], told[column], strict=True))


def test_subtotals_of_the_self_report(result):
    told = subtotals(result, "self_report")
    assert [told[group] for group in ("a", "b", "c", "d")] == [40, 16, 26.4, 18]
    assert [told[group] for group in ("1", "2", "3", "4", "5")] == [100.4, 2.5, 12.5, 4, 5]


def test_truncating_the_eight_subtotals_would_give_117(result):
    told = subtotals(result, "appraised")
    eight = [told[group] for group in ("a", "b", "c", "d", "2", "3", "4", "5")]
    assert sum(trunc(points) for points in eight) == 117
    assert cai_lay.totals(result, "entered")["appraised"] == 118.4


def test_a_linear_reading_of_the_further_percents_comes_to_the_same_cap(result):
    linear = cai_lay.table().change("rule.c2.2.mode", "linear").score(cai_lay.entries())
    assert cai_lay.totals(linear, "written") == cai_lay.totals(result, "written")
    alone = rows(linear.rules, stage="appraised", rule="c2.2")
    assert alone["points"].tolist() == [0.67]


def test_the_order_of_rows_decides_nothing(result):
    shuffled = cai_lay.table().score(cai_lay.entries().sample(frac=1, random_state=3))
    pd.testing.assert_frame_equal(shuffled.items, result.items)
    pd.testing.assert_frame_equal(shuffled.differences, result.differences)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_prints_as_a_decision_table(lang):
    result = cai_lay.table(lang=lang).score(cai_lay.entries())
    text, page = repr(result), result._repr_html_()
    points = {
        "vi": ["124,4", "119,7", "118,4", "115,7"],
        "en": ["124.4", "119.7", "118.4", "115.7"],
    }
    for shown in points[lang]:
        assert shown in text
        assert shown in page
    assert {"vi": "giả định", "en": "assumption"}[lang] in text
    explanation = result.explain(cai_lay.SUBJECT, "appraised")
    explained = repr(explanation)
    assert "<table" in explanation._repr_html_()
    assert {"vi": "0,6 (tính 0,5)", "en": "0.6 (counts 0.5)"}[lang] in explained
