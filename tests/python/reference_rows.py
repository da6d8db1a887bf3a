"""Event rows: whether one counts for a subject, does not count, or may still come.

A row is tried on every day on which it may lie, with every answer on who was a member then and
with every filling of its blank cells; what comes out is the set of all that it may be.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from reference_cells import (
    as_list,
    at_or_above,
    fillings_of,
    level_of,
    passes_where,
    where_columns,
)
from reference_setting import DAY, Row, closing_day, has_gap, in_force_on
from reference_subjects import family, membership_answers, memberships

BLANK_KEY = "(a blank key)"


@dataclass(frozen=True)
class Event:
    """A row that counts: its key, how it is placed, and whether it is decided after the day."""

    key: Any
    placed: str = "unranked"  # within | worse | unranked
    late: bool = False


def last_day_of(setting, fact):
    """The last day on which events may appear."""
    if fact.get("closes"):
        return closing_day(fact, setting.years[-1])
    return setting.last_day


def register_has_gap(setting, fact):
    return has_gap(setting, fact["table"], setting.first_day, last_day_of(setting, fact))


def event_rows(setting, fact):
    """The rows of a fact; an adoption joins its practice, whose exemplar is the subject."""
    if not fact.get("through"):
        return setting.rows(fact["table"])
    practices = {row["practice_id"]: row for row in setting.rows(fact["through"])}
    return [
        Row(practices[row["practice_id"]] | row, row.unreadable)
        for row in setting.rows(fact["table"])
        if row["practice_id"] in practices
    ]


def ways_of(setting, criterion, line, row):
    """All that a row may be for a line: events, and None where it does not count."""
    fact = setting.plan["facts"][criterion["fact"]]
    if fact.get("through") and row[fact["key"]] in line.own_ids:
        return {None}  # the exemplar itself, perhaps under another of its names
    ways = set()
    for day in possible_days(setting, fact, line, row):
        counts = counts_on_day(setting, criterion, fact, line, row, day)
        ways |= {None} if False in counts else set()
        ways |= events_of(setting, criterion, fact, row, day) if True in counts else set()
    return ways


# ---- the day


def possible_days(setting, fact, line, row):
    """The day of a row; an undated one lies from 1 January of its year to the end of the next."""
    for column in as_list(fact["counts_on"]):
        if row.get(column) is not None:
            return [date(row[column], 12, 31) if column == "year" else row[column]]
    year = row.get("year")
    first, last = (date(year, 1, 1), date(year + 1, 12, 31)) if year else (date.min, date.max)
    return marks(setting, line, row[fact["subject"]], first, last)


def marks(setting, line, person, first, last):
    """Days enough to stand for all: nothing that is asked of a day changes except beside these."""
    days = {setting.first_day, setting.last_day, setting.as_of, first, last}
    days |= {start for _, start in line.parts if start}
    days |= {date(year, month, day) for year in setting.years for month, day in ((1, 1), (12, 31))}
    for membership in memberships(setting, person):
        days |= {day for day in (membership["from"], membership["to"]) if day}
    inside = {day for day in days if first < day < last}
    return sorted({first, last} | inside | {day + s for day in inside for s in (DAY, -DAY)})


def seen_day(fact, row, day):
    """From when a row is seen: its own day for that, else the day that it counts on."""
    return row.get(fact.get("seen_on", "decision_date")) or day


# ---- whether it counts


def counts_on_day(setting, criterion, fact, line, row, day):
    """Whether a row of this day counts: the answers that are possible."""
    if not setting.first_day <= day <= setting.last_day:
        return {False}
    owners = owner_answers(setting, criterion, fact, line, row, day)
    if owners == {False}:
        return {False}
    scale = setting.plan["scales"].get(fact.get("scale"))
    filled = fillings_of(row, asked_columns(criterion, fact, scale), fact, scale)
    filters = {
        passes_where(one, fact, setting.as_of) and passes_filters(one, criterion, fact, scale, day)
        for one in filled
    }
    return {ours and passes for ours in owners for passes in filters}


def owner_answers(setting, criterion, fact, line, row, day):
    """Whether a row is the subject's own, or a member's: the answers that are possible.

    A practice that names no exemplar is nobody's.
    """
    over, who = criterion.get("over", "self"), row[fact["subject"]]
    own = over != "members" and who in line.ids_on(day)
    if own or over == "self" or line.kind == "person":
        return {own}
    if criterion.get("members_at", "event_date") == "as_of_date":
        day = setting.as_of
    return membership_answers(setting, who, line.ids_on(day), day)


def asked_columns(criterion, fact, scale):
    """The columns that decide whether a row counts."""
    columns = where_columns(fact)
    if criterion.get("level_at_least") is not None:
        columns += as_list(fact["value"])
        columns += ["kind"] if scale.get("kind_level") and fact["table"] == "discipline" else []
    columns += [fact["share"]] if criterion.get("share_at_least") else []
    columns += ["recognised"] if criterion.get("recognised") else []
    return list(dict.fromkeys(columns))


def passes_filters(filled, criterion, fact, scale, day):
    """The filters of the criterion; a share of 0 and ``recognised = false`` ask nothing."""
    floor = in_force_on(criterion.get("level_at_least"), day)
    if floor is not None and not at_or_above(level_of(filled, fact, scale), floor, scale):
        return False
    share = in_force_on(criterion.get("share_at_least"), day)
    if share and filled[fact["share"]] < share:
        return False
    return not in_force_on(criterion.get("recognised"), day) or filled["recognised"]


# ---- what it counts as


def events_of(setting, criterion, fact, row, day):
    """A row that counts, as the rule reads it."""
    key = row.get(fact["key"]) if fact.get("key") else id(row)
    if fact.get("through") and key is not None:
        key = family(setting, key)  # who took it up is one under any of its names
    late = seen_day(fact, row, day) > setting.as_of
    within = in_force_on(criterion.get("within"), day)
    return {
        Event(BLANK_KEY if key is None else key, placed, late)
        for placed in (places(fact, row, within) if within else ["unranked"])
    }


def places(fact, row, within):
    """A blank place took part and was not ranked; an unreadable one may be any."""
    place = row.get(fact["value"])
    if place is not None:
        return ["within" if place <= within else "worse"]
    return ["within", "worse"] if fact["value"] in row.unreadable else ["unranked"]
