"""Files that are not what their name says, that cannot be opened, or that hide what they hold."""

import os
import zipfile

import pytest
import xlsxwriter

import lantoa as lt
from lantoa import InputError
from lantoa.intake import workbook as calamine
from old_workbooks import compound, locked_xlsx, ods, xls
from test_intake_sources import SHEETS, canonical
from workbooks import PEOPLE, UNITS, Uncomputed, column, listed, workbook

RATINGS = "Mã,Năm,Xếp loại\nCB01,2021,Tốt\n"
LOCKED = "is locked with a password; save a copy without one"


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    return lt.read(workbook(tmp_path_factory.mktemp("office") / "so-lieu.xlsx", SHEETS))


def told(path):
    with pytest.raises(InputError) as caught:
        lt.read(path)
    return str(caught.value)


def archive(path, *names):
    with zipfile.ZipFile(path, "w") as parts:
        for name in names:
            parts.writestr(name, "x")
    return path


# Kinds of workbook


@pytest.mark.parametrize("make", [xls, ods, workbook])
def test_workbooks_of_old_and_other_offices_say_the_same(make, expected, tmp_path):
    suffix = {xls: "xls", ods: "ods"}.get(make, "xlsx")
    found = lt.read(make(tmp_path / f"so-lieu.{suffix}", SHEETS))
    assert len(found.problems) == 0
    assert found.fingerprint == expected.fingerprint
    assert found.tables["ratings"].origin.at(0) == (f"so-lieu.{suffix}", "Xếp loại", 2)


@pytest.mark.parametrize(
    ("make", "name"),
    [(xls, "a.xlsx"), (ods, "a.xlsx"), (workbook, "a.xls"), (workbook, "a.ods"), (xls, "A.XLSM")],
)
def test_a_workbook_under_the_name_of_another_is_opened_as_excel_does(
    make, name, expected, tmp_path
):
    made = make(tmp_path / "made.xlsx", SHEETS).rename(tmp_path / name)
    assert lt.read(made).fingerprint == expected.fingerprint


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
def test_a_locked_workbook_says_so_whatever_its_kind(name, tmp_path):
    path = tmp_path / name
    makers = {"a.xls": xls, "a.ods": ods}
    make = makers.get(name)
    locked = make(path, SHEETS, locked=True) if make else locked_xlsx(path)
    assert LOCKED in told(locked)


