"""Whom each whole weight and each number of a quota places within the line."""

from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import quota_plans
from reference_standing import Standing
from soaking import examples

PLAN = lt.load_plan("exemplars-2021-2025")
WIDE = {"counting": "possible", "gates": "countable"}
WEIGHTS = ["diem_sang_kien", "diem_nam_xuat_sac", "diem_tt_bang_khen"]
NUMBERS = [
    "so_luong_ca_nhan.share_per_mille",
    "so_luong_ca_nhan.minimum_places",
    "so_luong_tap_the.share_per_mille",
]


@cache
def judged(seed=7, people=80, plan=PLAN):
    office = lt.sample_office(units=10, people=people, years=range(2021, 2026), seed=seed)
    return lt.evaluate(office, plan, "de_nghi_2025", **WIDE)


def ids(cell):
    return set(cell.split(", ")) if cell else set()


def within(result, change, quotas):
    """Who is within the line of every quota that applies, when the changed plan is judged."""
    plan = result.plan.change(change)
    lines = lt.evaluate(result.office, plan, result.as_of, **WIDE).quota_lines
    asked = lines[lines["quota"].isin(quotas) & lines["group"].notna()]
    beside = set(asked["subject_id"][asked["line"] != "within"])
    return set(asked["subject_id"]) - beside


def proportional(path, value):
    return lt.Scenario({path: value}, weights="proportional")


def expect_as_evaluated(result, path, values, change, quotas):
    curve = result.tipping(path)
    frame = curve.frame
    present = within(result, {}, quotas)
    for value in values:
        row = frame[frame["value"] <= value].iloc[-1]
        assert pd.isna(row["until"]) or value <= row["until"]
        found = within(result, change(path, value), quotas)
        assert row["count"] == len(found), (path, value)
        assert ids(row["gained"]) == found - present, (path, value)
        assert ids(row["lost"]) == present - found, (path, value)
    return curve


