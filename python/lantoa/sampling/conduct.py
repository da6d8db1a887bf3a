"""Discipline: rare, more of it where things do not go well, each case a decision of its own."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lantoa.sampling.columns import Bools, Columns, Days, Floats, Ints, blank_days, coded, day, ids
from lantoa.sampling.decisions import Registry
from lantoa.sampling.draws import pick, stream
from lantoa.sampling.staff import Staff
from lantoa.sampling.workdays import working
from lantoa.sampling.world import World

KINDS = ["hanh_chinh", "dang", "doan_the"]
FORMS = ["khien_trach", "canh_cao", "ha_bac_luong", "phe_binh"]
SIGNED_BY = {"hanh_chinh": "co_so", "dang": "dang_uy", "doan_the": "cong_doan"}


def discipline_table(world: World, staff: Staff, registry: Registry) -> Columns:
    """The table `discipline`: three people in a thousand a year."""
    chance = stream(world.seed, "discipline")
    hits = chance.random((len(world.years), world.people)) < _rate(staff)
    year, person = np.nonzero(hits)
    signed = working(_first_days(world)[year] + chance.integers(20, 330, len(year)))
    there = (staff.joined[person] + 200 <= signed) & (signed <= staff.left[person])
    person, signed = person[there].astype(np.int32), signed[there]
    kind = pick(chance, [0.7, 0.2, 0.1], len(person))
    return {
        "person_id": ids(person, world.ids),
        "kind": coded(kind, KINDS),
        "form": coded(pick(chance, [0.7, 0.18, 0.02, 0.1], len(person)), FORMS),
        "act_id": coded(np.arange(len(person)), [f"VV{at + 1:05d}" for at in range(len(person))]),
        "act_date": signed - chance.integers(30, 120, len(person)),
        "decision_no": _numbers(registry, kind, signed),
        "decision_date": signed,
        "self_detected": chance.random(len(person)) < 0.3,
        "annulled_on": blank_days(len(person)),
    }


def _rate(staff: Staff) -> Floats:
    """How likely discipline is in a year: nil for who is ever in the unit of the best line."""
    after = staff.lines.after
    best = after[staff.lines.quality.argmax()]
    spared = (after[staff.line] == best) | (after[staff.next_line] == best)
    usual = 0.012 * (1 - staff.ability) * (1 - staff.lines.quality[staff.line])
    return np.where(spared, 0, usual)


def _first_days(world: World) -> Days:
    return np.array([day(year) for year in world.years])


def _numbers(registry: Registry, kind: Ints, signed: Days) -> pd.Categorical:
    """A number for every decision, in the style of the body that took it."""
    numbers = np.empty(len(kind), object)
    for code, name in enumerate(KINDS):
        rows = np.flatnonzero(kind == code)
        numbers[rows] = registry.numbers(SIGNED_BY[name], signed[rows])
    return coded(np.arange(len(kind)), list(numbers))


def disciplined_in(world: World, table: Columns) -> dict[int, Bools]:
    """Who was disciplined by the state or the party in each year, heavily enough for the rating."""
    counts = table["kind"].isin(["hanh_chinh", "dang"]) & (table["form"] != "phe_binh")
    years = table["decision_date"].astype("M8[Y]").astype(int) + 1970
    people = table["person_id"].codes
    found = {}
    for year in world.years:
        found[year] = np.zeros(world.people, bool)
        found[year][people[counts & (years == year)]] = True
    return found
