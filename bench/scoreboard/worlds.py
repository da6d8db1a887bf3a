"""Made-up offices of ten units and five years in which the truth is known.

Every world is a function of a generator, so that a run is told by its number. Sizes of effects are
in standard deviations of the yearly noise of whoever is looked at, unless a line says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

UNITS, YEARS, PEOPLE = 10, 5, 80
QUARTERS = 4 * YEARS
SHOCK = 0.7
"""Standard deviation of what a year does to everybody."""
LEVEL = 1.0
"""Standard deviation of the lasting levels of units and of people."""
CORRELATION = 0.3
"""Of one's noise with one's noise of the year before, in the worlds that have it."""

Array = NDArray[np.float64]
Codes = NDArray[np.int32]


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


def ratings(values: Array) -> Array:
    """Scores as four levels, a quarter of all in each: many ties."""
    return np.searchsorted(np.quantile(values, (0.25, 0.5, 0.75)), values).astype(float)


def by_lot(rng: np.random.Generator, n: int, chosen: int, year: int) -> Codes:
    """The year of award of each unit, 0 for never: some drawn by lot, all in one year."""
    first = np.zeros(n, np.int32)
    first[rng.choice(n, chosen, replace=False)] = year
    return first


def awarded(values: Array, chosen: int, year: int) -> Codes:
    """The year of award of each unit, 0 for never: the best scores of the year before get it."""
    first = np.zeros(len(values), np.int32)
    first[np.argsort(-values[:, year - 2], kind="stable")[:chosen]] = year
    return first


def treated(values: Array, first: Codes, effect: float) -> Array:
    """The scores with an effect from the year of the award on."""
    years = np.arange(1, values.shape[1] + 1)
    return values + effect * ((first[:, None] > 0) & (years >= first[:, None]))


@dataclass(frozen=True, eq=False)
class Town:
    """People with units and ties, and the quarter in which each took up a practice.

    Attributes:
        unit: n codes of units, at the end.
        source: k codes of people from whom a practice can come.
        taker: k codes of those who can have it from them.
        since: k first quarters of the tie.
        until: k last quarters of the tie.
        adopted: n quarters from 1, 0 where not seen.
        quarters: T.
    """

    unit: Codes
    source: Codes
    taker: Codes
    since: Codes
    until: Codes
    adopted: Codes
    quarters: int = QUARTERS


def town(
    rng: np.random.Generator,
    *,
    spread: float = 0.0,
    units: float = 0.0,
    popularity: float = 0.0,
    ordinary: float = 0.035,
    when: Array | float = 0.0,
) -> Town:
    """People who take up a practice, or do not.

    Args:
        rng: Where the draws come from.
        spread: How much the log hazard grows when all whom one is tied to have taken it up.
        units: Standard deviation of the log hazard between units.
        popularity: How much the log hazard grows for a standard deviation of popularity.
        ordinary: The hazard in a quarter of somebody ordinary who has seen nobody.
        when: What each quarter adds to the log hazard of everybody.
    """
    n = PEOPLE
    unit = np.repeat(np.arange(UNITS, dtype=np.int32), n // UNITS)
    fame = rng.standard_normal(n)
    source, taker = _ties(rng, unit, fame)
    moved = rng.random(n) < 0.1  # ties to those who moved end, or start, in the middle
    middle = rng.integers(QUARTERS // 3, 2 * QUARTERS // 3, len(source)).astype(np.int32)
    late = rng.random(len(source)) < 0.5
    since = np.where(moved[taker] & late, middle, 1).astype(np.int32)
    until = np.where(moved[taker] & ~late, middle, QUARTERS).astype(np.int32)
    base = np.log(ordinary) + units * rng.standard_normal(UNITS)[unit] + popularity * fame
    made = Town(unit, source, taker, since, until, np.zeros(n, np.int32))
    return Town(unit, source, taker, since, until, _take_up(rng, made, base, spread, when))


def exposure(made: Town, adopted: Codes, quarter: int) -> Array:
    """The share of one's sources, tied in that quarter, who had taken it up by then; 0 without."""
    tied = (made.since <= quarter) & (quarter <= made.until)
    seen = tied & (adopted[made.source] > 0) & (adopted[made.source] <= quarter)
    n = len(made.unit)
    ties = np.bincount(made.taker[tied], minlength=n)
    return np.bincount(made.taker[seen], minlength=n) / np.maximum(ties, 1)


def _ties(rng: np.random.Generator, unit: Codes, fame: Array) -> tuple[Codes, Codes]:
    """Five sources for everybody, three of them in the own unit, the famous more often."""
    pull = np.exp(0.7 * fame)
    pairs = []
    for person in range(len(unit)):
        same = (unit == unit[person]) & (np.arange(len(unit)) != person)
        for among, many in ((same, 3), (unit != unit[person], 2)):
            odds = np.where(among, pull, 0)
            chosen = rng.choice(len(unit), many, replace=False, p=odds / odds.sum())
            pairs += [(one, person) for one in chosen]
    source, taker = np.array(sorted(pairs), np.int32).T
    return np.ascontiguousarray(source), np.ascontiguousarray(taker)


def _take_up(
    rng: np.random.Generator, made: Town, base: Array, spread: float, when: Array | float
) -> Codes:
    adopted = np.zeros(len(made.unit), np.int32)
    adds = np.broadcast_to(when, made.quarters)
    for quarter in range(1, made.quarters + 1):
        seen = exposure(made, adopted, quarter - 1)
        hazard = np.exp(base + adds[quarter - 1] + spread * seen)
        takes = (adopted == 0) & (rng.random(len(adopted)) < 1 - np.exp(-hazard))
        adopted[takes] = quarter
    return adopted
