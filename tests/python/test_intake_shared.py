"""The example office beside the project, as a workbook and as data files."""

import json
from collections import Counter

import pandas as pd
import pytest

from lantoa.intake import read
from lantoa.intake.problems import KINDS
from workbooks import listed


@pytest.fixture(scope="module")
def folder(shared):
    return shared / "data" / "office"


@pytest.fixture(scope="module")
def book(folder):
    return read(folder / "van-phong-mau.xlsx", lang="en")


@pytest.fixture(scope="module")
def data(folder):
    return read(folder / "csv", lang="en")


def test_the_problems_are_exactly_those_expected(book, folder):
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["problems"]
    names = ("sheet", "row", "column", "kind")
    found = listed(book, *names, "value", "nearest")
    assert Counter(line[:4] for line in found) == Counter(
        tuple(problem[name] for name in names) for problem in expected
    )
    by_place = {line[:4]: line for line in found}
    for problem in expected:
        line = by_place[tuple(problem[name] for name in names)]
        assert problem.get("value") in (None, line[4])
        assert problem.get("nearest") in (None, line[5])


def test_workbook_and_data_files_are_the_same_tables(book, data):
    assert list(book.tables) == list(data.tables)
    for name in book.tables:
        one, other = (pd.DataFrame(office[name]) for office in (book, data))
        order = list(one.columns)
        pd.testing.assert_frame_equal(
            one.sort_values(order, ignore_index=True), other.sort_values(order, ignore_index=True)
        )


def test_data_files_have_the_contradictions_and_no_other_problem(data):
    assert [kind for (kind,) in listed(data, "kind")] == ["conflict"] * 4


def test_every_problem_says_something_in_both_languages(folder):
    for lang in ("vi", "en"):
        problems = read(folder / "van-phong-mau.xlsx", lang=lang).problems
        assert problems["what"].str.len().min() > 5
        assert not problems["what"].str.contains("[{}]").any()
        assert set(problems["kind"]) <= set(KINDS)
