"""Everybody's side of a line over a range of weights: breakpoints, and stretches between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

import numpy as np

from lantoa import _core
from lantoa.ranking.contests import Numbers


@dataclass(frozen=True)
class Interval:
    """Weights from one to another.

    Attributes:
        low: The lower end, exactly.
        high: The upper end, exactly.
        has_low: Whether the lower end itself belongs to it.
        has_high: Whether the upper end does.
    """

    low: Fraction
    high: Fraction
    has_low: bool = True
    has_high: bool = True

    def __contains__(self, weight: Fraction | int) -> bool:
        above = self.low < weight or (self.has_low and self.low == weight)
        below = weight < self.high or (self.has_high and self.high == weight)
        return above and below

    def __str__(self) -> str:
        if self.low == self.high:
            return str(self.low)
        ends = "[" if self.has_low else "(", "]" if self.has_high else ")"
        return f"{ends[0]}{self.low}; {self.high}{ends[1]}"

    @property
    def is_point(self) -> bool:
        """Whether it is one weight."""
        return self.low == self.high


@dataclass(frozen=True)
class Piece:
    """A breakpoint, or the open stretch between two.

    Attributes:
        where: The weights.
        sides: The core's side of each of n subjects.
        seats: The seats of each group there.
    """

    where: Interval
    sides: Numbers
    seats: Numbers


@dataclass(frozen=True)
class Course:
    """The sides of n subjects over a range.

    Attributes:
        rows: Who they are.
        pieces: Breakpoints and stretches in turn, from end to end.
    """

    rows: Numbers
    pieces: Sequence[Piece]


def pieces(
    lines: _core.Lines, low: Fraction, high: Fraction, most: int, rows: Numbers | None = None
) -> Course:
    """Both ends, every breakpoint and every stretch between, ascending; neighbours may be alike.

    Args:
        lines: Who is ranked, with seats.
        low: The lower end.
        high: The upper end.
        most: The most changes of side.
        rows: Whose sides are told; None are those who are within or tied somewhere.

    Raises:
        InputError: There are more changes.
    """
    found = _core.sweep(lines, theta(low), theta(high), most)
    if rows is None:
        rows = _seen(found)
    at = np.full(len(found.start), -1, np.int64)
    at[rows] = np.arange(len(rows))
    start = found.start[rows].astype(np.int8)
    told = [Piece(*one, lines.seats) for one in _told(found, at, start, low, high)]
    return Course(rows, told)


def _seen(found: _core.Sweep) -> Numbers:
    """Who is within or tied somewhere."""
    seen = (found.start == _core.Side.WITHIN.value) | (found.start == _core.Side.TIED.value)
    seen[found.row] = True
    return np.flatnonzero(seen)


def _told(
    found: _core.Sweep, at: Numbers, now: Numbers, low: Fraction, high: Fraction
) -> Iterator[tuple[Interval, Numbers]]:
    ends = zip(found.numerator.tolist(), found.denominator.tolist(), strict=True)
    points = [Fraction(*end) for end in ends]
    if low not in points:
        yield (Interval(low, low), now)
    for i, point in enumerate(points):
        changed = slice(found.first[i], found.first[i + 1])
        rows = at[found.row[changed]]
        if point > low:
            yield (Interval(points[i - 1] if i else low, point, False, False), now)
        yield (Interval(point, point), _with(now, rows, found.at[changed]))
        now = _with(now, rows, found.after[changed])
    last = points[-1] if points else low
    if last < high:
        yield (Interval(last, high, False, False), now)
        yield (Interval(high, high), now)


def joined(found: Sequence[Piece]) -> list[Piece]:
    """The same with neighbours that are alike as one, so that ends are open or closed."""
    if not found:
        return []
    kept = [found[0]]
    for before, after in pairwise(found):
        if np.array_equal(before.sides, after.sides):
            where = kept[-1].where
            longer = replace(where, high=after.where.high, has_high=after.where.has_high)
            kept[-1] = replace(kept[-1], where=longer)
        else:
            kept.append(after)
    return kept


def theta(weight: Fraction) -> _core.Theta:
    """A weight for the core."""
    return _core.Theta(weight.numerator, weight.denominator)


def _with(sides: Numbers, rows: Numbers, changed: Numbers) -> Numbers:
    other = sides.copy()
    other[rows] = changed
    return other