def around(frame, most):
    """Every start, the value before it, and some between."""
    starts = [int(value) for value in frame["value"]]
    beside = [value - 1 for value in starts if value]
    return sorted({*starts, *beside, most, *range(0, most, max(most // 8, 1))})


@pytest.mark.parametrize("criterion", WEIGHTS)
def test_a_weight_is_what_evaluating_the_proportional_scenario_gives(criterion):
    result = judged()
    path = f"{criterion}.weight"
    quota = ["so_luong_tap_the" if "_tt_" in criterion else "so_luong_ca_nhan"]
    values = around(result.tipping(path).frame, 1000)
    curve = expect_as_evaluated(result, path, values, proportional, quota)
    assert curve.path == f"criterion.{path}"
    assert curve.now == dict(PLAN.criterion(criterion).parameters)["weight"]


@settings(max_examples=examples(4), derandomize=True)
@given(st.integers(0, 10_000), st.lists(st.integers(0, 1000), min_size=4, max_size=4))
def test_on_random_offices(seed, values):
    result = judged(seed, 60)
    path = "diem_bang_khen.weight"
    expect_as_evaluated(result, path, values, proportional, ["so_luong_ca_nhan"])


@pytest.mark.parametrize("path", ["diem_nam_xuat_sac.weight", "diem_sang_kien.weight"])
def test_with_a_quota_inside_another(tmp_path, path):
    plan = quota_plans.nested(tmp_path, "office", "field", "number = 6", quota_plans.OF_CANDIDATES)
    result = lt.evaluate(judged(9, 150).office, plan, "de_nghi_2025", **WIDE)
    standing = Standing(result, "person")
    found = result.tipping(path).frame
    assert len(found) > 1
    for value in around(found, 1000):
        row = found[found["value"] <= value].iloc[-1]
        changed = plan.change(proportional(path, value))
        weights = {name: changed.criterion(name).parameters["weight"] for name in standing.weights}
        sides = standing.lines(weights).values()
        named = [{name for name, side in one.items() if side == "within"} for one in sides]
        assert row["count"] == len(set.intersection(*named)), value


@pytest.mark.parametrize("path", NUMBERS)
def test_a_number_of_a_quota_is_what_evaluating_the_changed_plan_gives(path):
    result = judged()
    most = 1000 if path.endswith("mille") else 12
    values = around(result.tipping(path).frame, most)
    quota = [path.split(".")[0]]
    curve = expect_as_evaluated(result, path, values, lambda p, v: {p: v}, quota)
    assert curve.quota_id == quota[0]
    assert quota[0] in curve.title


def test_a_fixed_number_has_no_end(tmp_path):
    plan = quota_plans.nested(tmp_path, "office", "office", "number = 6", quota_plans.OF_SEATS)
    result = lt.evaluate(judged().office, plan, "de_nghi_2025", **WIDE)
    for path, names in (("muc_hai.number", ["muc_hai"]), ("muc_ba.share_per_mille", ["muc_ba"])):
        most = 1000 if "share" in path else 30
        values = around(result.tipping(path).frame, most)
        curve = result.tipping(path).frame
        for value in values[::2]:
            row = curve[curve["value"] <= value].iloc[-1]
            lines = lt.evaluate(
                result.office, plan.change(path, value), result.as_of, **WIDE
            ).quota_lines
            there = (lines["quota"] == names[0]) & (lines["line"] == "within")
            assert row["count"] == there.sum(), (path, value)
    assert pd.isna(result.tipping("muc_hai.number").frame["until"].iloc[-1])


def test_a_criterion_of_units_and_people_counts_both():
    both = {"diem_bang_khen.subjects": ["unit", "person"], "diem_tt_bang_khen.weight": 50}
    result = lt.evaluate(judged().office, PLAN.change(both), "de_nghi_2025", **WIDE)
    values = [0, 200, 450, 700, 950]
    quotas = ["so_luong_ca_nhan", "so_luong_tap_the"]
    found = within(result, {}, quotas)
    assert {name[:2] for name in found} == {"CB", "DV"}
    changed = result.plan.change(proportional("diem_bang_khen.weight", 700))
    assert changed.criterion("diem_tt_lan_toa").parameters["weight"] < 150
    expect_as_evaluated(result, "diem_bang_khen.weight", values, proportional, quotas)


def test_a_plan_whose_weights_were_changed_starts_from_them():
    plan = PLAN.change({"diem_sang_kien.weight": 400, "diem_lan_toa.weight": 50})
    result = lt.evaluate(judged().office, plan, "de_nghi_2025", **WIDE)
    path = "diem_nam_xuat_sac.weight"
    values = [0, 150, 350, 500]
    curve = expect_as_evaluated(result, path, values, proportional, ["so_luong_ca_nhan"])
    assert curve.frame["until"].iloc[-1] == 550, "what was set stays, so there is no room above"


def test_what_is_counted_is_told():
    told = repr(judged().tipping("diem_sang_kien.weight"))
    assert "trong vạch của mọi số lượng áp dụng" in told
    assert "Trong vạch" in told
    assert "GIẢ ĐỊNH" in told


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("diem_sang_kie.weight", 'did you mean "diem_sang_kien.weight"'),
        ("cn_sang_kien.weight", "moves no line of a quota"),
        ("so_luong_ca_nhan.number", 'did you mean "so_luong_ca_nhan.'),
        ("co_cau_linh_vuc.number", "moves no line of a quota"),
    ],
)
def test_a_path_that_moves_no_line_is_refused_with_the_nearest(path, says):
    with pytest.raises(lt.InputError) as caught:
        judged().tipping(path)
    assert says in str(caught.value)


def test_a_track_has_no_lines():
    result = lt.evaluate(judged().office, PLAN, "khoa_so", track="chuyen_de")
    with pytest.raises(lt.InputError, match=r"no path of the plan does\. A weight does"):
        result.tipping("diem_sang_kien.weight")


def test_too_many_rankings_are_refused_with_what_can_be_asked(monkeypatch):
    from lantoa.scenarios.sweeping import line_tipping

    monkeypatch.setattr(line_tipping, "MOST_WORK", 1000)
    with pytest.raises(lt.InputError, match=r"sweep_weight.*exactly and unrounded"):
        judged().tipping("diem_sang_kien.weight")
