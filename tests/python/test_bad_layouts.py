"""Sheets as tired people lay them out and name them, and what a caller declares of them."""

import pytest

import lantoa as lt
from lantoa import InputError
from workbooks import column, listed, office_of, workbook

HEADINGS = ["Mã", "Năm", "Xếp loại", "Ngày quyết định"]


def rated(folder, *rows):
    return office_of(folder, {"Xếp loại": [HEADINGS, *rows]})


# Headings and rows


def test_headings_that_come_again_on_every_page_are_no_data(tmp_path):
    page = ["CB01", 2021, "Tốt", ""]
    found = rated(tmp_path, page, ["", "", "", ""], HEADINGS, ["CB02", 2021, "Tốt", ""])
    assert len(found.problems) == 0
    assert found.tables["ratings"].origin.row.tolist() == [2, 5]


def test_a_row_with_one_cell_like_its_heading_is_data(tmp_path):
    found = rated(tmp_path, ["CB01", 2021, "Xếp loại", ""])
    assert listed(found, "row", "value", "kind") == [(2, "Xếp loại", "unknown_value")]


def test_a_year_in_the_data_is_not_taken_for_a_heading(tmp_path):
    rows = [["Mã số", "Niên độ", "Mức"], ["CB01", 2021, "Tốt"]]
    found = office_of(tmp_path, {"Xếp loại": rows})
    assert listed(found, "sheet", "row", "kind", "what") == [
        (
            "Xếp loại",
            1,
            "no_header",
            "no row of headings was found (needed: Mã, Năm, Mức xếp loại chất lượng): not read",
        )
    ]


def test_a_second_table_under_the_first_is_listed_row_by_row(tmp_path):
    second = [["Mã", "Năm", "Danh hiệu", "Số QĐ"], ["CB02", 2021, "LĐTT", "5/QĐ"]]
    found = rated(tmp_path, ["CB01", 2021, "Tốt", ""], [], *second)
    assert column(found, "ratings", "subject_id") == ["CB01"]
    assert {row for (row,) in listed(found, "row")} == {4, 5}


def test_a_second_table_beside_the_first_is_listed_column_by_column(tmp_path):
    rows = [["Mã", "Năm", "Xếp loại", "", "Mã", "Năm", "Xếp loại"],
            ["CB01", 2021, "Tốt", "", "CB02", 2021, "Tốt"]]  # fmt: skip
    found = office_of(tmp_path, {"Xếp loại": rows})
    assert column(found, "ratings", "subject_id") == ["CB01"]
    assert listed(found, "row", "kind") == [(1, "duplicate_column")] * 3


def test_a_first_row_of_small_numbers_is_data_where_it_may_be(tmp_path):
    sheets = {
        "Cá nhân": [["STT", "Mã CB", "Họ và tên"], [1, 2, 3], [1, "2", "A"], [2, "3", "B"]],
        "Kết quả phong trào": [["Mã phong trào", "Mã", "Xếp thứ"], [1, 2, 3], [1, 3, 1]],
    }
    found = lt.read(workbook(tmp_path / "a.xlsx", sheets))
    assert len(found.problems) == 0
    assert column(found, "people", "name") == ["A", "B"]
    assert column(found, "movement_results", "place") == [3, 1]


def test_sections_of_any_lettering_are_no_data(tmp_path):
    rows = [["STT", "Mã", "Năm", "Xếp loại"], ["I", "Khối 1"], ["a", "Phòng 1"], [1, "CB01", 2021, "Tốt"],
            ["b)", "Phòng 2"], [1, "CB02", 2021, "Tốt"], ["II.", "Khối 2"], ["1.1", "CB01", 2022, "Tốt"]]  # fmt: skip
    found = office_of(tmp_path, {"Xếp loại": rows})
    assert len(found.problems) == 0
    assert found.tables["ratings"].origin.row.tolist() == [4, 6, 8]


def test_two_titles_of_one_decision_stay_two_where_one_cannot_be_read(tmp_path):
    rows = [["Mã", "Năm", "Danh hiệu", "Số QĐ", "Ngày quyết định"],
            ["CB01", 2021, "CSTĐCSS", "70/QĐ", "01/02/2022"],
            ["CB01", 2021, "LĐTT", "70/QĐ", "01/02/2022"],
            ["CB01", 2021, "", "70/QĐ", "01/02/2022"]]  # fmt: skip
    found = office_of(tmp_path, {"Danh hiệu": rows})
    assert listed(found, "row", "column", "kind") == [
        (2, "Danh hiệu", "unknown_value"),
        (3, "Số QĐ", "conflict"),
        (4, "Danh hiệu", "missing"),
        (4, "Số QĐ", "conflict"),
    ]
    assert column(found, "titles", "title") == [None, "lao_dong_tien_tien", None]


