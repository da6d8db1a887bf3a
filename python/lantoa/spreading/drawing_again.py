"""A difference between those drawn and those not, judged by drawing the lot again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lantoa import _core
from lantoa.spreading.setting import Codes, Numbers

POWER = 0.8
OFFICES = 2_000  # simulated for the smallest size that would be found: one point of power
_LOOKS = 50_000_000  # subjects times draws, some seconds; fewer draws where there are more subjects
_FEWEST_DRAWS = 999
_FEWEST = 30  # in a cell before errors by formula are printed (R2)


@dataclass(frozen=True, eq=False)
class Draw:
    """A lot that was drawn, and how far it is gone into.

    Attributes:
        drawn: n flags, 1 for those who were drawn.
        stratum: n codes of the groups in which was drawn.
        alpha: The level.
        draws, seed: Of a sample, where not every arrangement is looked at.
    """

    drawn: Codes
    stratum: Codes
    alpha: float
    draws: int
    seed: int

    def __len__(self) -> int:
        return len(self.drawn)

    @property
    def given(self) -> int:
        """How many were drawn."""
        return int(self.drawn.sum())

    @property
    def others(self) -> int:
        """How many were not."""
        return len(self) - self.given

    @property
    def least(self) -> int:
        """How many there are on the smaller side."""
        return min(self.given, self.others)

    @property
    def small(self) -> bool:
        """Whether a cell is too small for errors by formula (R2)."""
        return self.least < _FEWEST

    @cached_property
    def arrangements(self) -> int:
        """How many there are."""
        return int(_core.arrangement_count(self.drawn, self.stratum))

    @cached_property
    def smallest_p(self) -> float:
        """The smallest p value that any outcome could have."""
        return float(_core.smallest_p(self.drawn, self.stratum, self.budget))

    @cached_property
    def detectable(self) -> float:
        """The smallest difference that is found, in standard deviations; infinite where none is."""
        found = _core.detectable_shift(
            self.drawn, self.stratum, self.alpha, POWER, OFFICES, self.seed
        )
        return float(found.shift)

    @property
    def splits(self) -> bool:
        """Whether some stratum holds both some who were drawn and some who were not."""
        every = [set(self.drawn[self.stratum == one]) for one in np.unique(self.stratum)]
        return any(len(one) == 2 for one in every)

    @property
    def tried(self) -> int:
        """How many are drawn again where not every arrangement is looked at."""
        return min(self.draws, max(_LOOKS // max(len(self), 1), _FEWEST_DRAWS))

    @property
    def budget(self) -> _core.Budget:
        """The same for the kernels."""
        return _core.Budget(draws=self.tried, seed=self.seed)

    def rows(self, chosen: np.ndarray) -> Draw:
        """Some subjects only."""
        stratum = np.unique(self.stratum[chosen], return_inverse=True)[1].astype(np.int32)
        drawn = self.drawn[chosen].astype(np.int32)
        return Draw(drawn, stratum, self.alpha, self.draws, self.seed)

    def spread_of(self, values: Numbers) -> float:
        """The standard deviation of values within those drawn and not drawn of each stratum."""
        _, cell = np.unique(2 * self.stratum + self.drawn, return_inverse=True)
        mean = np.bincount(cell, values) / np.bincount(cell)
        freedom = max(len(values) - len(mean), 1)
        return float(np.sqrt(((values - mean[cell]) ** 2).sum() / freedom))


@dataclass(frozen=True)
class Redrawn:
    """A difference and what drawing again says of it.

    Attributes:
        estimate: Of those drawn less the others, within strata.
        low, high: By inversion of the test; infinite where nothing is excluded.
        p: Two-sided.
        studentised: The same of the difference over its error; None where a cell has one subject.
        is_exact: Every arrangement was looked at.
    """

    estimate: float
    low: float
    high: float
    p: float
    studentised: float | None
    is_exact: bool


def redrawn(values: Numbers, draw: Draw) -> Redrawn:
    """Compare the lot with all others that could have been drawn."""
    numbers = np.ascontiguousarray(values, np.float64)
    budget = draw.budget
    tails = _core.lot_tails(numbers, draw.drawn, draw.stratum, False, budget)
    shift = _core.shift_interval(numbers, draw.drawn, draw.stratum, draw.alpha, budget)
    studentised = None
    if _has_pairs(draw):
        found = _core.lot_tails(numbers, draw.drawn, draw.stratum, True, budget)
        studentised = found.two / found.counted
    p = tails.two / tails.counted
    return Redrawn(shift.estimate, shift.low, shift.high, p, studentised, tails.is_exact)


def _has_pairs(draw: Draw) -> bool:
    """Two or more drawn and not drawn in every stratum that is drawn from."""
    for one in np.unique(draw.stratum):
        here = draw.drawn[draw.stratum == one]
        if here.any() and min(here.sum(), len(here) - here.sum()) < 2:
            return False
    return True
