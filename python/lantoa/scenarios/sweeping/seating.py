"""Place by place and value by value: the tables of a quota curve."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa.ranking import Drawn
from lantoa.ranking.contests import Numbers, groups_of, of_kind
from lantoa.ranking.quotas import Bounds, seats_of
from lantoa.scenarios.answer import asked_of
from lantoa.scenarios.sweeping.asking import whole
from lantoa.scenarios.sweeping.line_tipping import curve_of_quota
from lantoa.scenarios.sweeping.seat_curve import COLUMNS, QuotaCurve
from lantoa.scenarios.sweeping.spans import listed
from lantoa.scenarios.tipping import Curve, numbers

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

MOST_RANKED = 20_000
"""Subjects whose every place is told."""


def quota_curve(result: Evaluation, quota_id: str, cost: int | None) -> QuotaCurve:
    """The answer of ``Evaluation.quota_curve``; see there."""
    one = _capping(result, quota_id)
    each = None if cost is None else whole(cost, 10**12, what="cost")
    ranked = int((one.places.place > 0).sum())
    if ranked > MOST_RANKED:
        raise _checks.InputError(
            f'{ranked} are ranked in "{quota_id}", and {MOST_RANKED} can be told place by place; '
            f'result.tipping("quota.{quota_id}.{_key(one)}") gives the curve over its values'
        )
    path = f"quota.{quota_id}.{_key(one)}"
    frame = _by_group(one, each)
    curve = curve_of_quota(result, path)
    return QuotaCurve(
        _frame=frame,
        _kind=result.office.frames,
        asked=asked_of(result),
        quota_id=quota_id,
        path=path,
        now=curve.threshold.now,
        cost=each,
        steps=_by_value(result, one, curve, each),
        _present=_present(result, one, frame, curve.now),
    )


def _capping(result: Evaluation, quota_id: str) -> Drawn:
    found = {one.quota_id: one for one in result._drawn}
    known = list(found)
    if quota_id in list(result.plan.quotas) and quota_id not in known:
        where = "a track has no quotas" if result.track else "it caps nothing and only reports"
        others = f"; expected one of {_checks.listed(known)}" if known else ""
        raise _checks.InputError(f'quota_id "{quota_id}": {where}{others}')
    _checks.one_of(quota_id, known, what="quota_id")
    return found[quota_id]


def _key(one: Drawn) -> str:
    return "number" if one.base is None else "share_per_mille"


def _by_group(one: Drawn, cost: int | None) -> pd.DataFrame:
    """A row per group and number of places."""
    share_of = cache(partial(_least_share, one.quota))
    rows = [
        row
        for group, here in enumerate(_placed(one))
        for row in _of_group(one, group, here, share_of)
    ]
    columns = [key for key in COLUMNS if key != "cost"]
    frame = pd.DataFrame(rows, columns=columns)
    texts = dict.fromkeys(("group", "marginal", "tied"), "str")
    frame = frame.astype({**texts, "seats": "int64", "count": "int64", "now": "bool"})
    frame["share_from"] = frame["share_from"].astype("Int64")
    frame["cost"] = _cost(frame["count"], cost)
    return frame[list(COLUMNS)]


def _cost(count: pd.Series, cost: int | None) -> pd.Series:
    if cost is None:
        return pd.Series(pd.NA, index=count.index, dtype="Int64")
    return (count * cost).astype("Int64")


def _placed(one: Drawn) -> list[Numbers]:
    """The rows of those who have a place, group by group."""
    placed = np.flatnonzero(one.places.place > 0)
    group = one.asked.contest.group[placed]
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(1, len(one.asked.groups)))
    return np.split(placed[order], starts)[: len(one.asked.groups)]


def _of_group(
    one: Drawn, group: int, here: Numbers, share_of: Callable[[int, int], int | None]
) -> Iterator[tuple[Any, ...]]:
    place, tied = one.places.place[here], one.places.tied[here]
    last, ids = place + tied - 1, one.asked.ids[here]
    now = min(int(one.seats.on_record[group]), len(here))
    base = None if one.base is None else int(one.base.on_record[group])
    for seats in range(len(here) + 1):
        comes = ", ".join(ids[last == seats])
        line = ", ".join(ids[(place <= seats) & (seats < last)])
        within = int((last <= seats).sum())
        share = None if base is None else share_of(base, seats)
        yield one.asked.groups[group], seats, share, within, comes, line, seats == now


def _least_share(quota: Mapping[str, Any], base: int, seats: int) -> int | None:
    """The least per mille of a base that gives so many places; None where none gives just them."""
    of = Bounds(*[np.array([base])] * 3)

    def given(share: int) -> int:
        return int(seats_of({**quota, "share_per_mille": share}, of, 1).on_record[0])

    share = bisect_left(range(1001), seats, key=given)
    return share if share <= 1000 and given(share) == seats else None


def _by_value(result: Evaluation, one: Drawn, curve: Curve, cost: int | None) -> pd.DataFrame:
    """A row per stretch of the quota's own value, all groups together."""
    ids = result._packed.ids[result._found.subjects]
    starts, counted = curve.starts, curve.counted
    before = [np.zeros_like(counted[0]), *counted[:-1]]
    key = curve.threshold.key
    seats = [
        seats_of({**one.quota, key: value}, one.base, len(one.asked.groups)).on_record.sum()
        for value in starts
    ]
    count = pd.Series([int(who.sum()) for who in counted], dtype="int64")
    return pd.DataFrame(
        {
            "value": numbers(starts),
            "until": numbers([*(start - 1 for start in starts[1:]), curve.threshold.most]),
            "seats": np.array(seats, np.int64),
            "count": count,
            "who": _joined(ids[a & ~b] for a, b in zip(counted, before, strict=True)),
            "without": _joined((_without(result, one, who) for who in counted), "; "),
            "cost": _cost(count, cost),
        }
    )


def _joined(lists: Iterable[Iterable[str]], mark: str = ", ") -> pd.Series:
    return pd.Series([mark.join(one) for one in lists], dtype="str")


def _without(result: Evaluation, one: Drawn, within: Numbers) -> list[str]:
    """The groups, or of the whole office the units or fields, without anybody within."""
    parts = {"person": "unit_id", "unit": "field"}
    per: Any = parts[one.subject_kind] if one.per == "office" else one.per
    names, codes = groups_of(result, per)
    there = of_kind(result, one.subject_kind) & (codes >= 0)
    has = np.bincount(codes[there & within], minlength=len(names)) > 0
    some = np.bincount(codes[there], minlength=len(names)) > 0
    return [str(name) for name in names[some & ~has]]


def _present(
    result: Evaluation, one: Drawn, frame: pd.DataFrame, within: Numbers
) -> Mapping[str, Any]:
    """What the sentence tells."""
    now = np.flatnonzero(frame["now"]).tolist()
    after = [at + 1 for at in now if at + 1 < len(frame) and frame["seats"].iloc[at + 1] > 0]
    return {
        "seats": int(one.seats.on_record.sum()),
        "count": int(within.sum()),
        "next": _all_of(frame["marginal"].iloc[after]),
        "next_tied": _all_of(frame["tied"].iloc[after]),
        "tied": _all_of(frame["tied"].iloc[now]),
        "without": _without(result, one, within),
    }


def _all_of(cells: Iterable[str]) -> list[str]:
    return [name for cell in cells for name in listed(cell)]
