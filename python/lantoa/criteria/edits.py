"""A number moved by so much rather than set: exact, and composed without rounding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from numbers import Rational
from typing import Any

from lantoa._checks import InputError
from lantoa.criteria import dated

_NUMBER = re.compile(r"[+-]?\d{1,18}(/\d{1,18}|\.\d{1,18})?")

ABSENT: Any = object()
"""Stands for no earlier change of a path, which is something else than one taken back (None)."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A value times ``factor``, and then ``plus``; `add` and `scale` make one.

    Attributes:
        factor: What the value is multiplied with.
        plus: What is added afterwards.
        afresh: Whether earlier changes of the path are taken back first.
    """

    factor: Fraction = Fraction(1)
    plus: Fraction = Fraction(0)
    afresh: bool = False

    def __str__(self) -> str:
        told = [f"× {self.factor}"] if self.factor != 1 else []
        if self.plus or not told:
            told.append(f"{'-' if self.plus < 0 else '+'} {abs(self.plus)}")
        return " ".join([*(["taken back,"] if self.afresh else []), *told])

    __repr__ = __str__


def add(number: object) -> Edit:
    """Move a value of a plan by a number, for a scenario.

    Args:
        number: A whole number, a ``Fraction``, or a text such as ``"-1"``, ``"3/2"`` or ``"1.5"``.

    Raises:
        InputError: It is none of them; a float is not exact.

    Example:
        >>> from lantoa.criteria import load_plan
        >>> plan = load_plan("exemplars-2021-2025").change("cn_xuat_sac_2_nam.years", add(1))
        >>> plan.criterion("cn_xuat_sac_2_nam").parameters["years"]
        3
    """
    return Edit(plus=exact(number, what="add"))


def scale(factor: object) -> Edit:
    """Multiply a value of a plan, for a scenario.

    Args:
        factor: A whole number, a ``Fraction``, or a text such as ``"3/2"`` or ``"1.5"``.

    Raises:
        InputError: It is none of them; a float is not exact.

    Example:
        >>> scale("1.5"), scale("2/3")
        (× 3/2, × 2/3)
    """
    return Edit(factor=exact(factor, what="scale"))


def exact(number: object, *, what: str) -> Fraction:
    """A number as a fraction, nothing rounded.

    Raises:
        InputError: It is no exact number.

    Example:
        >>> exact("1.5", what="scale")
        Fraction(3, 2)
    """
    plain = number.item() if hasattr(number, "item") else number
    if isinstance(plain, Rational) and not isinstance(plain, bool):
        return Fraction(plain)
    text = str(plain).strip() if isinstance(plain, str | Decimal) else ""
    if _NUMBER.fullmatch(text) and not re.search(r"/0+$", text):
        return Fraction(text)
    found = f'"{number}"' if isinstance(number, str) else repr(number)
    raise InputError(
        f'{what}: expected a whole number, a fraction or a text such as "3/2" or "1.5", not {found}'
    )


def followed(before: Any, after: Any, path: str) -> Any:
    """One change of a path and then another, as a single change.

    Args:
        before: The first; ``ABSENT`` where there is none, None where it takes back.
        after: The second.
        path: Where, for the message.

    Raises:
        InputError: The second is an edit of what is no number.

    Example:
        >>> followed(3, add(1), "a.years"), followed(scale("3/2"), add(1), "a.years")
        (4, × 3/2 + 1)
        >>> followed(None, add(1), "a.years")
        taken back, + 1
    """
    if not isinstance(after, Edit) or after.afresh or before is ABSENT:
        return after
    if before is None:
        return replace(after, afresh=True)
    if isinstance(before, Edit):
        plus = after.factor * before.plus + after.plus
        return Edit(before.factor * after.factor, plus, before.afresh)
    return applied(after, before, path)


def applied(edit: Edit, value: Any, path: str) -> Any:
    """The value that an edit makes of one; of an amended value every part is edited.

    A number that is not whole stays a fraction, for a later edit may make it whole.

    Raises:
        InputError: The value is no number.
    """
    if dated.is_amended(value):
        return [applied(edit, one, path) for one in value]
    if dated.is_table(value):
        return {**value, "value": applied(edit, value["value"], path)}
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        found = "nothing" if value is None else f'"{value}"' if isinstance(value, str) else value
        raise InputError(
            f"path {path}: {edit} needs a number, and {found} stands there; set a value instead"
        )
    result = edit.factor * value + edit.plus
    return int(result) if result.denominator == 1 else result


def whole(value: Any, path: str) -> Any:
    """The value itself where every number in it is whole.

    Raises:
        InputError: One is not; the message has the nearest that are.

    Example:
        >>> whole(Fraction(5, 2), "criterion.a.years")
        Traceback (most recent call last):
        lantoa.InputError: path criterion.a.years: 5/2 is no whole number; nearest are 2 and 3
    """
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return int(value)
        near = f"nearest are {floor(value)} and {ceil(value)}"
        raise InputError(f"path {path}: {value} is no whole number; {near}")
    if isinstance(value, Mapping):
        return {key: whole(item, path) for key, item in value.items()}
    return [whole(item, path) for item in value] if isinstance(value, list | tuple) else value
