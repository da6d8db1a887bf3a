"""Verdicts told, evidence down to the row, and explanations; on the sample office and random ones."""

import datetime

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lantoa as lt
import registers
import strategies
import strategies_plans
from lantoa import explaining
from lantoa.explaining.asking import Asking
from lantoa.explaining.cases import Cases
from lantoa.explaining.sentences import sentence
from lantoa.explaining.wordings import Words
from lantoa.findings import PARTS, VERDICTS, WHY_UNKNOWN
from lantoa.sampling import sample_tables, save_tables
from soaking import examples

PLAN = lt.load_plan("exemplars-2021-2025")
DATES = ("2021-09-30", "2023-09-30", "2025-09-30", "2026-01-31")
VERDICT_COLUMNS = [
    *("subject_id", "subject_kind", "criterion_id", "verdict", "provisional"),
    *("needed", "years_left", "why_unknown", "reading", "says"),
]
random_offices = settings(
    max_examples=examples(15),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def workbook(shared):
    return shared / "data" / "office" / "van-phong-mau.xlsx"


@pytest.fixture(scope="module")
def office(workbook):
    return lt.read(workbook)


@pytest.fixture(scope="module")
def result(office):
    return lt.evaluate(office, PLAN, "de_nghi_2025")


@pytest.fixture(scope="module")
def synthetic():
    return lt.evaluate(lt.sample_office(seed=11), PLAN, "de_nghi_2025")


def row_of(frame, subject, criterion):
    mine = (frame["subject_id"] == subject) & (frame["criterion_id"] == criterion)
    return frame[mine].iloc[0]


# Verdicts


def test_verdicts_are_a_row_per_subject_and_criterion(synthetic):
    frame = synthetic.verdicts
    assert list(frame.columns) == VERDICT_COLUMNS
    assert not frame.duplicated(["subject_id", "criterion_id"]).any()
    assert list(frame["verdict"].cat.categories) == list(VERDICTS)
    assert frame["verdict"].cat.ordered
    assert frame["provisional"].cat.ordered
    assert set(frame["subject_id"]) == set(synthetic.subjects["subject_id"])


def test_verdicts_come_in_the_order_of_the_plan_without_points(synthetic):
    unit = synthetic.subjects["subject_id"].iloc[0]
    asked = synthetic.verdicts.loc[synthetic.verdicts["subject_id"] == unit, "criterion_id"]
    of_units = [c.id for c in PLAN.criteria if "unit" in c.subjects and c.role != "scored"]
    assert list(asked) == of_units


def test_what_is_needed_is_told_of_open_ones_only(synthetic):
    frame = synthetic.verdicts
    assert frame.loc[frame["verdict"] != "open", "needed"].isna().all()
    assert (frame["needed"].dropna() > 0).all()
    yearly = frame[(frame["verdict"] == "open") & (frame["criterion_id"] == "cn_xuat_sac_2_nam")]
    assert yearly["needed"].notna().all()
    assert (yearly["years_left"].str.count(",") + 1 >= yearly["needed"]).all()


def test_an_unknown_says_what_it_waits_for(synthetic):
    frame = synthetic.verdicts
    unknown = frame["verdict"] == "unknown"
    assert frame.loc[unknown, "why_unknown"].isin(WHY_UNKNOWN).all()
    assert (frame.loc[~unknown, "why_unknown"] == "").all()


def test_readings_that_bear_on_a_criterion_stand_beside_it(result):
    found = row_of(result.verdicts, "CB01", "cn_bang_khen")["reading"]
    assert found == "tuong_duong=bo_nganh; ngay_khen=ngay_quyet_dinh"
    assert row_of(result.verdicts, "CB01", "cn_xuat_sac_2_nam")["reading"] == ""


def test_alike_pairs_are_told_once_and_rightly(synthetic):
    """A pair told through its like reads as it would if it were told by itself."""
    asking = Asking(PLAN, synthetic.as_of, Words.of("vi"))
    cases = Cases(synthetic, synthetic._survey, asking, restricted=False)
    told = {
        (synthetic._pairs["subject_id"].iloc[pair], cases.criterion_of(pair)): sentence(
            asking[cases.criterion_of(pair)], cases[pair]
        )
        for pair in range(len(synthetic._pairs))
    }
    frame = synthetic.verdicts
    keys = zip(frame["subject_id"], frame["criterion_id"], strict=True)
    assert dict(zip(keys, frame["says"], strict=True)) == told


@pytest.mark.parametrize(("subject", "criterion", "says"), [
    ("CB29", "cn_xuat_sac_2_nam",
     "Còn khả năng: tối thiểu 02 năm hoàn thành xuất sắc nhiệm vụ (II.2.2 Cá nhân, gạch 2, vế 2). "
     "Có 01 năm (2024); cần thêm 01 năm trong 01 năm còn lại (2025). Tạm tính: Không đạt."),
    ("DV08", "tt_chi_tieu_khong_hut",
     "Không đạt: không chỉ tiêu nào hụt (II.2.2 Tập thể, gạch 2, vế 2). "
     "Không đạt năm 2023 (Tỷ lệ văn bản xử lý đúng hạn: 95/100)."),
    ("CB19", "cn_luon_tot",
     "Chưa đủ dữ liệu: năm nào cũng hoàn thành tốt nhiệm vụ trở lên (II.2.2 Cá nhân, gạch 2, vế 1)."
     " Đã đạt 03 năm (2021, 2022, 2024). Thiếu dòng năm 2023 trong sổ Xếp loại: người giữ sổ cần "
     "bổ sung."),
    ("CB05", "chung_suy_ton",
     "Không đạt: được tập thể suy tôn, công nhận (II.2.1, gạch 1, vế 3). Tập thể phòng, ban, đơn vị "
     "xét ngày 28 tháng 8 năm 2025 được 08/16 phiếu (50 %); cần trên 50 % số phiếu."),
    ("CB20", "cn_thu_truong_gan_tap_the",
     "Không đạt: thủ trưởng gắn với tập thể (II.2.2 Cá nhân, gạch 2, vế 5). Là cấp trưởng tập thể "
     "DV10; tập thể không đạt về: năm nào cũng hoàn thành tốt nhiệm vụ trở lên."),
    ("DV09", "tt_luon_tot",
     "Còn khả năng: năm nào cũng hoàn thành tốt nhiệm vụ trở lên (II.2.2 Tập thể, gạch 1, vế 1). "
     "Đã đạt 02 năm (2023, 2024); cần đạt thêm 01 năm trong 01 năm còn lại (2025). Không tính năm "
     "2022 (không xếp loại, có lý do). Tính từ năm 2022: 04/05 năm của giai đoạn. Tạm tính: Đạt."),
    ("CB02", "cn_thu_truong_gan_tap_the",
     "Đạt: thủ trưởng gắn với tập thể (II.2.2 Cá nhân, gạch 2, vế 5). Không phải cấp trưởng, nên "
     "không phải xét."),
])  # fmt: skip
def test_sentences_that_an_official_can_check(result, subject, criterion, says):
    assert row_of(result.verdicts, subject, criterion)["says"] == says


def test_a_merged_unit_says_which_line_fails(result):
    says = row_of(result.verdicts, "DV10", "tt_luon_tot")["says"]
    assert "tập thể DV04: Còn khả năng. Đã đạt 04 năm (2021-2024)" in says
    assert "tập thể DV05: Không đạt. Không đạt năm 2022 (Hoàn thành nhiệm vụ)." in says


@pytest.mark.parametrize("as_of", DATES)
def test_both_languages_tell_every_verdict(office, as_of):
    result = lt.evaluate(office, PLAN, as_of)
    for lang in ("vi", "en"):
        frame = explaining.verdicts(result, lang=lang)
        words = Words.of(lang)
        starts = [words.say("verdicts", verdict) for verdict in frame["verdict"]]
        assert all(s.startswith(v) for s, v in zip(frame["says"], starts, strict=True))
        assert not frame["says"].str.contains(r"[{}]|None|\(\)|  ", regex=True).any()


# Evidence


def test_evidence_stands_where_it_says(result, workbook):
    """The workbook, opened by another library, has the person's id in every row that is named."""
    book = openpyxl.load_workbook(workbook, read_only=True, data_only=True)
    rows = {
        (sheet.title, number): [str(cell) for cell in row]
        for sheet in book
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)
    }
    frame = result.evidence
    kinds = result.subjects.set_index("subject_id")["subject_kind"]
    own = frame[frame["row"].notna() & (frame["subject_id"].map(kinds) == "person")]
    assert len(own) > 800
    for row in own.itertuples():
        assert any(row.subject_id in cell for cell in rows[row.sheet, row.row]), row


