"""Are the facts sound: do they read columns that are there, and in a way that has a meaning?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lantoa import schema
from lantoa._checks import nearest
from lantoa.criteria.problems import Problem
from lantoa.criteria.soundness import Rules, quoted, unknown_ids
from lantoa.criteria.tables import Table

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_RATIO = {"ratio": ["achieved", "planned"], "ratio_if_less": ["planned", "achieved"]}
_TAKES = {
    "ratio": ("min", "max", "mean"),
    "levels": ("any", "latest_decision", "min", "max"),
    "yes or no": ("any", "latest_decision", "min", "max"),
}
_ONLY: dict[str, dict[str, Any]] = {
    "judgement": {"table": "attestations", "subject": "subject_id"},
    "interval": {"table": "memberships", "subject": "person_id", "date": ["from", "to"]},
}
# What the columns that a key names must hold.
_HOLDS = {
    "subject": ("subject", "person", "unit"),
    "counts_on": ("date", "year"),
    "seen_on": ("date",),
    "annulled": ("date",),
    "unrated": ("code",),
    "share": ("per_mille",),
    "key": ("id", "ref", "subject", "person", "unit"),
    "votes": ("int",),
    "date": ("date",),
}


def problems(rules: Rules) -> Iterator[Problem]:
    """What is wrong with any fact."""
    for fact in rules.facts.values():
        yield from of_one(fact, rules)


def of_one(fact: Table, rules: Rules) -> Iterator[Problem]:
    """What is wrong with one fact."""
    where = f"fact {fact['id']}"
    if fact["table"] not in schema.TABLES:
        yield from unknown_ids(where, "table", [fact["table"]], schema.TABLES, "table")
        return
    yield from _columns(where, fact)
    yield from _where(where, fact, rules)
    yield from _closing(where, fact)
    yield from _fixed(where, fact)
    if fact["per"] == "year":
        yield from _yearly(where, fact, rules)
    if fact["per"] == "event":
        yield from _events(where, fact, rules)


def listed(value: Any) -> list[str]:
    """One column or several, as a list."""
    return [value] if isinstance(value, str) else list(value or [])


def _columns(where: str, fact: Table) -> Iterator[Problem]:
    for key in (*_HOLDS, "year", "value", "ratio", "ratio_if_less"):
        for column in listed(fact.get(key)):
            if key == "subject" and fact.get("through"):
                yield from _column(where, key, fact["through"], column)
            else:
                yield from _column(where, key, fact["table"], column)


def _column(where: str, key: str, table: str, column: str) -> Iterator[Problem]:
    columns = schema.TABLES[table].columns
    wanted = _HOLDS.get(key)
    if column not in columns:
        fitting = [name for name, spec in columns.items() if not wanted or spec.type in wanted]
        yield from unknown_ids(where, key, [column], fitting, f"column of {table}")
    elif wanted and columns[column].type not in wanted:
        holds = f'"{column}" holds {columns[column].type}'
        yield Problem(where, key, holds, " or ".join(wanted))


def _where(where: str, fact: Table, rules: Rules) -> Iterator[Problem]:
    columns = schema.TABLES[fact["table"]].columns
    for column, asked in fact.get("where", {}).items():
        key = f"where.{column}"
        if column in schema.LOOKED_UP.get(fact["table"], ()):
            yield from _topic(where, key, asked, rules)
        elif column not in columns:
            yield from unknown_ids(where, key, [column], columns, f"column of {fact['table']}")
        elif columns[column].type == "bool":
            if not isinstance(asked, bool):
                yield Problem(where, key, quoted(asked), "true or false")
        elif columns[column].type != "code":
            holds = f'"{column}" holds {columns[column].type}'
            yield Problem(where, key, holds, "a column of codes, or of true and false")
        elif isinstance(asked, bool):
            yield Problem(where, key, quoted(asked), f"a code of {column}")
        else:
            codes = schema.CODES[columns[column].of or ""]
            yield from unknown_ids(where, key, listed(asked), codes, f"code of {column}")


def _topic(where: str, key: str, asked: Any, rules: Rules) -> Iterator[Problem]:
    """A movement's special topic, which is a track of the plan."""
    if isinstance(asked, bool):
        yield Problem(where, key, quoted(asked), "a track of the plan")
    else:
        yield from unknown_ids(where, key, listed(asked), rules.named["track"], "track")


def _closing(where: str, fact: Table) -> Iterator[Problem]:
    closes = fact.get("closes")
    if closes and closes["day"] > _DAYS[closes["month"] - 1]:
        last = _DAYS[closes["month"] - 1]
        yield Problem(where, "closes.day", quoted(closes["day"]), f"at most {last} in that month")


def _fixed(where: str, fact: Table) -> Iterator[Problem]:
    for key, value in _ONLY.get(fact["per"], {}).items():
        if fact[key] != value:
            yield Problem(where, key, quoted(fact[key]), f"{quoted(value)} per {fact['per']}")


