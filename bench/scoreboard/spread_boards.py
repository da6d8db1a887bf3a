"""Boards of spread: eighty people with ties over twenty quarters, awards to ten units."""

from __future__ import annotations

from functools import partial

import numpy as np
import ours_spread as ours
import peers
import worlds
from boards import Board
from counting import Finding, peers_there

Findings = dict[str, Finding]
AWARD = 4
"""The year from which an award could do something."""


def spreading(rng: np.random.Generator, *, beside: bool, **world: float) -> Findings:
    """Whether the practice went along ties more than chance would give."""
    made = worlds.town(rng, **world)
    found = ours.association(made) | ours.hazard(made)
    return found | (peers.spread(made) if beside else {})


def publicised(
    rng: np.random.Generator, *, rise: float = 0.0, growing: float = 0.0, **_: bool
) -> Findings:
    """Whether more took the practice up soon after one of six stories.

    ``rise`` is what a story adds to the log hazard of the quarter after it; with ``growing`` stories
    and hazard grow from year to year, each for itself.
    """
    odds = np.exp(growing * (np.arange(worlds.QUARTERS - 1) // 4))
    stories = 1 + rng.choice(worlds.QUARTERS - 1, 6, p=odds / odds.sum())
    when = growing * (np.arange(worlds.QUARTERS) // 4 - 2)
    when += rise * np.isin(np.arange(worlds.QUARTERS), stories)
    made = worlds.town(rng, when=when)
    return ours.pulses(made, np.sort(stories).astype(np.int32))


def effect(
    rng: np.random.Generator,
    *,
    beside: bool,
    chosen: int,
    size: float = 0.0,
    correlation: float = 0.0,
) -> Findings:
    """p values of an effect where the award was drawn by lot."""
    values, first = _by_lot(rng, chosen, size, correlation)
    found = ours.effects(values, first)
    return peers.p_only(found | (peers.effects(values, first) if beside else {}))


def placebo(rng: np.random.Generator, *, chosen: int, size: float = 0.0, **_: bool) -> Findings:
    """The same by the slow peer, in every run."""
    values, first = _by_lot(rng, chosen, size, 0.0)
    theirs = peers.placebo(values, first) if peers_there() else {}
    return {**peers.p_only(ours.effects(values, first)), **theirs}


def estimate(rng: np.random.Generator, *, beside: bool, chosen: int, size: float) -> Findings:
    """The estimates where the award was drawn by lot."""
    values, first = _by_lot(rng, chosen, size, 0.0)
    found = ours.effects(values, first) | (peers.effects(values, first) if beside else {})
    return {name: value for name, (value, _) in found.items()}


def selected(
    rng: np.random.Generator,
    *,
    beside: bool,
    chosen: int,
    n: int = worlds.PEOPLE,
    correlation: float = 0.0,
) -> Findings:
    """Estimates where awards follow last year's score and do nothing."""
    values = worlds.scores(rng, n, correlation=correlation)
    first = worlds.awarded(values, chosen, AWARD)
    theirs = peers.effects(values, first) if beside else {}
    return ours.selected(values, first) | {name: value for name, (value, _) in theirs.items()}


def _by_lot(
    rng: np.random.Generator, chosen: int, size: float, correlation: float
) -> tuple[worlds.Array, worlds.Codes]:
    values = worlds.scores(rng, correlation=correlation)
    first = worlds.by_lot(rng, worlds.UNITS, chosen, AWARD)
    return worlds.treated(values, first, size), first


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
    ),
    Board(
        "Publicity pulses: more soon after a story",
        "Six stories in twenty quarters; the null within years decides. No other package asks this.",
        {
            "nothing": partial(publicised),
            "stories and hazard grow": partial(publicised, growing=0.4),
            "twice as many after one": partial(publicised, rise=float(np.log(2))),
            "four times as many": partial(publicised, rise=float(np.log(4))),
        },
    ),
    Board(
        "An award by lot to k of ten units: no effect",
        "Everybody's award is in year 4 of five; common yearly shocks, units' levels.",
        {
            **{f"k = {k}": partial(effect, chosen=k) for k in range(1, 6)},
            "k = 5, correlated .3": partial(effect, chosen=5, correlation=worlds.CORRELATION),
        },
    ),
    Board(
        "An award by lot to k of ten units: an effect of 2",
        "In standard deviations of the yearly noise.",
        {f"k = {k}": partial(effect, chosen=k, size=2.0) for k in range(1, 6)},
    ),
    Board(
        "The same beside a permutation test that takes its time",
        "No effect on the left, 2 on the right; k = 3.",
        {
            "no effect": partial(placebo, chosen=3),
            "effect 2": partial(placebo, chosen=3, size=2.0),
        },
        part=0.1,
    ),
    Board(
        "Estimates of an effect of 1, by lot",
        "The mean of the estimates and its error of chance.",
        {f"k = {k}": partial(estimate, chosen=k, size=1.0) for k in range(2, 6)},
        means=True,
    ),
    Board(
        "Awards follow last year's score, and do nothing",
        "The best of year 3 get an award in year 4: the mean of the estimates, in standard deviations "
        "of the yearly noise; of eighty people, or of ten units.",
        {
            "3 of 10 units": partial(selected, chosen=3, n=worlds.UNITS),
            "the best 10": partial(selected, chosen=10),
            "the best 30": partial(selected, chosen=30),
            "the best 30, correlated .3": partial(
                selected, chosen=30, correlation=worlds.CORRELATION
            ),
        },
        means=True,
        part=2,
    ),
)
