"""Places under moving weights the slow way: corners one by one, faces one by one, in fractions."""

from fractions import Fraction
from itertools import combinations, product


def dot(weights, row):
    return sum(weight * value for weight, value in zip(weights, row, strict=True))


def place(weights, rows, at):
    """One more than the number of rows with a larger weighted sum."""
    own = dot(weights, rows[at])
    return 1 + sum(dot(weights, row) > own for row in rows)


def box_corners(low, high):
    """All weights of a box that sum to 1 with all but one of them at an end."""
    found = set()
    p = len(low)
    for free in range(p):
        others = [at for at in range(p) if at != free]
        for ends in product(*((low[at], high[at]) for at in others)):
            rest = 1 - sum(ends)
            if low[free] <= rest <= high[free]:
                weights = dict(zip(others, ends, strict=True)) | {free: rest}
                found.add(tuple(weights[at] for at in range(p)))
    return sorted(found)


def order_corners(order, least):
    """The heads of an order share alike what the least weights leave."""
    p = len(order)
    found = set()
    for head in range(1, p + 1):
        weights = [Fraction(least)] * p
        for at in order[:head]:
            weights[at] += (1 - p * Fraction(least)) / head
        found.add(tuple(weights))
    return sorted(found)


def pair_bound(rows, corners):
    """1 + those who lead at every corner, 1 + those who lead at one."""
    bounds = []
    for own in rows:
        leads = [[dot(corner, row) - dot(corner, own) for corner in corners] for row in rows]
        best = 1 + sum(min(lead) > 0 for lead in leads)
        bounds.append((best, 1 + sum(max(lead) > 0 for lead in leads)))
    return bounds


def crossing(one, other):
    """The weights that sum to 1 where two linear forms of three weights are nothing; or None."""
    (a, b, c), (d, e, f) = one, other
    cross = (b * f - c * e, c * d - a * f, a * e - b * d)
    total = sum(cross)
    return None if total == 0 else tuple(Fraction(part) / total for part in cross)


def is_in(weights, low, high):
    return all(a <= w <= b for a, w, b in zip(low, weights, high, strict=True))


def face_points(rows, at, low, high):
    """A point in every face of the set of three weights, as rivals' level lines cut it.

    Faces are hulls of their crossings: each has the middle of one, two or three of these inside.
    """
    lines = [tuple(a - b for a, b in zip(row, rows[at], strict=True)) for row in rows]
    for j in range(3):
        for end in (low[j], high[j]):  # w_j = end, as a form on weights that sum to 1
            lines.append(tuple(Fraction(j == k) - end for k in range(3)))
    crossings = {crossing(one, other) for one, other in combinations(set(lines), 2)} - {None}
    inside = sorted(point for point in crossings if is_in(point, low, high))
    for size in (1, 2, 3):
        for some in combinations(inside, size):
            yield tuple(sum(parts) / size for parts in zip(*some, strict=True))


def attained(rows, at, low, high):
    """The least and greatest place of a row over all weights of a box of three."""
    found = {place(point, rows, at) for point in set(face_points(rows, at, low, high))}
    return min(found), max(found)


def level_change(rows, at, rival, weights):
    """The least common change that draws two level; from the corners of the doubled box."""
    lead = dot(weights, rows[at]) - dot(weights, rows[rival])
    if lead == 0:
        return Fraction(0)
    corners = box_corners([0] * len(weights), [2 * weight for weight in weights])
    leads = [dot(corner, rows[at]) - dot(corner, rows[rival]) for corner in corners]
    far = min(leads) if lead > 0 else max(leads)
    return None if lead * far > 0 else lead / (lead - far)


def change(weights, present):
    return max(abs(Fraction(w) / now - 1) for w, now in zip(weights, present, strict=True))


def is_at_line(point, rows, at, line, was_in):
    """Within: as many above or level as the line is long; beyond: fewer above."""
    own = dot(point, rows[at])
    above = sum(dot(point, row) > own for row in rows)
    level = sum(dot(point, row) == own for row in rows) - 1
    return above + level >= line if was_in else above <= line - 1


def line_change(rows, at, line, present):
    """The least change of three weights that brings a row to the line.

    It lies at the present weights or where two lines cross: rivals' level lines, the ends of
    the doubled box, and the lines along which two weights change alike.
    """
    lines = [tuple(a - b for a, b in zip(row, rows[at], strict=True)) for row in rows]
    for j in range(3):
        for end in (Fraction(0), 2 * present[j]):
            lines.append(tuple(Fraction(j == k) - end for k in range(3)))
        for k, sign in product(range(j), (1, -1)):
            form = [Fraction(0)] * 3
            form[j], form[k] = 1 / present[j], -sign / present[k]
            offset = 1 - sign
            lines.append(tuple(part - offset for part in form))
    points = {crossing(one, other) for one, other in combinations(set(lines), 2)} - {None}
    low, high = [Fraction(0)] * 3, [2 * weight for weight in present]
    was_in = place(present, rows, at) <= line
    found = [
        change(point, present)
        for point in {*points, tuple(present)}
        if is_in(point, low, high) and is_at_line(point, rows, at, line, was_in)
    ]
    return min(found, default=None)


def line_weight(rows, at, line, present, j):
    """The nearest weight of one criterion that does it alone, the others in proportion."""
    was_in = place(present, rows, at) <= line
    others = 1 - present[j]
    if others == 0:
        return None
    found = []
    for row in [*rows, None]:
        theta = present[j] if row is None else level_theta(row, rows[at], present, j)
        if theta is None or not 0 <= theta <= 1:
            continue
        moved = [theta if k == j else w * (1 - theta) / others for k, w in enumerate(present)]
        if is_at_line(moved, rows, at, line, was_in):
            found.append(theta)
    return min(found, key=lambda theta: (abs(theta - present[j]), theta), default=None)


def level_theta(row, own, present, j):
    lead = [Fraction(a) - b for a, b in zip(row, own, strict=True)]
    rest = (dot(present, lead) - present[j] * lead[j]) / (1 - present[j])
    return None if lead[j] == rest else rest / (rest - lead[j])