def test_a_locked_workbook_under_an_old_name_says_so(tmp_path):
    assert LOCKED in told(locked_xlsx(tmp_path / "a.xls"))


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.xlsx", b"", '"a.xlsx" is empty (0 bytes)'),
        ("a.xlsx", RATINGS.encode(), "a plain text under the name of a workbook: name it .csv"),
        ("a.xlsx", RATINGS.encode("utf-16"), "a plain text under the name of a workbook"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "a web page or XML"),
        ("a.xls", "\ufeff<?xml version='1.0'?>".encode(), "open it in Excel and save it as .xlsx"),
        ("a.xls", compound({"WordDocument": b"x"}), "a Word document, not a workbook"),
        ("a.xls", b"\x00\x01\x02" * 99, "cannot be opened as a workbook"),
        ("ratings.csv", locked_xlsx, "a workbook or an archive under the name of a text file"),
        ("ratings.csv", lambda path: archive(path, "xl/a.xml"), "a workbook or an archive"),
        ("a.xlsx", lambda path: archive(path, "word/document.xml"), "is a Word document"),
        ("a.xlsx", lambda path: archive(path, "anh.jpg"), "an archive without a workbook in it"),
        ("a.xlsx", lambda path: archive(path, "xl/workbook.xml"), "cannot be opened as a workbook"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_called_what_it_is(name, data, says, tmp_path):
    path = tmp_path / name
    if callable(data):
        data(path)
    else:
        path.write_bytes(data)
    assert says in told(path)


def test_what_calamine_stumbles_over_is_said_plainly(tmp_path, monkeypatch):
    class PanicException(BaseException):
        pass

    def stumbles(_):
        raise PanicException("index out of range")

    path = workbook(tmp_path / "a.xlsx", SHEETS)
    monkeypatch.setattr(calamine.CalamineWorkbook, "from_path", stumbles, raising=False)
    monkeypatch.setattr(calamine.CalamineWorkbook, "from_filelike", stumbles, raising=False)
    assert '"a.xlsx" cannot be opened as a workbook (index out of range)' in told(path)


def charts_only(path):
    made = xlsxwriter.Workbook(path)
    made.add_worksheet("Sheet1")
    made.add_chartsheet("Xếp loại").set_chart(made.add_chart({"type": "bar"}))
    chart = made.charts[0]
    chart.add_series({"values": "=Sheet1!$A$1:$A$2"})
    made.close()
    return path


@pytest.mark.parametrize(
    "make", [charts_only, lambda path: workbook(path, {"Xếp loại": [], "Sheet2": []})]
)
def test_a_workbook_without_a_cell_is_no_office_without_problems(make, tmp_path):
    assert told(make(tmp_path / "a.xlsx")).startswith('"a.xlsx" has no cell filled in')


# Paths


def test_a_path_that_is_missing_names_the_nearest_that_is_there(tmp_path):
    workbook(tmp_path / "so-lieu-2025.xlsx", SHEETS)
    (tmp_path / "notes.docx").write_bytes(b"x")
    says = told(tmp_path / "so-lieu-2024.xlsx")
    assert says.endswith(f'is not there; did you mean "{tmp_path / "so-lieu-2025.xlsx"}"?')


def test_a_link_to_a_file_is_the_file_and_one_to_nothing_is_missing(expected, tmp_path):
    there = workbook(tmp_path / "there.xlsx", SHEETS)
    (tmp_path / "link.xlsx").symlink_to(there)
    (tmp_path / "lost.xlsx").symlink_to(tmp_path / "gone.xlsx")
    assert lt.read(tmp_path / "link.xlsx").fingerprint == expected.fingerprint
    assert '/lost.xlsx" is not there' in told(tmp_path / "lost.xlsx")


@pytest.mark.parametrize("name", ["people.csv", "a.xlsx", "people.parquet"])
def test_a_file_that_may_not_be_read_says_so(name, tmp_path, monkeypatch):
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04")
    path.chmod(0)
    if os.access(path, os.R_OK):  # root may read anything: the system's refusal is played
        monkeypatch.setattr("pathlib.Path.open", refused)
        monkeypatch.setattr("pathlib.Path.read_bytes", refused)
    assert "cannot be" in told(path)
    assert name in told(path)


def refused(path, *_, **__):
    raise PermissionError(13, "Permission denied", str(path))


@pytest.mark.parametrize("path", [None, 3, ["a.csv"], b"a.xlsx", "", PEOPLE])
def test_what_is_no_path_says_what_is_expected(path):
    assert "expected a folder of .csv" in told(path)


def test_a_path_too_long_for_the_system_says_so():
    says = told("x" * 5000 + ".xlsx")
    assert "cannot be read" in says
    assert len(says) < 500


def test_a_tilde_is_the_home_folder(tmp_path, monkeypatch, expected):
    monkeypatch.setenv("HOME", str(tmp_path))
    workbook(tmp_path / "a.xlsx", SHEETS)
    assert lt.read("~/a.xlsx").fingerprint == expected.fingerprint


# Folders


def test_a_workbook_beside_text_files_is_listed_not_passed_over(tmp_path):
    (tmp_path / "people.csv").write_text("person_id\nCB01\n", encoding="utf-8")
    workbook(tmp_path / "so-lieu.xlsx", SHEETS)
    (tmp_path / "~$so-lieu.xlsx").write_bytes(b"Excel keeps this for itself")
    (tmp_path / "doc.txt").write_text("and this is for people", encoding="utf-8")
    found = lt.read(tmp_path, lang="en")
    assert listed(found, "file", "kind") == [("so-lieu.xlsx", "unread_file")]
    assert list(found.tables) == ["people"]


def test_a_text_that_excel_saved_is_read_where_it_is_named_like_a_table(tmp_path):
    (tmp_path / "Xếp loại.txt").write_text(RATINGS.replace(",", "\t"), encoding="utf-16")
    (tmp_path / "doc truoc.txt").write_text("notes, for people", encoding="utf-8")
    (tmp_path / "people.csv").write_text("person_id\nCB01\n", encoding="utf-8")
    found = lt.read(tmp_path)
    assert len(found.problems) == 0
    assert column(found, "ratings", "year") == [2021]


def test_a_folder_with_a_workbook_alone_says_to_read_that(tmp_path):
    path = workbook(tmp_path / "so-lieu.xlsx", SHEETS)
    assert f'a workbook or a database is read by itself: give the path "{path}"' in told(tmp_path)


# Text files


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ('CB01,2021,Tốt\n"CB02,2021,Tốt\nCB01,2022,Tốt\nCB02,2022,Tốt\n', 3),
        ('"CB01,2021,Tốt\nCB02,2021,"Tốt"\n', 2),
        ('CB01,2021,"' + "x" * 200_000 + '"\n', 2),
    ],
)
def test_a_quotation_mark_that_would_swallow_rows_is_refused_with_its_line(rows, line, tmp_path):
    (tmp_path / "ratings.csv").write_text("Mã,Năm,Xếp loại\n" + rows, encoding="utf-8")
    says = told(tmp_path)
    assert f'"ratings.csv", line {line}: a cell that opens with a quotation mark' in says


