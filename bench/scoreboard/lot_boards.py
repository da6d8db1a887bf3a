"""Boards of awards by lot to ten units, and of awards that follow last year's score."""

from __future__ import annotations

from functools import partial

import numpy as np
import ours_lots as ours
import peers_lots
import worlds
from boards import Board
from counting import Finding, peers_there

Findings = dict[str, Finding]
AWARD = ours.START
"""The year from which an award could do something."""


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
    return peers_lots.p_only(found | (peers_lots.effects(values, first) if beside else {}))


def placebo(rng: np.random.Generator, *, chosen: int, size: float = 0.0, **_: bool) -> Findings:
    """The same by the slow peer, in every run."""
    values, first = _by_lot(rng, chosen, size, 0.0)
    theirs = peers_lots.placebo(values, first) if peers_there() else {}
    return {**peers_lots.p_only(ours.effects(values, first)), **theirs}


def estimate(rng: np.random.Generator, *, beside: bool, chosen: int, size: float) -> Findings:
    """The estimates where the award was drawn by lot."""
    values, first = _by_lot(rng, chosen, size, 0.0)
    found = ours.effects(values, first) | (peers_lots.effects(values, first) if beside else {})
    return {name: value for name, (value, _) in found.items()}


def selected(
    rng: np.random.Generator,
    *,
    chosen: int,
    n: int = worlds.PEOPLE,
    correlation: float = 0.0,
    **_: bool,
) -> Findings:
    """Estimates where awards follow last year's score and do nothing."""
    values = worlds.scores(rng, n, correlation=correlation)
    return ours.selected(values, worlds.awarded(values, chosen, AWARD))


def selected_by_others(rng: np.random.Generator, *, chosen: int, **_: bool) -> Findings:
    """The same by the packages, in every run."""
    values = worlds.scores(rng, worlds.PEOPLE)
    first = worlds.awarded(values, chosen, AWARD)
    theirs = peers_lots.effects(values, first) if peers_there() else {}
    own = ours.selected(values, first)
    return own | {name: value for name, (value, _) in theirs.items()}


def several(
    rng: np.random.Generator, *, waits: tuple[int, int] | None, n: int, size: float = 0.0, **_: bool
) -> Findings:
    """Two lots of two years; what the first gave adds ``size``, what the second gave nothing.

    Of two lists a quarter of each is drawn; with ``waits`` so many of all, then so many of those
    who were not.
    """
    values = worlds.people(rng) if n == worlds.PEOPLE else worlds.scores(rng, n)
    if waits is None:
        one, other = worlds.lots_of_two_lists(rng, n, n // 8 + n % 8)
    else:
        one, other = worlds.lots_of_who_waits(rng, n, waits)
    values = worlds.treated(values, np.where(one == 3, one, 0).astype(np.int32), size)
    return ours.several(values, {"the lot of year 3": one, "the lot of year 4": other})


def _by_lot(
    rng: np.random.Generator, chosen: int, size: float, correlation: float
) -> tuple[worlds.Array, worlds.Codes]:
    values = worlds.scores(rng, correlation=correlation)
    first = worlds.by_lot(rng, worlds.UNITS, chosen, AWARD)
    return worlds.treated(values, first, size), first


LOTS = {
    "10 units, two lists": {"waits": None, "n": worlds.UNITS},
    "10 units, who waits again": {"waits": (5, 2), "n": worlds.UNITS},
    "80 people, two lists": {"waits": None, "n": worlds.PEOPLE},
    "80 people, who waits again": {"waits": (20, 20), "n": worlds.PEOPLE},
}
BOARDS = (
    Board(
        "An award by lot to k of ten units: no effect",
        "Everybody's award is in year 4 of five; common yearly shocks, units' levels. Refused are "
        "also the offices in which those drawn had moved apart before the award: one in twenty.",
        {f"k = {k}": partial(effect, chosen=k) for k in range(1, 6)},
    ),
    Board(
        "An award by lot to k of ten units: an effect of 2",
        "In standard deviations of the yearly noise.",
        {f"k = {k}": partial(effect, chosen=k, size=2.0) for k in range(1, 6)},
        part=0.5,
    ),
    Board(
        "The same beside a permutation test that takes its time",
        "No effect on the left, 2 on the right; k = 3.",
        {
            "no effect": partial(placebo, chosen=3),
            "effect 2": partial(placebo, chosen=3, size=2.0),
        },
        part=0.05,
    ),
    Board(
        "Estimates of an effect of 1, by lot",
        "The mean of the estimates and its error of chance.",
        {f"k = {k}": partial(estimate, chosen=k, size=1.0) for k in range(2, 6)},
        means=True,
        part=0.5,
    ),
    Board(
        "Awards follow last year's score, and do nothing",
        "The best of year 3 get an award in year 4: the mean of the estimates, in standard deviations "
        "of the yearly noise; of eighty people, or of ten units.",
        {
            "3 of 10 units": partial(selected, chosen=3, n=worlds.UNITS),
            "the best 10": partial(selected, chosen=10),
            "the best 30": partial(selected, chosen=30),
        },
        means=True,
        part=20,
    ),
    Board(
        "The same beside the packages",
        "Of eighty people.",
        {f"the best {k}": partial(selected_by_others, chosen=k) for k in (10, 30)},
        means=True,
        part=0.1,
    ),
    Board(
        "Two lots of two years: neither did anything",
        "Drawn from two lists, five units or forty people each; or from all, and in the next year "
        "from those who wait. Two lots are never one comparison: each is a question of its own, so "
        "that of two such answers one in ten offices finds something in one. No other package asks "
        "of each lot by its own draw.",
        {name: partial(several, **lots) for name, lots in LOTS.items()},  # type: ignore[arg-type]
    ),
    Board(
        "Two lots of two years: what the first gave adds 1",
        "The second did nothing, and must not find what the first did: its cells are a size.",
        {
            name: partial(several, size=1.0, **lots)  # type: ignore[arg-type]
            for name, lots in LOTS.items()
            if name != "10 units, two lists"
        },
        true={name: {"year 4": "no effect"} for name in LOTS},
    ),
)
