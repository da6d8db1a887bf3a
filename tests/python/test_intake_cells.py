"""Cells by type: what dirt means, and what is listed instead of guessed."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.intake.days import day
from lantoa.intake.faults import Fault, nearest
from lantoa.intake.numbers import numbers, per_mille
from lantoa.intake.roles import role_of
from lantoa.intake.text import clean, key, looks_like_tcvn3
from lantoa.intake.vocabulary import vocabulary
from workbooks import Formula, Uncomputed, column, listed, office_of

RATINGS = ["Mã", "Năm", "Xếp loại", "Lý do không xếp loại", "Số QĐ", "Ngày quyết định"]


def one_rating(label):
    return [RATINGS, ["CB01", 2021, label, "", "", ""]]


def kinds(answers):
    return [answer.kind if isinstance(answer, Fault) else answer for answer in answers]


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("HTXSNV", "hoan_thanh_xuat_sac"),
        ("HTXS", "hoan_thanh_xuat_sac"),
        (" xuất  sắc ", "hoan_thanh_xuat_sac"),
        ("Tốt", "hoan_thanh_tot"),
        ("HOÀN THÀNH TỐT NHIỆM VỤ", "hoan_thanh_tot"),
        ("Hòan thành nhiệm vụ", "hoan_thanh"),
        ("Không hoàn thành nhiệm vụ", "khong_hoan_thanh"),
        ("hoan_thanh", "hoan_thanh"),
    ],
)
def test_spellings_of_a_rating(label, code, tmp_path):
    office = office_of(tmp_path, {"Xếp loại": one_rating(label)})
    assert column(office, "ratings", "rating") == [code]
    assert listed(office, "kind") == []


@pytest.mark.parametrize("label", ["Hoan thanh tot nhiem vu", "đã Hoàn thành tốt nhiệm vụ", "C"])
def test_a_label_that_is_not_in_the_list_is_no_rating(label, tmp_path):
    office = office_of(tmp_path, {"Xếp loại": one_rating(label)})
    assert column(office, "ratings", "rating") == []
    assert listed(office, "sheet", "row", "value", "kind") == [
        ("Xếp loại", 2, label, "unknown_value")
    ]


@pytest.mark.parametrize("label", ["#N/A", "-", "…", 0, "0"])
def test_a_mark_for_nothing_is_a_missing_rating_and_never_a_level(label, tmp_path):
    office = office_of(tmp_path, {"Xếp loại": one_rating(label)})
    assert listed(office, "row", "value", "kind") == [(2, str(label), "missing")]
    assert "ratings" in office
    assert column(office, "ratings", "rating") == []


def test_a_year_without_a_rating_but_with_a_reason_is_a_row(tmp_path):
    rows = [
        RATINGS,
        ["CB01", 2021, "", "Thai sản", "", ""],
        ["CB01", 2022, "", "", "", ""],
        ["CB01", 2023, "A", "Đi học", "", ""],
    ]
    office = office_of(tmp_path, {"Xếp loại": rows})
    assert column(office, "ratings", "reason_unrated") == ["maternity"]
    assert listed(office, "row", "kind") == [(3, "missing"), (4, "unknown_value")]


def test_titles_and_targets_stay_with_a_blank(tmp_path):
    titles = [["Mã", "Năm", "Danh hiệu"], ["CB01", 2021, "Chiến sĩ"], ["CB01", 2022, "LĐTT"]]
    targets = [
        ["Mã đơn vị", "Năm", "Chỉ tiêu", "Kế hoạch", "Thực hiện"],
        ["DV01", 2021, "Tin bài", 10, ""],
        ["DV01", 2021, "Văn bản", "mười", 9],
    ]
    office = office_of(tmp_path, {"Danh hiệu": titles, "Chỉ tiêu": targets})
    assert column(office, "titles", "title") == [None, "lao_dong_tien_tien"]
    assert column(office, "targets", "planned") == [10, None]
    assert listed(office, "sheet", "row", "kind") == [
        ("Danh hiệu", 2, "unknown_value"),
        ("Chỉ tiêu", 3, "bad_number"),
    ]
    assert office.tables["titles"].unreadable["title"].tolist() == [True, False]
    assert office.tables["targets"].unreadable["planned"].tolist() == [False, True]
    assert "achieved" not in office.tables["targets"].unreadable


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("01/09/2021", dt.date(2021, 9, 1)),
        ("1/9/2021", dt.date(2021, 9, 1)),
        ("1.9.2021", dt.date(2021, 9, 1)),
        ("2021-09-01", dt.date(2021, 9, 1)),
        ("Cao Bằng, ngày 05 tháng 9 năm 2025", dt.date(2025, 9, 5)),
        (dt.datetime(2021, 9, 1, 8, 30), dt.date(2021, 9, 1)),
        (44440.0, dt.date(2021, 9, 1)),
        ("44440", dt.date(2021, 9, 1)),
        (1, dt.date(1900, 1, 1)),
        (59, dt.date(1900, 2, 28)),
        (61, dt.date(1900, 3, 1)),
        (60, "bad_date"),
        ("31/02/2023", "bad_date"),
        ("12/31/2021", "bad_date"),
        ("1/9/21", "bad_date"),
        ("01/09/1021", "bad_date"),
        ("hôm qua", "bad_date"),
        (True, "bad_date"),
        ("tháng 8/2021", "partial_date"),
        ("8/2021", "partial_date"),
        ("tháng 8 năm 2021", "partial_date"),
        ("quý III/2021", "partial_date"),
        ("năm 2021", "partial_date"),
        (2021.0, "partial_date"),
    ],
)
def test_days(cell, found):
    assert kinds([day(cell)]) == [found]


@given(st.dates(min_value=dt.date(1905, 10, 1), max_value=dt.date(2099, 12, 31)))
def test_a_day_is_the_same_however_it_is_written(date):
    # Serials 1900 to 2100, which are days of 1905, are taken for bare years.
    serial = (date - dt.date(1899, 12, 30)).days
    assert day(serial) == day(f"{date:%d/%m/%Y}") == day(date.isoformat()) == date


def test_partial_days_are_listed_and_the_row_stays(tmp_path):
    rows = [RATINGS, ["CB01", 2021, "Tốt", "", "9/QĐ", "tháng 12/2021"]]
    office = office_of(tmp_path, {"Xếp loại": rows})
    assert column(office, "ratings", "decision_date") == [None]
    assert listed(office, "value", "kind") == [("tháng 12/2021", "partial_date")]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["3.5", "0,5", "+ 0,1"], [3.5, 0.5, 0.1]),
        (["1.000", "2.500.000"], [1000.0, 2500000.0]),
        (["1.000", "0,5"], [1000.0, 0.5]),
        (["1,000", "12,75"], [1.0, 12.75]),
        (["1.234,5", "2.000"], [1234.5, 2000.0]),
        (["1,234.5"], [1234.5]),
        (["2 000 000", "150.000đ", "1.000.000"], [2000000.0, 150000.0, 1000000.0]),
        (["1.000", 7], ["undecidable_column", 7.0]),
        (["1.000", "3.5", "0,5"], ["undecidable_column", 3.5, 0.5]),
        (["0.125"], [0.125]),
        (["98,5%", "100%"], [98.5, 100.0]),
        (["98,5%", 0.985], ["undecidable_column", 0.985]),
        (["1.00.000", "mười", True], ["bad_number"] * 3),
    ],
)
def test_a_column_decides_what_its_signs_mean(cells, found):
    assert kinds(numbers(cells, plain=False)) == found


@pytest.mark.parametrize(
    ("cells", "unit", "found"),
    [
        (["100%", "98,5%", "40 %"], "", [1000, 985, 400]),
        ([1.0, 0.4, 0.6], "", [1000, 400, 600]),
        ([1.0], "", [1000]),
        ([100, 40], "", [1000, 400]),
        (["33,3"], "", [333]),
        ([0.4, 60], "", ["undecidable_column"] * 2),
        (["1000", "400"], "‰", [1000, 400]),
        (["0.4", "1"], "‰", [400, 1000]),
        ([140], "", ["bad_number"]),
        (["100%", 0], "", [1000, 0]),
        ([0.5, 99.5], "%", [5, 995]),
        ([0.6, 0.4], "%", [600, 400]),
    ],
)
def test_shares_come_out_in_per_mille(cells, unit, found):
    assert kinds(per_mille(cells, unit)) == found


def test_a_data_file_writes_decimal_dots():
    assert kinds(numbers(["1.000", "2"], plain=True)) == [1.0, 2.0]


@pytest.mark.parametrize(
    ("year", "kind", "near"),
    [("2O22", "bad_number", "2022"), ("2021-2022", "bad_number", None), (2202, "bad_year", "2022")],
)
def test_a_year_that_is_none_leaves_its_row_out(year, kind, near, tmp_path):
    rows = [["Mã CB", "Năm", "GĐVH"], ["CB01", 2022, "Đạt"], ["CB01", year, "Đạt"]]
    office = office_of(tmp_path, {"Gia đình văn hóa": rows})
    assert column(office, "families", "year") == [2022]
    (problem,) = listed(office, "row", "column", "kind", "nearest")
    assert problem[:3] == (3, "Năm", kind)
    assert near in (None, problem[3])


@pytest.mark.parametrize(
    ("label", "held"),
    [("Đạt", True), ("Không đạt", False), ("x", True), (True, True), (1, True), ("có", True)],
)
def test_yes_and_no(label, held, tmp_path):
    rows = [["Mã CB", "Năm", "GĐVH"], ["CB01", 2022, label]]
    assert column(office_of(tmp_path, {"Gia đình văn hóa": rows}), "families", "held") == [held]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Chánh Văn phòng", "head"),
        ("trưởng phòng", "head"),
        ("Phó Trưởng phòng", "deputy"),
        ("Phó Chánh Văn phòng", "deputy"),
        ("Phó Giám đốc", "deputy"),
        ("Kế toán trưởng", "member"),
        ("Chuyên viên cao cấp", "member"),
        ("Tổ viên", "member"),
        ("Quyền Trưởng phòng", None),
        ("Trưởng phòng Hành chính", None),
        ("Phó Trưởng phòng phụ trách", None),
        ("Giám đốc Trung tâm", None),
    ],
)
def test_a_role_is_its_whole_label(label, role):
    assert role_of(label) == role


def test_a_role_to_confirm_is_blank_and_listed(tmp_path):
    rows = [["Mã CB", "Đơn vị công tác", "Chức vụ"], ["CB01", "DV01", "Quyền Trưởng phòng"]]
    office = office_of(tmp_path, {"Quá trình công tác": rows})
    assert column(office, "memberships", "role") == [None]
    assert listed(office, "value", "kind") == [("Quyền Trưởng phòng", "unconfirmed_role")]
    assert office.tables["memberships"].unreadable["role"].tolist() == [True]


def test_a_unit_is_found_by_id_name_or_alias_and_never_guessed(tmp_path):
    aliases = [["Cột", "Cách viết", "Nghĩa"], ["Đơn vị công tác", "HCTC", "DV01"]]
    rows = [
        ["Mã CB", "Đơn vị công tác"],
        ["CB01", "DV01"],
        ["CB01", "phòng hành chính-tổ chức"],
        ["CB01", "hctc"],
        ["CB02", "Phòng Hành chính Tổ chức"],
        ["CB02", "DV10"],
    ]
    office = office_of(tmp_path, {"Quá trình công tác": rows, "Cách viết": aliases})
    assert column(office, "memberships", "unit_id") == ["DV01"] * 3
    assert listed(office, "row", "kind", "nearest") == [
        (5, "unknown_unit", "Phòng Hành chính - Tổ chức"),
        (6, "unknown_unit", "DV01"),
    ]


def test_a_spelling_means_an_id_of_its_own_kind_only(tmp_path):
    aliases = [["column", "text", "value"], ["unit_id", "VP", "DV01"], ["unit_id", "TC", "DV01"]]
    made = [["Mã sáng kiến", "Tên đề tài", "Tác giả", "Năm"]]
    made += [["VP", "Lịch trực", "VP", 2021], ["SK2", "Lịch họp", "TC", 2021]]
    office = office_of(tmp_path, {"Sáng kiến": made, "aliases": aliases})
    assert office["initiatives"]["initiative_id"].tolist() == ["VP", "SK2"]
    assert office["initiatives"]["subject_id"].tolist() == ["DV01", "DV01"]


def test_letters_mean_something_once_the_office_declares_them(tmp_path):
    aliases = [["column", "text", "value"], ["rating", "A", "HTXSNV"], ["Xếp loại", "B", "Tốt"]]
    rows = [RATINGS, ["CB01", 2021, "A"], ["CB01", 2022, "b"], ["CB01", 2023, "C"]]
    office = office_of(tmp_path, {"Xếp loại": rows, "aliases": aliases})
    assert column(office, "ratings", "rating") == ["hoan_thanh_xuat_sac", "hoan_thanh_tot"]
    assert listed(office, "row", "kind", "nearest", "what") == [
        (4, "unknown_value", None, "a letter that the file does not declare")
    ]


def test_an_alias_for_nothing_is_listed(tmp_path):
    aliases = [["column", "text", "value"], ["rating", "A", "Tuyệt vời"]]
    office = office_of(tmp_path, {"aliases": aliases})
    assert listed(office, "sheet", "row", "value", "kind") == [
        ("aliases", 2, "Tuyệt vời", "unknown_value")
    ]


def test_one_cell_with_several_awards_is_a_row_each(tmp_path):
    rows = [
        ["Mã", "Năm", "Danh hiệu"],
        ["CB01", 2021, "LĐTT; CSTĐCS"],
        ["CB01", 2022, "LĐTT và CSTĐCS"],
        ["CB02", 2022, "LĐTT; huy hiệu"],
        ["DV01", 2022, "Cờ thi đua cấp bộ, tỉnh"],
    ]
    office = office_of(tmp_path, {"Danh hiệu": rows})
    base, advanced = "chien_si_thi_dua_co_so", "lao_dong_tien_tien"
    assert column(office, "titles", "title") == [
        advanced, base, advanced, base, None, "co_thi_dua_bo_tinh",
    ]  # fmt: skip
    assert office.tables["titles"].origin.row.tolist() == [2, 2, 3, 3, 4, 5]
    assert listed(office, "row", "kind") == [(4, "unknown_value")]


def test_several_authors_share_as_the_cell_says_or_unclearly(tmp_path):
    rows = [
        ["Mã sáng kiến", "Tác giả", "Năm", "Tỷ lệ đóng góp"],
        ["SK1", "CB01; CB02", 2021, "60%; 40%"],
        ["SK2", "CB01, CB02", 2021, "100%"],
    ]
    office = office_of(tmp_path, {"Sáng kiến": rows})
    assert column(office, "initiatives", "subject_id") == ["CB01", "CB02", "CB01", "CB02"]
    assert column(office, "initiatives", "share") == [600, 400, None, None]
    assert {kind for (kind,) in listed(office, "kind")} == {"undecidable_column"}


def test_a_form_that_names_its_level_fills_it_in(tmp_path):
    rows = [
        ["Mã", "Năm", "Hình thức khen thưởng", "Cấp quyết định"],
        ["CB01", 2021, "BK UBND tỉnh", ""],
        ["CB02", 2021, "BK UBND tỉnh", "Tỉnh"],
    ]
    office = office_of(tmp_path, {"Khen thưởng": rows})
    assert column(office, "commendations", "form") == ["bang_khen", "bang_khen"]
    assert column(office, "commendations", "level") == ["tinh", "tinh"]
    assert listed(office, "kind") == []


def test_a_form_and_a_level_that_contradict_are_listed(tmp_path):
    rows = [
        ["Mã", "Năm", "Hình thức khen thưởng", "Cấp quyết định"],
        ["CB01", 2021, "BK UBND tỉnh", "Bộ"],
    ]
    office = office_of(tmp_path, {"Khen thưởng": rows})
    assert column(office, "commendations", "level") == [None]
    assert listed(office, "row", "column", "kind") == [(2, "Cấp quyết định", "conflict")]
    assert office.tables["commendations"].unreadable["level"].tolist() == [True]


def test_a_formula_that_nobody_computed_is_listed(tmp_path):
    rows = [RATINGS, ["CB01", 2021, Uncomputed('=VLOOKUP("a",A1:B2,2,0)'), "", "", ""]]
    office = office_of(tmp_path, {"Xếp loại": rows})
    assert listed(office, "row", "column", "value", "kind") == [
        (2, "Xếp loại", '=VLOOKUP("a",A1:B2,2,0)', "formula_without_value")
    ]


def test_a_computed_formula_is_its_value(tmp_path):
    rows = [
        ["Mã", "Ngày", "Mã đợt vận động", "Số tiền"],
        ["CB01", dt.date(2021, 5, 12), "KG01", Formula("=1-1")],
    ]
    assert column(office_of(tmp_path, {"Đóng góp": rows}), "contributions", "amount") == [0]


def test_text_is_levelled_but_diacritics_count():
    assert clean("Ðinh\u00a0Thị\u200b  B") == "Đinh Thị B"
    assert key("hoà") == key("HÒA")
    assert key("uỷ") == key("Ủy")
    assert key("quý") == key("QÚY")
    assert key("Hoàn") != key("Hoan")
    assert looks_like_tcvn3("NguyÔn V¨n A")
    assert not looks_like_tcvn3("Nguyễn Văn A")
    assert not looks_like_tcvn3("François Müller")


@given(st.text(alphabet="aăâeêioôơuưyAĐđðÐhnqtg ắằểộừửụỷòóùú-/,.", max_size=20))
def test_composed_and_decomposed_text_are_one(text):
    assert clean(unicodedata.normalize("NFD", text)) == clean(unicodedata.normalize("NFC", text))
    assert key(unicodedata.normalize("NFD", text)) == key(text)
    assert key(key(text)) == key(text)


def test_every_label_is_known_in_every_form():
    words = vocabulary()
    for codes in ("ratings", "titles", "forms", "levels", "statuses", "discipline_forms", "roles"):
        for label in words.labels_of(codes):
            assert words.code_of(label.upper(), codes) == words.code_of(label, codes) is not None
            assert words.code_of(unicodedata.normalize("NFD", label), codes) is not None


def test_the_nearest_value_is_the_first_with_the_fewest_edits():
    assert nearest("CB99", [f"CB{i:02}" for i in range(1, 50)]) == "CB09"
    assert nearest("Tĩnh", ["Cơ sở", "Tỉnh", "Bộ"]) == "Tỉnh"
    assert nearest("A", ["Tốt", "HTXS"]) is None


def test_a_heading_may_say_per_cent_or_per_mille(tmp_path):
    rows = [["SK1", "CB01", 0.5], ["SK2", "CB02", 99.5]]
    for unit, shares in [("(%)", [5, 995]), ("(‰)", None), ("", None)]:
        head = ["Mã sáng kiến", "Tác giả", f"Tỷ lệ đóng góp {unit}"]
        office = office_of(tmp_path, {"Sáng kiến": [head, *rows]})
        assert column(office, "initiatives", "share") == (shares or [None, None])
    whole = [["Mã sáng kiến", "Tác giả", "Tỷ lệ đóng góp (‰)"], ["SK1", "CB01", 1000]]
    office = office_of(tmp_path, {"Sáng kiến": whole})
    assert column(office, "initiatives", "share") == [1000]
