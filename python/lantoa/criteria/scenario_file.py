"""From a scenario file to a scenario, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from lantoa import _checks, _files, _toml_text
from lantoa._checks import InputError
from lantoa.criteria import spelling
from lantoa.criteria.changing import fingerprint_of_source
from lantoa.criteria.defaults import keys_of
from lantoa.criteria.edits import Edit, exact, whole
from lantoa.criteria.merging import KEEP
from lantoa.criteria.problems import Problem, refuse
from lantoa.criteria.scenario import About, Scenario
from lantoa.criteria.scenario_model import Change, ScenarioFile
from lantoa.criteria.values import thaw

if TYPE_CHECKING:
    from lantoa.criteria.plan import Plan

_EXPECTED = {
    "string_type": "a text",
    "string_too_short": "a text that is not empty",
    "string_pattern_mismatch": "letters, digits, _ and - only",
    "list_type": "[[change]] before each change",
    "model_type": "[[change]] before each change",
}


def read(path: str | Path, plan: Plan | None) -> Scenario:
    """Read a scenario file and check it; see ``load_scenario``."""
    if not isinstance(path, str | Path):
        raise InputError(f"expected the path of a scenario file, not {type(path).__name__}")
    file = Path(path)
    content = _files.read_toml(file, number=Decimal)
    refuse(_problems(content), file.name)
    model = ScenarioFile.model_validate(content)
    changes = {table["path"]: _change(table) for table in content.get("change", [])}
    reasons = {change.path: change.reason for change in model.change if change.reason}
    scenario = Scenario(changes, weights=model.weights, reasons=reasons, about=_about(model))
    if plan is not None:
        _fits(scenario, list(changes), plan, file.name)
    return scenario


def _about(model: ScenarioFile) -> About:
    return About(model.id, model.title or "", model.plan, model.fingerprint or "")


def _change(table: Mapping[str, Any]) -> Any:
    """What a sound table asks for."""
    if "set" in table:
        return table["set"]
    if "add" not in table and "scale" not in table:
        return None
    factor = exact(table.get("scale", 1), what="scale")
    return Edit(factor, exact(table.get("add", 0), what="add"), "take_back" in table)


# ---- what can be wrong


def _problems(content: Mapping[str, Any]) -> Iterator[Problem]:
    try:
        ScenarioFile.model_validate(content)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=True)
        yield from map(_told, faults)
        return
    seen: dict[str, int] = {}
    for number, table in enumerate(content.get("change", []), start=1):
        yield from _of_entry(f"change number {number}", table)
        name = spelling.short(table["path"])
        if name in seen:
            found = f'"{table["path"]}" is changed by number {seen[name]} too'
            yield Problem(f"change number {number}", "path", found, "each path once")
        seen[name] = number


def _of_entry(where: str, table: Mapping[str, Any]) -> Iterator[Problem]:
    """Whether a change does one thing."""
    asked = [key for key in ("set", "add", "scale", "take_back") if key in table]
    if not asked:
        yield Problem(where, "set", "missing", "one of set, add, scale or take_back = true")
    if "set" in asked and len(asked) > 1:
        yield Problem(where, asked[1], "set is there too", f"set or {asked[1]}, not both")
    for key in ("add", "scale"):
        if key in table:
            try:
                exact(table[key], what=key)
            except InputError as error:
                _, _, expected = str(error).partition("expected ")
                text, _, _ = expected.partition(", not ")
                yield Problem(where, key, _found(table[key]), text)


def _told(fault: Any) -> Problem:
    """A fault of the shape, in our words."""
    location = fault["loc"]
    inside = len(location) > 1 and location[0] == "change"
    where = f"change number {location[1] + 1}" if inside else ""
    key = str(location[-1]) if len(location) != 2 or not inside else ""
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "extra_forbidden":
        known = keys_of(Change if inside else ScenarioFile)
        what = f"not a key of a {'change' if inside else 'scenario'}"
        return Problem(where, key, what, "", _checks.nearest(key, known))
    if kind == "missing":
        return Problem(
            where, key, "missing", f"one, every {'change' if inside else 'scenario'} needs it"
        )
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"]) or ["true"]
        near = _checks.nearest(str(fault["input"]), choices)
        return Problem(where, key, _found(fault["input"]), " or ".join(choices), near)
    expected = _EXPECTED.get(kind, fault["msg"])
    if location[-1] == "fingerprint":
        expected = "64 letters of hexadecimal, as plan.fingerprint has them"
    return Problem(where, key, _found(fault["input"]), expected)


def _found(value: Any) -> str:
    told = f'"{value}"' if isinstance(value, str) else str(value)
    return told if len(told) <= 60 else f"{told[:59]}…"


def _fits(scenario: Scenario, paths: list[str], plan: Plan, file: str) -> None:
    """Whether a plan takes the scenario; a refusal names the change, where it is about one."""
    try:
        plan.change(scenario)
    except InputError as refused:
        number = next((n for n, path in enumerate(paths, 1) if _is_about(refused, path)), None)
        where = f"change number {number}: " if number else ""
        raise InputError(f"{file}: {where}{refused}", problems=refused.problems) from None


def _is_about(refused: InputError, path: str) -> bool:
    owner, _, key = spelling.short(path).rpartition(".")
    by_problem = any(
        problem.where.endswith(owner) and problem.key.partition(".")[0] == key
        for problem in refused.problems
    )
    return (
        by_problem or re.search(rf'{re.escape(spelling.short(path))}[":]', str(refused)) is not None
    )


# ---- writing


def write(scenario: Scenario, path: Path, *, id: str, title: str, plan: object) -> Path:
    """Write a scenario; see ``Scenario.to_toml``."""
    head = _head(scenario, path, id, title, plan)
    refuse(_problems(head), path.name)
    lines = [*_keys(head), *(line for one in scenario for line in _table(scenario, one))]
    with _files.replacing(path) as part:
        part.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _head(scenario: Scenario, path: Path, id: str, title: str, plan: object) -> dict[str, str]:
    about = scenario.about
    meant, fingerprint = plan, about.fingerprint
    if not isinstance(plan, str):
        _checks.made_by(plan, "_book", what="plan", maker="lantoa.load_plan")
        book = plan._book  # type: ignore[attr-defined]
        meant, fingerprint = book.source["plan"]["id"], fingerprint_of_source(book)
    meant = meant or about.plan
    if not meant:
        raise InputError(
            f"{path.name}: for which plan? expected plan=, a plan or its id; a file says so"
        )
    head = {
        "format": "scenario/1",
        "id": id or about.id or re.sub(r"[^A-Za-z0-9_-]+", "-", path.stem),
        "title": title or about.title,
        "plan": str(meant),
        "fingerprint": fingerprint,
        "weights": "" if scenario.weights == KEEP else scenario.weights,
    }
    return {key: value for key, value in head.items() if value}


def _table(scenario: Scenario, path: str) -> list[str]:
    keys = {"path": path, **_asked(scenario[path], path)}
    if path in scenario.reasons:
        keys["reason"] = scenario.reasons[path]
    return ["", "[[change]]", *_keys(keys)]


def _asked(value: Any, path: str) -> dict[str, Any]:
    if value is None:
        return {"take_back": True}
    if not isinstance(value, Edit):
        return {"set": thaw(whole(value, path))}
    keys: dict[str, Any] = {"take_back": True} if value.afresh else {}
    if value.factor != 1:
        keys["scale"] = _number(value.factor)
    if value.plus or value.factor == 1:
        keys["add"] = _number(value.plus)
    return keys


def _number(value: Fraction) -> int | str:
    return int(value) if value.denominator == 1 else str(value)


def _keys(table: Mapping[str, Any]) -> list[str]:
    width = max(map(len, table))
    return [f"{key:<{width}} = {_toml_text.value(value)}" for key, value in table.items()]
