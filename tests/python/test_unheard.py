"""Judgements that name no criterion of the plan are listed when somebody is judged by it."""

import pandas as pd
import pytest

import lantoa as lt
import small_plan
from lantoa.criteria import load_plan
from workbooks import PEOPLE, UNITS, listed, workbook

HEADINGS = ["Mã", "Mã tiêu chí", "Ngày ghi nhận", "Kết luận"]
ROWS = [
    ["CB01", "acclaimed", "01/06/2022", "Đạt"],
    ["CB01", "aclaimed", "02/06/2022", "Đạt"],
    ["CB02", "aclaimed", "02/06/2022", "Đạt"],
]


@pytest.fixture
def plan(tmp_path):
    return load_plan(small_plan.written(tmp_path), lang="en")


def office(folder, rows):
    sheets = {"Đơn vị": UNITS, "Cá nhân": PEOPLE, "Ghi nhận": [HEADINGS, *rows]}
    return lt.read(workbook(folder / "a.xlsx", sheets), lang="en")


def test_a_judgement_of_an_unknown_criterion_is_listed_with_its_row_and_the_nearest(plan, tmp_path):
    read = office(tmp_path, ROWS)
    assert len(read.problems) == 0
    result = lt.evaluate(read, plan, as_of="half_way")
    assert listed(result.office, "file", "sheet", "row", "column", "value", "kind", "nearest") == [
        ("a.xlsx", "Ghi nhận", row, "Mã tiêu chí", "aclaimed", "unknown_reference", "acclaimed")
        for row in (3, 4)
    ]
    assert result.office.problems["what"][0].startswith("the plan has no such criterion")
    assert len(read.problems) == 0  # what was read is as it was


def test_an_office_whose_judgements_are_all_heard_stays_the_same_object(plan, tmp_path):
    read = office(tmp_path, ROWS[:1])
    assert lt.evaluate(read, plan, as_of="half_way").office is read


def test_judged_again_it_is_listed_once_and_by_a_plan_that_hears_it_not_at_all(plan, tmp_path):
    once = lt.evaluate(office(tmp_path, ROWS), plan, as_of="half_way").office
    again = lt.evaluate(once, plan, as_of="half_way").office
    assert len(again.problems) == 2
    text = small_plan.TEXT.replace('id       = "acclaimed"', 'id       = "aclaimed"')
    text = text.replace('inherits = ["acclaimed"]', 'inherits = ["aclaimed"]')
    other = load_plan(small_plan.written(tmp_path, text))
    assert listed(lt.evaluate(again, other, as_of="half_way").office, "row", "value") == [
        (2, "acclaimed")
    ]


def test_frames_in_memory_are_told_by_their_table(plan):
    rows = pd.DataFrame({"subject_id": ["CB01"], "criterion_id": ["x"], "verdict": ["met"]})
    people = pd.DataFrame({"person_id": ["CB01"]})
    result = lt.evaluate(lt.read({"people": people, "attestations": rows}), plan, as_of="half_way")
    assert listed(result.office, "sheet", "row", "value") == [("attestations", 1, "x")]
