"""How many points are lacking to the line of a quota, and which one improvement brings them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa import _core
from lantoa.ranking.contests import Numbers, chain
from lantoa.ranking.quotas import LINES

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.ranking import Drawn


@dataclass(frozen=True)
class Improvement:
    """One scored criterion that alone brings somebody to a line.

    Attributes:
        criterion_id: The criterion.
        points: Its points on record, of 1000.
        value: The least of its statistic that is enough: a level, or a whole number.
        to_points: The points that it gives.
        line: Where the subject then stands: ``"within"`` or ``"tied"``.
    """

    criterion_id: str
    points: int
    value: Any
    to_points: int
    line: str


@dataclass(frozen=True)
class Lacking:
    """What somebody who is in lacks to a line that leaves it out.

    Attributes:
        quota: The quota.
        group: The group.
        seats: How many may be named in it.
        line: Where the subject stands: ``"beyond"`` or ``"tied"``.
        points: The points on record, in thousandths.
        to_tie: The least number of thousandths more that bring a tie; None where it stands there.
        to_enter: The least that bring a seat.
        improvements: What alone brings a seat or a tie, by criterion in the order of the plan.
    """

    quota: str
    group: str
    seats: int
    line: str
    points: int
    to_tie: int | None
    to_enter: int
    improvements: Sequence[Improvement]


def lacking(result: Evaluation, subject_id: str) -> Iterator[Lacking]:
    """What somebody lacks to each line that it is tied at or beyond."""
    for drawn in result._drawn:
        rows = np.flatnonzero(drawn.asked.ids == subject_id)
        if len(rows) and drawn.lines[rows[0]] in ("tied", "beyond"):
            yield _Line(result, drawn, int(rows[0])).lacking()


def mapped(points: Sequence[Sequence[Any]], statistic: int) -> int:
    """Points of a statistic: linear between the points of a map, rounded down, flat outside.

    >>> [mapped([[0, 0], [2, 400], [5, 1000]], one) for one in (1, 3, 7)]
    [200, 600, 1000]
    """
    below = [(int(at), int(to)) for at, to in points if at <= statistic]
    above = [(int(at), int(to)) for at, to in points if at > statistic]
    if not below or not above:
        return (below[-1] if below else above[0])[1]
    (left, low), (right, high) = below[-1], above[0]
    return low + (high - low) * (statistic - left) // (right - left)


@dataclass(frozen=True, eq=False)
class _Line:
    """One quota's line in the group of one subject."""

    result: Evaluation
    drawn: Drawn
    row: int

    @cached_property
    def _mates(self) -> Numbers:
        """Whoever may be in the subject's group."""
        group = self.drawn.asked.contest.group
        found: Numbers = np.flatnonzero((group == group[self.row]) | (group == _core.UNREADABLE))
        return found

    @property
    def _me(self) -> int:
        return int(np.searchsorted(self._mates, self.row))

    @property
    def _now(self) -> Numbers:
        """The subject's points and those that part equals, on record."""
        found: Numbers = self.drawn.asked.contest.low[self.row]
        return found

    def _side(self, numbers: Numbers) -> str:
        """On which side the subject would stand with other numbers."""
        whole, group = self.drawn.asked.contest, self._mates
        contest = _core.Contest()
        contest.group = np.where(whole.group[group] < 0, whole.group[group], 0).astype(np.int32)
        contest.entry = whole.entry[group]
        low, high = whole.low[group].copy(), whole.high[group].copy()
        low[self._me] = numbers
        high[self._me] = np.maximum(high[self._me], numbers)
        contest.low, contest.high = low, high
        sides = _core.draw_lines(contest, _core.rank(contest), self._seats)
        return str(LINES[sides.side[self._me]])

    @cached_property
    def _seats(self) -> _core.Seats:
        at = int(self.drawn.asked.contest.group[self.row])
        seats, found = self.drawn.seats, _core.Seats()
        found.on_record, found.low, found.high = (
            np.array([one[at]], np.int32) for one in (seats.on_record, seats.low, seats.high)
        )
        return found

    def lacking(self) -> Lacking:
        line = self._side(self._now)
        group = int(self.drawn.asked.contest.group[self.row])
        return Lacking(
            quota=self.drawn.quota_id,
            group=str(self.drawn.asked.groups[group]),
            seats=int(self.drawn.seats.on_record[group]),
            line=line,
            points=int(self._now[0]),
            to_tie=None if line == "tied" else self._least(("tied", "within")),
            to_enter=self._least(("within",)),
            improvements=tuple(self._improvements(line)),
        )

    def _least(self, wanted: tuple[str, ...]) -> int:
        """The fewest thousandths more with which one of these sides is reached."""
        contest, now = self.drawn.asked.contest, self._now
        low, high = 0, int(contest.low[self._mates, 0].max()) - int(now[0]) + 1
        while high - low > 1:
            middle = (low + high) // 2
            reached = self._side(np.array([now[0] + middle, *now[1:]])) in wanted
            low, high = (low, middle) if reached else (middle, high)
        return high

    def _improvements(self, line: str) -> Iterator[Improvement]:
        scorings = list(self.result._rules.scorings)
        mine = self.result._judged["subject_id"].to_numpy() == self.drawn.asked.ids[self.row]
        known = self.result._scored.low[mine][0]
        for at, name in enumerate(scorings):
            criterion = self._criteria[name]
            if self.drawn.subject_kind in criterion["subjects"] and known[at] != _core.NO_POINTS:
                found = self._least_value(criterion, int(known[at]), line)
                if found is not None:
                    yield found

    @cached_property
    def _criteria(self) -> Mapping[str, Mapping[str, Any]]:
        return {one["id"]: one for one in self.result._resolved["criteria"]}

    def _least_value(self, criterion: Mapping[str, Any], now: int, line: str) -> Improvement | None:
        parting = list(chain(self.result, self.drawn.subject_kind))
        better = ("within",) if line == "tied" else ("tied", "within")
        for value, points in self._values(criterion):
            if points <= now:
                continue
            numbers = self._now.copy()
            numbers[0] += criterion["weight"] * (points - now)
            if criterion["id"] in parting:
                numbers[1 + parting.index(criterion["id"])] = points
            side = self._side(numbers)
            if side in better:
                return Improvement(criterion["id"], now, value, points, side)
        return None

    def _values(self, criterion: Mapping[str, Any]) -> Iterator[tuple[Any, int]]:
        """Every value of the statistic that may give other points, the least first."""
        if criterion.get("highest") is not None:
            fact = self.result._resolved["facts"][criterion["fact"]]
            given = dict(criterion["map"])
            levels = self.result._resolved["scales"][fact["scale"]]["levels"]
            yield from ((level, int(given.get(level, 0))) for level in levels)
            return
        last = int(criterion["map"][-1][0])
        yield from ((value, mapped(criterion["map"], value)) for value in range(last + 1))
