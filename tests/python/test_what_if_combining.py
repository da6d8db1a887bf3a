"""How many count as in under every combination of edits: from one cube what judging each says."""

from functools import cache
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lantoa as lt
from lantoa.scenarios.differing.combining import combined
from lantoa.scenarios.thresholds import thresholds_of
from random_results import COUNTINGS, results, some

PLAN = lt.load_plan("exemplars-2021-2025")
EDITS = {
    "cn_xuat_sac_2_nam.years": 4,
    "criterion.cn_sang_kien.count": lt.add(-1),
    "tt_sang_kien.count": 4,
    "chung_thanh_tich.k": 2,
    "cn_luon_tot.except_years": 0,  # as it is
}


@cache
def judged(counting=None, gates=None):
    return lt.evaluate(
        lt.sample_office(seed=7), PLAN, "so_ket_2023", counting=counting, gates=gates
    )


def expect_each(result, scenario):
    found = combined(result, scenario, 8)
    assert len(found) == 2 ** len(scenario)
    asked = {"counting": result.counting, "gates": result.gates}
    for size in range(len(scenario) + 1):
        for edits in combinations(scenario, size):
            plan = result.plan.change(scenario.only(edits))
            afresh = lt.evaluate(result.office, plan, result.as_of, **asked)
            assert found[frozenset(edits)] == afresh.subjects["counted"].sum(), edits


@pytest.mark.parametrize(("counting", "gates"), COUNTINGS)
def test_edits_of_thresholds_under_every_counting(counting, gates):
    expect_each(judged(counting, gates), lt.Scenario(EDITS))


@some
@given(results(), st.data())
def test_on_random_offices_and_plans(result, data):
    known = thresholds_of(result)
    if len(known) < 2:
        return
    paths = data.draw(st.lists(st.sampled_from(sorted(known)), min_size=2, max_size=3, unique=True))
    most = {path: min(known[path].most, known[path].least + 5) for path in paths}
    values = {path: data.draw(st.integers(known[path].least, most[path])) for path in paths}
    expect_each(result, lt.Scenario(values))


def test_nothing_is_judged_for_the_shares(monkeypatch):
    result = lt.evaluate(lt.sample_office(seed=7), PLAN, "so_ket_2023")
    found = result.what_if(EDITS)
    moved = found.after.subjects["counted"].sum() - result.subjects["counted"].sum()
    monkeypatch.setattr("lantoa._core.evaluate", None)
    assert sum(found.shares.values()) == moved != 0


@pytest.mark.parametrize(
    "edits",
    [
        {"cn_xuat_sac_2_nam.years": 3},  # one alone has no shares
        {"cn_xuat_sac_2_nam.years": 3, "cn_luon_tot.at_least": "hoan_thanh"},
        {"cn_xuat_sac_2_nam.years": 3, "quota.so_luong_ca_nhan.share_per_mille": 200},
    ],
)
def test_other_edits_are_left_to_judging(edits):
    assert combined(judged(), lt.Scenario(edits), 8) == {}


def test_more_edits_than_are_asked_for_are_not_combined():
    assert combined(judged(), lt.Scenario(EDITS), 4) == {}
