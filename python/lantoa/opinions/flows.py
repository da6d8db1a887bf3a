"""PROMETHEE's flows: in doubles, and exactly for those that doubles cannot part."""

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
    """Flows of a question.

    Attributes:
        question, ready: What was asked, and as the core takes it.
        flows: What the core found, measure by measure.
    """

    question: Question
    ready: Packed
    flows: _core.Flows

    @cached_property
    def doubles(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Plus, minus and net: the core's, with counts that doubles got wrong put right."""
        found = _core.outranking_of(self.flows, self.question.weights)
        plus, minus, net = found.plus.copy(), found.minus.copy(), found.net.copy()
        n = len(plus)
        for at, degrees in enumerate(self.ready.degrees):
            if degrees is None or degrees.is_ramp:
                continue
            share = self.question.weights[at] / max(n - 1, 1)
            more = np.array(degrees.plus(range(n))) / 2 - self.flows.plus[:, at]
            less = np.array(degrees.minus(range(n))) / 2 - self.flows.minus[:, at]
            plus, minus, net = (
                plus + share * more,
                minus + share * less,
                net + share * (more - less),
            )
        return plus, minus, net

    def keys(self, flows: NDArray[np.float64], exact: Exact) -> NDArray[np.int64]:
        """Whole numbers in the exact order of some flows."""
        return keys_of(flows, self._rounding, exact)

    @cached_property
    def _rounding(self) -> float:
        """How far a flow may be from what it would be without rounding."""
        found = Fraction((2 * len(self.question.criteria) + 8) * _EPS)
        reach = np.abs(np.nan_to_num(self.question.numbers)).max(axis=0, initial=0.0).tolist()
        for at, degrees in enumerate(self.ready.degrees):
            if degrees is not None and degrees.is_ramp:
                slope = (Fraction(reach[at]) + degrees.high) / (degrees.high - degrees.low)
                found += self.question.exact_weights[at] * slope * Fraction(16 * _EPS)
        return float(min(found, Fraction(4)))

    def plus(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """How much each row is preferred."""
        return self._weighed(self._sums(rows, "plus"))

    def minus(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """How much the others are preferred to each row."""
        return self._weighed(self._sums(rows, "minus"))

    def net(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """The one less the other."""
        return self._weighed(self._sums(rows, "plus") - self._sums(rows, "minus"))

    def _sums(self, rows: NDArray[np.int64], side: str) -> NDArray[Any]:
        """Twice the sums, in whole numbers."""
        twice: NDArray[np.float64] = 2 * getattr(self.flows, side)[rows]
        rest: NDArray[np.float64] = 2 * getattr(self.flows, f"{side}_rest")[rows]
        degrees = self.ready.degrees
        if not any(degrees) and not rest.any() and np.abs(twice).max(initial=0) < _WHOLE:
            return twice.astype(np.int64)
        found = np.empty(twice.shape, object)
        for at, one in enumerate(degrees):
            if one is not None:
                found[:, at] = getattr(one, side)(rows.tolist())
                continue
            found[:, at] = [int(value) for value in twice[:, at].tolist()]
            if rest.size:
                found[:, at] += np.array([int(value) for value in rest[:, at].tolist()], object)
        return found

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
        found = [
            weight / Fraction(unit if degrees is None else degrees.unit)
            for weight, unit, degrees in zip(
                self.question.exact_weights,
                self.flows.unit.tolist(),
                self.ready.degrees,
                strict=True,
            )
        ]
        common = lcm(*(one.denominator for one in found))
        return tuple(int(one * common) for one in found)
