"""Are the numbers of a point table whole amounts that the core can hold?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lantoa import _core
from lantoa.criteria.problems import Problem
from lantoa.tallying.check_bands import ranges
from lantoa.tallying.layout import Layout
from lantoa.tallying.model_base import ENDS
from lantoa.tallying.spans import exact

_POINTS = ("points", "base", "floor", "cap", "worth", "first", "further", "to", "otherwise")


def problems(layout: Layout) -> Iterator[Problem]:
    """What is no whole amount at the table's scale, or too large."""
    file = layout.file
    for where, owner in _owners(layout):
        for name in _POINTS:
            values = getattr(owner, name, None)
            for value in values if isinstance(values, list) else [values]:
                if value is not None:
                    yield from _amount(where, name, value, file.table.scale)
        clamp = getattr(owner, "clamp", None)
        if clamp is not None:
            yield from _clamp(where, clamp, file.table.scale)
    for where, one in ranges(layout):
        for end in ENDS:
            value = getattr(one, end, None)
            if value is not None:
                yield from _threshold(where, end, value)
    for _, rule in layout.rules:
        for name in ("above", "every"):
            if hasattr(rule, name):
                yield from _threshold(f"rule {rule.id}", name, getattr(rule, name))


def _owners(layout: Layout) -> Iterator[tuple[str, Any]]:
    file = layout.file
    yield "table", file.table
    yield from ((f"group {group.id}", group) for group in file.group)
    for item in file.item:
        yield f"item {item.id}", item
        yield from ((f"item {item.id}", cap) for cap in item.caps)
    for _, rule in layout.rules:
        parts = ("bands", "rows", "options")
        inside = [one for part in parts for one in getattr(rule, part, ())]
        yield from ((f"rule {rule.id}", one) for one in [rule, *inside])
    yield from ((f"band {band.id}", band) for band in file.band)


def _amount(where: str, name: str, value: Any, scale: int) -> Iterator[Problem]:
    amount = exact(value) * scale
    most = _core.AMOUNT_MAX // 1000
    if amount.denominator != 1:
        yield Problem(where, name, str(value), f"whole parts of a point: 1/{scale} is the smallest")
    elif abs(amount) > most:
        yield Problem(where, name, str(value), f"at most {most // scale} points either way")


def _clamp(where: str, clamp: Any, scale: int) -> Iterator[Problem]:
    for name in ("least", "most"):
        value = getattr(clamp, name)
        if value is not None:
            yield from _amount(where, f"clamp.{name}", value, scale)
    if clamp.least is not None and clamp.most is not None and clamp.least > clamp.most:
        yield Problem(
            where, "clamp.least", str(clamp.least), f"at most {clamp.most}, its other end"
        )


def _threshold(where: str, name: str, value: Any) -> Iterator[Problem]:
    ratio = exact(value)
    if ratio.denominator > _core.THRESHOLD_BELOW:
        yield Problem(where, name, str(value), "at most 6 places behind the point")
    elif abs(ratio.numerator) > _core.EVIDENCE_MAX or ratio < 0:
        yield Problem(
            where, name, str(value), f"from 0 to {_core.EVIDENCE_MAX}, shorter with places"
        )
