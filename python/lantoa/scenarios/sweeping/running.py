"""Sweeps one weight against every line, and tells the runs of weights with one outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lantoa import _checks, _core
from lantoa.ranking.contests import Numbers
from lantoa.scenarios.answer import asked_of
from lantoa.scenarios.sweeping.asking import fraction, whole
from lantoa.scenarios.sweeping.caps import Swept, caps, swept
from lantoa.scenarios.sweeping.moving import Moving, movings
from lantoa.scenarios.sweeping.pieces import Interval, joined
from lantoa.scenarios.sweeping.spans import columns
from lantoa.scenarios.sweeping.weight_sweep import WeightSweep

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_WITHIN, _TIED = _core.Side.WITHIN.value, _core.Side.TIED.value


def sweep_weight(
    result: Evaluation,
    criterion_id: str,
    others: str,
    k: int | None,
    low: Fraction | int | str,
    high: Fraction | int | str | None,
) -> WeightSweep:
    """The answer of ``Evaluation.sweep_weight``; see there."""
    kinds = movings(result, criterion_id, others)
    seats = None if k is None else whole(k, 2**31 - 1, what="k")
    over = range_of(kinds, low, high)
    every = [
        one
        for moving in kinds
        for one in swept(result, moving, caps(result, moving.kind, seats), *over)
    ]
    if not every:
        raise _checks.InputError(
            f"no quota caps a {kinds[0].kind}"
            + (" on a track" if result.track else "")
            + ", so there is no line to sweep; give k, the first so many of the office"
        )
    now = kinds[0].now
    told = [_told(one, now) for one in every]
    same = common([present.where for _, present in told])
    return WeightSweep(
        _frame=pd.concat([frame for frame, _ in told], ignore_index=True),
        _kind=result.office.frames,
        asked=asked_of(result),
        criterion_id=criterion_id,
        now=now,
        others=others,
        low=over[0],
        high=over[1],
        unchanged=same,
        flips=_first_flips([present for _, present in told], same),
        may_move=sum(_may_move(one) for one in _one_of_each_kind(every)),
        perhaps=sum(_perhaps(one) for one in _one_of_each_kind(every)),
        _asking=result,
    )


def range_of(
    kinds: Sequence[Moving], low: Fraction | int | str, high: Fraction | int | str | None
) -> tuple[Fraction, Fraction]:
    """The range of weights as fractions.

    Raises:
        InputError: It is none, reaches where another weight would be below 0, or leaves the
            present weight out.
    """
    most = min(moving.most for moving in kinds)
    over = (
        fraction(low, what="low"),
        Fraction(most) if high is None else fraction(high, what="high"),
    )
    now = kinds[0].now
    if not 0 <= over[0] <= now <= over[1] <= most:
        raise _checks.InputError(
            f"low and high: expected a range from 0 to {most} around the present weight {now}, "
            f"not {over[0]} to {over[1]}"
        )
    return over


@dataclass(frozen=True)
class _Present:
    """What is around the present weight: the run, and who changes sides at its ends."""

    where: Interval
    below: str
    above: str


def _told(one: Swept, now: int) -> tuple[pd.DataFrame, _Present]:
    """The rows of one line, and what is around the present weight."""
    found = joined(one.course.pieces)
    at = next(i for i, piece in enumerate(found) if now in piece.where)
    before = [found[0], *found[:-1]]
    within = [piece.sides == _WITHIN for piece in found]

    ids = one.ids

    def named(chosen: Sequence[Numbers]) -> pd.Series:
        return pd.Series([", ".join(ids[who]) for who in chosen], dtype="str")

    frame = pd.DataFrame(
        {
            "quota": pd.Series([one.cap.name] * len(found), dtype="str"),
            **columns([piece.where for piece in found]),
            "count": np.array([who.sum() for who in within], np.int64),
            "within": named(within),
            "tied": named([piece.sides == _TIED for piece in found]),
            "gained": named([who & ~within[at] for who in within]),
            "lost": named([within[at] & ~who for who in within]),
            "who": named([a.sides != b.sides for a, b in zip(found, before, strict=True)]),
        }
    )
    flips = [*frame["who"], ""]
    return frame, _Present(found[at].where, flips[at], flips[at + 1])


def _first_flips(around: Sequence[_Present], same: Interval) -> tuple[str, str]:
    """Who changes sides first below and above, of all lines."""
    below = [one.below for one in around if one.where.low == same.low]
    above = [one.above for one in around if one.where.high == same.high]
    return ", ".join(filter(None, below)), ", ".join(filter(None, above))


def common(intervals: Sequence[Interval]) -> Interval:
    """The weights that all have, of which one at least is in each.

    >>> half = Interval(Fraction(0), Fraction(5), True, False)
    >>> str(common([half, Interval(Fraction(2), Fraction(5))]))
    '[2; 5)'
    """
    low = max(one.low for one in intervals)
    high = min(one.high for one in intervals)
    return Interval(
        low, high, all(low in one for one in intervals), all(high in one for one in intervals)
    )


def _one_of_each_kind(every: Sequence[Swept]) -> list[Swept]:
    return list({one.cap.kind: one for one in reversed(every)}.values())


def _may_move(one: Swept) -> int:
    contest = one.cap.asked.contest
    ranked = contest.entry == _core.Entry.IN.value
    return int(((contest.high != contest.low).any(axis=1) & ranked).sum())


def _perhaps(one: Swept) -> int:
    return int((one.cap.asked.contest.entry == _core.Entry.PERHAPS.value).sum())
