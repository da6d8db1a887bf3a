"""Twenty appeals against the list of the sample office, each answered by one call."""

import copy
import datetime
import doctest
import json
from functools import cache

import pytest

import lantoa as lt
from lantoa.records import Record
from lantoa.records.canonical import sealed

COUNCIL = "Hội đồng Thi đua - Khen thưởng"


@cache
def office():
    return lt.sample_office(seed=7)


@cache
def plan(lang="vi"):
    return lt.load_plan("exemplars-2021-2025", lang=lang)


@cache
def result(as_of="de_nghi_2025", lang="vi"):
    return lt.evaluate(office(), plan(lang), as_of=as_of)


def judged(of=None, by=None):
    return lt.evaluate(of or office(), by or plan(), as_of="de_nghi_2025")


def test_01_why_is_cb0020_not_on_the_list():
    answer = result().why_not("CB0020")
    assert not answer.counted
    assert [gate.criterion_id for gate in answer.gates] == ["cn_xuat_sac_2_nam"]
    assert "cần thêm 01 năm trong 01 năm còn lại (2025)" in str(answer)
    assert [line.free for line in answer.lines] == [2]  # it is the gate, not the seats


def test_02_which_clause_says_so():
    clause = result().explain("CB0020", "cn_xuat_sac_2_nam")["cn_xuat_sac_2_nam"]
    assert clause.clause == "II.2.2 Cá nhân, gạch 2, vế 2"
    assert "tối thiểu 02 năm" in clause.quote
    assert clause.status == "source"


def test_03_which_row_decided():
    rows = result().explain("CB0015", "cn_luon_tot")["cn_luon_tot"].rows
    broke = next(row for row in rows if row.part == "breaks")
    assert (broke.table, broke.year, broke.says) == ("ratings", 2024, "Hoàn thành nhiệm vụ")
    place = office().tables["ratings"].frame.iloc[broke.row - 1]
    assert (place["subject_id"], place["rating"]) == ("CB0015", "hoan_thanh")
    assert broke.document == place["decision_no"]


def test_04_which_row_is_missing_and_who_must_act():
    frame = result().worklist().frame
    asked = frame[(frame["subject_id"] == "DV03") & (frame["table"] == "ratings")].iloc[0]
    assert (asked["year"], asked["column"], asked["why"]) == (2021, "rating", "conflict")
    assert asked["by"] == "Người giữ sổ “Xếp loại”"


def test_05_in_which_way_was_the_clause_read():
    reading = result().explain("CB0018", "cn_sang_kien")["cn_sang_kien"].readings[0]
    assert (reading.question, reading.reading) == ("nhieu_sang_kien", "tu_hai")


def test_06_which_reading_would_let_cb0018_in():
    frame = result().agreement().set_index("subject_id")
    asked = frame.loc["CB0018"]
    assert not asked["in_by_default"]
    assert (asked["deciding_question"], asked["reading"]) == ("nhieu_sang_kien", "tu_mot")


def test_07_does_cb0033_stand_under_other_readings_too():
    asked = result().agreement().set_index("subject_id").loc["CB0033"]
    assert (asked["passing"], asked["combinations"]) == (11520, 23040)
    assert (asked["deciding_question"], asked["reading"]) == ("nhieu_sang_kien", "tu_ba")


def test_08_who_chose_the_reading_and_when():
    chosen = plan().choose("nhieu_sang_kien", "tu_ba", by=COUNCIL, on=datetime.date(2025, 3, 3))
    row = chosen.choices.iloc[0]
    assert (row["question"], row["by"]) == ("nhieu_sang_kien", COUNCIL)
    assert row["on"].date() == datetime.date(2025, 3, 3)
    assert f"({COUNCIL} chọn ngày 03/03/2025)" in str(judged(by=chosen).record("CB0033"))


def test_09_what_if_the_missing_row_were_there():
    more = {"subject_id": "CB0020", "year": 2025, "rating": "HTXSNV", "decision_date": "2025-09-22"}
    supposed = office().suppose(ratings=[more])
    answer = judged(supposed).why_not("CB0020")
    assert answer.named
    assert str(answer).startswith("GIẢ ĐỊNH")
    with pytest.raises(lt.InputError, match="cannot become a record"):
        judged(supposed).record("CB0020")


def test_10_what_if_the_number_asked_were_another():
    curve = result().tipping("cn_sang_kien.count").frame.set_index("value")
    assert curve.loc[1, "gained"] == "CB0018"
    assert curve.loc[3, "lost"] == "CB0033, CB0056"


def test_11_why_is_cb0033_before_cb0061_asked_by_the_council():
    answer = result().why_before("CB0033", "CB0061", restricted=True)
    assert (answer.before, answer.because, answer.sure) == ("first", "points", True)
    assert [(one.first, one.other) for one in answer.compared] == [(835_000, 650_000)]


