"""Cells as tired people type them: read where they are sure, told where they are not."""

import datetime as dt

import pandas as pd
import pytest

import lantoa as lt
from lantoa import _checks
from lantoa.intake import faults
from workbooks import column, listed, office_of, workbook

HEADINGS = ["Mã", "Năm", "Xếp loại", "Ngày quyết định"]
BLANKED = "the cell is blank, the row is kept"


def rated(folder, *rows):
    return office_of(folder, {"Xếp loại": [HEADINGS, *rows]})


# Days and years


@pytest.mark.parametrize(
    ("written", "nearest", "says"),
    [
        ("31/02/2023", "28/02/2023", "no such day"),
        ("30/02/2024", "29/02/2024", "no such day"),
        ("12/31/2021", "31/12/2021", "no such day"),
        ("31/12/21", "31/12/2021", "expected day/month/year, such as 31/12/2021"),
        ("31/13/2021", None, "no such day"),
        ("31/12/21 (QĐ 5)", None, "expected day/month/year"),
        ("Dec 31, 2021", None, "expected day/month/year"),
        ("99/99/99", None, "expected day/month/year"),
    ],
)
def test_a_day_that_is_none_names_the_nearest_that_may_be_meant(written, nearest, says, tmp_path):
    found = rated(tmp_path, ["CB01", 2021, "Tốt", written])
    assert listed(found, "row", "column", "value", "kind", "nearest") == [
        (2, "Ngày quyết định", written, "bad_date", nearest)
    ]
    assert says in found.problems["what"][0]
    assert found.problems["what"][0].endswith(BLANKED)
    assert len(found["ratings"]) == 1


@pytest.mark.parametrize(
    "written", ["2021-12-31T00:00:00", "31/ 12 /2021", 44561, "44561", dt.date(2021, 12, 31)]
)
def test_a_day_however_a_program_writes_it(written, tmp_path):
    found = rated(tmp_path, ["CB01", 2021, "Tốt", written])
    assert found.tables["ratings"].frame["decision_date"].tolist() == [dt.datetime(2021, 12, 31)]


@pytest.mark.parametrize("written", ["nay", "Đến nay", "hiện  nay", "NAY"])
def test_until_now_is_an_end_that_has_not_come(written, tmp_path):
    rows = [
        ["Mã CB", "Đơn vị công tác", "Từ ngày", "Đến ngày"],
        ["CB01", "DV01", "01/02/2019", written],
    ]
    found = office_of(tmp_path, {"Quá trình công tác": rows})
    assert len(found.problems) == 0
    assert column(found, "memberships", "to") == [None]
    assert not found.tables["memberships"].unreadable


def test_until_now_is_no_day_of_a_beginning(tmp_path):
    rows = [["Mã CB", "Đơn vị công tác", "Từ ngày"], ["CB01", "DV01", "nay"]]
    found = office_of(tmp_path, {"Quá trình công tác": rows})
    assert listed(found, "column", "value", "kind") == [("Từ ngày", "nay", "bad_date")]


@pytest.mark.parametrize("written", ["2021.0", 2021.0, "Năm 2021", "năm2021", " 2021\u00a0"])
def test_a_year_however_it_is_typed(written, tmp_path):
    found = rated(tmp_path, ["CB01", written, "Tốt", ""])
    assert len(found.problems) == 0
    assert column(found, "ratings", "year") == [2021]


@pytest.mark.parametrize("written", ["2020-2021", "2o21", "21", 2021.5, "2.021", True, 1821])
def test_what_is_no_year_is_listed_and_costs_its_own_row_only(written, tmp_path):
    found = rated(tmp_path, ["CB01", written, "Tốt", ""], ["CB02", 2022, "Tốt", ""])
    assert [line[:2] for line in listed(found, "row", "column")] == [(2, "Năm")]
    assert column(found, "ratings", "year") == [2022]


def targets(folder, *rows):
    headings = ["Mã đơn vị", "Năm", "Chỉ tiêu", "Kế hoạch", "Thực hiện", "Tốt hơn khi"]
    return office_of(folder, {"Chỉ tiêu": [headings, *rows]})


