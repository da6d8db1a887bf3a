"""Wrong questions of what-if: each is told what was found and expected, and nothing is remembered."""

import re
from functools import cache

import pandas as pd
import pytest

import lantoa as lt
import small_plan
from lantoa.scenarios.evaluated import evaluated


@cache
def plan():
    return lt.load_plan("exemplars-2021-2025")


@cache
def result():
    office = lt.sample_office(units=6, people=30, years=range(2021, 2026), seed=7)
    return lt.evaluate(office, plan(), "de_nghi_2025")


def weights(**changes):
    return {f"diem_{name}.weight": value for name, value in changes.items()}


YEARS = "cn_xuat_sac_2_nam.years"

FAULTS = {
    "a path that is not there": ({"cn_xuat_sac_2_nam.yeras": 3}, "did you mean .*nam.years"),
    "a criterion that is not there": ({"cn_xuat_sac_3_nam.years": 3}, "did you mean .*2_nam.years"),
    "no path at all": ({"": 3}, "is not in the plan; did you mean"),
    "a path that is a number": ({3: 3}, "expected paths such as plan.parameters has, not 3"),
    "a question that is not there": ({"reading.ky_luat_mc": "x"}, 'did you mean "ky_luat_muc"'),
    "a reading that is not there": ({"ky_luat_muc": "tu_cah_cao"}, 'did you mean "tu_canh_cao"'),
    "a number below its scale": ({YEARS: 0}, "key years: 0; expected at least 1"),
    "a number above the window": ({YEARS: 6}, "key years: 6; expected at most 5"),
    "a level of another scale": (
        {"cn_luon_tot.at_least": "tap_the_lao_dong_xuat_sac"},
        "did you mean hoan_thanh_xuat_sac",
    ),
    "a text for a number": ({YEARS: "3"}, "key years: .3.; expected a whole number"),
    "a part for a whole number": ({YEARS: 2.5}, "key years: 2.5; expected a whole number"),
    "yes for a number": ({YEARS: True}, "key years: true; expected a whole number"),
    "a table for a number": ({YEARS: {"value": 2}}, "key years"),
    "no list of dated values": ({YEARS: []}, "key years"),
    "a day for a text": ({"policy.merged": pd.Timestamp("2025-01-01")}, "key merged"),
    "an edit of a level": ({"cn_luon_tot.at_least": lt.add(1)}, r"\+ 1 needs a number, and"),
    "an edit of a reading": ({"ky_luat_muc": lt.add(1)}, "question ky_luat_muc: reading"),
    "an edit of what is not asked": (
        {"so_luong_ca_nhan.number": lt.add(1)},
        "nothing stands there",
    ),
    "an edit that leaves the numbers": ({YEARS: lt.scale("3/4")}, "3/2 is no whole.*are 1 and 2"),
    "an edit below the scale": ({YEARS: lt.add(-2)}, "key years: 0; expected at least 1"),
    "one rule with two shares": (
        {"chung_suy_ton.share_at_least": 700, "chung_suy_ton.share_more_than": 500},
        "a rule holds one of .*, not both",
    ),
    "weights that do not make up the total": (
        weights(sang_kien=400),
        r'make 1100; expected 1000.*change other weights.*"proportional".*weights="<criterion>"',
    ),
}


