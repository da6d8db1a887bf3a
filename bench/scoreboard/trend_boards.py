"""Boards of trends: ten units or eighty people over five years."""

from __future__ import annotations

from functools import partial

import numpy as np
import ours_trends as ours
import peers
import worlds
from boards import Board
from counting import Finding
from worlds import Array

Findings = dict[str, Finding]
LINES = {
    "years independent": {"shock": 0.0},
    "common yearly shocks": {},
}
"""Worlds in which nothing moves."""
DIFFER = {"friedman": "years do differ"}


def direction(
    rng: np.random.Generator, *, beside: bool, tied: bool = False, **world: float
) -> Findings:
    """Whether ten units move one way, and whether the first of them does."""
    values = worlds.scores(rng, **world)
    values = worlds.ratings(values) if tied else values
    return ours.direction(values) | (peers.trends(values) | peers.page(values) if beside else {})


def emerging(
    rng: np.random.Generator, *, beside: bool, rising: float = 0.0, **world: float
) -> Findings:
    """Whether somebody of eighty stands out; the first rises where it is planted."""
    slope = np.zeros(worlds.PEOPLE)
    slope[0] = rising
    values = worlds.scores(rng, worlds.PEOPLE, slope=slope, **world)
    return ours.emerging(values) | (peers.series(values) if beside else {})


def convergence(
    rng: np.random.Generator, *, beside: bool, pull: float = 0.0, **world: float
) -> Findings:
    """Whether the low catch up: with ``pull`` the lasting levels shrink by the last years."""
    n, years = worlds.PEOPLE, worlds.YEARS
    levels = worlds.LEVEL * 2 * rng.standard_normal((n, 1))
    kept = 1 - pull * np.clip(np.arange(years) - 1, 0, None) / (years - 2)
    values = levels * kept + worlds.scores(rng, n, **world)
    return ours.convergence(values) | (peers.convergence(values) if beside else {})


def shift(
    rng: np.random.Generator, *, beside: bool, by: float = 0.0, years: int = 8, **world: float
) -> Findings:
    """Whether the scale broke: all units are higher in the last three years where it is planted."""
    values: Array = worlds.scores(rng, years=years, **world)
    values[:, years - 3 :] += by
    year = years - 2
    return ours.shift(values, year) | (peers.shift(values, year) if beside else {})


BOARDS = (
    Board(
        "One direction for ten units, and one unit alone: nothing moves",
        "How often a direction is found where there is none, at 5 %. Friedman asks whether years "
        "differ: with common shocks they do, and what it finds is no error.",
        {
            **{name: partial(direction, **world) for name, world in LINES.items()},
            "ratings of four levels": partial(direction, tied=True),
        },
        true=dict.fromkeys(("common yearly shocks", "ratings of four levels"), DIFFER),
    ),
    Board(
        "One direction for ten units, and one unit alone: all rise",
        "How often it is found, by the rise a year in standard deviations of the noise; "
        "common shocks of .3.",
        {
            f"{slope:g} a year": partial(direction, slope=slope, shock=0.3)
            for slope in (0.25, 0.5, 1.0)
        },
        part=0.25,
    ),
    Board(
        "Emerging: nobody of eighty stands out",
        "How often somebody is said to, all eighty taken together.",
        {name: partial(emerging, **world) for name, world in LINES.items()},
    ),
    Board(
        "Emerging: one of eighty rises",
        "By so much a year; common yearly shocks.",
        {f"by {rise:g}": partial(emerging, rising=rise) for rise in (1.0, 2.0)},
        part=0.5,
    ),
    Board(
        "Convergence: the low do not catch up",
        "Only luck fades: who was low by bad luck is higher later.",
        {name: partial(convergence, **world) for name, world in LINES.items()},
    ),
    Board(
        "Convergence: the low catch up",
        "The levels shrink by so large a part.",
        {f"{pull:g}": partial(convergence, pull=pull) for pull in (0.25, 0.5)},
        part=0.5,
    ),
    Board(
        "Breaks of the scale: nothing breaks",
        "Ten units over eight years, and over five, which are too few.",
        {
            "five years": partial(shift, years=5),
            **{name: partial(shift, **world) for name, world in LINES.items()},
        },
    ),
    Board(
        "Breaks of the scale: all are higher from a year on",
        "The sixth of eight; by so much.",
        {f"by {by:g}": partial(shift, by=by) for by in (1.0, 2.0)},
        part=0.5,
    ),
)
