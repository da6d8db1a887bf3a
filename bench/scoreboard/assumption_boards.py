"""What an assumption costs that nobody can check at five years: that luck is new every year."""

from __future__ import annotations

from functools import partial

import lot_boards
import numpy as np
import trend_boards
import worlds
from boards import Board
from counting import Finding

CARRIED = {
    "new every year": 0.0,
    "carried on by .15": 0.15,
    "by .3": worlds.CORRELATION,
    "by .5": 0.5,
}
"""How much of one's luck of a year is left in the next."""


def tested(rng: np.random.Generator, *, beside: bool, correlation: float) -> dict[str, Finding]:
    """Every test that rests on it, of offices in which nothing is; years differ for everybody."""
    found: dict[str, Finding] = {}
    for asked in (trend_boards.direction, trend_boards.emerging, trend_boards.convergence):
        found |= asked(rng, beside=beside, correlation=correlation)
    found |= trend_boards.shift(rng, beside=beside, correlation=correlation)
    found |= lot_boards.effect(rng, beside=beside, chosen=5, correlation=correlation)
    return {name: p for name, p in found.items() if "friedman" not in name.lower()}


BOARDS = (
    Board(
        "What an assumption costs: tests",
        "Nothing moves, but luck goes on into the next year: the columns say how much of it. That it "
        "does not is assumed by the tests of trends, and five years cannot show it: lantoa says so "
        "beside every answer. A lot assumes nothing of luck. Directions and lots of ten units, "
        "emerging and convergence of eighty people, breaks over eight years.",
        {name: partial(tested, correlation=much) for name, much in CARRIED.items()},
        part=0.25,
    ),
    Board(
        "What an assumption costs: estimates after awards that follow last year's score",
        "As above, the awards do nothing, and the best 30 of eighty people got them.",
        {
            name: partial(lot_boards.selected, chosen=30, correlation=much)
            for name, much in CARRIED.items()
        },
        means=True,
        part=5,
    ),
)
