"""A changed plan judged only where the change reaches: it must say what judging everything says."""

import datetime
from functools import cache

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lantoa as lt
from lantoa.scenarios.evaluated import KEPT, evaluated, reach_of
from lantoa.scenarios.thresholds import thresholds_of
from random_results import results, some
from soaking import SHARE, part_of

PLAN = lt.load_plan("exemplars-2021-2025")
PARAMETERS = PLAN.parameters
YEARS = "criterion.cn_xuat_sac_2_nam.years"
WEIGHTS = {"diem_sang_kien.weight": 250, "diem_lan_toa.weight": 200}


@cache
def judged(as_of="de_nghi_2025", counting=None):
    return lt.evaluate(lt.sample_office(seed=7), PLAN, as_of, counting=counting)


def afresh(result, plan, as_of=None):
    asked = {"counting": result.counting, "gates": result.gates, "track": result.track}
    return lt.evaluate(result.office, plan, as_of or result.as_of, **asked)


def expect_alike(one, other):
    for name in ("subjects", "points", "quota_lines", "quotas", "out_of_scope"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    assert (one._found.bits == other._found.bits).all()
    assert one.plan.fingerprint == other.plan.fingerprint
    assert one.watermark == other.watermark


def other_values():
    """Each path that has a list of values, with up to two that are not in force."""
    for row in PARAMETERS.itertuples():
        if isinstance(row.allowed, list) and not row.path.startswith("milestone."):
            values = [value for value in row.allowed if value != row.value]
            yield from ((row.path, value) for value in values[:2])


def section_of(path):
    own = path.partition(".")[0]
    return own if own in SECTIONS else "others"


SECTIONS = {"criterion": 90, "policy": 12, "reading": 40, "others": 30}
"""And how many values of each must at least have been asked: the plan refuses some."""


@pytest.mark.parametrize("section", SECTIONS)
def test_every_listed_value_gives_what_judging_afresh_gives(section):
    base = judged("so_ket_2023")
    asked = 0
    for path, value in part_of([one for one in other_values() if section_of(one[0]) == section]):
        try:
            plan = PLAN.change(path, value)
        except lt.InputError:
            continue  # possible at its place and not in the whole plan
        expect_alike(evaluated(base, plan), afresh(base, plan))
        asked += 1
    assert asked >= SECTIONS[section] * SHARE // 1.5, asked


@pytest.mark.parametrize(
    ("change", "reach"),
    [
        ({}, "nothing"),
        (WEIGHTS, "nothing"),
        ({"quota.so_luong_ca_nhan.share_per_mille": 400}, "nothing"),
        ({"scoring.ties": {"person": [], "unit": []}}, "nothing"),
        ({"diem_sang_kien.map": [[0, 0], [2, 1000]]}, "nothing"),
        ({YEARS: 3}, "thresholds"),
        ({YEARS: 3, **WEIGHTS}, "thresholds"),
        ({"chung_suy_ton.share_at_least": 700}, "thresholds"),  # another comparator, finer by one
        ({"cn_luon_tot.at_least": "hoan_thanh"}, "rules"),
        ({"policy.min_rated_years": 3}, "rules"),
        ({"reading.ky_luat_muc": "tu_canh_cao"}, "rules"),
        ({"plan.window": {"from": 2022, "to": 2025}}, "rules"),
    ],
)
def test_a_change_reaches_as_far_as_it_must(change, reach):
    base = judged()
    plan = PLAN.change(change)
    assert reach_of(base._resolved, plan.resolved(base.as_of)) == reach
    expect_alike(evaluated(base, plan), afresh(base, plan))


def test_thresholds_are_met_anew_and_nothing_is_judged_again(monkeypatch):
    base = lt.evaluate(lt.sample_office(seed=7), PLAN, "de_nghi_2025")
    points, _ = base._scored, base._measured
    monkeypatch.setattr("lantoa._core.evaluate", None)
    monkeypatch.setattr("lantoa._core.score", None)
    assert evaluated(base, WEIGHTS)._found is base._found
    assert evaluated(base, {YEARS: 3})._scored is points
    with pytest.raises(TypeError):  # what reaches further is judged, and now cannot be
        evaluated(base, {"cn_luon_tot.at_least": "hoan_thanh"})


@some
@given(results(), st.data())
def test_other_thresholds_on_random_offices_and_plans(base, data):
    known = thresholds_of(base)
    changes = {
        path: data.draw(st.integers(one.least, min(one.most, one.least + 6)))
        for path, one in known.items()
    }
    changed = base.plan.change(changes)
    found, expected = evaluated(base, changed), afresh(base, changed)
    assert (found._found.bits == expected._found.bits).all()
    pd.testing.assert_frame_equal(found.subjects, expected.subjects)


# ---- the counting and the day


def test_the_counting_stays_unless_the_change_is_about_it():
    path = "milestone.de_nghi_2025.counting"
    change = {path: {"verdict": "met", "gates": "countable"}}
    assert evaluated(judged(), {YEARS: 3}).counting == "provisional"
    assert (evaluated(judged(), change).counting, evaluated(judged(), change).gates) == (
        "met",
        "countable",
    )
    own = judged(counting="possible")
    assert (evaluated(own, change).counting, evaluated(own, change).gates) == (
        "possible",
        "countable",
    )


def test_a_milestone_that_moves_takes_the_day_with_it():
    moved = datetime.date(2025, 12, 20)
    change = {"milestone.de_nghi_2025.as_of": moved}
    found = evaluated(judged(), change)
    assert found.as_of == moved
    expect_alike(found, afresh(judged(), PLAN.change(change), moved))
    other_day = lt.evaluate(judged().office, PLAN, "2025-09-29")
    assert evaluated(other_day, change).as_of == datetime.date(2025, 9, 29)


# ---- what is remembered


def test_the_same_change_is_judged_once_whatever_road_leads_to_it():
    base = judged()
    by_dict = evaluated(base, {"cn_xuat_sac_2_nam.years": 3})
    assert evaluated(base, PLAN.change(YEARS, 3)) is by_dict
    assert evaluated(base, {YEARS: 4}) is not by_dict


def test_a_change_to_the_value_in_force_keeps_its_own_watermark():
    base = judged()
    assert evaluated(base, {}).official
    assert not evaluated(base, {YEARS: 2}).official


def test_what_is_refused_is_not_remembered():
    base = lt.evaluate(lt.sample_office(seed=7), PLAN, "de_nghi_2025")
    with pytest.raises(lt.InputError, match="years"):
        evaluated(base, {YEARS: 17})
    assert not base.__dict__.get("_changed")


def test_only_the_latest_are_remembered():
    base = lt.evaluate(lt.sample_office(seed=7), PLAN, "de_nghi_2025")
    first = evaluated(base, {"cn_sang_kien.count": 1})
    for count in range(2, KEPT + 2):
        evaluated(base, {"cn_sang_kien.count": count})
    assert len(base.__dict__["_changed"]) == KEPT
    assert evaluated(base, {"cn_sang_kien.count": 1}) is not first


def test_of_a_large_office_few_are_remembered(monkeypatch):
    base = lt.evaluate(lt.sample_office(seed=7), PLAN, "de_nghi_2025")
    monkeypatch.setattr("lantoa.scenarios.evaluated.ROWS", 300)
    for count in range(1, 9):
        evaluated(base, {"cn_sang_kien.count": count})
    assert len(base.__dict__["_changed"]) == 300 // len(base.subjects) == 3


def test_a_track_stays_a_track():
    base = lt.evaluate(lt.sample_office(seed=7), PLAN, "khoa_so", track="chuyen_de")
    change = {"chung_suy_ton.share_more_than": 900}
    expect_alike(evaluated(base, change), afresh(base, PLAN.change(change)))


@pytest.mark.parametrize(("lacking", "named"), [("people", "person_id"), ("units", "unit_id")])
def test_memberships_without_their_register_are_named(lacking, named):
    office = lt.sample_office(units=4, people=12, seed=7)
    tables = {name: one.frame for name, one in office.tables.items() if name != lacking}
    first = tables["memberships"][named].iloc[0]
    with pytest.raises(
        lt.InputError, match=f'{named} names "{first}".*no table {lacking}: expected'
    ):
        lt.evaluate(lt.Office.from_frames(tables), PLAN, as_of="de_nghi_2025")
