"""Boards of spread: eighty people with ties over twenty quarters."""

from __future__ import annotations

from functools import partial

import numpy as np
import ours_spread as ours
import peers_spread
import towns
from boards import Board
from counting import Finding

Findings = dict[str, Finding]


def spreading(rng: np.random.Generator, *, beside: bool, **world: float) -> Findings:
    """Whether the practice went along ties more than chance would give."""
    made = towns.town(rng, **world)
    found = ours.association(made) | ours.hazard(made)
    return found | (peers_spread.spread(made) if beside else {})


def publicised(
    rng: np.random.Generator, *, rise: float = 0.0, growing: float = 0.0, **_: bool
) -> Findings:
    """Whether more took the practice up soon after one of six stories.

    ``rise`` is what a story adds to the log hazard of the quarter after it; with ``growing`` stories
    and hazard grow from year to year, each for itself.
    """
    odds = np.exp(growing * (np.arange(towns.QUARTERS - 1) // 4))
    stories = 1 + rng.choice(towns.QUARTERS - 1, 6, p=odds / odds.sum())
    when = growing * (np.arange(towns.QUARTERS) // 4 - 2)
    when += rise * np.isin(np.arange(towns.QUARTERS), stories)
    made = towns.town(rng, when=when)
    return ours.pulses(made, np.sort(stories).astype(np.int32))


BOARDS = (
    Board(
        "Spread along ties: nothing spreads",
        "Eighty people, twenty quarters, five ties each; about half take the practice up. "
        "Units differ in how readily they do, the popular are readier, or neither. The looser nulls "
        "stand beside the strictest, which decides what is said.",
        {
            "all alike": partial(spreading),
            "units differ": partial(spreading, units=0.7),
            "units and popularity": partial(spreading, units=0.7, popularity=0.5),
        },
    ),
    Board(
        "Spread along ties: it spreads",
        "The log hazard grows by so much when everybody whom one is tied to has taken it up.",
        {
            f"by {spread:g}": partial(spreading, spread=spread, units=0.4)
            for spread in (1.0, 2.0, 3.0)
        },
        part=0.5,
    ),
    Board(
        "Publicity pulses: nothing comes of a story",
        "Six stories in twenty quarters; the null within years decides. No other package asks this.",
        {
            "nothing": partial(publicised),
            "stories and hazard grow": partial(publicised, growing=0.4),
        },
    ),
    Board(
        "Publicity pulses: more take it up soon after a story",
        "So many times as many in the quarter after it.",
        {
            "twice as many": partial(publicised, rise=float(np.log(2))),
            "four times as many": partial(publicised, rise=float(np.log(4))),
        },
        part=0.25,
    ),
)
