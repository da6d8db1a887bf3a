"""Over which days a register is declared complete, and where that leaves gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from lantoa.office import Office

_LOW, _HIGH = np.datetime64("0001-01-01", "D"), np.datetime64("9999-12-31", "D")
_DAY = np.timedelta64(1, "D")
NO_DAY = np.datetime64("NaT", "D")

Span: TypeAlias = tuple[np.datetime64, np.datetime64]
"""The first and the last day."""


@dataclass(frozen=True)
class Cover:
    """What ``coverage`` says of a register.

    Attributes:
        complete: Spans in which it is complete, sorted, none touching another.
        gaps: Spans in which it is not, or nobody says, sorted likewise.
    """

    complete: tuple[Span, ...] = ()
    gaps: tuple[Span, ...] = ()

    @property
    def runs(self) -> tuple[Span, ...]:
        """The spans that can be trusted: what is complete, or where nothing is said to be, the
        rest; without the gaps.

        >>> day = np.datetime64
        >>> spans = (day("2022-01-01"), day("2024-12-31")), (day("2023-01-01"), day("2023-12-31"))
        >>> [f"{a} {b}" for a, b in Cover(spans[:1], spans[1:]).runs]
        ['2022-01-01 2022-12-31', '2024-01-01 2024-12-31']
        """
        found: Sequence[Span] = self.complete or ((_LOW, _HIGH),)
        for gap in self.gaps:
            found = [part for one in found for part in _without(one, gap)]
        return tuple(found)

    def has_gap(self, year: int) -> bool:
        """Whether it is, or may be, incomplete in a year."""
        first, last = _year(year)
        return any(one <= last and end >= first for one, end in self.gaps)

    def is_complete(self, year: int) -> bool:
        """Whether it is declared complete for a whole year: no row then means that nothing was."""
        first, last = _year(year)
        inside = any(one <= first and end >= last for one, end in self.complete)
        return inside and not self.has_gap(year)


@dataclass(frozen=True)
class Followed:
    """From when to when taking up was followed, as ``coverage`` has it for everybody.

    Attributes:
        begun: The first day; none where it is not said.
        until: The last day; none where it is not said, or it is complete without an end.
        stops: Whether a gap follows: nobody is followed beyond it, whatever else is written.
        again: The first day after the gap; none where it has no end.
        is_said: Whether the last day is declared; else somebody else has to say it.
    """

    begun: np.datetime64 = NO_DAY
    until: np.datetime64 = NO_DAY
    stops: bool = False
    again: np.datetime64 = NO_DAY
    is_said: bool = False

    @classmethod
    def of(cls, cover: Cover, start: np.datetime64) -> Followed:
        """The first run that reaches the first day of the periods; where none does the last one."""
        runs = cover.runs
        at = next((at for at, one in enumerate(runs) if one[1] >= start), len(runs) - 1)
        if at < 0:
            return cls(until=_LOW, stops=True)  # never complete
        begun, until = runs[at]
        later = [one for one, _ in runs[at + 1 :]]
        return cls(
            begun=NO_DAY if begun == _LOW else begun,
            until=NO_DAY if until == _HIGH else until,
            stops=bool(later) or any(one > until for one, _ in cover.gaps),
            again=later[0] if later else NO_DAY,
            is_said=bool(cover.complete),
        )


def cover_of(office: Office, table: str) -> Cover:
    """What ``coverage`` says of a table; blank days have no limit, a blank word is a gap."""
    found = office.tables.get("coverage")
    if found is None:
        return Cover()
    rows = found.frame[(found.frame["table"].astype(object) == table).to_numpy(bool)]
    complete = rows["complete"].fillna(value=False).to_numpy(bool)
    return Cover(_spans(rows[complete]), _spans(rows[~complete]))


def _spans(rows: pd.DataFrame) -> tuple[Span, ...]:
    first, last = (
        np.asarray(rows[name].to_numpy("M8[s]")).astype("M8[D]") for name in ("from", "to")
    )
    first, last = np.where(np.isnat(first), _LOW, first), np.where(np.isnat(last), _HIGH, last)
    return tuple(_joined(sorted((a, b) for a, b in zip(first, last, strict=True) if a <= b)))


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans that touch are one."""
    held: Span | None = None
    for one, end in spans:
        if held is not None and one - _DAY <= held[1]:
            held = held[0], max(held[1], end)
            continue
        if held is not None:
            yield held
        held = one, end
    if held is not None:
        yield held


def _without(span: Span, gap: Span) -> Iterator[Span]:
    """What a gap leaves of a span."""
    if gap[1] < span[0] or gap[0] > span[1]:
        yield span
        return
    if gap[0] > span[0]:
        yield span[0], gap[0] - _DAY
    if gap[1] < span[1]:
        yield gap[1] + _DAY, span[1]


def _year(year: int) -> Span:
    return np.datetime64(f"{year:04d}-01-01", "D"), np.datetime64(f"{year:04d}-12-31", "D")
