"""Columns of numbers that are compared as they are written, by whole numbers of the core.

A double stands for the shortest decimal that is read back as it, which is how it prints: 0.15
is 15 %, although the double lies a little below. The order of doubles and of these decimals is
the same one.
"""

from __future__ import annotations

import math
import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from lantoa import _core
from lantoa._checks import InputError

Numbers = np.ndarray[Any, Any]

_WIDEST = 2**62  # larger whole numbers are listed, so that limits always fit beside them
_NEAR = 4  # so many doubles apart: what a few additions may leave between equal sums
_SHARE = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*(%?)")
_RATIO = re.compile(r"(\d+)\s*/\s*(\d+)")


def _row(at: int) -> str:
    return f"row {at + 1}"


@dataclass(frozen=True)
class Exact:
    """n numbers as keys: of two keys the larger one is of the larger number, equals have one.

    Attributes:
        keys: int64, ``NO_NUMBER`` where the number is missing.
        kind: What the keys are: the numbers themselves, doubles in order, or positions in
            ``listed``.
        listed: The different numbers, growing; of the kind ``"listed"`` only.
    """

    keys: Numbers
    kind: Literal["whole", "double", "listed"] = "whole"
    listed: Sequence[Any] = ()

    @property
    def known(self) -> Numbers:
        """Where there is a number."""
        there: Numbers = self.keys != _core.NO_NUMBER
        return there

    def at_least(self, limit: Fraction) -> int:
        """The least key whose number is not below a limit."""
        if self.kind == "listed":
            return bisect_left(self._fractions(), limit)
        if self.kind == "double":
            return _double_from(limit)
        return max(-_WIDEST, min(_WIDEST, math.ceil(limit)))

    def at_most(self, limit: Fraction) -> int:
        """The greatest key whose number is not above a limit."""
        if self.kind == "listed":
            return bisect_right(self._fractions(), limit) - 1
        if self.kind == "double":
            return -_double_from(-limit)
        return max(-_WIDEST, min(_WIDEST, math.floor(limit)))

    def nearly_equal(self) -> int:
        """How many different numbers have a neighbour that rounding alone may have parted."""
        if self.kind != "double":
            return 0
        apart = np.diff(np.unique(self.keys[self.known]).astype(object))
        return int((apart <= _NEAR).sum())

    def _fractions(self) -> list[Fraction]:
        return [Fraction(one) for one in self.listed]


def doubles(values: Numbers) -> Exact:
    """Doubles in their order; NaN is missing, -0.0 is 0.0.

    >>> doubles(np.array([0.5, float("nan"), -1.0])).known.tolist()
    [True, False, True]
    """
    keys = np.where(np.isnan(values), _core.NO_NUMBER, _ordered(values))
    return Exact(keys, "double")


def exact(column: nw.Series[Any], *, what: str, row: Callable[[int], str] = _row) -> Exact:
    """A column as keys.

    Args:
        column: Whole numbers, decimals, fractions, doubles or flags.
        what: What the column is, for a message, such as ``'points "total"'``.
        row: What a row is called in a message.

    Raises:
        InputError: A cell is no number, or not a finite one.
    """
    if column.dtype.is_integer() or column.dtype == nw.Boolean:
        return _whole(column)
    if column.dtype.is_float() and column.dtype != nw.Float32:
        return _checked(np.where(_gaps(column), np.nan, column.to_numpy().astype(float)), what, row)
    cells = cells_of(column)
    if all(one is None or isinstance(one, float) for one in cells):
        values = np.array([math.nan if one is None else one for one in cells], float)
        return _checked(values, what, row)
    return _listed(cells, what, row)


def cells_of(column: nw.Series[Any]) -> list[Any]:
    """The cells, None where missing; floats of 32 bits as the doubles that print like them."""
    cells = [None if is_missing(cell) else cell for cell in column.to_list()]
    if column.dtype != nw.Float32:
        return cells
    return [None if one is None else float(str(np.float32(one))) for one in cells]


