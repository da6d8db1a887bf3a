"""What rows say together: keys, subjects, decisions entered twice, contradictions."""

import pandas as pd
import pytest

from lantoa.intake import read
from workbooks import PEOPLE, UNITS, column, listed, office_of, workbook

RATINGS = ["Mã", "Năm", "Xếp loại", "Lý do", "Số QĐ", "Ngày quyết định"]
AWARDS = ["Mã", "Năm", "Hình thức", "Cấp quyết định", "Người ký", "Số quyết định", "Ngày QĐ",
          "Tình trạng", "Ngày hủy bỏ"]  # fmt: skip


def award(subject="CB01", level="Tỉnh", number="5/QĐ", day="01/02/2022", year=2021, **rest):
    return [subject, year, "BK", level, "Chủ tịch", number, day, rest.get("status", ""),
            rest.get("annulled", "")]  # fmt: skip


def told(office):
    return listed(office, "row", "kind", "what")


def test_unknown_subjects_are_listed_with_the_nearest_and_left_out(tmp_path):
    rows = [RATINGS, ["CB10", 2021, "Tốt"], ["CB01", 2021, "Tốt"], ["#N/A", 2021, "Tốt"]]
    office = office_of(tmp_path, {"Xếp loại": rows})
    assert column(office, "ratings", "subject_id") == ["CB01"]
    assert listed(office, "row", "value", "kind", "nearest") == [
        (2, "CB10", "unknown_subject", "CB01"),
        (4, "#N/A", "unknown_subject", None),
    ]


def test_without_registers_everybody_named_is_known():
    ratings = pd.DataFrame({"subject_id": ["X9"], "year": [2021], "rating": ["hoan_thanh"]})
    office = read({"ratings": ratings})
    assert column(office, "ratings", "subject_id") == ["X9"]
    assert len(office.problems) == 0


def test_a_second_person_with_an_id_is_left_out(tmp_path):
    people = [*PEOPLE, [3, "CB01", "Lý Văn C"]]
    path = workbook(tmp_path / "a.xlsx", {"Đơn vị": [*UNITS, UNITS[1]], "Cá nhân": people})
    office = read(path, lang="en")
    assert column(office, "people", "name") == ["Nông Văn A", "Đinh Thị B"]
    assert listed(office, "sheet", "row", "value", "kind") == [
        ("Đơn vị", 3, "DV01", "duplicate_key"),
        ("Cá nhân", 4, "CB01", "duplicate_key"),
    ]


def test_an_id_of_a_unit_and_of_a_person_names_nobody(tmp_path):
    units = [*UNITS, ["CB02", "Phòng Hai"]]
    rows = [RATINGS, ["CB01", 2021, "Tốt"], ["CB02", 2021, "Tốt"]]
    sheets = {"Đơn vị": units, "Cá nhân": PEOPLE, "Xếp loại": rows}
    office = read(workbook(tmp_path / "a.xlsx", sheets), lang="en")
    assert column(office, "ratings", "subject_id") == ["CB01"]
    assert column(office, "units", "unit_id") == ["DV01", "CB02"]
    assert column(office, "people", "person_id") == ["CB01"]
    assert listed(office, "sheet", "row", "value", "kind") == [
        ("Đơn vị", 3, "CB02", "id_collision"),
        ("Cá nhân", 3, "CB02", "id_collision"),
        ("Xếp loại", 3, "CB02", "id_collision"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        ("10/12/2021", "10/12/2021", "with the same decision date: not known"),
        ("10/12/2021", "", "not all with a decision date: not known"),
        ("10/12/2021", "01/02/2022", "the later decision (01/02/2022) wins"),
    ],
)
def test_two_ratings_of_a_year_are_kept_and_both_listed(first, second, what, tmp_path):
    rows = [RATINGS, ["CB01", 2021, "Tốt", "", "1", first], ["CB01", 2021, "HTNV", "", "2", second]]
    office = office_of(tmp_path, {"Xếp loại": rows})
    assert len(office["ratings"]) == 2
    assert [(row, kind) for row, kind, _ in told(office)] == [(2, "conflict"), (3, "conflict")]
    assert all("CB01 in 2021" in text and what in text for *_, text in told(office))


def test_a_reason_against_a_rating_is_a_contradiction_too(tmp_path):
    rows = [RATINGS, ["CB01", 2021, "Tốt"], ["CB01", 2021, "", "Thai sản"]]
    office = office_of(tmp_path, {"Xếp loại": rows})
    assert [kind for _, kind, _ in told(office)] == ["conflict", "conflict"]


def test_the_same_rating_twice_is_one_and_on_two_days_is_no_contradiction(tmp_path):
    row = ["CB01", 2021, "Tốt", "", "1", "10/12/2021"]
    other = ["CB01", 2021, "HTTNV", "", "2", "01/03/2022"]
    office = office_of(tmp_path, {"Xếp loại": [RATINGS, row, row, other]})
    assert len(office["ratings"]) == 2
    assert [(row, kind) for row, kind, _ in told(office)] == [(3, "duplicate")]


def test_one_decision_for_one_receiver_is_one_award(tmp_path):
    rows = [AWARDS, award(), award(number=" 5/QĐ "), award(subject="CB02"), award(number="6/QĐ")]
    office = office_of(tmp_path, {"Khen thưởng": rows})
    assert column(office, "commendations", "subject_id") == ["CB01", "CB02", "CB01"]
    assert listed(office, "row", "column", "value", "kind") == [
        (3, "Số quyết định", "5/QĐ", "duplicate")
    ]


