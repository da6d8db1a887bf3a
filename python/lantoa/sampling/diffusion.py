"""Exemplars, what others took up from them, and along which ties.

These tables are about the first twenty thousand people and two thousand units of an office: spread
is studied in offices, not in nations.
"""

from __future__ import annotations

import numpy as np

from lantoa.sampling.columns import (
    BLANK,
    Columns,
    Days,
    Ints,
    blank_days,
    coded,
    constant,
    day,
    ids,
)
from lantoa.sampling.draws import Stream, stream
from lantoa.sampling.lines import Lines
from lantoa.sampling.staff import Staff
from lantoa.sampling.unit_years import unit_quality
from lantoa.sampling.workdays import working
from lantoa.sampling.world import World, words

_PEOPLE, _UNITS = 20_000, 2_000


def diffusion_tables(world: World, staff: Staff, lines: Lines) -> dict[str, Columns]:
    """The tables recognitions, practices, publicity, adoptions, links, observed, assignments."""
    exemplars = _exemplars(world, staff, lines)
    start = day(world.window[0])
    adoptions = _adoptions(world, exemplars, start)
    return {
        "recognitions": _recognitions(world, exemplars),
        "practices": _practices(world, exemplars),
        "publicity": _publicity(world, exemplars, start),
        "adoptions": adoptions,
        "links": _links(world),
        "observed": _observed(world, staff, lines),
        "assignments": _assignments(world, lines),
    }


