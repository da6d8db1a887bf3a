"""How weights may move, exactly, and the numbers that the core takes for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lantoa import _checks, _core
from lantoa._checks import InputError
from lantoa.scoring.numbers import exact
from lantoa.scoring.slate import Slate
from lantoa.sensitivity.exact_values import Made

Ends = tuple[Fraction, Fraction]
"""The least and the greatest share of one criterion."""

_DIGITS = 13  # of values that are read as decimals, from the first of the largest
_ULPS = 4  # that a value may lie beside the decimal that it is
_EXACT = 2.0**51  # below it products of whole numbers are exact
_MOST_CORNERS = 6000  # that can be searched between
USUAL_BOX = 0.25
"""The box where neither a box nor an order is given."""


@dataclass(frozen=True, eq=False)
class Varied:
    """What was varied: weights in a box around the present ones, or in an order.

    Attributes:
        slate: Those who have a score, with values and weights.
        ends: The least and greatest share of each criterion; empty under an order.
        order: Criteria by number, the most important first; empty in a box.
        least: The least share under an order.
        box: The common share by which every weight may move; None where ends are named.
        made: What the values are made of; None where it is not known.
    """

    slate: Slate
    ends: tuple[Ends, ...]
    order: tuple[int, ...] = ()
    least: Fraction = Fraction(0)
    box: Fraction | None = None
    made: Made | None = None

    @cached_property
    def total(self) -> int:
        """The sum of the weights in whole numbers, so that every end is one; 1 if too large."""
        parts = [share.denominator for ends in self.ends for share in ends]
        parts += [share.denominator for share in self.slate.exact_weights]
        parts += [self.least.denominator, *range(1, len(self.order) + 1)]
        found = lcm(*parts)
        if self.order:
            found *= lcm(*range(1, len(self.order) + 1))
        return found if found < _EXACT else 1

    @cached_property
    def matrix(self) -> NDArray[np.float64]:
        """n x p whole numbers in the proportions of the values; these where some would overflow."""
        if self.total == 1:
            return self.slate.values
        below = Fraction(int(_EXACT), self.total)
        whole = decimals(self.slate.values)
        if whole is not None and float(np.abs(whole).max(initial=0.0)) < below:
            return whole
        found = None if self.made is None else self.made.whole(below)
        return self.slate.values if found is None else found

    @property
    def is_exact(self) -> bool:
        """Whether no comparison of the present weights or of the set's corners is rounded."""
        return self.matrix is not self.slate.values

    @property
    def scale(self) -> int:
        """The sum of the weights that the core is given."""
        return self.total if self.is_exact else 1

    @cached_property
    def set(self) -> _core.WeightSet:
        """The set of weights for the core."""
        found = _core.WeightSet()
        found.total = float(self.scale)
        if self.order:
            found.low = self._numbers([self.least] * len(self.order))
            found.order = self.order
        else:
            found.low = self._numbers([low for low, _ in self.ends])
            found.high = self._numbers([high for _, high in self.ends])
        return found

    @cached_property
    def doubled(self) -> _core.WeightSet:
        """All weights from nothing to their double, for the core."""
        found = _core.WeightSet()
        found.total = float(self.scale)
        found.low = np.zeros(len(self.slate.criteria))
        found.high = 2 * self._numbers(self.slate.exact_weights)
        return found

    @cached_property
    def now(self) -> NDArray[np.float64]:
        """The present weights; where they are not among those looked at, the middle of these."""
        corners = None if self.has_present else _core.weight_corners(self.set, _MOST_CORNERS)
        if corners is None:
            return self._numbers(self.slate.exact_weights)
        middle: NDArray[np.float64] = corners.mean(axis=1)
        return middle

    @property
    def has_present(self) -> bool:
        """Whether the present weights are among those that are looked at."""
        shares = self.slate.exact_weights
        if self.order:
            falling = [shares[at] for at in self.order]
            return falling == sorted(falling, reverse=True) and min(falling) >= self.least
        pairs = zip(self.ends, shares, strict=True)
        return all(low <= share <= high for (low, high), share in pairs)

    def _numbers(self, shares: Sequence[Fraction]) -> NDArray[np.float64]:
        return np.array([float(share * self.scale) for share in shares])


def expect_few_corners(weights: _core.WeightSet, what: str) -> None:
    """Refuse a search between more corners than can be looked at.

    Raises:
        InputError: There are more; the message says what can be asked instead.
    """
    if _core.weight_corners(weights, _MOST_CORNERS) is None:
        raise InputError(
            f"{what}: these weights have more than {_MOST_CORNERS} corners, too many to search "
            'between; ask for the bounds, for pairs, or for pillars (level="top")'
        )


