"""Which awards count in a year, and who received them: rows of the register, none left out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lantoa.reporting.statistics_people import classes, units_of

if TYPE_CHECKING:
    from lantoa.office import Office, Table

UNKNOWN = "unknown"
ACCOUNTS = (
    *("counted", "proposed", "annulled", "unclear"),
    *("other_year", "later", "undated", "repeated"),
)
"""What becomes of a row of a register; every row has one of these."""

KINDS = ("collective", "enterprise", "household")
COLUMNS = ("subject_id", "decision_date", "level", "form", "category", "receiver", "unit_id")

_AFTER_ALL = pd.Timestamp.max.floor("s")


def last_day(as_of: datetime.date | None) -> pd.Timestamp:
    """The day up to which the registers are read; without one, all that they hold."""
    return _AFTER_ALL if as_of is None else pd.Timestamp(as_of)


def accounts(table: Table, year: int, as_of: datetime.date | None) -> pd.Series:
    """What becomes of each row of the register of commendations in the statistics of a year.

    The day of the decision gives the year. A row without one lies between 1 January of its own
    year and 31 December of the next, so it is perhaps of this year or certainly of another.
    """
    frame, last = table.frame, last_day(as_of)
    days, status = frame["decision_date"], frame["status"].astype(object)
    annulled = frame["annulled_on"]
    unread = _unread(table, "annulled_on")
    gone = (annulled <= last) | ((status == "annulled") & annulled.isna() & ~unread)
    stood = pd.Series(
        np.select(
            [
                status == "proposed",
                gone,
                unread | _unread(table, "status"),
                days.isna() & _elsewhere(frame["year"], year),
                days.isna(),
                days.dt.year != year,
                days > last,
            ],
            ["proposed", "annulled", "unclear", "other_year", "undated", "other_year", "later"],
            default="counted",
        ),
        index=frame.index,
    )
    # Two rows are one where every cell can be read: what is illegible may differ.
    legible = pd.Series(True, index=frame.index)
    for name in frame:
        legible &= ~_unread(table, str(name))
    again = frame[(stood == "counted") & legible].duplicated()
    stood[again[again].index] = "repeated"
    return stood


def _unread(table: Table, column: str) -> np.ndarray:
    """Where a cell holds something that is no value."""
    return table.unreadable.get(column, np.zeros(len(table.frame), bool))


def _elsewhere(years: pd.Series, year: int) -> pd.Series:
    """Where an undated row of such a year cannot have been decided in this one."""
    return (years.notna() & ~years.isin([year, year - 1])).astype(bool)


def awards(
    office: Office, year: int, as_of: datetime.date | None, receivers: Mapping[str, str]
) -> pd.DataFrame:
    """The rows that count, n rows: what was given to whom; what is blank is ``unknown``."""
    table = office.tables.get("commendations")
    if table is None:
        return pd.DataFrame({name: [] for name in COLUMNS}, dtype="str")
    counted = table.frame[accounts(table, year, as_of) == "counted"].reset_index(drop=True)
    told = {name: _told(counted[name]) for name in ("level", "form", "category")}
    days = counted["decision_date"]
    found = pd.DataFrame({"subject_id": counted["subject_id"].astype("str"), **told})
    found["decision_date"] = days
    found["receiver"] = _receivers(office, found, receivers)
    found["unit_id"] = units_of(office, found["subject_id"], days)
    return found[list(COLUMNS)]


def _told(cells: pd.Series) -> pd.Series:
    """The cells as text, those without a value as ``unknown``."""
    texts = cells.astype(object)
    return texts.where(texts.notna(), UNKNOWN).astype("str")


def _receivers(office: Office, found: pd.DataFrame, declared: Mapping[str, str]) -> pd.Series:
    """Collective, enterprise or household; of people leaders apart, then by class."""
    ids = found["subject_id"]
    units, people = known_units(office), known_people(office)
    of_people = classes(office, ids, found["decision_date"])
    kind = np.where(ids.isin(units), "collective", UNKNOWN)
    told = np.where(ids.isin(people), of_people, kind)
    pairs = zip(ids, told, strict=True)
    return pd.Series([declared.get(*pair) for pair in pairs], index=ids.index, dtype="str")


def has_gap(office: Office, register: str, year: int) -> bool:
    """Whether the office says, or leaves open, that a register is not complete in a year."""
    table = office.tables.get("coverage")
    if table is None:
        return False
    frame = table.frame
    first, last = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
    starts, ends = frame["from"].fillna(first) <= last, frame["to"].fillna(last) >= first
    told = (frame["table"].astype(object) == register) & starts & ends
    return bool((told & ~frame["complete"].fillna(False).astype(bool)).any())


def known_units(office: Office) -> set[str]:
    """The ids that the registers use for units."""
    return _named(office, {"units": "unit_id", "memberships": "unit_id"})


def known_people(office: Office) -> set[str]:
    """The ids that the registers use for people."""
    return _named(office, {"people": "person_id", "memberships": "person_id"})


def _named(office: Office, columns: Mapping[str, str]) -> set[str]:
    found: set[str] = set()
    for name, column in columns.items():
        if name in office.tables:
            found |= set(office.tables[name].frame[column].dropna().astype(str))
    return found