def test_quotation_marks_inside_a_cell_are_letters(tmp_path):
    rows = 'CB01,Nông "Tư" A\nCB02,"Đinh ""B"""\n'
    (tmp_path / "people.csv").write_text("Mã CB,Họ và tên\n" + rows, encoding="utf-8")
    found = lt.read(tmp_path)
    assert column(found, "people", "name") == ['Nông "Tư" A', 'Đinh "B"']


@pytest.mark.parametrize(
    ("encoding", "says"),
    [("cp1258", "line 2: not Unicode"), ("latin-1", "CSV UTF-8"), ("utf-16-le", "not Unicode")],
)
def test_other_encodings_are_refused_with_what_to_do(encoding, says, tmp_path):
    text = "Ma,Nam\nCB01,xu\u00e2t\n" if encoding != "cp1258" else "Ma,Nam\nCB01,t\u00f4t\n"
    (tmp_path / "ratings.csv").write_bytes(text.encode(encoding))
    assert says in told(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "Bảng xếp loại, năm 2021, lần 2\n\nMã;Năm;Xếp loại\nCB01;2021;Tốt\nCB02;2021;Tốt\n",
        "Mã;Năm;Xếp loại;Số QĐ\nCB01;2021;Tốt;7,5,1\nCB02;2021;Tốt;1,2,3,4\n",
        'Mã,Năm,Xếp loại,Số QĐ\nCB01,2021,Tốt,"a;b;c;d"\nCB02,2021,Tốt,"a;b;c;d;e"\n',
        "Mã\tNăm\tXếp loại\nCB01\t2021\tTốt\nCB02\t2021\tTốt\n",
        "Mã|Năm|Xếp loại\nCB01|2021|Tốt\nCB02|2021|Tốt\n",
    ],
)
def test_the_separator_is_found_whatever_stands_around_it(text, tmp_path):
    (tmp_path / "ratings.csv").write_text(text, encoding="utf-8")
    found = lt.read(tmp_path)
    assert len(found.problems) == 0
    assert column(found, "ratings", "year") == [2021, 2021]


