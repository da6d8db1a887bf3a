"""What is recorded of every person every year: rating and family title.

Excellent ratings keep to a fifth of those rated good or better in each unit and year. Someone
disciplined by the state or the party is rated no better than completed in the year of the
decision, and not completed since September 2023, as the decrees ask.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lantoa.sampling.columns import BLANK, Bools, Columns, Floats, Ints, coded, day, ids, joined
from lantoa.sampling.decisions import Registry, decided
from lantoa.sampling.draws import Stream, best_of_group, pick, stream
from lantoa.sampling.lines import Lines
from lantoa.sampling.staff import Staff
from lantoa.sampling.world import World

RATINGS = ["khong_hoan_thanh", "hoan_thanh", "hoan_thanh_tot", "hoan_thanh_xuat_sac"]
REASONS = ["under_6_months", "maternity", "training", "long_leave", "new_unit", "other"]
NOT_COMPLETED, COMPLETED, GOOD, EXCELLENT = range(4)
UNDER_6_MONTHS, MATERNITY, TRAINING, LONG_LEAVE, NEW_UNIT, OTHER = range(6)

_LOST = 0.008
"""Share of people whose rating of a year nobody can find."""


@dataclass(frozen=True)
class Year:
    """One year of everybody; n people.

    Attributes:
        year: The year.
        unit: The unit on 1 December, -1 for those who are not there, n.
        rating: NOT_COMPLETED to EXCELLENT, BLANK where not rated, lost or not there, n.
        reason: A code of REASONS, BLANK where rated, lost or not there, n.
        score: What the ratings were drawn from; it orders people for the titles, n.
    """

    year: int
    unit: Ints
    rating: Ints
    reason: Ints
    score: Floats


def rate_people(world: World, staff: Staff, disciplined: dict[int, Bools]) -> list[Year]:
    """The ratings of everybody, year by year.

    Args:
        world: The frame of the sample.
        staff: The people.
        disciplined: Who was disciplined in which year, by the state or the party.
    """
    chance = stream(world.seed, "ratings")
    return [_rate(chance, world, staff, year, disciplined[year]) for year in world.years]


def _rate(chance: Stream, world: World, staff: Staff, year: int, disciplined: Bools) -> Year:
    unit = staff.unit_on(day(year, 12, 1))
    score = staff.ability + 0.22 * (chance.random(world.people) - 0.5)
    luck = chance.random(world.people)
    rating = np.full(world.people, GOOD, np.int32)
    rating[luck < 0.07 * (1.25 - staff.ability)] = COMPLETED
    rating[luck < 0.004 * (1.25 - staff.ability)] = NOT_COMPLETED
    rating[disciplined] = COMPLETED if year < 2023 else NOT_COMPLETED
    reason = _reasons(chance, staff, year)
    lost = (unit < 0) | (chance.random(world.people) < _LOST)
    rating[(reason != BLANK) | lost] = BLANK
    reason[lost] = BLANK
    rating[_excellent(unit, rating, score, world.units)] = EXCELLENT
    return Year(year, unit, rating, reason, score)


def _reasons(chance: Stream, staff: Staff, year: int) -> Ints:
    """Why someone is not rated: short of six months by the calendar, the rest by chance."""
    size = len(staff.line)
    drawn = pick(chance, [0.004, 0.003, 0.001, 0.992], size)
    reason = np.array([TRAINING, LONG_LEAVE, OTHER, BLANK], np.int32)[drawn]
    reason[staff.woman & (chance.random(size) < 0.012)] = MATERNITY
    reason[staff.joined > day(year, 7)] = UNDER_6_MONTHS
    return reason


def _excellent(unit: Ints, rating: Ints, score: Floats, units: int) -> Bools:
    """A fifth, rounded down, of those rated good in each unit."""
    good = np.flatnonzero(rating == GOOD)
    places = np.bincount(unit[good], minlength=units) // 5
    chosen = np.zeros(len(unit), bool)
    chosen[good] = best_of_group(unit[good], score[good], places)
    return chosen


def rating_table(world: World, years: list[Year], registry: Registry) -> Columns:
    """The ratings of people, decided in the second week of December."""
    return joined(_rating_rows(world, year, registry) for year in years)


def _rating_rows(world: World, year: Year, registry: Registry) -> Columns:
    rows = np.flatnonzero((year.rating != BLANK) | (year.reason != BLANK))
    signed = np.array([day(year.year, 12, 5 + year.year % 6)])
    return {
        "subject_id": ids(rows, world.ids),
        "year": np.full(len(rows), year.year, np.int32),
        "rating": coded(year.rating[rows], RATINGS),
        "reason_unrated": coded(year.reason[rows], REASONS),
        **decided(registry, "co_so", signed, np.zeros(len(rows), np.int32)),
    }


def family_table(world: World, staff: Staff) -> Columns:
    """The family title of everybody who is there at the end of a year; one in fifty is not known."""
    chance = stream(world.seed, "families")
    steady = chance.random(world.people)
    return joined(_families_of(chance, world, staff, year, steady) for year in world.years)


def _families_of(chance: Stream, world: World, staff: Staff, year: int, steady: Floats) -> Columns:
    rows = np.flatnonzero(staff.here(day(year, 12, 31)) & (chance.random(world.people) >= 0.02))
    lost = np.where(steady[rows] < 0.06, 0.5, 0.015)
    return {
        "person_id": ids(rows, world.ids),
        "year": np.full(len(rows), year, np.int32),
        "held": chance.random(len(rows)) >= lost,
    }


def unit_is_open(lines: Lines, on: np.datetime64) -> Bools:
    """Which units exist on a day."""
    begun = np.isnat(lines.opened) | (lines.opened <= on)
    return np.asarray(begun & (np.isnat(lines.closed) | (lines.closed >= on)))
