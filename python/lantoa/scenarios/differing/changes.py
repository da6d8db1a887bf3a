"""What a change does as tables, each worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from lantoa._frames import Frame, given
from lantoa.criteria.scenario import Scenario
from lantoa.scenarios.answer import Answer
from lantoa.scenarios.differing import (
    asking,
    covering,
    edits,
    lines,
    placing,
    pointing,
    seats,
    summing,
    verdicts,
)
from lantoa.scenarios.differing.agreeing import agreement
from lantoa.scenarios.differing.effects import Effects
from lantoa.scenarios.differing.entering import Entering
from lantoa.scenarios.differing.pairing import Pairing, pair

if TYPE_CHECKING:
    from lantoa.agreeing.questions import Which
    from lantoa.evaluating import Evaluation
    from lantoa.ranking import SubjectKind, Within


class Changes(Answer):
    """Everything before a change beside everything after it; see ``WhatIf``."""

    before: Evaluation
    after: Evaluation
    scenario: Scenario

    def __init__(self, before: Evaluation, between: Evaluation, scenario: Scenario) -> None:
        after = asking.marked(asking.under(between, scenario))
        own = {
            "before": before,
            "after": after,
            "scenario": scenario,
            "asked": asking.asked_twice(before, after),
            "_kind": before.office.frames,
            "_between": between,
            "_made": {},
        }
        vars(self).update(own)

    @property
    def gained(self) -> Frame:
        """Who comes in, a row each, units first.

        ``subject_id, subject_kind, unit_id``; ``was`` and ``now``: the verdict that the counting
        asks for (provisional under that counting, over countable gates where only these count),
        missing where not judged; ``through``: the gates that were in the way; ``unit_gates``: of
        a head the criteria of its unit that say otherwise, as ``unit.criterion``; ``because``:
        ``rule``, ``unit``, ``common`` (window, scope or policy), ``day``, ``rows`` (supposed),
        ``counting`` or ``scope``. Several stand in a cell separated by commas.
        """
        return self._given("gained")

    @property
    def lost(self) -> Frame:
        """Who goes out; columns as in ``gained``, ``through`` the gates that are in the way now."""
        return self._given("lost")

    @property
    def changed(self) -> Frame:
        """Every verdict that is not what it was, a row per subject and criterion.

        ``subject_id, subject_kind, criterion_id, was, now, provisional_was, provisional_now``;
        missing where the criterion is not asked on that side.
        """
        return self._given("changed")

    @property
    def lines(self) -> Frame:
        """Whose side of the line of a quota changes, a row per quota and subject.

        ``quota, group, subject_id, subject_kind``; ``was`` and ``now``: ``within``, ``tied`` or
        ``beyond``, missing where there is none; ``place_was``, ``place_now``, ``seats_was``,
        ``seats_now``; ``because``: ``in``, ``out``, ``outer``, ``perhaps``, ``group``, ``seats``,
        ``places``; ``displaced_by``: of one whose side is worse, whoever has a seat or is tied
        for the last, stands before it and did not; ``replaces``: of one whose side is better,
        who so stood before it and does not; ``status`` of the quota.

        Source: docs/quotas.md.
        """
        return self._given("lines")

    @property
    def quotas(self) -> Frame:
        """Groups of quotas of which a number changes, a row each.

        ``quota, subject_kind, group``, then before and after (``_was``, ``_now``): ``base``,
        ``seats``, ``counted``, ``within``, ``tied`` and ``fewer_than`` as in
        ``Evaluation.quotas``; ``status``.
        """
        return self._given("quotas")

    @property
    def points(self) -> Frame:
        """Why points change, a row per subject judged on both sides and scored criterion.

        ``subject_id, subject_kind, criterion_id``; ``points_was`` and ``points_now`` out of 1000,
        ``weight_was`` and ``weight_now`` in per mille; ``change`` in thousandths of a point, which
        is exactly ``from_points`` (old weight) + ``from_weight`` (old points) + ``from_both``.
        """
        return self._given("points")

    @property
    def uncovered(self) -> Frame:
        """Units in which nobody counts as in, or has a seat, before or after.

        ``unit_id``; ``counted_was`` and ``counted_now``: people who count as in; ``seated_was``
        and ``seated_now``: those within the line of every outermost quota, missing where none
        caps people; ``change`` and ``seat_change``: ``still_none``, ``loses_last``,
        ``gains_first``, missing where there is somebody before and after.
        """
        return self._given("uncovered")

    @property
    def effects(self) -> Frame:
        """Of several edits, what each does, a row each; supposed rows are one edit, ``suppose``.

        ``edit``, its path (weights that only fit together are one edit); ``first_in``: by how
        many more count as in when it is done alone, with ``first_gained`` and ``first_lost``;
        ``last_in``: when it is done after all the others; ``share``: its exact share of the whole
        change in that number (Shapley), a text such as ``"3/2"``; the shares add up to the
        change. Missing where a combination does not fit the plan, shares also beyond 8 edits.
        """
        return self._given("effects")

    @property
    def shares(self) -> Mapping[str, Fraction]:
        """The exact shares of ``effects`` by edit; they add up to the change in the number.

        Raises:
            InputError: There are more than 8 edits, or some of them do not fit the plan alone.
        """
        return self._effects.shares

    @property
    def edits(self) -> Frame:
        """What was changed: ``path``, ``edit`` (its label), ``was``, ``now`` in words, ``reason``;
        ``asked`` is false for a weight that moved with another one."""
        return self._given("edits")

    @property
    def summary(self) -> Frame:
        """A row for units, a row for people: how many count as in, come, go, and what moves.

        ``subject_kind, counted_was, counted_now, gained, lost``; ``verdicts`` that change;
        ``places`` of the office that move, missing where the plan gives no points; ``lines`` of
        quotas moved over, missing where none caps.
        """
        return self._given("summary")

    def places(
        self, subject_kind: SubjectKind | None = None, within: Within | None = None
    ) -> Frame:
        """Whose place changes, by group and new place.

        Args:
            subject_kind: ``"person"`` or ``"unit"``; None is both, where the plan gives points.
            within: Places within each ``"unit_id"`` (people) or ``"field"``; None is the office.

        Returns:
            ``subject_id, subject_kind, group_was, group, place_was, place_now``; ``move``: how
            many places up, negative for down; ``points_was``, ``points_now``. Missing for those
            who have no place on that side.

        Raises:
            InputError: An argument is not known, or the plan gives such subjects no points.
        """
        return given(placing.places(self._pairing, subject_kind, within), self._kind)

    def agreement(self, questions: Which = "headline") -> Frame:
        """Under how many readings each subject is in, before and after.

        Args:
            questions: As in ``Evaluation.agreement``.

        Returns:
            A row per subject that is in under some combination before or after: ``subject_id``;
            ``was`` and ``now``: whether in under the readings in force; ``passing_was`` of
            ``combinations_was``, ``passing_now`` of ``combinations_now``; ``change``, by how many
            more.

        Raises:
            InputError: As in ``Evaluation.agreement``.
        """
        return given(agreement(self.before, self.after, questions), self._kind)

    def _given(self, name: str) -> Frame:
        return given(self._table(name), self._kind)

    def _table(self, name: str) -> pd.DataFrame:
        """One of the tables in pandas; worked out once."""
        made: dict[str, pd.DataFrame] = vars(self)["_made"]
        if name not in made:
            made[name] = self._makers[name]()
        return made[name]

    @property
    def _makers(self) -> Mapping[str, Callable[[], pd.DataFrame]]:
        return {
            "summary": lambda: summing.summary(self._pairing),
            "gained": self._entering.gained,
            "lost": self._entering.lost,
            "changed": lambda: verdicts.changed(self._pairing),
            "lines": lambda: lines.moved(self._pairing),
            "places": lambda: placing.places(self._pairing, None, None),
            "quotas": lambda: seats.altered(self._pairing),
            "points": lambda: pointing.points(self._pairing),
            "uncovered": lambda: covering.uncovered(self._pairing),
            "effects": lambda: self._effects.frame,
            "edits": lambda: edits.edits(self.before, self.after, self.scenario),
        }

    @property
    def _frame(self) -> pd.DataFrame:
        return self._table("summary")

    @cached_property
    def _pairing(self) -> Pairing:
        return pair(self.before, self.after)

    @cached_property
    def _entering(self) -> Entering:
        return Entering(self._pairing, vars(self)["_between"])

    @cached_property
    def _effects(self) -> Effects:
        return asking.effects(self.before, vars(self)["_between"], self.scenario)
