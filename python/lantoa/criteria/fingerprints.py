"""One text and one hash for equal rules, whatever road led to them.

The text is canonical JSON (RFC 8785) of integers, strings and booleans. It holds rules only:
labels, clauses and quotes may be reworded and the rules stay the same.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from itertools import pairwise
from typing import Any

from lantoa.criteria import dated
from lantoa.criteria.resolving import json_value, ruling
from lantoa.criteria.tables import Table, Tables

_PLAIN: dict[str, Any] = {
    "ensure_ascii": False,
    "separators": (",", ":"),
    "allow_nan": False,
}
_ORDERED_OTHERWISE = re.compile("[^\x00-\ud7ff]")
"""Letters that code points and UTF-16 code units put in another order."""

SILENT = ("amendable", "actor")  # sections that no rule reads
HEAD = ("id", "window", "apply")  # of the plan's own table


def canonical_json(value: Any) -> str:
    """``value`` as RFC 8785 writes it: no spaces, keys in the order of their UTF-16 code units.

    Args:
        value: Nested dicts and lists of strings, booleans and integers below 2**53.

    Example:
        >>> print(canonical_json({"b": [1, True], "a": "năm"}))
        {"a":"năm","b":[1,true]}
    """
    text = json.dumps(value, sort_keys=True, **_PLAIN)
    if _ORDERED_OTHERWISE.search(text) is None:
        return text
    return json.dumps(_sorted(value), **_PLAIN)


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return {key: _sorted(value[key]) for key in keys}
    return [_sorted(item) for item in value] if isinstance(value, list) else value


def canonical(tables: Tables) -> str:
    """The rules of filled tables as canonical JSON, amended values with their dates."""
    spoken = {path: table for path, table in tables.items() if path.partition(".")[0] not in SILENT}
    spoken["plan"] = {key: tables["plan"][key] for key in HEAD}
    return canonical_json({path: rule(table) for path, table in spoken.items()})


def rule(table: Table) -> Table:
    """A table without its words, amended values with their dates, as JSON knows it."""
    return {key: json_value(_timeline(value)) for key, value in ruling(table).items()}


def _timeline(value: Any) -> Any:
    """A value that never changes as itself, another as its changes."""
    entries = dated.entries(value)
    changes = [entries[0], *(new for old, new in pairwise(entries) if old[1] != new[1])]
    if len(changes) == 1:
        return entries[0][1]
    return [
        {"value": plain} | ({"from": day} if i else {}) for i, (day, plain) in enumerate(changes)
    ]


def fingerprint(text: str) -> str:
    """The sha256 of a text in UTF-8, in hexadecimal."""
    return sha256(text.encode("utf-8")).hexdigest()
