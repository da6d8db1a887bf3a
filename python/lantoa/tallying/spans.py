"""Ranges of evidence on exact fractions: do they overlap, and what do they leave out?"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Protocol


class Ends(Protocol):
    """Whatever has ends as a file writes them."""

    @property
    def at_least(self) -> int | Decimal | datetime.date | None: ...
    @property
    def more_than(self) -> int | Decimal | datetime.date | None: ...
    @property
    def less_than(self) -> int | Decimal | datetime.date | None: ...
    @property
    def at_most(self) -> int | Decimal | datetime.date | None: ...


@dataclass(frozen=True)
class Span:
    """From ``low`` to ``high``, each end open or not; ``high`` None goes on for ever.

    Example:
        >>> Span(Fraction(97), Fraction(98), high_open=True).is_empty
        False
    """

    low: Fraction
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing lies in it."""
        if self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def holds_a_whole(self) -> bool:
        """Whether a whole number lies in it."""
        first = floor(self.low) + 1 if self.low_open else ceil(self.low)
        return not Span(Fraction(max(first, 0)), self.high, high_open=self.high_open).is_empty

    def meets(self, other: Span) -> bool:
        """Whether something lies in both."""
        low = max((self.low, self.low_open), (other.low, other.low_open))
        ends = [(span.high, not span.high_open) for span in (self, other) if span.high is not None]
        if not ends:
            return True
        high = min(ends)
        return not Span(low[0], high[0], low[1], not high[1]).is_empty


def exact(value: int | Decimal | datetime.date) -> Fraction:
    """A number as a fraction, a day as its number in the calendar.

    Example:
        >>> exact(Decimal("0.1")), exact(datetime.date(2022, 1, 31))
        (Fraction(1, 10), Fraction(738186, 1))
    """
    return Fraction(value.toordinal() if isinstance(value, datetime.date) else value)


def span_of(ends: Ends) -> Span:
    """The span between two ends; evidence is never negative, so one without a low end starts at 0."""
    low, low_open = Fraction(0), False
    if ends.at_least is not None:
        low = exact(ends.at_least)
    elif ends.more_than is not None:
        low, low_open = exact(ends.more_than), True
    if ends.at_most is not None:
        return Span(low, exact(ends.at_most), low_open)
    if ends.less_than is not None:
        return Span(low, exact(ends.less_than), low_open, high_open=True)
    return Span(low, None, low_open)


def in_order(spans: Iterable[Span]) -> list[Span]:
    """Spans by where they start."""
    return sorted(spans, key=lambda span: (span.low, span.low_open))


def holes(spans: Sequence[Span], *, whole: bool) -> list[tuple[Span, Span | None, Span | None]]:
    """What no span covers, each hole with the spans before and after it.

    Args:
        spans: Spans that do not overlap.
        whole: Whether only whole numbers can lie in a hole.

    Example:
        >>> bands = [Span(Fraction(98), None, low_open=True)]
        >>> [(str(hole.low), str(hole.high), hole.high_open) for hole, _, _ in holes(bands, whole=False)]
        [('0', '98', False)]
    """
    found: list[tuple[Span, Span | None, Span | None]] = []
    before: Span | None = None
    for span in in_order(spans):
        start, start_open = Fraction(0), False
        if before is not None:
            if before.high is None:
                return found
            start, start_open = before.high, not before.high_open
        found.append((Span(start, span.low, start_open, not span.low_open), before, span))
        before = span
    if before is not None and before.high is not None:
        found.append((Span(before.high, None, not before.high_open), before, None))
    real = [one for one in found if not one[0].is_empty]
    return [one for one in real if not whole or one[0].holds_a_whole()]
