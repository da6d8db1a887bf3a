"""Records of random offices under random plans: a record alone is judged as the office was."""

import json
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import lantoa as lt
import registers
import strategies
import strategies_plans
from lantoa.criteria.book import Book
from lantoa.criteria.fingerprints import canonical_json
from lantoa.records.making import Desk, notes_of
from lantoa.records.verifying import faults
from soaking import examples

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

thorough = settings(
    max_examples=examples(12),
    derandomize=True,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
IN_SMALL_PLANS = strategies.offices(("c0", "c1", "c2"))
IN_THE_PLAN = strategies.offices(("chung_suy_ton", "chung_thanh_tich_nhiem_vu", "tt_doan_ket"))


def as_a_file(plan):
    """The plan as if its readings and changes stood in its file: official, and no question open."""
    return replace(plan, _book=Book(plan._book.rules, {}))


def records(office_and_cells, plan, as_of, track=None):
    office = lt.read(registers.frames(*office_and_cells))
    desk = Desk(lt.evaluate(office, as_a_file(plan), as_of=as_of, track=track), everybody=True)
    return {one: desk.record(one, notes_of(None, None, None)) for one in desk.judged}


def check(office_and_cells, plan, as_of, track=None):
    for content in records(office_and_cells, plan, as_of, track).values():
        found = faults(json.loads(canonical_json(content)))
        assert not found, "\n".join(str(difference) for difference in found[:5])


@thorough
@given(IN_SMALL_PLANS, strategies_plans.small_plans(), strategies.as_of_days)
def test_every_kind_option_and_policy(office_and_cells, plan, as_of):
    check(office_and_cells, plan, as_of)


@thorough
@given(IN_THE_PLAN, strategies_plans.readings_of_the_plan(), strategies.as_of_days)
def test_the_bundled_plan_under_any_reading(office_and_cells, plan, as_of):
    check(office_and_cells, plan, as_of)


@settings(thorough, max_examples=examples(5))
@given(IN_THE_PLAN, strategies_plans.readings_of_the_plan(), strategies.as_of_days)
def test_a_track_with_what_it_inherits(office_and_cells, plan, as_of):
    check(office_and_cells, plan, as_of, track="chuyen_de")


@settings(thorough, max_examples=examples(5))
@given(IN_THE_PLAN, strategies_plans.readings_of_the_plan(), strategies.as_of_days)
def test_the_order_of_rows_does_not_change_a_byte(office_and_cells, plan, as_of):
    office, unreadable = office_and_cells
    shuffler = random.Random(7)
    orders = {table: shuffler.sample(range(len(rows)), len(rows)) for table, rows in office.items()}
    shuffled = {table: [rows[i] for i in orders[table]] for table, rows in office.items()}
    moved = {(table, orders[table].index(index), column) for table, index, column in unreadable}
    one, other = (records(both, plan, as_of) for both in (office_and_cells, (shuffled, moved)))
    assert canonical_json(one) == canonical_json(other)
