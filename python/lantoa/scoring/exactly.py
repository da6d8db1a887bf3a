"""Ties as they are: scores that doubles cannot tell apart are compared exactly.

Numbers are read as the decimals that they print as. Where every step of a rule is rational (all but
``z`` and ``geometric``), two scores are equal or not, whatever the last digit of a double says.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lantoa.scoring.composing import Composed, ends
from lantoa.scoring.numbers import exact
from lantoa.scoring.scheme import WHOLE

_EPS = float(np.finfo(np.float64).eps)
_DIGITS = 15  # that a double holds for certain
_SAFE = 2**62


def is_rational(composed: Composed) -> bool:
    """Whether the scores are fractions of the numbers that were given."""
    scheme = composed.scheme
    return all(scheme.normalise_of(name) != "z" for name in composed.names) and all(
        scheme.aggregate_of(name) != "geometric" for name in composed.pillars
    )


def keys(composed: Composed, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Whole numbers in the order of the scores of some rows: larger is better, equal is a tie.

    Args:
        rows: Rows of one year, all with a score.

    Returns:
        A key for each of them, from 0. Scores that lie within the rounding of each other are
        compared exactly; where the rule is not rational they count as equal.
    """
    scores = composed.scores[rows]
    order = np.argsort(scores, kind="stable")
    apart = np.diff(scores[order], prepend=scores[order][:1]) > 2 * rounding(composed, rows)
    cluster = np.empty(len(rows), np.int64)
    cluster[order] = np.cumsum(apart)
    sizes = np.bincount(cluster, minlength=1)
    doubtful = np.flatnonzero(sizes[cluster] > 1)
    within = np.zeros(len(rows), np.int64)
    if len(doubtful) and is_rational(composed):
        within[doubtful] = _ranked(composed, rows[doubtful])
    order = np.lexsort((within, cluster))
    steps = (np.diff(cluster[order]) != 0) | (np.diff(within[order]) != 0)
    found = np.zeros(len(rows), np.int64)
    found[order[1:]] = np.cumsum(steps)
    return found


def rounding(composed: Composed, rows: NDArray[np.int64]) -> float:
    """How far a score may lie from what it would be without rounding."""
    scheme, size, error = composed.scheme, {}, {}
    m = len(composed.names)
    first = int(composed.periods[rows[0]]) if len(rows) else 0
    for at, name in enumerate(composed.names):
        column = np.abs(composed.ready[rows, at])
        most = float(np.nanmax(column)) if len(rows) and not np.isnan(column).all() else 0.0
        affine = composed.scaling.of[first * m + at]
        if affine.constant:
            size[name], error[name] = abs(affine.base), 0.0
            continue
        reach = (most + abs(affine.offset)) * abs(affine.slope)
        size[name], error[name] = min(reach, 1.0) if affine.clipped else reach, 4 * _EPS * reach
    for pillar in composed.pillars:
        children = scheme.children[pillar]
        shares = [float(scheme.share(child.name)) for child in children]
        how = scheme.aggregate_of(pillar)
        grows = sum(float(child.weight) for child in children) if how == "sum" else 1.0
        if how in ("arithmetic", "sum"):
            grows /= float(scheme.coverage) if scheme.missing == "renormalise" else 1.0
            steep = [share * grows for share in shares]
        else:
            steep = [3 * grows / min(shares)] * len(shares)
        size[pillar] = sum(s * size[c.name] for s, c in zip(steep, children, strict=True))
        error[pillar] = sum(s * error[c.name] for s, c in zip(steep, children, strict=True))
        error[pillar] += (2 * len(children) + 8) * _EPS * size[pillar]
    factor = float(scheme.factor)
    return (error[WHOLE] + 2 * _EPS * size[WHOLE]) * factor


