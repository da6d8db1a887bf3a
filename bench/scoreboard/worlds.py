"""Made-up offices of ten units and five years in which the truth is known.

Every world is a function of a generator, so that a run is told by its number. Sizes of effects are
in standard deviations of the yearly noise of whoever is looked at, unless a line says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

UNITS, YEARS, PEOPLE = 10, 5, 80
SHOCK = 0.7
"""Standard deviation of what a year does to everybody."""
LEVEL = 1.0
"""Standard deviation of the lasting levels of units and of people."""
CORRELATION = 0.3
"""Of one's noise with one's noise of the year before, in the worlds that have it."""
APART = 0.5
"""Standard deviation of what a year does to everybody of one unit, in the worlds of people."""

Array = NDArray[np.float64]
Codes = NDArray[np.int32]
Flags = NDArray[np.bool_]
Pairs = NDArray[np.int64]


def noise(rng: np.random.Generator, n: int, years: int, correlation: float = 0.0) -> Array:
    """Stationary noise of standard deviation 1, n x years."""
    found = rng.standard_normal((n, years))
    for year in range(1, years):
        fresh = np.sqrt(1 - correlation**2) * found[:, year]
        found[:, year] = correlation * found[:, year - 1] + fresh
    return found


def scores(
    rng: np.random.Generator,
    n: int = UNITS,
    years: int = YEARS,
    *,
    correlation: float = 0.0,
    shock: float = SHOCK,
    slope: Array | float = 0.0,
) -> Array:
    """Levels, common yearly shocks and noise; ``slope`` a year, for each or for everybody."""
    levels = LEVEL * rng.standard_normal((n, 1))
    shocks = shock * rng.standard_normal(years)
    rise = np.broadcast_to(slope, n)[:, None] * np.arange(years)
    return levels + shocks + rise + noise(rng, n, years, correlation)


def people(rng: np.random.Generator, *, apart: float = APART, correlation: float = 0.0) -> Array:
    """Scores of eighty people; a year is better or worse for those of one unit together."""
    of_unit = apart * rng.standard_normal((UNITS, YEARS))
    return scores(rng, PEOPLE, correlation=correlation) + np.repeat(
        of_unit, PEOPLE // UNITS, axis=0
    )


def ratings(values: Array) -> Array:
    """Scores as four levels, a quarter of all in each: many ties."""
    return np.searchsorted(np.quantile(values, (0.25, 0.5, 0.75)), values).astype(float)


def by_lot(rng: np.random.Generator, n: int, chosen: int, year: int) -> Codes:
    """The year of award of each unit, 0 for never: some drawn by lot, all in one year."""
    first = np.zeros(n, np.int32)
    first[rng.choice(n, chosen, replace=False)] = year
    return first


def by_lot_in_each(rng: np.random.Generator, group: Codes, chosen: int, year: int) -> Codes:
    """The same, so many drawn of each group."""
    first = np.zeros(len(group), np.int32)
    for one in np.unique(group):
        first[rng.choice(np.flatnonzero(group == one), chosen, replace=False)] = year
    return first


def lots_of_two_lists(rng: np.random.Generator, n: int, chosen: int) -> tuple[Codes, Codes]:
    """Half are drawn from in year 3, the other half in year 4; -1 for who is on the other list."""
    lots = []
    for here, year in ((slice(None, n // 2), 3), (slice(n // 2, None), 4)):
        first = np.full(n, -1, np.int32)
        first[here] = by_lot(rng, n // 2, chosen, year)
        lots.append(first)
    return lots[0], lots[1]


def lots_of_who_waits(
    rng: np.random.Generator, n: int, sizes: Sequence[int]
) -> tuple[Codes, Codes]:
    """All are drawn from in year 3, and those who were not drawn once more in year 4."""
    first = by_lot(rng, n, sizes[0], 3)
    waits = np.flatnonzero(first == 0)
    second = np.full(n, -1, np.int32)
    second[waits] = by_lot(rng, len(waits), sizes[1], 4)
    return np.where(second > 0, second, first).astype(np.int32), second


def units_of(n: int) -> Codes:
    """The unit of each; of ten units each is its own."""
    return np.repeat(np.arange(UNITS, dtype=np.int32), n // UNITS)


def ties_of_two_kinds(rng: np.random.Generator, unit: Codes) -> dict[str, Pairs]:
    """Everybody is tied to somebody, both ways: by one kind in the own unit, by another beyond.

    Of ten units the first kind runs among all.
    """
    alone = len(np.unique(unit)) == len(unit)
    ties = {}
    for kind, inside in (("unit", not alone), ("meeting", False)):
        found = set()
        for one in range(len(unit)):
            among = np.flatnonzero((unit == unit[one]) == inside)
            other = int(rng.choice(among[among != one]))
            found |= {(one, other), (other, one)}
        ties[kind] = np.array(sorted(found), np.int64)
    return ties


def tied(pairs: Pairs, first: Codes) -> Flags:
    """n flags: not drawn, but tied to somebody who was."""
    found = np.zeros(len(first), bool)
    found[pairs[first[pairs[:, 0]] > 0, 1]] = True
    return np.asarray(found & (first <= 0))


def awarded(values: Array, chosen: int, year: int) -> Codes:
    """The year of award of each unit, 0 for never: the best scores of the year before get it."""
    first = np.zeros(len(values), np.int32)
    first[np.argsort(-values[:, year - 2], kind="stable")[:chosen]] = year
    return first


def treated(values: Array, first: Codes, effect: float) -> Array:
    """The scores with an effect from the year of the award on."""
    years = np.arange(1, values.shape[1] + 1)
    return values + effect * ((first[:, None] > 0) & (years >= first[:, None]))
