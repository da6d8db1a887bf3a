"""Where an answer changes as one whole number grows, without asking at every number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from math import isqrt
from typing import Any

import numpy as np

Counted = np.ndarray[Any, Any]

_WIDE = 4096


def steps(
    answer: Callable[[int], Counted], least: int, most: int, guesses: Iterable[int] = ()
) -> list[tuple[int, Counted]]:
    """The first number of every stretch of equal answers, and the answer.

    Args:
        answer: An array for each whole number, all of one size, in which no bit that was
            switched off comes back (or none that was switched on goes) as the number grows. So
            two numbers with equal answers have equal ones between them.
        least: The first number.
        most: The last number.
        guesses: Where a stretch may start; right ones save time, wrong ones cost some.

    Example:
        >>> [(start, found.tolist())
        ...  for start, found in steps(lambda x: np.array([x < 300, x < 700]), 0, 1000)]
        [(0, [True, True]), (300, [False, True]), (700, [False, False])]
    """
    beside = {number - back for number in guesses for back in (0, 1)}
    looked = sorted({least, most, *(one for one in beside if least < one < most)})
    known = [(number, answer(number)) for number in looked]
    return [known[0], *(one for ends in pairwise(known) for one in _between(answer, *ends))]


def _between(
    answer: Callable[[int], Counted], below: tuple[int, Counted], above: tuple[int, Counted]
) -> list[tuple[int, Counted]]:
    """The steps above ``below``, up to ``above``: a stretch with equal ends is left alone."""
    found = []
    todo = [(below, above)]
    while todo:
        low, high = todo.pop()
        if low[1].tobytes() == high[1].tobytes():
            continue
        if high[0] - low[0] == 1:
            found.append(high)
            continue
        middle = low[0] + _share(high[0] - low[0])
        half = (middle, answer(middle))
        todo += [(half, high), (low, half)]
    return found


def _share(width: int) -> int:
    """Where to look next in a stretch: its middle, but near the start of one without an end.

    >>> _share(1000), _share(2**28)
    (500, 16384)
    """
    return width // 2 if width <= _WIDE else isqrt(width)
