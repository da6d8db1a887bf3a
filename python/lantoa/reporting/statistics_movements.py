"""Movements launched in a year, by how long they run; who took part in them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lantoa.reporting.statistics_awards import UNKNOWN, known_people, known_units, last_day

if TYPE_CHECKING:
    from lantoa.office import Office, Table

LENGTHS = ("under_1", "exactly_1", "to_3", "to_5", "from_5", "unknown")
SCOPES = ("toan_quoc", "tinh", "co_so", "unknown")


def length(first: datetime.date | None, last: datetime.date | None) -> str:
    """How long a movement runs, both ends counted; ``unknown`` where an end is not known.

    A year from 29 February ends on 28 February.

    Example:
        >>> day = datetime.date
        >>> length(day(2023, 1, 1), day(2023, 12, 31)), length(day(2023, 1, 1), day(2023, 12, 30))
        ('exactly_1', 'under_1')
        >>> length(day(2021, 1, 1), day(2023, 12, 31)), length(day(2021, 1, 1), None)
        ('to_5', 'unknown')

    Source: TT 02/2023/TT-BNV, table 0601.N: under 1, 1, over 1, from 3, from 5 years.
    """
    if first is None or last is None or last < first:
        return UNKNOWN
    end = last + datetime.timedelta(days=1)
    if end < _later(first, 1):
        return "under_1"
    if end == _later(first, 1):
        return "exactly_1"
    if end < _later(first, 3):
        return "to_3"
    return "to_5" if end < _later(first, 5) else "from_5"


def _later(day: datetime.date, years: int) -> datetime.date:
    """The same day some years later; 1 March where there is no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return datetime.date(day.year + years, 3, 1)


def launched(table: Table, year: int, as_of: datetime.date | None) -> pd.Series:
    """What becomes of each movement in the statistics of a year: its first day gives the year."""
    days, last = table.frame["from"], last_day(as_of)
    conditions = [days.isna(), days.dt.year != year, days > last]
    told = np.select(conditions, ["undated", "other_year", "later"], default="counted")
    return pd.Series(told, index=table.frame.index)


def movements(
    office: Office, year: int, as_of: datetime.date | None, scopes: Mapping[str, str]
) -> pd.DataFrame:
    """A row per movement launched in the year: who launched it, its scope, how long it runs."""
    columns = ["movement_id", "name", "launched_by", "scope", "length"]
    table = office.tables.get("movements")
    if table is None:
        return pd.DataFrame({name: [] for name in columns}, dtype="str")
    frame = table.frame[launched(table, year, as_of) == "counted"]
    ends = zip(_days(frame["from"]), _days(frame["to"]), strict=True)
    ids, by = frame["movement_id"].astype("str"), frame["launched_by"].astype(object)
    return (
        pd.DataFrame(
            {
                "movement_id": ids,
                "name": frame["name"].astype("str"),
                "launched_by": by.where(by.notna(), UNKNOWN),
                "scope": [scopes.get(one, UNKNOWN) for one in ids],
                "length": [length(*pair) for pair in ends],
            }
        )
        .astype("str")[columns]
        .reset_index(drop=True)
    )


def _days(cells: pd.Series) -> list[datetime.date | None]:
    return [None if pd.isna(cell) else cell.date() for cell in cells]


def taking_part(office: Office, found: pd.DataFrame) -> pd.DataFrame:
    """For each movement how many units and people are on the list of results, and are first."""
    table = office.tables.get("movement_results")
    told = found[["movement_id", "name", "launched_by"]].copy()
    columns = ["units", "people", "first"]
    if table is None:
        return told.assign(**dict.fromkeys(columns, pd.array([pd.NA] * len(told), "Int64")))
    rows = table.frame[["movement_id", "subject_id", "place"]].astype({"movement_id": "str"})
    ids = rows["subject_id"].astype("str")
    units, people = known_units(office), known_people(office)
    flags = {"units": ids.isin(units), "people": ids.isin(people), "first": rows["place"] == 1}
    counts = rows.assign(subject_id=ids, **flags)
    for name in columns:
        own = counts[counts[name].fillna(False).astype(bool)]
        number = own.groupby("movement_id")["subject_id"].nunique()
        told[name] = told["movement_id"].map(number).fillna(0).astype("Int64")
    return told