# Names of sheets and files


@pytest.mark.parametrize("name", ["Xếp loại ", "XẾP LOẠI", "Xep loai", "xep_loai", "XepLoai"])
def test_a_sheet_is_known_without_its_marks(name, tmp_path):
    found = office_of(tmp_path, {name: [HEADINGS, ["CB01", 2021, "Tốt", ""]]})
    assert len(found.problems) == 0
    assert len(found["ratings"]) == 1


@pytest.mark.parametrize("name", ["xep-loai.csv", "Xếp loại.CSV", "XEP LOAI.tsv"])
def test_a_file_is_known_without_its_marks(name, tmp_path):
    (tmp_path / name).write_text("Mã,Năm,Xếp loại\nCB01,2021,Tốt\n", encoding="utf-8")
    assert len(lt.read(tmp_path)["ratings"]) == 1


def test_marks_still_tell_people_and_labels_apart(tmp_path):
    found = rated(tmp_path, ["CB01", 2021, "Tot", ""])
    assert listed(found, "value", "kind", "nearest") == [("Tot", "unknown_value", "Tốt")]


@pytest.mark.parametrize("name", ["Xếp loại (2)", "Xếp loại 2021", "Xếp loaị", "Sheet1"])
def test_a_sheet_that_nobody_knows_is_listed_with_the_nearest(name, tmp_path):
    found = office_of(tmp_path, {name: [HEADINGS, ["CB01", 2021, "Tốt", ""]]})
    assert listed(found, "sheet", "row", "kind") == [(name, 1, "unknown_sheet")]


@pytest.mark.parametrize(
    ("name", "row", "says"),
    [
        ("Xếp loại", ["CB09", 2021, "Tốt", ""], 'row 2, column Mã: "CB09": no such person or unit; did you mean CB01?'),
        ("Sheet9", ["CB01", 2021, "Tốt", ""], 'Sheet9 row 1: "Sheet9": nobody knows which table this is: not read; did you mean'),
        ("Xếp loại", ["CB01", "", "Tốt", ""], "row 2, column Năm: the cell that says what the row is about is blank"),
    ],
)  # fmt: skip
def test_strict_tells_the_first_problem_in_full(name, row, says, tmp_path):
    with pytest.raises(InputError) as caught:
        office_of(tmp_path, {name: [HEADINGS, row]}, strict=True)
    assert says in str(caught.value)
    assert "nan" not in str(caught.value)
    assert not any(
        value != value for problem in caught.value.problems for value in problem.values()
    )


# What the caller declares


PATH = {"Xếp loại": [HEADINGS, ["CB01", 2021, "A", ""]]}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"aliases": {"ratng": {"A": "Tốt"}}}, 'column in aliases "ratng" is not known; did you mean "rating"'),
        ({"aliases": {"rating": {"A": "Tôt"}}}, 'value of "rating" in aliases "Tôt" is not known; did you mean "Tốt"'),
        ({"aliases": {"heading": {"A": "ratin"}}}, 'did you mean "rating"'),
        ({"aliases": {"sheet": {"A": "Xếp loạ"}}}, 'did you mean "Xếp loại"'),
        ({"aliases": {"rating": "A"}}, "aliases: expected spellings by column"),
        ({"aliases": {"rating": {1: "Tốt"}}}, "aliases: expected spellings by column"),
        ({"aliases": ["rating"]}, "aliases: expected spellings by column"),
        ({"columns": ["Ngày"]}, "columns: expected a canonical column by heading"),
        ({"columns": {"Ngày": 3}}, "columns: expected a canonical column by heading"),
        ({"columns": {"Ngày": "decision_dat"}}, 'did you mean "decision_date"'),
    ],
)  # fmt: skip
def test_a_declaration_that_says_nothing_names_the_nearest(options, says, tmp_path):
    with pytest.raises(InputError) as caught:
        office_of(tmp_path, PATH, **options)
    assert says in str(caught.value)


def test_a_declaration_of_the_office_that_says_nothing_is_listed_with_the_nearest(tmp_path):
    rows = [["Cột", "Cách viết", "Nghĩa"], ["rating", "A", "Tôt"], ["Xếp loạ", "B", "Tốt"]]
    found = office_of(tmp_path, {"Quy ước": rows})
    assert listed(found, "row", "column", "value", "kind", "nearest") == [
        (2, "Nghĩa", "Tôt", "unknown_value", "Tốt"),
        (3, "Cột", "Xếp loạ", "unknown_value", "Xếp loại"),
    ]
