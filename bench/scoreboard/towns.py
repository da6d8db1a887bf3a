"""Made-up people with ties who take practices up, or do not, along ties or for reasons of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from worlds import PEOPLE, UNITS, YEARS, Array, Codes, Flags, units_of

QUARTERS = 4 * YEARS


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
    made, fame = _before_anybody(rng)
    base = np.log(ordinary) + units * rng.standard_normal(UNITS)[made.unit] + popularity * fame
    return replace(made, adopted=_take_up(rng, made, base, spread, when))


def practices(
    rng: np.random.Generator,
    spreads: Sequence[float],
    *,
    units: float = 0.0,
    popularity: float = 0.0,
    ordinary: float = 0.035,
) -> list[Town]:
    """Several practices among the same people: who is ready for one is not for another, but for
    the popular. Each spreads along ties by a number of its own."""
    made, fame = _before_anybody(rng)
    found = []
    for spread in spreads:
        base = np.log(ordinary) + units * rng.standard_normal(UNITS)[made.unit] + popularity * fame
        found.append(replace(made, adopted=_take_up(rng, made, base, spread, 0.0)))
    return found


def claims(rng: np.random.Generator, made: Town) -> Codes:
    """Whom each says that it has the practice from: one of its sources who had it, -1 for nobody."""
    found = np.full(len(made.unit), -1, np.int32)
    had = (made.adopted[made.source] > 0) & (made.adopted[made.source] < made.adopted[made.taker])
    for taker in np.unique(made.taker[had]):
        found[taker] = rng.choice(made.source[had & (made.taker == taker)])
    return found


def ever_exposed(made: Town) -> Flags:
    """n flags: was tied, in some quarter, to somebody who had it."""
    met = [exposure(made, made.adopted, quarter) > 0 for quarter in range(1, made.quarters + 1)]
    return np.asarray(np.any(met, axis=0))


def _before_anybody(rng: np.random.Generator) -> tuple[Town, Array]:
    """People and ties, nobody with the practice yet; and how popular each is."""
    n = PEOPLE
    unit = units_of(n)
    fame = rng.standard_normal(n)
    source, taker = _ties(rng, unit, fame)
    moved = rng.random(n) < 0.1  # ties to those who moved end, or start, in the middle
    middle = rng.integers(QUARTERS // 3, 2 * QUARTERS // 3, len(source)).astype(np.int32)
    late = rng.random(len(source)) < 0.5
    since = np.where(moved[taker] & late, middle, 1).astype(np.int32)
    until = np.where(moved[taker] & ~late, middle, QUARTERS).astype(np.int32)
    return Town(unit, source, taker, since, until, np.zeros(n, np.int32)), fame


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