def test_a_line_that_names_the_separator_is_no_heading(tmp_path):
    text = "sep=;\n" + RATINGS.replace(",", ";")
    (tmp_path / "ratings.csv").write_text(text, encoding="utf-8")
    (tmp_path / "people.csv").write_text("Mã CB\nCB01\n", encoding="utf-8")
    found = lt.read(tmp_path)
    assert len(found.problems) == 0
    assert found.tables["ratings"].origin.row.tolist() == [3]


# Sheets


def book(path, write):
    made = xlsxwriter.Workbook(path)
    for name, rows in {"Đơn vị": UNITS, "Cá nhân": PEOPLE}.items():
        sheet = made.add_worksheet(name)
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
    write(made, made.add_worksheet("Xếp loại"))
    made.close()
    return path


def merged(_, sheet):
    sheet.write_row(0, 0, ["Mã", "Năm", "Xếp loại", "Số QĐ"])
    for i, year in enumerate([2021, 2022, 2023, 2021, 2022]):
        sheet.write(i + 1, 1, year)
    sheet.merge_range(1, 0, 3, 0, "CB01")
    sheet.merge_range(4, 0, 6, 0, "CB02")
    sheet.merge_range(1, 2, 2, 2, "Tốt")
    sheet.write(3, 2, "HTXS")
    sheet.merge_range(4, 2, 5, 3, "HTNV")
    sheet.write(8, 0, "Người lập biểu")


def test_a_cell_merged_downwards_speaks_for_every_row(tmp_path):
    found = lt.read(book(tmp_path / "a.xlsx", merged))
    assert len(found.problems) == 0
    assert found["ratings"][["subject_id", "year", "rating"]].to_numpy().tolist() == [
        ["CB01", 2021, "hoan_thanh_tot"],
        ["CB01", 2022, "hoan_thanh_tot"],
        ["CB01", 2023, "hoan_thanh_xuat_sac"],
        ["CB02", 2021, "hoan_thanh"],
        ["CB02", 2022, "hoan_thanh"],
    ]


def test_merged_cells_of_an_old_workbook_too(tmp_path):
    rows = [["Mã", "Năm", "Xếp loại"], ["CB01", 2021, "Tốt"], ["", 2022, "Tốt"]]
    sheets = {"Đơn vị": UNITS, "Cá nhân": PEOPLE, "Xếp loại": rows}
    found = lt.read(xls(tmp_path / "a.xls", sheets, merged=[(1, 2, 0)]))
    assert column(found, "ratings", "year") == [2021, 2022]


def test_a_heading_merged_down_into_the_rows_is_no_cell_of_theirs(tmp_path):
    def write(_, sheet):
        sheet.write_row(0, 0, ["Mã", "Năm", "Xếp loại"])
        sheet.merge_range(0, 3, 1, 3, "Số QĐ")
        sheet.write_row(1, 0, ["CB01", 2021, "Tốt"])

    found = lt.read(book(tmp_path / "a.xlsx", write))
    assert len(found.problems) == 0
    assert column(found, "ratings", "decision_no") == [None]


def test_hidden_sheets_and_rows_are_read_like_any_other(tmp_path):
    def write(made, sheet):
        sheet.write_row(0, 0, ["Mã", "Năm", "Xếp loại"])
        for i in range(3):
            sheet.write_row(i + 1, 0, ["CB01", 2021 + i, "Tốt"])
        sheet.set_row(2, None, None, {"hidden": True})
        titles = made.add_worksheet("Danh hiệu")
        titles.write_row(0, 0, ["Mã", "Năm", "Danh hiệu"])
        titles.write_row(1, 0, ["CB01", 2021, "LĐTT"])
        titles.hide()

    found = lt.read(book(tmp_path / "a.xlsx", write))
    assert (len(found["ratings"]), len(found["titles"])) == (3, 1)


