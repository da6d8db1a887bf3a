"""How the weights of one kind of subject move with one of them, and everybody's points with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa import _checks, _core
from lantoa.ranking.contests import Grouped, Numbers, SubjectKind, of_kind

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

PROPORTIONAL = "proportional"


@dataclass(frozen=True)
class Moving:
    """One weight that runs over a range, and how the others make room for it.

    Attributes:
        criterion_id: Whose weight moves.
        kind: The kind of subject whose weights are meant.
        weights: The weights in force of all scored criteria of that kind.
        others: ``"proportional"``, or the criterion that takes the difference.
    """

    criterion_id: str
    kind: SubjectKind
    weights: Mapping[str, int]
    others: str

    @property
    def now(self) -> int:
        """The weight in force."""
        return self.weights[self.criterion_id]

    @property
    def total(self) -> int:
        """What all weights make together."""
        return sum(self.weights.values())

    @property
    def most(self) -> int:
        """The greatest weight that leaves no other below 0."""
        if self.others == PROPORTIONAL:
            return self.total
        return self.now + self.weights[self.others]

    @property
    def times(self) -> int:
        """What points are multiplied by, so that lines are whole: the sum of the others."""
        return self.total - self.now if self.others == PROPORTIONAL else 1

    def at(self, weight: Fraction | int) -> dict[str, Fraction]:
        """Every weight where this one is ``weight``, exactly."""
        found = {name: Fraction(one) for name, one in self.weights.items()}
        if self.others == PROPORTIONAL:
            shrinks = Fraction(self.total - weight) / self.times
            found = {name: one * shrinks for name, one in found.items()}
        else:
            found[self.others] += self.now - weight
        return found | {self.criterion_id: Fraction(weight)}

    def lines(self, result: Evaluation, asked: Grouped) -> _core.Lines:
        """Everybody's points as a line in the weight, ``times`` as much as they are.

        Only those who count as in are ranked; nobody has seats yet.
        """
        points = _points(result, self.kind)
        n = len(asked.contest.group)
        none = np.zeros(n, np.int64)
        moving = points.get(self.criterion_id, none)
        still = none.copy()
        for name, weight in self.weights.items():
            if name in points and name not in (self.criterion_id, self.others):
                still += weight * points[name]
        found = _core.Lines()
        if self.others == PROPORTIONAL:
            a, b = self.total * still, self.times * moving - still
        else:
            takes = points.get(self.others, none)
            a, b = still + (self.weights[self.others] + self.now) * takes, moving - takes
        contest = asked.contest
        found.a, found.b = a, b
        found.chain = contest.low[:, 1:].copy()
        found.group = ranked(contest)
        return found


def ranked(contest: _core.Contest) -> Numbers:
    """The group of everybody who counts as in, below 0 of whom does not."""
    is_in = contest.entry == _core.Entry.IN.value
    return np.where(is_in, contest.group, _core.BLANK).astype(np.int32)


def _points(result: Evaluation, kind: SubjectKind) -> dict[str, Numbers]:
    """The points on record of everybody of a kind, by criterion whose register is there."""
    low = result._scored.low[of_kind(result, kind)]
    known = np.where(low == _core.NO_POINTS, 0, low)
    return {name: known[:, at] for at, name in enumerate(result._rules.scorings)}


def movings(result: Evaluation, criterion_id: str, others: str) -> list[Moving]:
    """How the weights move, for each kind of subject of which the criterion is asked.

    Raises:
        InputError: The criterion has no weight, or the others cannot make room for it.
    """
    scored = _scored(result)
    _checks.one_of(criterion_id, list(scored), what="criterion_id")
    kinds: list[SubjectKind] = [
        kind for kind in ("person", "unit") if kind in scored[criterion_id]["subjects"]
    ]
    return [_moving(scored, criterion_id, kind, others) for kind in kinds]


def _scored(result: Evaluation) -> dict[str, Mapping[str, Any]]:
    """The criteria that give points on the track, in the order of the plan."""
    scored = {one["id"]: one for one in result._resolved["criteria"] if one["kind"] == "scored"}
    if result.track is None:
        return {name: one for name, one in scored.items() if not one.get("track")}
    return {name: one for name, one in scored.items() if name in result._rules.scorings}


def _moving(
    scored: Mapping[str, Mapping[str, Any]], criterion_id: str, kind: SubjectKind, others: str
) -> Moving:
    weights = {name: int(one["weight"]) for name, one in scored.items() if kind in one["subjects"]}
    rest = {name: weight for name, weight in weights.items() if name != criterion_id}
    _checks.one_of(others, [PROPORTIONAL, *rest], what="others")
    if others == PROPORTIONAL and not any(rest.values()):
        raise _checks.InputError(
            f"others: the other weights of a {kind} are all 0, so no proportion says how they "
            "grow; expected a criterion that takes the difference"
            + (f": {_checks.listed(rest)}" if rest else ", and there is none")
        )
    return Moving(criterion_id, kind, weights, others)
