"""People: when they came and left, where they sat, what they were.

Everybody has a first line and perhaps, from a day on, a second. Only members come late, leave or
change desks; one head in seven or so is promoted away and the deputy takes over.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lantoa.sampling.columns import FAR, Bools, Columns, Days, Floats, Ints, coded, day, ids, no_end
from lantoa.sampling.draws import Stream, first_days, month_between, spread_ranks, stream
from lantoa.sampling.lines import DEPUTY, HEAD, MEMBER, Lines
from lantoa.sampling.world import World

LEAD = 2
"""The rank of a line's first person; what that is called depends on the line and the day."""

ROLES = ["member", "deputy", "head"]


@dataclass
class Staff:
    """n people, numbered from 0 in the order of their ids.

    Attributes:
        line, rank: Where a person begins: line, and MEMBER, DEPUTY or LEAD of it.
        moves_on: The day from which ``next_line`` and ``next_rank`` hold; FAR: never.
        joined, left: First and last day in the office; ``left`` is FAR for those who stay.
        promoted: The day from which ``rank`` holds, before the records begin; a member before.
        ability: How well a person works, in (0, 1).
        woman: Whether a person is one.
    """

    lines: Lines
    line: Ints
    rank: Ints
    moves_on: Days
    next_line: Ints
    next_rank: Ints
    joined: Days
    left: Days
    promoted: Days
    ability: Floats
    woman: Bools

    def here(self, on: np.datetime64) -> Bools:
        """Who belongs to the office on a day."""
        return np.asarray((self.joined <= on) & (on <= self.left))

    def unit_on(self, on: np.datetime64) -> Ints:
        """The unit of everybody on a day; -1 for those who are not there."""
        lines = np.where(on >= self.moves_on, self.next_line, self.line)
        return np.where(self.here(on), self.lines.unit_on(lines, on), -1).astype(np.int32)

    def role_on(self, on: np.datetime64) -> Ints:
        """MEMBER, DEPUTY or HEAD on a day, for those who are there."""
        moved = on >= self.moves_on
        lines = np.where(moved, self.next_line, self.line)
        ranks = np.where(moved, self.next_rank, self.rank)
        return np.where(ranks == LEAD, self.lines.lead_on(lines, on), ranks)


def make_staff(world: World, lines: Lines) -> Staff:
    """The people of ``world`` at the desks of ``lines``."""
    chance = stream(world.seed, "staff")
    line, rank = _desks(chance, world.people, lines)
    joined = _joined_before(chance, rank, world)
    left = np.full(world.people, FAR)
    members = np.flatnonzero(rank == MEMBER)
    _come_late(chance, members, joined, world)
    _leave(chance, members, joined, left, world)
    ability = 0.25 * lines.quality[line] + 0.75 * spread_ranks(chance, world.people)
    staff = Staff(
        lines=lines,
        line=line,
        rank=rank,
        moves_on=np.full(world.people, FAR),
        next_line=line.copy(),
        next_rank=rank.copy(),
        joined=joined,
        left=left,
        promoted=_promoted(chance, rank, joined, world),
        ability=np.where(rank == MEMBER, ability, 0.25 + 0.75 * ability),
        woman=chance.random(world.people) < 0.45,
    )
    _move(chance, members, staff, world)
    _succeed(staff, world)
    return staff


def _desks(chance: Stream, people: int, lines: Lines) -> tuple[Ints, Ints]:
    """A line and a rank for everybody: leads first, then deputies, then members; then shuffled."""
    count = len(lines.before)
    leads = np.arange(min(count, people))
    deputies = leads if people >= 4 * count else leads[:0]
    weights = 0.4 + chance.random(count)
    weights[1:2] = 1.5
    steps = np.cumsum(weights) / weights.sum()
    rest = people - len(leads) - len(deputies)
    members = np.searchsorted(steps[:-1], chance.random(rest), side="right")
    line = np.concatenate([leads, deputies, members]).astype(np.int32)
    rank = np.repeat([LEAD, DEPUTY, MEMBER], [len(leads), len(deputies), rest]).astype(np.int32)
    order = chance.permutation(people)
    return line[order], rank[order]


def _joined_before(chance: Stream, rank: Ints, world: World) -> Days:
    """Heads have served ten years or more when the records begin, deputies six: ages fit posts."""
    least = np.array([0, 6, 10])[rank]
    most = np.array([22, 18, 24])[rank]
    first = world.first_day.astype("M8[Y]").astype(np.int64)
    years = first - least - (chance.random(world.people) * (most - least)).astype(np.int64)
    months = chance.integers(0, 12, world.people)
    return first_days((years - 1) * 12 + months)


def _promoted(chance: Stream, rank: Ints, joined: Days, world: World) -> Days:
    """Nobody begins as head or deputy: that comes after five years or more, before the records."""
    promoted = joined.copy()
    leads = np.flatnonzero(rank != MEMBER)
    earliest = np.maximum(joined[leads] + 5 * 365, world.first_day - 6 * 365)
    latest = np.full(len(leads), world.first_day)
    promoted[leads] = np.minimum(month_between(chance, earliest, latest), latest)
    return promoted


