"""Whose place is another one under a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _checks, _core
from lantoa.ranking.contests import WHOLE, Grouped, Per, SubjectKind, Within, grouped
from lantoa.ranking.places import expect_points, group_names
from lantoa.scenarios.differing.pairing import Numbers, Pairing

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

KINDS: tuple[SubjectKind, ...] = ("unit", "person")

_COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("subject_id", "subject_kind", "group_was", "group"), "str"),
    **dict.fromkeys(("place_was", "place_now", "move"), "Int64"),
    **dict.fromkeys(("points_was", "points_now"), "float64"),
}


def has_points(result: Evaluation, kind: str) -> bool:
    """Whether the plan gives such subjects points, so that they have places."""
    criteria = {one["id"]: one["subjects"] for one in result._resolved["criteria"]}
    return any(kind in criteria[name] for name in result._rules.scorings)


def places(
    pairing: Pairing, subject_kind: SubjectKind | None, within: Within | None
) -> pd.DataFrame:
    """A row for everybody whose place or group is another one; see ``WhatIf.places``."""
    if subject_kind is not None:
        _checks.one_of(subject_kind, KINDS, what="subject_kind")
    kinds = [subject_kind] if subject_kind else _kinds(pairing, within)
    if within is not None:
        allowed = ("field",) if subject_kind == "unit" else ("unit_id", "field")
        _checks.one_of(within, allowed, what=f"within, for a {subject_kind or 'person'},")
    for kind in kinds:
        expect_points(pairing.before, kind)
    frames = [_moved(pairing, kind, within or "office") for kind in kinds]
    empty = pd.DataFrame({name: [] for name in _COLUMNS})
    types: dict[str, Any] = _COLUMNS
    told = [frame.astype(types) for frame in frames] or [empty.astype(types)]
    return pd.concat(told, ignore_index=True)


def _kinds(pairing: Pairing, within: Within | None) -> list[SubjectKind]:
    """The kinds that have places, and groups of that sort: units are in no unit."""
    asked: tuple[SubjectKind, ...] = KINDS if within != "unit_id" else ("person",)
    sides = (pairing.before, pairing.after)
    return [kind for kind in asked if all(has_points(side, kind) for side in sides)]


def count(pairing: Pairing, kind: SubjectKind) -> int | None:
    """How many places of the office are others; None where the plan gives no points."""
    if kind not in _kinds(pairing, None):
        return None
    stood, stands = _both(pairing, kind, "office")
    return int((stood.place != stands.place).sum())


def standings(pairing: Pairing, kind: SubjectKind) -> pd.DataFrame:
    """Everybody with a place of the office on either side: ``subject_id, was, now``, 0 for none."""
    if kind not in _kinds(pairing, None):
        return pd.DataFrame({"subject_id": [], "was": [], "now": []})
    stood, stands = _both(pairing, kind, "office")
    ids = pairing.ids[pairing.of_kind(kind)]
    frame = pd.DataFrame({"subject_id": ids, "was": stood.place, "now": stands.place})
    found: pd.DataFrame = frame[(frame["was"] > 0) | (frame["now"] > 0)].reset_index(drop=True)
    return found


class _Standing:
    """Where the m subjects of one kind stand on one side of a change."""

    def __init__(self, result: Evaluation, rows: Numbers, kind: SubjectKind, per: Per) -> None:
        asked = grouped(result, kind, per)
        units = int((result._found.subjects < result._packed.units).sum())
        self._rows = np.where(rows >= 0, rows - (units if kind == "person" else 0), -1)
        self._asked: Grouped = asked
        self.place = self._laid(_core.rank(asked.contest).place.astype(np.int64), 0)

    def _laid(self, values: Numbers, missing: object) -> Numbers:
        found = np.full(len(self._rows), missing, dtype=values.dtype)
        there = self._rows >= 0
        found[there] = values[self._rows[there]]
        return found

    @property
    def group(self) -> Numbers:
        return self._laid(group_names(self._asked), None)

    @property
    def points(self) -> Numbers:
        """Points on record, missing where the subject has no place."""
        told = self._laid(self._asked.contest.low[:, 0] / WHOLE, np.nan)
        return np.where(self.place > 0, told, np.nan)


def _both(pairing: Pairing, kind: SubjectKind, per: Per) -> tuple[_Standing, _Standing]:
    chosen = pairing.of_kind(kind)
    was = _Standing(pairing.before, pairing.row_before[chosen], kind, per)
    return was, _Standing(pairing.after, pairing.row_after[chosen], kind, per)


def _moved(pairing: Pairing, kind: SubjectKind, per: Per) -> pd.DataFrame:
    stood, stands = _both(pairing, kind, per)
    ranked = (stood.place > 0) | (stands.place > 0)
    group_was, group = stood.group, stands.group
    moved = (stood.place != stands.place) | (ranked & (group_was != group))
    was, now = (_or_missing(side.place[moved]) for side in (stood, stands))
    found = pd.DataFrame(
        {
            "subject_id": pairing.ids[pairing.of_kind(kind)][moved],
            "subject_kind": kind,
            "group_was": group_was[moved],
            "group": group[moved],
            "place_was": was,
            "place_now": now,
            "move": pd.Series(was) - pd.Series(now),
            "points_was": stood.points[moved],
            "points_now": stands.points[moved],
        }
    )
    order = ["group", "place_now", "place_was", "subject_id"]
    return found.sort_values(order, ignore_index=True)


def _or_missing(places: Numbers) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(places, places == 0)