def _ranked(composed: Composed, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The exact order of some rows; equal rows get equal numbers."""
    added = _linear(composed, rows)
    if added is not None:
        return added
    values = composed.ready[rows]
    distinct, where = np.unique(values, axis=0, return_inverse=True, equal_nan=True)
    first = np.zeros(len(distinct), np.int64)
    first[where.reshape(-1)] = np.arange(len(rows))
    leaves = Leaves(composed, int(composed.periods[rows[0]]))
    whole = [leaves.whole(row) for row in rows[first]]
    order = {value: at for at, value in enumerate(sorted(set(whole)))}
    found = np.array([order[value] for value in whole])
    return found[where.reshape(-1)].astype(np.int64)


class Leaves:
    """The rule in fractions, row by row."""

    def __init__(self, composed: Composed, period: int) -> None:
        self.composed, self.scheme = composed, composed.scheme
        self.at = {name: at for at, name in enumerate(composed.names)}
        self.scale = {name: scale_of(composed, name, period) for name in composed.names}

    def whole(self, row: int) -> Fraction:
        """The exact score of a row that has one."""
        found = self._pillar(WHOLE, row)
        assert found is not None
        return found

    def node(self, name: str, row: int) -> Fraction | None:
        return self._leaf(name, row) if name in self.at else self._pillar(name, row)

    def _leaf(self, name: str, row: int) -> Fraction | None:
        value = self.composed.ready[row, self.at[name]]
        if np.isnan(value):
            return Fraction(0) if self.scheme.missing == "zero" else None
        return self.scale[name].of(value)

    def _pillar(self, name: str, row: int) -> Fraction | None:
        children = self.scheme.children[name]
        found = [(child.weight, self.node(child.name, row)) for child in children]
        there = [(weight, value) for weight, value in found if value is not None]
        whole = sum((child.weight for child in children), Fraction(0))
        carried = sum((weight for weight, _ in there), Fraction(0))
        enough = carried >= self.scheme.coverage * whole
        if carried == 0 or (
            carried < whole and not (self.scheme.missing == "renormalise" and enough)
        ):
            return None
        return _mean(self.scheme.aggregate_of(name), there, whole, carried)


def _mean(
    how: str, there: list[tuple[Fraction, Fraction]], whole: Fraction, carried: Fraction
) -> Fraction:
    total = sum((weight * value for weight, value in there), Fraction(0))
    if how == "sum":
        return total * whole / carried
    if how == "harmonic":
        if any(value == 0 for _, value in there):
            return Fraction(0)
        return carried / sum((weight / value for weight, value in there), Fraction(0))
    mean = total / carried
    if how == "arithmetic" or mean == 0:
        return mean
    squares = sum((weight * value * value for weight, value in there), Fraction(0)) / carried
    return 2 * mean - squares / mean


class scale_of:
    """A measure's scale in one period, in fractions: from ``low`` to ``high``, or as it is."""

    def __init__(self, composed: Composed, name: str, period: int) -> None:
        scheme = composed.scheme
        how = scheme.normalise_of(name)
        at = composed.names.index(name)
        affine = composed.scaling.of[period * len(composed.names) + at]
        self.constant = Fraction(affine.base) if affine.constant else None
        self.less = scheme.nodes[name].less and how != "rank"
        self.fixed = ends(scheme, name)
        self.most: int | None = None
        if how == "minmax" and self.constant is None:
            column = composed.given[composed.periods == period, at]
            self.fixed = _read(np.nanmin(column)), _read(np.nanmax(column))
        if how == "rank":
            there = ~np.isnan(composed.given[composed.periods == period, at])
            self.most = 2 * max(int(there.sum()) - 1, 1)

    def of(self, value: float) -> Fraction:
        """A value on the scale."""
        if self.constant is not None:
            return self.constant
        found = _read(value) if self.most is None else Fraction(value).limit_denominator(self.most)
        if self.fixed is None:
            return -found if self.less else found
        low, high = self.fixed
        share = min(max((found - low) / (high - low), Fraction(0)), Fraction(1))
        return 1 - share if self.less else share


def _read(value: float) -> Fraction:
    found = exact(float(value))
    assert found is not None
    return found


def _linear(composed: Composed, rows: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """The order of rows under a rule that only adds up, in whole numbers and all at once.

    None where the rule does more, a row lacks what the others have, or a number has more digits
    than a double holds for certain.
    """
    scheme = composed.scheme
    hows = {scheme.aggregate_of(name) for name in composed.pillars}
    lacks = np.isnan(composed.ready[rows]).any()
    if hows - {"arithmetic", "sum"} or (lacks and scheme.missing != "zero"):
        return None
    period = int(composed.periods[rows[0]])
    steps: list[tuple[NDArray[Any], Fraction]] = []
    for at, name in enumerate(composed.names):
        scale = scale_of(composed, name, period)
        if scale.constant is not None:
            if lacks:
                return None  # whoever lacks it has 0 of it
            continue
        digits = _whole_digits(composed.ready[rows, at])
        if digits is None or scale.most is not None:
            return None
        steps.append(_terms(composed.ready[rows, at], digits, scale, _weight(composed, name)))
    _, found = np.unique(_added(steps, len(rows)), return_inverse=True)
    return found.reshape(-1).astype(np.int64)


def _added(steps: list[tuple[NDArray[Any], Fraction]], rows: int) -> NDArray[Any]:
    """Whole numbers in the order of the sums; of 64 bits where nothing can overflow."""
    common = lcm(*(weight.denominator for _, weight in steps)) if steps else 1
    times = [int(weight * common) for _, weight in steps]
    shared = gcd(*times) or 1
    times = [one // shared for one in times]
    most = sum(
        abs(one) * int(np.abs(numbers).max(initial=0))
        for one, (numbers, _) in zip(times, steps, strict=True)
    )
    fits = most < _SAFE and all(abs(one) < _SAFE for one in times)
    total = np.zeros(rows, np.int64 if fits else object)
    for one, (numbers, _) in zip(times, steps, strict=True):
        total = total + numbers.astype(total.dtype) * one
    return total


def _weight(composed: Composed, name: str) -> Fraction:
    """What the whole grows with a measure on its scale, where every node above only adds up."""
    scheme, weight = composed.scheme, Fraction(1)
    while name != WHOLE:
        parent = scheme.nodes[name].parent
        summed = scheme.aggregate_of(parent) == "sum"
        weight *= scheme.nodes[name].weight if summed else scheme.share(name)
        name = parent
    return weight


def _whole_digits(column: NDArray[np.float64]) -> int | None:
    """The fewest decimals that write every number; None where they are too many."""
    there = column[~np.isnan(column)]
    for digits in range(_DIGITS + 1):
        large = np.rint(there * 10.0**digits)
        if (np.abs(large) < 10.0**_DIGITS).all() and (large / 10.0**digits == there).all():
            return digits
    return None


def _terms(
    column: NDArray[np.float64], digits: int, scale: scale_of, weight: Fraction
) -> tuple[NDArray[Any], Fraction]:
    """Whole numbers and what each is worth: above the worse end, held within the better one."""
    missing = np.isnan(column)
    units: NDArray[Any] = np.rint(np.where(missing, 0.0, column) * 10.0**digits).astype(np.int64)
    worth = weight / 10**digits
    if scale.fixed is None:
        found = -units if scale.less else units
    else:
        low, high = (end * 10**digits for end in scale.fixed)
        common = lcm(low.denominator, high.denominator)
        least, most = int(low * common), int(high * common)
        if max(abs(least), abs(most), common * 10**_DIGITS) >= _SAFE:
            units = units.astype(object)
        held = np.minimum(np.maximum(units * common, least), most)
        found = most - held if scale.less else held - least
        worth = weight / (most - least)
    return np.where(missing, 0, found), worth
