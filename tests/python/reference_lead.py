"""Can somebody be first: corners of what is allowed, in fractions. Nothing here is fast."""

from fractions import Fraction
from itertools import combinations


def solved(rows, right):
    """The one solution of linear equations; None where there is none or more than one."""
    n = len(rows[0])
    table = [[Fraction(x) for x in row] + [Fraction(y)] for row, y in zip(rows, right, strict=True)]
    for at in range(n):
        pivot = next((i for i in range(at, len(table)) if table[i][at] != 0), None)
        if pivot is None:
            return None
        table[at], table[pivot] = table[pivot], table[at]
        table[at] = [x / table[at][at] for x in table[at]]
        for i, row in enumerate(table):
            if i != at:
                table[i] = [x - row[at] * y for x, y in zip(row, table[at], strict=True)]
    if any(row[n] != 0 for row in table[n:]):
        return None
    return [row[n] for row in table[:n]]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def corners(limits, m, total):
    """Corners of the weights that sum to the total and keep ``a w >= b`` for each of the limits."""
    limits = list(dict.fromkeys((tuple(a), b) for a, b in limits))
    found = set()
    for tight in combinations(limits, m - 1):
        at = solved([[1] * m, *(a for a, _ in tight)], [total, *(b for _, b in tight)])
        if at is not None and all(dot(a, at) >= b for a, b in limits):
            found.add(tuple(at))
    return sorted(found)


def box_limits(low, high):
    unit = [[int(i == j) for j in range(len(low))] for i in range(len(low))]
    least = [(unit[j], low[j]) for j in range(len(low))]
    return least + [([-x for x in unit[j]], -high[j]) for j in range(len(low))]


def must_exceed(part, how):
    """Whether points must be more, for ``shared`` or ``alone``, than those of a rival.

    ``part`` is 1 where the chain puts the rival before, 0 where level, -1 where behind.
    """
    return part == 1 or (how == "alone" and part == 0)


def can(how, own, rivals, parts, low, high, total):
    """Whether some weights give the first place, ``shared`` at least or ``alone``."""
    leads = [[x - y for x, y in zip(own, rival, strict=True)] for rival in rivals]
    limits = [*box_limits(low, high), *((lead, 0) for lead in leads)]
    found = corners(limits, len(own), total)
    if not found:
        return False
    # The middle of all corners exceeds whatever any of them exceeds.
    middle = [sum(column) / Fraction(len(found)) for column in zip(*found, strict=True)]
    return all(
        dot(lead, middle) > 0 or not must_exceed(part, how)
        for lead, part in zip(leads, parts, strict=True)
    )


def lead(own, rivals, parts, low, high, total):
    """``"alone"``, ``"shared"`` or ``"never"``."""
    asked = (own, rivals, parts, low, high, total)
    return "alone" if can("alone", *asked) else "shared" if can("shared", *asked) else "never"


def is_first(weights, how, own, rivals, parts):
    """Whether these weights do it."""
    gaps = [dot(weights, own) - dot(weights, rival) for rival in rivals]
    return all(
        gap > 0 or (gap == 0 and not must_exceed(part, how))
        for gap, part in zip(gaps, parts, strict=True)
    )


def nearest(own, rivals, parts, low, high, total, weights):
    """The least whole change of the weights that does it; None where nothing does."""
    for change in range(total + 1):
        least = [max(x, w - change) for x, w in zip(low, weights, strict=True)]
        most = [min(x, w + change) for x, w in zip(high, weights, strict=True)]
        if can("shared", own, rivals, parts, least, most, total):
            return change
    return None


def proves(mixture, how, own, rivals, parts, low, high, total):
    """Whether a mixture, {rival: share}, shows that no weights do it.

    Under all weights it has as many points as the subject or more. If it has more everywhere, no
    weights do it; if not, there must be a rival in it whose points must be exceeded.
    """
    if any(share <= 0 for share in mixture.values()) or sum(mixture.values()) != 1:
        return False
    mixed = [dot(mixture.values(), column) for column in zip(*(rivals[i] for i in mixture))]  # noqa: B905
    lead = [x - y for x, y in zip(own, mixed, strict=True)]
    most = max(dot(lead, at) for at in corners(box_limits(low, high), len(own), total))
    return most < 0 or (most == 0 and any(must_exceed(parts[i], how) for i in mixture))