def test_what_the_merged_row_knew_is_not_lost(tmp_path):
    rows = [AWARDS, award(level=""), award(status="Hủy bỏ", annulled="01/03/2023")]
    office = office_of(tmp_path, {"Khen thưởng": rows})
    (row,) = office["commendations"].to_dict("records")
    assert (row["level"], row["status"]) == ("tinh", "annulled")
    assert office.tables["commendations"].origin.row.tolist() == [2]


def test_one_decision_that_says_two_things_is_kept_twice_and_listed(tmp_path):
    rows = [AWARDS, award(), award(level="Bộ")]
    office = office_of(tmp_path, {"Khen thưởng": rows})
    assert column(office, "commendations", "level") == ["tinh", "bo"]
    assert [(row, kind) for row, kind, _ in told(office)] == [(3, "conflict")]


def test_awards_without_a_number_or_a_day_are_not_merged(tmp_path):
    rows = [AWARDS, award(number=""), award(number=""), award(day=""), award(day="")]
    office = office_of(tmp_path, {"Khen thưởng": rows})
    assert len(office["commendations"]) == 4
    assert told(office) == []


def test_one_decision_may_give_a_title_for_two_years(tmp_path):
    header = ["Mã", "Năm", "Danh hiệu", "Số QĐ", "Ngày QĐ"]
    rows = [header, *(["CB01", y, "LĐTT", "1/QĐ", "01/02/2023"] for y in (2021, 2022, 2022))]
    office = office_of(tmp_path, {"Danh hiệu": rows})
    assert column(office, "titles", "year") == [2021, 2022]
    assert [(row, kind) for row, kind, _ in told(office)] == [(4, "duplicate")]


def test_party_and_state_decisions_for_one_act_are_two_rows(tmp_path):
    header = ["Mã CB", "Loại kỷ luật", "Hình thức kỷ luật", "Mã vụ việc", "Số QĐ", "Ngày QĐ"]
    rows = [
        header,
        ["CB01", "Đảng", "Cảnh cáo", "VV1", "1-QĐ/ĐU", "1/2/2022"],
        ["CB01", "Hành chính", "Cảnh cáo", "VV1", "1/QĐ-VP", "1/2/2022"],
    ]
    office = office_of(tmp_path, {"Kỷ luật": rows})
    assert column(office, "discipline", "kind") == ["dang", "hanh_chinh"]
    assert told(office) == []


def test_ids_of_other_registers_have_to_be_in_them(tmp_path):
    sheets = {
        "Phong trào": [["Mã phong trào", "Tên phong trào"], ["PT01", "Một"]],
        "Kết quả phong trào": [["Mã phong trào", "Mã", "Năm"], ["PT01", "CB01", 2021],
                               ["PT0l", "CB02", 2021]],
        "Đợt vận động": [["Mã đợt vận động", "Ngày"], ["KG01", "01/02/2021"]],
        "Đóng góp": [["Mã", "Mã đợt vận động"], ["CB01", "KG1"]],
    }  # fmt: skip
    office = office_of(tmp_path, sheets)
    assert column(office, "movement_results", "movement_id") == ["PT01"]
    assert column(office, "contributions", "call_id") == [None]
    assert listed(office, "value", "kind", "nearest") == [
        ("PT0l", "unknown_reference", "PT01"),
        ("KG1", "unknown_reference", "KG01"),
    ]


def test_a_person_cannot_be_a_unit(tmp_path):
    rows = [["Mã CB", "Đơn vị công tác"], ["CB01", "CB02"], ["DV01", "DV01"]]
    office = office_of(tmp_path, {"Quá trình công tác": rows})
    assert [kind for (kind,) in listed(office, "kind")] == ["unknown_unit", "unknown_subject"]
    assert len(office["memberships"]) == 0


def test_two_judgements_of_one_day_that_disagree_are_listed(tmp_path):
    header = ["Mã", "Mã tiêu chí", "Ngày", "Kết luận", "Nơi ghi nhận"]
    rows = [
        header,
        ["CB01", "c1", "01/08/2025", "Đạt", "chi bộ"],
        ["CB01", "c1", "01/08/2025", "Không đạt", "công đoàn"],
        ["CB02", "c1", "01/08/2025", "Đạt", "chi bộ"],
        ["CB02", "c1", "01/08/2025", "Đạt", "công đoàn"],
        ["CB02", "c1", "02/08/2025", "", "công đoàn"],
    ]
    office = office_of(tmp_path, {"Ghi nhận": rows})
    assert len(office["attestations"]) == 5
    assert [(row, kind) for row, kind, _ in told(office)] == [(2, "conflict"), (3, "conflict")]


def test_a_target_entered_again_is_listed_and_the_first_stays(tmp_path):
    header = ["Mã đơn vị", "Năm", "Chỉ tiêu", "Kế hoạch", "Thực hiện"]
    rows = [header, ["DV01", 2021, "Tin", 10, 9], ["DV01", 2021, "tin", 10, 9],
            ["DV01", 2021, "Tin", 10, 9], ["DV01", 2021, "Tin", 10, 12]]  # fmt: skip
    office = office_of(tmp_path, {"Chỉ tiêu": rows})
    assert column(office, "targets", "achieved") == [9, 9]
    assert [(row, kind) for row, kind, _ in told(office)] == [
        (4, "duplicate"),
        (5, "duplicate_key"),
    ]
