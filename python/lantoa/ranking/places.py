"""Places by the plan's points, beside them the line of the quotas that cap the same groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lantoa import _checks, _core
from lantoa.ranking.contests import WHOLE, Grouped, Numbers, SubjectKind, Within, grouped
from lantoa.ranking.quotas import Drawn

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_STANDS = (_core.Side.WITHIN.value, _core.Side.TIED.value)


def ranking(
    result: Evaluation, subject_kind: SubjectKind = "person", within: Within | None = None
) -> pd.DataFrame:
    """The answer of ``Evaluation.ranking``, in pandas; see there."""
    _checks.one_of(subject_kind, ("person", "unit"), what="subject_kind")
    if within is not None:
        allowed = ("unit_id", "field") if subject_kind == "person" else ("field",)
        _checks.one_of(within, allowed, what=f"within, for a {subject_kind},")
    expect_points(result, subject_kind)
    asked = grouped(result, subject_kind, within or "office")
    caps = [
        one
        for one in result._drawn
        if one.subject_kind == subject_kind and one.per == (within or "office")
    ]
    return _told(result, asked, caps)


def expect_points(result: Evaluation, subject_kind: SubjectKind) -> None:
    """Refuse places of those whom the plan gives no points.

    Raises:
        InputError: No scored criterion is asked of such subjects.
    """
    criteria = {criterion["id"]: criterion for criterion in result._resolved["criteria"]}
    if not any(subject_kind in criteria[name]["subjects"] for name in result._rules.scorings):
        raise _checks.InputError(
            f"the plan gives a {subject_kind} no points, so there are no places; expected a "
            f'criterion of kind "scored" that is asked of a {subject_kind}'
        )


def _told(result: Evaluation, asked: Grouped, caps: list[Drawn]) -> pd.DataFrame:
    contest = asked.contest
    places = _core.rank(contest)
    frame = pd.DataFrame(
        {
            "subject_id": asked.ids,
            "group": group_names(asked),
            "points": contest.low[:, 0] / WHOLE,
            "points_high": contest.high[:, 0] / WHOLE,
            "place": or_missing(places.place),
            "place_low": or_missing(places.best),
            "place_high": or_missing(places.worst),
            "tied": places.tied.astype(np.int64),
            **_line_columns(caps, len(asked.ids)),
            "status": result.plan.scoring["status"],
        }
    )
    texts = {"subject_id": "str", "group": "str", "quota": "str", "line": "str", "status": "str"}
    order = ["group", "place", "place_low", "place_high", "subject_id"]
    shown = contest.entry != _core.Entry.OUT.value
    found: pd.DataFrame = frame[shown].astype(texts).sort_values(order, ignore_index=True)
    return found


def _line_columns(caps: list[Drawn], n: int) -> dict[str, Numbers | pd.arrays.IntegerArray]:
    """Of each subject the innermost quota in which it stands, else the outermost that applies."""
    quota = np.full(n, None, dtype=object)
    line = np.full(n, None, dtype=object)
    seats = np.zeros(n, np.int64)
    has_seats = np.zeros(n, dtype=bool)
    sure = np.zeros(n, dtype=bool)
    for one in caps:  # the outer ones come first
        told = one.has_quota & (~has_seats | np.isin(one.sides.side, _STANDS))
        quota[told], line[told] = one.quota_id, one.lines[told]
        seats[told], sure[told] = one.seats_of_each[told], one.sides.sure[told] == 1
        has_seats |= told
    return {
        "quota": quota,
        "seats": pd.arrays.IntegerArray(seats, ~has_seats),
        "line": line,
        "sure": sure,
    }


def group_names(asked: Grouped) -> Numbers:
    """The name of each subject's group, None where there is none or nobody knows it."""
    names = np.array([*asked.groups, None], dtype=object)
    found: Numbers = names[np.maximum(asked.contest.group, -1)]
    return found


def or_missing(places: Numbers) -> pd.arrays.IntegerArray:
    """Places from 1, missing where there is none."""
    return pd.arrays.IntegerArray(places.astype(np.int64), places == 0)