def _some(members: Ints, share: float) -> Ints:
    """The first ``share`` of the members; who is first is chance already."""
    return members[: int(len(members) * share)]


def _come_late(chance: Stream, members: Ints, joined: Days, world: World) -> None:
    """Two members in a hundred a year come while the records run, evenly over the time."""
    late = _some(members, min(0.02 * len(world.years), 0.25))
    span = (world.last_day - world.first_day).astype(int) - 90
    offset = (spread_ranks(chance, len(late)) * span).astype(int) + 31
    day_in_span = world.first_day + offset
    joined[late] = day_in_span.astype("M8[M]").astype("M8[D]")


def _leave(chance: Stream, members: Ints, joined: Days, left: Days, world: World) -> None:
    """Six in five hundred a year leave, at the end of a month, a year after they came or later."""
    leavers = _some(members[::-1], min(0.012 * len(world.years), 0.15))
    earliest = np.maximum(joined[leavers] + 400, world.first_day + 120)
    latest = np.full(len(leavers), world.last_day - 40)
    month = month_between(chance, earliest, latest)
    left[leavers] = np.where(month <= latest, month - 1, FAR)


def _move(chance: Stream, members: Ints, staff: Staff, world: World) -> None:
    """Eleven in two hundred a year change desks, once at most; never within a unit."""
    count = len(staff.lines.before)
    movers = members[chance.random(len(members)) < min(0.055 * len(world.years), 0.3)]
    if count < 2 or not len(movers):
        return
    earliest = np.maximum(staff.joined[movers] + 200, world.first_day + 150)
    latest = np.minimum(staff.left[movers] - 150, world.last_day - 100)
    month = month_between(chance, earliest, latest)
    target = (staff.line[movers] + 1 + chance.integers(0, count - 1, len(movers))) % count
    real = (month <= latest) & (
        staff.lines.unit_on(target, month) != staff.lines.unit_on(staff.line[movers], month)
    )
    staff.moves_on[movers[real]] = month[real]
    staff.next_line[movers[real]] = target[real]


def _succeed(staff: Staff, world: World) -> None:
    """On the third plain line of every seven the head is promoted away and the deputy follows.

    The head becomes a deputy in the unit before, two and a half years before the records end.
    """
    lines, on = staff.lines, day(world.years[-1] - 2, 7)
    plain = np.flatnonzero((lines.before == lines.after) & (lines.lead_before == HEAD))
    chosen = plain[2::7]
    if on <= world.first_day:
        return
    for rank, target, new_rank in ((LEAD, chosen - 1, DEPUTY), (DEPUTY, chosen, LEAD)):
        place = np.full(len(lines.before), -1)
        place[chosen] = target
        there = (staff.rank == rank) & (place[staff.line] >= 0)
        if not ((staff.rank == DEPUTY) & (place[staff.line] >= 0)).any():
            return
        staff.moves_on[there] = on
        staff.next_line[there] = place[staff.line[there]]
        staff.next_rank[there] = new_rank


def membership_table(world: World, staff: Staff) -> Columns:
    """The table `memberships`, sorted by person and day."""
    apprentice = np.full(world.people, MEMBER)
    phases = [
        (staff.line, apprentice, staff.joined, staff.promoted - 1),
        (staff.line, staff.rank, staff.promoted, np.minimum(staff.left, staff.moves_on - 1)),
        (staff.next_line, staff.next_rank, staff.moves_on, staff.left),
    ]
    pieces = [piece for phase in phases for piece in _two_units(staff.lines, *phase)]
    unit, role, first, last = (np.concatenate(parts) for parts in zip(*pieces, strict=True))
    person = np.tile(np.arange(world.people, dtype=np.int32), 2 * len(phases))
    rows = np.flatnonzero((first <= last) & (first < FAR))
    rows = rows[np.lexsort((first[rows], person[rows]))]
    return {
        "person_id": ids(person[rows], world.ids),
        "unit_id": ids(world.unit_codes(unit[rows]), world.ids),
        "role": coded(role[rows], ROLES),
        "from": first[rows],
        "to": no_end(last[rows]),
    }


def _two_units(
    lines: Lines, line: Ints, rank: Ints, first: Days, last: Days
) -> list[tuple[Ints, Ints, Days, Days]]:
    """A time on a line as a time before the line's change and one after it; either may be empty."""
    changes = lines.changes_on[line]
    lead = rank == LEAD
    before = np.where(lead, lines.lead_before[line], rank)
    after = np.where(lead, lines.lead_after[line], rank)
    return [
        (lines.before[line], before, first, np.minimum(last, changes - 1)),
        (lines.after[line], after, np.maximum(first, changes), last),
    ]
