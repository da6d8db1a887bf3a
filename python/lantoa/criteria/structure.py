"""Is every table of a plan shaped as the format says? Keys, types and choices, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from lantoa._checks import nearest
from lantoa.criteria import defaults, model
from lantoa.criteria.problems import Problem
from lantoa.criteria.tables import MANY, SECTIONS, SINGLE, Table, Tables, from_file

TRACK_SECTIONS = ("scale", "fact", "criterion")  # what the file of a track may hold

_NESTED: dict[str, type[BaseModel]] = {
    "window": model.Window,
    "interpretation": model.Interpretation,
    "readings": model.Reading,
    "law": model.Law,
    "closes": model.Closes,
    "only_if": model.OnlyIf,
    "ties": model.Ties,
    "counting": model.Counting,
}

_EXPECTED = {
    "int_type": "a whole number",
    "string_type": "a text",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a table",
    "date_type": "a date such as 2021-08-01",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "too_short": "at least {min_length} in the list",
    "too_long": "at most {max_length} in the list",
    "string_too_short": "a text that is not empty",
    "string_pattern_mismatch": "letters, digits, _ and - only",
}

_SHOWN = 60  # letters of a value before it is cut


def problems_of_file(content: Mapping[str, Any], sections: Iterable[str]) -> Iterator[Problem]:
    """Whether the tables of a file are there, known, and tables."""
    allowed = ["format", *sections]
    for name, value in content.items():
        if name not in allowed:
            yield Problem("", name, "not a table of a plan", "", nearest(name, allowed))
        elif name in MANY and not _is_list_of_tables(value):
            yield Problem("", name, "not a list of tables", f"[[{name}]] before each")
        elif name in SINGLE and not isinstance(value, Mapping):
            yield Problem("", name, "not a table", f"[{name}]")
    if content.get("format") != "criteria/1":
        yield Problem("", "format", _found(content.get("format")), '"criteria/1"')


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)


def problems_of_ids(content: Mapping[str, Any]) -> Iterator[Problem]:
    """Whether every table of a list has an id of its own."""
    for section in MANY:
        seen: set[str] = set()
        for number, table in enumerate(content.get(section, []), start=1):
            found = table.get("id")
            if not isinstance(found, str):
                what = "missing" if found is None else _found(found)
                yield Problem(f"{section} number {number}", "id", what, "an id")
            elif found in seen:
                yield Problem(f"{section} {found}", "id", "used twice", "an id of its own")
            else:
                seen.add(found)


def usable(content: Mapping[str, Any]) -> dict[str, Any]:
    """The sections of a file that are what their section should be."""
    return {
        section: value
        for section, value in content.items()
        if (section in SINGLE and isinstance(value, Mapping))
        or (section in MANY and _is_list_of_tables(value))
    }


def identified(content: Mapping[str, Any]) -> Tables:
    """The tables that can be named: those of a list with an id, of two with one id the first."""
    tables = from_file({key: value for key, value in content.items() if key in SINGLE})
    for section in MANY:
        for table in content.get(section, []):
            if isinstance(table.get("id"), str):
                tables.setdefault(f"{section}.{table['id']}", table)
    return tables


def well_shaped_questions(table: Table) -> list[Table]:
    """The interpretations of a table whose readings can be tried."""
    found = table.get("interpretation", [])
    return [one for one in found if _is_question(one)] if isinstance(found, list) else []


def _is_question(interpretation: Any) -> bool:
    try:
        _question().validate_python(interpretation)
    except ValidationError:
        return False
    return True


@cache
def _question() -> TypeAdapter[Any]:
    return TypeAdapter(model.Interpretation)


@cache
def _adapter(section: str) -> TypeAdapter[Any]:
    unions: dict[str, Any] = {"criterion": model.AnyCriterion, "fact": model.AnyFact}
    return TypeAdapter(unions.get(section) or defaults.SECTIONS[section])


def problems_of_tables(tables: Tables) -> Iterator[Problem]:
    """Whether each table holds what the format allows, and all it needs."""
    for section in SECTIONS:
        if section in ("plan", "scope") and section not in tables:
            yield Problem("", section, "missing", f"a table [{section}]")
    for path, table in tables.items():
        yield from problems_of_table(path, table)


def problems_of_table(path: str, table: Table) -> Iterator[Problem]:
    """Whether one table holds what the format allows, and all it needs."""
    section = path.partition(".")[0]
    try:
        _adapter(section).validate_python(table)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=True)
        yield from _merged(_told(path, table, fault) for fault in faults)


def _merged(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Where several types were possible, one problem that expects any of them."""
    grouped: dict[tuple[str, str, str, str | None], list[str]] = {}
    for p in problems:
        grouped.setdefault((p.where, p.key, p.found, p.nearest), []).append(p.expected)
    for (where, key, found, near), expected in grouped.items():
        told = " or ".join(dict.fromkeys(filter(None, expected)))
        yield Problem(where, key, found, told, near)


