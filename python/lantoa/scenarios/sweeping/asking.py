"""What may be asked: whole numbers and exact fractions, nothing rounded on the way."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from lantoa._checks import InputError

_MOST_OF_FRACTION = 2**40  # with points and weights it still fits where it is compared


def whole(value: object, most: int, *, what: str) -> int:
    """A whole number from 0.

    Raises:
        InputError: It is none, or more than ``most``.

    Example:
        >>> whole(3, 10, what="k")
        3
    """
    is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not is_whole or not 0 <= int(str(value)) <= most:
        raise InputError(f"{what}: expected a whole number from 0 to {most}, not {value}")
    return int(str(value))


def fraction(value: object, *, what: str) -> Fraction:
    """An exact number: whole, a fraction, or a fraction as text.

    Raises:
        InputError: It is none, a float (which is rounded already), or too long to be compared.

    Example:
        >>> fraction("1000/3", what="high")
        Fraction(1000, 3)
    """
    try:
        found = None if isinstance(value, float) else Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        found = None
    if found is None or max(abs(found.numerator), found.denominator) > _MOST_OF_FRACTION:
        raise InputError(
            f'{what}: expected a whole weight or an exact fraction such as "1000/3", not {value}'
        )
    return found
