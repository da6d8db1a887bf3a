"""How the documents look: page, letters, headings, numbers; nobody, and two hundred rows."""

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn

import lantoa as lt
from papers import MILESTONES, PLAN, W, of_kind, opened, paragraphs


@pytest.mark.parametrize("name", ["danh-sach", "bao-cao", "phu-luc-noi-bo"])
@pytest.mark.parametrize("day", MILESTONES)
def test_pages_follow_the_decree(report_folders, day, name):
    """Decree 30/2020, Annex I: A4, margins 20-25, 20-25, 30-35, 15-20 mm."""
    document = opened(report_folders, day, name)
    for section in document.sections:
        sides = round(section.page_width.mm), round(section.page_height.mm)
        assert sides == ((297, 210) if section.orientation else (210, 297))
        assert 20 <= section.top_margin.mm <= 25
        assert 20 <= section.bottom_margin.mm <= 25
        assert 30 <= section.left_margin.mm <= 35
        assert 15 <= section.right_margin.mm <= 20
    firsts = [section.different_first_page_header_footer for section in document.sections]
    assert firsts == [True] + [False] * (len(firsts) - 1)  # no number on page 1, on all others


def test_the_wide_list_lies_across_and_the_rest_stands(report_folders):
    assert [one.orientation for one in opened(report_folders, "de_nghi_2025", "danh-sach").sections] == [
        0, 1, 0,
    ]  # fmt: skip
    assert [
        one.orientation for one in opened(report_folders, "de_nghi_2025", "bao-cao").sections
    ] == [0]


def test_the_page_number_is_arabic_in_the_middle_of_the_top(report_folders):
    for section in opened(report_folders, "de_nghi_2025", "danh-sach").sections:
        line = section.header.paragraphs[0]
        assert line.alignment == 1
        assert "".join(one.text or "" for one in line._p.iter(f"{W}instrText")) == "PAGE"
        assert line.runs[0].font.size.pt == 14
        assert not section.first_page_header.paragraphs[0].text


@pytest.mark.parametrize("name", ["danh-sach", "bao-cao", "phu-luc-noi-bo"])
def test_letters_are_black_times_new_roman_of_13_to_14_points(report_folders, name):
    document = opened(report_folders, "de_nghi_2025", name)
    written = [run for one in document.paragraphs for run in one.runs if run.text.strip()]
    ours = [run for run in written if run._r.rPr is not None and run._r.rPr.rFonts is not None]
    assert len(ours) > 3
    assert {run.font.name for run in ours} == {"Times New Roman"}
    assert {str(run.font.color.rgb) for run in ours} == {"000000"}
    body = {run.font.size.pt for run in ours if not run.italic}
    assert body <= {13, 14}


@pytest.mark.parametrize("name", ["danh-sach", "bao-cao", "phu-luc-noi-bo"])
def test_headings_are_repeated_and_no_row_breaks(report_folders, name):
    for table in opened(report_folders, "tong_ket_2025", name).tables[1:-1]:
        marks = [row._tr.trPr for row in table.rows]
        assert all(mark.find(qn("w:cantSplit")) is not None for mark in marks)
        heads = [mark.find(qn("w:tblHeader")) is not None for mark in marks]
        assert heads[0]
        assert sorted(heads, reverse=True) == heads
        assert sum(heads) <= 2


def test_nobody_listed_is_a_sentence_and_no_table(tmp_path):
    office = lt.read({"people": pd.DataFrame({"person_id": pd.Series([], dtype=str)})})
    for day in MILESTONES:
        result = lt.evaluate(office, lt.load_plan(PLAN), as_of=day)
        lt.report(result, tmp_path / day)
        document = Document(str(tmp_path / day / "danh-sach.docx"))
        assert "Không có cá nhân nào" in paragraphs(document)
        assert [one.orientation for one in document.sections] == [0]


def test_two_hundred_rows_and_long_names_fit_in_the_table(tmp_path):
    office = lt.sample_office(units=10, people=260, years=range(2021, 2026), seed=3)
    result = lt.evaluate(office, lt.load_plan(PLAN), as_of="lua_chon_2021")
    listed = result.subjects[result.subjects["counted"]]["subject_id"]
    names = {one: "Nguyễn Phúc Hoàng Thùy Trang Công Tằng Tôn Nữ " + one for one in listed}
    found = lt.report(result, tmp_path / "a", names=names)
    assert found.unnamed == ()
    document = Document(str(tmp_path / "a" / "danh-sach.docx"))
    rows = of_kind(document, "Họ tên")
    assert len(rows) > 200
    assert {row[1] for row in rows} <= set(names.values())
    table = next(one for one in document.tables if one.rows[0].cells[1].text == "Họ tên")
    grid = [int(one.get(qn("w:w"))) for one in table._tbl.tblGrid]
    assert sum(grid) / 56.7 <= 297 - 30 - 15 + 0.5  # millimetres between the margins


def test_days_in_text_have_a_nought_where_the_decree_wants_one(tmp_path, report_office):
    for day, words in (
        ("2025-09-05", "ngày 05 tháng 9 năm 2025"),
        ("2024-02-20", "ngày 20 tháng 02"),
    ):
        result = lt.evaluate(report_office, lt.load_plan(PLAN), as_of=day)
        lt.report(result, tmp_path / day)
        assert words in paragraphs(Document(str(tmp_path / day / "danh-sach.docx")))


def test_thousands_are_parted_by_a_dot(tmp_path):
    office = lt.sample_office(units=10, people=260, years=range(2021, 2026), seed=3)
    result = lt.evaluate(office, lt.load_plan(PLAN), as_of="so_ket_2023")
    lt.report(result, tmp_path / "a")
    cells = len(result.worklist())
    assert cells > 1000
    written = paragraphs(Document(str(tmp_path / "a" / "bao-cao.docx")))
    assert f"{cells:,}".replace(",", ".") + " việc cần bổ sung" in written


def test_speaks_english_where_asked(tmp_path, report_results):
    lt.report(report_results["de_nghi_2025"], tmp_path / "a", lang="en")
    whole = paragraphs(Document(str(tmp_path / "a" / "danh-sach.docx")))
    assert "LIST OF THOSE PROPOSED FOR RECOGNITION" in whole
    assert "As of 30 September 2025" in whole


def test_the_same_result_gives_the_same_bytes(tmp_path, report_results):
    one, other = (
        lt.report(report_results["khoa_so"], tmp_path / name, by="x") for name in ("a", "b")
    )
    same = {name for name in one.files if one.files[name] == other.files[name]}
    assert {name for name in one.files if name.endswith(".docx")} <= same
