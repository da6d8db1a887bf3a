"""Which tables a plan needs, and which judgements it asks for."""

from __future__ import annotations

from lantoa.criteria import Plan
from lantoa.schema import TABLES

_ALWAYS = ("units", "people", "memberships", "unit_changes", "coverage", "aliases")
_FIRST = ("units", "unit_changes", "people", "memberships")
_LAST = ("coverage", "aliases")


def tables_of(plan: Plan) -> list[str]:
    """The tables that the plan's facts read, those that they name, and those of every office.

    Units and people come first, for the others choose from them.

    Example:
        >>> from lantoa.criteria import load_plan
        >>> tables_of(load_plan("exemplars-2021-2025"))[:5]
        ['units', 'unit_changes', 'people', 'memberships', 'ratings']
    """
    facts = plan.facts.values()
    needed = {*_ALWAYS, *(fact["table"] for fact in facts)}
    needed |= {fact["through"] for fact in facts if fact.get("through")}
    needed |= {_named(spec.of) for table in needed for spec in TABLES[table].columns.values()}
    middle = [name for name in TABLES if name not in _FIRST + _LAST]
    return [name for name in (*_FIRST, *middle, *_LAST) if name in needed]


def _named(of: str | None) -> str:
    return of if of and of in TABLES else "units"


def judged(plan: Plan) -> dict[str, str]:
    """The criteria that a body judges, under the reading chosen or another; id and label."""
    every = {criterion.id: criterion.label for criterion in plan.criteria}
    found = {criterion.id for criterion in plan.criteria if criterion.kind == "attested"}
    asked = plan._questions
    on_criteria = asked[asked["owner"].str.startswith("criterion.") & ~asked["is_chosen"]]
    for row in on_criteria.itertuples():
        criterion_id = str(row.owner).removeprefix("criterion.")
        other = plan.change(f"reading.{row.question}", row.reading)
        if other.criterion(criterion_id).kind == "attested":
            found.add(criterion_id)
    return {criterion_id: label for criterion_id, label in every.items() if criterion_id in found}
