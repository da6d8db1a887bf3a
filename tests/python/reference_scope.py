"""Who is judged, as of which day, and why the others are not."""

from datetime import date

from reference_setting import DAY
from reference_subjects import (
    Line,
    changes,
    closed,
    covers,
    family,
    given_up,
    id_in_force,
    memberships,
    mergers,
    opened,
)


def judged_and_left_out(setting):
    """Two dicts: subject id -> (kind, day as of which it is judged); subject id -> reason."""
    judged, left_out = {}, {}
    for kind, ids in everybody(setting):
        day, reason = standing(setting, kind, ids)
        name = id_in_force(setting, ids, day or setting.as_of) if kind == "unit" else min(ids)
        if reason is None:
            judged[name] = (kind, day)
        else:
            left_out[name] = reason
        left_out |= other_names(setting, ids, name) if reason != "not_asked" else {}
        left_out |= dict.fromkeys(ids, reason) if reason == "not_asked" else {}
    return judged, left_out


def other_names(setting, ids, name):
    """The ids that a unit went by before, and those that it will go by."""
    days = [row["date"] for row in changes(setting, "rename") if row["date"] <= setting.as_of]
    had = {id_in_force(setting, ids, day) for day in (date.min, *days)}
    return {other: "renamed" if other in had else "not_yet" for other in ids - {name}}


def everybody(setting):
    """(kind, ids) of every unit and person of the office."""
    units = {family(setting, row["unit_id"]) for row in setting.rows("units")}
    people = {row["person_id"] for row in setting.rows("people") + setting.rows("memberships")}
    return [("unit", ids) for ids in units] + [("person", frozenset({person})) for person in people]


def standing(setting, kind, ids):
    """The day as of which a subject is judged, or the reason why it is not."""
    if kind not in setting.plan["scope"]["subjects"]:
        return None, "not_asked"
    there = _unit_is_there if kind == "unit" else _person_is_there
    belongs = setting.plan["scope"]["belongs"]
    on_as_of = there(setting, ids, setting.as_of)
    last = min(setting.as_of, setting.last_day)
    asked = [day for day in _marks(setting, kind, ids) if setting.first_day <= day <= last]

    if belongs == "on_as_of_date" and on_as_of:
        return setting.as_of, None
    if belongs == "whole_window" and asked and all(_lineage(setting, ids, d, there) for d in asked):
        return _last_day(setting, kind, ids, on_as_of), None
    if belongs == "any_time" and any(there(setting, ids, day) for day in asked):
        return _last_day(setting, kind, ids, on_as_of), None
    if on_as_of:
        return None, "not_whole_window" if belongs == "whole_window" else "not_yet"
    return None, _reason(setting, kind, ids)


def _person_is_there(setting, ids, day):
    return any(covers(row, day) for row in memberships(setting, min(ids)))


def _unit_is_there(setting, ids, day):
    return Line("unit", ((ids, None),), _opened(setting, ids), closed(setting, ids)).is_open(day)


def _opened(setting, ids):
    """Where mergers make new units, the day of the last merger."""
    merged_on = max(mergers(setting, ids), default=None)
    if setting.policy["merged"] == "new_unit" and merged_on:
        return merged_on
    return opened(setting, ids)


def _lineage(setting, ids, day, there):
    """A merged unit belonged where one of its predecessors did."""
    if there(setting, ids, day):
        return True
    if there is _person_is_there or setting.policy["merged"] == "new_unit":
        return False
    return any(
        _lineage(setting, one, day, there)
        for found in mergers(setting, ids).values()
        for one in found
    )


def _marks(setting, kind, ids):
    """Days enough to see any presence and any hole: presence begins and ends only beside these."""
    if kind == "person":
        ends = [(row["from"], row["to"]) for row in memberships(setting, min(ids))]
    else:
        ends = [
            (opened(setting, frozenset({row["unit_id"]})), row["closed"])
            for row in setting.rows("units")
        ]
        ends += [(row["date"], row["date"]) for row in changes(setting, "merge", "rename", "split")]
    days = {day for pair in ends for day in pair if day}
    days |= {day + step for day in days for step in (DAY, -DAY)}
    return sorted(days | {setting.first_day, min(setting.as_of, setting.last_day)})


def _last_day(setting, kind, ids, on_as_of):
    """A subject that is no longer there is judged as of its last day."""
    if on_as_of:
        return setting.as_of
    if kind == "unit":
        return closed(setting, ids)
    ends = [row["to"] for row in memberships(setting, min(ids)) if row["to"]]
    return max(day for day in ends if day < setting.as_of)


def _reason(setting, kind, ids):
    if kind == "person":
        rows = memberships(setting, min(ids))
        past = [row for row in rows if (row["to"] or date.max) < setting.as_of]
        if not past and rows:
            return "not_yet"
        return "left" if rows and len(past) == len(rows) else "no_membership"  # or between two
    if (_opened(setting, ids) or date.min) > setting.as_of:
        return "not_yet"
    gone = [row["kind"] for row in given_up(setting, ids) if row["date"] <= setting.as_of]
    return {"merge": "merged", "rename": "renamed"}[gone[0]] if gone else "closed"
