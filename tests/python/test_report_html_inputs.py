"""HTML reports of odd offices, plans, names and arguments."""

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import lantoa as lt
from html_pages import DAYS, EXCELLENT
from lantoa.reporting.html import html_report

NASTY = "<script>alert(\"1\")</script> & 'x' </style><b>"


def test_every_text_is_escaped(html_office, html_plan, html_write):
    listed = lt.evaluate(html_office, html_plan, as_of="de_nghi_2025").subjects.query("counted")
    names = dict.fromkeys(listed["subject_id"], NASTY)
    chosen = html_plan.choose("nhieu_sang_kien", "tu_hai", by=NASTY, on=date(2025, 3, 3))
    page = html_write(lt.evaluate(html_office, chosen, as_of="de_nghi_2025"), names=names)
    assert page.faults == []
    assert not page.all("script")
    assert not page.all("b")
    assert page.said.count('<script>alert("1")') > len(names)


def test_an_office_with_nobody_in_it_has_a_report(html_plan, html_write):
    empty = lt.read({"people": pd.DataFrame({"person_id": pd.Series([], dtype=str)})})
    for day in DAYS:
        page = html_write(lt.evaluate(empty, html_plan, as_of=day), audience="shared")
        assert page.faults == []


def test_long_names_and_two_hundred_rows_are_all_there(html_plan, html_write):
    office = lt.sample_office(units=14, people=200, seed=3)
    long = "Nguyễn " + "Thị Hồng " * 20 + "Vân"
    names = dict.fromkeys(office["people"]["person_id"], long)
    result = lt.evaluate(office, html_plan, as_of="de_nghi_2025")
    page = html_write(result, names=names)
    assert page.faults == []
    people = result.subjects[result.subjects["subject_kind"] == "person"]
    rows = page.table("Mã", result.plan.criterion(EXCELLENT).label)
    assert sorted(row[0] for row in rows) == sorted(people["subject_id"])
    assert {row[1] for row in rows} == {long}


def test_more_rows_than_anybody_reads_are_cut_and_said_to_be(html_results, html_write, monkeypatch):
    from lantoa.reporting import html_showing

    monkeypatch.setattr(html_showing, "ROWS", 10)
    page = html_write(html_results["de_nghi_2025"])
    assert "… và 72 dòng nữa" in page.said
    assert all(len(rows) <= 11 for rows in page.tables)


def test_a_plan_without_points_has_no_places(html_office, tmp_path, html_write, html_plan):
    text = Path(html_plan.path).read_text(encoding="utf-8")
    scored = re.sub(
        r"(?s)\[\[criterion\]\]\nid       = \"diem_.*?(?=\n\[\[quota|\n\[\[criterion)", "", text
    )
    bare = re.sub(
        r"ties\.\w+ +=.*\n", "", re.sub(r"(?s)\[\[quota\]\].*?(?=\n# Milestones)", "", scored)
    )
    path = tmp_path / "khong-diem.toml"
    path.write_text(bare, encoding="utf-8")
    page = html_write(lt.evaluate(html_office, lt.load_plan(path), as_of="de_nghi_2025"))
    assert "Hạng (giả định)" not in page.tables[1][0]
    assert page.table("STT", "Mã")


def test_the_same_result_gives_the_same_file(html_results, html_names, html_pages_of, html_write):
    again = html_write(html_results["de_nghi_2025"], names=html_names)
    assert again.text == html_pages_of("de_nghi_2025").text


BAD = [
    ({"audience": "public"}, 'audience "public" is not known; did you mean "shared"'),
    ({"lang": "fr"}, 'lang "fr" is not known'),
    ({"small_cells": 0}, "small_cells is 0, expected a whole number of 1 or more"),
    ({"names": ["Nông Văn A"]}, "names: expected a dict of ids and names, not list"),
]


@pytest.mark.parametrize(("more", "told"), BAD)
def test_wrong_arguments_are_named(html_results, html_write, more, told):
    with pytest.raises(lt.InputError, match=re.escape(told)):
        html_write(html_results["de_nghi_2025"], **more)


def test_a_path_that_is_no_html_is_refused(html_results, tmp_path):
    with pytest.raises(lt.InputError, match=r"is no HTML file; expected a name with \.html"):
        html_report(html_results["de_nghi_2025"], tmp_path / "a.docx")
    with pytest.raises(lt.InputError, match=r"result: expected what lantoa.evaluate gives"):
        html_report("ket-qua.xlsx", tmp_path / "a.html")


def test_an_earlier_report_stays_when_writing_fails(html_results, tmp_path, monkeypatch):
    target = tmp_path / "a.html"
    target.write_text("the earlier one", encoding="utf-8")
    with pytest.raises(lt.InputError, match="cannot be written"):
        html_report(html_results["de_nghi_2025"], tmp_path / "nowhere" / "a.html")

    def fails(*_args, **_more):
        raise OSError("disk full")

    monkeypatch.setattr(Path, "write_text", fails)
    with pytest.raises(lt.InputError, match="disk full"):
        html_report(html_results["de_nghi_2025"], target)
    assert target.read_bytes() == b"the earlier one"
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_blank_names_are_none(html_results, html_write):
    page = html_write(html_results["de_nghi_2025"], names={"CB0033": " ", "CB0056": None})
    assert "Họ tên / Tên tập thể" not in page.said
