"""How two scenarios become one: both at once, or one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.criteria import spelling
from lantoa.criteria.edits import ABSENT, Edit, followed
from lantoa.criteria.values import plain

if TYPE_CHECKING:
    from lantoa.criteria.scenario import Scenario

KEEP = "keep"

Merged: TypeAlias = tuple[dict[str, Any], dict[str, str], str]
"""Changes, reasons, and how other weights move."""


def checked(changes: object) -> dict[str, Any]:
    """Changes in the order of their paths.

    Raises:
        InputError: They are no mapping of paths, or a path stands there in two spellings.
    """
    if not isinstance(changes, Mapping):
        raise InputError(_no_changes(changes))
    for path in changes:
        if not isinstance(path, str):
            raise InputError(f"scenario: expected paths such as plan.parameters has, not {path!r}")
    double = spelling.twice(changes)
    if double:
        raise InputError(f"scenario: {double[1]} and {double[0]} are the same path; keep one")
    return {path: plain(value) for path, value in sorted(changes.items())}


def _no_changes(found: object) -> str:
    if hasattr(found, "tables"):
        return (
            "an office is no scenario, and the two do not mix: judge the office with its supposed "
            "rows under the changed plan, lantoa.evaluate(office, plan.change(scenario), as_of)"
        )
    if hasattr(found, "criteria"):
        return "a plan is no scenario: plan.change(scenario) lays one over it"
    told = f'"{found}"' if isinstance(found, str) else type(found).__name__
    return f"scenario: expected a mapping of paths to values, not {told}"


def of_weights(weights: object) -> str:
    """How other weights move.

    Raises:
        InputError: It is no text.
    """
    if not isinstance(weights, str) or not weights:
        raise InputError(
            f'weights: expected "keep", "proportional" or the id of a criterion, not {weights!r}'
        )
    return weights


def of_reasons(reasons: object, changes: Mapping[str, Any]) -> dict[str, str]:
    """Reasons under the paths as the changes spell them.

    Raises:
        InputError: One is about no change, or is no text.
    """
    if not isinstance(reasons, Mapping):
        raise InputError(f"reasons: expected a mapping of paths to texts, not {reasons!r}")
    by_name = {name: path for path in changes for name in (spelling.short(path), path)}
    found = {}
    for path, why in reasons.items():
        full = by_name[_checks.one_of(path, by_name, what="reasons: path")]
        if not isinstance(why, str):
            raise InputError(f"reasons: {path}: expected a text, not {why!r}")
        if why.strip():
            found[full] = why.strip()
    return dict(sorted(found.items()))


def typed(changes: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    """With the types of values, for 1 and true are equal in Python and not in a plan."""
    return {path: (type(value).__name__, value) for path, value in changes.items()}


def both(one: Scenario, two: Scenario) -> Merged:
    """What both say, in any order.

    Raises:
        InputError: They say different things of one path, or of how weights move.
    """
    first, second = _aligned(one, two)
    known = typed(second)
    for path, said in typed(first).items():
        if path in known and known[path] != said:
            raise InputError(
                f"both scenarios change {path}: to {_told(first[path])} and to "
                f"{_told(second[path])}; a >> b lets the second win"
            )
    rules = sorted({one.weights, two.weights} - {KEEP})
    if len(rules) > 1:
        raise InputError(
            f"both scenarios say how other weights move: {rules[0]} and {rules[1]}; "
            "a >> b lets the second win"
        )
    reasons = _reasons(one, second), _reasons(two, first)
    return {**first, **second}, _joined(*reasons), rules[0] if rules else KEEP


def one_after_the_other(one: Scenario, two: Scenario) -> Merged:
    """The first, and then the second on top of it."""
    first, second = _aligned(one, two)
    gone = _out_of_force(first, second)
    under = {path: None if path in gone else value for path, value in first.items()}
    changes = under | {
        path: followed(under.get(path, ABSENT), value, path) for path, value in second.items()
    }
    goes_on = {path for path, value in second.items() if isinstance(value, Edit)}
    stay = {
        path: why
        for path, why in _reasons(one, second).items()
        if path not in gone and (path not in second or path in goes_on)
    }
    weights = one.weights if two.weights == KEEP else two.weights
    return changes, _joined(stay, _reasons(two, first)), weights


def _out_of_force(first: Mapping[str, Any], second: Mapping[str, Any]) -> set[str]:
    """The paths of the first that the second puts another comparator in the place of."""
    new = [rival for path in second for rival in spelling.rivals(path)]
    return {path for path in first if any(spelling.are_one(path, rival) for rival in new)}


def _aligned(one: Scenario, two: Scenario) -> tuple[dict[str, Any], dict[str, Any]]:
    """The changes of both in one spelling: in full where either has it so."""
    return spelling.in_spelling_of(one, two), spelling.in_spelling_of(two, one)


def _reasons(one: Scenario, other: Mapping[str, Any]) -> dict[str, str]:
    return spelling.in_spelling_of(one.reasons, other)


def _joined(one: Mapping[str, str], two: Mapping[str, str]) -> dict[str, str]:
    """Both reasons of a path, each once, whichever came first."""
    found = dict(one)
    for path, why in two.items():
        parts = {*found.get(path, why).split("; "), *why.split("; ")}
        found[path] = why if found.get(path, why) == why else "; ".join(sorted(parts))
    return found


def _told(value: Any) -> str:
    return "taken back" if value is None else f"{value}"
