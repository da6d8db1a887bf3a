"""Places, chains, seats, lines and levels the slow, obvious way, in Python's own numbers."""

from fractions import Fraction
from itertools import combinations
from math import ceil, floor


def omega_ranks(points, omega):
    """1 + better + omega (equal - 1) of each, most first; None where there are no points."""
    known = [p for p in points if p is not None]
    return [
        None
        if p is None
        else 1 + sum(q > p for q in known) + Fraction(omega) * (sum(q == p for q in known) - 1)
        for p in points
    ]


def dense_ranks(points):
    known = {p for p in points if p is not None}
    return [None if p is None else 1 + sum(q > p for q in known) for p in points]


def places(points, groups, ties):
    """The place of each in its group by "min", "max" or "dense"; None: no points or no group."""
    found = [None] * len(points)
    for group in {one for one in groups if one is not None}:
        rows = [row for row, one in enumerate(groups) if one == group]
        there = [points[row] for row in rows]
        ranks = dense_ranks(there) if ties == "dense" else omega_ranks(there, ties == "max")
        for row, rank in zip(rows, ranks, strict=True):
            found[row] = None if rank is None else int(rank)
    return found


def chained(points, links, groups):
    """Of each what it is ranked by after the chain; equal where it is still tied.

    A link parts those who are equal before it, unless one of them lacks it: then the chain ends
    for all of these.
    """
    keys = [None if p is None or g is None else (p,) for p, g in zip(points, groups, strict=True)]
    ended = set()
    for link in links:
        before = list(keys)
        for row, key in enumerate(before):
            if key is None or (groups[row], key) in ended:
                continue
            equals = [
                at for at, one in enumerate(before) if one == key and groups[at] == groups[row]
            ]
            if any(link[at] is None for at in equals) and len(equals) > 1:
                ended.add((groups[row], key))
            elif len(equals) > 1:
                keys[row] = (*key, link[row])
    return keys


def seats(share, base, *, rounding="down", minimum=0, of_others=False):
    """The seats that an exact share of a base gives."""
    share = Fraction(share)
    if base == 0:
        return 0
    if of_others:  # the most (or first) x with x <= share (base - x), counted up
        most = max(x for x in range(base + 1) if x <= share * (base - x))
        exact = share * base / (1 + share)
        whole = ceil(exact) if rounding == "up" else most
    else:
        whole = ceil(share * base) if rounding == "up" else floor(share * base)
    return max(whole, minimum)


def line(points, row, given):
    """Where one stands to the line of so many seats, ties together."""
    known = [p for p in points if p is not None]
    if points[row] is None:
        return None
    before = sum(p > points[row] for p in known)
    until = sum(p >= points[row] for p in known)
    return "within" if until <= given else "tied" if before < given else "beyond"


def inner_line(outer_sides, points, row, given):
    """The line inside another: the same whoever of those tied there the council takes.

    ``given`` gives the seats for a number of people inside. None where councils differ.
    """
    sure = [at for at, side in enumerate(outer_sides) if side == "within"]
    open_ = [at for at, side in enumerate(outer_sides) if side == "tied"]
    found = set()
    for size in range(len(open_) + 1):
        for chosen in combinations(open_, size):
            inside = [*sure, *chosen]
            if row in inside:
                there = [points[at] for at in inside]
                found.add(line(there, inside.index(row), given(len(inside))))
    return found.pop() if len(found) == 1 else None


HOLDS = {
    "least": lambda number, limit: number >= limit,
    "more_than": lambda number, limit: number > limit,
    "most": lambda number, limit: number <= limit,
    "below": lambda number, limit: number < limit,
}


def level(row, levels):
    """The first level of which every limit holds; None where there is none.

    ``row`` is a dict of exact numbers; a level a list of (column, word, limit).
    """
    for at, limits in enumerate(levels):
        if all(HOLDS[word](row[name], limit) for name, word, limit in limits):
            return at
    return None
