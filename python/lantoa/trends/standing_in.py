"""To which block a subject of an office belongs: its unit, field, or another column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.concluding import Saying
from lantoa.trends.lines import Change, latest_ids
from lantoa.trends.panel import TOPIC

_OF_UNITS = ("field", "parent_id")
_OF_PEOPLE = ("unit_id", "field", "sex", "class")


def blocks_of(
    office: Any, rows: pd.DataFrame, by: str, changes: Sequence[Change]
) -> tuple[list[str | None], list[Saying]]:
    """The block of each row's subject as of its last row, and what a reader must know of it.

    Of a person the unit in which it stood at the end of the last year; of a renamed unit the last
    id.

    Args:
        office: The office.
        rows: ``subject``, ``year`` and ``value``, of people or of units.
        by: ``"unit_id"``, ``"field"``, ``"parent_id"``, ``"sex"`` or ``"class"``.
        changes: Of units.

    Raises:
        InputError: There is no such column.
    """
    units = _column(office, "units", "unit_id")
    is_units = rows["subject"].map(_without_years).isin(units).all()
    _checks.one_of(by, _OF_UNITS if is_units else _OF_PEOPLE, what="by")
    if is_units:
        return _of_units(office, rows, by), []
    if by in ("sex", "class"):
        known = office.tables["people"].frame.set_index("person_id")[by].astype(object)
        return _texts(rows["subject"].map(known)), []
    return _of_people(office, rows, by, changes)


def _column(office: Any, table: str, column: str) -> set[str]:
    if table not in office:
        raise InputError(f'by: the office has no table "{table}" that says it')
    return set(office.tables[table].frame[column].dropna().astype(str))


def _of_units(office: Any, rows: pd.DataFrame, by: str) -> list[str | None]:
    known = office.tables["units"].frame.set_index("unit_id")[by].astype(object)
    return _texts(rows["subject"].map(_without_years).map(known))


def _without_years(unit: str) -> str:
    return unit.split(" (…")[0]


def _of_people(
    office: Any, rows: pd.DataFrame, by: str, changes: Sequence[Change]
) -> tuple[list[str | None], list[Saying]]:
    if "memberships" not in office:
        raise InputError('by: the office has no table "memberships" that says who is in which unit')
    at = _units_at_the_end(office, rows, latest_ids(changes, ("rename",)))
    merged = latest_ids(changes, ("rename", "merge"))  # whose unit merged has not moved
    per_subject = at.map(lambda one: merged.get(one, one)).groupby(rows["subject"]).nunique()
    moved = int((per_subject > 1).sum())
    notes = [Saying(TOPIC, "notes.moved", {"count": moved})] if moved else []
    if by == "field":
        known = office.tables["units"].frame.set_index("unit_id")["field"].astype(object)
        at = at.map(known)
    return _texts(at), notes


def _units_at_the_end(office: Any, rows: pd.DataFrame, latest: Mapping[str, str]) -> pd.Series:
    """The unit of each row's person at the end of its year; the later membership names it."""
    frame = office.tables["memberships"].frame.dropna(subset=["unit_id"])
    members = pd.DataFrame(
        {
            "subject": frame["person_id"].astype(object),
            "unit": frame["unit_id"].astype(object).map(lambda one: latest.get(one, one)),
            "from": frame["from"].fillna(pd.Timestamp("1900-01-01")).astype("datetime64[s]"),
        }
    ).sort_values(["from", "unit"], kind="stable")
    ends = pd.DataFrame(
        {
            "subject": rows["subject"].astype(object),
            "end": pd.to_datetime(rows["year"].astype(str) + "-12-31").astype("datetime64[s]"),
            "at": np.arange(len(rows)),
        }
    ).sort_values("end", kind="stable")
    joined = pd.merge_asof(ends, members, left_on="end", right_on="from", by="subject")
    return pd.Series(joined.sort_values("at")["unit"].to_numpy(object), index=rows.index)


def _texts(cells: pd.Series) -> list[str | None]:
    return [None if pd.isna(one) else str(one) for one in cells]
