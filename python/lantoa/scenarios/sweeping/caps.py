"""The lines that a weight is swept against: every quota of a kind of subject, or the first k."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa import _checks, _core
from lantoa.ranking import Drawn
from lantoa.ranking.contests import Grouped, Numbers, SubjectKind, grouped
from lantoa.ranking.quotas import Bounds, seats_of
from lantoa.scenarios.sweeping.moving import Moving
from lantoa.scenarios.sweeping.pieces import Course, Piece, pieces, theta

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

MOST_CHANGES = 200_000
"""Changes of side that are told; above, a smaller question is asked for."""

MOST_CELLS = 100_000_000
"""Subjects times stretches that are kept."""

_WITHIN = _core.Side.WITHIN.value


@dataclass(frozen=True)
class Cap:
    """One line.

    Attributes:
        name: The quota's id; empty of the first k.
        kind: Of whom.
        asked: Who is ranked, in which groups.
        seats: The seats of each group on record.
        drawn: The quota as it stands; None of the first k.
    """

    name: str
    kind: SubjectKind
    asked: Grouped
    seats: Numbers
    drawn: Drawn | None = None

    @property
    def quota(self) -> Mapping[str, Any]:
        """The quota's table; empty of the first k."""
        return {} if self.drawn is None else self.drawn.quota


@dataclass(frozen=True)
class Swept:
    """A line over a range of weights.

    Attributes:
        cap: Which line.
        course: The sides of those who are within or tied somewhere.
    """

    cap: Cap
    course: Course

    @property
    def ids(self) -> Numbers:
        """Whose sides the course tells."""
        found: Numbers = self.cap.asked.ids[self.course.rows]
        return found


def caps(result: Evaluation, kind: SubjectKind, k: int | None) -> list[Cap]:
    """The lines of a kind of subject, an outer quota before those inside it."""
    if k is not None:
        return [Cap("", kind, grouped(result, kind, "office"), np.array([k], np.int32))]
    return [
        Cap(one.quota_id, kind, one.asked, one.seats.on_record, one)
        for one in result._drawn
        if one.subject_kind == kind
    ]


def swept(
    result: Evaluation, moving: Moving, line_of: Sequence[Cap], low: Fraction, high: Fraction
) -> list[Swept]:
    """Every line over a range of weights, exactly.

    Raises:
        InputError: There is more to tell than can be told; the message says what can be asked.
    """
    done: dict[str, Swept] = {}
    for cap in line_of:
        outer = done.get(cap.quota.get("inside", ""))
        lines = moving.lines(result, cap.asked)
        course = (
            _alone(lines, cap, low, high, moving) if outer is None else _inside(lines, cap, outer)
        )
        done[cap.name] = Swept(cap, course)
    return list(done.values())


def _alone(lines: _core.Lines, cap: Cap, low: Fraction, high: Fraction, moving: Moving) -> Course:
    lines.seats = cap.seats
    try:
        return _small_enough(pieces(lines, low, high, MOST_CHANGES))
    except _checks.InputError as error:
        now = theta(Fraction(moving.now))
        same = _core.unchanged(lines, theta(low), theta(high), now)
        ends = [Fraction(one.numerator, one.denominator) for one in (same.from_, same.to)]
        raise _checks.InputError(
            f"{error}; nothing changes from {ends[0]} to {ends[1]}. Ask for a smaller range "
            "(low, high), for fewer seats (k), or for one subject: k=1 and .place_of(subject_id)"
        ) from None


def _small_enough(course: Course) -> Course:
    cells = len(course.rows) * len(course.pieces)
    if cells > MOST_CELLS:
        raise _checks.InputError(
            f"{len(course.rows)} subjects on {len(course.pieces)} stretches are more than "
            f"{MOST_CELLS} cells"
        )
    return course


def _inside(lines: _core.Lines, cap: Cap, outer: Swept) -> Course:
    """A quota inside another: on each stretch those within the outer line compete."""
    rows = outer.course.rows
    lines = _of(lines, rows)
    group = cap.asked.contest.group[rows]
    found: list[Piece] = []
    for piece in outer.course.pieces:
        there = piece.sides == _WITHIN
        lines.group = np.where(there, group, _core.BLANK).astype(np.int32)
        lines.seats = _seats(cap, lines.group, piece)
        ends = piece.where.low, piece.where.high
        inner = pieces(lines, *ends, MOST_CHANGES, np.arange(len(rows))).pieces
        found += map(_out_is_beyond, inner if piece.where.is_point else inner[1:-1])
    return _small_enough(Course(rows, found))


def _out_is_beyond(piece: Piece) -> Piece:
    """Whoever does not compete has no seat either: coming to compete in vain changes nothing."""
    out = piece.sides == _core.Side.NONE.value
    return replace(piece, sides=np.where(out, _core.Side.BEYOND.value, piece.sides))


def _of(lines: _core.Lines, rows: Numbers) -> _core.Lines:
    found = _core.Lines()
    found.a, found.b, found.chain = lines.a[rows], lines.b[rows], lines.chain[rows]
    return found


def _seats(cap: Cap, group: Numbers, outer: Piece) -> Numbers:
    """The seats of a quota inside another, where so many compete."""
    groups = len(cap.asked.groups)
    of = cap.quota.get("of")
    if of == "candidates":
        base = np.bincount(group[group >= 0], minlength=groups)
    elif of == "seats_of_outer":
        base = outer.seats
    else:
        return cap.seats
    return seats_of(cap.quota, Bounds(base, base, base), groups).on_record
