"""Boards of outcomes where there was exposure, and of several practices compared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import ours_outcomes as ours
import peers_spread
import towns
import worlds
from boards import Board
from counting import Finding

Findings = dict[str, Finding]
RARE = 0.006
"""The hazard with which about one in eight takes a practice up: half of all are never exposed."""


def exposed(
    rng: np.random.Generator,
    *,
    beside: bool,
    rise: float = 0.0,
    apart: float = worlds.APART,
    **town: Any,
) -> Findings:
    """Whether an outcome moved where there was exposure.

    In the last year ``rise`` is added for everybody who was ever exposed; ``apart`` is what a year
    does to a unit.
    """
    made = towns.town(rng, **town)
    values = worlds.people(rng, apart=apart)
    values[:, -1] += rise * towns.ever_exposed(made)
    return ours.exposed(made, values) | (peers_spread.exposed(made, values) if beside else {})


def followed(
    rng: np.random.Generator, *, beside: bool, follow: float = 0.0, **town: Any
) -> Findings:
    """Whether an outcome of takers moved with that of the source whom they name.

    In the last year ``follow`` times the change of the source is added for who names one.
    """
    made = towns.town(rng, **town)
    claimed = towns.claims(rng, made)
    values = worlds.people(rng)
    change = values[:, -1] - values[:, 0]
    values[:, -1] += follow * np.where(claimed >= 0, change[claimed], 0.0)
    found = ours.sources(made, claimed, values)
    return found | (peers_spread.sources(claimed, values) if beside else {})


def compared(
    rng: np.random.Generator, *, spreads: Sequence[float], beside: bool, **town: float
) -> Findings:
    """Several practices among the same people."""
    del beside
    return ours.compared(towns.practices(rng, spreads, **town), spreads)


SPREADS: dict[str, Any] = {"units": 0.7, "spread": 2.0}
BOARDS = (
    Board(
        "Outcomes of the exposed: they do not move apart",
        "The change over five years of those who had a tie to somebody with the practice, against "
        "the others. Where half take it up nearly everybody was exposed.",
        {
            "an eighth take it up": partial(exposed, ordinary=RARE, units=0.7, apart=0.0),
            "units move apart": partial(exposed, ordinary=RARE, units=0.7),
            "half take it up": partial(exposed, **SPREADS),
        },
    ),
    Board(
        "Outcomes of the exposed: they gain in the last year",
        "In standard deviations of the yearly noise; an eighth take it up, and units move apart.",
        {
            f"by {rise:g}": partial(exposed, ordinary=RARE, units=0.7, rise=rise)
            for rise in (0.5, 1.0, 2.0)
        },
        part=0.25,
    ),
    Board(
        "Outcomes of takers and of the sources they name: nothing in common",
        "The change over five years; half take the practice up, it spreads along ties, and units "
        "move apart.",
        {"units move apart": partial(followed, **SPREADS)},
    ),
    Board(
        "Outcomes of takers and of the sources they name: they follow",
        "So large a part of the change of the source is added to that of the taker.",
        {f"{follow:g}": partial(followed, follow=follow, **SPREADS) for follow in (0.5, 1.0)},
        part=0.1,
    ),
    Board(
        "Several practices compared: none spreads more than another",
        "Among the same people, along the same ties. That a place is told, or told wrongly, counts as "
        "found. Subjects change places within units and classes of popularity where that leaves "
        "room. No other package asks this.",
        {
            "two, all alike": partial(compared, spreads=(0.0,) * 2),
            "four, all alike": partial(compared, spreads=(0.0,) * 4),
            "four, units differ": partial(compared, spreads=(0.0,) * 4, units=0.7),
            "four, units and popularity": partial(
                compared, spreads=(0.0,) * 4, units=0.7, popularity=0.5
            ),
        },
    ),
    Board(
        "Several practices compared: the first of four spreads",
        "The log hazard of the first grows by so much when everybody whom one is tied to has it.",
        {
            f"by {spread:g}": partial(compared, spreads=(spread, 0.0, 0.0, 0.0), units=0.4)
            for spread in (1.0, 2.0, 3.0)
        },
        part=0.25,
    ),
)
