"""Awkward cases that the bulk of an office holds without being asked: who came, moved, left."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lantoa.sampling.cases.desk import Desk
from lantoa.sampling.columns import FAR, Ints, day
from lantoa.sampling.lines import HEAD, MEMBER
from lantoa.sampling.registers import is_decomposed
from lantoa.sampling.staff import LEAD

_SHOWN = 5
"""Examples of each case; a large office has thousands."""


def found(desk: Desk) -> Iterator[dict[str, str]]:
    """The first few of each case, as `placed` says them."""
    for name, what, codes in [*_people(desk), *_units(desk)]:
        for code in codes[:_SHOWN]:
            yield {"case": name, "subject_id": desk.name(int(code)), "what": what}


def _people(desk: Desk) -> list[tuple[str, str, Ints]]:
    staff, start = desk.staff, day(desk.world.window[0])
    moved = (staff.moves_on > start) & (staff.moves_on < FAR)
    late = staff.joined > start
    short = late & (staff.joined.astype("M8[M]").astype(int) % 12 >= 7)
    return [
        ("joined_in_window", "came inside the window", np.flatnonzero(late)),
        ("left", "left before the records end", np.flatnonzero(staff.left < FAR)),
        ("moved", "changed units", np.flatnonzero(moved & (staff.rank == MEMBER))),
        (
            "head_moved",
            "a head who was promoted away",
            np.flatnonzero(moved & (staff.rank == LEAD)),
        ),
        ("deputy_followed", "a deputy who became head", _followed(desk)),
        ("not_rated_under_6_months", "came too late in a year to be rated", np.flatnonzero(short)),
        ("decomposed_name", "a name whose accents are letters", is_decomposed(desk.world.people)),
    ]


def _followed(desk: Desk) -> Ints:
    staff = desk.staff
    return np.flatnonzero((staff.rank == HEAD - 1) & (staff.next_rank == LEAD))


def _units(desk: Desk) -> list[tuple[str, str, Ints]]:
    lines, codes = desk.staff.lines, desk.world.unit_codes
    renamed = [(f"unit_{row[1]}", "a unit that another came from", row[2]) for row in lines.changes]
    changed = [(name, what, codes(np.array([unit]))) for name, what, unit in renamed]
    followed = np.array([row[2] for row in lines.changes], np.int64)
    closed = np.setdiff1d(np.flatnonzero(~np.isnat(lines.closed)), followed)
    new = np.array([unit for unit, _ in lines.parents], np.int64)
    return [
        *changed[:_SHOWN],
        ("unit_closed", "a unit that was dissolved", codes(closed)),
        ("unit_new", "a unit founded inside the window", codes(new)),
    ]
