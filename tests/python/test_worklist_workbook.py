"""The worklist's workbook: what stands on its sheets, and answers that come back from it."""

import datetime

import openpyxl
import pytest

import lantoa as lt
import small_office
import small_plan
from small_office import BELONGS, blanked, nothing_in, office, rows, without

YELLOW = "FFFFF2CC"
DAY = "dd/mm/yyyy"

LACKING = {
    "ratings": without("ratings", subject_id="CB01", year=2022),
    "families": blanked("families", "held", year=2023),
    "attestations": nothing_in("attestations"),
    "initiatives": blanked("initiatives", "recognised").assign(scope=None, decision_date=None),
    "memberships": rows(
        BELONGS,
        ("CB01", "DV01", "member", "2015-01-01", "2022-02-28"),
        ("CB01", "DV01", "member", "2022-04-01", None),
    ),
    "discipline": rows(small_office.PUNISHED, ("CB01", "hanh_chinh", "canh_cao", "2022-03-03")),
}


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    path = small_plan.written(tmp_path_factory.mktemp("plan"))
    return {lang: lt.load_plan(path, lang=lang) for lang in ("vi", "en")}


@pytest.fixture(scope="module")
def lacking():
    return office(**LACKING)


@pytest.fixture(scope="module")
def worklist(lacking, plans):
    return lt.evaluate(lacking, plans["vi"], "the_end").worklist()


@pytest.fixture
def book(worklist, tmp_path):
    return openpyxl.load_workbook(worklist.to_excel(tmp_path / "viec.xlsx"))


def values(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def yellow(sheet):
    """The cells to fill in."""
    return [c.coordinate for row in sheet.iter_rows() for c in row if c.fill.fgColor.rgb == YELLOW]


def choices(book, sheet, cell):
    """What may be chosen in a cell; None where anything may be written."""
    for one in book[sheet].data_validations.dataValidation:
        if cell in one.sqref:
            assert one.errorStyle == "warning"  # a word of the office's own is let through
            place = one.formula1.split("!")[1].replace("$", "")
            return [cell.value for [cell] in book["Danh mục"][place]]
    return None


def test_has_instructions_a_sheet_per_register_and_a_hidden_one_of_lists(book):
    assert book.sheetnames == [
        *("Hướng dẫn", "Quá trình công tác", "Xếp loại", "Sáng kiến"),
        *("Gia đình văn hóa", "Ghi nhận", "Danh mục"),
    ]
    hidden = [sheet.title for sheet in book if sheet.sheet_state == "hidden"]
    assert hidden == ["Danh mục"]


def test_the_instructions_list_every_row_with_who_must_act(book, worklist):
    title, *told, head, first = values(book["Hướng dẫn"])[:8]
    assert title[0] == worklist.title
    assert told[3][0] == 'Điền xong, nhận lại bằng: office.updated("viec.xlsx")'
    assert told[4][0] is None  # nothing on registers that are absent
    assert head[:5] == ["Sổ", "Mã", "Năm", "Cần gì", "Ai làm"]
    assert first == [
        *("Quá trình công tác", "CB01", None),
        *("Chưa rõ thuộc đơn vị nào từ 01/03/2022 đến 31/03/2022",),
        *("Người giữ sổ “Quá trình công tác”", 1, 1),
    ]
    assert len(values(book["Hướng dẫn"])) == 7 + len(worklist._lines)


def test_a_register_that_is_absent_has_no_sheet_and_is_explained(plans, tmp_path):
    without_awards = office(commendations=None, families=None)
    worklist = lt.evaluate(without_awards, plans["vi"], "the_end").worklist()
    book = openpyxl.load_workbook(worklist.to_excel(tmp_path / "a.xlsx"))
    assert book.sheetnames == ["Hướng dẫn", "Danh mục"]
    assert any("lt.template" in str(row[0]) for row in values(book["Hướng dẫn"]))
    assert "families" not in without_awards.updated(tmp_path / "a.xlsx").tables


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [
        ("Quá trình công tác", ["B2"]),
        ("Xếp loại", ["C2"]),
        ("Sáng kiến", ["D2"]),
        ("Ghi nhận", ["D2", "F2", "G2", "D3", "F3", "G3"]),  # the verdict and its votes
    ],
)
def test_what_is_asked_for_is_yellow_and_nothing_else(book, sheet, cells):
    assert yellow(book[sheet]) == cells


