"""How a change is laid over a plan, and what makes one plan out of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.criteria import checking
from lantoa.criteria.book import Book, key_of, owner_of
from lantoa.criteria.paths import READING, full_path, known_paths
from lantoa.criteria.problems import refuse
from lantoa.criteria.scenario import Scenario
from lantoa.criteria.tables import EXCLUSIVE, questions
from lantoa.criteria.values import thaw


def changed(book: Book, asked: Mapping[str, Any], file: str) -> Book:
    """The book with ``asked`` laid over it: readings first, values on top of them.

    Args:
        book: What is to be changed.
        asked: Paths and values; a first word may be left out. None takes a change back.
        file: What a message should call the plan.

    Raises:
        InputError: A path is not in the plan, or the changed plan would not be valid.
    """
    readings = {path: value for path, value in asked.items() if _names_reading(book, path)}
    values = {path: value for path, value in asked.items() if path not in readings}
    under = replace(book, chosen={**book.chosen, **_readings(book, readings)}, changes={})
    known = list(dict.fromkeys([*known_paths(under), *book.changes]))
    new = {full_path(path, known): _plain(value) for path, value in values.items()}
    result = replace(under, changes=_combined(book.changes, new))
    refuse(checking.problems_of_rules(result.rules), file)
    return result


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


def _plain(value: Any) -> Any:
    """A value as a plan file would hold it: NumPy scalars and timestamps as plain ones."""
    if isinstance(value, datetime):
        return value.date()
    return thaw(value.item() if hasattr(value, "item") else value)


def _combined(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Both together: the new win, None takes one back, and of rivals the old one goes."""
    result = dict(old)
    for path, value in new.items():
        result.pop(path, None)
        if value is not None:
            for rival in _rivals(path):
                if new.get(rival) is not None:
                    raise InputError(f"a rule holds one of {path} and {rival}, not both")
                result.pop(rival, None)
            result[path] = value
    return dict(sorted(result.items()))


def _rivals(path: str) -> Iterator[str]:
    for group in EXCLUSIVE:
        if key_of(path) in group:
            yield from (f"{owner_of(path)}.{key}" for key in group if key != key_of(path))


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
        path: other.changes.get(path)
        for path in one.changes.keys() | other.changes.keys()
        if not _same(one.changes.get(path), other.changes.get(path))
    }
    return Scenario(readings | altered)


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
