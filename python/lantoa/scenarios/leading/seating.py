"""Who keeps a seat when all weights may move: the quotas' lines, or the first k."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _checks, _core
from lantoa.ranking.contests import WHOLE, Numbers, SubjectKind, Within
from lantoa.ranking.places import or_missing
from lantoa.scenarios.answer import asked_of
from lantoa.scenarios.leading.members import Bounds, Flip, RobustMembers
from lantoa.scenarios.leading.weighing import Weighing, check_within, weighing

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.ranking import Drawn

_TENTHS = 1000
"""A box is in tenths of a per cent, so weights times this have whole ends."""

_MOST_SEATS = 2**31 - 1
_PAIRS, _LOOKS = 50_000_000, 20_000_000
_TEXTS = {"subject_id": "str", "quota": "str", "group": "str"}


@dataclass(frozen=True, eq=False)
class _Line:
    """One line that is asked about: of a quota, or of the first k."""

    quota_id: str
    weighing: Weighing
    seats: _core.Seats


def robust_members(
    result: Evaluation,
    k: int | None = None,
    box: float | Fraction = 10,
    subject_kind: SubjectKind = "person",
    within: Within | None = None,
) -> RobustMembers:
    """The answer of ``Evaluation.robust_members``; see there."""
    tenths = _tenths(box)
    _checks.one_of(subject_kind, ("person", "unit"), what="subject_kind")
    check_within(subject_kind, within)
    lines, nested = _lines(result, k, subject_kind, within)
    found = [_members(line, tenths) for line in lines]
    frames = [_frame(line, one) for line, one in zip(lines, found, strict=True)]
    first = lines[0].weighing
    return RobustMembers(
        _frame=pd.concat(frames, ignore_index=True),
        _kind=result.office.frames,
        asked=asked_of(result),
        subject_kind=subject_kind,
        k=k,
        box=Fraction(tenths, 10),
        total=first.total,
        weights=dict(zip(first.names, first.weights, strict=True)),
        nested=nested,
        bounds=Bounds(
            sum(one.coarse_groups for one in found),
            max(one.weights_seen for one in found),
            all(one.saw_all_corners for one in found),
        ),
        _flips=_Flips(lines),
    )


def _tenths(box: Any) -> int:
    """The box in tenths of a per cent."""
    try:
        tenths = 10 * Fraction(str(box))
    except (ValueError, ZeroDivisionError):
        raise _checks.InputError(f"box must be a number of per cent, not {box!r}") from None
    if not 0 <= tenths <= _TENTHS:
        raise _checks.InputError(
            f"box must lie between 0 and 100 per cent, since no weight is below 0; not {box}"
        )
    if tenths.denominator != 1:
        raise _checks.InputError(f"box must be in whole tenths of a per cent, not {box}")
    return int(tenths)


def _lines(
    result: Evaluation, k: int | None, kind: SubjectKind, within: Within | None
) -> tuple[list[_Line], Sequence[str]]:
    """What is asked about, and the quotas that are not since they lie inside another."""
    if k is not None:
        return [_first(result, k, kind, within)], ()
    drawn = [one for one in result._drawn if one.subject_kind == kind]
    outer = [one for one in drawn if "inside" not in one.quota]
    chosen = [one for one in outer if within is None or one.per == within]
    if not chosen:
        where = "" if within is None else f" by {within}"
        raise _checks.InputError(
            f"the plan has no quota of a {kind}{where} that stands by itself; expected k, how "
            "many are named"
        )
    nested = [one.quota_id for one in drawn if "inside" in one.quota]
    return [_of_quota(result, one) for one in chosen], nested


def _first(result: Evaluation, k: int, kind: SubjectKind, within: Within | None) -> _Line:
    if isinstance(k, bool) or not hasattr(k, "__index__") or k < 1:
        raise _checks.InputError(f"k must be a whole number from 1, how many are named; not {k!r}")
    asked = weighing(result, kind, within or "office")
    each = np.full(len(asked.asked.groups), min(int(k), _MOST_SEATS), np.int32)
    return _Line("", asked, _seats(each, each, each))


def _of_quota(result: Evaluation, one: Drawn) -> _Line:
    seats = one.seats
    found = _seats(*(np.asarray(x, np.int32) for x in (seats.low, seats.on_record, seats.high)))
    return _Line(one.quota_id, weighing(result, one.subject_kind, one.per), found)


def _seats(low: Numbers, on_record: Numbers, high: Numbers) -> _core.Seats:
    found = _core.Seats()
    found.low, found.on_record, found.high = low, on_record, high
    return found


def _weighed(line: _Line) -> _core.Weighed:
    found = _core.Weighed()
    found.contest = line.weighing.asked.contest
    found.low, found.high = line.weighing.low, line.weighing.high
    return found


def _members(line: _Line, tenths: int) -> _core.Members:
    sway = _core.Sway()
    sway.weights = [weight * _TENTHS for weight in line.weighing.weights]
    sway.spread = [weight * tenths for weight in line.weighing.weights]
    effort = _core.Effort()
    effort.pairs, effort.looks = _PAIRS, _LOOKS
    return _core.robust_members(_weighed(line), sway, line.seats, effort)


def _frame(line: _Line, found: _core.Members) -> pd.DataFrame:
    """Everybody who may be named, by group and place."""
    asked = line.weighing.asked
    places = _core.rank(asked.contest)
    rows = np.flatnonzero(found.possible == 1)
    groups = asked.contest.group[rows]
    frame = pd.DataFrame(
        {
            "subject_id": asked.ids[rows],
            "quota": line.quota_id,
            "group": asked.groups[groups],
            "seats": line.seats.on_record[groups].astype(np.int64),
            "points": asked.contest.low[rows, 0] / WHOLE,
            "place": or_missing(places.place[rows]),
            "place_low": or_missing(found.best[rows]),
            "place_high": or_missing(found.worst[rows]),
            "last_high": or_missing(found.last_worst[rows]),
            "sure": found.sure[rows] == 1,
            "possible": True,
            "attained": found.attained[rows] == 1,
            "attained_out": found.attained_out[rows] == 1,
            "margin": pd.array(_margins(line, places)[rows] / WHOLE, dtype="Float64"),
        }
    )
    order = ["group", "place", "place_low", "place_high", "subject_id"]
    told: pd.DataFrame = frame.astype(_TEXTS).sort_values(order, ignore_index=True)
    return told


def _margins(line: _Line, places: _core.Places) -> Numbers:
    """Points ahead of the first without a seat, below 0 behind the last with one; or NaN."""
    contest = line.weighing.asked.contest
    points = contest.low[:, 0].astype(float)
    seats = np.append(line.seats.on_record, 0)[np.maximum(contest.group, -1)]

    def at(place: Numbers) -> Numbers:
        """The points of whoever stands at a place of each group, for everybody of it."""
        ends = places.place + places.tied - 1
        there = (places.place > 0) & (places.place <= place) & (place <= ends)
        of_group = np.full(len(line.seats.on_record) + 1, np.nan)
        of_group[contest.group[there]] = points[there]
        found: Numbers = of_group[np.maximum(contest.group, -1)]
        return found

    has_seat = (places.place > 0) & (places.place <= seats)
    margins: Numbers = points - np.where(has_seat, at(seats + 1), at(seats))
    return margins


class _Flips:
    """The nearest change of weights that alters who is named; asked when it is wanted."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        self._lines = lines

    def __call__(self, *, missing: bool) -> Flip | None:
        """The nearest over all lines; None where no weights change any of them."""
        found = [self._of(line, missing) for line in self._lines]
        return min((one for one in found if one), key=lambda one: one.share, default=None)

    @staticmethod
    def _of(line: _Line, missing: bool) -> Flip | None:
        weights = line.weighing.weights
        flip = _core.nearest_flip(_weighed(line), weights, line.seats, missing)
        if flip.numerator < 0:
            return None
        ids = line.weighing.asked.ids
        within, beyond = (None if row < 0 else str(ids[row]) for row in (flip.within, flip.beyond))
        return Flip(Fraction(flip.numerator, flip.denominator), within, beyond)
