"""What somebody lacks to count as in: the rows proposed are laid on and everything is judged anew."""

import datetime

import pandas as pd
import pytest
from hypothesis import given, settings

import lantoa as lt
from lantoa.scenarios.admitting.knowing import known_on
from lantoa.scenarios.admitting.needing import Needing
from least import PLAN, judged, laid, not_in, office_on, verdicts
from random_results import COUNTINGS, results, some
from soaking import examples

END = datetime.date(2026, 12, 31)
FEW = 4  # rows that are taken away in turn
SUPPORTS = ("movements", "calls", "practices")  # what a supposed row needs to stand


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
    for rows in list(smaller(answer.rows))[:FEW]:
        assert not all(settled(result, answer, rows).values()), rows


# ---- the rows that are proposed


@pytest.mark.parametrize("day", ["so_ket_2023", "de_nghi_2025", "tong_ket_2025"])
def test_the_rows_do_it_and_none_can_be_left_out(day):
    result = judged(day, "provisional", "all")
    answers = [result.least_change(one) for one in not_in(result, 200)[::22]]
    able = [answer for answer in answers if answer.possible and answer.enough]
    assert able or day == "tong_ket_2025"
    for answer in able[:1]:
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
    for one in waiting[:1]:
        answer = result.least_change(one)
        own = answer.frame.set_index(["subject_id", "criterion_id"])
        if pd.notna(own.loc[(one, criterion), "needed"]):
            pair = (one, criterion)
            assert settled(result, answer, answer.rows)[pair]
            found += 1
    assert found


@settings(some, max_examples=examples(12))
@given(results())
def test_on_random_offices_and_plans(drawn):
    known = known_on(drawn.office, drawn._resolved["facts"], drawn.as_of)
    asked = {"counting": drawn.counting, "gates": drawn.gates}
    result = lt.evaluate(known, drawn.plan, drawn.as_of, **asked)
    for one in not_in(result, 3):
        answer = result.least_change(one)
        assert len(answer.frame)
        if answer.possible and answer.enough:
            expect_least(result, answer)


def test_what_is_guessed_in_one_go_is_what_each_criterion_needs_alone():
    result = judged("so_ket_2023", "provisional", "all")
    found = 0
    for one in ("CB0030", "CB0060", "DV07"):
        needing = Needing(result, one)
        for need in needing.needs:
            if need.steps:
                alone = needing.choosing.fewest(need.pair)
                assert len(alone) == len(need.steps), need.pair
                assert not needing.choosing.settled([need.pair], alone[:-1])
                found += 1
    assert found > 5


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