def test_a_target_that_gives_no_ratio_is_listed_and_stays(tmp_path):
    found = targets(
        tmp_path,
        ["DV01", 2021, "a", 0, 1, ""],
        ["DV01", 2021, "b", 0, 1, "Nhiều hơn"],
        ["DV01", 2021, "c", 0, 1, "Ít hơn"],
        ["DV01", 2021, "d", -3, 1, "Ít hơn"],
        ["DV01", 2021, "e", 3, -1.5, ""],
        ["DV01", 2021, "f", 3, 0, ""],
        ["DV01", 2021, "g", "", 0, ""],
    )
    assert listed(found, "row", "column", "value", "kind") == [
        (2, "Kế hoạch", "0", "bad_number"),
        (3, "Kế hoạch", "0", "bad_number"),
        (5, "Kế hoạch", "-3", "bad_number"),
        (6, "Thực hiện", "-1.5", "bad_number"),
    ]
    assert "no ratio can be made of it" in found.problems["what"][0]
    assert len(found["targets"]) == 7


def test_a_target_without_a_column_for_what_is_better_is_listed_too(tmp_path):
    rows = [["Mã đơn vị", "Năm", "Chỉ tiêu", "Kế hoạch"], ["DV01", 2021, "a", 0]]
    found = office_of(tmp_path, {"Chỉ tiêu": rows})
    assert listed(found, "row", "column", "kind") == [(2, "Kế hoạch", "bad_number")]


@pytest.mark.parametrize(
    ("planned", "achieved"),
    [
        ("1,5", 1.5),
        ("1\u00a0234,5", 1234.5),
        ("1 500", 1500),
        ("−3", -3),
        ("2.500.000 đồng", 2_500_000),
    ],
)
def test_a_number_however_it_is_typed(planned, achieved, tmp_path):
    found = targets(tmp_path, ["DV01", 2021, "a", planned, 1, ""])
    assert column(found, "targets", "planned") == [achieved]


@pytest.mark.parametrize(
    "written", ["12 tin", "~5", "10-12", "1e3", "10 triệu", "không", "#DIV/0!"]
)
def test_what_is_no_number_is_listed_and_blank(written, tmp_path):
    found = targets(tmp_path, ["DV01", 2021, "a", 5, written, ""], ["DV01", 2021, "b", 5, 6, ""])
    assert listed(found, "row", "column", "value", "kind") == [
        (2, "Thực hiện", written, "bad_number")
    ]
    assert column(found, "targets", "achieved") == [None, 6]


def test_numbers_beyond_all_bounds_are_no_numbers_and_no_days():
    rows = {"unit_id": ["DV01"] * 3, "year": 2021, "target": ["a", "b", "c"], "achieved": 1}
    planned = pd.Series([float("inf"), 10**400, "9" * 400], dtype=object)
    found = lt.read({"targets": pd.DataFrame({**rows, "planned": planned})})
    assert found.problems["kind"].tolist() == ["bad_number"] * 3
    plain = lt.read({"targets": pd.DataFrame({**rows, "planned": [float("inf"), 1.0, 2.0]})})
    assert plain.problems["row"].tolist() == [1]
    days = pd.DataFrame(
        {"subject_id": ["CB01"], "year": 2021, "rating": "Tốt", "decision_date": [float("inf")]}
    )
    assert lt.read({"ratings": days}).problems["kind"].tolist() == ["bad_date"]


def test_a_raised_digit_is_no_digit(tmp_path):
    found = rated(tmp_path, ["²", "³", "¹", "²"], ["CB01", 2021, "Tốt", ""])
    assert column(found, "ratings", "subject_id") == ["CB01"]


# Ticks and errors


@pytest.mark.parametrize("tick", ["x", "X", "có", "CÓ", "✓", "✔", "√", "☑", True, 1, "đạt "])
def test_a_tick_says_yes(tick, tmp_path):
    rows = [["Mã CB", "Năm", "GĐVH"], ["CB01", 2021, tick]]
    assert column(office_of(tmp_path, {"Gia đình văn hóa": rows}), "families", "held") == [True]


@pytest.mark.parametrize("tick", ["v", "K", "+", "o", "?", "☐", "có (2)"])
def test_a_sign_that_may_mean_two_things_says_nothing(tick, tmp_path):
    rows = [["Mã CB", "Năm", "GĐVH"], ["CB01", 2021, tick]]
    found = office_of(tmp_path, {"Gia đình văn hóa": rows})
    assert listed(found, "row", "value", "kind") == [(2, tick, "unknown_value")]
    assert len(found["families"]) == 0


