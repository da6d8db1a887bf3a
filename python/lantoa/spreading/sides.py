"""Who was exposed between two years of an outcome, and who never was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lantoa.spreading.changing import Changes, Flags, Yearly, years_of
from lantoa.spreading.exposures import first_exposed
from lantoa.spreading.setting import NEVER, Setting


@dataclass(frozen=True, eq=False)
class Sides:
    """Who is compared with whom, over the same years.

    Attributes:
        changes: Of the k subjects compared.
        met: k flags: exposed after the first of the years and before the last one.
        early, late: Subjects that are left out: first exposed in the first year or before it, in
            the last year or after it.
        unsure: Of those exposed, who were so from the first period on: since when, nobody knows.
    """

    changes: Changes
    met: Flags
    early: int
    late: int
    unsure: int


def sides_of(setting: Setting, yearly: Yearly) -> Sides | None:
    """Those exposed between two years of the outcome, and those never exposed.

    Args:
        setting: Of a practice.
        yearly: The outcome of its subjects.

    Returns:
        None where nobody was exposed with a year before it and a year after it.
    """
    first = first_exposed(setting)
    when = np.where(setting.at_risk, years_of(setting, first), NEVER).astype(np.int32)
    found = yearly.around(when)
    if found is None:
        return None
    inside = yearly.within(when)
    known = np.isin(np.arange(len(setting)), found.rows) & setting.at_risk
    changes = found.of(known & (inside | (when == NEVER)))
    return Sides(
        changes=changes,
        met=inside[changes.rows],
        early=int((known & (when != NEVER) & (when <= yearly.years[0])).sum()),
        late=int((known & (when >= yearly.years[-1])).sum()),
        unsure=int((known & inside & (first == 1)).sum()),
    )
