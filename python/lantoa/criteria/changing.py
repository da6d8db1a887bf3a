"""How a change is laid over a plan, and what makes one plan out of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.criteria import checking, weights
from lantoa.criteria.book import Book, key_of
from lantoa.criteria.edits import ABSENT, Edit, followed
from lantoa.criteria.fingerprints import canonical, fingerprint
from lantoa.criteria.paths import READING, full_path, known_paths
from lantoa.criteria.problems import refuse
from lantoa.criteria.scenario import About, Scenario
from lantoa.criteria.spelling import rivals
from lantoa.criteria.tables import questions
from lantoa.criteria.values import thaw


def changed(book: Book, asked: Mapping[str, Any], file: str) -> Book:
    """The book with ``asked`` laid over it: readings first, values and edits on top of them.

    An edit stays one: under another reading it edits what that reading sets.

    Args:
        book: What is to be changed.
        asked: Paths and values; a first word may be left out. None takes a change back.
        file: What a message should call the plan.

    Raises:
        InputError: A path is not in the plan, or the changed plan would not be valid.
    """
    scenario = Scenario.of(asked)
    _meant_for(book, scenario.about)
    readings = {path: value for path, value in scenario.items() if _names_reading(book, path)}
    values = {path: value for path, value in scenario.items() if path not in readings}
    chosen = {**book.chosen, **_readings(book, readings)}
    under = replace(book, chosen=chosen, changes={}, weights=weights.KEEP)
    known = list(dict.fromkeys([*known_paths(under), *book.changes]))
    new = {full_path(path, known): thaw(value) for path, value in values.items()}
    rule = book.weights if scenario.weights == weights.KEEP else scenario.weights
    rule = weights.checked(rule, under.filled)
    result = replace(under, changes=_combined(book.changes, new), weights=rule)
    refuse(map(weights.with_ways_out, checking.problems_of_rules(result.rules)), file)
    return result


def _meant_for(book: Book, about: About) -> None:
    """Refuse a scenario that was written for another plan."""
    found = book.source["plan"]["id"]
    if about.plan and about.plan != found:
        raise InputError(f'the scenario is meant for the plan "{about.plan}", not for "{found}"')
    if about.fingerprint and about.fingerprint != (now := fingerprint_of_source(book)):
        raise InputError(
            f"the scenario is meant for the rules of {found} with the fingerprint "
            f"{about.fingerprint}, and these have {now}: read it over, and take the fingerprint "
            "out of its file or put in this one"
        )


def fingerprint_of_source(book: Book) -> str:
    """The fingerprint of a plan as its file has it, without changes and with its own readings."""
    chosen = {question["id"]: question["chosen"] for _, question in questions(book.source)}
    return fingerprint(canonical(Book(book.source, chosen).filled))


def _names_reading(book: Book, path: str) -> bool:
    asked = {question["id"] for _, question in questions(book.source)}
    return path.startswith(f"{READING}.") or path in asked


def _readings(book: Book, asked: Mapping[str, Any]) -> dict[str, str]:
    by_id = {question["id"]: question for _, question in questions(book.source)}
    chosen = {}
    for path, reading in asked.items():
        question = by_id[_checks.one_of(key_of(path), by_id, what="question")]
        default = question["chosen"] if reading is None else reading
        what = f"question {question['id']}: reading"
        chosen[question["id"]] = _checks.one_of(default, question["readings"], what=what)
    return chosen


def _combined(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Both together: the new go on from the old, None takes one back with its rivals."""
    gone = {rival for path in new for rival in rivals(path)}
    under = {path: value for path, value in old.items() if path not in gone}
    both = {path: followed(under.get(path, ABSENT), value, path) for path, value in new.items()}
    kept = {path: value for path, value in (under | both).items() if value is not None}
    for path in kept:
        for rival in rivals(path):
            if rival in kept:
                raise InputError(f"a rule holds one of {path} and {rival}, not both")
    return {path: _as_it_stands(value) for path, value in sorted(kept.items())}


def _as_it_stands(value: Any) -> Any:
    """Nothing is left to be taken back once an edit stands in a book."""
    return replace(value, afresh=False) if isinstance(value, Edit) else value


def difference(one: Book, other: Book) -> Scenario:
    """What makes ``other`` out of ``one``, both of the same file.

    Raises:
        InputError: They are of files that differ.
    """
    if one.source != other.source:
        raise InputError(_other_file(one, other))
    readings = {
        f"{READING}.{question}": reading
        for question, reading in other.chosen.items()
        if one.chosen[question] != reading
    }
    altered = {
        path: _afresh(other.changes.get(path), path in one.changes)
        for path in one.changes.keys() | other.changes.keys()
        if not _same(one.changes.get(path), other.changes.get(path))
    }
    rule = weights.KEEP if one.weights == other.weights else other.weights
    return Scenario(readings | altered, weights=rule)


def _afresh(value: Any, is_changed: bool) -> Any:
    """An edit where another change is in its place: that is taken back first."""
    return replace(value, afresh=is_changed) if isinstance(value, Edit) else value


def _same(one: Any, other: Any) -> bool:
    """Equal, and not merely as 1 equals true."""
    return Scenario({"": one}) == Scenario({"": other})


def _other_file(one: Book, other: Book) -> str:
    owners = {**one.source, **other.source}
    differing = [path for path in owners if one.source.get(path) != other.source.get(path)]
    return (
        f"the plans {one.source['plan']['id']} and {other.source['plan']['id']} come from files "
        f"that differ, in {_checks.listed(differing)}: a scenario holds changes of one plan"
    )
