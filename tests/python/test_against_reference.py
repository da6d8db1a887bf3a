"""The core against the plain-Python oracle, on random small offices under random plans."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import comparing
import lantoa as lt
import registers
import strategies
import strategies_plans
from soaking import examples

# an office is long in print, and a difference is told in words
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

thorough = settings(
    max_examples=examples(40),
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
JUDGED_IN_SMALL_PLANS = ("c0", "c1", "c2")
JUDGED_IN_THE_PLAN = ("chung_suy_ton", "chung_thanh_tich_nhiem_vu", "tt_doan_ket")


def judgings(plans):
    """A few plans, each with the day on which an office is judged by it."""
    return st.lists(st.tuples(plans, strategies.as_of_days), min_size=1, max_size=4)


def check(office_and_cells, judged_by, track=None):
    office, unreadable = office_and_cells
    read = lt.read(registers.frames(office, unreadable))
    for plan, as_of in judged_by:
        found = comparing.differences(office, plan, as_of, unreadable, track, read)
        assert not found, comparing.told(found, office, plan.resolved(as_of), as_of, unreadable)


@thorough
@given(strategies.offices(JUDGED_IN_SMALL_PLANS), judgings(strategies_plans.small_plans()))
def test_every_kind_option_and_policy(office_and_cells, judged_by):
    check(office_and_cells, judged_by)


@thorough
@given(strategies.offices(JUDGED_IN_THE_PLAN), judgings(strategies_plans.readings_of_the_plan()))
def test_the_bundled_plan_under_any_reading(office_and_cells, judged_by):
    check(office_and_cells, judged_by)


@settings(thorough, max_examples=examples(15))
@given(strategies.offices(JUDGED_IN_THE_PLAN), judgings(strategies_plans.readings_of_the_plan()))
def test_a_track_with_what_it_inherits(office_and_cells, judged_by):
    check(office_and_cells, judged_by, track="chuyen_de")
