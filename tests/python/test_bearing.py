"""What the core says it reads of a policy: whatever else a policy says must change nothing."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import lantoa as lt
import registers
import strategies
import strategies_plans
from lantoa import _core
from lantoa.agreeing.bearing import Bearing
from lantoa.agreeing.questions import asked
from lantoa.criteria.model import Policy
from soaking import examples

PARTS = {key: _core.PolicyPart[key.upper()] for key in strategies_plans.POLICY}

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


def test_every_policy_of_a_plan_is_one_that_the_core_knows():
    keys = set(Policy.model_fields) - {"status", "interpretation"}
    assert {key.upper() for key in keys} == set(_core.PolicyPart.__members__)
    assert keys == set(strategies_plans.POLICY)


def judged(office, plan, as_of):
    """The bits of every subject under every rule, by id and criterion."""
    result = lt.evaluate(office, plan, as_of)
    found, rules = result._found, result._rules
    return {
        (result._packed.ids[code], name): int(found.bits[row, number])
        for row, code in enumerate(found.subjects)
        for name, number in rules.rule_of.items()
    }


def reads(plan, name, part, unit):
    """Whether a criterion, or a part of it, reads a part of the policy; a link may read any."""
    criterion = plan.criterion(name)
    if criterion.kind == "linked":
        return True
    if criterion.kind == "k_of":
        return any(reads(plan, one, part, unit) for one in criterion.parameters["of"])
    return _core.reads(_core.Kind[criterion.kind.upper()], part, unit=unit)


VALUES = [(key, value) for key, values in strategies_plans.POLICY.items() for value in values]


def changed_unread(office, plan, as_of):
    """What a policy changes although no rule reads it: subject, criterion, policy, value."""
    units = set(office["units"]["unit_id"]) if "units" in office.tables else set()
    names = [one.id for one in plan.criteria if one.kind != "scored"]
    before = judged(office, plan, as_of)
    for key, value in VALUES:
        part, after = PARTS[key], judged(office, plan.change(f"policy.{key}", value), as_of)
        assert before.keys() == after.keys() or _core.decides_scope(part)
        for subject, name in sorted(before.keys() & after.keys()):
            same = before[subject, name] == after[subject, name]
            if name in names and not same and not reads(plan, name, part, subject in units):
                yield subject, name, key, value


@settings(
    max_examples=examples(40),
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    strategies.offices(("c0", "c1", "c2")), strategies_plans.small_plans(), strategies.as_of_days
)
def test_a_policy_that_a_rule_does_not_read_changes_nothing(office_and_cells, plan, as_of):
    office = lt.read(registers.frames(*office_and_cells))
    assert list(changed_unread(office, plan, as_of)) == []


@pytest.mark.parametrize("as_of", ["so_ket_2023", "khoa_so"])
def test_nor_does_it_in_the_bundled_plan(as_of):
    plan = lt.load_plan("exemplars-2021-2025")
    assert list(changed_unread(lt.sample_office(seed=7), plan, as_of)) == []


def test_a_policy_bears_on_the_rules_that_read_it_only():
    plan = lt.load_plan("exemplars-2021-2025")
    questions = asked(plan._book, ["nam_khong_xep_loai", "don_vi_sap_nhap"])
    bearing = Bearing(plan._book, questions, on_track=False)
    names = {
        name: [question.id for question in bearing.on(name)]
        for name in ("cn_luon_tot", "tt_luon_tot", "cn_bang_khen", "chung_suy_ton")
    }
    assert names == {
        "cn_luon_tot": ["nam_khong_xep_loai"],
        "tt_luon_tot": ["nam_khong_xep_loai", "don_vi_sap_nhap"],
        "cn_bang_khen": [],
        "chung_suy_ton": [],
    }
