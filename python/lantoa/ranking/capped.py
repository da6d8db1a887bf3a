"""Quotas drawn: the seats of each group, and on which side of the line everybody stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from lantoa import _core
from lantoa._checks import InputError
from lantoa.ranking.caps import Cap
from lantoa.ranking.standings import Standings, contest_of

Numbers = np.ndarray[Any, Any]

LINES = np.array([None, "within", "tied", "beyond"], dtype=object)
_MOST = 2**31 - 1


@dataclass(frozen=True)
class Scope:
    """Where lines are drawn: overall or within groups, in each year.

    Attributes:
        codes: The group of each row; ``BLANK``: none.
        years: The year of each group, None where there is none.
        groups: The name of each group; None overall.
        standings: Everybody's place there.
    """

    codes: Numbers
    years: Sequence[int | None]
    groups: Sequence[str | None]
    standings: Standings

    def __len__(self) -> int:
        return len(self.groups)


@dataclass(frozen=True)
class Drawn:
    """One quota, drawn.

    Attributes:
        cap: The quota.
        scope: Where its line is drawn.
        base: What the share of each group is of; None of a number.
        seats: How many may be named in each group: on record, at the least and at the most.
        entry: An ``Entry`` of each row.
        places: Where everybody stands among those who may be named.
        sides: A ``Side`` of each row, and whether the outer line leaves it sure.
    """

    cap: Cap
    scope: Scope
    base: Numbers | None
    seats: _core.Seats
    entry: Numbers
    places: _core.Places
    sides: _core.Sides

    @property
    def lines(self) -> Numbers:
        """The name of each row's side; None where it has none."""
        found: Numbers = LINES[self.sides.side]
        return found

    @property
    def seats_of_each(self) -> Numbers:
        """The seats of each row's group; 0 without a group."""
        return np.append(self.seats.on_record, 0)[np.maximum(self.scope.codes, -1)]

    def counted(self, chosen: Numbers) -> Numbers:
        """How many of some rows are in each group."""
        return _counted(self.scope, chosen)


def drawn(asked: Sequence[Cap], overall: Scope, within: Scope | None) -> list[Drawn]:
    """Every quota's line.

    Args:
        asked: The quotas, the outer ones first.
        overall: Everybody of a year together.
        within: Everybody in the groups, where there are any.
    """
    done: dict[str, Drawn] = {}
    for cap in asked:
        scope = within if cap.per == "group" and within is not None else overall
        done[cap.name] = _draw(cap, scope, done.get(cap.inside or ""))
    return list(done.values())


def _draw(cap: Cap, scope: Scope, outer: Drawn | None) -> Drawn:
    entry = scope.standings.contest.entry
    if outer is not None:
        around = contest_of(outer.scope.standings.contest.low, outer.scope.codes, outer.entry)
        entry = _core.inside(around, outer.sides)
    contest = contest_of(scope.standings.contest.low, scope.codes, entry)
    base = None if cap.number else _bases(cap, scope, entry, outer)
    seats = _seats(cap, scope, base)
    places = _core.rank(contest)
    on_record = None if base is None else base[0]
    sides = _core.draw_lines(contest, places, seats)
    return Drawn(cap, scope, on_record, seats, entry, places, sides)


def _bases(cap: Cap, scope: Scope, entry: Numbers, outer: Drawn | None) -> list[Numbers]:
    """What the share of each group is of: on record, at the least and at the most."""
    if not isinstance(cap.of, str):
        return [_by_group(cap.of, scope, f'quota "{cap.name}": of')] * 3
    if cap.of == "subjects":
        return [_counted(scope, scope.codes >= 0)] * 3
    if cap.of == "seats_of_outer" and outer is not None:
        return _seats_of(outer, scope)
    sure = entry == _core.Entry.IN.value
    seen = sure | (entry == _core.Entry.SO_FAR.value)
    return [_counted(scope, who) for who in (seen, sure, entry != _core.Entry.OUT.value)]


def _seats_of(outer: Drawn, scope: Scope) -> list[Numbers]:
    """The seats of the quota around, summed up where it has more groups than this one."""
    known = outer.seats
    ends = (known.on_record, known.low, known.high)
    if len(outer.scope) == len(scope):
        return [end.astype(np.int64) for end in ends]
    home = {year: at for at, year in enumerate(scope.years)}
    where = [home[year] for year in outer.scope.years]
    return [np.bincount(where, end, len(scope)).astype(np.int64) for end in ends]


def _seats(cap: Cap, scope: Scope, base: list[Numbers] | None) -> _core.Seats:
    found = _core.Seats()
    if base is None:
        number = _by_group(cap.number, scope, f'quota "{cap.name}": number').astype(np.int32)
        found.on_record = found.low = found.high = number
    else:
        found.on_record = _shares(cap, scope, base[0])
        found.low, found.high = (
            found.on_record if np.array_equal(one, base[0]) else _shares(cap, scope, one)
            for one in base[1:]
        )
    return found


def _shares(cap: Cap, scope: Scope, base: Numbers) -> Numbers:
    """The seats of every group; each share of each size is asked once."""
    what = f'quota "{cap.name}": share'
    known: dict[tuple[Fraction, int], int] = {}
    given = np.zeros(len(scope), np.int32)
    for at, (group, size) in enumerate(zip(scope.groups, base.tolist(), strict=True)):
        asked = (_told(cap.share, group, what), size)
        if asked not in known:
            known[asked] = min(_core.seats(_share(cap, asked[0]), size), _MOST)
        given[at] = known[asked]
    return given


def _share(cap: Cap, told: Fraction) -> _core.Share:
    share = _core.Share()
    share.part, share.whole = told.numerator, told.denominator
    share.is_of_others = cap.of == "others"
    share.minimum = cap.minimum_places
    share.rounding = _core.Rounding[cap.rounding.upper()]
    return share


def _by_group(told: Any, scope: Scope, what: str) -> Numbers:
    return np.array([min(_told(told, group, what), _MOST) for group in scope.groups], np.int64)


def _told(by_group: Any, group: str | None, what: str) -> Any:
    if group in by_group or None in by_group:
        return by_group.get(group, by_group.get(None))
    asked = "all groups together" if group is None else f'group "{group}"'
    raise InputError(f"{what}: nothing is told of {asked}; expected it, or None for all others")


def _counted(scope: Scope, chosen: Numbers) -> Numbers:
    return np.bincount(scope.codes[chosen & (scope.codes >= 0)], minlength=len(scope))