def test_a_unit_s_disciplinary_rows_stand_where_they_say(tmp_path):
    """The workbook has the decision of a member in every row that is named."""
    path = save_tables(sample_tables(seed=7), tmp_path / "so-lieu.xlsx", "xlsx")
    result = lt.evaluate(lt.read(path), PLAN, "khoa_so")
    frame = explaining.evidence(result, restricted=True)
    rows = frame[frame["table"] == "discipline"]
    assert len(rows) > 10
    assert rows[["file", "sheet", "row"]].notna().all(axis=None)
    sheet = openpyxl.load_workbook(path, data_only=True)["discipline"]
    heads = [cell.value for cell in sheet[1]]
    names, changes = result.office["memberships"], result.office["unit_changes"]
    into = changes.groupby("to_unit_id")["from_unit_id"].agg(list).to_dict()
    for row in rows.itertuples():
        written = dict(zip(heads, (cell.value for cell in sheet[int(row.row)]), strict=True))
        person = written["person_id"]
        asked = {row.subject_id, *into.get(row.subject_id, [])}
        assert {person, *names["unit_id"][names["person_id"] == person]} & asked
        document = None if pd.isna(row.document) else row.document
        assert (row.file, document) == ("so-lieu.xlsx", written["decision_no"])


def test_evidence_names_the_file_the_row_and_the_paper(result):
    frame = result.evidence
    mine = frame[(frame["subject_id"] == "CB13") & (frame["criterion_id"] == "cn_luon_tot")]
    conflict = mine[mine["part"] == "perhaps"]
    assert set(conflict["file"]) == {"van-phong-mau.xlsx"}
    assert set(conflict["sheet"]) == {"Xếp loại"}
    assert conflict["row"].tolist() == [61, 62]
    assert conflict["document"].tolist() == ["2022/QĐ-VP", "2022a/QĐ-VP"]
    assert conflict["year"].tolist() == [2022, 2022]


