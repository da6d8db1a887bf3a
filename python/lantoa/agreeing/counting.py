"""How many combinations of readings pass, without going through them.

Gates combine by AND, so what passes is a product of tables, one per gate, each over the few
questions that bear on it. Summing one question after another out of that product visits the
combinations of those that meet in a table, never all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from lantoa._checks import InputError, listed

Numbers = np.ndarray[Any, Any]

MOST = 1_000_000  # combinations in one table
_BLOCK = 8_000_000  # cells at a time
_LARGEST = 2**62


@dataclass(frozen=True)
class Factor:
    """What one gate says: n subjects by the readings of the questions that bear on it.

    Attributes:
        questions: Their numbers, ascending, one per axis of ``table`` after the first.
        table: n x readings …: bits of a verdict, truth values, or how many ways pass.
    """

    questions: tuple[int, ...]
    table: Numbers

    def at(self, combination: Sequence[int]) -> Numbers:
        """What it says of each subject under one combination of all questions."""
        where: tuple[Any, ...] = (slice(None), *(combination[one] for one in self.questions))
        found: Numbers = self.table[where]
        return found

    def trimmed(self) -> Factor:
        """Without the questions that turned out not to matter."""
        table = self.table
        questions: list[int] = []
        for one in self.questions:
            axis = 1 + len(questions)
            first = table.take([0], axis=axis)
            if (table == first).all():
                table = first.squeeze(axis)
            else:
                questions.append(one)
        return Factor(tuple(questions), table)


def count(factors: Sequence[Factor], sizes: Sequence[int], names: Sequence[str]) -> Numbers:
    """In how many combinations every factor is true, for each of n subjects, exactly.

    Args:
        factors: Tables of truth values, at least one.
        sizes: How many readings each question has.
        names: What a message calls each question.

    Returns:
        n whole numbers, at most the product of ``sizes``.

    Raises:
        InputError: Too many questions are tied together, or the product of ``sizes`` is beyond
            whole numbers of 63 bits.

    Example:
        >>> either = Factor((0, 1), np.array([[[True, True], [True, False]]]))
        >>> only_last = Factor((1,), np.array([[False, True]]))
        >>> count([either, only_last], [2, 2, 10], ["a", "b", "c"]).tolist()
        [10]
    """
    if prod(sizes) > _LARGEST:
        raise InputError(
            f"{prod(sizes)} combinations of readings are too many; ask fewer questions"
        )
    order = _elimination([set(f.questions) for f in factors], sizes, names)
    widest = max((prod(sizes[one] for one in tied) for _, tied in order), default=1)
    step = max(1, _BLOCK // widest)
    n = len(factors[0].table)
    blocks = [_count(factors, sizes, order, slice(at, at + step)) for at in range(0, n, step)]
    return np.concatenate(blocks) if blocks else np.zeros(0, dtype=np.int64)


def _elimination(
    scopes: list[set[int]], sizes: Sequence[int], names: Sequence[str]
) -> list[tuple[int, tuple[int, ...]]]:
    """Each question with those it is tied to when its turn comes, the least tied first."""
    order = []
    left = set(range(len(sizes)))
    while left:
        tied = {one: set().union({one}, *(s for s in scopes if one in s)) for one in left}
        next_one = min(left, key=lambda one: (prod(sizes[other] for other in tied[one]), one))
        group = tied[next_one]
        _refuse_wide(group, sizes, names)
        scopes = [s for s in scopes if next_one not in s] + [group - {next_one}]
        order.append((next_one, tuple(sorted(group))))
        left.remove(next_one)
    return order


def _refuse_wide(group: Iterable[int], sizes: Sequence[int], names: Sequence[str]) -> None:
    ways = prod(sizes[one] for one in group)
    if ways > MOST:
        raise InputError(
            f"the questions {listed(names[one] for one in sorted(group))} are tied together: "
            f"{ways} combinations of readings, at most {MOST} can be counted; ask fewer questions"
        )


def _count(
    factors: Sequence[Factor],
    sizes: Sequence[int],
    order: Sequence[tuple[int, tuple[int, ...]]],
    rows: slice,
) -> Numbers:
    left = [Factor(f.questions, f.table[rows].astype(np.int64)) for f in factors]
    for one, tied in order:
        touching = [f for f in left if one in f.questions]
        shape = [len(left[0].table), *(sizes[other] for other in tied)]
        product = np.ones(shape, dtype=np.int64)
        for factor in touching:
            product *= _spread(factor, tied)
        rest = tuple(other for other in tied if other != one)
        left = [f for f in left if one not in f.questions]
        left.append(Factor(rest, product.sum(axis=1 + tied.index(one))))
    ways: Numbers = np.prod([f.table for f in left], axis=0)
    return ways


def _spread(factor: Factor, questions: tuple[int, ...]) -> Numbers:
    """The table with an axis of length one for every question that it does not know."""
    lengths = dict(zip(factor.questions, factor.table.shape[1:], strict=True))
    return factor.table.reshape(-1, *(lengths.get(one, 1) for one in questions))
