"""Points of scored criteria: what is on record, and what missing values could make of it."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import lantoa as lt
import reference
import reference_points
import registers
import strategies
import strategies_plans
from soaking import examples

JUDGED = ("chung_suy_ton", "chung_thanh_tich_nhiem_vu", "tt_doan_ket")
TABLE = {0: 0, 1: 350, 2: 1000}  # parts to points
SCORED = {"diem_nam_xuat_sac": "chung_thanh_tich", "diem_tt_sang_kien": "tt_vuot_chi_tieu"}
CHANGES = {
    path: value
    for scored, counted in SCORED.items()
    for path, value in (
        (f"{scored}.statistic_of", counted),
        (f"{scored}.map", [list(step) for step in TABLE.items()]),
    )
}

thorough = settings(
    max_examples=examples(40),
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


@thorough
@given(strategies.offices(JUDGED), strategies_plans.readings_of_the_plan(), strategies.as_of_days)
def test_points_for_parts_count_those_that_hold(office_and_cells, plan, as_of):
    office, unreadable = office_and_cells
    plan = plan.change(CHANGES)
    resolved = plan.resolved(as_of)
    judged, _ = reference.evaluate(office, resolved, as_of, unreadable)
    criteria = {criterion["id"]: criterion for criterion in resolved["criteria"]}
    result = lt.evaluate(lt.read(registers.frames(office, unreadable)), plan, as_of)
    found = result.points
    for row in found[found["criterion_id"].isin(SCORED)].itertuples():
        counted = criteria[SCORED[row.criterion_id]]
        if counted["kind"] != "k_of":  # another reading makes it another rule
            continue
        low, high = judged[row.subject_id].parts_held(counted)
        assert (row.points, row.points_high) == (TABLE[low], TABLE[high]), (row, as_of)


@thorough
@given(strategies.offices(JUDGED), strategies_plans.readings_of_the_plan(), strategies.as_of_days)
def test_points_are_those_of_the_greatest_threshold_that_is_met(office_and_cells, plan, as_of):
    office, unreadable = office_and_cells
    resolved = plan.resolved(as_of)
    scored = [
        criterion
        for criterion in resolved["criteria"]
        if criterion["kind"] == "scored" and reference_points.rule_of(resolved, criterion)
    ]
    expected = reference_points.points(office, resolved, as_of, unreadable, scored)
    result = lt.evaluate(lt.read(registers.frames(office, unreadable)), plan, as_of)
    names = {criterion["id"] for criterion in scored}
    found = {
        (row.subject_id, row.criterion_id): (row.points, row.points_high)
        for row in result.points.itertuples()
        if row.criterion_id in names
    }
    assert found == expected, (as_of, {key: found.get(key) for key in expected})


@pytest.mark.parametrize("without", [(), ("targets",)])
def test_a_register_that_a_part_reads_and_that_is_absent_leaves_the_points_out(without):
    plan = lt.load_plan("exemplars-2021-2025").change(CHANGES)
    office = lt.sample_office(4, 15, seed=7)
    tables = {name: office[name] for name in office.tables if name not in without}
    points = lt.evaluate(lt.Office.from_frames(tables), plan, "khoa_so").points
    assert ("diem_tt_sang_kien" in set(points["criterion_id"])) is not bool(without)
