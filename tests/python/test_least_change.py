"""What somebody lacks to count as in: the rows proposed are laid on and everything is judged anew."""

import datetime
import re
from functools import cache

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import lantoa as lt
import registers
import strategies
import strategies_plans
from lantoa.scenarios.admitting.knowing import known_on

PLAN = lt.load_plan("exemplars-2021-2025", lang="en")
END = datetime.date(2026, 12, 31)
COUNTINGS = [(c, g) for c in ("possible", "provisional", "met") for g in ("all", "countable")]
SUPPORTS = ("movements", "calls", "practices")  # what a supposed row needs to stand

some = settings(
    max_examples=14,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@cache
def office_on(day):
    """The sample office with nothing in it that is decided after a day."""
    office, day = lt.sample_office(seed=7), pd.Timestamp(day)
    frames = {name: office[name].astype(object) for name in office.tables if name != "aliases"}
    columns = {"attestations": "date", "contributions": "date", "adoptions": "started_on"}
    for name, frame in frames.items():
        column = columns.get(name, "decision_date")
        if column in frame:
            frames[name] = frame = frame[~(frame[column] > day)]
        if "decision_date" not in frame and "year" in frame:
            frames[name] = frame = frame[frame["year"] < day.year + (day.month == 12)]
        for ended in ("annulled_on", "to", "closed"):
            if ended in frame and name != "coverage":
                frames[name] = frame = frame.assign(
                    **{ended: frame[ended].mask(frame[ended] > day)}
                )
    for name, start in (("memberships", "from"), ("movements", "from"), ("calls", "date")):
        frames[name] = frames[name][frames[name][start] <= day]
    frames["unit_changes"] = frames["unit_changes"].query("date <= @day")
    return lt.read(frames)


@cache
def judged(day="de_nghi_2025", counting=None, gates=None):
    asked = {"counting": counting, "gates": gates}
    return lt.evaluate(office_on(PLAN.as_of(day)), PLAN, day, **asked)


def laid(office, rows):
    return office.suppose(**rows) if rows else office


def verdicts(result, column, subjects):
    """What somebody comes to at every criterion, without a word about it."""
    there = set(result.subjects["subject_id"])
    frame = result._surveyed([one for one in subjects if one in there])[0]
    return frame.set_index(["subject_id", "criterion_id"])[column].astype(str).to_dict()


def settled(result, answer, rows):
    """Which criteria in the way are settled when everybody is judged anew with these rows."""
    asked = {"counting": result.counting, "gates": result.gates, "track": result.track}
    now = lt.evaluate(laid(result.office, rows), result.plan, result.as_of, **asked)
    then = lt.evaluate(laid(result.office, rows), result.plan, END, **asked)
    whose = answer.frame["subject_id"].unique()
    by_then = verdicts(then, "verdict", whose)
    column = "provisional" if result.counting == "provisional" else "verdict"
    by_now = verdicts(now, column, whose)
    wanted = ("met", "open") if result.counting == "possible" else ("met",)
    pairs = answer.frame[["subject_id", "criterion_id"]].itertuples(index=False, name=None)
    return {pair: by_then.get(pair) == "met" or by_now[pair] in wanted for pair in pairs}


def smaller(rows):
    """The same rows less one, each in its turn, with what only that one needed."""
    for table, listed in rows.items():
        if table in SUPPORTS:
            continue
        for at in range(len(listed)):
            fewer = {**rows, table: [*listed[:at], *listed[at + 1 :]]}
            yield {name: kept for name, kept in fewer.items() if kept}


def expect_least(result, answer):
    """The rows do it, and without any one of them something stays in the way."""
    assert all(settled(result, answer, answer.rows).values())
    for rows in smaller(answer.rows):
        assert not all(settled(result, answer, rows).values()), rows


def not_in(result, most):
    subjects = result.subjects
    return subjects["subject_id"][~subjects["counted"]].tolist()[:most]


# ---- the rows that are proposed


@pytest.mark.parametrize("day", ["so_ket_2023", "de_nghi_2025", "tong_ket_2025"])
def test_the_rows_do_it_and_none_can_be_left_out(day):
    result = judged(day, "provisional", "all")
    answers = [result.least_change(one) for one in not_in(result, 200)[::22]]
    able = [answer for answer in answers if answer.possible and answer.enough]
    assert able or day == "tong_ket_2025"
    for answer in able[:2]:
        expect_least(result, answer)


@pytest.mark.parametrize(("counting", "gates"), COUNTINGS)
def test_under_every_counting(counting, gates):
    result = judged("so_ket_2023", counting, gates)
    answers = [result.least_change(one) for one in not_in(result, 200)[::40]]
    for answer in [one for one in answers if one.possible and one.enough][:1]:
        expect_least(result, answer)


def test_whatever_is_open_can_be_brought_by_rows():
    result = judged("so_ket_2023", "provisional", "all")
    for one in not_in(result, 200)[::32]:
        frame = result.least_change(one).frame
        is_open = frame["verdict"] == "open"
        assert (frame.loc[is_open, "needed"] > 0).all(), one


KINDS = {
    "somebody takes a practice up": ({"reading.lan_toa_cach_xet": "co_noi_theo"}, "chung_lan_toa"),
    "every movement is answered": (
        {"reading.tham_gia_muc": "moi_phong_trao"},
        "chung_tham_gia_phong_trao",
    ),
    "a mean": (
        {"reading.vuot_chi_tieu_cach_tinh": "binh_quan_giai_doan"},
        "tt_vuot_chi_tieu",
    ),
    "years in a row": ({"cn_xuat_sac_2_nam.consecutive": True}, "cn_xuat_sac_2_nam"),
    "the first place": ({"reading.chung_dan_dau_cach_xet": "thu_hang"}, "chung_dan_dau"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_of_each_kind(kind):
    change, criterion = KINDS[kind]
    base = judged("so_ket_2023")
    plan = PLAN.change(change)
    result = lt.evaluate(base.office, plan, base.as_of, counting="provisional", gates="all")
    frame = result.verdicts.query("criterion_id == @criterion and provisional != 'met'")
    waiting = frame[frame["verdict"].isin(["open", "unknown"])]["subject_id"].tolist()
    found = 0
    for one in waiting[:: max(1, len(waiting) // 2)]:
        answer = result.least_change(one)
        own = answer.frame.set_index(["subject_id", "criterion_id"])
        if pd.notna(own.loc[(one, criterion), "needed"]):
            pair = (one, criterion)
            assert settled(result, answer, answer.rows)[pair]
            found += 1
    assert found


JUDGED = ("c0", "c1", "c2")


@some
@given(
    strategies.offices(JUDGED),
    strategies_plans.small_plans(),
    strategies.as_of_days,
    st.sampled_from(COUNTINGS),
)
def test_on_random_offices_and_plans(office_and_cells, plan, as_of, counting):
    office = lt.read(registers.frames(*office_and_cells))
    known = known_on(office, plan.resolved(as_of)["facts"], as_of)
    result = lt.evaluate(known, plan, as_of, counting=counting[0], gates=counting[1])
    for one in not_in(result, 3):
        answer = result.least_change(one)
        assert len(answer.frame)
        if answer.possible and answer.enough:
            expect_least(result, answer)


def test_what_a_later_day_knows_is_not_used():
    day = PLAN.as_of("so_ket_2023")
    plan = PLAN.change({"reading.tham_gia_muc": "moi_phong_trao"})
    whole, then = (
        lt.evaluate(office, plan, day, counting="provisional", gates="all")
        for office in (lt.sample_office(seed=7), office_on(day))
    )
    for one in ("CB0017", "DV03"):
        columns = ["gate", "subject_id", "criterion_id", "action", "needed", "years", "by_when"]
        told = [result.least_change(one).frame[columns] for result in (whole, then)]
        assert told[0].equals(told[1]), one


# ---- what a gate needs


def test_what_is_lacking_is_told_gate_by_gate():
    answer = judged().least_change("CB0016")
    told = answer.frame[["criterion_id", "action", "needed", "years"]].to_numpy().tolist()
    assert told == [["cn_bang_khen", "bring", 1, ""], ["cn_gia_dinh", "bring", 1, "2025"]]
    assert answer.frame["by_when"].dt.date.tolist() == [datetime.date(2025, 12, 31)] * 2
    assert answer.frame["who"].tolist() == ["CB0016", "CB0016"]
    assert list(answer.rows) == ["commendations", "families"]


def test_a_row_that_a_register_lacks_is_filled_in_by_its_keeper():
    answer = judged().least_change("CB0017")
    row = answer.frame.iloc[0]
    assert (row["action"], row["years"], row["who"]) == ("fill", "2021", "the register's keeper")
    assert answer.cells["table"].tolist() == ["ratings"]


def test_a_judgement_is_asked_of_the_body_that_gives_it():
    frame = judged().least_change("CB0011").frame.set_index("criterion_id")
    assert frame.loc["cn_guong_mau", "action"] == "judge"
    assert frame.loc["cn_guong_mau", "who"] == PLAN.criterion("cn_guong_mau").by


def test_a_head_is_told_what_the_unit_owes():
    result = judged()
    frame = result.least_change("CB0005").frame.set_index("gate", drop=False)
    frame = frame.loc["cn_thu_truong_gan_tap_the"]
    assert set(frame["subject_id"]) == {"DV11"}
    unit = result.least_change("DV11").frame
    assert frame["criterion_id"].tolist() == unit["criterion_id"].tolist()
    assert frame["needed"].tolist() == unit["needed"].tolist()


def test_cells_that_contradict_each_other_are_no_rows_to_bring():
    answer = judged().least_change("CB0022")
    assert answer.possible
    assert not answer.enough
    assert "contradict" in answer.cells["what"].iloc[0]
    assert "rows alone are not enough" in answer.sentence


def test_a_strict_list_only_waits_where_nothing_is_lacking():
    result = judged("de_nghi_2025", "met", "all")
    frame = result.least_change("DV05").frame.set_index("criterion_id")
    assert frame.loc["tt_khong_ky_luat", "action"] == "keep"
    assert pd.isna(frame.loc["tt_khong_ky_luat", "needed"])


# ---- what can no longer be


def test_a_closed_year_is_the_reason_and_its_row_is_named():
    answer = judged().least_change("CB0015")
    assert not answer.possible
    assert not answer.enough
    broke = answer.broke.query("criterion_id == 'cn_luon_tot'")
    assert broke[["table", "year"]].to_numpy().tolist() == [["ratings", 2024]]
    assert "no longer possible" in answer.sentence
    assert "2024" in answer.sentence


def test_what_is_lost_stays_lost_whatever_is_brought():
    result = judged()
    best = {"rating": "hoan_thanh_xuat_sac", "decision_date": "2025-12-01", "year": 2025}
    lost = ["CB0005", "CB0006", "CB0015"]
    rows = [{**best, "subject_id": one} for one in lost]
    then = verdicts(lt.evaluate(result.office.suppose(ratings=rows), PLAN, END), "verdict", lost)
    for one in lost:
        frame = result.least_change(one).frame
        gone = frame[(frame["action"] == "lost") & (frame["subject_id"] == one)]
        assert all(then[one, name] == "failed" for name in gone["criterion_id"])


# ---- who is in, and who is nobody's to judge


def test_who_is_in_needs_nothing():
    answer = judged().least_change("DV05")
    assert answer.counted
    assert answer.enough
    assert len(answer.frame) == 0
    assert answer.rows == {}


def test_who_is_out_of_scope_is_told_why():
    result = judged()
    gone = result.out_of_scope["subject_id"].iloc[0]
    answer = result.least_change(gone)
    assert answer.left_out in answer.sentence
    assert not answer.possible
    assert result.least_change(gone, "any").left_out == answer.left_out


def test_an_id_that_nobody_has_is_refused_with_the_nearest():
    with pytest.raises(lt.InputError, match='"CB020" is not known; did you mean "CB0020"'):
        judged().least_change("CB020")


# ---- how it shows


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("subject", ["CB0016", "CB0015", "CB0022", "DV05", "CB0005"])
def test_it_prints_in_both_languages_and_says_that_it_is_supposed(subject, lang, tmp_path):
    plan = lt.load_plan("exemplars-2021-2025", lang=lang)
    result = lt.evaluate(office_on(PLAN.as_of("de_nghi_2025")), plan, "de_nghi_2025")
    answer = result.least_change(subject)
    assert re.match("GIẢ ĐỊNH|SUPPOSED", repr(answer))
    assert answer.sentence in repr(answer)
    assert subject in answer._repr_html_()
    assert answer.plot().to_dict()["layer"]
    assert answer.to_excel(tmp_path / "a.xlsx").is_file()
