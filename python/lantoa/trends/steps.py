"""Where everybody's level, and the spread between subjects, differ most before and after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lantoa import _core
from lantoa.trends.panel import Numbers, Panel

LEVEL = "undeclared_break"
SPREAD = "spread_break"
FEWEST = 4  # years with a number: two on either side
LARGER = 1.5
"""How many times as large as any other a change from year to year is that no steady trend makes."""


@dataclass(frozen=True, eq=False)
class Step:
    """The greatest difference before and after of one number a year.

    Attributes:
        profile: T numbers, NaN where a year has none.
        year: The first year after the difference; None where fewer than `FEWEST` have a number.
        found: How often the orders of the years give one as great; None likewise.
    """

    profile: Numbers
    year: int | None = None
    found: _core.LevelStep | None = None

    @property
    def known(self) -> Numbers:
        """The numbers that there are."""
        found: Numbers = self.profile[~np.isnan(self.profile)]
        return found

    @property
    def years(self) -> int:
        """How many years have a number."""
        return len(self.known)

    @property
    def stands_out(self) -> bool:
        """Whether it is one change from year to year: a steady trend differs before and after too.

        >>> rising, jumping = np.arange(8.0), np.array([0.0, 1, 0, 1, 9, 8, 9, 8])
        >>> def stands_out(profile):
        ...     return Step(profile, 2020, _core.undeclared_step(profile, 999, 1)).stands_out
        >>> stands_out(rising), stands_out(jumping)
        (False, True)
        """
        if self.found is None:
            return False
        changes = np.abs(np.diff(self.known))
        at = int((~np.isnan(self.profile[: self.found.at])).sum()) - 1
        return bool(changes[at] >= LARGER * np.delete(changes, at).max())


def steps_of(panel: Panel, draws: int, seed: int) -> dict[str, Step]:
    """The steps of the level and, but for ratings, of the spread; none of places.

    Args:
        panel: Years on one scale.
        draws, seed: Where not all orders of the years are gone through.

    Example:
        >>> from lantoa.trends.panel import laid
        >>> years = list(range(2016, 2026))
        >>> one = laid(["A"] * 10, years, [1.0] * 6 + [9.0] * 4, what="value")
        >>> step = steps_of(one, 999, 1)[LEVEL]
        >>> step.year, round(step.found.difference, 9), step.found.p < 0.05
        (2022, 8.0, True)
    """
    if panel.zero_sum:
        return {}
    profile = _core.year_profile(np.asfortranarray(panel.values))
    found = {LEVEL: _step(panel, np.asarray(profile.level), draws, seed)}
    if not panel.levels:
        found[SPREAD] = _step(panel, np.asarray(profile.spread), draws, seed)
    return found


def _step(panel: Panel, profile: Numbers, draws: int, seed: int) -> Step:
    step = Step(profile)
    if step.years < FEWEST:
        return step
    found = _core.undeclared_step(profile, draws, seed)
    return Step(profile, panel.years[found.at], found)