def decimals(values: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Values times a power of ten as whole numbers, if each is a decimal but for its last digits.

    Example:
        >>> decimals(np.array([[0.1 + 0.2, 1.25]])).tolist()
        [[30.0, 125.0]]
        >>> decimals(np.array([[1 / 3]])) is None
        True
    """
    most = float(np.abs(values).max(initial=0.0))
    if most == 0 or not 1e-200 < most < 1e200:
        return np.asfortranarray(values) if most == 0 else None
    first = -int(np.floor(np.log10(most)))
    for places in range(first, first + _DIGITS):
        scaled = values * 10.0**places
        whole = np.rint(scaled)
        if (np.abs(scaled - whole) <= _ULPS * np.spacing(np.abs(scaled))).all():
            return np.asfortranarray(whole)
    return None


def varied(slate: Slate, box: object, order: object, least: object) -> Varied:
    """What is to be varied, from the arguments of ``robustness``; None is what was not given.

    Raises:
        InputError: A name is not known, a number is none or out of range, no weights fit, or two
            arguments do not go together.
    """
    if order is not None:
        if box is not None:
            raise InputError(
                f"box and order: expected one of them, not box={box!r} beside an order"
            )
        return _ordered(slate, order, 0 if least is None else least)
    if least is not None:
        raise InputError(f"least: expected only beside order, not {least!r} without one")
    box = USUAL_BOX if box is None else box
    if isinstance(box, Mapping):
        return Varied(slate, _within(_named(slate, box)))
    share = _share(box, "box")
    return Varied(slate, tuple(_around(weight, share) for weight in slate.exact_weights), box=share)


def _around(weight: Fraction, share: Fraction) -> Ends:
    return weight * (1 - share), weight * (1 + share)


def _share(value: object, what: str) -> Fraction:
    found = exact(value)
    if found is None or not 0 <= found <= 1:
        raise InputError(f"{what}: expected a share from 0 to 1, not {value!r}")
    return found


def _named(slate: Slate, box: Mapping[Any, Any]) -> tuple[Ends, ...]:
    """Ends by name: a share of the weight, or two ends; who is not named keeps its weight."""
    for name in box:
        _checks.one_of(name, slate.criteria, what="box: criterion")
    shares = zip(slate.criteria, slate.exact_weights, strict=True)
    return tuple(_ends(name, box.get(name, 0), weight) for name, weight in shares)


def _ends(name: str, given: Any, weight: Fraction) -> Ends:
    what = f'box of "{name}"'
    if isinstance(given, str) or not isinstance(given, Sequence):
        return _around(weight, _share(given, what))
    if len(given) != 2:
        raise InputError(f"{what}: expected a share or two ends, not {given!r}")
    low, high = (_share(end, what) for end in given)
    if low > high:
        raise InputError(f"{what}: the low end {given[0]!r} is above the high end {given[1]!r}")
    return low, high


def _within(ends: tuple[Ends, ...]) -> tuple[Ends, ...]:
    least, most = sum(low for low, _ in ends), sum(high for _, high in ends)
    if least > 1 or most < 1:
        raise InputError(
            "box: no weights between these ends sum to 1; "
            f"the ends sum to {float(least):g} and {float(most):g}"
        )
    return ends


def _ordered(slate: Slate, order: object, least: object) -> Varied:
    if isinstance(order, str) or not isinstance(order, Sequence):
        raise InputError(f"order: expected a list of criteria, not {order!r}")
    for name in order:
        _checks.one_of(name, slate.criteria, what="order: criterion")
    lacking = [name for name in slate.criteria if name not in order]
    if lacking or len(order) != len(slate.criteria):
        told = f"lacks {_checks.listed(lacking)}" if lacking else "names one twice"
        raise InputError(f"order: expected every criterion once; it {told}")
    floor = _share(least, "least")
    if floor * len(order) > 1:
        most = f"1/{len(order)}"
        raise InputError(f"least: expected at most {most}, so that all can have it, not {least!r}")
    return Varied(slate, (), tuple(slate.criteria.index(name) for name in order), floor)


def checked_line(line: object, n: int) -> int:
    """A place that a line can be at.

    Raises:
        InputError: It is no whole number from 1 to n - 1.
    """
    is_whole = isinstance(line, int | np.integer) and not isinstance(line, bool)
    if not is_whole or not 1 <= line < n:  # type: ignore[operator]
        raise InputError(f"line: expected a place from 1 to {n - 1}, not {line!r}")
    return int(line)  # type: ignore[call-overload,no-any-return]
