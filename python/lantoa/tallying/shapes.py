"""Is a point table shaped as the format says? Keys, types and choices, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from lantoa._checks import nearest
from lantoa.criteria.problems import Problem
from lantoa.tallying import model, model_base

_EXPECTED = {
    "int_type": "a whole number",
    "is_instance_of": "a number such as 0.5, without quotes",
    "finite_number": "a number such as 0.5",
    "date_type": "a day such as 2022-01-31, without quotes",
    "string_type": "a text",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "too_short": "at least {min_length} in the list",
    "too_long": "at most {max_length} in the list",
    "string_too_short": "a text that is not empty",
    "string_pattern_mismatch": "letters, digits, _, . and - only",
}

_SHOWN = 60  # letters of a value before it is cut


def problems(content: Mapping[str, Any]) -> Iterator[Problem]:
    """What of a file is not shaped as the format says."""
    if content.get("format") != "points/1":
        yield Problem("", "format", found(content.get("format")), '"points/1"')
    try:
        model.PointFile.model_validate(content)
    except ValidationError as error:
        told = (_told(content, fault) for fault in error.errors(include_url=False))
        yield from _merged([one for one in told if one.key != "format"])


def _merged(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Where several types were possible, one problem that expects any of them."""
    grouped: dict[tuple[str, str, str, str | None], list[str]] = {}
    for p in problems:
        grouped.setdefault((p.where, p.key, p.found, p.nearest), []).append(p.expected)
    for (where, key, what, near), expected in grouped.items():
        numbers = [text for text in expected if text != _EXPECTED["int_type"]]
        told = " or ".join(dict.fromkeys(filter(None, numbers or expected)))
        yield Problem(where, key, what, told, near)


def _told(content: Mapping[str, Any], fault: Any) -> Problem:
    steps = _steps(content, fault)
    where, key = _place(content, steps)
    kind, context = fault["type"], fault.get("ctx", {})
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        choices = re.findall(r"'([^']*)'", context.get("expected_tags", "")) or list(_kinds())
        given = fault["input"].get("kind") if isinstance(fault["input"], Mapping) else None
        key = f"{key}.kind".removeprefix(".")
        return Problem(where, key, found(given), _either(choices), _near(given, choices))
    if kind == "extra_forbidden":
        name = str(steps[-1])
        return Problem(where, key, "not a key of points/1 here", "", nearest(name, _keys(fault)))
    if kind == "missing":
        return Problem(where, key, "missing", "one")
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
        near = _near(fault["input"], choices)
        return Problem(where, key, found(fault["input"]), _either(choices), near)
    expected = _EXPECTED.get(kind, fault["msg"]).format_map(context)
    return Problem(where, key, found(fault["input"]), expected)


def _steps(content: Any, fault: Any) -> list[str | int]:
    """The steps of pydantic's location that are in the file; its own tags are not."""
    steps: list[str | int] = []
    here = content
    for step in fault["loc"]:
        inside = isinstance(here, Mapping) and step in here
        listed = isinstance(here, list) and isinstance(step, int) and step < len(here)
        if inside or listed:
            here = here[step]
            steps.append(step)
    if fault["type"] == "missing":
        steps.append(fault["loc"][-1])
    return steps


def _place(content: Any, steps: Sequence[str | int]) -> tuple[str, str]:
    """The innermost table with an id, and the key inside it."""
    where, inner, here = "", 0, content
    section = ""
    for depth, step in enumerate(steps):
        if not isinstance(here, Mapping | list) or (isinstance(here, Mapping) and step not in here):
            break
        here = here[step]  # type: ignore[index]
        if isinstance(step, str):
            section = {"rules": "rule"}.get(step, step)
        elif isinstance(here, Mapping) and section in (*_SECTIONS, "rule"):
            name = here.get("id")
            where = f"{section} {name}" if isinstance(name, str) else f"{section} {step + 1}"
            inner = depth + 1
    keys = [str(step) for step in steps[inner:] if isinstance(step, str)]
    return where, ".".join(keys)


_SECTIONS = ("item", "group", "evidence", "gate", "band", "assumption", "gap")


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(_class_of_kind())


@cache
def _class_of_kind() -> dict[str, type[BaseModel]]:
    rules = get_args(get_args(model.AnyRule)[0])
    return {get_args(rule.model_fields["kind"].annotation)[0]: rule for rule in rules}


def _keys(fault: Any) -> list[str]:
    """The keys of the table that the fault's key stands in."""
    names = [step for step in fault["loc"][:-1] if isinstance(step, str)]
    inside: dict[str, type[BaseModel]] = {
        **{name: getattr(model, name.capitalize()) for name in ("item", "group", "evidence")},
        **_class_of_kind(),
        "gate": model.Gate,
        "band": model.Class,
        "gap": model.Gap,
        "assumption": model.Assumption,
        "table": model.Head,
        "clamp": model_base.Clamp,
        "caps": model.Cap,
        "bands": model.Band,
        "rows": model.Row,
        "options": model.Option,
        "when": model_base.Condition,
        "only_if": model_base.Condition,
    }
    chosen = next((inside[name] for name in reversed(names) if name in inside), model.PointFile)
    return [field.alias or name for name, field in chosen.model_fields.items()]


def _near(given: Any, choices: Sequence[str]) -> str | None:
    return nearest(given, choices) if isinstance(given, str) else None


def _either(choices: Sequence[str]) -> str:
    return " or ".join(filter(None, [", ".join(choices[:-1]), choices[-1]]))


def found(value: Any) -> str:
    """A value as a file would write it, cut where it is long.

    Example:
        >>> found(True), found("x"), found(None)
        ('true', '"x"', 'missing')
    """
    if value is None:
        return "missing"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    text = text.lower() if isinstance(value, bool) else text
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
