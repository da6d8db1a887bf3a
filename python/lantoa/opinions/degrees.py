"""Preferences in a column whose differences doubles cannot tell from a threshold, exactly."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import lcm

import numpy as np
from numpy.typing import NDArray

from lantoa.opinions.decimals import read

_EPS = float(np.finfo(np.float64).eps)
_LEAST = 1e-320  # below it doubles have next to no digits


@dataclass(frozen=True, eq=False)
class Degrees:
    """By how much each value of a column is preferred to the others, in whole numbers.

    Attributes:
        column: n doubles, each the decimal that it prints as; NaN where missing.
        low, high: No difference up to ``low`` counts; all above ``high`` count whole.
        is_ramp: Whether those in between count in proportion; else they count half.
    """

    column: NDArray[np.float64]
    low: Fraction
    high: Fraction
    is_ramp: bool

    @property
    def unit(self) -> int:
        """How many whole numbers make a preference that counts whole."""
        return self._ends[1] - self._ends[0] if self.is_ramp else 1

    def plus(self, rows: Iterable[int]) -> list[int]:
        """Twice how much each row is preferred, all rivals together, in units."""
        return [self._twice(row, self._upward, 1) for row in rows]

    def minus(self, rows: Iterable[int]) -> list[int]:
        """Twice how much the others are preferred to each row, in units."""
        return [self._twice(row, self._downward, -1) for row in rows]

    @cached_property
    def _common(self) -> int:
        there = {value.denominator for value in self._read.values()}
        return lcm(self.low.denominator, self.high.denominator, *there)

    @cached_property
    def _read(self) -> dict[int, Fraction]:
        known = np.flatnonzero(~np.isnan(self.column)).tolist()
        return {row: read(float(self.column[row])) for row in known}

    @cached_property
    def _ends(self) -> tuple[int, int]:
        return int(self.low * self._common), int(self.high * self._common)

    @cached_property
    def _whole(self) -> dict[int, int]:
        return {row: int(value * self._common) for row, value in self._read.items()}

    @cached_property
    def _upward(self) -> tuple[list[int], list[int]]:
        """The values from the smallest on, and the sums of the first of them."""
        ordered = sorted(self._whole.values())
        return ordered, [0, *accumulate(ordered)]

    @cached_property
    def _downward(self) -> tuple[list[int], list[int]]:
        """The same with every sign turned: who loses is preferred there."""
        ordered = [-value for value in reversed(self._upward[0])]
        return ordered, [0, *accumulate(ordered)]

    def _twice(self, row: int, side: tuple[list[int], list[int]], sign: int) -> int:
        if row not in self._whole:
            return 0
        value, (low, high), (ordered, sums) = sign * self._whole[row], self._ends, side
        some, full = bisect_left(ordered, value - low), bisect_left(ordered, value - high)
        if not self.is_ramp:
            return some + full
        ramps = (some - full) * (value - low) - (sums[some] - sums[full])
        return 2 * (full * self.unit + ramps)


def is_sure(column: NDArray[np.float64], threshold: Fraction) -> bool:
    """Whether doubles tell every difference of a column from a threshold.

    Example:
        >>> is_sure(np.array([0.0, 1 / 3, 1.0]), Fraction(1, 3))
        False
        >>> is_sure(np.array([0.0, 1 / 3, 1.0]), Fraction(1, 2))
        True
    """
    if threshold == 0:  # two doubles that differ have a difference
        return True
    ordered = np.sort(column[~np.isnan(column)])
    step = float(threshold)
    # A value, the threshold and their difference are each off by half a last digit at most.
    slack = 8 * _EPS * (np.abs(ordered) + step) + _LEAST
    below = np.searchsorted(ordered, ordered - step - slack, side="left")
    return bool((below == np.searchsorted(ordered, ordered - step + slack, side="right")).all())
