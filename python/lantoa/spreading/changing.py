"""How an outcome changed from its first to its last year, for subjects of a practice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lantoa._checks import InputError
from lantoa.concluding import Saying
from lantoa.spreading.outcomes import outcome_of
from lantoa.spreading.setting import Codes, Numbers, Setting

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread
    from lantoa.trends.panel import Panel


@dataclass(frozen=True, eq=False)
class Changes:
    """How an outcome changed from its first to its last year, for those who have both.

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

    def of(self, wanted: NDArray[np.bool_]) -> Changes:
        """Only those of some subjects.

        Args:
            wanted: n flags, one for each subject of the setting.
        """
        kept = wanted[self.rows]
        return replace(self, rows=self.rows[kept], change=self.change[kept])


def changes_of(setting: Setting, panel: Panel) -> Changes:
    """Of those who have both years."""
    known = {one: at for at, one in enumerate(panel.subjects)}
    rows = np.array([at for at, one in enumerate(setting.subjects) if one in known], np.int32)
    series = panel.values[[known[setting.subjects[at]] for at in rows]]
    change = series[:, -1] - series[:, 0]
    there = ~np.isnan(change)
    return Changes(panel.label, rows[there], change[there], panel.years[0], panel.years[-1])


def panel_for(spread: Spread, setting: Setting, outcome: Any) -> Panel:
    """Of the subjects of the practice; where none of that kind has numbers, of whoever has."""
    try:
        return outcome_of(spread.office, outcome, setting.kind, spread.lang)
    except InputError:
        return outcome_of(spread.office, outcome, None, spread.lang)