def stray(row, place):
    """A cell far below, and cells far to the right and below that are only formatted."""

    def write(made, sheet):
        sheet.write_row(0, 0, ["Mã", "Năm", "Xếp loại"])
        sheet.write_row(1, 0, ["CB01", 2021, "Tốt"])
        sheet.write(row, place, "x")
        bold = made.add_format({"bold": True})
        sheet.write_blank(5, 16_383, None, bold)
        sheet.write_blank(1_048_575, 5, None, bold)

    return write


def test_a_stray_cell_far_out_is_named_before_it_fills_the_memory(tmp_path):
    says = told(book(tmp_path / "a.xlsx", stray(1_048_575, 16_383)))
    assert says.startswith('"a.xlsx", sheet "Xếp loại": its last cell, XFD1048576, makes it')
    assert "expected at most 60,000,000 cells" in says


def test_a_stray_cell_in_the_last_row_is_listed_with_its_row(tmp_path):
    found = lt.read(book(tmp_path / "a.xlsx", stray(200_000, 0)))
    assert listed(found, "row", "kind") == [(200_001, "unknown_subject"), (200_001, "missing")]
    assert len(found["ratings"]) == 1


def long_book(path, rows):
    """Ratings of many people, five years each; the last row and one in the middle are wrong."""
    made = xlsxwriter.Workbook(path, {"constant_memory": True})
    for name, head in [("Cá nhân", ["Mã CB"]), ("Xếp loại", ["STT", "Mã CB", "Năm", "Xếp loại"])]:
        sheet = made.add_worksheet(name)
        sheet.write_row(0, 0, head)
        for i in range(rows if len(head) > 1 else rows // 5):
            rating = "Tốtt" if i in {rows // 2, rows - 1} else ["Tốt", "HTXSNV"][i % 2]
            line = [i + 1, f"CB{i // 5:06}", 2021 + i % 5, rating]
            sheet.write_row(i + 1, 0, line if len(head) > 1 else [f"CB{i:06}"])
    made.close()
    return path


def test_a_long_sheet_is_read_to_its_end_and_a_slip_has_its_row(tmp_path):
    found = lt.read(long_book(tmp_path / "a.xlsx", 20_000), lang="en")
    assert len(found["ratings"]) == 19_998
    assert found.tables["ratings"].origin.row[-1] == 20_000
    assert listed(found, "row", "value", "nearest") == [
        (10_002, "Tốtt", "Tốt"),
        (20_001, "Tốtt", "Tốt"),
    ]
    assert found["ratings"]["rating"].value_counts().to_dict() == {
        "hoan_thanh_xuat_sac": 9_999,
        "hoan_thanh_tot": 9_999,
    }


def test_formulas_of_any_program_are_found_where_they_have_no_value(tmp_path):
    rows = [["Mã CB", "Họ và tên"], ["CB01", "A"], ["CB02", Uncomputed("=A1&B1")]]
    path = workbook(tmp_path / "a.xlsx", {"Cá nhân": rows})
    with zipfile.ZipFile(path) as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    sheet = held["xl/worksheets/sheet1.xml"].decode()
    for tag in ("worksheet", "sheetData", "row", "c", "v", "f"):
        sheet = sheet.replace(f"<{tag} ", f"<x:{tag} ").replace(f"<{tag}>", f"<x:{tag}>")
        sheet = sheet.replace(f"</{tag}>", f"</x:{tag}>")
    held["xl/worksheets/sheet1.xml"] = sheet.replace("xmlns=", "xmlns:x=", 1).encode()
    with zipfile.ZipFile(path, "w") as parts:
        for name, data in held.items():
            parts.writestr(name, data)
    assert listed(lt.read(path), "row", "kind") == [(3, "formula_without_value")]


def test_csv_of_an_office_still_reads(expected, tmp_path):
    for name, frame in canonical(expected).items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    assert lt.read(tmp_path).fingerprint == expected.fingerprint