def test_what_is_missing_has_a_year_and_no_row(result):
    frame = result.evidence
    gap = frame[(frame["subject_id"] == "CB19") & (frame["criterion_id"] == "cn_luon_tot")]
    missing = gap[gap["part"] == "missing"]
    assert missing["year"].tolist() == [2023]
    assert missing["row"].isna().all()
    assert missing["file"].isna().all()


def test_a_predecessor_s_gap_is_asked_of_the_predecessor():
    office = lt.Office.from_frames(
        {
            "units": pd.DataFrame(
                {"unit_id": ["A", "B", "C"], "opened": ["2015-01-01", "2015-01-01", "2023-03-01"]}
            ),
            "unit_changes": pd.DataFrame(
                {
                    "date": ["2023-03-01"] * 2,
                    "kind": ["merge"] * 2,
                    "from_unit_id": ["A", "B"],
                    "to_unit_id": ["C", "C"],
                }
            ),
            "ratings": pd.DataFrame(
                {"subject_id": ["A", "A", "B"], "year": [2021, 2022, 2021]}
            ).assign(rating="hoan_thanh_tot"),
        }
    )
    result = lt.evaluate(office, PLAN, "so_ket_2023")
    rows = result.explain("C", "tt_luon_tot").rows
    missing = rows[rows["part"] == "missing"]
    assert list(zip(missing["of"], missing["year"], strict=True)) == [("B", 2022)]


def test_only_the_target_that_was_missed_breaks(result):
    rows = result.explain("DV08", "tt_chi_tieu_khong_hut").rows
    assert rows.loc[rows["part"] == "breaks", "says"].tolist() == [
        "Tỷ lệ văn bản xử lý đúng hạn: 95/100"
    ]


@pytest.mark.parametrize("as_of", DATES)
def test_whatever_is_not_met_can_be_explained(office, as_of):
    """A failed or unknown gate has a row, a missing one, or a reason that its sentence states."""
    result = lt.evaluate(office, PLAN, as_of)
    check_explained(result)


