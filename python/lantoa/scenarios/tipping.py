"""The tipping curve: who counts as in at every value of one threshold."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa._frames import Framed
from lantoa._printing import html_table, text_table
from lantoa._wording import day, said
from lantoa.scenarios.steps import Answer, steps
from lantoa.scenarios.thresholds import ENDLESS, Threshold, threshold_at

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.findings import Counting, Gates

_SHOWN = 40  # rows, and ids in a cell, before a printed table is cut
_NAMED = 6
_COLUMNS = ("value", "count", "gained", "lost", "who")

_POSSIBLE = 0b1111
_ALL_OF = {"met": 0b0101, "provisional": 0b0101_0000}
"""The bits of a verdict that decide who counts as in, and those that all must be set."""


@dataclass(frozen=True, eq=False, repr=False)
class Tipping(Framed):
    """Who counts as in at every value of one threshold, everything else as it is.

    Attributes:
        frame: Of the office's kind, a row per stretch of values with the same outcome, ascending: ``value``, its
            first; ``until``, its last, missing where it has no end; ``count``, how many units
            and people count as in; ``gained`` and ``lost``, who would come in and go out
            against the value in force; ``who``, whoever comes in or goes out at this value,
            against the stretch before. Ids, separated by commas.
        path: The threshold's full path.
        now: The value in force.
        counting: Who counts as in: possible, provisional or met.
        gates: Over all gates or the countable ones.
        as_of: The day.
        lang: Of the printed table: ``"vi"`` or ``"en"``.
    """

    path: str
    now: int
    counting: Counting
    gates: Gates
    as_of: datetime.date
    lang: str

    @property
    def unchanged(self) -> tuple[int, int | None]:
        """The first and the last value that let in exactly whom the present one does."""
        row = self._frame[self._frame["value"] <= self.now].iloc[-1]
        return int(row["value"]), None if pd.isna(row["until"]) else int(row["until"])

    @property
    def title(self) -> str:
        """What the table shows, when, and who counts as in."""
        counting = said("scenarios", f"counting.{self.counting}.{self.gates}", self.lang)
        return said(
            "scenarios",
            "tipping.title",
            self.lang,
            threshold=self.path,
            now=self.now,
            day=day(self.as_of, self.lang),
            counting=counting,
        )

    @property
    def sentence(self) -> str:
        """Between which values nothing changes."""
        first, last = self.unchanged
        which = "endless" if last is None else "same" if first == last else "between"
        return said(
            "scenarios", f"tipping.{which}", self.lang, now=self.now, first=first, last=last
        )

    def _rows(self) -> Iterator[list[str]]:
        for row in self._frame.head(_SHOWN).to_dict("records"):
            yield [_values(row), str(row["count"]), *(_cut(row[key]) for key in _COLUMNS[2:])]

    def _heads(self) -> list[str]:
        return [said("scenarios", f"columns.{key}", self.lang) for key in _COLUMNS]

    def _more(self) -> list[str]:
        more = len(self._frame) - _SHOWN
        return [said("scenarios", "tipping.more", self.lang, rows=more)] if more > 0 else []

    def __repr__(self) -> str:
        table = text_table(self._heads(), self._rows())
        return "\n".join([self.title, "", *table, *self._more(), "", self.sentence])

    def _repr_html_(self) -> str:
        table = html_table(self._heads(), self._rows())
        after = "".join(f"<p>{escape(line)}</p>" for line in [*self._more(), self.sentence])
        return f"<p><b>{escape(self.title)}</b></p>{table}{after}"


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
    counted: Sequence[Answer]

    @property
    def now(self) -> Answer:
        """Who counts as in at the value in force."""
        return self.counted[sum(start <= self.threshold.now for start in self.starts) - 1]


def tipping(result: Evaluation, path: str) -> Tipping:
    """The answer of ``Evaluation.tipping``; see there."""
    threshold = threshold_at(result, path)
    return Tipping(
        _frame=_told(result, curve(result, threshold)),
        _kind=result.office.frames,
        path=threshold.path,
        now=threshold.now,
        counting=result.counting,
        gates=result.gates,
        as_of=result.as_of,
        lang=result.plan.lang,
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

    def answer(value: int) -> Answer:
        found = measured.regate(threshold.at(in_force, value))
        bits = (found.all if gates == "all" else found.countable) & wanted
        return bits if counting == "possible" else bits == wanted

    guesses = () if like is None else like.starts
    stretches = steps(answer, threshold.least, threshold.most, guesses)
    if counting == "possible":  # open comes and goes, so bits are followed
        stretches = _possible(stretches)
    return Curve(threshold, [start for start, _ in stretches], [who for _, who in stretches])


def _possible(stretches: list[tuple[int, Answer]]) -> list[tuple[int, Answer]]:
    """Stretches of bits as those of who counts as in: neighbours that say the same are one."""
    found: list[tuple[int, Answer]] = []
    for start, bits in stretches:
        who = _core.counted(bits, _core.Counting.POSSIBLE).astype(bool)
        if not found or (who != found[-1][1]).any():
            found.append((start, who))
    return found


def _told(result: Evaluation, found: Curve) -> pd.DataFrame:
    ids = result._packed.ids[result._found.subjects]
    starts, counted, now = found.starts, found.counted, found.now
    before = [counted[0], *counted[:-1]]
    rows = pd.RangeIndex(len(starts))

    def named(chosen: list[Answer]) -> pd.Series:
        return pd.Series([", ".join(ids[one]) for one in chosen], index=rows, dtype=object)

    return pd.DataFrame(
        {
            "value": _numbers(starts),
            "until": _numbers([*(start - 1 for start in starts[1:]), found.threshold.most]),
            "count": np.array([one.sum() for one in counted], dtype=np.int64),
            "gained": named([one & ~now for one in counted]),
            "lost": named([now & ~one for one in counted]),
            "who": named([a != b for a, b in zip(counted, before, strict=True)]),
        },
        index=rows,
    )


def _numbers(values: Sequence[int]) -> pd.arrays.IntegerArray:
    """Whole numbers, missing where there is no end."""
    numbers = np.array(values, dtype=np.int64)
    endless = numbers == ENDLESS
    return pd.arrays.IntegerArray(np.where(endless, 1, numbers), endless)


def _values(row: dict[Any, Any]) -> str:
    value, until = row["value"], row["until"]
    if pd.isna(until):
        return f"{value} …"
    return str(value) if value == until else f"{value} – {until}"


def _cut(names: str) -> str:
    one_by_one = names.split(", ") if names else []
    more = len(one_by_one) - _NAMED
    return ", ".join(one_by_one[:_NAMED]) + (f" … (+{more})" if more > 0 else "")
