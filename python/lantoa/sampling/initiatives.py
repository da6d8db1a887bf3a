"""Initiatives of people and of units: recognised twice a year, some shared, some turned down."""

from __future__ import annotations

import numpy as np

from lantoa.sampling.columns import BLANK, Bools, Columns, Ints, coded, day, ids
from lantoa.sampling.decisions import Registry, decided
from lantoa.sampling.draws import Stream, pick, stream
from lantoa.sampling.lines import Lines
from lantoa.sampling.staff import Staff
from lantoa.sampling.world import World, words
from lantoa.sampling.yearly import unit_is_open

SCOPES = ["co_so", "tinh", "toan_quoc"]


def initiative_table(world: World, staff: Staff, lines: Lines, registry: Registry) -> Columns:
    """The table `initiatives`: about one row for four people a year, one row per author."""
    chance = stream(world.seed, "initiatives")
    author, year = _authors(chance, world, staff, lines)
    shared = _with_partner(chance, world, staff, author, year)
    rows = np.concatenate([np.arange(len(author)), np.flatnonzero(shared != BLANK)])
    subject = np.concatenate([author, shared[shared != BLANK]])
    share = np.full(len(rows), 1000, np.int32)
    share[shared[rows] != BLANK] = 600
    share[len(author) :] = 400
    order = np.lexsort((np.arange(len(rows)), rows))
    return _table(chance, world, registry, rows[order], subject[order], share[order], year)


def _authors(chance: Stream, world: World, staff: Staff, lines: Lines) -> tuple[Ints, Ints]:
    """Who had an initiative in which year (a position in the years); units come after people."""
    drawn = chance.random((len(world.years), world.people))
    wanted = 0.05 + 0.52 * staff.ability**2
    busy = np.array([staff.here(day(year, 11)) for year in world.years]) & (drawn < wanted)
    open_units = np.array([unit_is_open(lines, day(year, 12, 31)) for year in world.years])
    own = open_units & (chance.random(open_units.shape) < 0.15)
    year, author = np.nonzero(np.hstack([busy, own]))
    return author.astype(np.int32), year


def _with_partner(chance: Stream, world: World, staff: Staff, author: Ints, year: Ints) -> Ints:
    """A second author for one initiative in seven; BLANK for the others."""
    partner = chance.integers(0, world.people, len(author)).astype(np.int32)
    wanted = (chance.random(len(author)) < 0.14) & (author < world.people) & (partner != author)
    first_day = np.array([day(each, 1) for each in world.years])[year]
    last_day = np.array([day(each, 12, 31) for each in world.years])[year]
    there = (staff.joined[partner] <= first_day) & (last_day <= staff.left[partner])
    return np.where(wanted & there, partner, BLANK).astype(np.int32)


def _table(
    chance: Stream,
    world: World,
    registry: Registry,
    of: Ints,
    subject: Ints,
    share: Ints,
    year: Ints,
) -> Columns:
    count = len(year)
    digits = max(3, len(str(count)))
    names = _names()
    turned_down = chance.random(count) < 0.12
    decision = 2 * year + (chance.random(count) < 0.6)
    scope = pick(chance, [0.84, 0.155, 0.005], count)
    return {
        "initiative_id": coded(of, [f"SK{at + 1:0{digits}d}" for at in range(count)]),
        "name": coded(chance.integers(0, len(names), count)[of], names),
        "subject_id": ids(subject, world.ids),
        "year": np.array(world.years, np.int32)[year[of]],
        "recognised": ~turned_down[of],
        "share": share,
        "scope": coded(np.where(turned_down, BLANK, scope)[of], SCOPES),
        **decided(registry, "co_so", _sessions(world), np.where(turned_down, BLANK, decision)[of]),
    }


def _sessions(world: World) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    """The council for initiatives meets in June and in November, before people are rated."""
    return np.array([day(year, month, 18) for year in world.years for month in (6, 11)])


def _names() -> list[str]:
    lists = words()["initiatives"]
    return [f"{deed} {matter}" for deed in lists["deeds"] for matter in lists["matters"]]


def recognised_in(world: World, table: Columns, scope: str | None = None) -> dict[int, Bools]:
    """Which people had an initiative recognised in each year, of a scope if one is given."""
    person = table["subject_id"].codes
    counts = table["recognised"] & (person < world.people)
    if scope is not None:
        counts &= np.asarray(table["scope"] == scope)
    found = {}
    for year in world.years:
        found[year] = np.zeros(world.people, bool)
        found[year][person[counts & (table["year"] == year)]] = True
    return found
