"""A plan as tables: one per owner, under the path that names it.

``[scope]`` is the table ``scope`` and a ``[[criterion]]`` is ``criterion.<id>``. Everything that
reads or changes a rule finds it by that path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

Table: TypeAlias = dict[str, Any]
Tables: TypeAlias = dict[str, Table]

SINGLE = ("plan", "scope", "amendable", "scoring", "policy")
MANY = ("scale", "fact", "criterion", "track", "quota", "milestone", "actor")
SECTIONS = ("plan", "scope", "amendable", *MANY[:4], "scoring", *MANY[4:], "policy")

# What a criterion keeps when a reading replaces its rule.
IDENTITY = frozenset(
    [
        "id",
        "vi",
        "en",
        "subjects",
        "role",
        "nature",
        "status",
        "track",
        "clause",
        "quote",
        "by",
        "evidence",
        "analogy",
        "interpretation",
    ]
)

# Of each group a rule holds one at most, so setting one removes the others.
EXCLUSIVE = (
    ("is", "at_least", "more_than"),
    ("share_at_least", "share_more_than"),
    ("number", "share_per_mille"),
    ("number", "of"),
    ("number", "rounding"),
    ("number", "minimum_places"),
)


def from_file(content: Mapping[str, Any]) -> Tables:
    """The tables of a file's content; of two with one id the later stays."""
    tables: Tables = {}
    for section in SECTIONS:
        if section in MANY:
            tables |= {f"{section}.{table['id']}": table for table in content.get(section, [])}
        elif section in content:
            tables[section] = content[section]
    return tables


def of_section(tables: Mapping[str, Table], section: str) -> dict[str, Table]:
    """The tables of one section by id, in the order of the file."""
    prefix = f"{section}."
    return {path[len(prefix) :]: table for path, table in tables.items() if path.startswith(prefix)}


def named_in(tables: Tables) -> dict[str, list[str]]:
    """Every id by section."""
    named: dict[str, list[str]] = {section: [] for section in MANY}
    for path in tables:
        section, _, one = path.partition(".")
        if one:
            named[section].append(one)
    return named


def overlay(table: Table, keys: Mapping[str, Any]) -> Table:
    """``table`` with ``keys`` in place of its own; a ``kind`` replaces the whole rule.

    Example:
        >>> rule = {"id": "a", "kind": "never", "fact": "f", "at_least": 3}
        >>> overlay(rule, {"more_than": 4})
        {'id': 'a', 'kind': 'never', 'fact': 'f', 'more_than': 4}
        >>> overlay(rule, {"kind": "attested", "fact": "g"})
        {'id': 'a', 'kind': 'attested', 'fact': 'g'}
    """
    gone = {rival for group in EXCLUSIVE for rival in group if keys.keys() & group}
    stays = IDENTITY if "kind" in keys else table.keys() - gone
    return {key: value for key, value in table.items() if key in stays} | dict(keys)


def edited(tables: Tables, edits: Iterable[tuple[str, Mapping[str, Any]]]) -> Tables:
    """The tables after each (path, keys) has been laid over, in order. The input stays as it is."""
    result = dict(tables)
    for path, keys in edits:
        result[path] = overlay(result[path], keys)
    return result


def questions(tables: Mapping[str, Table]) -> Iterator[tuple[str, Table]]:
    """Every interpretation with the path of its owner, in the order of the file."""
    for path, table in tables.items():
        for interpretation in table.get("interpretation", ()):
            yield path, interpretation


def bare(tables: Tables) -> Tables:
    """The rules as they are written, without their interpretations."""
    return {
        path: {key: value for key, value in table.items() if key != "interpretation"}
        for path, table in tables.items()
    }


def edits_of(tables: Tables, chosen: Mapping[str, str]) -> list[tuple[str, Table]]:
    """What the readings in ``chosen`` set, by owner; a question not in it sets nothing."""
    picked = [(path, one) for path, one in questions(tables) if one["id"] in chosen]
    sets = [(path, one["readings"][chosen[one["id"]]].get("set")) for path, one in picked]
    return [(path, keys) for path, keys in sets if keys]
