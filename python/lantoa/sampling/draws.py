"""Where the chance comes from: a stream of its own for every table.

A stream is keyed by the seed and a name, so a table that is added or changed leaves the others as
they were. Only uniform numbers and integers are drawn: they are the same on every machine.
"""

from __future__ import annotations

from zlib import crc32

import numpy as np
import numpy.typing as npt

from lantoa.sampling.columns import Bools, Days, Floats, Ints

Stream = np.random.Generator


def stream(seed: int, name: str) -> Stream:
    """The stream called ``name``.

    >>> stream(7, "families").integers(10, size=4).tolist() == \
        stream(7, "families").integers(10, size=4).tolist()
    True
    """
    return np.random.Generator(np.random.PCG64([seed, crc32(name.encode())]))


def pick(chance: Stream, weights: list[float], size: int) -> Ints:
    """``size`` codes, code k with probability ``weights[k]`` / sum."""
    steps = np.cumsum(weights) / np.sum(weights)
    return np.searchsorted(steps[:-1], chance.random(size), side="right").astype(np.int32)


def spread_ranks(chance: Stream, size: int) -> Floats:
    """``size`` numbers evenly spread over (0, 1), in random order: no seed is all strong or weak."""
    return (chance.permutation(size) + 0.5) / max(size, 1)


def month_between(chance: Stream, first: Days, last: Days) -> Days:
    """The first day of a month, each between its ``first`` and its ``last``, both included.

    The days are evenly spread, so that every part of the time has its share.

    Where no month begins between the two the answer lies after ``last``.
    """
    low = (first - np.timedelta64(1, "D")).astype("M8[M]").astype(np.int64) + 1
    high = last.astype("M8[M]").astype(np.int64)
    months = low + (spread_ranks(chance, len(low)) * np.maximum(high - low + 1, 1)).astype(np.int64)
    return first_days(months)


def first_days(months: npt.NDArray[np.int64]) -> Days:
    """The first days of months that are counted from January 1970."""
    return np.asarray(months.astype("M8[M]").astype("M8[D]"))


def best_of_group(groups: Ints, score: Floats, places: Ints) -> Bools:
    """The rows with the highest scores of each group, as many as ``places[group]`` allows.

    >>> best_of_group(np.array([0, 1, 0]), np.array([0.2, 0.1, 0.9]), np.array([1, 0])).tolist()
    [False, False, True]
    """
    order = np.lexsort((-score, groups))
    ordered = groups[order]
    first = np.searchsorted(ordered, ordered, side="left")
    chosen = np.zeros(len(groups), bool)
    chosen[order] = np.arange(len(groups)) - first < places[ordered]
    return chosen