def test_what_is_known_stands_beside_it_as_a_register_writes_it(book):
    [head, row] = values(book["Sáng kiến"])
    assert dict(zip(head, row, strict=True)) == {
        "Mã sáng kiến": "SK1",
        "Tác giả": "CB01",
        "Năm": 2022,
        "Được công nhận": None,
        "Tỷ lệ đóng góp (%)": 50,  # per mille in the tables
        "Số quyết định": None,
        "Ngày công nhận": None,
        "Ghi chú": "Ô “Được công nhận” để trống hoặc không đọc được",
    }
    known = book["Quá trình công tác"]["C2"]
    assert (known.value, known.number_format) == (datetime.datetime(2022, 3, 1), DAY)


def test_the_date_of_a_judgement_to_come_is_the_day_that_is_judged(book):
    assert values(book["Ghi nhận"])[1][:5] == [
        *("CB01", "acclaimed", datetime.datetime(2023, 12, 31), None, "hội đồng"),
    ]


def test_lists_to_choose_from_are_in_the_words_of_the_registers(book):
    assert choices(book, "Xếp loại", "C2")[-1] == "Hoàn thành xuất sắc nhiệm vụ"
    assert choices(book, "Xếp loại", "D2")[-1] == "Khác"  # why there is none
    assert choices(book, "Gia đình văn hóa", "C2") == ["Có", "Không"]
    assert choices(book, "Quá trình công tác", "B2") == ["DV01"]
    assert choices(book, "Ghi nhận", "D3") == ["Không đạt", "Đạt"]
    assert choices(book, "Xếp loại", "A2") is None


def test_a_day_that_is_asked_for_is_a_yellow_day(plans, tmp_path):
    undated = office(
        memberships=rows(BELONGS, ("CB01", "DV01", "member", None, None)),
        discipline=LACKING["discipline"],
    )
    worklist = lt.evaluate(undated, plans["en"], "the_end").worklist()
    sheet = openpyxl.load_workbook(worklist.to_excel(tmp_path / "a.xlsx"))["memberships"]
    [cell] = yellow(sheet)
    assert sheet[cell].number_format == DAY
    assert sheet[f"{cell[0]}1"].value == "from"


def test_subjects_stand_in_their_order_on_a_sheet(plans, tmp_path):
    gone = office(ratings=without("ratings", year=2022)[lambda frame: frame["year"] > 2021])
    worklist = lt.evaluate(gone, plans["en"], "the_end").worklist()
    sheet = openpyxl.load_workbook(worklist.to_excel(tmp_path / "a.xlsx"))["ratings"]
    assert [row[:2] for row in values(sheet)[1:]] == [
        [who, year] for who in ("CB01", "DV01") for year in (2021, 2022)
    ]


def test_a_file_that_cannot_be_written_is_refused_and_leaves_nothing(worklist, tmp_path):
    with pytest.raises(lt.InputError, match=r"a\.csv: a worklist is an Excel workbook"):
        worklist.to_excel(tmp_path / "a.csv")
    with pytest.raises(lt.InputError, match="cannot be written"):
        worklist.to_excel(tmp_path / "nowhere" / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


# And back


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_workbook_that_nobody_filled_in_changes_nothing(lacking, plans, lang, tmp_path):
    worklist = lt.evaluate(lacking, plans[lang], "the_end").worklist()
    path = worklist.to_excel(tmp_path / "a.xlsx")
    assert lacking.updated(path).fingerprint == lacking.fingerprint


ANSWERS = {
    "vi": {
        "Quá trình công tác": {"B2": "DV01"},
        "Xếp loại": {"C2": "Hoàn thành xuất sắc nhiệm vụ"},
        "Sáng kiến": {"D2": "Có"},
        "Gia đình văn hóa": {"C2": "Có"},
        "Ghi nhận": {"D2": "Đạt", "F2": 9, "G2": 10, "D3": "Không đạt"},
    },
    "en": {
        "memberships": {"B2": "DV01"},
        "ratings": {"C2": "hoan_thanh_xuat_sac"},
        "initiatives": {"D2": "true"},
        "families": {"C2": "true"},
        "attestations": {"D2": "met", "F2": 9, "G2": 10, "D3": "failed"},
    },
}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_answers_come_back_from_the_workbook(lacking, plans, lang, tmp_path):
    path = lt.evaluate(lacking, plans[lang], "the_end").worklist().to_excel(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    for sheet, answers in ANSWERS[lang].items():
        for cell, answer in answers.items():
            assert book[sheet][cell].fill.fgColor.rgb == YELLOW
            book[sheet][cell].value = answer
    book.save(path)
    after = lacking.updated(path)
    assert after["initiatives"]["share"].tolist() == [500]
    result = lt.evaluate(after, plans[lang], "the_end")
    assert len(result.worklist()) == 0
    subjects = result.subjects.set_index("subject_id")
    assert subjects.loc["CB01", "verdict"] == "met"
    assert subjects.loc["DV01", "failed_on"] == "clean, acclaimed"  # a member was warned
