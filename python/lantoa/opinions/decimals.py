"""Numbers as the decimals that they print as, a column at a time."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from lantoa.scoring.numbers import exact

_DIGITS = 15  # that a double holds for certain
_WHOLE = 2.0**53  # below it doubles hold every whole number


def read(value: float) -> Fraction:
    """A double as the decimal that it prints as.

    >>> read(0.1)
    Fraction(1, 10)
    """
    found = exact(value)
    assert found is not None  # a slate holds finite numbers
    return found


def digits_of(numbers: NDArray[np.float64]) -> int | None:
    """The fewest decimals that write every number; None where they are too many.

    >>> digits_of(np.array([1.0, 0.25, np.nan])), digits_of(np.array([1 / 3]))
    (2, None)
    """
    numbers = numbers[~np.isnan(numbers)]
    if (np.abs(numbers) < _WHOLE).all() and (np.rint(numbers) == numbers).all():
        return 0
    for digits in range(1, _DIGITS + 1):
        large = np.rint(numbers * 10.0**digits)
        if not (np.abs(large) < 10.0**_DIGITS).all():
            return None
        if (large / 10.0**digits == numbers).all():
            return digits
    return None


def exactly(column: NDArray[np.float64]) -> tuple[NDArray[np.object_], Fraction]:
    """Numbers without a gap as whole numbers of a unit; as fractions where decimals are too many.

    >>> numbers, unit = exactly(np.array([0.5, 0.25]))
    >>> numbers.tolist(), unit
    ([50, 25], Fraction(1, 100))
    """
    digits = digits_of(column)
    if digits is None:
        return np.array([read(value) for value in column.tolist()], object), Fraction(1)
    whole = np.rint(column * 10.0**digits).astype(np.int64)
    return whole.astype(object), Fraction(1, 10**digits)
