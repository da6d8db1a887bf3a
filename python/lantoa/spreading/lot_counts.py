"""What is known of a lot before any outcome is: its draws, its p, who stays clean, what it sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import exp, factorial, lgamma, log, prod

import numpy as np

from lantoa.spreading.drawn_from import DrawnFrom
from lantoa.spreading.setting import Numbers

_ENUMERATED = 2_000_000  # beyond, p is simulated and can be no smaller than one in the draws
_COUNTLESS = 300 * log(10)


def arrangements_of(totals: Sequence[int], sizes: Sequence[Sequence[int]]) -> int:
    """How many draws there are of strata of so many; at most 10 to the 300.

    >>> arrangements_of([10], [[5]]), arrangements_of([4, 4], [[1, 1], [2, 1]])
    (252, 144)
    """
    parts = [(*drawn, total - sum(drawn)) for total, drawn in zip(totals, sizes, strict=True)]
    logs = [lgamma(sum(one) + 1) - sum(lgamma(part + 1) for part in one) for one in parts]
    if sum(logs) > _COUNTLESS:
        return 10**300
    return prod(factorial(sum(one)) // prod(map(factorial, one)) for one in parts)


def smallest_p_of(totals: Sequence[int], sizes: Sequence[Sequence[int]], draws: int) -> float:
    """The smallest two-sided p: of a draw that is as extreme turned round there are two.

    >>> smallest_p_of([10], [[1]], 9999), round(smallest_p_of([10], [[5]], 9999), 5)
    (0.1, 0.00794)
    """
    count = arrangements_of(totals, sizes)
    if count > _ENUMERATED:
        return 1 / (draws + 1)
    whole = [(*drawn, total - sum(drawn)) for total, drawn in zip(totals, sizes, strict=True)]
    turned = all(len(one) == 2 and one[0] == one[1] for one in whole) and count > 1
    return (2 if turned else 1) / count


def fewest(alpha: float) -> int:
    """How many a lot needs so that its p can be as small as a level.

    >>> fewest(0.05), fewest(0.01)
    (7, 9)
    """
    n = 2
    while smallest_p_of([n], [(n // 2,)], 10**9) > alpha:
        n += 1
    return n


def clean_share(source: DrawnFrom, sizes: Sequence[Sequence[int]]) -> float:
    """The expected share of those waiting who have no tie to anybody drawn: no simulation."""
    totals, drawn = source.sizes, [sum(one) for one in sizes]
    weights, clean = [], []
    for one, own in enumerate(source.stratum.tolist()):
        weights.append(1 - drawn[own] / totals[own])
        chance = 1.0
        for code, told in Counter(int(source.stratum[at]) for at in source.sources[one]).items():
            chance *= _none_drawn(totals[code] - (code == own), told, drawn[code])
        clean.append(chance)
    total = sum(weights)
    return sum(w * c for w, c in zip(weights, clean, strict=True)) / total if total else 0.0


def _none_drawn(others: int, told: int, drawn: int) -> float:
    """The chance that of so many others, of whom so many are drawn, none of those told is."""
    if others - told < drawn:
        return 0.0
    logs = [(others - told, 1), (others - told - drawn, -1), (others, -1), (others - drawn, 1)]
    return exp(sum(sign * lgamma(count + 1) for count, sign in logs))


def information(totals: Sequence[int], sizes: Sequence[Sequence[int]], clean: float = 1.0) -> float:
    """What a staggered lot knows of a difference: the sum of squares of who has it when, without
    the means of subjects and of strata in each period; those waiting weigh ``clean``.

    One measurement before the first wave and one after each.

    >>> information([10], [[5]])
    1.25
    """
    known = 0.0
    for total, drawn in zip(totals, sizes, strict=True):
        first = np.repeat(np.arange(1, len(drawn) + 2), [*drawn, total - sum(drawn)])
        has: Numbers = (np.arange(len(drawn) + 1) >= first[:, None]).astype(float)
        weight = np.where(first > len(drawn), clean, 1.0)[:, None]
        inside = has - has.mean(axis=1, keepdims=True)
        inside -= (weight * inside).sum(axis=0) / weight.sum()
        known += float((weight * inside**2).sum())
    return known
