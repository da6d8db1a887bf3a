"""Why somebody is not judged, in a sentence."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pandas as pd

from lantoa.explaining.wordings import Words

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_GONE = {"renamed", "merged"}


def left_out(result: Evaluation, subject_id: str, words: Words) -> str:
    """Why a subject is not judged, in a sentence."""
    reason = _reason(result, subject_id)
    is_unit = result._is_unit(subject_id)
    first, last = result.plan.window
    fields = {
        "subject": words.say("words", "unit" if is_unit else "person", id=subject_id),
        "as_of": words.day(result.as_of),
        "window": f"{first}-{last}",
    }
    key = reason
    if reason in _GONE:
        unit = _successor(result, subject_id)
        fields["unit"] = words.say("words", "unit", id=unit)
        key = reason if unit else "gone"
    elif reason == "left":
        day = _last_day(result, subject_id)
        fields["last"] = words.day(day)
        key = reason if day else "left_undated"
    told = words.say("out_of_scope", key, **fields)
    return told[:1].upper() + told[1:]


def _reason(result: Evaluation, subject_id: str) -> str:
    out = result._out_of_scope
    return str(out.loc[out["subject_id"] == subject_id, "reason"].iloc[0])


def _last_day(result: Evaluation, person_id: str) -> datetime.date | None:
    """The last day of the last membership before the as-of date."""
    table = result.office.tables.get("memberships")
    if table is None:
        return None
    frame = table.frame
    days = frame.loc[frame["person_id"] == person_id, "to"].dropna()
    days = days[days <= pd.Timestamp(result.as_of)]
    return None if days.empty else days.max().date()


def _successor(result: Evaluation, unit_id: str) -> str | None:
    """The unit that is judged and that an id became, over any number of changes."""
    table = result.office.tables.get("unit_changes")
    if table is None:
        return None
    frame = table.frame
    became = dict(zip(frame["from_unit_id"], frame["to_unit_id"], strict=True))
    judged = set(result._judged["subject_id"])
    seen = {unit_id}
    at = became.get(unit_id)
    while at is not None and at not in judged and at not in seen:
        seen.add(at)
        at = became.get(at)
    return at if at in judged else None
