"""A weight that moves, in plain Python: everybody's points as fractions, sorted by hand."""

from fractions import Fraction
from itertools import pairwise

WITHIN, TIED, BEYOND = 1, 2, 3


def sides(rows, seats, theta, beside=0):
    """Everybody's side at a value, or just before (-1) or after it (1); 0 of who is not ranked.

    A row is (a, b, chain, group); a group below 0 is not ranked; ``seats`` are by group.
    """
    keys = [(a + b * Fraction(theta), beside * b, tuple(chain)) for a, b, chain, _ in rows]
    found = []
    for (*_, group), key in zip(rows, keys, strict=True):
        if group < 0:
            found.append(0)
            continue
        rivals = [other for other, row in zip(keys, rows, strict=True) if row[-1] == group]
        before = sum(other > key for other in rivals)
        until = sum(other >= key for other in rivals)
        given = seats[group]
        found.append(WITHIN if until <= given else TIED if before < given else BEYOND)
    return found


def crossings(rows, low, high):
    """Every value in the range at which two lines of one group meet that are not the same."""
    found = set()
    for at, (a, b, _, group) in enumerate(rows):
        for c, d, _, other in rows[:at]:
            if group == other >= 0 and b != d:
                theta = Fraction(a - c, d - b)
                if low <= theta <= high:
                    found.add(theta)
    return sorted(found)


def sweep(rows, seats, low, high):
    """Breakpoints with everybody's side before, at and after, where these differ for somebody."""
    points = sorted({low, high, *crossings(rows, low, high)})
    found = []
    for point in points:
        at = sides(rows, seats, point)
        before = at if point == low else sides(rows, seats, point, -1)
        after = at if point == high else sides(rows, seats, point, 1)
        if not before == at == after:
            found.append((point, before, at, after))
    return found


def unchanged(rows, seats, low, high, now):
    """The values around one with everybody's side the same: ends, and whether they have it."""
    there = sides(rows, seats, now)
    points = sorted({low, high, now, *crossings(rows, low, high)})
    steps = [(points[0], points[0])]
    for one, other in pairwise(points):
        steps += [(one, other), (other, other)]

    def alike(step):
        return sides(rows, seats, sum(step) / 2) == there

    at = steps.index((now, now))
    first = last = at
    while first > 0 and alike(steps[first - 1]):
        first -= 1
    while last + 1 < len(steps) and alike(steps[last + 1]):
        last += 1
    ends = steps[first], steps[last]
    return ends[0][0], ends[1][1], ends[0][0] == ends[0][1], ends[1][0] == ends[1][1]


def place(rows, one, theta):
    """The place of a row in its group and how many share it."""
    keys = [(a + b * Fraction(theta), tuple(chain)) for a, b, chain, _ in rows]
    rivals = [key for key, row in zip(keys, rows, strict=True) if row[-1] == rows[one][-1]]
    before = sum(other > keys[one] for other in rivals)
    return 1 + before, sum(other == keys[one] for other in rivals)
