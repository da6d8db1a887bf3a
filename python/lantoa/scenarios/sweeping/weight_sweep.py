"""The sweep of one weight: who is named at every value of it, others making room exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lantoa._wording import said
from lantoa.ranking.contests import Within
from lantoa.scenarios.answer import Answer
from lantoa.scenarios.labels import name_of
from lantoa.scenarios.sweeping.moving import PROPORTIONAL
from lantoa.scenarios.sweeping.pieces import Interval
from lantoa.scenarios.sweeping.spans import ends, exact, interval_of, span
from lantoa.told import cut

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.scenarios.sweeping.place_sweep import PlaceSweep

_COLUMNS = ("quota", "weight", "count", "tied", "gained", "lost", "who")


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
    def criterion(self) -> str:
        """The criterion in words."""
        return name_of(self.asked.plan, f"criterion.{self.criterion_id}")

    @property
    def title(self) -> str:
        """Whose weight moves, over which range, from where."""
        told = {"low": exact(self.low, self.lang), "high": exact(self.high, self.lang)}
        name = self.criterion
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
