"""Waves of a lot dealt out again, and what is left of changes without their means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lantoa import _core
from lantoa.spreading.drawing_again import Draw, Redrawn
from lantoa.spreading.setting import Numbers


@dataclass(frozen=True, eq=False)
class TurnsDraw(Draw):
    """A lot in waves as it is drawn again: labels of waves are dealt out anew within strata.

    Attributes:
        turns: Labels, strata and years, as the core takes them.
        weight: Of each cell.
        smaller_side: The fewest subjects on a side of a cell.
    """

    turns: _core.Turns
    weight: Numbers
    smaller_side: int

    @property
    def least(self) -> int:
        """How many there are on the smaller side of some cell."""
        return self.smaller_side

    @cached_property
    def arrangements(self) -> int:
        """How many the comparison tells apart."""
        return int(_core.turn_count(self.turns, self.weight))

    @cached_property
    def smallest_p(self) -> float:
        """The smallest p value that any outcome could have."""
        return float(_core.smallest_turn_p(self.turns, self.weight, self.budget))

    def redrawn(self, values: Numbers) -> Redrawn:
        """Compare the weighted mean of the cells with that of all other draws."""
        found = _core.staggered(values, self.turns, self.weight, self.alpha, self.budget)
        tails = found.tails
        p = tails.two / tails.counted
        return Redrawn(found.estimate, found.low, found.high, p, None, tails.is_exact)


@dataclass(frozen=True)
class Cell:
    """A wave in a year.

    Attributes:
        label: Of the wave, from 1.
        wave: The year in which it was given.
        year: The year that is compared.
        time: Years since the first that counts as given.
        given, controls: Subjects of the wave, and clean ones beside it.
    """

    label: int
    wave: int
    year: int
    time: int
    given: int
    controls: int


def covariance(values: Numbers, cell: NDArray[np.integer], freedom: int) -> Numbers:
    """Of the columns, without the mean of each cell.

    >>> covariance(np.array([[1.0], [3.0], [7.0], [7.0]]), np.array([0, 0, 1, 1]), 2).tolist()
    [[1.0]]
    """
    count = np.bincount(cell)
    mean = np.stack([np.bincount(cell, column) for column in values.T], axis=1) / count[:, None]
    rest = values - mean[cell]
    found = np.einsum("is,it->st", rest, rest) / freedom
    return np.asfortranarray((found + found.T) / 2)
