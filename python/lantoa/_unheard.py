"""Judgements that name no criterion of the plan: a slip in an id must not vanish in silence.

Reading an office knows no plan, so this is found when somebody is judged by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantoa.intake.faults import nearest
from lantoa.intake.problems import Problem
from lantoa.intake.vocabulary import shown_heading

if TYPE_CHECKING:
    from lantoa.criteria.plan import Plan
    from lantoa.office import Office, Table

_SAID = "unheard_judgement"


def listed(office: Office, plan: Plan) -> Office:
    """The office with every judgement listed that no criterion of the plan hears.

    The office itself where there is none.
    """
    table = office.tables.get("attestations")
    if table is None or not len(table):
        return office
    known = [criterion.id for criterion in plan.criteria]
    found = _problems(table, known)
    before = [problem for problem in office.listed if problem.text != _SAID]
    if not found and len(before) == len(office.listed):
        return office
    return office.with_rows({}, [*before, *found])


def _problems(table: Table, known: list[str]) -> list[Problem]:
    ids = table.frame["criterion_id"].cat
    strange = ~ids.categories.isin(known)
    codes = ids.codes.to_numpy()
    at = np.flatnonzero(np.append(strange, False)[codes])
    found = []
    for part in np.unique(table.origin.part[at]):
        here = at[table.origin.part[at] == part]
        values = [str(ids.categories[code]) for code in codes[here]]
        found.append(
            Problem(
                table.origin.file[part], table.origin.sheet[part], table.origin.row[here],
                shown_heading("criterion_id", "attestations"), "unknown_reference", values,
                [nearest(value, known) for value in values], _SAID, table="attestations",
                name="criterion_id",
            )
        )  # fmt: skip
    return found
