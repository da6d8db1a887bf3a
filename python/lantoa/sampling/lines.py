"""Units, and the lines along which people belong to them while units change.

A *line* is a desk that keeps its people: it is in one unit before a day and in another from it.
A plain unit has one line without such a day; a renamed unit too, from the old id to the new; two
units that merge have a line each into the third; a unit that is split keeps one line and gives
one away; a closed unit's line ends in another unit and a new unit's begins in one.

The first twelve units hold one of each, as far as they and the years have room; in a larger
office so do twelve of every hundred.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from lantoa.sampling.columns import FAR, Days, Floats, Ints, day
from lantoa.sampling.draws import spread_ranks, stream

MEMBER, DEPUTY, HEAD = 0, 1, 2

PATTERN = 12
_EVERY = 100
_CLUSTER = 16


@dataclass(frozen=True)
class Lines:
    """L lines among U units; units are numbers from 0.

    Attributes:
        before: The unit before the change, L.
        after: The unit from the change on, L; the same where nothing changes.
        changes_on: The first day in ``after``, FAR where nothing changes, L.
        lead_before: What the line's first person is before the change (MEMBER, DEPUTY, HEAD), L.
        lead_after: And from it on, L.
        quality: How well the line works, evenly spread over (0, 1), L.
        opened: First day of a unit, NaT where it has always been there, U.
        closed: Last day of a unit, NaT where it is still there, U.
        changes: Day, kind, from unit, to unit of every rename, merge and split.
        parents: Sub-unit and the unit above it.
    """

    before: Ints
    after: Ints
    changes_on: Days
    lead_before: Ints
    lead_after: Ints
    quality: Floats
    opened: Days
    closed: Days
    changes: list[tuple[np.datetime64, str, int, int]]
    parents: list[tuple[int, int]]

    def unit_on(self, lines: Ints, days: Days | np.datetime64) -> Ints:
        """The unit that each of ``lines`` is in on ``days``."""
        return np.where(days >= self.changes_on[lines], self.after[lines], self.before[lines])

    def lead_on(self, lines: Ints, days: Days | np.datetime64) -> Ints:
        """What the first person of each of ``lines`` is on ``days``."""
        changed = days >= self.changes_on[lines]
        return np.where(changed, self.lead_after[lines], self.lead_before[lines])


def blocks(size: int) -> Ints:
    """The cluster of each unit: sixteen share movements and the cap on excellent units."""
    return (np.arange(size) // _CLUSTER).astype(np.int32)


def make_lines(units: int, years: list[int], seed: int) -> Lines:
    """The lines of ``units`` units over ``years``."""
    plan = _Plan(units, years)
    for start in [0, *range(_EVERY, units - PATTERN + 1, _EVERY)]:
        plan.add_block(start)
    plan.add_plain([unit for unit in range(units) if unit not in plan.used])
    rows = sorted(plan.rows)
    before, after, lead_before, lead_after = (
        np.array([row[at] for row in rows], np.int32) for at in (0, 1, 3, 4)
    )
    return Lines(
        before=before,
        after=after,
        changes_on=np.array([row[2] for row in rows], "M8[D]"),
        lead_before=lead_before,
        lead_after=lead_after,
        quality=_quality(seed, len(rows)),
        opened=plan.opened,
        closed=plan.closed,
        changes=plan.changes,
        parents=plan.parents,
    )


def _quality(seed: int, size: int) -> Floats:
    """Evenly spread; the second line is the best, so that every office has a unit to look up to."""
    quality = spread_ranks(stream(seed, "quality"), size)
    best, second = int(quality.argmax()), min(1, size - 1)
    quality[[best, second]] = quality[[second, best]]
    return quality


_Row = tuple[int, int, np.datetime64, int, int]


@dataclass
class _Plan:
    """Gives the units their roles, a piece at a time, while there is room."""

    units: int
    years: list[int]
    rows: list[_Row] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    changes: list[tuple[np.datetime64, str, int, int]] = field(default_factory=list)
    parents: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.opened = np.full(self.units, np.datetime64("NaT"), "M8[D]")
        self.closed = self.opened.copy()

    def add_block(self, start: int) -> None:
        """Three plain units, then a rename, a merger, a split, a new and a closed unit."""
        last = self.years[-1]
        self.add_plain(list(range(start, min(start + 3, self.units))))
        pieces = [
            (self._rename, 3, day(last - 2, 4)),
            (self._merge, 5, day(last, 3)),
            (self._split, 8, day(last - 1, 1)),
            (self._found, 10, day(last - 3, 5)),
            (self._close, 11, day(last - 3, 7)),
        ]
        ends = [piece[1] for piece in pieces[1:]] + [PATTERN]
        for (piece, offset, on), end in zip(pieces, ends, strict=True):
            if start + end <= self.units and on >= day(self.years[0], 2):
                piece(start, start + offset, on)

    def add_plain(self, units: list[int]) -> None:
        for unit in units:
            self._line(unit, unit, FAR, HEAD, HEAD)

    def _rename(self, _: int, unit: int, on: np.datetime64) -> None:
        self._line(unit, unit + 1, on, HEAD, HEAD)
        self._succeed("rename", [unit], unit + 1, on)

    def _merge(self, _: int, unit: int, on: np.datetime64) -> None:
        self._line(unit, unit + 2, on, HEAD, HEAD)
        self._line(unit + 1, unit + 2, on, HEAD, DEPUTY)
        self._succeed("merge", [unit, unit + 1], unit + 2, on)

    def _split(self, _: int, unit: int, on: np.datetime64) -> None:
        self._line(unit, unit, FAR, HEAD, HEAD)
        self._line(unit, unit + 1, on, DEPUTY, HEAD)
        self.opened[unit + 1] = on
        self.changes.append((on, "split", unit, unit + 1))

    def _found(self, start: int, unit: int, on: np.datetime64) -> None:
        self._line(start + 2, unit, on, DEPUTY, HEAD)
        self.opened[unit] = on
        self.parents.append((unit, start + 2))

    def _close(self, start: int, unit: int, on: np.datetime64) -> None:
        self._line(unit, start + 1, on, HEAD, DEPUTY)
        self.closed[unit] = on - np.timedelta64(1, "D")

    def _succeed(self, kind: str, old: list[int], new: int, on: np.datetime64) -> None:
        self.opened[new] = on
        for unit in old:
            self.closed[unit] = on - np.timedelta64(1, "D")
            self.changes.append((on, kind, unit, new))

    def _line(self, before: int, after: int, on: np.datetime64, lead: int, then: int) -> None:
        self.rows.append((before, after, on, lead, then))
        self.used |= {before, after}