def test_errors_of_excel_are_listed_wherever_they_stand(tmp_path):
    found = rated(
        tmp_path,
        ["#N/A", 2021, "Tốt", ""],
        ["CB01", "#VALUE!", "Tốt", ""],
        ["CB01", 2022, "#REF!", ""],
        ["CB01", 2023, "Tốt", "#NUM!"],
    )
    assert listed(found, "row", "column", "value", "kind") == [
        (2, "Mã", "#N/A", "unknown_subject"),
        (3, "Năm", "#VALUE!", "bad_number"),
        (4, "Xếp loại", "#REF!", "missing"),
        (5, "Ngày quyết định", "#NUM!", "bad_date"),
    ]
    assert column(found, "ratings", "year") == [2023]


# Ids


def test_an_id_that_excel_took_for_a_number_names_the_one_it_was(tmp_path):
    sheets = {
        "Đơn vị": [["Mã đơn vị"], ["01"]],
        "Cá nhân": [["Mã CB"], ["007"], ["070"], ["010"]],
        "Xếp loại": [
            HEADINGS,
            [7, 2021, "Tốt", ""],
            ["010", 2021, "Tốt", ""],
            ["1", 2021, "Tốt", ""],
        ],
    }
    found = lt.read(workbook(tmp_path / "a.xlsx", sheets), lang="en")
    assert listed(found, "row", "value", "kind", "nearest") == [
        (2, "7", "unknown_subject", "007"),
        (4, "1", "unknown_subject", "01"),
    ]
    assert column(found, "ratings", "subject_id") == ["010"]


@pytest.mark.parametrize("written", [" CB01", "CB01\u00a0", "CB01\u200b", "\ufeffCB01 "])
def test_blanks_around_an_id_are_nothing(written, tmp_path):
    found = rated(tmp_path, [written, 2021, "Tốt\u200b", ""])
    assert len(found.problems) == 0
    assert column(found, "ratings", "subject_id") == ["CB01"]


@pytest.mark.parametrize("written", ["cb01", "CB 01", "CB01.", "\u0421\u041201"])
def test_an_id_that_only_looks_like_another_is_listed_never_guessed(written, tmp_path):
    found = rated(tmp_path, [written, 2021, "Tốt", ""], ["CB02", 2021, "Tốt", ""])
    assert listed(found, "row", "kind", "nearest") == [(2, "unknown_subject", "CB01")]
    assert column(found, "ratings", "subject_id") == ["CB02"]


def test_a_cell_of_the_key_that_is_in_no_list_says_that_the_row_is_lost(tmp_path):
    rows = [
        ["Ngày", "Hình thức thay đổi", "Đơn vị cũ", "Đơn vị mới"],
        ["1/1/2022", "Xóa", "DV01", "DV01"],
    ]
    found = office_of(tmp_path, {"Thay đổi đơn vị": rows})
    assert listed(found, "kind", "what") == [
        ("unknown_value", "not a value of the list, and the row needs it: the row is not accepted")
    ]
    assert len(found["unit_changes"]) == 0


@pytest.fixture
def comparisons(monkeypatch):
    """Every comparison of two texts letter by letter."""
    made = []

    def counted(*texts, **options):
        made.append(texts)
        return _checks.edits(*texts, **options)

    monkeypatch.setattr(faults, "edits", counted)
    return made


def test_thousands_of_strange_ids_are_listed_without_a_wait(comparisons):
    people = pd.DataFrame({"person_id": [f"CB{i:05}" for i in range(3000)]})
    units = pd.DataFrame({"unit_id": ["DV01"]})
    strange = [f"CB-{i:05}" for i in range(3000)]
    rows = pd.DataFrame({"subject_id": strange, "year": 2021, "rating": "Tốt"})
    found = lt.read({"people": people, "units": units, "ratings": rows})
    assert found.problems["nearest"].tolist() == people["person_id"].tolist()
    assert len(comparisons) < 100_000


