"""Where the rows of a sheet stand, and what each of its columns is."""

import datetime as dt

import numpy as np
import pytest

from lantoa import InputError
from lantoa.intake import read
from workbooks import PEOPLE, UNITS, column, listed, office_of, workbook

RATINGS = ["STT", "Mã", "Năm", "Mức xếp loại chất lượng", "Ngày quyết định"]
TITLE = ["KẾT QUẢ XẾP LOẠI"]


def rated(office):
    frame = office["ratings"]
    return list(zip(frame["subject_id"], frame["year"], frame["rating"], strict=True))


GOOD = [("CB01", 2021, "hoan_thanh_tot"), ("CB02", 2021, "hoan_thanh_tot")]
ROWS = [[1, "CB01", 2021, "Tốt", ""], [2, "CB02", 2021, "Tốt", ""]]


@pytest.mark.parametrize(
    "rows",
    [
        [RATINGS, *ROWS],
        [TITLE, [], RATINGS, *ROWS],
        [["UBND TỈNH"], ["VĂN PHÒNG"], [], TITLE, ["Năm 2021"], [], RATINGS, *ROWS],
        [RATINGS, [], ROWS[0], [], [], ROWS[1], []],
        [RATINGS, ["(1)", "(2)", "(3)", "(4)", "(5)"], *ROWS],
        [RATINGS, ["A", "B", "1", "2", "3"], *ROWS],
        [RATINGS, ["I", "KHỐI VĂN PHÒNG"], ROWS[0], ["II", "KHỐI SỰ NGHIỆP"], ROWS[1]],
        [RATINGS, ["", "a) Cán bộ"], ROWS[0], ["b", "Người lao động"], ROWS[1]],
        [RATINGS, *ROWS, ["Tổng cộng", "", "", 2, ""]],
        [RATINGS, *ROWS, ["", "Tổng cộng: 2"]],
        [RATINGS, *ROWS, [], ["", "", "", "Cao Bằng, ngày 10 tháng 12 năm 2021"],
         ["", "Người lập biểu", "", "CHÁNH VĂN PHÒNG"], [], ["", "", "", "Nông Văn Z"]],
        [RATINGS, *ROWS, *([["", "#N/A", "#N/A", "#N/A", ""]] * 550)],
        [RATINGS, ["(ví dụ)", "CB01", 2020, "Tốt", ""], *ROWS],
        [["STT", "Mã", "Năm", "Mức xếp loại\nchất lượng", "Ngày  quyết định"], *ROWS],
        [["stt", "MÃ", "NĂM", "Mức Xếp Loại Chất Lượng (*)", "Ngày quyết định:"], *ROWS],
    ],
)  # fmt: skip
def test_rows_that_are_no_data_are_passed_over_in_silence(rows, tmp_path):
    office = office_of(tmp_path, {"Xếp loại": rows})
    assert rated(office) == GOOD
    assert listed(office, "row", "kind") == []


def test_rows_keep_their_number_in_the_file(tmp_path):
    rows = [TITLE, [], RATINGS, ROWS[0], [], ROWS[1]]
    office = office_of(tmp_path, {"Xếp loại": rows})
    origin = office.tables["ratings"].origin
    assert origin.row.tolist() == [4, 6]
    assert origin.at(1) == ("so-lieu.xlsx", "Xếp loại", 6)


def test_a_row_that_could_be_data_is_listed_not_dropped(tmp_path):
    rows = [RATINGS, ROWS[0], [2, "CB02", "", "", ""], [3, "", 2021, "Tốt", ""]]
    office = office_of(tmp_path, {"Xếp loại": rows})
    assert listed(office, "row", "column", "kind") == [(3, "Năm", "missing"), (4, "Mã", "missing")]


def test_a_header_of_two_rows(tmp_path):
    rows = [
        ["STT", "Mã", "Năm", "Kết quả", "Quyết định", ""],
        ["", "", "", "Xếp loại", "Số", "Ngày"],
        [1, "CB01", 2021, "Tốt", "9/QĐ", dt.date(2021, 12, 10)],
        [2, "CB02", 2021, "Tốt", "9/QĐ", dt.date(2021, 12, 10)],
    ]
    office = office_of(tmp_path, {"Xếp loại": rows})
    assert rated(office) == GOOD
    assert column(office, "ratings", "decision_no") == ["9/QĐ"] * 2
    assert column(office, "ratings", "decision_date") == [dt.datetime(2021, 12, 10)] * 2
    assert listed(office, "kind") == []


