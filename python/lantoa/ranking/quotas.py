"""How many seats each quota gives each group, and on which side of its line everybody stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from lantoa import _core, _rules
from lantoa.ranking.contests import (
    Grouped,
    Numbers,
    Per,
    SubjectKind,
    grouped,
    groups_of,
    of_kind,
)

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

LINES = np.array([None, "within", "tied", "beyond"], dtype=object)
"""The name of each side of a line, by the core's number."""

_MOST = 2**31 - 1


@dataclass(frozen=True)
class Bounds:
    """A whole number of each group: on record, and the least and the most it may be."""

    on_record: Numbers
    low: Numbers
    high: Numbers


@dataclass(frozen=True)
class Drawn:
    """One quota on one kind of subject.

    Attributes:
        quota: The quota's table, as the plan resolves it.
        subject_kind: Of whom.
        asked: Who is ranked in which group.
        base: What the share of each group is of; None of a fixed number.
        seats: How many may be named in each group.
        places: Where everybody stands in the group.
        sides: On which side of the line.
    """

    quota: Mapping[str, Any]
    subject_kind: SubjectKind
    asked: Grouped
    base: Bounds | None
    seats: Bounds
    places: _core.Places
    sides: _core.Sides

    @property
    def quota_id(self) -> str:
        """The quota's id in the plan."""
        return str(self.quota["id"])

    @property
    def per(self) -> Per:
        """What makes a group."""
        return cast(Per, self.quota["per"])

    @cached_property
    def has_quota(self) -> Numbers:
        """Who is in a group, or perhaps in, and ranked."""
        contest = self.asked.contest
        ranked: Numbers = (contest.group >= 0) & (contest.entry != _core.Entry.OUT.value)
        return ranked

    @cached_property
    def lines(self) -> Numbers:
        """The name of each subject's side, None where it has none."""
        names: Numbers = LINES[self.sides.side]
        return names

    @cached_property
    def seats_of_each(self) -> Numbers:
        """The seats of each subject's group."""
        known = np.append(self.seats.on_record, 0)
        return known[np.maximum(self.asked.contest.group, -1)].astype(np.int64)


def drawn(result: Evaluation) -> Sequence[Drawn]:
    """Every quota that caps, the outer ones first; none on a track, which is no list of places."""
    return tuple(_drawing(result)) if result.track is None else ()


def _drawing(result: Evaluation) -> Iterator[Drawn]:
    done: dict[str, Drawn] = {}
    for quota in _outer_first(result._resolved["quotas"]):
        if "report_if_fewer_than" in quota:
            continue
        found = _draw(result, quota, done.get(quota.get("inside", "")))
        done[found.quota_id] = found
        yield found


def _outer_first(quotas: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    outer = {quota["id"]: quota["inside"] for quota in quotas if "inside" in quota}

    def depth(name: str) -> int:
        return 1 + depth(outer[name]) if name in outer else 0

    return sorted(quotas, key=lambda quota: depth(quota["id"]))


def _draw(result: Evaluation, quota: Mapping[str, Any], outer: Drawn | None) -> Drawn:
    kind = cast(SubjectKind, quota["subjects"][0])
    asked = grouped(result, kind, quota["per"])
    if outer is not None:
        asked.contest.entry = _core.inside(outer.asked.contest, outer.sides)
    return draw(quota, asked, base_of(result, quota, asked, outer))


def draw(quota: Mapping[str, Any], asked: Grouped, base: Bounds | None) -> Drawn:
    """The line of one quota in every group.

    Args:
        quota: Its table, as the plan resolves it.
        asked: Who is ranked in which group, inside another quota those who may be named there.
        base: What the share of each group is of; None of a fixed number.
    """
    kind = cast(SubjectKind, quota["subjects"][0])
    seats = seats_of(quota, base, len(asked.groups))
    given = _core.Seats()
    given.on_record, given.low, given.high = seats.on_record, seats.low, seats.high
    places = _core.rank(asked.contest)
    sides = _core.draw_lines(asked.contest, places, given)
    return Drawn(quota, kind, asked, base, seats, places, sides)


def seats_of(quota: Mapping[str, Any], base: Bounds | None, groups: int) -> Bounds:
    """The seats that a quota gives each of so many groups."""
    if base is None:
        number = np.full(groups, min(quota["number"], _MOST), np.int32)
        return Bounds(number, number, number)
    share = _core.Share()
    share.part, share.minimum = quota["share_per_mille"], quota["minimum_places"]
    share.rounding = _core.Rounding[quota["rounding"].upper()]

    def of(bases: Numbers) -> Numbers:
        # Offices have few sizes and a nation has many offices: each size is asked once.
        sizes, where = np.unique(bases, return_inverse=True)
        given = [min(_core.seats(share, int(size)), _MOST) for size in sizes]
        found: Numbers = np.array(given, np.int32)[where]
        return found

    return Bounds(of(base.on_record), of(base.low), of(base.high))


def base_of(
    result: Evaluation, quota: Mapping[str, Any], asked: Grouped, outer: Drawn | None
) -> Bounds | None:
    """What the share of each group is of; None where the quota is a number.

    Args:
        result: What is ranked.
        quota: Its table, as the plan resolves it.
        asked: Who is ranked in which group.
        outer: The quota around it, if there is one.
    """
    of = quota.get("of")
    if of is None:
        return None
    if of == "seats_of_outer" and outer is not None:
        return outer.seats
    groups = len(asked.groups)
    if of == "candidates":
        return _candidates(asked.contest, groups)
    kind = "person" if of == "members_on_as_of_date" else "unit"
    return _there(_on_the_day(result), quota["per"], kind, asked.groups)


def _candidates(contest: _core.Contest, groups: int) -> Bounds:
    """How many are in each group who count as in, or within the line of the outer quota."""
    entry, group = contest.entry, contest.group
    sure = entry == _core.Entry.IN.value
    seen = sure | (entry == _core.Entry.SO_FAR.value)
    may = entry != _core.Entry.OUT.value
    anywhere = int((may & (group == _core.UNREADABLE)).sum())
    return Bounds(
        _counted(group, seen, groups),
        _counted(group, sure, groups),
        _counted(group, may, groups) + anywhere,
    )


def _there(result: Evaluation, per: Per, kind: str, groups: Numbers) -> Bounds:
    """How many people or units belong to each group on the day, whatever their verdict."""
    chosen = of_kind(result, kind)
    names, codes = groups_of(result, per)
    known = _counted(codes, chosen, len(names))
    number = dict(zip(names, known, strict=True))
    found = np.array([number.get(name, 0) for name in groups], np.int64)
    anywhere = int((chosen & (codes == _core.UNREADABLE)).sum())
    return Bounds(found, found, found + anywhere)


def _counted(group: Numbers, chosen: Numbers, groups: int) -> Numbers:
    inside = chosen & (group >= 0)
    return np.bincount(group[inside], minlength=groups)


def _on_the_day(result: Evaluation) -> Evaluation:
    """The same result with everybody who belongs on the as-of date, and nobody else, judged."""
    resolved = result._resolved
    everybody = {"belongs": "on_as_of_date", "subjects": ["unit", "person"]}
    scope = resolved["scope"]
    if scope["belongs"] == "on_as_of_date" and set(scope["subjects"]) == {"unit", "person"}:
        return result
    asked = {**resolved, "scope": {**scope, **everybody}}
    rules = _rules.rules(asked, result._packed, result.as_of, result.track)
    return replace(result, _rules=rules, _found=_core.evaluate(result._packed.facts, rules.plan))
