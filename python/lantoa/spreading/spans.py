"""From which year to which day spread is followed."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lantoa import _checks
from lantoa._years import years_asked
from lantoa.spreading.covering import Followed, cover_of
from lantoa.spreading.finding import Findings
from lantoa.spreading.periods import Days, Every, Periods
from lantoa.spreading.registers import Registers

_BEGINS = {"adoptions": "started_on", "publicity": "date", "recognitions": "decided_on"}
_SEEN = {**_BEGINS, "assignments": "date"}
_MOST_PERIODS = 4_000

Rows = NDArray[np.intp]
NO_ROWS: Rows = np.zeros(0, np.intp)


def periods_of(
    registers: Registers,
    *,
    every: Every,
    as_of: np.datetime64 | None,
    years: Any,
    findings: Findings,
    left_out: Rows = NO_ROWS,
) -> Periods:
    """The periods from the first year that something happened in to the last day followed.

    Args:
        registers: Of the office.
        every: The length of a period.
        as_of: The day on which the question is asked; None for the last day followed.
        years: The first and last year, or all of them; None for those of the registers.
        findings: Where it is listed if the register of adoptions has gaps or begins late.
        left_out: Rows of the adoptions that cannot be so.

    Raises:
        InputError: No day is known, the years are none, or there would be too many periods.
    """
    wanted = None if years is None else _first_and_last(years)
    start = first_year(registers, as_of, left_out) if wanted is None else wanted[0]
    followed = followed_in(registers, start)
    last = _last_day(registers, followed, start) if as_of is None else as_of
    if wanted is None:
        begins = start if np.isnat(followed.begun) else max(start, _year_of(followed.begun))
        found = _checked(Periods(min(begins, _year_of(last)), last, every))
    else:
        _expect_something(first_year(registers, last), *wanted)
        final = min(last, np.datetime64(f"{wanted[1]:04d}-12-31", "D"))
        found = _checked(Periods(wanted[0], final, every))
    _list_gaps(found, followed, start, findings)
    return found


def followed_in(registers: Registers, first: int) -> Followed:
    """From when to when taking up was followed, seen from the first year of the periods."""
    start = np.datetime64(f"{first:04d}-01-01", "D")
    return Followed.of(cover_of(registers.office, "adoptions"), start)


def _list_gaps(periods: Periods, followed: Followed, first: int, findings: Findings) -> None:
    """What ``coverage`` leaves out of the years from the first that something happened in."""
    if followed.until < periods.start or followed.begun > periods.last:
        findings.note("not_covered", "coverage", first=periods.start, last=periods.last)
        return
    if followed.begun > np.datetime64(f"{first:04d}-01-01", "D"):
        findings.note("covered_late", "coverage", day=followed.begun)
    if followed.stops and np.isnat(followed.again):
        findings.note("covered_until", "coverage", day=followed.until)
    elif followed.stops:
        findings.note("gap", "coverage", day=followed.until, again=followed.again)


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


def _last_day(registers: Registers, followed: Followed, first: int) -> np.datetime64:
    """The last day that anybody was followed to: never beyond a gap, unless all is one."""
    last = _last_written(registers, followed)
    if not followed.stops or _year_of(followed.until) < first:
        return last
    return min(last, followed.until)


def _last_written(registers: Registers, followed: Followed) -> np.datetime64:
    """The last day that subjects were observed on, else covered by, else written of."""
    observed = _days(registers, "observed", "observed_until")
    if len(observed):
        return np.datetime64(observed.max(), "D")
    written = [_days(registers, table, column) for table, column in _SEEN.items()]
    if followed.is_said and not np.isnat(followed.until):
        written = [np.array([followed.until])]
    days = np.concatenate(written)
    if not len(days):
        told = "no day is known until which anybody was followed; give as_of, or fill in observed"
        raise _checks.InputError(told)
    return np.datetime64(days.max(), "D")


def known_to(registers: Registers, as_of: np.datetime64 | None) -> np.datetime64 | None:
    """The last day that an office knows anything of: a lot is drawn for a day after it.

    Args:
        registers: Of the office.
        as_of: The day on which the question is asked; None for the last day written of or
            observed. A lot that is written ahead of its day is no knowledge of that day.

    Returns:
        The day, None where nothing is written.
    """
    if as_of is not None:
        return as_of
    places = {**_BEGINS, "observed": "observed_until"}
    days = np.concatenate([_days(registers, table, column) for table, column in places.items()])
    return np.datetime64(days.max(), "D") if len(days) else None


def first_year(registers: Registers, last: np.datetime64 | None, left_out: Rows = NO_ROWS) -> int:
    """The year that something happened in first, up to a last day.

    Args:
        registers: Of an office.
        last: The last day; None for any.
        left_out: Rows of the adoptions that cannot be so: they happened in no year.
    """
    own = np.delete(registers["adoptions"].days("started_on"), left_out)
    others = [_days(registers, table, on) for table, on in _BEGINS.items() if table != "adoptions"]
    days = np.concatenate([own[~np.isnat(own)], *others])
    if last is not None:
        days = days[days <= last]
    if len(days):
        return _year_of(days.min())
    return _year_of(_last_written(registers, Followed()) if last is None else last)


def _year_of(day: Any) -> int:
    return int(str(day)[:4])


def _days(registers: Registers, table: str, column: str) -> Days:
    days = registers[table].days(column)
    return days[~np.isnat(days)]
