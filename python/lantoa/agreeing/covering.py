"""The fewest judgements that show every combination that matters.

A criterion depends on few questions, and two criteria that share no question can be varied in
one judgement. So the judgements are as many as the combinations of the criterion with most.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod
from typing import Any

import numpy as np

from lantoa._checks import InputError, listed

Combination = tuple[int, ...]
MOST = 5_000  # judgements; a second holds a few hundred


def cover(
    groups: Sequence[tuple[int, ...]],
    sizes: Sequence[int],
    chosen: Sequence[int],
    names: Sequence[str],
) -> tuple[list[Combination], dict[tuple[int, ...], np.ndarray[Any, np.dtype[np.intp]]]]:
    """Combinations of all questions among which every combination of each group occurs.

    Args:
        groups: The questions that meet in some criterion, by their numbers.
        sizes: How many readings each question has.
        chosen: The reading in force of each.
        names: What a message calls each question.

    Returns:
        The combinations to judge, and for each group where to look: an array of their numbers
        with an axis per question.

    Raises:
        InputError: A group has too many combinations; the message has its questions.

    Example:
        >>> judged, where = cover([(0,), (1, 2)], [2, 2, 3], [0, 0, 0], ["a", "b", "c"])
        >>> len(judged), where[(1, 2)].shape
        (6, (2, 3))
    """
    ways = {group: prod(sizes[one] for one in group) for group in {*groups, ()}}
    _refuse_many(ways, names)
    rows = np.full((sum(ways.values()), len(sizes)), -1)
    used = 0
    where = {}
    for group in sorted(ways, key=lambda group: (-ways[group], group)):
        found = []
        for readings in product(*(range(sizes[one]) for one in group)):
            at = _first_that_fits(rows[:used], group, readings)
            rows[at, list(group)] = readings
            used = max(used, at + 1)
            found.append(at)
        where[group] = np.array(found).reshape([sizes[one] for one in group])
    complete = np.where(rows[:used] < 0, np.array(chosen, dtype=int), rows[:used])
    return [tuple(row) for row in complete.tolist()], where


def _first_that_fits(
    rows: np.ndarray[Any, Any], group: tuple[int, ...], readings: Combination
) -> int:
    """The first row that says nothing else about the group, or the one after the last."""
    said = rows[:, list(group)]
    fits = ((said == -1) | (said == np.array(readings, dtype=int))).all(axis=1)
    return int(fits.argmax()) if fits.any() else len(rows)


def _refuse_many(ways: dict[tuple[int, ...], int], names: Sequence[str]) -> None:
    largest = max(ways, key=lambda group: ways[group])
    if ways[largest] > MOST:
        raise InputError(
            f"the questions {listed(names[one] for one in largest)} all bear on one criterion: "
            f"{ways[largest]} combinations of readings, at most {MOST} can be judged; "
            "ask fewer questions"
        )