@pytest.mark.parametrize(("changes", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_a_change_that_does_not_fit_is_told_and_not_remembered(changes, told):
    expect_refused(changes, told)


def expect_refused(changes, told):
    asked = result()
    before = asked.subjects, asked.quota_lines, dict(asked.__dict__.get("_changed", {}))
    for ask in (plan().change, lambda one: evaluated(asked, one), asked.what_if):
        with pytest.raises(lt.InputError, match=re.compile(told, re.DOTALL)):
            ask(changes)
    assert dict(asked.__dict__.get("_changed", {})) == before[2]
    assert evaluated(asked, {}).subjects.equals(before[0])
    assert evaluated(asked, {}).quota_lines.equals(before[1])


@pytest.mark.parametrize(
    ("changes", "rule", "told"),
    [
        (weights(sang_kien=400), "proportonal", 'weights "proportonal" .*mean "proportional"'),
        (weights(sang_kien=400), "diem_lan_tao", 'did you mean "diem_lan_toa"'),
        (weights(sang_kien=400), "cn_sang_kien", 'did you mean "diem_sang_kien"'),
        (weights(sang_kien=700), "diem_lan_toa", "diem_lan_toa would take -250, expected 0 or"),
        (weights(sang_kien=400), "diem_tt_lan_toa", "is not asked of a person; expected one that"),
        (weights(sang_kien=400), "diem_sang_kien", "diem_sang_kien was set or is asked of both"),
        (
            weights(sang_kien=900, bang_khen=200),
            "proportional",
            "= 1100 were set, expected at most",
        ),
        (
            weights(sang_kien=400, bang_khen=300, lan_toa=200, nam_xuat_sac=50),
            "proportional",
            r"the others \(none\) are all 0 and cannot share the rest, 50",
        ),
        (
            weights(nam_xuat_sac=0, sang_kien=0, bang_khen=0) | {"scoring.points_total": 1001},
            "proportional",
            "key weight: 1001; expected at most 1000",
        ),
        (weights(sang_kien="400"), "proportional", "key weight: .400.; expected a whole number"),
        (weights(sang_kien=lt.scale("1/7")), "proportional", "300/7 is no whole.*are 42 and 43"),
    ],
)
def test_weights_that_cannot_be_renormalised_are_told(changes, rule, told):
    expect_refused(lt.Scenario(changes, weights=rule), told)


def test_others_that_are_all_0_share_nothing(tmp_path):
    text = small_plan.TEXT.replace("weight   = 600", "weight   = 1000")
    text = text.replace("weight   = 400", "weight   = 0")
    small = lt.load_plan(small_plan.written(tmp_path, text))
    less = {"points_years.weight": 900}
    with pytest.raises(lt.InputError, match=r'\("points_award"\) are all 0 .* the rest, 100; set'):
        small.change(lt.Scenario(less, weights="proportional"))
    took = small.change(lt.Scenario(less, weights="points_award"))
    assert took == small.change(less | {"points_award.weight": 100})


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda: lt.Scenario(["a.b"]), "expected a mapping of paths to values, not list"),
        (lambda: lt.Scenario("a.b"), 'expected a mapping of paths to values, not "a.b"'),
        (lambda: lt.Scenario({"a.b": 1}, weights=3), '"proportional" or the id of a .* not 3'),
        (lambda: lt.Scenario({"a.b": 1}, weights=""), "or the id of a criterion, not ''"),
        (lambda: lt.Scenario({"a.b": 1}, reasons={"a.c": "x"}), 'did you mean "a.b"'),
        (lambda: lt.Scenario({"a.b": 1}, reasons={"a.b": 3}), "a.b: expected a text, not 3"),
        (lambda: lt.Scenario({"a.b": 1}, reasons="vì"), "expected a mapping of paths to texts"),
        (lambda: lt.Scenario({"x.y": 1, "criterion.x.y": 1}), "are the same path; keep one"),
        (lambda: lt.Scenario({"a.b": 1}) | {"a.b": 2}, "both scenarios change a.b: to 1 and to 2"),
        (lambda: lt.Scenario({"a.b": lt.add(1)}) | {"a.b": lt.add(2)}, r"to \+ 1 and to \+ 2"),
        (lambda: lt.Scenario({"a.b": None}) | {"a.b": 2}, "to taken back and to 2"),
        (lambda: lt.Scenario({"x.y": 1}) | {"criterion.x.y": 2}, "both .* change criterion.x.y"),
        (
            lambda: lt.Scenario(weights="a") | lt.Scenario(weights="b"),
            "how other weights move: a and b; a >> b lets the second win",
        ),
        (lambda: lt.Scenario({"a.b": 1}) >> 3, "expected a mapping of paths to values, not int"),
        (lambda: lt.Scenario({"a.b": "x"}) >> {"a.b": lt.add(1)}, 'a number, and "x" stands'),
        (lambda: lt.Scenario({"a.b": 1}).only(["a.c"]), 'path "a.c" .*did you mean "a.b"'),
        (lambda: lt.add(0.5), 'a text such as "3/2" or "1.5", not 0.5'),
        (lambda: lt.add(True), "not True"),
        (lambda: lt.add(None), "not None"),
        (lambda: lt.scale("1/0"), 'not "1/0"'),
        (lambda: lt.scale("1e9999999"), 'not "1e9999999"'),
        (lambda: lt.scale("một"), 'not "một"'),
        (lambda: plan().change(["a.b"]), "expected a mapping of paths to values, not list"),
        (lambda: plan().change(plan()), "a plan is no scenario"),
        (lambda: plan().change("cn_sang_kien.count"), "needs a value"),
    ],
)
def test_what_is_no_scenario_is_told(ask, told):
    with pytest.raises(lt.InputError, match=told):
        ask()


@pytest.mark.parametrize(
    ("axes", "told"),
    [
        (
            {"a.b": range(1000), "c.d": range(1_000_000)},
            "1000 × 1000000 = 1000000000 cells, expected at most 1000000; take fewer values",
        ),
        ({"a.b": range(10**30)}, "cells, expected at most 1000000"),
        ({"a.b": []}, "a.b: expected at least one value, found none"),
        ({"a.b": "abc"}, "expected a list of values or a range, not str"),
        ({"a.b": 3}, "expected a list of values or a range, not int"),
        ({"a.b": {1: 2}}, "expected a list of values or a range, not dict"),
        ({"a.b": [1, 2, 1]}, "a.b: the value 1 is given twice"),
        ({}, "expected a mapping of paths to values"),
        ([1], "expected a mapping of paths to values"),
        ({"x.y": [1], "criterion.x.y": [2]}, "are the same path"),
    ],
)
def test_a_grid_that_cannot_be_is_refused_before_anything_is_made(axes, told):
    with pytest.raises(lt.InputError, match=told):
        lt.Scenario.grid(axes)


def test_a_wrong_answer_is_not_kept_beside_the_right_one():
    asked = result()
    right = evaluated(asked, {YEARS: 3}).subjects
    with pytest.raises(lt.InputError):
        evaluated(asked, {YEARS: 30})
    assert evaluated(asked, {YEARS: 3}).subjects.equals(right)
    anew = lt.evaluate(asked.office, plan().change(YEARS, 3), asked.as_of)
    assert anew.subjects.equals(right)


def test_a_refused_file_leaves_the_plan_as_it_is(tmp_path):
    before = plan().canonical
    bad = tmp_path / "hoi.toml"
    bad.write_text('format = "scenario/1"\nid = "x"\nplan = "y"\n', encoding="utf-8")
    with pytest.raises(lt.InputError, match=r'hoi.toml: the scenario is meant for the plan "y"'):
        lt.load_scenario(bad, plan=plan())
    empty = tmp_path / "rong.toml"
    empty.write_bytes(b"")
    with pytest.raises(lt.InputError, match="key format: missing"):
        lt.load_scenario(empty)
    assert plan().canonical == before


@pytest.mark.parametrize("paths", ["cn_sang_kien.count", None, 3])
def test_only_takes_a_list_of_paths(paths):
    with pytest.raises(lt.InputError, match="only: expected a list of paths, not"):
        lt.Scenario({"cn_sang_kien.count": 1}).only(paths)
