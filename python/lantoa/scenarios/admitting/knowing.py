"""An office as it is known on a day: nothing that is decided, or that changes, later."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from lantoa.criteria.resolving import closing_day
from lantoa.office import Office, Table
from lantoa.worklists.cells import day_columns

Fields = Mapping[str, Any]
Days = pd.Series

_STARTS = {
    "memberships": "from",
    "unit_changes": "date",
    "movements": "from",
    "calls": "date",
    "coverage": "from",
}
"""Of tables that no fact dates, the day from which a row is known."""

_ENDS = {"memberships": "to", "units": "closed"}
"""Ends that are nobody's to count on before they have come."""

_UNDONE = {"annulled_on": "status", "revoked_on": None}
"""Days on which a row loses its force, and the cell that says so beside them."""


def known_on(office: Office, facts: Mapping[str, Fields], day: datetime.date) -> Office:
    """The office without what is only seen after a day; what ends later has no end.

    Example:
        >>> import lantoa as lt
        >>> office = lt.sample_office(seed=7)
        >>> facts = lt.load_plan("exemplars-2021-2025").resolved(datetime.date(2023, 9, 30))["facts"]
        >>> known = known_on(office, facts, datetime.date(2023, 9, 30))
        >>> bool(known["ratings"]["year"].max() < office["ratings"]["year"].max())
        True
    """
    by_table: dict[str, list[Fields]] = {}
    for fact in facts.values():
        by_table.setdefault(fact["table"], []).append(fact)
    tables = {
        name: _known(table, by_table.get(name, []), day) for name, table in office.tables.items()
    }
    return replace(office, tables=MappingProxyType(tables))


def _known(table: Table, facts: Sequence[Fields], day: datetime.date) -> Table:
    late = _late(table.frame, table.name, facts, pd.Timestamp(day))
    rows = np.flatnonzero(~late)
    frame = _without_later(table, pd.Timestamp(day)).iloc[rows].reset_index(drop=True)
    unreadable = {name: flags[rows] for name, flags in table.unreadable.items()}
    return Table(table.name, frame, table.origin.take(rows), unreadable)


def _late(
    frame: pd.DataFrame, name: str, facts: Sequence[Fields], day: pd.Timestamp
) -> np.ndarray[Any, Any]:
    if name in _STARTS:
        return (frame[_STARTS[name]] > day).to_numpy()
    late = np.full(len(frame), bool(facts))
    for fact in facts:
        late &= (_seen(frame, fact) > day).to_numpy()
    return late


def _seen(frame: pd.DataFrame, fact: Fields) -> Days:
    """The day on which each row is seen by a fact; blank where nobody can tell."""
    nobody = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[s]")
    column = str(fact.get("seen_on") or "decision_date")
    days = frame.get(column, nobody)
    if fact["per"] == "year":
        closes = fact.get("closes") or {"month": 12, "day": 31}
        years = frame["year"].dropna().unique()
        by_year = {year: pd.Timestamp(closing_day(closes, int(year))) for year in years}
        return days.fillna(frame["year"].map(by_year).astype("datetime64[s]"))
    for name in day_columns(fact):
        cells = frame[name]
        if name == "year":
            ends = {year: pd.Timestamp(int(year), 12, 31) for year in cells.dropna().unique()}
            cells = cells.map(ends).astype("datetime64[s]")
        days = days.fillna(cells)
    return days


def _without_later(table: Table, day: pd.Timestamp) -> pd.DataFrame:
    """The same rows; what ends or loses its force after the day has not."""
    frame = table.frame.copy()
    end = _ENDS.get(table.name)
    if end is not None:
        frame[end] = frame[end].mask(frame[end] >= day)
    if table.name == "coverage":
        frame["to"] = frame["to"].mask(~(frame["to"] < day), day)
    for name, beside in _UNDONE.items():
        if name in frame:
            later = frame[name] > day
            frame[name] = frame[name].mask(later)
            if beside is not None and beside in frame:
                frame[beside] = frame[beside].mask(later)
    return frame
