"""Where two values of JSON differ, by the path of the field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Difference:
    """A field that does not say what it should.

    Attributes:
        path: The field, such as ``"criteria.cn_sang_kien.verdict"``.
        stated: What it says; None where it is not there.
        found: What the record's own content gives; None where there should be no such field.
        because: How it was found: ``"shape"``, ``"rules"``, ``"judged_again"``, ``"hash"`` or
            ``"batch"``.
    """

    path: str
    stated: Any
    found: Any
    because: str


def differences(stated: Any, found: Any, path: str, because: str) -> Iterator[Difference]:
    """Every field that differs; items of a list that have an id are told apart by it.

    Example:
        >>> one, other = {"a": [{"id": "x", "b": 1}]}, {"a": [{"id": "x", "b": 2}]}
        >>> [found.path for found in differences(one, other, "", "judged_again")]
        ['a.x.b']
    """
    if isinstance(stated, dict) and isinstance(found, dict):
        for key in [*stated, *(key for key in found if key not in stated)]:
            at = f"{path}.{key}".lstrip(".")
            yield from differences(stated.get(key), found.get(key), at, because)
    elif isinstance(stated, list) and isinstance(found, list):
        yield from _in_lists(stated, found, path, because)
    elif type(stated) is not type(found) or stated != found:
        yield Difference(path, stated, found, because)


def _in_lists(stated: list[Any], found: list[Any], path: str, because: str) -> Iterator[Difference]:
    known = _names(stated) is not None and _names(found) is not None
    one, other = (
        dict(zip((known and _names(items)) or _numbers(items), items, strict=True))
        for items in (stated, found)
    )
    yield from differences(one, other, path, because)
    if list(one) != list(other) and set(one) == set(other):
        yield Difference(path, list(one), list(other), because)


def _numbers(items: list[Any]) -> list[str]:
    return [str(at) for at in range(len(items))]


def _names(items: list[Any]) -> list[str] | None:
    """The ids of the items of a list; None where one has none or two share one."""
    keys = ("id", "path", "criterion_id")
    found = [
        next((str(item[key]) for key in keys if key in item), "") if isinstance(item, dict) else ""
        for item in items
    ]
    return found if all(found) and len(set(found)) == len(found) else None
