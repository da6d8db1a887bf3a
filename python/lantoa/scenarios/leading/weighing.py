"""What the weights of one kind of subject are applied to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa import _checks, _core
from lantoa.ranking.contests import Grouped, Numbers, Per, SubjectKind, Within, grouped, of_kind

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

MOST = 16
"""The criteria that can bear weight at the most."""


@dataclass(frozen=True, eq=False)
class Weighing:
    """The n subjects of one kind, and the points of m criteria that their weights are of.

    Attributes:
        kind: The kind of subject.
        criteria: The m scored criteria that are asked of it, as the plan resolves them.
        asked: Who is ranked, in which group, parted by which numbers where points are equal.
        low, high: n x m points before they are weighted: on record, and with the best of what is
            missing. A criterion whose register is absent gives nobody any.
    """

    kind: SubjectKind
    criteria: Sequence[Mapping[str, Any]]
    asked: Grouped
    low: Numbers
    high: Numbers

    @property
    def names(self) -> list[str]:
        """The ids of the criteria."""
        return [str(one["id"]) for one in self.criteria]

    @property
    def weights(self) -> list[int]:
        """The weights in force, whole numbers."""
        return [int(one["weight"]) for one in self.criteria]

    @property
    def total(self) -> int:
        """What the weights sum to."""
        return sum(self.weights)

    @cached_property
    def competes(self) -> Numbers:
        """Who counts as in and has a group."""
        contest = self.asked.contest
        found: Numbers = (contest.entry == _core.Entry.IN.value) & (contest.group >= 0)
        return found

    @cached_property
    def perhaps(self) -> Numbers:
        """Who may turn out to be in, or to be of a group."""
        contest = self.asked.contest
        there = (contest.entry != _core.Entry.OUT.value) & (contest.group != _core.BLANK)
        found: Numbers = there & ~self.competes
        return found


def weighing(result: Evaluation, kind: SubjectKind, per: Per) -> Weighing:
    """The subjects of one kind in the groups of a unit, a field or the office.

    Raises:
        InputError: The plan gives such subjects no points, or more criteria have weights than
            can be asked about.
    """
    criteria = _scored(result, kind)
    if not criteria:
        raise _checks.InputError(
            f"the plan gives a {kind} no points, so no weights can move; expected a criterion of "
            f'kind "scored" that is asked of a {kind}'
        )
    if len(criteria) > MOST:
        raise _checks.InputError(
            f"the weights of {len(criteria)} criteria are too many to ask about at once; "
            f"{MOST} can be. result.sweep_weight asks about one at a time"
        )
    low, high = (_points(result, kind, criteria, which) for which in ("low", "high"))
    return Weighing(kind, criteria, grouped(result, kind, per), low, high)


def _scored(result: Evaluation, kind: SubjectKind) -> list[Mapping[str, Any]]:
    """The criteria that give such subjects points on the track, in the order of the plan."""
    scored = [one for one in result._resolved["criteria"] if one["kind"] == "scored"]
    there = result._rules.scorings
    is_main = result.track is None
    return [
        one
        for one in scored
        if kind in one["subjects"] and (not one.get("track") if is_main else one["id"] in there)
    ]


def _points(
    result: Evaluation, kind: SubjectKind, criteria: Sequence[Mapping[str, Any]], which: str
) -> Numbers:
    scorings = list(result._rules.scorings)
    points = getattr(result._scored, which)[of_kind(result, kind)]
    known = np.where(points == _core.NO_POINTS, 0, points)
    nobody = np.zeros(len(known), np.int64)
    columns = [
        known[:, scorings.index(one["id"])] if one["id"] in scorings else nobody for one in criteria
    ]
    return np.asfortranarray(np.column_stack(columns).astype(np.int64))


def check_within(kind: SubjectKind, within: Within | None) -> Per:
    """The groups that are asked for.

    Raises:
        InputError: Such subjects have none of this name.
    """
    if within is not None:
        allowed = ("unit_id", "field") if kind == "person" else ("field",)
        _checks.one_of(within, allowed, what=f"within, for a {kind},")
    return within or "office"