def _told(path: str, table: Table, fault: Any) -> Problem:
    where = path.replace(".", " ", 1)
    kind, context = fault["type"], fault.get("ctx", {})
    steps = _steps(path, table, fault)
    key = ".".join(str(step) for step in steps if not isinstance(step, int))
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _untagged(where, path, fault["input"])
    if kind == "extra_forbidden":
        return _extra(where, path, table, steps)
    if kind == "missing":
        return Problem(where, key, "missing", f"one, {_needed_by(path, table, steps)} needs it")
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
        return Problem(where, key, *_choice(fault["input"], choices))
    expected = _EXPECTED.get(kind, fault["msg"]).format_map(context)
    return Problem(where, key, _found(fault["input"]), expected)


def _steps(path: str, table: Table, fault: Any) -> list[str | int]:
    """The steps of pydantic's location that are in the file; its own tags are not."""
    location = list(fault["loc"])
    if path.startswith(("criterion.", "fact.")):
        location = location[1:]
    steps: list[str | int] = []
    here: Any = table
    for step in location:
        inside = isinstance(here, Mapping) and step in here
        if inside or (isinstance(here, list) and isinstance(step, int)):
            here = here[step]
            steps.append(step)
    if fault["type"] == "missing":
        steps.append(location[-1])
    return steps


def _untagged(where: str, path: str, table: Table) -> Problem:
    key, choices = ("per", defaults.FACTS) if path.startswith("fact.") else ("kind", defaults.KINDS)
    if key not in table:
        return Problem(where, key, "missing", _either(list(choices)))
    return Problem(where, key, *_choice(table[key], list(choices)))


def _choice(found: Any, choices: list[str]) -> tuple[str, str, str | None]:
    near = nearest(found, choices) if isinstance(found, str) else None
    return _found(found), _either(choices), near


def _either(choices: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(choices[:-1]), choices[-1]]))


def _extra(where: str, path: str, table: Table, steps: list[str | int]) -> Problem:
    near = nearest(str(steps[-1]), defaults.keys_of(_class_at(path, table, steps[:-1])))
    key = ".".join(str(step) for step in steps if not isinstance(step, int))
    return Problem(where, key, f"not a key of {_needed_by(path, table, steps)}", "", near)


def _class_at(path: str, table: Table, steps: list[str | int]) -> type[BaseModel]:
    if len(steps) > 1 and steps[-2] == "readings":
        return model.Reading
    names = [step for step in steps if isinstance(step, str)]
    if not names:
        return defaults.class_of(path, table)
    return _NESTED.get(names[-1], model.Dated)


def _needed_by(path: str, table: Table, steps: list[str | int]) -> str:
    """What the key belongs to: a kind of rule, a section, or a table inside one."""
    names = [step for step in steps[:-1] if isinstance(step, str)]
    if names:
        inside = _class_at(path, table, steps[:-1])
        return {model.Dated: "a dated value", model.Reading: "a reading"}.get(inside, names[-1])
    section = path.partition(".")[0]
    if section == "fact":
        return f"a fact per {table['per']}"
    return str(table["kind"]) if section == "criterion" else section


def _found(value: Any) -> str:
    """A value as a file would write it, cut where it is long."""
    if value is None:
        return "missing"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    text = text.lower() if isinstance(value, bool) else text
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
