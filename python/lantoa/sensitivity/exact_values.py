"""Values of a slate as whole numbers, from the rule in fractions: thirds compare as thirds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from lantoa.scoring import Score
from lantoa.scoring.exactly import Leaves, is_rational
from lantoa.scoring.slating import Level

_MOST_CELLS = 30_000  # measures of subjects that are worked out in fractions: about a second


@dataclass(frozen=True, eq=False)
class Made:
    """What the values of a slate are made of.

    Attributes:
        score: Of which score.
        year: The year; None for the latest.
        level: The level of the slate.
    """

    score: Score
    year: int | None
    level: Level

    @property
    def is_of_measures(self) -> bool:
        """Whether the values are those of measures, not of pillars."""
        return self.level == "measures" or not self.score.scheme.pillars

    def whole(self, below: Fraction) -> NDArray[np.float64] | None:
        """The exact values times their common denominator, n x p whole numbers.

        None where one would not be below a bound, a step of the rule is no fraction (``"z"``,
        ``"geometric"``), or the subjects are too many.

        Args:
            below: What every number stays below, such as 2^51.
        """
        composed, rows = self.score._composed, self.score._rows_of(self.year)
        if not 0 < len(rows) * len(composed.names) <= _MOST_CELLS or not is_rational(composed):
            return None
        scheme = self.score.scheme
        nodes = scheme.top if self.level == "top" else scheme.measures
        leaves = Leaves(composed, int(composed.periods[rows[0]]))
        table: list[list[Fraction]] = []
        common, most = 1, Fraction(0)
        for row in rows:
            # where nothing is there, a linear score counts it as zero
            line = [leaves.node(node.name, row) or Fraction(0) for node in nodes]
            common = lcm(common, *(value.denominator for value in line))
            most = max(most, *map(abs, line))
            if most * common >= below:
                return None
            table.append(line)
        return np.asfortranarray([[float(value * common) for value in line] for line in table])
