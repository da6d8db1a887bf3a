"""Days as offices write them, day first always; what is known only to the month stays unread."""

from __future__ import annotations

import datetime as dt
import math
import re
from calendar import monthrange
from dataclasses import replace

from lantoa.intake.faults import Fault
from lantoa.intake.text import clean

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years before and after these are slips of the pen, not years of a register."""

_TIME = r"(?:[Tt ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_DAY_FIRST = re.compile(rf"(?:ngày )?(\d{{1,2}}) ?[/.-] ?(\d{{1,2}}) ?[/.-] ?(\d{{4}}){_TIME}")
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/](\d{{1,2}})[-/](\d{{1,2}}){_TIME}")
_IN_WORDS = re.compile(r"(?:[^,]*, )?ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_PARTIAL = re.compile(
    r"(?:tháng )?\d{1,2} ?[/.-] ?\d{4}|tháng \d{1,2} năm \d{4}"
    r"|(?:quý|quí) (?:[1-4]|i{1,3}|iv) ?(?:[/-]|năm) ?\d{4}|(?:năm )?\d{4}"
)
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_SHORT_YEAR = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{2})")
_NO_DAY = Fault("bad_date", text="not_a_day")


def day(cell: object) -> dt.date | Fault:
    """The day that a cell gives, or why it gives none.

    Args:
        cell: A day, a text, or a number: an Excel serial, whose day 60 (29/02/1900) never was.

    Example:
        >>> day("1/9/2021"), day(44440), day("ngày 05 tháng 9 năm 2025")
        (datetime.date(2021, 9, 1), datetime.date(2021, 9, 1), datetime.date(2025, 9, 5))
        >>> day("31/02/2023").kind, day("tháng 8/2021").kind, day(60).kind
        ('bad_date', 'partial_date', 'bad_date')
        >>> day("31/02/2023").nearest, day("12/31/2021").nearest, day("31/12/21").nearest
        ('28/02/2023', '31/12/2021', '31/12/2021')
    """
    if isinstance(cell, dt.datetime):
        return _plausible(cell.date())
    if isinstance(cell, dt.date):
        return _plausible(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return _written(clean(str(cell)).lower())
    return _numbered(float(cell))


def _plausible(found: dt.date) -> dt.date | Fault:
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else Fault("bad_date")


def _numbered(number: float) -> dt.date | Fault:
    """A bare year, or the days since 31/12/1899 in a calendar that has a 29/02/1900."""
    if not math.isfinite(number):
        return _NO_DAY
    whole = int(number)
    if number == whole and FIRST_YEAR <= whole <= LAST_YEAR:
        return Fault("partial_date")
    if whole < 1 or whole == 60 or whole > 73_050:
        return Fault("bad_date")
    return dt.date(1899, 12, 31) + dt.timedelta(days=whole - (whole > 60))


def _written(text: str) -> dt.date | Fault:
    if found := _DAY_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(text):
        return _calendar(*map(int, found.group(3, 2, 1)))
    if found := _YEAR_FIRST.fullmatch(text):
        return _calendar(*map(int, found.groups()))
    if _PARTIAL.fullmatch(text):
        return Fault("partial_date")
    if found := _SHORT_YEAR.fullmatch(text):
        short = _calendar(2000 + int(found[3]), int(found[2]), int(found[1]))
        return replace(_NO_DAY, nearest=_shown(short) if isinstance(short, dt.date) else None)
    return _numbered(float(text)) if _SERIAL.fullmatch(text) else _NO_DAY


def _calendar(year: int, month: int, date: int) -> dt.date | Fault:
    try:
        return _plausible(dt.date(year, month, date))
    except ValueError:
        return Fault("bad_date", _near(year, month, date))


def _near(year: int, month: int, date: int) -> str | None:
    """The last day of the month, or the day whose month was written first."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if 1 <= month <= 12 and date > 28:
        return _shown(dt.date(year, month, monthrange(year, month)[1]))
    if 1 <= date <= 12 and 1 <= month <= monthrange(year, date)[1]:
        return _shown(dt.date(year, date, month))
    return None


def _shown(found: dt.date) -> str:
    return f"{found:%d/%m/%Y}"
