"""Values as a plan file writes them: one line each, ready to be edited by hand.

The libraries that write TOML break a dated value into tables of its own; here a line stays a line.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def value(thing: Any) -> str:
    """A value in one line of TOML.

    Args:
        thing: A text, whole number, yes or no, day, or lists and tables of them.

    Example:
        >>> print(value({"value": 2, "from": datetime.date(2026, 1, 1)}))
        { value = 2, from = 2026-01-01 }
        >>> print(value(["a", True]))
        ["a", true]
    """
    if isinstance(thing, bool):
        return str(thing).lower()
    if isinstance(thing, int):
        return str(thing)
    if isinstance(thing, datetime.date):
        return thing.isoformat()
    if isinstance(thing, str):
        return json.dumps(thing, ensure_ascii=False).replace("\x7f", "\\u007F")
    if isinstance(thing, Mapping):
        inside = ", ".join(f"{key(name)} = {value(one)}" for name, one in thing.items())
        return f"{{ {inside} }}" if inside else "{}"
    return f"[{', '.join(map(value, thing))}]"


def key(name: str) -> str:
    """A key, in quotes where it needs them.

    Example:
        >>> key("years"), key("bang_khen/bo")
        ('years', '"bang_khen/bo"')
    """
    return name if _BARE.fullmatch(name) else value(name)
