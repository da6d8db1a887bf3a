"""Quotas as frames: what each gives each group, and where everybody stands to its line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa.ranking.contests import Numbers, entries, groups_of, of_kind
from lantoa.ranking.places import group_names, or_missing
from lantoa.ranking.quotas import Drawn

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_QUOTAS = {
    **dict.fromkeys(("quota", "subject_kind", "group"), "str"),
    **dict.fromkeys(("base", "seats", "seats_low", "seats_high"), "Int64"),
    "inside": "str",
    **dict.fromkeys(("counted", "perhaps", "within", "tied", "fewer_than"), "Int64"),
}
_LINES = {
    **dict.fromkeys(("subject_id", "quota", "group"), "str"),
    **dict.fromkeys(("place", "place_low", "place_high", "seats"), "Int64"),
    "line": "str",
    "sure": "bool",
}


def quotas(result: Evaluation) -> pd.DataFrame:
    """The answer of ``Evaluation.quotas``, in pandas; see there."""
    found = {one.quota_id: one for one in result._drawn}
    asked = result._resolved["quotas"] if result.track is None else []
    frames = [
        _of_groups(found[quota["id"]]) if quota["id"] in found else _finding(result, quota)
        for quota in asked
    ]
    return _with_status(result, _joined(frames, _QUOTAS))


def quota_lines(result: Evaluation) -> pd.DataFrame:
    """The answer of ``Evaluation.quota_lines``, in pandas; see there."""
    return _with_status(result, _joined([_of_subjects(one) for one in result._drawn], _LINES))


def _with_status(result: Evaluation, frame: pd.DataFrame) -> pd.DataFrame:
    """Whether each quota is the text's or an assumption."""
    statuses = {name: quota["status"] for name, quota in result.plan.quotas.items()}
    return frame.assign(status=frame["quota"].map(statuses).astype("str"))


def _joined(frames: list[pd.DataFrame], types: Mapping[str, str]) -> pd.DataFrame:
    if not frames:
        frames = [pd.DataFrame({name: [] for name in types})]
    return pd.concat([frame.astype(types)[list(types)] for frame in frames], ignore_index=True)


def _of_groups(one: Drawn) -> pd.DataFrame:
    contest, n = one.asked.contest, len(one.asked.groups)
    side = one.sides.side
    return pd.DataFrame(
        {
            "quota": one.quota_id,
            "subject_kind": one.subject_kind,
            "group": one.asked.groups,
            "base": pd.NA if one.base is None else one.base.on_record,
            "seats": one.seats.on_record,
            "seats_low": one.seats.low,
            "seats_high": one.seats.high,
            "inside": one.quota.get("inside"),
            "counted": _number(contest.group, one.places.place > 0, n),
            "perhaps": _perhaps(contest.group, contest.entry, n),
            "within": _number(contest.group, side == _core.Side.WITHIN.value, n),
            "tied": _number(contest.group, side == _core.Side.TIED.value, n),
            "fewer_than": pd.NA,
        }
    )


def _finding(result: Evaluation, quota: Mapping[str, Any]) -> pd.DataFrame:
    """Groups with the number that counts as in, where fewer than so many are worth a word."""
    names, codes = groups_of(result, quota["per"])
    entry = np.where(of_kind(result, *quota["subjects"]), entries(result), _core.Entry.OUT.value)
    counted = _number(codes, entry == _core.Entry.IN.value, len(names))
    least = quota["report_if_fewer_than"]
    return pd.DataFrame(
        {
            "quota": quota["id"],
            "subject_kind": ", ".join(quota["subjects"]),
            "group": names,
            **dict.fromkeys(("base", "seats", "seats_low", "seats_high"), pd.NA),
            "inside": None,
            "counted": counted,
            "perhaps": _perhaps(codes, entry, len(names)),
            **dict.fromkeys(("within", "tied"), pd.NA),
            "fewer_than": pd.arrays.IntegerArray(np.full(len(names), least), counted >= least),
        }
    )


def _number(group: Numbers, chosen: Numbers, groups: int) -> Numbers:
    return np.bincount(group[chosen & (group >= 0)], minlength=groups)


def _perhaps(group: Numbers, entry: Numbers, groups: int) -> Numbers:
    """Who may still come into each group, those whose group nobody knows in all of them."""
    may = entry == _core.Entry.PERHAPS.value
    anywhere = (entry != _core.Entry.OUT.value) & (group == _core.UNREADABLE)
    return _number(group, may, groups) + int(anywhere.sum())


def _of_subjects(one: Drawn) -> pd.DataFrame:
    ranked = one.asked.contest.entry != _core.Entry.OUT.value
    frame = pd.DataFrame(
        {
            "subject_id": one.asked.ids,
            "quota": one.quota_id,
            "group": group_names(one.asked),
            "place": or_missing(one.places.place),
            "place_low": or_missing(one.places.best),
            "place_high": or_missing(one.places.worst),
            "seats": pd.arrays.IntegerArray(one.seats_of_each, one.asked.contest.group < 0),
            "line": one.lines,
            "sure": one.sides.sure == 1,
        }
    )[ranked]
    order = ["group", "place", "place_low", "place_high", "subject_id"]
    found: pd.DataFrame = frame.sort_values(order, ignore_index=True)
    return found
