"""The lines of every quota drawn again, by other weights or with other seats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa import _core
from lantoa.ranking import Drawn
from lantoa.ranking.contests import Grouped, Numbers, of_kind
from lantoa.ranking.quotas import Bounds, base_of, draw, seats_of

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_WITHIN = _core.Side.WITHIN.value
_OF_CONTEST = ("candidates", "seats_of_outer")


class Weighed:
    """The quotas of some kinds of subject, under any weights.

    Args:
        result: What is ranked.
        kinds: Of whom.
    """

    def __init__(self, result: Evaluation, kinds: set[str]) -> None:
        self.result = result
        self.drawn = [one for one in result._drawn if one.subject_kind in kinds]
        self._names = list(result._rules.scorings)
        self._points: dict[str, tuple[Numbers, Numbers]] = {
            kind: (self._known("low", kind), self._known("high", kind)) for kind in kinds
        }

    def _known(self, end: str, kind: str) -> Numbers:
        points = getattr(self.result._scored, end)[of_kind(self.result, kind)]
        known: Numbers = np.where(points == _core.NO_POINTS, 0, points)
        return known

    def order(self, weights: Mapping[str, int]) -> bytes:
        """What alone of the weights decides every line: equal orders have equal lines."""
        by = self._by(weights)
        ends = (np.concatenate([low @ by, high @ by]) for low, high in self._points.values())
        return b"".join(np.unique(one, return_inverse=True)[1].tobytes() for one in ends)

    def _by(self, weights: Mapping[str, int]) -> Numbers:
        return np.array([weights[name] for name in self._names], np.int64)

    def under(self, weights: Mapping[str, int]) -> list[Drawn]:
        """Every quota drawn by other weights, the outer ones first."""
        by = self._by(weights)
        done: dict[str, Drawn] = {}
        for one in self.drawn:
            outer = done.get(one.quota.get("inside", ""))
            done[one.quota_id] = self._again(one, by, outer)
        return list(done.values())

    def _again(self, one: Drawn, by: Numbers, outer: Drawn | None) -> Drawn:
        was = one.asked.contest
        contest = _core.Contest()
        contest.group, contest.entry = was.group, was.entry
        low, high = self._points[one.subject_kind]
        contest.low = np.column_stack([low @ by, was.low[:, 1:]])
        contest.high = np.column_stack([high @ by, was.high[:, 1:]])
        asked = Grouped(one.asked.ids, one.asked.groups, contest)
        base = one.base
        if outer is not None:
            contest.entry = _core.inside(outer.asked.contest, outer.sides)
            if one.quota.get("of") in _OF_CONTEST:
                base = base_of(self.result, one.quota, asked, outer)
        return draw(one.quota, asked, base)

    def named(self, drawn: list[Drawn]) -> Numbers:
        """Of everybody judged, who is within the line of every quota that applies."""
        found = np.zeros(len(self.result._found.subjects), dtype=bool)
        for kind in self._points:
            of = [one for one in drawn if one.subject_kind == kind]
            groups = [one.asked.contest.group >= 0 for one in of]
            within = [one.sides.side == _WITHIN for one in of]
            clear = [~there | in_ for there, in_ in zip(groups, within, strict=True)]
            if of:
                found[of_kind(self.result, kind)] = np.any(groups, axis=0) & np.all(clear, axis=0)
        return found


def reseated(one: Drawn, quota: Mapping[str, Any]) -> _core.Sides:
    """Everybody's side where the quota's numbers are others and its contest stays."""
    seats = seats_of(quota, one.base, len(one.asked.groups))
    return _core.draw_lines(one.asked.contest, one.places, given(seats))


def given(bounds: Bounds) -> _core.Seats:
    """Seats for the core."""
    seats = _core.Seats()
    seats.on_record, seats.low, seats.high = bounds.on_record, bounds.low, bounds.high
    return seats
