"""How weights share a total, the slow, obvious way. Nothing here is fast, or imports lantoa."""

from itertools import product


def shared(total, parts):
    """Everybody has the whole part of a fair share; what is left goes one by one.

    The next one goes to whoever is furthest below the fair share, the first of equals.
    """
    had = sum(parts)
    if had == 0:
        return list(parts)
    found = [total * part // had for part in parts]
    while sum(found) < total:
        lacking = [total * part - had * now for part, now in zip(parts, found, strict=True)]
        found[lacking.index(max(lacking))] += 1
    return found


def is_nearest(found, total, parts):
    """Whether no other whole shares of the total come nearer to the fair ones."""
    had = sum(parts)

    def distance(shares):
        return sum((had * one - total * part) ** 2 for one, part in zip(shares, parts, strict=True))

    near = [range(max(0, one - 1), one + 2) for one in found]
    others = [shares for shares in product(*near) if sum(shares) == total]
    return sum(found) == total and all(distance(found) <= distance(one) for one in others)
