"""Numbers as they are written: a decimal is what it reads, not the nearest binary fraction."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from numbers import Rational

import numpy as np

from lantoa._checks import InputError

LEAST_WEIGHT, MOST_WEIGHT = Fraction(1, 10**100), Fraction(10**100)
_LONGEST = 400  # letters of a number: beyond the range of any double


def exact(value: object) -> Fraction | None:
    """A number as a fraction; None where it is none, or not finite.

    Args:
        value: A whole number, a fraction, a decimal, a float (read as it prints) or a text.

    Example:
        >>> exact(0.1), exact("1/3"), exact("0,1"), exact(float("nan"))
        (Fraction(1, 10), Fraction(1, 3), None, None)
    """
    if isinstance(value, bool | np.bool_) or value is None:
        return None
    if isinstance(value, Rational):
        return Fraction(value)
    if isinstance(value, np.integer):
        return Fraction(int(value))
    text = str(value) if isinstance(value, str | Decimal) else _printed(value)
    if text is None or len(text) > _LONGEST:
        return None
    try:
        return Fraction(text.strip())
    except (ValueError, ZeroDivisionError, OverflowError):
        return None


def is_blank(cell: object) -> bool:
    """Whether a cell of a frame says nothing.

    Example:
        >>> is_blank(None), is_blank(float("nan")), is_blank(0)
        (True, True, False)
    """
    return cell is None or (isinstance(cell, float | np.floating) and bool(np.isnan(cell)))


def _printed(value: object) -> str | None:
    if isinstance(value, np.floating):
        return repr(value.item()) if value.dtype == np.float64 else str(value)
    return repr(value) if isinstance(value, float) else None


def weight_of(value: object, name: str) -> Fraction:
    """A weight, exactly.

    Raises:
        InputError: It is no number above 0, or beyond 1e±100.

    Example:
        >>> weight_of(0.25, "a")
        Fraction(1, 4)
        >>> weight_of(-1, "a")
        Traceback (most recent call last):
        lantoa.InputError: weight of "a": expected a number above 0, not -1
    """
    found = exact(value)
    if found is None or found <= 0:
        told = f'"{value}"' if isinstance(value, str) else value
        raise InputError(f'weight of "{name}": expected a number above 0, not {told}')
    if not LEAST_WEIGHT <= found <= MOST_WEIGHT:
        raise InputError(f'weight of "{name}": expected one from 1e-100 to 1e100, not {value}')
    return found
