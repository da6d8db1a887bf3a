"""An office as it was known on a day: whatever is asked as of a day sees nothing that came later."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lantoa.spreading.registers import Registers

if TYPE_CHECKING:
    from lantoa.office import Office, Table
    from lantoa.spreading.finding import Findings

_CAME: Mapping[str, str] = {
    "adoptions": "started_on",
    "assignments": "date",
    "coverage": "from",
    "links": "from",
    "memberships": "from",
    "publicity": "date",
    "ratings": "decision_date",
    "recognitions": "decided_on",
    "unit_changes": "date",
}
"""The day from which a row was known; a row that came later is not there."""

_ENDED: Mapping[str, tuple[str, ...]] = {
    "adoptions": ("ended_on", "verified_on"),
    "links": ("to",),
    "memberships": ("to",),
    "people": ("left",),
    "recognitions": ("revoked_on",),
    "units": ("closed",),
}
"""What became of a row; where that came later, nothing had become of it yet."""

_REACHED: Mapping[str, str] = {"coverage": "to", "observed": "observed_until"}
"""Until when somebody looked; no further than the day."""

_YEARLY = ("initiatives", "measures", "ratings", "targets")
"""A row of a year is known once the year is over."""

_DECIDED: Mapping[str, tuple[str, str]] = {"initiatives": ("decision_date", "recognised")}
"""What a decision says; before its day the row is there, undecided."""


def known_on(office: Office, day: np.datetime64) -> Office:
    """The office with what was known on a day.

    Rows that came later are not there, revocations and other ends that came later are undone,
    yearly figures are those of years that were over, and who was followed longer was followed up
    to the day. Units and people stay, also those that were yet to come.

    Args:
        office: With everything that was written since.
        day: The day.

    Example:
        >>> import lantoa as lt
        >>> office = known_on(lt.sample_office(seed=7), np.datetime64("2022-06-30"))
        >>> int(office["ratings"]["year"].max()), len(office["assignments"])
        (2021, 0)
    """
    when = pd.Timestamp(day)
    tables = {name: _known(table, when) for name, table in office.tables.items()}
    return replace(office, tables=MappingProxyType(tables))


def year_is_over(year: int, day: np.datetime64 | None) -> bool:
    """Whether a year's outcome is known on a day; where no day is asked of, it is.

    >>> year_is_over(2023, np.datetime64("2023-12-31")), year_is_over(2023, None)
    (False, True)
    """
    return day is None or year < pd.Timestamp(day).year


def _known(table: Table, day: pd.Timestamp) -> Table:
    later = _later(table, day)
    if later.any():
        kept = ~later
        unreadable = {name: flags[kept] for name, flags in table.unreadable.items()}
        table = replace(
            table,
            frame=table.frame[kept].reset_index(drop=True),
            origin=table.origin.take(np.flatnonzero(kept)),
            unreadable=MappingProxyType(unreadable),
        )
    changed = _undone(table, day)
    return replace(table, frame=table.frame.assign(**changed)) if changed else table


def _later(table: Table, day: pd.Timestamp) -> np.ndarray:
    frame, later = table.frame, np.zeros(len(table), bool)
    if table.name in _CAME:
        later |= (frame[_CAME[table.name]] > day).to_numpy(bool)
    if table.name in _YEARLY:
        later |= (frame["year"] >= day.year).fillna(value=False).to_numpy(bool)
    return later


def _undone(table: Table, day: pd.Timestamp) -> dict[str, pd.Series]:
    """The columns that say something else on that day."""
    frame, found = table.frame, {}
    for column in _ENDED.get(table.name, ()):
        if (frame[column] > day).any():
            found[column] = frame[column].mask(frame[column] > day)
    if table.name in _REACHED:
        column = _REACHED[table.name]
        found[column] = frame[column].mask(frame[column] > day, day)
    if table.name in _DECIDED:
        decided, told = _DECIDED[table.name]
        found[told] = frame[told].mask(frame[decided] > day)
    return found


def list_later(
    office: Office, day: np.datetime64, practices: Collection[str], findings: Findings
) -> None:
    """List what was taken up, or told, after the day: not counted, and not lost in silence."""
    whole = Registers(office)
    for kind, name, column in (
        ("after_last", "adoptions", "started_on"),
        ("story_after_last", "publicity", "date"),
    ):
        if (register := whole.given(name)) is None:
            continue
        later = register.days(column) > day
        if name == "adoptions":
            later &= register.frame["practice_id"].isin(practices).to_numpy(bool)
        findings.add(kind, register, later, column)
