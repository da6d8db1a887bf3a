"""How far places move from year to year, held against how far noise alone moves them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import pi, sin

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa.trends.panel import Panel
from lantoa.trends.passing import classes_of, steps_of

USUAL = (0.5, 0.7, 0.9)  # reliabilities that the baseline is told for where none is known
LEVEL = 0.95
FEWEST = 5  # subjects with both years before places are held against noise

MOVES = ["before", "year", "subjects", "tau", "mean_move", "total_move", "furthest", "theta"]
CLASSES = ["prais_bibby", "shorrocks", "average_movement"]
NOISE = ["before", "year", "subjects", "reliability", "tau", "expected", "low", "high", "verdict"]


@dataclass(frozen=True)
class Simulation:
    """How the noise baseline is simulated."""

    draws: int
    seed: int


def mobility(panel: Panel) -> pd.DataFrame:
    """A row for each year and the one before it, where no break stands between them.

    Columns: ``before``, ``year``, ``subjects`` (with both), ``tau`` (Kendall's tau-b), ``mean_move``
    and ``total_move`` (|change of place|, equals at average ranks), ``furthest``, ``theta`` (the
    share of the moves that blocks make together), ``prais_bibby``, ``shorrocks``,
    ``average_movement`` (of classes, see ``transitions``), ``noise_reliability``: with which
    reliability noise alone would give this tau.
    """
    before, after = steps_of(panel)
    found = _core.place_moves(panel.values, before, after, panel.block)
    codes, names = classes_of(panel)
    years = np.array(panel.years, np.int64)
    there = np.maximum(found.subjects, 1)
    table = pd.DataFrame(
        {
            "before": years[before],
            "year": years[after],
            "subjects": found.subjects.astype(np.int64),
            "tau": found.tau,
            "mean_move": found.total / there,
            "total_move": found.total,
            "furthest": found.furthest,
            "theta": found.theta,
        }
    )
    moves = [
        _core.class_mobility(
            _core.transitions(codes, len(names), before[at : at + 1], after[at : at + 1])
        )
        for at in range(len(before))
    ]
    for name in CLASSES:
        table[name] = np.array([getattr(one, name) for one in moves], np.float64)
    table["noise_reliability"] = [_reliability(tau) for tau in found.tau]
    return table


def _reliability(tau: float) -> float:
    """The reliability with which noise alone would give a tau."""
    return float("nan") if np.isnan(tau) else sin(pi / 2 * max(tau, 0.0))


@dataclass(frozen=True, eq=False)
class Noise:
    """The noise baseline of every step of a panel; none is simulated before it is asked, or twice."""

    panel: Panel
    reliabilities: Sequence[float]
    simulation: Simulation

    def frame(self, *, last_only: bool = False) -> pd.DataFrame:
        """Each step, or the last one, for each reliability, a row each.

        ``verdict``: ``more`` where tau lies below the range (places moved more than noise moves
        them), ``no_more`` where it lies in it, ``less`` above; ``too_few`` where fewer than five
        subjects have both years, or a year parts nobody.
        """
        rows = self._last if last_only else [*self._earlier, *self._last]
        return pd.DataFrame(rows, columns=NOISE)

    @cached_property
    def _steps(self) -> list[_Step]:
        return list(_steps(self.panel))

    @cached_property
    def _earlier(self) -> list[tuple[object, ...]]:
        return self._rows(self._steps[:-1])

    @cached_property
    def _last(self) -> list[tuple[object, ...]]:
        return self._rows(self._steps[-1:])

    def _rows(self, steps: Sequence[_Step]) -> list[tuple[object, ...]]:
        return [row for step in steps for row in _told(step, self.reliabilities, self.simulation)]


@dataclass(frozen=True, eq=False)
class _Step:
    """Two years, and the keys of those who have both."""

    number: int
    before: int
    year: int
    was: np.ndarray[tuple[int], np.dtype[np.int64]]
    now: np.ndarray[tuple[int], np.dtype[np.int64]]


def _steps(panel: Panel) -> Iterator[_Step]:
    for number, (before, after) in enumerate(zip(*steps_of(panel), strict=True)):
        sides = panel.values[:, [before, after]]
        both = sides[~np.isnan(sides).any(axis=1)]
        was, now = (
            np.ascontiguousarray(np.unique(side, return_inverse=True)[1], np.int64)
            for side in both.T
        )
        yield _Step(number, panel.years[before], panel.years[after], was, now)


def _told(
    step: _Step, reliabilities: Sequence[float], simulation: Simulation
) -> Iterator[tuple[object, ...]]:
    n, tau = len(step.was), _core.agreement(step.was, step.now).tau
    for at, one in enumerate(reliabilities):
        if n < FEWEST or tau is None:
            yield (step.before, step.year, n, one, tau, *[float("nan")] * 3, "too_few")
            continue
        first = (step.number * len(reliabilities) + at) * simulation.draws
        found = _core.noise_range(
            step.was, step.now, one, LEVEL, simulation.draws, simulation.seed, first
        )
        verdict = "more" if tau < found.low else "less" if tau > found.high else "no_more"
        yield (step.before, step.year, n, one, tau, found.expected, found.low, found.high, verdict)
