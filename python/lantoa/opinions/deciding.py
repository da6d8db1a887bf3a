"""Whole numbers in an exact order, from doubles that are nearly in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Exact = Callable[[NDArray[np.int64]], Sequence[Any] | NDArray[Any]]
"""The exact numbers of some rows, as whole numbers or fractions."""


def keys_of(scores: NDArray[np.float64], rounding: float, exact: Exact) -> NDArray[np.int64]:
    """A key for each of n scores: larger is better, equal is a tie.

    Args:
        scores: n doubles.
        rounding: How far each may lie from what it would be without rounding.
        exact: Asked of those only that lie within it of each other.

    Example:
        >>> from fractions import Fraction
        >>> scores = np.array([0.3, 0.1 + 0.2, 0.5])
        >>> keys_of(scores, 1e-15, lambda rows: [Fraction(3, 10)] * len(rows)).tolist()
        [0, 0, 1]
    """
    n = len(scores)
    order = np.argsort(scores, kind="stable")
    steps = np.diff(scores[order], prepend=scores[order][:1])
    cluster = np.empty(n, np.int64)
    cluster[order] = np.cumsum(~(steps <= 2 * rounding))
    sizes = np.bincount(cluster, minlength=1)
    doubtful = np.flatnonzero(sizes[cluster] > 1)
    within = np.zeros(n, np.int64)
    if len(doubtful):
        within[doubtful] = _ranked(exact(doubtful))
    return _numbered(cluster * (n + 1) + within)


def _ranked(numbers: Sequence[Any] | NDArray[Any]) -> NDArray[np.int64]:
    if isinstance(numbers, np.ndarray):
        return _numbered(numbers)
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    found = np.zeros(len(numbers), np.int64)
    for before, at in pairwise(order):
        found[at] = found[before] + (numbers[at] > numbers[before])
    return found


def _numbered(numbers: NDArray[Any]) -> NDArray[np.int64]:
    """The number of each in their order, equal ones alike."""
    _, found = np.unique(numbers, return_inverse=True)
    return np.asarray(found.reshape(-1), np.int64)


def places(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """One more than how many have a larger key, and how many share it.

    >>> [part.tolist() for part in places(np.array([5, 7, 5]))]
    [[2, 1, 2], [2, 1, 2]]
    """
    _, level, sizes = np.unique(keys, return_inverse=True, return_counts=True)
    level = level.reshape(-1)
    return 1 + len(keys) - np.cumsum(sizes)[level], sizes[level]