def test_12_why_is_cb0033_before_cb0061_asked_by_cb0061():
    answer = result().why_before("CB0033", "CB0061")
    assert answer.subject_id == "CB0061"
    assert "CB0033" not in str(answer)
    assert "không so với đồng nghiệp nào" in str(answer)


def test_13_why_is_dv05_before_dv03_that_has_as_many_points():
    answer = result().why_before("DV05", "DV03", restricted=True)
    assert (answer.before, answer.because) == ("first", "only_first_in")
    assert not answer.sure  # DV03 is unknown: a row that is filled in may turn it
    assert len({one.first for one in answer.compared} | {one.other for one in answer.compared}) == 1


def test_14_where_is_the_line_and_how_far_from_it_is_dv01():
    line = result().why_not("DV01").lines[0]
    assert (line.quota, line.seats, line.status) == ("so_luong_tap_the", 2, "assumption")
    assert (line.cut, line.points) == (615_000, 250_000)


def test_15_who_shares_the_last_seats_and_who_parts_them():
    frame = result("so_ket_2023").quota_lines
    tied = frame[frame["line"] == "tied"]["subject_id"].iloc[0]
    answer = result("so_ket_2023").why_not(tied)
    line = next(line for line in answer.lines if line.line == "tied")
    assert line.level_with > 1
    assert f"{line.level_with} bằng nhau ở suất cuối, hội đồng quyết định" in str(answer)


def test_16_is_the_record_genuine():
    batch = result().batch()
    assert lt.verify(batch.records["CB0033"], batch=batch).accepted


def test_17_was_the_record_changed_after_the_meeting():
    changed = copy.deepcopy(json.loads(result().record("CB0061").to_json()))
    changed["points"]["criteria"][0]["points"] += 100
    found = lt.verify(Record.of(sealed(changed)))
    assert not found.accepted
    assert [one.path for one in found.differences] == ["points.criteria.diem_nam_xuat_sac.points"]


def test_18_why_was_it_judged_otherwise_two_years_ago():
    changes = lt.compare(result("so_ket_2023"), result()).changes
    asked = changes[
        (changes["subject_id"] == "CB0033") & (changes["criterion_id"] == "cn_luon_tot")
    ]
    row = asked.iloc[0]
    assert (row["was"], row["now"], row["because"], row["table"]) == (
        *("open", "met", "new_row", "ratings"),
    )


def test_19_until_which_day_can_it_still_be_reached():
    near = result().near().set_index("subject_id").loc["CB0018"]
    assert (near["criterion_id"], near["needed"]) == ("cn_sang_kien", 1)
    assert near["by_when"].date() == datetime.date(2025, 12, 31)


def test_20_why_was_somebody_not_judged_at_all():
    answer = result(lang="en").why_not("CB0090")
    assert answer.left_out.startswith("Person CB0090 no longer belonged to the office")
    assert answer.gates == answer.lines == ()


def test_21_why_does_a_head_fall_with_the_unit():
    rows = result().explain("CB0081")["cn_thu_truong_gan_tap_the"]
    head = result().record("CB0081")
    assert rows.verdict == "open"
    assert [unit["verdict"]["verdict"] for unit in head["units"]] == ["open"]
    assert "DV02" in rows.says


def test_22_against_whom_was_the_disciplinary_decision():
    shared = result().explain("DV01", "tt_khong_ky_luat")
    assert shared.rows.empty
    assert "Chi tiết chỉ có ở bản hạn chế" in str(shared)
    restricted = result().explain("DV01", "tt_khong_ky_luat", restricted=True)
    assert set(restricted.rows["table"]) == {"discipline"}


def test_23_is_the_place_sure():
    places = result().ranking("unit").set_index("subject_id")
    assert (places.loc["DV05", "place_low"], places.loc["DV05", "place_high"]) == (2, 2)
    line = result().why_not("DV05").lines[0]
    assert (line.line, line.sure) == ("within", False)  # DV03 may draw level with it


def test_24_the_facts_were_corrected_what_becomes_of_the_record():
    old = result().record("CB0018")
    more = {"initiative_id": "SK9", "subject_id": "CB0018", "year": 2025, "recognised": True,
            "scope": "co_so", "decision_no": "1/QĐ", "decision_date": "2025-08-01"}  # fmt: skip
    frames = {"initiatives": office()["initiatives"].head(0)}
    frames["initiatives"].loc[0] = {**dict.fromkeys(frames["initiatives"].columns), **more}
    new = judged(office().updated(frames)).record("CB0018", supersedes=old)
    assert (old["verdict"]["counted"], new["verdict"]["counted"]) == (False, True)
    assert new["notes"]["supersedes"] == old.fingerprint


def test_the_page_walks_one_appeal_from_the_question_to_the_verified_record(root):
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    page = str(root / "docs" / "appeals.md")
    ran = doctest.testfile(page, module_relative=False, optionflags=flags)
    assert ran.attempted > 20
    assert ran.failed == 0
