"""Everybody judged before or after a change, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa.comparing.following import renames

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

Numbers = np.ndarray[Any, Any]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, eq=False)
class Pairing:
    """n subjects of two results, units first, then by id.

    Attributes:
        before: The result that was asked.
        after: The one under the change.
        ids: Their n ids; of a unit that was renamed in between, the one of after.
        is_unit: Who is a unit.
        row_before: The row of each in ``before``, -1 where it was not judged.
        row_after: The row of each in ``after``, -1 where it is not.
    """

    before: Evaluation
    after: Evaluation
    ids: Numbers
    is_unit: Flags
    row_before: Numbers
    row_after: Numbers

    def was(self, values: Numbers, missing: object = False) -> Numbers:
        """Values of the rows of ``before``, for all n."""
        return _laid(values, self.row_before, missing)

    def now(self, values: Numbers, missing: object = False) -> Numbers:
        """Values of the rows of ``after``, for all n."""
        return _laid(values, self.row_after, missing)

    @cached_property
    def was_counted(self) -> Flags:
        """Who counted as in."""
        return self.was(self.before._counted)

    @cached_property
    def is_counted(self) -> Flags:
        """Who counts as in."""
        return self.now(self.after._counted)

    @property
    def gained(self) -> Flags:
        """Who comes in."""
        return self.is_counted & ~self.was_counted

    @property
    def lost(self) -> Flags:
        """Who goes out."""
        return self.was_counted & ~self.is_counted

    def of_kind(self, kind: str) -> Flags:
        """Who is a ``"unit"``, or a ``"person"``."""
        return self.is_unit if kind == "unit" else ~self.is_unit

    def named(self, chosen: Numbers) -> dict[str, Numbers]:
        """The columns that name some of the n: id, kind, unit."""
        return {
            "subject_id": self.ids[chosen],
            "subject_kind": np.where(self.is_unit[chosen], "unit", "person").astype(object),
            "unit_id": self._units(chosen),
        }

    def _units(self, chosen: Numbers) -> Numbers:
        """The unit of each, None where nobody knows it; where it changed, the one of after."""
        was, now = self.row_before[chosen], self.row_after[chosen]
        return np.where(now >= 0, _unit_ids(self.after, now), _unit_ids(self.before, was))


def pair(before: Evaluation, after: Evaluation) -> Pairing:
    """Two results of one office, with other rules, on another day or with more rows."""
    if before._packed is after._packed and before.as_of == after.as_of:
        return _by_code(before, after)
    return _by_id(before, after)


def _by_code(before: Evaluation, after: Evaluation) -> Pairing:
    packed = before._packed
    judged = np.zeros(len(packed.ids), bool)
    judged[before._found.subjects] = judged[after._found.subjects] = True
    codes = np.flatnonzero(judged)
    rows = [_rows_of(one._found.subjects, codes, len(packed.ids)) for one in (before, after)]
    return Pairing(before, after, packed.ids[codes], codes < packed.units, *rows)


def _rows_of(judged: Numbers, codes: Numbers, subjects: int) -> Numbers:
    row_of = np.full(subjects, -1, np.int64)
    row_of[judged] = np.arange(len(judged))
    found: Numbers = row_of[codes]
    return found


def _by_id(before: Evaluation, after: Evaluation) -> Pairing:
    was, now = _ids_now(before, after), ids_of(after)
    units = [set(ids[_is_unit(one)]) for ids, one in ((was, before), (now, after))]
    every = np.unique(np.concatenate([was, now]).astype(str)).astype(object)
    is_unit = pd.Series(every).isin(units[0] | units[1]).to_numpy()
    order = np.argsort(~is_unit, kind="stable")
    ids = every[order]
    rows = [pd.Index(one, dtype=object).get_indexer(pd.Index(ids)) for one in (was, now)]
    return Pairing(before, after, ids, is_unit[order], *rows)


def _ids_now(before: Evaluation, after: Evaluation) -> Numbers:
    """The ids of ``before`` as the day of ``after`` knows them: units are followed."""
    ids = ids_of(before).copy()
    renamed = renames(before, after)
    if not renamed or before.as_of == after.as_of:
        return ids
    judged = set(ids_of(after)[_is_unit(after)])
    for row in np.flatnonzero(_is_unit(before) & pd.Series(ids).isin(list(renamed)).to_numpy()):
        ids[row] = _follow(ids[row], renamed, judged)
    return ids


def _follow(unit: str, renamed: dict[str, str], judged: set[str]) -> str:
    """The first id on the road of renames that is judged; the own one where none is."""
    seen, at = {unit}, unit
    while at not in judged and at in renamed and renamed[at] not in seen:
        at = renamed[at]
        seen.add(at)
    return at if at in judged else unit


def ids_of(result: Evaluation) -> Numbers:
    """The ids of everybody judged, in the order of the rows."""
    found: Numbers = result._packed.ids[result._found.subjects]
    return found


def _is_unit(result: Evaluation) -> Flags:
    units: Flags = result._found.subjects < result._packed.units
    return units


def _unit_ids(result: Evaluation, rows: Numbers) -> Numbers:
    """The unit of some of those judged; None for row -1 and where nobody knows it."""
    units = np.append(result._found.units, -1)[rows]
    named: Numbers = result._packed.ids[np.maximum(units, 0)].copy()
    named[units < 0] = None
    return named


def _laid(values: Numbers, rows: Numbers, missing: object) -> Numbers:
    found = np.full((len(rows), *values.shape[1:]), missing, dtype=values.dtype)
    there = rows >= 0
    found[there] = values[rows[there]]
    return found
