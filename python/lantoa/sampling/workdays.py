"""Days on which an office signs: no weekend, no public holiday.

Known holidays reach from 2010 to 2030 for Tết (two days before to five after the first day of the
lunar year) and from 2015 to 2027 for the Hùng Kings; those of fixed date are known for every year.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from lantoa.sampling.columns import Days

_FIXED = ("01-01", "04-30", "05-01", "09-01", "09-02", "09-03")
_TET = (
    "2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 "
    "2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 "
    "2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03"
)
_HUNG_KINGS = (
    "2015-04-28 2016-04-16 2017-04-06 2018-04-25 2019-04-14 2020-04-02 2021-04-21 2022-04-10 "
    "2023-04-29 2024-04-18 2025-04-07 2026-04-26 2027-04-16"
)


def holidays(first: int, last: int) -> Days:
    """Every public holiday that we know of from year ``first`` to year ``last``, both included."""
    tet = (np.array(_TET.split(), "M8[D]")[:, None] + np.arange(-2, 6)).ravel()
    known = np.concatenate([tet, np.array(_HUNG_KINGS.split(), "M8[D]")])
    years = known.astype("M8[Y]").astype(int) + 1970
    fixed = [f"{year}-{day}" for year in range(first, last + 1) for day in _FIXED]
    return np.union1d(known[(years >= first) & (years <= last)], np.array(fixed, "M8[D]"))


@cache
def _calendar() -> np.busdaycalendar:
    return np.busdaycalendar(holidays=holidays(1950, 2100))


def working(days: Days) -> Days:
    """The first working day on or after each of ``days``; NaT stays NaT.

    >>> working(np.array(["2025-01-28", "2025-03-01"], "M8[D]")).tolist()
    [datetime.date(2025, 2, 4), datetime.date(2025, 3, 3)]
    """
    known = ~np.isnat(days)
    moved = days.astype("M8[D]")
    moved[known] = np.busday_offset(moved[known], 0, roll="forward", busdaycal=_calendar())
    return moved


def is_working(days: Days) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether each of ``days``, none of them NaT, is a working day."""
    return np.asarray(np.is_busday(days.astype("M8[D]"), busdaycal=_calendar()))
