"""Which values of a plan may be changed, and the path that names each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.criteria.book import Book, key_of, owner_of
from lantoa.criteria.defaults import class_of, keys_of
from lantoa.criteria.tables import IDENTITY, questions

READING = "reading"

_FIXED = (IDENTITY - {"role", "subjects"}) | {"kind", "between"}
"""What makes a criterion what it is, and ``between``: every map of numbers is linear."""
_CHANGEABLE = {  # of a scale not what lies outside: it counts nowhere, named there or not
    "plan": ("window", "apply"),
    "scope": ("subjects", "belongs"),
    "scale": ("equivalent", "kind_level"),
    "fact": ("year", "take", "absent", "closes", "where", "counts_on", "seen_on"),
    "track": ("inherits",),
    "scoring": ("points_total", "ties"),
    "quota": (
        *("subjects", "per", "number", "share_per_mille", "of", "minimum_places", "rounding"),
        *("report_if_fewer_than", "inside"),
    ),
    "milestone": ("as_of", "purpose", "counting"),
}


def keys_to_change(owner: str, table: Mapping[str, Any]) -> list[str]:
    """The keys of a valid table that a change may set, in the order of the format."""
    section = owner.partition(".")[0]
    keys = keys_of(class_of(owner, dict(table)))
    if section == "criterion":
        return [key for key in keys if key not in _FIXED]
    if section == "policy":
        return [key for key in keys if key not in ("status", "interpretation")]
    return [key for key in keys if key in _CHANGEABLE.get(section, ())]


def known_paths(book: Book) -> list[str]:
    """Every path that a change may name, in the order of the file, readings last."""
    rules = [
        f"{owner}.{key}"
        for owner, table in book.filled.items()
        for key in keys_to_change(owner, table)
    ]
    return rules + [f"{READING}.{question['id']}" for _, question in questions(book.source)]


def full_path(path: str, known: list[str]) -> str:
    """The whole path of one whose first word may be left out.

    Raises:
        InputError: No path is meant, or more than one; the message has the nearest.

    Example:
        >>> full_path("a.years", ["criterion.a.years", "criterion.a.role"])
        'criterion.a.years'
    """
    if path in known:
        return path
    meant = [full for full in known if _short(full) == path]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise InputError(f'path "{path}" can mean {_checks.listed(meant)}: write it in full')
    raise InputError(f'path "{path}" is not in the plan; did you mean "{_nearest(path, known)}"?')


def _short(full: str) -> str:
    return full.partition(".")[2]


def _nearest(path: str, known: list[str]) -> str | None:
    """A key of the owner that was named, or else whatever path reads most like it."""
    owner = owner_of(path)
    named = [full for full in known if owner in (owner_of(full), _short(owner_of(full)))]
    if named:
        keys = [key_of(full) for full in named]
        return named[keys.index(_checks.nearest(key_of(path), keys) or keys[0])]
    short = {_short(full): full for full in known}
    near = _checks.nearest(path, [*known, *short])
    return short.get(near or "", near)
