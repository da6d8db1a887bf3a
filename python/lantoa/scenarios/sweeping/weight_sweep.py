"""The sweep of one weight: who is named at every value of it, others making room exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _checks, _core
from lantoa._wording import said
from lantoa.ranking.contests import Numbers, Within
from lantoa.scenarios.answer import Answer, asked_of, cut
from lantoa.scenarios.sweeping.asking import fraction, whole
from lantoa.scenarios.sweeping.caps import Swept, caps, swept
from lantoa.scenarios.sweeping.moving import PROPORTIONAL, Moving, movings
from lantoa.scenarios.sweeping.pieces import Interval, joined
from lantoa.scenarios.sweeping.spans import columns, ends, exact, interval_of, span

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.scenarios.sweeping.place_sweep import PlaceSweep

_COLUMNS = ("quota", "weight", "count", "tied", "gained", "lost", "who")
_WITHIN, _TIED = _core.Side.WITHIN.value, _core.Side.TIED.value


@dataclass(frozen=True, eq=False, repr=False)
class WeightSweep(Answer):
    """Who stands within the quota lines at every weight of one criterion, exactly.

    Attributes:
        frame: Of the office's kind, for each quota a row per run of weights with the same
            outcome, ascending: ``quota`` (empty of the first k); ``from`` and ``to``, exact
            fractions as text, ``from_value`` and ``to_value`` as floats to plot, ``has_from`` and
            ``has_to``, whether the ends belong to it; ``count``, how many are within the line;
            ``within`` and ``tied``, who; ``gained`` and ``lost``, who would come within and go
            out against the present weight; ``who``, whose side differs from the row before.
            Ids, separated by commas.
        criterion_id: Whose weight moves.
        now: The weight in force.
        others: ``"proportional"``, or the criterion that takes the difference.
        low, high: The range.
        unchanged: The weights around the present one with the very same outcome.
        flips: Who changes sides first below that interval, and who above it: ids.
        may_move: How many of those ranked have missing values that could give them more points.
        perhaps: How many are not ranked, since nobody knows yet whether they count as in.
    """

    criterion_id: str
    now: int
    others: str
    low: Fraction
    high: Fraction
    unchanged: Interval
    flips: tuple[str, str]
    may_move: int
    perhaps: int
    _asking: Evaluation

    def place_of(self, subject_id: str, within: Within | None = None) -> PlaceSweep:
        """The place of one subject over the same range.

        Args:
            subject_id: Somebody who counts as in.
            within: The place within its ``"unit_id"`` or ``"field"``; None is the office.

        Raises:
            InputError: Nobody such is ranked; the message has the nearest.
        """
        from lantoa.scenarios.sweeping.place_sweep import place_along

        moved = self.criterion_id, self.others, (self.low, self.high)
        return place_along(self._asking, subject_id, within, *moved)

    @property
    def title(self) -> str:
        """Whose weight moves, over which range, from where."""
        told = {"low": exact(self.low, self.lang), "high": exact(self.high, self.lang)}
        name = self.criterion_id
        return said("sweeping", "sweep.title", self.lang, criterion=name, now=self.now, **told)

    @property
    def sentence(self) -> str:
        """Where nothing changes, how the others move, and what missing values leave open."""
        parts = (self._same, self._flips, self._room, self._open)
        return " ".join(part for part in parts if part)

    @property
    def _same(self) -> str:
        same = self.unchanged
        whole = same == Interval(self.low, self.high)
        which = "whole" if whole else "point" if same.is_point else "between"
        told = said(
            "sweeping", f"sweep.{which}", self.lang, now=self.now, ends=ends(same, self.lang)
        )
        return told[0].upper() + told[1:]

    @property
    def _flips(self) -> str:
        """Who changes sides first, on either side of the present weight."""
        told = [
            said("sweeping", f"sweep.{side}", self.lang, who=cut(who))
            for side, who in zip(("below", "above"), self.flips, strict=True)
            if who
        ]
        return " ".join(told)

    @property
    def _room(self) -> str:
        which = "proportional" if self.others == PROPORTIONAL else "taker"
        return said("sweeping", f"sweep.{which}", self.lang, other=self.others)

    @property
    def _open(self) -> str:
        told = [
            said("sweeping", f"sweep.{key}", self.lang, number=number)
            for key, number in (("may_move", self.may_move), ("perhaps", self.perhaps))
            if number
        ]
        return " ".join(told)

    def plot(self) -> Any:
        """A step curve of how many of the present outcome change, flips labelled with ids."""
        from lantoa.charts import weight_steps

        return weight_steps(self)

    def _heads(self) -> list[str]:
        return [said("sweeping", f"columns.{key}", self.lang) for key in _COLUMNS]

    def _all_rows(self) -> Iterator[list[str]]:
        for row in self._frame.to_dict("records"):
            cells = {key: str(row[key]) for key in _COLUMNS if key != "weight"}
            cells["weight"] = span(interval_of(row), self.lang)
            cells["quota"] = cells["quota"] or said("sweeping", "sweep.first_k", self.lang)
            yield [cells[key] for key in _COLUMNS]


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
    same = _common([present.where for _, present in told])
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

    def named(chosen: Sequence[Numbers]) -> pd.Series:
        return pd.Series([", ".join(one.ids[who]) for who in chosen], dtype="str")

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


def _common(intervals: Sequence[Interval]) -> Interval:
    """The weights that all have."""
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
