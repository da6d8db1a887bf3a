"""Who moves over the line of a quota under a change, and whom that displaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa.ranking.places import group_names
from lantoa.ranking.quotas import LINES, Drawn
from lantoa.scenarios.differing.pairing import Flags, Numbers, Pairing

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

BECAUSE = ("in", "out", "outer", "perhaps", "group", "seats", "places")
"""Why a side of a line is another one: the subject counts as in now, or no longer; a side of the
outer quota's line; it is only perhaps in, and would be beyond in any case, or no longer; another
group; another number of seats; somebody else stands before it."""

COLUMNS = {
    **dict.fromkeys(("quota", "group", "subject_id", "subject_kind"), "str"),
    **dict.fromkeys(("was", "now"), "str"),
    **dict.fromkeys(("place_was", "place_now", "seats_was", "seats_now"), "Int64"),
    **dict.fromkeys(("because", "displaced_by", "replaces", "status"), "str"),
}

_WITHIN, _TIED = _core.Side.WITHIN.value, _core.Side.TIED.value


@dataclass(frozen=True, eq=False)
class Side:
    """One quota on one side of a change, for the m subjects of its kind in a pairing.

    Attributes:
        drawn: The quota; None where it caps nothing on this side.
        rows: The row of each subject in it, -1 where the subject is not judged.
    """

    drawn: Drawn | None
    rows: Numbers

    def _of(self, values: Any, missing: int) -> Numbers:
        found = np.full(len(self.rows), missing, np.int64)
        there = self.rows >= 0
        found[there] = np.asarray(values)[self.rows[there]]
        return found

    @cached_property
    def side(self) -> Numbers:
        """The core's number of each side, 0 where there is none."""
        if self.drawn is None:
            return np.zeros(len(self.rows), np.int64)
        return self._of(self.drawn.sides.side, 0)

    @cached_property
    def place(self) -> Numbers:
        """The place of each, 0 where there is none."""
        if self.drawn is None:
            return np.zeros(len(self.rows), np.int64)
        return self._of(self.drawn.places.place, 0)

    @cached_property
    def seats(self) -> Numbers:
        """The seats of each one's group, -1 where there is none."""
        if self.drawn is None:
            return np.full(len(self.rows), -1, np.int64)
        given = np.where(self.drawn.asked.contest.group < 0, -1, self.drawn.seats_of_each)
        return self._of(given, -1)

    @cached_property
    def group(self) -> Numbers:
        """The name of each one's group, None where there is none."""
        found = np.full(len(self.rows), None, dtype=object)
        if self.drawn is not None:
            there = self.rows >= 0
            found[there] = group_names(self.drawn.asked)[self.rows[there]]
        return found

    @cached_property
    def _seated(self) -> dict[Any, Numbers]:
        """Who is within the line or tied at it, by group."""
        at = np.flatnonzero((self.side == _WITHIN) | (self.side == _TIED))
        codes, names = pd.factorize(pd.Series(self.group[at], dtype=object))
        order = np.argsort(codes, kind="stable")
        ends = np.cumsum(np.bincount(codes, minlength=len(names)))[:-1]
        return dict(zip(names, np.split(at[order], ends), strict=True)) if len(at) else {}

    def before(self, one: int, *, beside: bool, among: Numbers) -> Flags:
        """Which of some stand before one subject in its group, or beside it too."""
        place, mine = self.place[among], self.place[one]
        ahead = (place <= mine) if beside else (place < mine)
        is_here = np.asarray(self.group[among] == self.group[one], dtype=bool)
        found: Flags = (place > 0) & ahead & is_here & (among != one)
        return found

    def seated(self, one: int) -> Numbers:
        """Who has seats in the group of a subject, or is tied for the last."""
        return self._seated.get(self.group[one], np.zeros(0, np.int64))


@dataclass(frozen=True, eq=False)
class Line:
    """The line of one quota before and after, for the m subjects of its kind."""

    quota_id: str
    kind: str
    subjects: Numbers
    was: Side
    now: Side

    @cached_property
    def moved(self) -> Numbers:
        """Those of the m whose side is another one."""
        return np.flatnonzero(self.was.side != self.now.side)


