"""The text of a record or a batch: canonical JSON (RFC 8785), and the hash that covers it.

It holds objects, lists, texts, whole numbers, true, false and null, and nothing else: a fraction
would be read differently elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from lantoa.criteria.fingerprints import canonical_json, fingerprint

Json: TypeAlias = dict[str, Any]

SEAL = "fingerprint"
"""The field that holds the hash of all the others."""

_LARGEST = 2**53
_DEEPEST = 40


def digest(content: Mapping[str, Any]) -> str:
    """The SHA-256 of everything in ``content`` but its own fingerprint.

    Example:
        >>> one, other = {"a": 1}, {"fingerprint": "0", "a": 1}
        >>> digest(one) == digest(other)
        True
    """
    return fingerprint(canonical_json({k: v for k, v in content.items() if k != SEAL}))


def sealed(content: Mapping[str, Any]) -> Json:
    """The content with its fingerprint."""
    return {**content, SEAL: digest(content)}


def parsed(text: str) -> Any:
    """The value of a JSON text.

    Raises:
        ValueError: The text is no JSON, names a key twice, is nested too deep, or holds half a
            letter, a fraction, or a number that is too large to be exact everywhere.

    Example:
        >>> parsed('{"a": [1, true, null]}')
        {'a': [1, True, None]}
    """
    try:
        found = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_refused,
            parse_int=_whole,
            parse_constant=_refused,
        )
    except RecursionError:
        raise ValueError("brackets are nested too deep") from None
    _expect_shallow(found, _DEEPEST)
    canonical_json(found).encode("utf-8")
    return found


def _expect_shallow(value: Any, left: int) -> None:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if items and not left:
        raise ValueError("brackets are nested too deep")
    for item in items:
        _expect_shallow(item, left - 1)


def _object(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f'the key "{twice}" stands there twice')
    return found


def _refused(text: str) -> Any:
    raise ValueError(f"{text} is no whole number")


def _whole(text: str) -> int:
    number = int(text)
    if abs(number) >= _LARGEST:
        raise ValueError(f"{text} is beyond what every reader takes exactly")
    return number
