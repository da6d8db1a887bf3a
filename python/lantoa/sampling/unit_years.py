"""What is recorded of every unit every year: rating, targets, other yearly numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from lantoa.sampling.columns import BLANK, Bools, Columns, Floats, Ints, coded, day, ids, joined
from lantoa.sampling.decisions import Registry, decided
from lantoa.sampling.draws import Stream, best_of_group, stream
from lantoa.sampling.lines import Lines, blocks
from lantoa.sampling.world import World, words
from lantoa.sampling.yearly import (
    COMPLETED,
    EXCELLENT,
    GOOD,
    NEW_UNIT,
    NOT_COMPLETED,
    RATINGS,
    REASONS,
    unit_is_open,
)


@dataclass(frozen=True)
class UnitYear:
    """One year of every unit; U units. BLANK where a unit is not there or holds nothing."""

    year: int
    rating: Ints
    reason: Ints
    score: Floats
    title: Ints
    flag: Bools

    def with_title(self, title: Ints, flag: Bools) -> UnitYear:
        """The same year with its titles."""
        return replace(self, title=title, flag=flag)


def unit_quality(lines: Lines) -> Floats:
    """How well a unit works: the mean of the lines that it began with, U."""
    size = len(lines.opened)
    first = _mean(lines.before, lines.quality, size)
    return np.where(np.isnan(first), _mean(lines.after, lines.quality, size), first)


def _mean(units: Ints, quality: Floats, size: int) -> Floats:
    count = np.bincount(units, minlength=size)
    total = np.bincount(units, quality, minlength=size)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def rate_units(world: World, lines: Lines) -> list[UnitYear]:
    """The ratings of units, year by year; excellent keeps to a fifth of a cluster."""
    chance = stream(world.seed, "unit ratings")
    quality = unit_quality(lines)
    return [_rate(chance, lines, quality, year) for year in world.years]


def _rate(chance: Stream, lines: Lines, quality: Floats, year: int) -> UnitYear:
    score = quality + 0.3 * (chance.random(len(quality)) - 0.5)
    luck = chance.random(len(quality))
    rating = np.full(len(quality), GOOD, np.int32)
    rating[luck < 0.14 * (1 - quality)] = COMPLETED
    rating[luck < 0.01 * (1 - quality)] = NOT_COMPLETED
    there = unit_is_open(lines, day(year, 12, 31))
    fresh = there & (lines.opened > day(year, 4))
    rating[~there | fresh] = BLANK
    reason = np.where(fresh, NEW_UNIT, BLANK).astype(np.int32)
    rows = np.flatnonzero(rating == GOOD)
    cluster = blocks(len(quality))
    places = np.bincount(cluster[rows], minlength=cluster[-1] + 1) // 5
    rating[rows[best_of_group(cluster[rows], score[rows], places)]] = EXCELLENT
    nothing = np.full(len(quality), BLANK, np.int32)
    return UnitYear(year, rating, reason, score, nothing, np.zeros(len(quality), bool))


def unit_rating_table(world: World, years: list[UnitYear], registry: Registry) -> Columns:
    """The ratings of units, decided in the last days of the year."""
    return joined(_unit_rating_rows(world, year, registry) for year in years)


def _unit_rating_rows(world: World, year: UnitYear, registry: Registry) -> Columns:
    rows = np.flatnonzero((year.rating != BLANK) | (year.reason != BLANK))
    signed = np.array([day(year.year, 12, 22 + year.year % 5)])
    return {
        "subject_id": ids(world.unit_codes(rows), world.ids),
        "year": np.full(len(rows), year.year, np.int32),
        "rating": coded(year.rating[rows], RATINGS),
        "reason_unrated": coded(year.reason[rows], REASONS),
        **decided(registry, "co_so", signed, np.zeros(len(rows), np.int32)),
    }


def target_table(world: World, years: list[UnitYear]) -> Columns:
    """Four targets of every unit and year: one has a ceiling, of one less is better."""
    chance = stream(world.seed, "targets")
    return joined(_targets_of(chance, world, year) for year in years)


def _targets_of(chance: Stream, world: World, year: UnitYear) -> Columns:
    targets = words()["targets"]
    rows = np.repeat(np.flatnonzero((year.rating != BLANK) | (year.reason != BLANK)), len(targets))
    which = np.tile(np.arange(len(targets)), len(rows) // len(targets))
    planned = np.array([float(target["planned"]) for target in targets])[which]
    less = np.array([target["better"] == "less" for target in targets])[which]
    ceiling = np.array([target["ceiling"] for target in targets])[which]
    return {
        "unit_id": ids(world.unit_codes(rows), world.ids),
        "year": np.full(len(rows), year.year, np.int32),
        "target": coded(which, [target["name"] for target in targets]),
        "planned": planned,
        "achieved": _achieved(chance, planned, less, ceiling, year.score[rows]),
        "better": coded(np.where(less, 1, BLANK), ["more", "less"]),
    }


def _achieved(
    chance: Stream, planned: Floats, less: Bools, ceiling: Bools, score: Floats
) -> Floats:
    """On target or beyond; the weaker a unit, the likelier is a target missed."""
    beyond = np.rint(planned * (0.02 + 0.2 * chance.random(len(planned))))
    missed = chance.random(len(planned)) < 0.16 * np.maximum(0.75 - score, 0)
    gain = np.where(missed, -np.maximum(beyond, 1), np.where(ceiling, 0, np.maximum(beyond, 1)))
    return np.asarray(planned + np.where(less, -gain, gain))


def measure_table(world: World, years: list[UnitYear]) -> Columns:
    """Two yearly numbers of every unit, in per cent: on time, and satisfied."""
    chance = stream(world.seed, "measures")
    return joined(_measures_of(chance, world, year) for year in years)


def _measures_of(chance: Stream, world: World, year: UnitYear) -> Columns:
    names = words()["measures"]["names"]
    rows = np.repeat(np.flatnonzero(year.rating != BLANK), len(names))
    which = np.tile(np.arange(len(names)), len(rows) // len(names))
    tenths = 780 + 150 * year.score[rows] + 8 * (year.year - world.years[0])
    value = np.minimum(np.rint(tenths + 40 * chance.random(len(rows))), 1000) / 10
    return {
        "subject_id": ids(world.unit_codes(rows), world.ids),
        "year": np.full(len(rows), year.year, np.int32),
        "measure": coded(which, names),
        "value": value,
    }
