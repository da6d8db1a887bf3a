"""Movements with their results, calls for help with the contributions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lantoa.sampling.columns import Bools, Columns, Days, Ints, coded, constant, day, ids, joined
from lantoa.sampling.draws import Stream, stream
from lantoa.sampling.lines import Lines, blocks
from lantoa.sampling.staff import Staff
from lantoa.sampling.unit_years import unit_quality
from lantoa.sampling.world import World, words
from lantoa.sampling.yearly import unit_is_open

PER_YEAR = 2
"""Movements launched in a year, and calls made."""


def _launches(world: World, months: tuple[int, int], date: int) -> Days:
    return np.array([day(year, month, date) for year in world.years for month in months])


def _names(prefix: str, count: int) -> list[str]:
    return [f"{prefix}{number:02d}" for number in range(1, count + 1)]


def movement_table(world: World) -> Columns:
    """Two movements a year: a regular one from February, one of a special topic from May."""
    texts = words()["movements"]
    count = PER_YEAR * len(world.years)
    at = np.arange(count)
    first = _launches(world, (2, 5), 15)
    return {
        "movement_id": coded(at, _names("PT", count)),
        "name": coded(at % len(texts["names"]), texts["names"]),
        "track": coded(np.where(at % 4 == 3, 0, -1), ["chuyen_de"]),
        "launched_by": coded(at % len(texts["launched_by"]), texts["launched_by"]),
        "kind": coded(at % 2, texts["kinds"]),
        "from": first,
        "to": np.array([day(year, 11, 28) for year in np.repeat(world.years, PER_YEAR)]),
    }


def movement_result_table(world: World, staff: Staff, lines: Lines) -> Columns:
    """Who took part: one person in five, five units in six; units are ranked in clusters."""
    chance = stream(world.seed, "movement results")
    names = _names("PT", PER_YEAR * len(world.years))
    pieces = []
    for at in range(len(names)):
        year = world.years[at // PER_YEAR]
        pieces.append(_people_in(chance, world, staff, names, at, year))
        pieces.append(_units_in(chance, world, lines, names, at, year))
    return joined(pieces)


def _people_in(
    chance: Stream, world: World, staff: Staff, names: list[str], at: int, year: int
) -> Columns:
    """A person is ranked only among the first ten, and one participant in twelve is."""
    keen = 0.14 + 0.12 * staff.ability
    there = staff.here(day(year, 5)) & staff.here(day(year, 11, 28))
    rows = np.flatnonzero(there & (chance.random(world.people) < keen))
    place = chance.permutation(len(rows)) % 120 + 1
    return _results(world, names, at, year, rows, place, np.full(len(rows), len(rows)), place <= 10)


def _units_in(
    chance: Stream, world: World, lines: Lines, names: list[str], at: int, year: int
) -> Columns:
    there = unit_is_open(lines, day(year, 5)) & unit_is_open(lines, day(year, 11, 28))
    rows = np.flatnonzero(there & (chance.random(world.units) < 0.84))
    score = unit_quality(lines)[rows] + 0.5 * chance.random(len(rows))
    cluster = blocks(world.units)[rows]
    order = np.lexsort((-score, cluster))
    first = np.searchsorted(cluster, cluster, side="left")
    place = np.empty(len(rows), np.int64)
    place[order] = np.arange(len(rows)) - first[order] + 1
    of = np.bincount(cluster, minlength=1)[cluster]
    every = np.ones(len(rows), bool)
    return _results(world, names, at, year, world.unit_codes(rows), place, of, every)


def _results(
    world: World,
    names: list[str],
    at: int,
    year: int,
    subject: Ints,
    place: Ints,
    of: Ints,
    ranked: Bools,
) -> Columns:
    size = len(subject)
    return {
        "movement_id": coded(np.full(size, at), names),
        "subject_id": ids(subject, world.ids),
        "year": np.full(size, year, np.int32),
        "place": np.where(ranked, place, np.nan),
        "of": np.where(ranked, of, np.nan),
        "points": np.where(ranked, np.round(1000 - 600 * place / (of + 1)) / 10, np.nan),
    }


def call_table(world: World) -> Columns:
    """Two calls a year, in May and in October."""
    texts = words()["calls"]["kinds"]
    count = PER_YEAR * len(world.years)
    return {
        "call_id": coded(np.arange(count), _names("KG", count)),
        "date": _launches(world, (5, 10), 12),
        "kind": coded(np.arange(count) % len(texts), texts),
        "called": constant(None, count),
    }


def contribution_table(world: World, staff: Staff, lines: Lines) -> Columns:
    """Three people in ten answer a call, and half of the units, within four weeks."""
    chance = stream(world.seed, "contributions")
    launched = _launches(world, (5, 10), 12)
    names = _names("KG", len(launched))

    def piece(at: int) -> Columns:
        return _answers(chance, world, names, at, launched[at], _answering(staff, lines))

    return joined(piece(at) for at in range(len(launched)))


def _answering(staff: Staff, lines: Lines) -> Callable[[np.datetime64], tuple[Bools, Bools]]:
    def there(on: np.datetime64) -> tuple[Bools, Bools]:
        return staff.here(on) & staff.here(on + 28), unit_is_open(lines, on + 28)

    return there


def _answers(
    chance: Stream,
    world: World,
    names: list[str],
    at: int,
    on: np.datetime64,
    there: Callable[[np.datetime64], tuple[Bools, Bools]],
) -> Columns:
    people, units = there(on)
    given = people & (chance.random(world.people) < 0.3)
    together = units & (chance.random(world.units) < 0.5)
    rows = np.concatenate([np.flatnonzero(given), world.unit_codes(np.flatnonzero(together))])
    kinds = words()["calls"]["kinds"]
    step = np.where(rows < world.people, 50_000.0, 500_000.0)
    return {
        "subject_id": ids(rows, world.ids),
        "date": on + chance.integers(0, 28, len(rows)),
        "call_id": coded(np.full(len(rows), at), names),
        "kind": coded(np.full(len(rows), at % len(kinds)), kinds),
        "amount": step * chance.integers(1, 11, len(rows)),
    }