def test_thousands_of_strange_labels_are_listed_without_a_wait(comparisons):
    labels = [f"chưa họp xét {i}" for i in range(9000)]
    rows = pd.DataFrame(
        {"subject_id": [f"CB{i}" for i in range(9000)], "year": 2021, "rating": labels}
    )
    found = lt.read({"ratings": rows})
    assert found.problems["kind"].tolist() == ["unknown_value"] * 9000
    assert found.problems["row"].tolist() == [*range(1, 9001)]
    assert len(comparisons) < 100_000


def test_a_page_of_text_in_a_cell_is_near_to_nothing(tmp_path):
    found = rated(tmp_path, ["CB01", 2021, "x" * 30_000, ""])
    assert listed(found, "row", "kind", "nearest") == [(2, "unknown_value", None)]


# Cells that contradict each other


def test_an_end_before_its_beginning_is_listed_and_kept(tmp_path):
    rows = [["Mã CB", "Đơn vị", "Từ ngày", "Đến ngày"],
            ["CB01", "DV01", "01/01/2022", "31/12/2021"], ["CB02", "DV01", "01/01/2022", "01/01/2022"],
            ["CB02", "DV01", "01/01/2023", ""]]  # fmt: skip
    found = office_of(tmp_path, {"Quá trình công tác": rows})
    assert listed(found, "row", "column", "value", "kind", "what") == [
        (
            2,
            "Đến ngày",
            "31/12/2021",
            "bad_date",
            "it ends before it begins: kept as written, to be checked",
        )
    ]
    assert len(found["memberships"]) == 3


def test_more_votes_than_people_are_listed_and_negative_ones_are_none(tmp_path):
    head = ["Mã", "Mã tiêu chí", "Ngày họp", "Kết luận", "Số phiếu đồng ý", "Tổng số phiếu"]
    rows = [["CB01", "a", "01/01/2022", "Đạt", 50, 20], ["CB01", "b", "01/01/2022", "Đạt", -1, 20],
            ["CB01", "c", "01/01/2022", "Đạt", 20, 20], ["CB01", "d", "01/01/2022", "Đạt", 1.5, 20]]  # fmt: skip
    found = office_of(tmp_path, {"Ghi nhận": [head, *rows]})
    assert listed(found, "row", "column", "value", "kind") == [
        (2, "Số phiếu đồng ý", "50", "bad_number"),
        (3, "Số phiếu đồng ý", "-1", "bad_number"),
        (5, "Số phiếu đồng ý", "1.5", "bad_number"),
    ]
    assert column(found, "attestations", "votes_for") == [50, None, 20, None]


@pytest.mark.parametrize("kind", ["workbook", "frame"])
def test_no_place_is_before_the_first(kind, tmp_path):
    places = [(0, 10), (-1, 10), (11, 10), (1, 0), (10, 10)]
    if kind == "frame":
        rows = {"movement_id": "PT1", "subject_id": [f"CB{i}" for i in range(5)], "year": 2021}
        of = {"place": [p for p, _ in places], "of": [of for _, of in places]}
        found = lt.read({"movement_results": pd.DataFrame({**rows, **of})})
    else:
        movements = [["Mã phong trào", "Tên phong trào"], ["PT1", "x"]]
        head = ["Mã phong trào", "Mã", "Năm", "Xếp thứ", "Trên tổng số"]
        lines = [["PT1", "CB01", 2021 + i, *place] for i, place in enumerate(places)]
        sheets = {"Phong trào": movements, "Kết quả phong trào": [head, *lines]}
        found = office_of(tmp_path, sheets)
    assert [kind for (kind,) in listed(found, "kind")] == [
        "bad_number",
        "bad_number",
        "bad_number",
        "bad_number",
    ]
    assert column(found, "movement_results", "place") == [None, None, 11, 1, 10]


def test_a_spelling_declared_in_two_ways_keeps_the_first_and_lists_the_second(tmp_path):
    told = [["Cột", "Cách viết", "Nghĩa"], ["Xếp loại", "A", "Tốt"], ["Xếp loại", "A", "tốt"],
            ["xếp loại", "a", "HTNV"]]  # fmt: skip
    found = office_of(tmp_path, {"Quy ước": told, "Xếp loại": [HEADINGS, ["CB01", 2021, "A", ""]]})
    assert column(found, "ratings", "rating") == ["hoan_thanh_tot"]
    assert listed(found, "row", "column", "value", "kind") == [(4, "Cách viết", "a", "conflict")]