@pytest.mark.parametrize(
    "header",
    [
        [["Mã", "Xếp loại 2021", "Xếp loại năm 2022"]],
        [["Mã", "Xếp loại", ""], ["", 2021, 2022]],
        [["Mã", 2021, 2022]],
    ],
)
def test_a_column_per_year_is_a_row_per_year(header, tmp_path):
    rows = [*header, ["CB01", "Tốt", "HTXSNV"], ["CB02", "", "Tốt"]]
    office = office_of(tmp_path, {"Xếp loại": rows})
    assert rated(office) == [
        ("CB01", 2021, "hoan_thanh_tot"),
        ("CB01", 2022, "hoan_thanh_xuat_sac"),
        ("CB02", 2022, "hoan_thanh_tot"),
    ]
    assert listed(office, "kind") == []


def test_a_problem_of_a_wide_table_names_the_column_of_its_year(tmp_path):
    rows = [["Mã", "Xếp loại 2021", "Xếp loại 2022"], ["CB01", "A", "#N/A"], ["CB02", "Tốt", "Tốc"]]
    office = office_of(tmp_path, {"Xếp loại": rows})
    assert listed(office, "row", "column", "value", "kind") == [
        (2, "Xếp loại 2021", "A", "unknown_value"),
        (2, "Xếp loại 2022", "#N/A", "missing"),
        (3, "Xếp loại 2022", "Tốc", "unknown_value"),
    ]


def test_what_is_personal_is_never_read(tmp_path):
    rows = [
        ["Mã CB", "Ngày sinh", "Số CCCD", "Địa chỉ/Nơi ở", "Giới tính"],
        ["CB01", "01/01/1990", "004090000001", "Phường A", "Nam"],
    ]
    office = read(workbook(tmp_path / "a.xlsx", {"Cá nhân": rows}), lang="en")
    assert listed(office, "row", "column", "value", "kind") == [
        (1, heading, None, "refused_column") for heading in rows[0][1:4]
    ]
    assert "1990" not in office["people"].to_csv()


def test_unknown_columns_and_sheets_are_listed_with_the_nearest(tmp_path):
    sheets = {
        "Xếp loại": [[*RATINGS, "Ngày họp", "Mã cbb"], ROWS[0]],
        "Xêp loại": [RATINGS, ROWS[0]],
        "Sheet9": [],
        "Hướng dẫn": [["Cách điền"]],
    }
    office = office_of(tmp_path, sheets)
    assert listed(office, "sheet", "row", "column", "kind", "nearest") == [
        ("Xếp loại", 1, "Ngày họp", "unknown_column", "Ngày QĐ"),
        ("Xếp loại", 1, "Mã cbb", "unknown_column", "Mã CB"),
        ("Xêp loại", 1, None, "unknown_sheet", "Xếp loại"),
    ]


def test_cells_under_no_heading_are_listed(tmp_path):
    office = office_of(tmp_path, {"Xếp loại": [RATINGS, [*ROWS[0], "ghi thêm"]]})
    assert listed(office, "row", "column", "kind") == [(1, None, "unknown_column")]


def test_a_second_column_for_the_same_thing_is_listed(tmp_path):
    rows = [["Mã", "Năm", "Xếp loại", "Kết quả xếp loại"], ["CB01", 2021, "Tốt", "HTXSNV"]]
    office = office_of(tmp_path, {"Xếp loại": rows})
    assert rated(office) == GOOD[:1]
    assert listed(office, "column", "kind") == [("Kết quả xếp loại", "duplicate_column")]


def test_names_and_notes_beside_an_id_are_not_read_and_not_listed(tmp_path):
    rows = [
        ["STT", "Mã", "Họ và tên", "Tên gọi (Ông/Bà/Chức danh)", "Năm", "Xếp loại", "Ghi chú"],
        [1, "CB01", "Nông Văn A", "Ông", 2021, "Tốt", "khen"],
    ]
    office = office_of(tmp_path, {"Xếp loại": rows})
    assert rated(office) == GOOD[:1]
    assert listed(office, "kind") == []


