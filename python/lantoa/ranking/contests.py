"""A result as contests: who is ranked against whom, by which whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from lantoa import _core

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

SubjectKind = Literal["person", "unit"]
Within = Literal["unit_id", "field"]
Per = Literal["unit_id", "field", "office"]

Numbers = np.ndarray[Any, Any]

WHOLE = 1000
"""A weight of 1 and a map that gives 1000 make one point."""

_COUNTINGS = {
    "possible": (_core.Counting.POSSIBLE, False),
    "provisional": (_core.Counting.PROVISIONAL, True),
    "met": (_core.Counting.MET, False),
}
"""For each counting the core's word, and whether it is about provisional verdicts."""


@dataclass(frozen=True)
class Grouped:
    """The n subjects of one kind in their groups.

    Attributes:
        ids: Their ids.
        groups: The names of the groups, sorted; a group may be empty.
        contest: Who is ranked, by what, in which of the groups.
    """

    ids: Numbers
    groups: Numbers
    contest: _core.Contest


def grouped(result: Evaluation, subject_kind: SubjectKind, per: Per) -> Grouped:
    """Everybody of one kind that is judged, in the groups of a unit, a field or the office."""
    chosen = of_kind(result, subject_kind)
    names, codes = groups_of(result, per)
    contest = _core.Contest()
    contest.group = codes[chosen]
    contest.entry = entries(result)[chosen]
    contest.low, contest.high = (
        _keys(result, subject_kind, which)[chosen] for which in ("low", "high")
    )
    return Grouped(result._packed.ids[result._found.subjects[chosen]], names, contest)


def of_kind(result: Evaluation, *kinds: str) -> Numbers:
    """Which of those judged are units or people."""
    is_unit = result._found.subjects < result._packed.units
    asked: Numbers = (is_unit & ("unit" in kinds)) | (~is_unit & ("person" in kinds))
    return asked


def groups_of(result: Evaluation, per: Per) -> tuple[Numbers, Numbers]:
    """The names of all groups, and the number of each judged subject's.

    ``UNREADABLE`` stands where somebody has a group that nobody knows, since nobody knows the
    unit; ``BLANK`` where a unit has no field.
    """
    units = result._found.units
    if per == "office":
        return np.array(["office"], dtype=object), np.zeros(len(units), np.int32)
    there = np.unique(units[units >= 0])
    names, numbers = _named(result, there, per)
    of_unit = np.full(result._packed.units + 1, _core.BLANK, np.int32)
    of_unit[there] = numbers
    of_unit[-1] = _core.UNREADABLE
    return names, of_unit[np.maximum(units, -1)]


def _named(result: Evaluation, units: Numbers, per: Per) -> tuple[Numbers, Numbers]:
    """The groups of some units: their names, sorted, and the number of each unit's."""
    ids = result._packed.ids[units]
    if per == "unit_id":
        return ids, np.arange(len(ids))  # units are numbered in the order of their ids
    numbers, names = pd.factorize(pd.Series(ids, dtype=object).map(_fields(result)), sort=True)
    return np.asarray(names, dtype=object), np.where(numbers < 0, _core.BLANK, numbers)


def _fields(result: Evaluation) -> dict[str, str]:
    table = result.office.tables.get("units")
    if table is None:
        return {}
    told = table.frame[["unit_id", "field"]].astype(object).dropna()
    return dict(zip(told["unit_id"], told["field"], strict=True))


def entries(result: Evaluation) -> Numbers:
    """Who is in under the counting in force, and who may turn out to be."""
    counting, provisional = _COUNTINGS[result.counting]
    bits = result._found.all if result.gates == "all" else result._found.countable
    unknown = _core.verdicts(bits, provisional=provisional) == _core.Verdict.UNKNOWN.value
    entry = np.where(unknown, _core.Entry.PERHAPS.value, _core.Entry.OUT.value)
    entry[_core.counted(bits, counting) == 1] = _core.Entry.IN.value
    return entry.astype(np.int32)


def chain(result: Evaluation, subject_kind: SubjectKind) -> Sequence[str]:
    """The scored criteria that part equals, in their order."""
    ties = result._resolved["scoring"]["ties"][subject_kind]
    return [name for name in ties if name in result._rules.scorings]


def _keys(result: Evaluation, subject_kind: SubjectKind, which: str) -> Numbers:
    """For every judged subject its weighted points and those of the chain, as whole numbers."""
    scorings = list(result._rules.scorings)
    points = getattr(result._scored, which)
    criteria = {criterion["id"]: criterion for criterion in result._resolved["criteria"]}
    weights = np.array([[criteria[name]["weight"]] for name in scorings], np.int64).reshape(-1, 1)
    parting = points[:, [scorings.index(name) for name in chain(result, subject_kind)]]
    sums = _core.weigh(points, weights)
    return np.column_stack([sums, np.where(parting == _core.NO_POINTS, 0, parting)])