def _yearly(where: str, fact: Table, rules: Rules) -> Iterator[Problem]:
    if ("value" in fact) == ("ratio" in fact):
        yield Problem(where, "value", "a value and a ratio, or neither", "one of them")
    elif "ratio" in fact:
        yield from _ratio(where, fact)
    else:
        yield from _yearly_value(where, fact, rules)
    sort = "ratio" if "ratio" in fact else "yes or no" if "type" in fact else "levels"
    if fact["take"] not in _TAKES[sort]:
        found = f'"{fact["take"]}" of several {sort}' if sort != "ratio" else quoted(fact["take"])
        near = nearest(fact["take"], _TAKES[sort])
        yield Problem(where, "take", found, ", ".join(_TAKES[sort]), near)
    if "unrated" in fact and "scale" not in fact:
        yield Problem(where, "unrated", "only what has a scale can be not rated", "no such key")
    if "unrated" in fact and fact["absent"] == "no":
        yield Problem(where, "absent", '"no" of what can be not rated', '"unknown"', "unknown")
    yield from _one_value(where, fact)


def _one_value(where: str, fact: Table) -> Iterator[Problem]:
    """What only makes sense where rows of a year stand side by side."""
    if fact["take"] == "any":
        if "unrated" in fact:
            found = '"any" of what can be not rated'
            yield Problem(where, "take", found, "latest_decision, min or max", "latest_decision")
        return
    for key in ("where", "annulled"):
        if fact.get(key):
            yield Problem(where, key, f'a filter beside take = "{fact["take"]}"', 'take = "any"')
    if fact["year"] != "year":
        found = f'{quoted(fact["year"])} beside take = "{fact["take"]}"'
        yield Problem(where, "year", found, "year", "year")


def _ratio(where: str, fact: Table) -> Iterator[Problem]:
    for key, columns in _RATIO.items():
        if fact.get(key) != columns:
            yield Problem(where, key, quoted(fact.get(key, "missing")), quoted(columns))
    for key in ("scale", "type"):
        if key in fact:
            yield Problem(where, key, "a ratio has none", "no such key")


def _yearly_value(where: str, fact: Table, rules: Rules) -> Iterator[Problem]:
    column = schema.TABLES[fact["table"]].columns.get(fact["value"])
    if ("scale" in fact) == ("type" in fact):
        yield Problem(where, "scale", "a scale and a type, or neither", "one of them")
    elif "scale" in fact:
        yield from _scale(where, fact, rules)
    elif column and column.type != "bool":
        yield Problem(where, "type", f'"{column.name}" holds {column.type}', "bool")
    for key in ("ratio_if_less",):
        if key in fact:
            yield Problem(where, key, "a value has none", "no such key")


def _scale(where: str, fact: Table, rules: Rules) -> Iterator[Problem]:
    yield from unknown_ids(where, "scale", [fact["scale"]], rules.named["scale"], "scale")
    scale = rules.scales.get(fact["scale"])
    wanted = (scale or {}).get("of")
    if scale and isinstance(fact["value"], str) and wanted:
        yield Problem(where, "value", quoted(fact["value"]), f"{wanted}, which its scale joins")
    if scale and isinstance(fact["value"], list) and fact["value"] != wanted:
        joins = f"{wanted}, which its scale joins" if wanted else "one column, as its scale has"
        yield Problem(where, "value", quoted(fact["value"]), joins)
    columns = schema.TABLES[fact["table"]].columns
    for name in listed(fact["value"]):
        if name in columns and columns[name].type != "code":
            yield Problem(where, "value", f'"{name}" holds {columns[name].type}', "code")


def _events(where: str, fact: Table, rules: Rules) -> Iterator[Problem]:
    if "value" not in fact:
        for key in ("scale", "type"):
            if key in fact:
                yield Problem(where, key, "there is no value it could be of", "a key value")
    elif ("scale" in fact) == ("type" in fact):
        yield Problem(where, "scale", "a scale and a type, or neither", "one of them")
    elif "scale" in fact:
        yield from _scale(where, fact, rules)
    else:
        yield from _whole_number(where, fact)
    yield from _through(where, fact)


def _whole_number(where: str, fact: Table) -> Iterator[Problem]:
    columns = schema.TABLES[fact["table"]].columns
    for name in listed(fact["value"]):
        if name in columns and columns[name].type != "int":
            yield Problem(where, "type", f'"{name}" holds {columns[name].type}', "int")


def _through(where: str, fact: Table) -> Iterator[Problem]:
    joined = fact["table"] == "adoptions"
    if joined and "through" not in fact:
        yield Problem(where, "through", "missing", "practices, which name the exemplar")
    if joined and "key" not in fact:
        yield Problem(where, "key", "missing", "subject_id, who took the practice up")
    if not joined and "through" in fact:
        yield Problem(where, "through", f"{fact['table']} is not joined", "no such key")