def _exemplars(world: World, staff: Staff, lines: Lines) -> Ints:
    """The ablest one in twenty of the people who stay, and the best one in five of the units."""
    steady = (staff.joined < day(world.window[0])) & (staff.left >= world.last_day)
    people = np.flatnonzero(steady[:_PEOPLE])
    best = people[np.argsort(-staff.ability[people], kind="stable")][: max(len(people) // 20, 1)]
    units = np.flatnonzero(np.isnat(lines.closed) & np.isnat(lines.opened))[:_UNITS]
    good = units[np.argsort(-unit_quality(lines)[units], kind="stable")][: max(len(units) // 5, 1)]
    return np.sort(np.concatenate([best, world.unit_codes(good)]))


def _recognitions(world: World, exemplars: Ints) -> Columns:
    """Named at the interim review, for the first two years of the window; the rest put forward."""
    window = world.window
    half = len(exemplars)
    named = exemplars[: (2 * half + 2) // 3]
    rows = np.concatenate([named, exemplars[len(named) :]])
    on = working(np.array([day(window[len(window) // 2], 10, 10)]))[0]
    return {
        "subject_id": ids(rows, world.ids),
        "decided_on": np.full(len(rows), on),
        "merit_from": np.full(len(rows), window[0]),
        "merit_to": np.full(len(rows), window[min(1, len(window) - 1)]),
        "nominated_only": np.arange(len(rows)) >= len(named),
        "revoked_on": blank_days(len(rows)),
    }


def _practices(world: World, exemplars: Ints) -> Columns:
    texts = words()["practices"]["descriptions"]
    count = len(exemplars)
    return {
        "practice_id": coded(np.arange(count), _practice_names(count)),
        "exemplar_id": ids(exemplars, world.ids),
        "description": coded(np.arange(count) % len(texts), texts),
        "eligible": constant(None, count),
    }


def _practice_names(count: int) -> list[str]:
    digits = max(2, len(str(count)))
    return [f"CL{number:0{digits}d}" for number in range(1, count + 1)]


def _publicity(world: World, exemplars: Ints, start: np.datetime64) -> Columns:
    """Two stories per exemplar, at different times: the waves that spread is measured by."""
    chance = stream(world.seed, "publicity")
    practice = np.tile(np.arange(len(exemplars)), 2)
    count = len(practice)
    channels = words()["practices"]["channels"]
    span = _span(world, start)
    digits = max(3, len(str(count)))
    return {
        "story_id": coded(np.arange(count), [f"TB{at + 1:0{digits}d}" for at in range(count)]),
        "exemplar_id": ids(exemplars[practice], world.ids),
        "practice_id": coded(practice, _practice_names(len(exemplars))),
        "date": working(start + chance.integers(30, span, count)),
        "channel": coded(chance.integers(0, len(channels), count), channels),
        "audience": constant(None, count),
        "reach": chance.integers(5, 60, count).astype(float) * 10,
    }


def _span(world: World, start: np.datetime64) -> int:
    return max(int((world.last_day - start).astype(int)) - 200, 31)


def _adoptions(world: World, exemplars: Ints, start: np.datetime64) -> Columns:
    """Up to eight takers per practice; half say from whom, some gave up, some were verified."""
    chance = stream(world.seed, "adoptions")
    takers = min(8, max(world.people // 12, 1))
    practice = np.repeat(np.arange(len(exemplars)), takers)
    taker = chance.integers(0, min(world.people, _PEOPLE), len(practice))
    _, first = np.unique(practice * world.people + taker, return_index=True)
    rows = np.sort(first[(exemplars[practice] != taker)[first]])
    practice, taker, size = practice[rows], taker[rows], len(rows)
    began = start + chance.integers(60, _span(world, start) + 30, size)
    claimed = np.where(chance.random(size) < 0.5, exemplars[practice], BLANK)
    return {
        "practice_id": coded(practice, _practice_names(len(exemplars))),
        "subject_id": ids(taker, world.ids),
        "started_on": began,
        "ended_on": _sometimes(chance, 0.15, began + chance.integers(60, 160, size)),
        "verified_on": _sometimes(chance, 0.6, began + chance.integers(10, 60, size)),
        "source_id": ids(claimed, world.ids),
    }


def _sometimes(chance: Stream, share: float, days: Days) -> Days:
    return np.where(chance.random(len(days)) < share, days, np.datetime64("NaT"))


def _links(world: World) -> Columns:
    """Every unit exchanges with the next two; one person in three was given a guide."""
    chance = stream(world.seed, "links")
    count, people = min(world.units, _UNITS), min(world.people, _PEOPLE)
    near = [(unit, (unit + step) % count) for unit in range(count) for step in (1, 2)]
    pairs = np.array([pair for pair in near if pair[0] != pair[1]] or [(0, 0)])[: 2 * count]
    guided = np.flatnonzero(chance.random(people) < 1 / 3)
    guides = chance.integers(0, people, len(guided))
    apart = guides != guided
    units = pairs if count > 1 else pairs[:0]
    source = np.concatenate([world.unit_codes(units[:, 0]), guides[apart]])
    size, ties = len(source), len(units)
    return {
        "from_id": ids(source, world.ids),
        "to_id": ids(np.concatenate([world.unit_codes(units[:, 1]), guided[apart]]), world.ids),
        "kind": coded(np.repeat([0, 1], [ties, size - ties]), ["exchange", "guide"]),
        "weight": np.ones(size),
        "from": np.full(size, day(world.window[0])),
        "to": blank_days(size),
        "origin": coded(np.repeat([0, 1], [ties, size - ties]), ["observed_before", "assigned"]),
    }


def _observed(world: World, staff: Staff, lines: Lines) -> Columns:
    """People were followed until they left or the records ended, units until they closed."""
    people = np.arange(min(world.people, _PEOPLE))
    units = np.arange(min(world.units, _UNITS))
    closed = lines.closed[units]
    until = np.where(np.isnat(closed), world.last_day, closed)
    return {
        "subject_id": ids(np.concatenate([people, world.unit_codes(units)]), world.ids),
        "observed_until": np.concatenate([np.minimum(staff.left[people], world.last_day), until]),
    }


def _assignments(world: World, lines: Lines) -> Columns:
    """A course given to half of the units by lot, in the third year of the window."""
    chance = stream(world.seed, "assignments")
    on = working(np.array([day(world.window[len(world.window) // 2], 3, 15)]))[0]
    there = np.isnat(lines.closed) | (lines.closed > on)
    units = np.flatnonzero(there & (np.isnat(lines.opened) | (lines.opened <= on)))[:_UNITS]
    drawn = chance.permutation(len(units)) < (len(units) + 1) // 2
    return {
        "subject_id": ids(world.unit_codes(units), world.ids),
        "date": np.full(len(units), on),
        "treatment": coded(np.where(drawn, 0, 1), ["tap_huan", "khong"]),
        "rule": constant("boc_tham", len(units)),
        "stratum": constant(None, len(units)),
    }
