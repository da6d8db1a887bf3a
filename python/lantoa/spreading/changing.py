"""How an outcome changed from before something happened until after it, year by year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lantoa._checks import InputError
from lantoa.concluding import Saying
from lantoa.spreading.outcomes import outcome_of
from lantoa.spreading.setting import NEVER, Codes, Numbers, Setting

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread
    from lantoa.trends.panel import Panel

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Changes:
    """How an outcome changed from one year to a later one, for those who have both.

    Attributes:
        label: The outcome in words.
        rows: k codes of subjects of the setting.
        change: k differences.
        first, last: The years.
    """

    label: Saying
    rows: Codes
    change: Numbers
    first: int
    last: int

    def of(self, wanted: Flags) -> Changes:
        """Only those of some subjects.

        Args:
            wanted: n flags, one for each subject of the setting.
        """
        kept = wanted[self.rows]
        return replace(self, rows=self.rows[kept], change=self.change[kept])


@dataclass(frozen=True, eq=False)
class Yearly:
    """The yearly numbers of an outcome, of subjects of a setting.

    Attributes:
        label: The outcome in words.
        rows: k codes of subjects of the setting.
        years: T years, rising.
        values: k x T numbers, NaN where there is none.
    """

    label: Saying
    rows: Codes
    years: tuple[int, ...]
    values: Numbers

    @classmethod
    def of(cls, setting: Setting, panel: Panel) -> Yearly:
        """Of the subjects of a setting whom a panel knows."""
        known = {one: at for at, one in enumerate(panel.subjects)}
        rows = np.array([at for at, one in enumerate(setting.subjects) if one in known], np.int32)
        values = panel.values[[known[setting.subjects[at]] for at in rows]]
        return cls(panel.label, rows, tuple(panel.years), values)

    def between(self, first: int, last: int) -> Changes:
        """Of those who have both years."""
        one, other = (self.values[:, self.years.index(year)] for year in (first, last))
        change = other - one
        there = ~np.isnan(change)
        return Changes(self.label, self.rows[there], change[there], first, last)

    def within(self, when: Codes) -> Flags:
        """n flags: it happened after the first year and before the last one.

        Args:
            when: n calendar years of what happened to each subject of the setting, `NEVER` if it
                did not.
        """
        inside = (when > self.years[0]) & (when < self.years[-1])
        found: Flags = inside & np.isin(np.arange(len(when)), self.rows)
        return found

    def around(self, when: Codes) -> Changes | None:
        """From the last year before it happened to anybody ``within``, to the last year of all.

        None where it happened to nobody with a year before it and a year after it.
        """
        inside = self.within(when)
        if not inside.any():
            return None
        earliest = int(when[inside].min())
        return self.between(max(year for year in self.years if year < earliest), self.years[-1])


def years_of(setting: Setting, periods: Codes) -> Codes:
    """The calendar years of periods, `NEVER` of what was not seen to happen.

    Args:
        setting: Whose periods these are.
        periods: n periods, counted from 1.
    """
    years = np.array([NEVER, *(int(label[:4]) for label in setting.periods)], np.int32)
    return years[periods]


def panel_for(spread: Spread, setting: Setting, outcome: Any) -> Panel:
    """Of the subjects of the practice; where none of that kind has numbers, of whoever has."""
    try:
        return outcome_of(spread.office, outcome, setting.kind, spread.lang, spread.as_of)
    except InputError:
        return outcome_of(spread.office, outcome, None, spread.lang, spread.as_of)