def check_explained(result):
    frame, evidence = explaining.verdicts(result), result.evidence
    assert set(evidence["part"]) <= set(PARTS)
    noted = set(zip(evidence["subject_id"], evidence["criterion_id"], strict=True))
    for row in frame.itertuples():
        if row.verdict == "unknown":
            assert row.why_unknown, row
            assert (row.subject_id, row.criterion_id) in noted, row
        if row.verdict == "failed" and (row.subject_id, row.criterion_id) not in noted:
            assert declared(result, row.criterion_id), row


def declared(result, criterion_id):
    """Whether a criterion can fail on what is not there: too few, too late, or no years at all."""
    kind = result.plan.criterion(criterion_id).kind
    return kind in {
        *("events_at_least", "place_within", "ratio_at_least"),
        *("every_year", "years_at_least", "mean_over_window", "k_of"),
    }


def random_result(office_and_cells, plan, as_of):
    office, unreadable = office_and_cells
    return lt.evaluate(lt.read(registers.frames(office, unreadable)), plan, as_of)


@random_offices
@given(
    strategies.offices(("c0", "c1", "c2")),
    strategies_plans.small_plans(),
    strategies.as_of_days,
    st.sampled_from(("vi", "en")),
    st.booleans(),
)
def test_every_kind_option_and_policy_is_explained(office_and_cells, plan, as_of, lang, restricted):
    result = random_result(office_and_cells, plan, as_of)
    check_explained(result)
    for subject in [*result.subjects["subject_id"], *result.out_of_scope["subject_id"]]:
        told = str(result.explain(subject, lang=lang, restricted=restricted))
        assert "{" not in told, told
        assert "()" not in told, told


# Explanations


def test_an_explanation_goes_down_to_the_row(result):
    told = str(result.explain("CB13"))
    assert told.startswith(
        "Cá nhân CB13, thuộc tập thể DV03, xét đến ngày 30 tháng 9 năm 2025\nTheo: Kế hoạch"
    )
    flat = " ".join(told.split())
    assert "Văn bản: “trong đó có tối thiểu 02 năm được đánh giá là hoàn thành xuất sắc" in flat
    assert "Tham số: từ mức: Hoàn thành xuất sắc nhiệm vụ; số năm: 02" in flat
    assert "số lần: 01 (giả định)" in flat
    assert "Cách hiểu: tuong_duong=bo_nganh (bằng khen cấp bộ, ban, ngành trung ương" in flat
    assert "số 1013/QĐ-UBND, ngày 12 tháng 5 năm 2023 [Khen thưởng, dòng 30" in flat
    assert "do tập thể và hội đồng quyết định" in flat


def test_an_explanation_in_english(result):
    told = " ".join(str(result.explain("CB13", lang="en")).split())
    assert told.startswith("Person CB13, of unit DV03, as of 30 September 2025")
    assert "Not enough data: rated good or better in every year (II.2.2 People, dash 2" in told
    assert "disagrees with another row" in told
    assert "count: 1 (assumption)" in told


def test_one_criterion_comes_with_its_parts(result):
    explanation = result.explain("DV08", "tt_vuot_chi_tieu")
    assert [clause.criterion_id for clause in explanation.clauses] == [
        *("tt_vuot_chi_tieu", "tt_chi_tieu_khong_hut", "tt_chi_tieu_co_vuot")
    ]
    assert explanation["tt_vuot_chi_tieu"].verdict == "failed"
    assert explanation["tt_vuot_chi_tieu"].rows == ()


def test_an_explanation_agrees_with_the_frames(result):
    for subject in ("DV10", "CB06", "CB44"):
        explanation = result.explain(subject)
        frame = result.verdicts[result.verdicts["subject_id"] == subject]
        told = {clause.criterion_id: clause.says for clause in explanation.clauses}
        assert told == dict(zip(frame["criterion_id"], frame["says"], strict=True))
        line = result.subjects.set_index("subject_id").loc[subject]
        assert explanation.verdict == line["verdict"]
        assert explanation.provisional == line["provisional"]
        assert explanation.countable == line["countable"]