def number(value: Any, *, what: str) -> Fraction:
    """A limit or share as an exact fraction.

    Args:
        value: A whole number, decimal, fraction, double (as it prints), or text such as
            ``"15 %"``, ``"0,15"`` or ``"2/3"``.
        what: What it is, for a message.

    Raises:
        InputError: It is no finite number.

    Example:
        >>> number(0.7, what="share"), number("15 %", what="share"), number("2/3", what="share")
        (Fraction(7, 10), Fraction(3, 20), Fraction(2, 3))
    """
    found = _as_fraction(value)
    if found is None:
        given = f'"{value}"' if isinstance(value, str) else repr(value)
        raise InputError(f'{what}: expected a number, such as 15, "15 %" or "2/3", not {given}')
    return found


def _as_fraction(value: Any) -> Fraction | None:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool) or value is None or value is pd.NA:
        return None
    if isinstance(value, float | Decimal):
        return Fraction(str(value)) if math.isfinite(value) else None
    if isinstance(value, int | Fraction):
        return Fraction(value)
    return _of_text(value) if isinstance(value, str) else None


def _of_text(text: str) -> Fraction | None:
    if ratio := _RATIO.fullmatch(text.strip()):
        part, whole = map(int, ratio.groups())
        return Fraction(part, whole) if whole else None
    if share := _SHARE.fullmatch(text.strip()):
        found = Fraction(share[1].replace(",", "."))
        return found / 100 if share[2] else found
    return None


def _gaps(column: nw.Series[Any]) -> Numbers:
    missing: Numbers = column.is_null().to_numpy().astype(bool)
    return missing


def _checked(values: Numbers, what: str, row: Callable[[int], str]) -> Exact:
    """Doubles that are finite or missing."""
    _refuse(np.isinf(values), values, what, row)
    return doubles(values)


def _whole(column: nw.Series[Any]) -> Exact:
    missing, kept = _gaps(column), column.drop_nulls()
    if len(kept) and max(abs(int(kept.min())), abs(int(kept.max()))) >= _WIDEST:
        return _listed(cells_of(column), "", _row)
    if missing.any():
        column = column.fill_null(False if column.dtype == nw.Boolean else 0)
    return Exact(np.where(missing, _core.NO_NUMBER, column.to_numpy().astype(np.int64)))


def _listed(cells: Sequence[Any], what: str, row: Callable[[int], str]) -> Exact:
    """Numbers of any kind and size, by their positions among the different ones."""
    read = [None if isinstance(cell, str) else _as_fraction(cell) for cell in cells]
    wrong = [one is None and cell is not None for one, cell in zip(read, cells, strict=True)]
    _refuse(np.array(wrong, bool), cells, what, row)
    different = sorted({one for one in read if one is not None})
    at = {one: place for place, one in enumerate(different)}
    keys = [_core.NO_NUMBER if one is None else at[one] for one in read]
    return Exact(np.array(keys, np.int64), "listed", different)


def is_missing(cell: Any) -> bool:
    """Whether a cell of a frame says nothing."""
    return cell is None or cell is pd.NA or cell is pd.NaT or cell != cell


def _refuse(wrong: Numbers, cells: Any, what: str, row: Callable[[int], str]) -> None:
    if not wrong.any():
        return
    at = int(np.argmax(wrong))
    told = f'"{cells[at]}"' if isinstance(cells[at], str) else cells[at]
    more = f" ({int(wrong.sum())} such cells)" if wrong.sum() > 1 else ""
    raise InputError(f"{what}, {row(at)}: expected a finite number or nothing, not {told}{more}")


def _ordered(values: Numbers) -> Numbers:
    """The doubles as whole numbers in the same order: neighbours are one apart."""
    bits = (values + 0.0).view(np.int64)
    keys: Numbers = np.where(bits < 0, -(bits & np.int64(2**63 - 1)), bits)
    return keys


def _double_from(limit: Fraction) -> int:
    """The key of the least double that prints as no less than a limit."""
    most = Fraction(sys.float_info.max)
    found = float(max(-most, min(most, limit)))
    while (
        found > -sys.float_info.max
        and Fraction(repr(below := math.nextafter(found, -math.inf))) >= limit
    ):
        found = below
    while found < math.inf and Fraction(repr(found)) < limit:
        found = math.nextafter(found, math.inf)
    return int(_ordered(np.array([found]))[0])
