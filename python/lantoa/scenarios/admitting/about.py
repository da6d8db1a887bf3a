"""A result and an office with what is about one subject only, so that many questions are quick."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa.office import Office, Table
from lantoa.records.kin import Kin
from lantoa.schema import TABLES

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_WHOLE = ("units", "unit_changes", "movements", "calls", "coverage")
"""Tables that are about everybody."""

_BYSTANDERS = 20
"""So many others are kept, for somebody has to take up a practice that is only supposed."""

_NEVER_READ = ("aliases", "publicity", "links", "observed", "assignments", "measures")
"""Tables that no rule reads."""

_PEOPLE = ("people", "memberships")


def headed(result: Evaluation, subject_id: str) -> list[str]:
    """The units whose verdicts a head's link asks for; of everybody else none."""
    notes = result._surveyed([subject_id])[1]
    named = [one for one in notes["subject_id"].unique() if one != subject_id]
    judged = set(result._judged["subject_id"])
    return [one for one in named if one in judged and result._is_unit(one)]


def narrowed(result: Evaluation, subject_ids: Iterable[str]) -> Evaluation:
    """The same result, in which only some subjects are put into words."""
    view = replace(result)
    view.__dict__["_survey"] = result._surveyed(list(subject_ids))
    view.__dict__["_judged"] = result._judged
    view.__dict__["_resolved"] = result._resolved
    return view


def office_about(office: Office, subject_id: str, units: Iterable[str]) -> Office:
    """The rows that the verdicts of a subject and of some units can rest on.

    Of a unit also everything about whoever was ever a member of it or of what it was made of.

    Example:
        >>> import lantoa as lt
        >>> office = lt.sample_office(seed=7)
        >>> len(office_about(office, "CB0020", ["DV02"])["people"]) < len(office["people"])
        True
    """
    kin = Kin(office)
    names = {one for unit in units for one in kin.line(unit)}
    everybody = names | {subject_id} | _members(office, names)
    there = everybody | set(bystanders(office))
    read = [name for name in office.tables if name not in _NEVER_READ]
    tables = {
        name: _part(office.tables[name], there if name in _PEOPLE else everybody) for name in read
    }
    tables |= _taken_up(office, tables)
    return replace(office, tables=MappingProxyType(tables), _problems=())


def bystanders(office: Office) -> list[str]:
    """The first people of an office, whoever they are."""
    table = office.tables.get("people")
    return [] if table is None else table.frame["person_id"].dropna()[:_BYSTANDERS].tolist()


def _taken_up(office: Office, tables: dict[str, Table]) -> dict[str, Table]:
    """Who took up one of the practices that are kept."""
    table, practices = office.tables.get("adoptions"), tables.get("practices")
    if table is None or practices is None:
        return {}
    known = table.frame["practice_id"].isin(practices.frame["practice_id"])
    return {"adoptions": _rows(table, np.flatnonzero(known.to_numpy()))}


def _members(office: Office, units: set[str]) -> set[str]:
    table = office.tables.get("memberships")
    if table is None or not units:
        return set()
    inside = table.frame["unit_id"].isin(units)
    return set(table.frame.loc[inside, "person_id"].dropna())


def _part(table: Table, ids: set[str]) -> Table:
    if table.name in _WHOLE:
        return table
    column = "person_id" if table.name in _PEOPLE else TABLES[table.name].subject
    if column is None:
        return table
    return _rows(table, np.flatnonzero(table.frame[column].isin(ids).to_numpy()))


def _rows(table: Table, chosen: np.ndarray[Any, Any]) -> Table:
    frame = table.frame.iloc[chosen].reset_index(drop=True)
    words = [str(name) for name in frame.select_dtypes("category")]
    coded = {name: frame[name].cat.remove_unused_categories() for name in words}
    unreadable: dict[str, Any] = {name: at[chosen] for name, at in table.unreadable.items()}
    kept = {name: at for name, at in unreadable.items() if at.any()}
    return Table(table.name, frame.assign(**coded), table.origin.take(chosen), kept)
