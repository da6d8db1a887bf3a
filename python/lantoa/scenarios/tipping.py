"""The tipping curve: who counts as in at every value of one threshold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.scenarios.answer import Answer, asked_of
from lantoa.scenarios.choices import Choices, choices
from lantoa.scenarios.labels import label_of
from lantoa.scenarios.steps import Counted, steps
from lantoa.scenarios.thresholds import ENDLESS, Threshold, is_threshold, threshold_at

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.findings import Counting, Gates

_COLUMNS = ("value", "count", "gained", "lost", "who")

_POSSIBLE = 0b1111
_ALL_OF = {"met": 0b0101, "provisional": 0b0101_0000}
"""The bits of a verdict that decide who counts as in, and those that all must be set."""


@dataclass(frozen=True, eq=False, repr=False)
class Tipping(Answer):
    """Who counts as in at every value of one threshold, everything else as it is.

    Attributes:
        frame: Of the office's kind, a row per stretch of values with the same outcome, ascending:
            ``value``, its first; ``until``, its last, missing where it has no end; ``count``, how
            many units and people count as in; ``gained`` and ``lost``, who would come in and go
            out against the value in force; ``who``, whoever comes in or goes out at this value,
            against the stretch before. Ids, separated by commas.
        path: The threshold's full path.
        now: The value in force.
    """

    path: str
    now: int

    @property
    def unchanged(self) -> tuple[int, int | None]:
        """The first and the last value that let in exactly whom the present one does."""
        row = self._frame[self._frame["value"] <= self.now].iloc[-1]
        return int(row["value"]), None if pd.isna(row["until"]) else int(row["until"])

    @property
    def title(self) -> str:
        """The threshold and the value in force."""
        told = {"threshold": label_of(self.asked.plan, self.path), "at": self.path}
        return said("scenarios", "tipping.title", self.lang, now=self.now, **told)

    @property
    def sentence(self) -> str:
        """Between which values nothing changes."""
        first, last = self.unchanged
        which = "endless" if last is None else "same" if first == last else "between"
        return said(
            "scenarios", f"tipping.{which}", self.lang, now=self.now, first=first, last=last
        )

    @property
    def charted(self) -> tuple[pd.Series, str]:
        """What the chart shows for each row, and how it is called."""
        return self._frame["count"], said("scenarios", "columns.count", self.lang)

    def plot(self) -> Any:
        """A step curve of the count, the value in force marked, flips labelled with ids."""
        from lantoa.charts import tipping_steps

        return tipping_steps(self)

    def _heads(self) -> list[str]:
        return [said("scenarios", f"columns.{key}", self.lang) for key in _COLUMNS]

    def _all_rows(self) -> Iterator[list[str]]:
        for row in self._frame.to_dict("records"):
            yield [_values(row), *(str(row[key]) for key in _COLUMNS[1:])]


@dataclass(frozen=True, eq=False)
class Curve:
    """A tipping curve as arrays: who of n subjects counts as in, stretch after stretch.

    Attributes:
        threshold: What is varied.
        starts: The first value of each stretch, ascending.
        counted: For each stretch n truth values; neighbours differ.
    """

    threshold: Threshold
    starts: Sequence[int]
    counted: Sequence[Counted]

    @property
    def now(self) -> Counted:
        """Who counts as in at the value in force."""
        return self.counted[sum(start <= self.threshold.now for start in self.starts) - 1]


def tipping(result: Evaluation, path: str) -> Tipping | Choices:
    """The answer of ``Evaluation.tipping``; see there."""
    if not isinstance(path, str):
        raise InputError(f"tipping: expected a path of plan.parameters, not {path!r}")
    from lantoa.scenarios.sweeping.line_tipping import line_tipping, moves_a_line

    if moves_a_line(path):
        return line_tipping(result, path)
    if not is_threshold(result, path):
        return choices(result, path)
    threshold = threshold_at(result, path)
    return Tipping(
        _frame=told(result, curve(result, threshold)),
        _kind=result.office.frames,
        asked=asked_of(result),
        path=threshold.path,
        now=threshold.now,
    )


def curve(result: Evaluation, threshold: Threshold) -> Curve:
    """Who counts as in at every value of a threshold."""
    in_force = result._rules.thresholds
    return curve_of(result._measured, in_force, threshold, result.counting, result.gates)


def curve_of(
    measured: _core.Measurements,
    in_force: np.ndarray[Any, Any],
    threshold: Threshold,
    counting: Counting,
    gates: Gates,
    like: Curve | None = None,
) -> Curve:
    """The curve of a threshold from statistics that were kept; ``in_force`` holds every one.

    ``like`` is a curve that may be much the same: it says where to look first.
    """
    wanted = np.uint8(_ALL_OF.get(counting, _POSSIBLE))
    moved = in_force.copy()  # one for all values: the core only reads it

    def answer(value: int) -> Counted:
        moved[threshold.rule] = threshold.number(value)
        found = measured.regate(moved)
        bits = (found.all if gates == "all" else found.countable) & wanted
        return bits if counting == "possible" else bits == wanted

    guesses = () if like is None else like.starts
    stretches = steps(answer, threshold.least, threshold.most, guesses)
    if counting == "possible":  # open comes and goes, so bits are followed
        stretches = _possible(stretches)
    return Curve(threshold, [start for start, _ in stretches], [who for _, who in stretches])


def _possible(stretches: list[tuple[int, Counted]]) -> list[tuple[int, Counted]]:
    """Stretches of bits as those of who counts as in: neighbours that say the same are one."""
    found: list[tuple[int, Counted]] = []
    for start, bits in stretches:
        who = _core.counted(bits, _core.Counting.POSSIBLE).astype(bool)
        if not found or (who != found[-1][1]).any():
            found.append((start, who))
    return found


def told(result: Evaluation, found: Curve) -> pd.DataFrame:
    """The rows of a tipping curve, with ids."""
    ids = result._packed.ids[result._found.subjects]
    starts, counted, now = found.starts, found.counted, found.now
    before = [counted[0], *counted[:-1]]
    rows = pd.RangeIndex(len(starts))

    def named(chosen: list[Counted]) -> pd.Series:
        return pd.Series([", ".join(ids[one]) for one in chosen], index=rows, dtype=object)

    return pd.DataFrame(
        {
            "value": numbers(starts),
            "until": numbers([*(start - 1 for start in starts[1:]), found.threshold.most]),
            "count": np.array([one.sum() for one in counted], dtype=np.int64),
            "gained": named([one & ~now for one in counted]),
            "lost": named([now & ~one for one in counted]),
            "who": named([a != b for a, b in zip(counted, before, strict=True)]),
        },
        index=rows,
    )


def numbers(values: Sequence[int]) -> pd.arrays.IntegerArray:
    """Whole numbers, missing where there is no end."""
    found = np.array(values, dtype=np.int64)
    endless = found == ENDLESS
    return pd.arrays.IntegerArray(np.where(endless, 1, found), endless)


def _values(row: dict[Any, Any]) -> str:
    value, until = row["value"], row["until"]
    if pd.isna(until):
        return f"{value} …"
    return str(value) if value == until else f"{value} – {until}"
