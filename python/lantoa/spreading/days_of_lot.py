"""The days of a lot as they are asked for: one for each wave, none of them over."""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa._checks import InputError


def days_of_lot(date: Any, waves: int, known_to: np.datetime64 | None) -> list[datetime.date]:
    """A day for each wave, one after the other and all after what is known already.

    A lot is written down before its day: what is drawn for a day that is over is no lot.

    Args:
        date: A day, or a list of them.
        waves: How many there are.
        known_to: The last day that the office knows of; None where it knows of none.

    Raises:
        InputError: It is no day, there are too many or too few, or the first one is over.

    Example:
        >>> days_of_lot("2026-03-16", 1, np.datetime64("2025-12-31"))
        [datetime.date(2026, 3, 16)]
    """
    asked = list(date) if isinstance(date, list | tuple) else [date]
    if len(asked) != waves:
        told = _checks.quantity(waves, "day")
        raise InputError(f"date: expected {told}, one for each wave, found {len(asked)}")
    days = [_day(one) for one in asked]
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise InputError("date: expected the waves one after the other")
    if known_to is not None and np.datetime64(days[0], "D") <= known_to:
        told = f"date: {days[0]} is over, for the registers know of {known_to}"
        raise InputError(f"{told}; expected a later day (or ask as of an earlier one: as_of)")
    return days


def _day(one: Any) -> datetime.date:
    known = isinstance(one, str | datetime.date)
    found: Any = pd.to_datetime(one, errors="coerce") if known else None
    if found is None or pd.isna(found):
        raise InputError(f'date: expected a day such as "2026-03-15", found {one!r}')
    day: datetime.date = found.date()
    return day
