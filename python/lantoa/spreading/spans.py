"""From which year to which day spread is followed."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np

from lantoa import _checks
from lantoa._years import years_asked
from lantoa.spreading.periods import Days, Every, Periods
from lantoa.spreading.registers import Registers

_BEGINS = {"adoptions": "started_on", "publicity": "date", "recognitions": "decided_on"}
_SEEN = {**_BEGINS, "assignments": "date"}
_MOST_PERIODS = 4_000


def periods_of(registers: Registers, *, every: Every, as_of: Any, years: Any) -> Periods:
    """The periods from the first year that something happened in to the last day followed.

    Args:
        registers: Of the office.
        every: The length of a period.
        as_of: The day on which the question is asked; None for the last day followed.
        years: The first and last year, or all of them; None for those of the registers.

    Raises:
        InputError: No day is known, the years are none, or there would be too many periods.
    """
    asked = day_of(as_of)
    last = _last_day(registers) if asked is None else asked
    if years is None:
        return _checked(Periods(_first_year(registers, last), last, every))
    first, final = _first_and_last(years)
    _expect_something(_first_year(registers, last), first, final)
    return _checked(Periods(first, min(last, np.datetime64(f"{final:04d}-12-31", "D")), every))


def day_of(as_of: Any) -> np.datetime64 | None:
    """A day that a user gave as a date or in ISO letters.

    >>> day_of("2025-9-30")
    Traceback (most recent call last):
    lantoa.InputError: as_of: "2025-9-30" is no day; expected a date such as 2025-09-30
    """
    if as_of is None:
        return None
    try:
        text = as_of if isinstance(as_of, str) else as_of.isoformat()
        return np.datetime64(datetime.date.fromisoformat(text[:10]), "D")
    except (AttributeError, ValueError, TypeError):
        told = f'as_of: "{as_of}" is no day; expected a date such as 2025-09-30'
        raise _checks.InputError(told) from None


def _first_and_last(years: Any) -> tuple[int, int]:
    """
    >>> _first_and_last(2021), _first_and_last((2021, 2025)), _first_and_last(range(2021, 2024))
    ((2021, 2021), (2021, 2025), (2021, 2023))
    """
    found = years_asked(years)
    first, last = found[0], found[-1]
    gaps = sorted({*range(first, last)} - {*found})
    if gaps:
        told = f"years: {gaps[0]} is left out; expected a span without gaps, ({first}, {last})"
        raise _checks.InputError(told)
    return first, last


def _expect_something(begins: int, first: int, last: int) -> None:
    if last < begins:
        told = f"years: nothing is written of {first} to {last}"
        raise _checks.InputError(f"{told}; the registers begin in {begins}: did you mean {begins}?")


def _checked(periods: Periods) -> Periods:
    if periods.start > periods.last:
        told = f"years: {periods.first} begins after {periods.last}, the last day followed"
        told += f"; did you mean {str(periods.last)[:4]}?"
        raise _checks.InputError(told)
    if len(periods) > _MOST_PERIODS:
        told = f"{len(periods)} periods since {periods.first}: at most {_MOST_PERIODS}; give years"
        raise _checks.InputError(told)
    return periods


def _last_day(registers: Registers) -> np.datetime64:
    """The last day that subjects were followed to, else covered by, else written of."""
    for found in (_days(registers, "observed", "observed_until"), _covered(registers)):
        if len(found):
            return np.datetime64(found.max(), "D")
    written = [_days(registers, table, column) for table, column in _SEEN.items()]
    days = np.concatenate(written)
    if not len(days):
        told = "no day is known until which anybody was followed; give as_of, or fill in observed"
        raise _checks.InputError(told)
    return np.datetime64(days.max(), "D")


def _first_year(registers: Registers, last: np.datetime64) -> int:
    days = np.concatenate([_days(registers, table, column) for table, column in _BEGINS.items()])
    days = days[days <= last]
    return int(str(days.min() if len(days) else last)[:4])


def _days(registers: Registers, table: str, column: str) -> Days:
    days = registers[table].days(column)
    return days[~np.isnat(days)]


def _covered(registers: Registers) -> Days:
    """The last days up to which the register of adoptions is declared complete."""
    table = registers["coverage"]
    ours = (table.frame["table"] == "adoptions") & (table.frame["complete"] == True)  # noqa: E712
    days = table.days("to")[ours.to_numpy(bool)]
    return days[~np.isnat(days)]
