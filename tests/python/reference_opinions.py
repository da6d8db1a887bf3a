"""Second opinions the slow, obvious way, in fractions: pair by pair, step by step.

Tables are lists of rows, more is better, None where a value is missing.
"""

from fractions import Fraction
from itertools import product


def degree(function, difference, q, p):
    """How much a difference counts: Brans and Vincke's functions."""
    if difference <= 0:
        return Fraction(0)
    if function == "usual":
        return Fraction(1)
    if function == "u":
        return Fraction(difference > q)
    if function == "v":
        return min(Fraction(difference) / p, Fraction(1))
    if function == "level":
        return Fraction(1) if difference > p else Fraction(1, 2) * (difference > q)
    return min(max(Fraction(difference - q) / (p - q), Fraction(0)), Fraction(1))


def flows(rows, weights, functions):
    """Positive and negative flow of every row over n - 1 rivals."""

    def preferred(one, other):
        total = Fraction(0)
        for a, b, weight, (function, q, p) in zip(one, other, weights, functions, strict=True):
            if a is not None and b is not None:
                total += weight * degree(function, a - b, q, p)
        return total

    rivals = max(len(rows) - 1, 1)
    plus = [sum((preferred(one, other) for other in rows), Fraction(0)) / rivals for one in rows]
    minus = [sum((preferred(other, one) for other in rows), Fraction(0)) / rivals for one in rows]
    return plus, minus


def relation(plus, minus, one, other):
    """PROMETHEE I."""
    ahead = plus[one] >= plus[other] and minus[one] <= minus[other]
    behind = plus[one] <= plus[other] and minus[one] >= minus[other]
    if ahead and behind:
        return "indifferent"
    return "outranks" if ahead else "outranked" if behind else "incomparable"


def squared_distances(rows, weights, norm):
    """Squares of the distances to the best and to the worst values, after scaling and weighing."""
    columns = list(zip(*rows, strict=True))
    best, worst = [Fraction(0)] * len(rows), [Fraction(0)] * len(rows)
    for column, weight in zip(columns, weights, strict=True):
        low, high = min(column), max(column)
        if low == high:
            continue
        square = (high - low) ** 2 if norm == "minmax" else sum(value**2 for value in column)
        for at, value in enumerate(column):
            best[at] += weight**2 * (high - value) ** 2 / Fraction(square)
            worst[at] += weight**2 * (value - low) ** 2 / Fraction(square)
    return best, worst


def closeness(rows, weights, norm):
    """TOPSIS, as doubles."""
    found = []
    for best, worst in zip(*squared_distances(rows, weights, norm), strict=True):
        near, far = float(worst) ** 0.5, float(best) ** 0.5
        found.append(near / (near + far) if near + far else 0.5)
    return found


def regrets(rows, weights, majority=Fraction(1, 2)):
    """VIKOR's S, R and Q."""
    columns = list(zip(*rows, strict=True))
    s, r = [], []
    for row in rows:
        shares = [
            weight * Fraction(max(column) - value) / (max(column) - min(column))
            if max(column) > min(column)
            else Fraction(0)
            for value, column, weight in zip(row, columns, weights, strict=True)
        ]
        s.append(sum(shares, Fraction(0)))
        r.append(max(shares))

    def spread(values):
        low, high = min(values), max(values)
        return [Fraction(v - low) / (high - low) if high > low else Fraction(0) for v in values]

    mixed = zip(spread(s), spread(r), strict=True)
    return s, r, [majority * one + (1 - majority) * other for one, other in mixed]


def borda(rows, weights):
    """A point for everybody below, half a point for everybody equal, the row itself left out."""
    found = []
    for at, row in enumerate(rows):
        others = rows[:at] + rows[at + 1 :]
        points = Fraction(0)
        for k, weight in enumerate(weights):
            below = sum(other[k] < row[k] for other in others)
            equal = sum(other[k] == row[k] for other in others)
            points += weight * (below + Fraction(equal, 2))
        found.append(points)
    return found


def beats(rows, weights):
    """Who beats whom: a measure that one of the two lacks says nothing."""
    n = len(rows)
    found = [[False] * n for _ in range(n)]
    for i, j in product(range(n), repeat=2):
        lead = Fraction(0)
        for a, b, weight in zip(rows[i], rows[j], weights, strict=True):
            if a is not None and b is not None:
                lead += weight * ((a > b) - (a < b))
        found[i][j] = lead > 0
    return found


def copeland(rows, weights):
    """Pairs won, lost and tied."""
    won, n = beats(rows, weights), len(rows)
    wins = [sum(row) for row in won]
    losses = [sum(won[i][j] for i in range(n)) for j in range(n)]
    return wins, losses, [n - 1 - wins[i] - losses[i] for i in range(n)]


def circles(rows, weights):
    """Sets of two or more who all reach each other along "beats" (Warshall)."""
    n, reach = len(rows), beats(rows, weights)
    for k, i, j in product(range(n), repeat=3):
        reach[i][j] = reach[i][j] or (reach[i][k] and reach[k][j])
    sets = {frozenset({j for j in range(n) if reach[i][j] and reach[j][i]}) for i in range(n)}
    return {one for one in sets if len(one) > 1}


def place(values, at):
    """One more than the number of those with more."""
    return 1 + sum(value > values[at] for value in values)


def centroid(m):
    """The mean of the corners of all weights w1 >= w2 >= ... >= wm >= 0 that sum to 1."""
    corners = [[Fraction(1, k)] * k + [Fraction(0)] * (m - k) for k in range(1, m + 1)]
    return [sum(corner[at] for corner in corners) / m for at in range(m)]
