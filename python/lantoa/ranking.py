"""Ranking: who stands where by the plan's points, and how far missing values leave that open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from lantoa import _checks, _core

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantoa.evaluating import Evaluation

SubjectKind = Literal["person", "unit"]
Within = Literal["unit_id", "field"]

_WHOLE = 1000  # a weight of 1 and a map that gives 1000 make one point
_COUNTINGS = {
    "possible": (_core.Counting.POSSIBLE, False),
    "provisional": (_core.Counting.PROVISIONAL, True),
    "met": (_core.Counting.MET, False),
}
"""For each counting the core's word, and whether it is about provisional verdicts."""

Numbers = np.ndarray[Any, Any]


def ranking(
    result: Evaluation, subject_kind: SubjectKind = "person", within: Within | None = None
) -> pd.DataFrame:
    """The answer of ``Evaluation.ranking``, in pandas; see there."""
    _checks.one_of(subject_kind, ("person", "unit"), what="subject_kind")
    if within is not None:
        allowed = ("unit_id", "field") if subject_kind == "person" else ("field",)
        _checks.one_of(within, allowed, what=f"within, for a {subject_kind},")
    _expect_points(result, subject_kind)
    judged = result._judged
    of_kind = (judged["subject_kind"] == subject_kind).to_numpy()
    low, high = (_keys(result, subject_kind, which)[of_kind] for which in ("low", "high"))
    groups = _groups(result, within)[of_kind]
    contest = _core.Contest()
    contest.group = pd.factorize(groups)[0].astype(np.int32)
    contest.entry = _entries(result)[of_kind]
    contest.low, contest.high = low, high
    return _told(result, of_kind, groups, contest)


def _expect_points(result: Evaluation, subject_kind: SubjectKind) -> None:
    criteria = {criterion["id"]: criterion for criterion in result._resolved["criteria"]}
    if not any(subject_kind in criteria[name]["subjects"] for name in result._rules.scorings):
        raise _checks.InputError(
            f"the plan gives a {subject_kind} no points, so there are no places; expected a "
            f'criterion of kind "scored" that is asked of a {subject_kind}'
        )


def _keys(result: Evaluation, subject_kind: SubjectKind, which: str) -> Numbers:
    """For every judged subject its weighted points and those of the chain, as whole numbers."""
    scorings = list(result._rules.scorings)
    points = getattr(result._scored, which)
    known = np.where(points == _core.NO_POINTS, 0, points)
    criteria = {criterion["id"]: criterion for criterion in result._resolved["criteria"]}
    weights = np.array([criteria[name]["weight"] for name in scorings], np.int64)
    chain = [scorings.index(name) for name in _chain(result, subject_kind)]
    return np.column_stack([known @ weights, known[:, chain]])


def _chain(result: Evaluation, subject_kind: SubjectKind) -> Sequence[str]:
    """The scored criteria that part equals, in their order."""
    ties = result._resolved["scoring"]["ties"][subject_kind]
    return [name for name in ties if name in result._rules.scorings]


def _groups(result: Evaluation, within: Within | None) -> Numbers:
    """The group of each judged subject; None where it has none."""
    units = result._judged["unit_id"].astype(object)
    if within is None:
        return np.full(len(units), "office", dtype=object)
    if within == "unit_id":
        return units.where(units.notna(), None).to_numpy()
    table = result.office.tables.get("units")
    if table is None:
        return np.full(len(units), None, dtype=object)
    fields = table.frame.set_index(table.frame["unit_id"].astype(object))["field"].astype(object)
    found = units.map(fields)
    return found.where(found.notna(), None).to_numpy()


def _entries(result: Evaluation) -> Numbers:
    """Who is in under the counting in force, and who may turn out to be."""
    counting, provisional = _COUNTINGS[result.counting]
    bits = result._found.all if result.gates == "all" else result._found.countable
    unknown = _core.verdicts(bits, provisional=provisional) == _core.Verdict.UNKNOWN.value
    entry = np.where(unknown, _core.Entry.PERHAPS.value, _core.Entry.OUT.value)
    entry[_core.counted(bits, counting) == 1] = _core.Entry.IN.value
    return entry.astype(np.int32)


def _told(
    result: Evaluation, of_kind: Numbers, groups: Numbers, contest: _core.Contest
) -> pd.DataFrame:
    places = _core.rank(contest)
    shown = contest.entry != _core.Entry.OUT.value
    frame = pd.DataFrame(
        {
            "subject_id": result._judged["subject_id"].to_numpy()[of_kind],
            "group": groups,
            "points": contest.low[:, 0] / _WHOLE,
            "points_high": contest.high[:, 0] / _WHOLE,
            "place": _or_missing(places.place),
            "place_low": _or_missing(places.best),
            "place_high": _or_missing(places.worst),
            "tied": places.tied.astype(np.int64),
            "status": result.plan.scoring["status"],
        }
    )[shown]
    texts = {"subject_id": "str", "group": "str", "status": "str"}
    order = ["group", "place", "place_low", "place_high", "subject_id"]
    found: pd.DataFrame = frame.astype(texts).sort_values(order, ignore_index=True)
    return found


def _or_missing(places: Numbers) -> pd.arrays.IntegerArray:
    """Places from 1, missing where there is none."""
    return pd.arrays.IntegerArray(places.astype(np.int64), places == 0)
