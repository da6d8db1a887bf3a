"""What a plan need not write: every key that has a default, filled in.

Filled tables say the same whether the file wrote a default out or left it away.
"""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from lantoa.criteria import model
from lantoa.criteria.tables import Table, Tables

SECTIONS: dict[str, type[BaseModel]] = {
    "plan": model.Head,
    "scope": model.Scope,
    "amendable": model.Amendable,
    "scale": model.Scale,
    "track": model.Track,
    "scoring": model.Scoring,
    "quota": model.Quota,
    "milestone": model.Milestone,
    "actor": model.Actor,
    "policy": model.Policy,
}


def _by_tag(union: Any, key: str) -> dict[str, type[BaseModel]]:
    members = get_args(get_args(union)[0])
    return {get_args(member.model_fields[key].annotation)[0]: member for member in members}


KINDS = _by_tag(model.AnyCriterion, "kind")
FACTS = _by_tag(model.AnyFact, "per")


def class_of(path: str, table: Table) -> type[BaseModel]:
    """The class of the model that a valid table belongs to."""
    section = path.partition(".")[0]
    if section == "criterion":
        return KINDS[table["kind"]]
    return FACTS[table["per"]] if section == "fact" else SECTIONS[section]


def keys_of(model_class: type[BaseModel]) -> list[str]:
    """The keys that a table of this class may hold, as the file writes them."""
    return [field.alias or name for name, field in model_class.model_fields.items()]


@cache
def defaults_of(model_class: type[BaseModel]) -> dict[str, Any]:
    """The keys that have a default, None left out: what is not there asks nothing."""
    fields = {field.alias or name: field for name, field in model_class.model_fields.items()}
    values = {
        key: field.get_default(call_default_factory=True)
        for key, field in fields.items()
        if not field.is_required() and key != "interpretation"
    }
    return {
        key: value.model_dump() if isinstance(value, BaseModel) else value
        for key, value in values.items()
        if value is not None
    }


def filled(tables: Tables) -> Tables:
    """Every table with its defaults; a policy and a scoring are always there."""
    always: Tables = {"scoring": {}, "policy": {}}
    complete = tables | {path: table for path, table in always.items() if path not in tables}
    return {path: _filled(path, table) for path, table in complete.items()}


def _filled(path: str, table: Table) -> Table:
    nested = {"closes": model.Closes, "ties": model.Ties, "only_if": model.OnlyIf}
    full = _completed(table, defaults_of(class_of(path, table)))
    for key in full.keys() & nested.keys():
        full[key] = _completed(full[key], defaults_of(nested[key]))
    return _quota(full) if path.startswith("quota.") else full


def _completed(table: Table, defaults: Table) -> Table:
    return table | {key: value for key, value in defaults.items() if key not in table}


def _quota(quota: Table) -> Table:
    """A share is of the members or the units, or of the seats around it; rounded down, no minimum."""
    if "share_per_mille" not in quota:
        return quota
    bases = {"person": "members_on_as_of_date", "unit": "units_on_as_of_date"}
    of = {"of": bases[quota["subjects"][0]]} if len(quota["subjects"]) == 1 else {}
    if "inside" in quota:
        of = {"of": "seats_of_outer"}
    return _completed(quota, {**of, "rounding": "down", "minimum_places": 0})
