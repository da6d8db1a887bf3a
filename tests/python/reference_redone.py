"""Scores made again, the slow way: flat weighted means in fractions. Imports nothing of lantoa."""

from fractions import Fraction


def minmax(column):
    """0 to 1 from the least to the greatest; all alike: one half."""
    low, high = min(column), max(column)
    if low == high:
        return [Fraction(1, 2)] * len(column)
    return [Fraction(x - low, high - low) for x in column]


def by_rank(column):
    """(n - average rank) / (n - 1), the best 1; all alike or alone: one half."""
    n = len(column)
    if n < 2 or min(column) == max(column):
        return [Fraction(1, 2)] * n
    ranks = [1 + sum(y > x for y in column) + Fraction(column.count(x) - 1, 2) for x in column]
    return [(n - rank) / (n - 1) for rank in ranks]


def as_is(column):
    """The values."""
    return [Fraction(x) for x in column]


SCALES = {"minmax": minmax, "rank": by_rank, "none": as_is}


def scores(rows, weights, how):
    """Weighted means of scaled columns."""
    columns = [SCALES[how](list(column)) for column in zip(*rows, strict=True)]
    whole = sum(weights)
    return [
        sum(w * x for w, x in zip(weights, scaled, strict=True)) / Fraction(whole)
        for scaled in zip(*columns, strict=True)
    ]


def places(found):
    """One more than those with more."""
    return [1 + sum(other > own for other in found) for own in found]


def sign(x):
    """-1, 0 or 1."""
    return (x > 0) - (x < 0)


def reversed_pairs(rows, weights, how, out):
    """How many pairs of the others stand otherwise when one is left out."""
    stay = [i for i in range(len(rows)) if i != out]
    before = scores(rows, weights, how)
    after = dict(zip(stay, scores([rows[i] for i in stay], weights, how), strict=True))
    return sum(
        sign(before[i] - before[j]) != sign(after[i] - after[j])
        for i in stay
        for j in stay
        if i < j
    )


def without_column(rows, weights, how, column):
    """Places when a measure is left out."""
    kept = [[x for at, x in enumerate(row) if at != column] for row in rows]
    return places(scores(kept, [w for at, w in enumerate(weights) if at != column], how))
