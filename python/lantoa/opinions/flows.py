"""PROMETHEE's flows exactly, for those that doubles cannot part."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lantoa import _core
from lantoa.opinions.asking import Question
from lantoa.opinions.deciding import Exact, keys_of
from lantoa.opinions.preferring import Packed

_EPS = float(np.finfo(np.float64).eps)
_WHOLE = 2.0**53  # below it doubles hold every whole number
_WIDE = 2**62  # below it whole numbers add up in int64


@dataclass(frozen=True, eq=False)
class ExactFlows:
    """Flows of a question in a common unit."""

    question: Question
    ready: Packed
    flows: _core.Flows

    def keys(self, flows: NDArray[np.float64], exact: Exact) -> NDArray[np.int64]:
        """Whole numbers in the exact order of some flows."""
        return keys_of(flows, (len(self.question.criteria) + 8) * _EPS, exact, self.slack)

    def plus(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """How much each row is preferred."""
        return self._weighed(self._sums(rows, self.flows.plus, self.flows.plus_rest))

    def minus(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """How much the others are preferred to each row."""
        return self._weighed(self._sums(rows, self.flows.minus, self.flows.minus_rest))

    def net(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """The one less the other."""
        plus = self._sums(rows, self.flows.plus, self.flows.plus_rest)
        return self._weighed(plus - self._sums(rows, self.flows.minus, self.flows.minus_rest))

    def _sums(
        self, rows: NDArray[np.int64], sums: NDArray[np.float64], rests: NDArray[np.float64]
    ) -> NDArray[Any]:
        """Twice the sums: whole numbers where the values are, else fractions."""
        twice, rest = 2 * sums[rows], 2 * rests[rows]
        is_whole = all(self.ready.is_whole)
        if is_whole and not rest.any() and np.abs(twice).max(initial=0) < _WHOLE:
            return twice.astype(np.int64)
        turn = int if is_whole else Fraction
        found = np.array([turn(value) for value in twice.ravel().tolist()], object)
        if rest.size:
            found = found + np.array([turn(value) for value in rest.ravel().tolist()], object)
        return found.reshape(twice.shape)

    def _weighed(self, sums: NDArray[Any]) -> NDArray[Any]:
        """All measures together, in int64 where they fit."""
        most = sum(self._worth) * int(np.abs(sums).max(initial=0))
        total = sums if sums.dtype == np.int64 and most < _WIDE else sums.astype(object)
        found = np.zeros(len(sums), total.dtype)
        for at, worth in enumerate(self._worth):
            found = found + total[:, at] * worth
        return found

    @cached_property
    def _worth(self) -> tuple[int, ...]:
        """What a unit of each measure is worth, as whole numbers in proportion."""
        units = self.flows.unit.tolist()
        found = [
            weight / Fraction(unit)
            for weight, unit in zip(self.question.exact_weights, units, strict=True)
        ]
        common = lcm(*(one.denominator for one in found))
        return tuple(int(one * common) for one in found)

    @cached_property
    def slack(self) -> Fraction:
        """What 106 bits leave open of the sums of ramps; nothing where values are whole numbers."""
        if all(self.ready.is_whole):
            return Fraction(0)
        n = len(self.question.subjects)
        most = np.abs(np.nan_to_num(self.ready.values)).max(axis=0, initial=0.0).tolist()
        wide = [
            worth * Fraction(size)
            for worth, size, is_whole in zip(self._worth, most, self.ready.is_whole, strict=True)
            if not is_whole
        ]
        return sum(wide, Fraction(0)) * n * n * 16 / 2**106
