"""Commendations: for merit by the conditions of the law, for a topic or an occasion by chance.

A province's commendation for merit asks two excellent years in a row and two initiatives, or
(from 2024) two years in a row as emulation soldier; of a unit two years in a row as an
outstanding collective. The next one counts only years after the last.
"""

from __future__ import annotations

import numpy as np

from lantoa.sampling.columns import (
    BLANK,
    Bools,
    Columns,
    Days,
    Floats,
    Ints,
    blank_days,
    constant,
    day,
    ids,
    joined,
)
from lantoa.sampling.decisions import Registry, decided, issuers_of
from lantoa.sampling.draws import pick, stream
from lantoa.sampling.staff import Staff
from lantoa.sampling.titles import OUTSTANDING, PersonTitles
from lantoa.sampling.unit_years import UnitYear
from lantoa.sampling.world import World
from lantoa.sampling.yearly import EXCELLENT, Year

# form, level, category, weight: what is given beside merit
_OCCASIONS = [
    ("giay_khen", "co_so", "chuyen_de", 0.5),
    ("giay_khen", "co_so", "dot_xuat", 0.24),
    ("bang_khen", "tinh", "chuyen_de", 0.12),
    ("bang_khen", "doan_the_tinh", "chuyen_de", 0.05),
    ("bang_khen", "tinh_uy", "chuyen_de", 0.025),
    ("bang_khen", "bo", "chuyen_de", 0.025),
    ("ky_niem_chuong", "bo", "cong_hien", 0.03),
    ("bang_khen", "doan_the_trung_uong", "chuyen_de", 0.01),
]
_MERIT = ("bang_khen", "tinh", "cong_trang")
_RATE = 0.075
_ABLE = 0.55
"""Who is less able than this gets no more than a certificate of the agency."""


def commendation_table(
    world: World,
    staff: Staff,
    years: list[Year],
    titles: dict[int, PersonTitles],
    units: list[UnitYear],
    initiatives: Ints,
    registry: Registry,
) -> Columns:
    """The table `commendations`; ``initiatives`` counts those of T years and n people."""
    people = _merit_of_people(world, years, titles, initiatives)
    collectives = _merit_of_units(world, units)
    rows = [_merit_rows(world, np.hstack([people, collectives]), registry)]
    rows += _occasions(world, staff, units, registry)
    return joined(rows)


def _merit_of_people(
    world: World, years: list[Year], titles: dict[int, PersonTitles], initiatives: Ints
) -> Bools:
    """Years (T x n) that complete the conditions of the province's commendation."""
    excellent = np.array([year.rating == EXCELLENT for year in years])
    soldier = np.array([titles[year].of_base for year in world.years])
    earned = np.zeros(excellent.shape, bool)
    since = np.full(world.people, -1)
    for at in range(1, len(years)):
        by_rating = excellent[at] & excellent[at - 1]
        by_rating &= initiatives[at] + initiatives[at - 1] >= 2
        by_title = soldier[at] & soldier[at - 1] & (world.years[at] >= 2024)
        earned[at] = (by_rating | by_title) & (at - 1 > since)
        since[earned[at]] = at
    return earned


def _merit_of_units(world: World, units: list[UnitYear]) -> Bools:
    """Years (T x U) that complete two in a row as an outstanding collective."""
    earned = np.zeros((len(units), world.units), bool)
    since = np.full(world.units, -1)
    for at in range(1, len(units)):
        two = (units[at].title == OUTSTANDING) & (units[at - 1].title == OUTSTANDING)
        earned[at] = two & (at - 1 > since)
        since[earned[at]] = at
    return earned


def _merit_rows(world: World, earned: Bools, registry: Registry) -> Columns:
    year, subject = np.nonzero(earned)
    signed = np.array([day(each + 1, 4, 8 + each % 9) for each in world.years])
    return _rows(world, registry, subject, year, signed, year, _MERIT)


def _occasions(
    world: World, staff: Staff, units: list[UnitYear], registry: Registry
) -> list[Columns]:
    """Awards for a topic or an occasion: one in thirteen people and one in six units a year."""
    chance = stream(world.seed, "commendations")
    year, subject, able = _drawn(chance, world, staff, units)
    kind = pick(chance, [weight for *_, weight in _OCCASIONS], len(subject))
    kind[(able < _ABLE) & (kind > 1)] = 0
    kind[(subject >= world.people) & (kind == 6)] = 0
    which = 3 * year + chance.integers(0, 3, len(year))
    pieces = []
    for code, (form, level, category, _) in enumerate(_OCCASIONS):
        rows = kind == code
        signed = _rounds(world, code)
        what = (form, level, category)
        pieces.append(_rows(world, registry, subject[rows], year[rows], signed, which[rows], what))
    return pieces


def _drawn(
    chance: np.random.Generator, world: World, staff: Staff, units: list[UnitYear]
) -> tuple[Ints, Ints, Floats]:
    """Year (a position), subject and ability of everybody who gets something; units come last."""
    here = np.array(
        [staff.here(day(year, 3)) & staff.here(day(year, 12, 31)) for year in world.years]
    )
    rated = np.array([unit.rating != BLANK for unit in units])
    people = here & (chance.random(here.shape) < _RATE)
    collectives = rated & (chance.random(rated.shape) < 2 * _RATE)
    year, subject = np.nonzero(np.hstack([people, collectives]))
    scores = np.array([unit.score for unit in units])
    able = np.hstack([np.broadcast_to(staff.ability, here.shape), scores])[year, subject]
    return year, subject, able


def _rounds(world: World, code: int) -> Days:
    """Three rounds of decisions a year; every kind of award has days of its own."""
    return np.array(
        [day(year, month, 3 + 3 * code) for year in world.years for month in (5, 8, 11)]
    )


def _rows(
    world: World,
    registry: Registry,
    subject: Ints,
    year: Ints,
    signed: Days,
    which: Ints,
    what: tuple[str, str, str],
) -> Columns:
    form, level, category = what
    used, decision = np.unique(which, return_inverse=True)
    size = len(subject)
    levels = constant(level, size)
    return {
        "subject_id": ids(subject, world.ids),
        "year": np.array(world.years, np.int32)[year],
        "form": constant(form, size),
        "level": levels,
        "issuer": issuers_of(levels),
        "category": constant(category, size),
        **decided(registry, level, signed[used], decision),
        "status": constant(None, size),
        "annulled_on": blank_days(size),
    }


def counted(world: World, initiatives: Columns) -> Ints:
    """How many initiatives were recognised, T years x n people."""
    person = initiatives["subject_id"].codes
    rows = initiatives["recognised"] & (person < world.people)
    cell = (initiatives["year"][rows] - world.years[0]) * world.people + person[rows]
    size = len(world.years) * world.people
    return np.bincount(cell, minlength=size).reshape(len(world.years), world.people)
