"""Who is there on which day: memberships, units that are renamed or merged, and their lines."""

from dataclasses import dataclass
from datetime import date
from itertools import product

from reference_setting import DAY


@dataclass(frozen=True)
class Line:
    """Whose rows are asked, from which day on: a person, a unit, or one predecessor and then it.

    ``parts`` is a tuple of (ids, the day from which they are the ones asked); the first part has
    no such day. ``opened`` and ``closed`` may be None: always.
    """

    kind: str
    parts: tuple
    opened: date | None
    closed: date | None

    def ids_on(self, day):
        return [ids for ids, start in self.parts if start is None or start <= day][-1]

    def ids_in(self, year):
        """The year of a merger is already the new unit's."""
        return [ids for ids, start in self.parts if start is None or start.year <= year][-1]

    @property
    def ids(self):
        return frozenset().union(*(ids for ids, _ in self.parts))

    @property
    def own_ids(self):
        return self.parts[-1][0]

    def is_open(self, day):
        return (self.opened or date.min) <= day <= (self.closed or date.max)


# ---- people


def memberships(setting, person):
    return [row for row in setting.rows("memberships") if row["person_id"] == person]


def covers(membership, day):
    return (membership["from"] or date.min) <= day <= (membership["to"] or date.max)


def later(membership):
    """Of two memberships on one day the greater of these names the unit."""
    return membership["from"] or date.min, membership["to"] or date.max


def units_on(rows, day):
    """The units that a person may be in on a day: of the latest memberships of these rows that
    cover it, for nobody can tell between two of the same days."""
    covering = [row for row in rows if covers(row, day)]
    latest = max(map(later, covering), default=None)
    return {row["unit_id"] for row in covering if later(row) == latest}


def possible_units(rows, day):
    """The units that a person may be in on a day; None is no unit at all.

    In a hole between two memberships it may be the one before, the one after, or neither.
    """
    if covering := units_on(rows, day):
        return covering
    before = [row for row in rows if (row["to"] or date.max) < day]
    after = [row for row in rows if (row["from"] or date.min) > day]
    if not before or not after:
        return {None}
    last = max(row["to"] for row in before)
    first = min(row["from"] for row in after)
    around = {row["unit_id"] for row in before if row["to"] == last}
    return around | {row["unit_id"] for row in after if row["from"] == first} | {None}


def dated_in_every_way(rows, day):
    """A membership with a blank first day may have begun on any day up to its last.

    Only its order among the other first days and this day matters, so these and the days after
    them are enough, with one before them all.
    """
    marks = {row["from"] for row in rows if row["from"]} | {day}
    starts = sorted({date.min} | marks | {mark + DAY for mark in marks})
    choices = [
        [{**row, "from": start} for start in starts if start <= (row["to"] or date.max)]
        if row["from"] is None
        else [row]
        for row in rows
    ]
    return product(*choices)


def membership_answers(setting, person, ids, day):
    """Whether a person is a member of these ids on a day: the answers that are possible."""
    rows = memberships(setting, person)
    return {
        unit in ids
        for dated in dated_in_every_way(rows, day)
        for unit in possible_units(list(dated), day)
    }


def presence_answers(setting, line, day):
    """Whether a subject belongs to the office on a day: the answers that are possible."""
    if line.kind == "unit":
        return {line.is_open(day)}
    (person,) = line.ids
    rows = memberships(setting, person)
    return {
        unit is not None
        for dated in dated_in_every_way(rows, day)
        for unit in possible_units(list(dated), day)
    }


def first_day_of(setting, person):
    """The first day of the first membership; None is always."""
    starts = [row["from"] for row in memberships(setting, person)]
    return None if None in starts else min(starts, default=None)


# ---- units


def changes(setting, *kinds):
    return [
        row
        for row in setting.rows("unit_changes")
        if row["kind"] in kinds and row["date"] and row["from_unit_id"] != row["to_unit_id"]
    ]


def family(setting, unit_id):
    """All ids of one unit: those that renames join."""
    ids = {unit_id}
    if setting.policy["renamed"] == "same_unit":
        for _ in setting.rows("unit_changes"):
            for row in changes(setting, "rename"):
                pair = {row["from_unit_id"], row["to_unit_id"]}
                if ids & pair:
                    ids |= pair
    return frozenset(ids)


