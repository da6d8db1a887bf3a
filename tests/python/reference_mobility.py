"""How places move between two years, subject by subject; None is missing."""

from fractions import Fraction
from itertools import pairwise

from reference_agreement import average_ranks, tau


def both(was, now):
    """The rows with a value in both years."""
    return [at for at in range(len(was)) if was[at] is not None and now[at] is not None]


def moves(was, now):
    """The change of rank of each row that has both, exactly."""
    rows = both(was, now)
    sides = [average_ranks([side[at] for at in rows]) for side in (was, now)]
    return rows, [Fraction(b) - Fraction(a) for a, b in zip(*sides, strict=True)]


def place_moves(was, now, block):
    """Subjects, tau, total, furthest, theta; None where there is none."""
    rows, changes = moves(was, now)
    sizes = [abs(change) for change in changes]
    theta = None
    inside = [
        (block[row], change) for row, change in zip(rows, changes, strict=True) if block[row] >= 0
    ]
    whole = sum(abs(change) for _, change in inside)
    if whole:
        codes = {code for code, _ in inside}
        together = sum(abs(sum(c for other, c in inside if other == code)) for code in codes)
        theta = together / whole
    found = tau([was[at] for at in rows], [now[at] for at in rows]) if rows else None
    total, furthest = (sum(sizes), max(sizes)) if rows else (None, None)
    return len(rows), found, total, furthest, theta


def classes(values, k):
    """The class of each value by the middle of its rank; -1 where missing."""
    rows = [at for at, value in enumerate(values) if value is not None]
    ranks = average_ranks([values[at] for at in rows])
    found = [-1] * len(values)
    for at, rank in zip(rows, ranks, strict=True):
        found[at] = int((Fraction(rank) - Fraction(1, 2)) * k / len(rows))
    return found


def transitions(classes_by_year, k):
    """Counts from class to class, year on year."""
    found = [[0] * k for _ in range(k)]
    for row in classes_by_year:
        for was, now in pairwise(row):
            if was >= 0 and now >= 0:
                found[was][now] += 1
    return found


def class_mobility(counts):
    """Prais-Bibby, Shorrocks, the mean number of classes moved; None where there is none."""
    k, whole = len(counts), sum(map(sum, counts))
    if not whole:
        return None, None, None
    left = sum(counts[i][j] for i in range(k) for j in range(k) if i != j)
    steps = sum(abs(i - j) * counts[i][j] for i in range(k) for j in range(k))
    shorrocks = None
    if all(map(sum, counts)):
        shorrocks = (k - sum(Fraction(counts[i][i], sum(counts[i])) for i in range(k))) / (k - 1)
    return Fraction(left, whole), shorrocks, Fraction(steps, whole)
