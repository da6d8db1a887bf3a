"""By how much an outcome changes from year to year, so that a design knows what it could find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa.concluding import Saying, fixed
from lantoa.spreading.apart import clean_before, counted_from, with_outcome
from lantoa.spreading.lot_facts import since
from lantoa.spreading.setting import Numbers
from lantoa.spreading.variogram import Variogram, variance_within, without_negative
from lantoa.trends.panel import Panel

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

TOPIC = "designing"
CORRELATION = 0.7
"""Of two measurements in a row, assumed where no outcome is named."""


@dataclass(frozen=True, eq=False)
class Noise:
    """How what `Spread.effect` counts would differ from subject to subject without any lot.

    Attributes:
        covariance: M x M, of the changes from the base to each of M measurements after the lot, in
            variances of the outcome.
        freedom: Degrees of freedom that told it; 0 where it is taken as known.
        bases: The years that changes are counted from the mean of; none where it is assumed.
    """

    covariance: Numbers
    freedom: int = 0
    bases: tuple[int, ...] = ()

    @classmethod
    def assumed(cls, measures: int) -> Noise:
        """Counted from one measurement: each has noise of its own, and all share that of the base.

        >>> Noise.assumed(2).covariance.round(1).tolist()
        [[0.6, 0.3], [0.3, 0.6]]
        """
        return cls(np.asfortranarray((1 - CORRELATION) * (np.eye(measures) + 1)))

    @property
    def factor(self) -> float:
        """Standard deviations of the change to the first measurement in those of the outcome."""
        return float(np.sqrt(self.covariance[0, 0]))


@dataclass(frozen=True, eq=False)
class Measured:
    """What is known of an outcome before a lot.

    Attributes:
        measures: How often it will be measured after the lot.
        panel: The outcome; None where none is named, or none that may be one of spread.
        name: As it was named; "…" for a frame.
        refused: Why it is none.
    """

    measures: int
    panel: Panel | None = None
    name: str = ""
    refused: Saying | None = None

    @property
    def subjects(self) -> frozenset[str]:
        """Who has it; none where that does not matter."""
        return frozenset() if self.panel is None else frozenset(self.panel.subjects)

    @property
    def deviation(self) -> float:
        """The standard deviation of the outcome within years; 0 where nothing tells it."""
        return 0.0 if self.panel is None else float(np.sqrt(variance_within(self.panel.values)))

    @cached_property
    def _variogram(self) -> Variogram | None:
        return None if self.panel is None else Variogram.of(self.panel.values, self.panel.years)

    def noise_of(self, ids: Sequence[str]) -> Noise:
        """Of a lot among some, given in the first year after the last one that is known.

        Where the panel has too few changes, or none that differ, it is assumed.
        """
        if self.panel is None or self._variogram is None or not self.deviation:
            return Noise.assumed(self.measures)
        start = self.panel.years[-1] + 1
        clean = clean_before(self.panel, start, anticipation=0)
        bases = counted_from(with_outcome(self.panel, ids, clean[-1:]), clean)
        ahead = range(start, start + self.measures)
        found = self._variogram.covariance(bases, ahead) / self.deviation**2
        if not found[0, 0] > 0:
            return Noise.assumed(self.measures)
        freedom = self._variogram.freedom(bases, ahead)
        return Noise(np.asfortranarray(without_negative(found)), freedom, bases)

    def lines(self, ids: Sequence[str]) -> tuple[Saying, ...]:
        """How that is known. Places or excellent ratings are no outcome of spread: that is said."""
        noise = self.noise_of(ids)
        gaps = {"measures": self.measures, "correlation": fixed(CORRELATION, 1)}
        if self.panel is None:
            line = Saying(TOPIC, "measured.assumed", gaps)
        elif not noise.bases:
            line = Saying(TOPIC, "measured.few", {"outcome": self.name, **gaps})
        else:
            told = {"base": since(noise.bases), "factor": fixed(noise.factor, 2)}
            named = {"outcome": self.name, "measures": self.measures}
            line = Saying(TOPIC, "measured.outcome", {**named, **told})
        return (line,) if self.refused is None else (self.refused, line)


def measured(spread: Spread, outcome: Any, measures: int) -> Measured:
    """What is known of an outcome, as `Spread.effect` takes it; None names none.

    Raises:
        InputError: The office has no such outcome.
    """
    from lantoa.spreading.outcomes import outcome_of, zero_sum

    refused = None if outcome is None else zero_sum(outcome)
    if outcome is None or refused is not None:
        return Measured(measures, refused=refused)
    panel = outcome_of(spread.office, outcome, None, spread.lang, spread.as_of)
    return Measured(measures, panel, outcome if isinstance(outcome, str) else "…")
