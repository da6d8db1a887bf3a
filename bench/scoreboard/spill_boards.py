"""Boards of what an award by lot does to those who are tied to who got it."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import ours_lots as ours
import peers_lots
import worlds
from boards import Board
from counting import Finding

KIND = "unit"
"""The kind of ties along which something spills over where it is planted."""


def spilling(
    rng: np.random.Generator,
    *,
    beside: bool,
    n: int = worlds.PEOPLE,
    chosen: int = 20,
    in_each: bool = False,
    own: float = 0.0,
    over: float = 0.0,
) -> dict[str, Finding]:
    """Whether those tied to who was drawn moved too.

    ``own`` is what the award did to those drawn, ``over`` what it did to those tied to them by
    `KIND`; with ``in_each`` as many are drawn of each unit.
    """
    unit = worlds.units_of(n)
    values = worlds.people(rng) if n == worlds.PEOPLE else worlds.scores(rng, n)
    ties = worlds.ties_of_two_kinds(rng, unit)
    if in_each:
        first = worlds.by_lot_in_each(rng, unit, chosen // worlds.UNITS, ours.START)
    else:
        first = worlds.by_lot(rng, n, chosen, ours.START)
    values = worlds.treated(values, first, own)
    values[:, ours.START - 1 :] += over * worlds.tied(ties[KIND], first)[:, None]
    found = ours.spills(values, first, ties, unit if in_each else None)
    return found | (peers_lots.spills(values, first, ties[KIND]) if beside else {})


DRAWN: dict[str, dict[str, Any]] = {
    "20 of 80 people": {},
    "20 of 80, an effect of 2 on them": {"own": 2.0},
    "2 of 8 in each unit": {"in_each": True, "own": 2.0},
    "40 of 80 people": {"chosen": 40},
}
BOARDS = (
    Board(
        "Spillover of an award by lot: nothing spills over",
        "Those not drawn who are tied to who was, against those who are not, by kind of tie: one "
        "to two ties in the own unit, as many beyond. Half of those not drawn are looked at, by "
        "lot; of ten units they are too few whatever happened. SpilloverDiD takes ties as a distance.",
        {
            "3 of 10 units": partial(spilling, n=worlds.UNITS, chosen=3),
            "5 of 10 units": partial(spilling, n=worlds.UNITS, chosen=5),
            **{name: partial(spilling, **drawn) for name, drawn in DRAWN.items()},
        },
    ),
    Board(
        "Spillover of an award by lot: it spills over in the unit",
        "20 of 80 people; what it adds to those tied in their unit, in standard deviations of the "
        "yearly noise; those drawn gain 2. Along ties beyond the unit nothing goes.",
        {f"by {over:g}": partial(spilling, own=2.0, over=over) for over in (0.5, 1.0, 2.0)},
        part=0.5,
        true={f"by {over:g}": {"meeting": "nothing goes"} for over in (0.5, 1.0, 2.0)},
    ),
)