def test_to_frame_is_a_row_per_criterion(result):
    frame = result.explain("CB13").to_frame()
    assert frame["criterion_id"].is_unique
    assert {"role", "verdict", "says", "clause", "quote", "parameters", "rows"} <= set(frame)
    assert (frame.loc[frame["role"] == "gate", "quote"] != "").all()


def test_it_renders_in_a_notebook(result):
    html = result.explain("CB13")._repr_html_()
    assert html.count("<tr>") > 20
    assert "<table>" in html
    assert "1013/QĐ-UBND" in html
    assert "&quot;" in html or "“" in html


def test_text_from_files_is_escaped():
    office = lt.Office.from_frames(
        {
            "units": pd.DataFrame({"unit_id": ["A"]}),
            "commendations": pd.DataFrame(
                {
                    "subject_id": ["A"],
                    "form": ["bang_khen"],
                    "level": ["tinh"],
                    "decision_no": ["<script>"],
                    "decision_date": ["2022-05-05"],
                }
            ),
        }
    )
    html = lt.evaluate(office, PLAN, "so_ket_2023").explain("A")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(("subject", "told"), [
    ("CB03", "không còn thuộc cơ quan vào ngày 30 tháng 9 năm 2025 (ngày cuối: 30 tháng 6 năm 2024)"),
    ("DV04", "đã sáp nhập; quá trình của tập thể này được xét trong tập thể DV10"),
    ("DV06", "đã đổi tên; kết quả ghi ở tập thể DV11"),
])  # fmt: skip
def test_somebody_out_of_scope_is_told_why(result, subject, told):
    explanation = result.explain(subject)
    assert told in explanation.left_out
    assert explanation.verdict is None
    assert explanation.clauses == ()
    assert told in str(explanation)
    assert told in explanation._repr_html_()
    assert explanation.to_frame().empty


@pytest.mark.parametrize(("asked", "answer"), [
    (("CB1",), 'subject "CB1" is not known; did you mean "CB01"?'),
    (("CB13", "cn_lun_tot"), 'criterion "cn_lun_tot" is not known; did you mean "cn_luon_tot"?'),
    (("CB13", "tt_luon_tot"), 'asked of the subject "tt_luon_tot"'),
])  # fmt: skip
def test_a_wrong_name_is_answered_with_the_nearest(result, asked, answer):
    with pytest.raises(lt.InputError) as error:
        result.explain(*asked)
    assert answer in str(error.value)


# What does not show


def test_discipline_shows_its_clause_and_nothing_else(result):
    told = str(result.explain("DV03", "tt_khong_ky_luat"))
    assert "II.2.2 Tập thể, gạch 4" in told
    for detail in ("CB12", "CB40", "31/QĐ-VP", "10 tháng 5 năm 2022", "Khiển trách,"):
        assert detail not in told
    assert result.explain("DV03", "tt_khong_ky_luat")["tt_khong_ky_luat"].rows == ()
    private = result.evidence["table"] == "discipline"
    assert private.any()
    assert result.evidence.loc[private, "document"].isna().all()


def test_the_restricted_view_shows_the_decision(result):
    told = " ".join(str(result.explain("DV03", "tt_khong_ky_luat", restricted=True)).split())
    assert "của CB12, Hành chính · Khiển trách, số 31/QĐ-VP, ngày 10 tháng 5 năm 2022" in told
    frame = explaining.evidence(result, restricted=True)
    assert "31/QĐ-VP" in set(frame.loc[frame["table"] == "discipline", "document"])


def test_the_reason_of_a_year_not_rated_is_hidden(result):
    assert "Thai sản" not in str(result.explain("CB08"))
    assert "Thai sản" in str(result.explain("CB08", restricted=True))
    assert not result.verdicts["says"].str.contains("Thai sản|maternity").any()


def test_an_absent_register_is_named():
    office = lt.Office.from_frames({"units": pd.DataFrame({"unit_id": ["A"]})})
    frame = lt.evaluate(office, PLAN, datetime.date(2026, 3, 31)).verdicts
    says = row_of(frame, "A", "tt_bang_khen")
    assert says["why_unknown"] == "register_gap"
    assert "Không có sổ Khen thưởng: cần nộp sổ này." in says["says"]
