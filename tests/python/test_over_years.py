"""Trend and spread in the workbook and the reports of an office, as of their day."""

from dataclasses import replace
from types import MappingProxyType

import openpyxl
import pytest
from docx import Document

import lantoa as lt
from html_pages import Page
from lantoa import reporting
from lantoa.reporting.html import html_report
from lantoa.reporting.over_years import over_years
from papers import paragraphs, tables

PLAN = "exemplars-2021-2025"
SHEETS = ["Xu hướng", "Xu hướng, kết luận", "Lan tỏa", "Lan tỏa, kết luận"]


def judged(office, day="de_nghi_2025"):
    return lt.evaluate(office, lt.load_plan(PLAN), as_of=day)


@pytest.fixture(scope="module")
def office():
    return lt.sample_office(units=12, people=60, years=range(2021, 2026), seed=7)


@pytest.fixture(scope="module")
def result(office):
    return judged(office)


def without(office, *names):
    kept = {name: table for name, table in office.tables.items() if name not in names}
    return replace(office, tables=MappingProxyType(kept))


def since(office, year):
    """The office with ratings from a year on."""
    table = office.tables["ratings"]
    kept = replace(table, frame=table.frame[table.frame["year"] >= year])
    return replace(office, tables=MappingProxyType({**office.tables, "ratings": kept}))


def sheets(result, path):
    return openpyxl.load_workbook(reporting.year_end(result, path)).sheetnames


def test_the_workbook_has_facts_and_conclusions_of_both(result, tmp_path):
    assert sheets(result, tmp_path / "a.xlsx")[-4:] == SHEETS


def test_an_office_without_practices_has_no_spread(office, tmp_path):
    names = sheets(judged(without(office, "adoptions", "practices")), tmp_path / "a.xlsx")
    assert names[-2:] == SHEETS[:2]
    assert not set(SHEETS[2:]) & set(names)


def test_an_office_of_one_closed_year_has_the_book_as_before(office, tmp_path):
    found = judged(since(without(office, "adoptions"), 2020), "lua_chon_2021")
    assert not set(SHEETS) & set(sheets(found, tmp_path / "a.xlsx"))
    assert not over_years(found).has_any


def test_nothing_that_came_after_the_day_is_seen(office):
    result = judged(office, "so_ket_2023")
    found = over_years(result)
    assert found.trend.years == (2019, 2020, 2021, 2022)
    taken = found.spread.adoptions
    assert len(taken)
    assert (taken["started_on"].dt.date <= result.as_of).all()
    assert len(taken) < len(over_years(judged(office)).spread.adoptions)


def test_a_rating_decided_after_the_day_is_not_counted(office):
    result = judged(office, "so_ket_2023")
    table = office.tables["ratings"]
    late = table.frame.assign(decision_date=table.frame["decision_date"].max())
    later = replace(office, tables={**office.tables, "ratings": replace(table, frame=late)})
    assert over_years(replace(result, office=later)).trend is None


@pytest.fixture(scope="module")
def pages(result, tmp_path_factory):
    """Audience to page and Word report."""
    folder = tmp_path_factory.mktemp("bao-cao")
    found = {}
    for audience in ("internal", "shared"):
        lt.report(result, folder / audience, audience=audience, by="x")
        page = Page((folder / audience / "bao-cao.html").read_text("utf-8"))
        found[audience] = page, Document(str(folder / audience / "bao-cao.docx"))
    return found


def told(pages, audience):
    page, document = pages[audience]
    cells = " ".join(cell for table in tables(document) for row in table for cell in row)
    return page.said, paragraphs(document) + cells


@pytest.mark.parametrize("audience", ["internal", "shared"])
def test_both_reports_tell_of_both(pages, audience):
    for text in told(pages, audience):
        for words in (
            "Xu hướng và lan tỏa",
            "Có thể làm theo",
            "chưa trả lời được",
            "Họp không giấy",
        ):
            assert words in text


def test_the_office_is_told_unit_by_unit_and_who_is_behind_a_practice(pages, result):
    frame = over_years(result).spread.frame
    for text in told(pages, "internal"):
        assert "Đơn vị chưa có ai" in text
        assert str(frame["exemplar_id"].iloc[0]) in text


def test_readers_outside_learn_no_small_number_and_no_name(pages, result):
    listed = set(result.subjects.query("counted")["subject_id"])
    exemplars = set(over_years(result).spread.frame["exemplar_id"]) - listed
    for text in told(pages, "shared"):
        assert not [one for one in exemplars if one in text]
        assert "Đang nổi lên" not in text
        assert "Đơn vị chưa có ai" not in text
    page = pages["shared"][0]
    rows = page.table("Cách làm", "Có thể làm theo")[1:]
    frame = over_years(result).spread.frame.set_index("practice_id")
    for row in rows:
        took = int(frame.loc[row[0].split(" ")[0], "adopters"])
        assert row[2] == (str(took) if took >= 5 else "*")
        assert all(cell == "*" or int(cell) >= 5 for cell in row[2:])


def test_only_readers_inside_are_sent_to_a_sheet_and_it_is_there(pages, result, tmp_path):
    names = sheets(result, tmp_path / "a.xlsx")
    for text in told(pages, "internal"):
        for name in ("Xu hướng, kết luận", "Lan tỏa, kết luận"):
            assert f'xem trang "{name}" của tệp Excel' in text
            assert name in names
    for text in told(pages, "shared"):
        assert "Về từng người" not in text
        assert "cần ghi nhận gì" not in text


def test_an_english_page_speaks_english(result, tmp_path):
    page = Page(html_report(result, tmp_path / "a.html", lang="en").read_text("utf-8"))
    assert "Trend and spread" in page.said
    assert "not answered" in page.said
