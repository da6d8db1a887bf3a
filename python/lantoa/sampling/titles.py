"""Emulation titles: two ladders, given for a year, decided in the next.

People: advanced worker for tasks done (from 2024: rated good), emulation soldier of the base for
an initiative (from 2024 also for an excellent rating), at most 15 % of the advanced workers of a
unit; of the province after three such years in a row. Units: advanced collective with more than
half (from 2024: 70 %) advanced workers, outstanding with 70 %, an emulation soldier, nobody warned
and, from 2024, an excellent rating; a flag for the best of a cluster.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lantoa.sampling.columns import (
    BLANK,
    Bools,
    Columns,
    Ints,
    blank_days,
    coded,
    constant,
    day,
    ids,
    joined,
)
from lantoa.sampling.decisions import Registry, decided
from lantoa.sampling.draws import best_of_group
from lantoa.sampling.lines import blocks
from lantoa.sampling.unit_years import UnitYear
from lantoa.sampling.world import World
from lantoa.sampling.yearly import COMPLETED, EXCELLENT, GOOD, Year

PERSON_TITLES = [
    "lao_dong_tien_tien",
    "chien_si_thi_dua_co_so",
    "chien_si_thi_dua_tinh",
    "chien_si_thi_dua_toan_quoc",
]
UNIT_TITLES = [
    "tap_the_lao_dong_tien_tien",
    "tap_the_lao_dong_xuat_sac",
    "co_thi_dua_bo_tinh",
    "co_thi_dua_chinh_phu",
]
ADVANCED, OF_BASE, OF_PROVINCE = 0, 1, 2
OUTSTANDING, FLAG = 1, 2

_LAW_OF_2022 = 2024
"""The first year whose achievements are judged under the law of 2022."""

EVERY_TITLE_UP_TO = 20_000
"""In a larger office the units keep the lowest two titles of people; the register has the rest."""


@dataclass(frozen=True)
class PersonTitles:
    """Who earned what in one year; n people."""

    advanced: Bools
    of_base: Bools
    of_province: Bools


def earn(
    world: World,
    years: list[Year],
    warned: dict[int, Bools],
    ideas: dict[int, Bools],
    wide_ideas: dict[int, Bools],
) -> dict[int, PersonTitles]:
    """The titles of people, year by year.

    Args:
        world: The frame of the sample.
        years: Ratings.
        warned: Who was disciplined in which year.
        ideas: Who had an initiative recognised in which year.
        wide_ideas: And one of provincial scope.
    """
    found: dict[int, PersonTitles] = {}
    for year in years:
        floor = GOOD if year.year >= _LAW_OF_2022 else COMPLETED
        advanced = (year.rating >= floor) & ~warned[year.year]
        worthy = ideas[year.year]
        if year.year >= _LAW_OF_2022:
            worthy = worthy | (year.rating == EXCELLENT)
        of_base = _fifteen_in_a_hundred(world, year, advanced, advanced & worthy)
        found[year.year] = PersonTitles(
            advanced, of_base, _third_in_a_row(found, of_base, wide_ideas, year.year)
        )
    return found


def _fifteen_in_a_hundred(world: World, year: Year, advanced: Bools, worthy: Bools) -> Bools:
    places = 15 * np.bincount(year.unit[advanced], minlength=world.units) // 100
    rows = np.flatnonzero(worthy)
    chosen = np.zeros(world.people, bool)
    chosen[rows] = best_of_group(year.unit[rows], year.score[rows], places)
    return chosen


def _third_in_a_row(
    found: dict[int, PersonTitles], of_base: Bools, wide: dict[int, Bools], year: int
) -> Bools:
    """Three years in a row with an initiative of provincial scope in them, and none since the last."""
    before = [found.get(year - 1), found.get(year - 2)]
    earned = of_base & np.any([wide.get(year - back, ~of_base & of_base) for back in range(3)], 0)
    for titles in before:
        earned = earned & (titles.of_base & ~titles.of_province if titles else False)
    return np.asarray(earned)


def title_table(
    world: World, people: dict[int, PersonTitles], units: list[UnitYear], registry: Registry
) -> Columns:
    """The table `titles`; a row for the highest title of a year, and one more for a flag."""
    rows = [_person_rows(world, titles, year, registry) for year, titles in people.items()]
    rows += [_unit_rows(world, year, registry) for year in units]
    return joined(rows)


def _person_rows(world: World, titles: PersonTitles, year: int, registry: Registry) -> Columns:
    highest = np.full(world.people, BLANK, np.int32)
    if world.people <= EVERY_TITLE_UP_TO:
        highest[titles.advanced] = ADVANCED
        highest[titles.of_base] = OF_BASE
    highest[titles.of_province] = OF_PROVINCE
    people = np.flatnonzero(highest != BLANK)
    return _rows(world, people, highest[people], PERSON_TITLES, year, registry)


def _unit_rows(world: World, year: UnitYear, registry: Registry) -> Columns:
    flags = np.flatnonzero(year.flag)
    with_title = np.flatnonzero(year.title != BLANK)
    units = np.concatenate([with_title, flags])
    title = np.concatenate([year.title[with_title], np.full(len(flags), FLAG)])
    return _rows(world, world.unit_codes(units), title, UNIT_TITLES, year.year, registry)


def _rows(
    world: World, subject: Ints, title: Ints, names: list[str], year: int, registry: Registry
) -> Columns:
    """Rows of one year; the agency decides the lowest titles, the province the others."""
    agency = title <= (OF_BASE if names is PERSON_TITLES else 0)
    flag = (title == FLAG) if names is UNIT_TITLES else np.zeros(len(title), bool)
    sessions = ((agency, "co_so", 1), (~agency & ~flag, "tinh", 2), (flag, "tinh", 3))
    return joined(
        _session(world, subject[rows], coded(title[rows], names), year, issuer, month, registry)
        for rows, issuer, month in sessions
    )


def _session(
    world: World,
    subject: Ints,
    title: pd.Categorical,
    year: int,
    issuer: str,
    month: int,
    registry: Registry,
) -> Columns:
    """Rows that one decision holds."""
    signed = np.array([day(year + 1, month, 17 + year % 7)])
    size = len(subject)
    return {
        "subject_id": ids(subject, world.ids),
        "year": np.full(size, year, np.int32),
        "title": title,
        **decided(registry, issuer, signed, np.zeros(size, np.int32)),
        "status": constant(None, size),
        "annulled_on": blank_days(size),
    }


def award_units(
    world: World, year: Year, unit: UnitYear, titles: PersonTitles, warned: Bools
) -> UnitYear:
    """The title of every unit in one year, from those of its members."""
    there = year.unit >= 0
    count = np.bincount(year.unit[there], minlength=world.units)

    def members(who: Bools) -> Ints:
        return np.bincount(year.unit[there & who], minlength=world.units)

    advanced, strict = members(titles.advanced), year.year >= _LAW_OF_2022
    rated = (unit.rating != BLANK) & (count > 0) & (members(warned) == 0)
    enough = 10 * advanced >= 7 * count
    good = enough if strict else 2 * advanced > count
    best = enough & (members(titles.of_base) > 0) & (members(year.rating == 0) == 0)
    best &= unit.rating == EXCELLENT if strict else (unit.rating >= GOOD) & (unit.score > 0.45)
    title = np.where(rated & best, OUTSTANDING, np.where(rated & good, 0, BLANK))
    return unit.with_title(title.astype(np.int32), _flags(title, unit))


def _flags(title: Ints, unit: UnitYear) -> Bools:
    """The best outstanding unit of a cluster, in clusters of eight and more, if it is very good."""
    cluster = blocks(len(title))
    rows = np.flatnonzero((title == OUTSTANDING) & (unit.score > 0.8))
    places = (np.bincount(cluster[unit.rating != BLANK], minlength=cluster[-1] + 1) >= 8).astype(
        int
    )
    flag = np.zeros(len(title), bool)
    flag[rows] = best_of_group(cluster[rows], unit.score[rows], places)
    return flag