def test_a_file_of_names_alone_needs_a_confirmed_match(tmp_path):
    rows = [
        ["Họ và tên", "Năm", "Xếp loại"],
        ["Nông Văn A", 2021, "Tốt"],
        ["Đinh Thị B", 2021, "Tốt"],
    ]
    aliases = [["column", "text", "value"], ["subject_id", "Nông Văn A", "CB01"]]
    office = office_of(tmp_path, {"Xếp loại": rows, "aliases": aliases})
    assert rated(office) == GOOD[:1]
    assert listed(office, "row", "value", "kind") == [(3, "Đinh Thị B", "unknown_subject")]


def test_headings_that_nobody_foresaw(tmp_path):
    rows = [["Mã", "Niên độ", "Xếp loại"], ["CB01", 2021, "Tốt"]]
    whole = {"Đơn vị": UNITS, "Cá nhân": PEOPLE, "Xếp loại": rows}
    path = workbook(tmp_path / "a.xlsx", whole)
    office = read(path, lang="en")
    assert "ratings" not in office
    assert listed(office, "row", "column", "kind") == [
        (1, "Niên độ", "unknown_column"),
        (1, "Năm", "missing_column"),
    ]
    assert rated(read(path, columns={"Niên độ": "year"})) == GOOD[:1]
    assert rated(read(path, columns={"niên  độ": "ratings.year"})) == GOOD[:1]
    whole["aliases"] = [["column", "text", "value"], ["heading", "Niên độ", "year"]]
    assert rated(read(workbook(tmp_path / "b.xlsx", whole))) == GOOD[:1]


def test_the_caller_may_explain_labels_and_is_told_when_he_errs(tmp_path):
    path = {"Xếp loại": [RATINGS, [1, "CB01", 2021, "A", ""]]}
    office = office_of(tmp_path, path, aliases={"rating": {"A": "HTTNV"}})
    assert rated(office) == GOOD[:1]
    with pytest.raises(InputError, match=r'decision_dat.*did you mean "decision_date"'):
        office_of(tmp_path, path, columns={"Ngày": "decision_dat"})
    with pytest.raises(InputError, match=r'table in columns "rating".*"ratings"'):
        office_of(tmp_path, path, columns={"Ngày": "rating.year"})
    with pytest.raises(InputError, match=r'"Tuyệt" is not known; did you mean "Tốt"'):
        office_of(tmp_path, path, aliases={"rating": {"A": "Tuyệt"}})


def test_headings_only_is_a_table_without_rows_and_an_absent_one_is_absent(tmp_path):
    office = office_of(tmp_path, {"Kỷ luật": [["Mã CB", "Loại kỷ luật", "Hình thức kỷ luật"]]})
    assert len(office.tables["discipline"]) == 0
    assert office["discipline"].columns[:3].tolist() == ["person_id", "kind", "form"]
    assert "commendations" not in office.tables
    assert listed(office, "kind") == []


def test_a_sheet_without_headings_is_listed(tmp_path):
    office = office_of(tmp_path, {"Kỷ luật": [["không có gì"]]})
    assert "discipline" not in office.tables
    assert listed(office, "sheet", "kind") == [("Kỷ luật", "no_header")]


def test_two_sheets_of_one_table_are_one_table(tmp_path):
    office = office_of(tmp_path, {"Xếp loại": [RATINGS, ROWS[0]], "ratings": [RATINGS, ROWS[1]]})
    assert rated(office) == GOOD
    assert [office.tables["ratings"].origin.at(i)[1:] for i in range(2)] == [
        ("Xếp loại", 2),
        ("ratings", 2),
    ]


def test_old_fonts_are_refused_whole(tmp_path):
    rows = [RATINGS, [1, "CB01", 2021, "Hoµn thµnh tèt nhiÖm vô", ""]]
    with pytest.raises(InputError, match=r"Xếp loại.*TCVN3"):
        office_of(tmp_path, {"Xếp loại": rows})


def test_excel_days_and_text_days_are_one(tmp_path):
    rows = [RATINGS, [1, "CB01", 2021, "Tốt", dt.date(2021, 12, 10)],
            [2, "CB02", 2021, "Tốt", "10/12/2021"]]  # fmt: skip
    days = office_of(tmp_path, {"Xếp loại": rows}).tables["ratings"].frame["decision_date"]
    assert days.tolist() == [dt.datetime(2021, 12, 10)] * 2
    assert days.dtype == np.dtype("M8[s]")