def id_in_force(setting, ids, day):
    """The id that a unit goes by on a day: the new one from the day of the rename."""
    renames = [row for row in changes(setting, "rename") if row["from_unit_id"] in ids]
    renames = sorted(
        (row for row in renames if row["to_unit_id"] in ids), key=lambda row: row["date"]
    )
    done = [row["to_unit_id"] for row in renames if row["date"] <= day]
    if done:
        return done[-1]
    return renames[0]["from_unit_id"] if renames else min(ids)


def unit_row(setting, unit_id):
    return next((row for row in setting.rows("units") if row["unit_id"] == unit_id), {})


def opened(setting, ids):
    """The first day of a unit over all its ids; None is always."""
    days = [opened_as(setting, unit_id) for unit_id in ids]
    return None if None in days else min(days)


def opened_as(setting, unit_id):
    """The first day of one id: that of its rename; else ``opened``; else, where a merger or a
    split names it and nobody was a member before, that day."""
    named = [row for row in changes(setting, "rename") if row["to_unit_id"] == unit_id]
    if named:
        return min(row["date"] for row in named)
    day = unit_row(setting, unit_id).get("opened")
    made = [
        row["date"] for row in changes(setting, "merge", "split") if row["to_unit_id"] == unit_id
    ]
    if day or not made:
        return day
    starts = [
        row["from"] or date.min for row in setting.rows("memberships") if row["unit_id"] == unit_id
    ]
    return None if min(starts, default=date.max) < min(made) else min(made)


def given_up(setting, ids):
    """The changes that end a unit: merged away, or renamed where a new name is a new unit."""
    return [
        row
        for row in changes(setting, "merge", "rename")
        if row["from_unit_id"] in ids and row["to_unit_id"] not in ids
    ]


def closed(setting, ids):
    """The last day of a unit; None where it has no end."""
    last_id = id_in_force(setting, ids, date.max)
    days = [unit_row(setting, last_id).get("closed")]
    days += [row["date"] - DAY for row in given_up(setting, ids)]
    return min((day for day in days if day), default=None)


def mergers(setting, ids):
    """The days up to the as-of date on which others were merged into this unit."""
    found = {}
    for row in changes(setting, "merge"):
        into_this = row["to_unit_id"] in ids and row["from_unit_id"] not in ids
        if into_this and row["date"] <= setting.as_of:
            found.setdefault(row["date"], set()).add(family(setting, row["from_unit_id"]))
    return found


def members_on(setting, ids, day):
    people = {row["person_id"] for row in setting.rows("memberships")}
    return sum(bool(units_on(memberships(setting, person), day) & set(ids)) for person in people)


def predecessors(setting, ids, day):
    """Who made up this unit on the day of a merger: the merged ones, and itself if it was there."""
    found = set(mergers(setting, ids)[day])
    if (opened(setting, ids) or date.min) < day:
        found.add(ids)
    if setting.policy["merged"] == "largest_predecessor":
        size = {
            one: members_on(setting, one, min(day - DAY, closed(setting, one) or date.max))
            for one in found
        }
        found = {one for one in found if size[one] == max(size.values())}
    return sorted(found, key=sorted)


def histories(setting, ids, before):
    """Every way to tell a unit's past up to a day: the parts of its lines."""
    days = [day for day in mergers(setting, ids) if day < before]
    if not days or setting.policy["merged"] == "new_unit":
        return [((ids, None),)]
    day = max(days)
    return [
        (*parts, (ids, day))
        for one in predecessors(setting, ids, day)
        for parts in histories(setting, one, before=day)
    ]


def unit_lines(setting, ids):
    """One line per predecessor; a unit that was never merged has one."""
    merged_on = max(mergers(setting, ids), default=None)
    as_new = merged_on if setting.policy["merged"] == "new_unit" else None
    return [
        Line("unit", parts, as_new or opened(setting, parts[0][0]), closed(setting, ids))
        for parts in histories(setting, ids, before=date.max)
    ]


def person_line(setting, person):
    return Line("person", ((frozenset({person}), None),), first_day_of(setting, person), None)
