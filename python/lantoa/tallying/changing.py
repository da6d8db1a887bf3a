"""Changes of a point table: a path names one key, the rest stays as it is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lantoa._checks import InputError, unknown

_SECTIONS = ("table", "item", "rule", "evidence", "group", "gate", "band")


def changed(content: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The content with every change; it is altered in place.

    Raises:
        InputError: A path names no part of the table; the message has the nearest.
    """
    for path, value in changes.items():
        owner, key = _owner(content, path)
        if value is None:
            owner.pop(key, None)
        else:
            owner[key] = exact(value)
    return content


def _owner(content: dict[str, Any], path: str) -> tuple[dict[str, Any], str]:
    section, _, rest = str(path).partition(".")
    if section not in _SECTIONS:
        raise unknown(section, _SECTIONS, what=f'path "{path}": the part')
    if section == "table":
        return content["table"], rest
    name, _, key = rest.rpartition(".")
    if section == "rule":
        parts = [rule for item in content["item"] for rule in item.get("rules", [])]
    else:
        parts = content.get(section, [])
    found = next((part for part in parts if part["id"] == name), None)
    if found is None:
        raise unknown(name, [part["id"] for part in parts], what=section)
    if not key:
        raise InputError(f'path "{path}": expected {section}, its id and a key')
    return found, key


def exact(value: Any) -> Any:
    """A value as the file would hold it: a float becomes the number that it prints as.

    Example:
        >>> exact(0.1), exact([1, 0.5])
        (Decimal('0.1'), [1, Decimal('0.5')])
    """
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Mapping):
        return {key: exact(one) for key, one in value.items()}
    return [exact(one) for one in value] if isinstance(value, list | tuple) else value


def plain(value: Any) -> Any:
    """Content as canonical JSON may hold it: equal numbers are equal texts."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | Decimal):
        return f"{Decimal(value).normalize():f}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value]
