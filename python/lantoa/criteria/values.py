"""Frozen values: what a plan hands out can be read, compared and hashed, never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any


class Record(Mapping[str, Any]):
    """A mapping that cannot change, all the way down.

    Example:
        >>> record = Record({"levels": ["low", "high"], "of": {"a": 1}})
        >>> record["levels"], record["of"]["a"]
        (('low', 'high'), 1)
        >>> record == {"levels": ("low", "high"), "of": {"a": 1}}
        True
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, Any]) -> None:
        self._items = {key: freeze(value) for key, value in items.items()}

    def __getitem__(self, key: str) -> Any:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)


def freeze(value: Any) -> Any:
    """``value`` with every mapping a ``Record`` and every list a tuple.

    Example:
        >>> freeze([{"a": [1, 2]}])
        ({'a': (1, 2)},)
    """
    if isinstance(value, Record | str | int):  # asking these first is ten times as fast
        return value
    if isinstance(value, Mapping):
        return Record(value)
    if isinstance(value, list | tuple):
        return tuple(freeze(item) for item in value)
    return value


def thaw(value: Any) -> Any:
    """A fresh plain copy of ``value``: dicts and lists, as they come from a file.

    Example:
        >>> thaw(Record({"a": (1, 2)}))
        {'a': [1, 2]}
    """
    if isinstance(value, Mapping):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [thaw(item) for item in value]
    return value


def plain(value: Any) -> Any:
    """A value as a plan file would hold it: NumPy scalars and timestamps as plain ones.

    Example:
        >>> plain(datetime(2022, 7, 1, 12))
        datetime.date(2022, 7, 1)
    """
    if isinstance(value, datetime):
        return value.date()
    return value.item() if hasattr(value, "item") and getattr(value, "ndim", 0) == 0 else value
