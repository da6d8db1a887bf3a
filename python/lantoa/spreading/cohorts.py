"""Who was named an exemplar, year by year of naming, each beside its own clean base.

Being named follows results, so that the years that somebody was judged on are lucky ones. Those
named in one year are a cohort; it is compared from the last year before its own merit window, with
subjects whose own window has not begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _core
from lantoa.office import Office
from lantoa.spreading.apart import COLUMNS
from lantoa.spreading.lots import NOT_GIVEN
from lantoa.spreading.registers import Registers
from lantoa.spreading.setting import Codes, Numbers
from lantoa.trends.panel import Panel

UNDATED = -1  # was named, nobody knows when: on neither side
UNKNOWN = 0  # merit of which nobody wrote the years


@dataclass(frozen=True, eq=False)
class Named:
    """Who was named, by subject of a panel.

    Attributes:
        first: n years of the decision, `NOT_GIVEN` for who was not named, `UNDATED`.
        merit: n first years that they were judged on, `UNKNOWN` where it is not written.
    """

    first: Codes
    merit: Codes

    @property
    def count(self) -> int:
        """How many were named on a day that is known."""
        return int((self.first > NOT_GIVEN).sum())

    @property
    def undated(self) -> int:
        """How many were named on a day that is not."""
        return int((self.first == UNDATED).sum())

    def clean_until(self, anticipation: int) -> Codes:
        """n years before which a subject was neither judged nor known of; `UNKNOWN` never."""
        known = (self.first > NOT_GIVEN) & (self.merit != UNKNOWN)
        before = np.minimum(self.merit, self.first - anticipation)
        return np.where(known, before, UNKNOWN).astype(np.int32)


def named_in(office: Office, subjects: tuple[str, ...]) -> Named:
    """The first recognition of each subject that stands; nominations are none."""
    first, merit = np.zeros(len(subjects), np.int32), np.zeros(len(subjects), np.int32)
    register = Registers(office).given("recognitions")
    if register is None:
        return Named(first, merit)
    frame = register.frame
    stands = ~frame["nominated_only"].fillna(False).astype(bool) & frame["revoked_on"].isna()
    # Of two on one day the one without years of merit is first: what is not known stays so.
    rows = frame[stands].sort_values(
        ["decided_on", "merit_from"], kind="stable", na_position="first"
    )
    at = {name: row for row, name in enumerate(subjects)}
    for subject, day, judged in zip(
        rows["subject_id"].astype(str), rows["decided_on"], rows["merit_from"], strict=True
    ):
        row = at.get(subject)
        if row is None or first[row] != NOT_GIVEN:
            continue
        first[row] = UNDATED if pd.isna(day) else day.year
        merit[row] = UNKNOWN if pd.isna(judged) else int(judged)
    return Named(first, merit)


@dataclass(frozen=True)
class Cohort:
    """Those named in one year whose years of merit are known.

    Attributes:
        year: Of the naming.
        count: How many they are.
        limit: The first year that is not clean: of merit, or of anticipation.
        base: The year that their changes are counted from; None where none is clean.
    """

    year: int
    count: int
    limit: int
    base: int | None


@dataclass(frozen=True)
class Cell:
    """A cohort in a year.

    Attributes:
        cohort: The year of the naming.
        year: Of the outcome.
        estimate: Change of the cohort since its base, less that of those beside.
        named, beside: Subjects with the outcome in both years.
    """

    cohort: int
    year: int
    estimate: float
    named: int
    beside: int

    @property
    def time(self) -> int:
        """Years since the naming."""
        return self.year - self.cohort


def cohorts_of(panel: Panel, named: Named, base: int | None, anticipation: int) -> list[Cohort]:
    """The cohorts by year, each with the base asked for where it is clean, else its last clean one.

    Args:
        panel: The outcome.
        named: Who was named.
        base: The year asked for, None for the last clean one.
        anticipation: Years before the naming in which it may have been known.
    """
    limits = named.clean_until(anticipation)
    found = []
    for year in np.unique(named.first[limits != UNKNOWN]).tolist():
        mine = (named.first == year) & (limits != UNKNOWN)
        limit = int(limits[mine].min())
        there = ~np.isnan(panel.values[mine]).all(axis=0)
        earlier = [
            one for one, known in zip(panel.years, there, strict=True) if known and one < limit
        ]
        last = max(earlier, default=None)
        asked = base if base is not None and base < limit else last
        found.append(Cohort(year, int(mine.sum()), limit, asked))
    return found


def cells_of(
    panel: Panel, named: Named, cohorts: Sequence[Cohort], controls: str, anticipation: int = 0
) -> list[Cell]:
    """Every cohort that has a base in every other year, where somebody is left on both sides.

    Args:
        panel: The outcome.
        named: Who was named.
        cohorts: With their bases.
        controls: ``"never"``: beside who was never named; ``"not_yet"``: those too whose own years
            of merit and of anticipation had not begun.
        anticipation: Years before the naming in which it may have been known.
    """
    limits = named.clean_until(anticipation)
    found: list[Cell] = []
    for one in cohorts:
        base = one.base
        if base is None:
            continue
        mine = (named.first == one.year) & (limits != UNKNOWN)
        start = panel.values[:, panel.years.index(base)]
        for year, values in zip(panel.years, panel.values.T, strict=True):
            beside = named.first == NOT_GIVEN
            if controls == "not_yet":
                beside |= (named.first != one.year) & (limits > max(year, base))
            if year != base:
                found += _cell(one.year, year, np.column_stack([start, values]), mine, beside)
    return found


def _cell(
    cohort: int, year: int, values: Numbers, mine: NDArray[np.bool_], beside: NDArray[np.bool_]
) -> Iterator[Cell]:
    """Two columns, base and year, of those who have both; none where a side is empty."""
    there = ~np.isnan(values).any(axis=1)
    kept = there & (mine | beside)
    sizes = int((there & mine).sum()), int((there & beside).sum())
    if not min(sizes):
        return
    first = np.where(mine[kept], 2, 0).astype(np.int32)
    moments = _core.cohort_moments(np.asfortranarray(values[kept]), first, 1)
    how = _core.Comparison(controls=_core.Controls.NEVER, base=_core.Base.UNIVERSAL, anticipation=0)
    yield Cell(cohort, year, float(_core.group_time(moments, how).effect[0]), *sizes)


def mean_of(cells: Iterable[Cell]) -> float | None:
    """The mean over subjects and years from the naming on; None where there are none."""
    after = [one for one in cells if one.time >= 0]
    if not after:
        return None
    return float(np.average([one.estimate for one in after], weights=[one.named for one in after]))


def rows_of(cells: Sequence[Cell]) -> pd.DataFrame:
    """A row by years since the naming; no calendar year where it joins several cohorts."""
    rows = []
    for time in sorted({one.time for one in cells}):
        here = [one for one in cells if one.time == time]
        sizes = [one.named for one in here]
        estimate = np.average([one.estimate for one in here], weights=sizes)
        year = here[0].year if len(here) == 1 else None
        rows.append((time, year, estimate, None, None, None, sum(sizes)))
    return pd.DataFrame(rows, columns=COLUMNS)
