"""The place of one subject while one weight moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _checks, _core
from lantoa._wording import said
from lantoa.ranking.contests import Within, grouped
from lantoa.scenarios.answer import Answer, asked_of
from lantoa.scenarios.labels import name_of
from lantoa.scenarios.sweeping.moving import Moving, movings
from lantoa.scenarios.sweeping.pieces import Interval, theta
from lantoa.scenarios.sweeping.spans import columns, ends, interval_of, span

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_COLUMNS = ("weight", "place", "shared")


@dataclass(frozen=True, eq=False, repr=False)
class PlaceSweep(Answer):
    """Where one subject stands at every weight of one criterion, exactly.

    Attributes:
        frame: A row per run of weights with the same place, ascending: ``from``, ``to``,
            ``from_value``, ``to_value``, ``has_from``, ``has_to`` as in a ``WeightSweep``;
            ``place``; ``tied``, how many share it, itself included.
        subject_id: Who.
        criterion_id: Whose weight moves.
        now: The weight in force.
        group: Among whom: ``"unit_id"``, ``"field"`` or ``"office"``.
    """

    subject_id: str
    criterion_id: str
    now: int
    group: str

    @property
    def best(self) -> int:
        """The best place at any weight."""
        return int(self._frame["place"].min())

    @property
    def worst(self) -> int:
        """The worst one."""
        return int(self._frame["place"].max())

    @property
    def criterion(self) -> str:
        """The criterion in words."""
        return name_of(self.asked.plan, f"criterion.{self.criterion_id}")

    @property
    def title(self) -> str:
        """Whose place, over which weight."""
        told = {"subject": self.subject_id, "criterion": self.criterion, "now": self.now}
        return said("sweeping", f"place.title.{self.group}", self.lang, **told)

    @property
    def sentence(self) -> str:
        """The place at the present weight, and how far it goes."""
        present = _at(self._frame, self.now)
        told = {"place": present["place"], "best": self.best, "worst": self.worst}
        told["ends"] = ends(interval_of(present), self.lang)
        return said("sweeping", "place.sentence", self.lang, now=self.now, **told)

    def plot(self) -> Any:
        """A step curve of the place, the first on top."""
        from lantoa.charts import place_steps

        return place_steps(self)

    def _heads(self) -> list[str]:
        return [said("sweeping", f"columns.{key}", self.lang) for key in _COLUMNS]

    def _all_rows(self) -> Iterator[list[str]]:
        for row in self._frame.to_dict("records"):
            yield [span(interval_of(row), self.lang), str(row["place"]), str(row["tied"])]


def _at(frame: pd.DataFrame, weight: int) -> dict[str, Any]:
    """The row of a weight."""
    for row in frame.to_dict("records"):
        if weight in interval_of(row):
            return {str(key): value for key, value in row.items()}
    raise AssertionError("the range holds the present weight")


def place_along(
    result: Evaluation,
    subject_id: str,
    within: Within | None,
    criterion_id: str,
    others: str,
    over: tuple[Fraction, Fraction],
) -> PlaceSweep:
    """The answer of ``WeightSweep.place_of``; see there."""
    kinds = movings(result, criterion_id, others)
    group = within or "office"
    _checks.one_of(group, ("unit_id", "field", "office"), what="within")
    moving, lines, row = _found(result, subject_id, kinds, group)
    course = _core.course(lines, theta(over[0]), theta(over[1]), row)
    return PlaceSweep(
        _frame=_told(course),
        _kind=result.office.frames,
        asked=asked_of(result),
        subject_id=subject_id,
        criterion_id=criterion_id,
        now=moving.now,
        group=group,
    )


def _found(
    result: Evaluation, subject_id: str, kinds: Sequence[Moving], group: Any
) -> tuple[Moving, _core.Lines, int]:
    """How the points of somebody's kind move, and its row there."""
    known: list[str] = []
    for moving in kinds:
        asked = grouped(result, moving.kind, group)
        lines = moving.lines(result, asked)
        lines.seats = np.zeros(len(asked.groups), np.int32)
        there = lines.group >= 0
        row = np.flatnonzero((asked.ids == subject_id) & there)
        if len(row):
            return moving, lines, int(row[0])
        known += list(asked.ids[there])
    raise _checks.unknown(subject_id, known, what="subject_id, of those who are ranked,")


def _told(course: _core.Course) -> pd.DataFrame:
    fractions = zip(course.numerator.tolist(), course.denominator.tolist(), strict=True)
    points = [Fraction(*one) for one in fractions]
    at = list(zip(course.place.tolist(), course.tied.tolist(), strict=True))
    after = list(zip(course.place_after.tolist(), course.tied_after.tolist(), strict=True))
    runs = [(Interval(points[0], points[0]), at[0])]
    for i, (low, high) in enumerate(pairwise(points)):
        runs.append((Interval(low, high, False, False), after[i]))
        runs.append((Interval(high, high), at[i + 1]))
    kept = _joined(runs)
    return pd.DataFrame(
        {
            **columns([one for one, _ in kept]),
            "place": np.array([place for _, (place, _) in kept], np.int64),
            "tied": np.array([tied for _, (_, tied) in kept], np.int64),
        }
    )


def _joined(
    runs: Sequence[tuple[Interval, tuple[int, int]]],
) -> list[tuple[Interval, tuple[int, int]]]:
    """Neighbours with the same place as one."""
    kept = [runs[0]]
    for where, place in runs[1:]:
        last, same = kept[-1]
        if place == same:
            kept[-1] = (replace(last, high=where.high, has_high=where.has_high), same)
        else:
            kept.append((where, place))
    return kept