def lines(pairing: Pairing) -> Iterator[Line]:
    """Every quota that caps before or after, the outer ones first."""
    before, after = ({one.quota_id: one for one in side._drawn} for side in _sides(pairing))
    for name in {**after, **before}:
        kinds = {one.subject_kind for side in (before, after) if (one := side.get(name))}
        for kind in sorted(kinds):
            at = np.flatnonzero(pairing.of_kind(kind))
            yield Line(
                name,
                kind,
                at,
                _side(before.get(name), pairing.before, pairing.row_before[at], kind),
                _side(after.get(name), pairing.after, pairing.row_after[at], kind),
            )


def _sides(pairing: Pairing) -> tuple[Evaluation, Evaluation]:
    return pairing.before, pairing.after


def _side(drawn: Drawn | None, result: Evaluation, rows: Numbers, kind: str) -> Side:
    """People come after the units among those judged; a quota numbers each kind by itself."""
    if drawn is None or drawn.subject_kind != kind:
        return Side(None, rows)
    units = int((result._found.subjects < result._packed.units).sum())
    first = units if kind == "person" else 0
    return Side(drawn, np.where(rows >= 0, rows - first, -1))


def moved(pairing: Pairing) -> pd.DataFrame:
    """A row per quota and subject whose side of its line is another one; see ``WhatIf``."""
    rows = [row for line in lines(pairing) for row in _rows(pairing, line)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in ("place_was", "place_now"):
        frame[name] = frame[name].where(frame[name] != 0)
    for name in ("seats_was", "seats_now"):
        frame[name] = frame[name].where(frame[name] != -1)
    types: dict[str, Any] = dict(COLUMNS)
    return frame.astype(types)


def _rows(pairing: Pairing, line: Line) -> Iterator[tuple[object, ...]]:
    status = _status(pairing, line.quota_id)
    was, now = line.was, line.now
    order = np.lexsort([line.moved, was.place[line.moved], now.place[line.moved]])
    told = [line.moved[at] for at in order]
    told.sort(key=lambda one: str(now.group[one] or was.group[one]))
    for one in told:
        group = now.group[one] if now.group[one] is not None else was.group[one]
        overtaking, overtaken = _ahead(one, was, now), _ahead(one, now, was)
        is_other_place = len(overtaking) + len(overtaken) > 0
        yield (
            *(line.quota_id, group, pairing.ids[line.subjects[one]], line.kind),
            *(LINES[was.side[one]], LINES[now.side[one]]),
            *(was.place[one], now.place[one], was.seats[one], now.seats[one]),
            ", ".join(_because(pairing, line, one, is_other_place=is_other_place)),
            ", ".join(pairing.ids[line.subjects[overtaking]]),
            ", ".join(pairing.ids[line.subjects[overtaken]]),
            status,
        )


def _because(pairing: Pairing, line: Line, one: int, *, is_other_place: bool) -> Iterator[str]:
    subject, was, now = line.subjects[one], line.was, line.now
    if pairing.was_counted[subject] != pairing.is_counted[subject]:
        yield "in" if pairing.is_counted[subject] else "out"
    elif was.group[one] != now.group[one]:
        yield "group"
    elif bool(was.side[one]) != bool(now.side[one]):
        has_place = was.place[one] > 0 or now.place[one] > 0
        yield "outer" if has_place else "perhaps"
    else:
        if was.seats[one] != now.seats[one]:
            yield "seats"
        if is_other_place:
            yield "places"


def _ahead(one: int, was: Side, now: Side) -> Numbers:
    """Those of ``now`` with seats who stand before one subject and did not in ``was``.

    Nobody where its side is not worse. Where the seats are as many as they were somebody is
    found: fewer than the seats stood before it, and as many at least do so now.
    """
    if not 0 < was.side[one] < now.side[one] or was.group[one] != now.group[one]:
        return np.zeros(0, np.int64)
    seated = now.seated(one)
    ahead = now.before(one, beside=bool(now.side[one] == _TIED), among=seated)
    stood = was.before(one, beside=bool(was.side[one] == _WITHIN), among=seated)
    found: Numbers = seated[ahead & ~stood]
    return found


def _status(pairing: Pairing, quota_id: str) -> str | None:
    quotas: Mapping[str, Any] = pairing.after.plan.quotas
    return str(quotas[quota_id]["status"]) if quota_id in quotas else None


def count(pairing: Pairing) -> Numbers:
    """How many lines each of the n subjects moves over."""
    total = np.zeros(len(pairing.ids), np.int64)
    for line in lines(pairing):
        total[line.subjects[line.moved]] += 1
    return total
