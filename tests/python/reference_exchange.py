"""Times exchanged within strata the slow, obvious way. Nothing here imports lantoa."""

from fractions import Fraction
from itertools import permutations


def share(times, ties):
    """The mean over takers from period 2 on of the share of their sources that had it before.

    Args:
        times: A period of each, 0 where not seen.
        ties: Triples of source, taker and weight.

    Returns:
        The mean and over how many; None and 0 over nobody.
    """
    found = []
    for one, then in enumerate(times):
        mine = [(source, weight) for source, taker, weight in ties if taker == one and weight]
        if then < 2 or not mine:
            continue
        had = sum(weight for source, weight in mine if 0 < times[source] < then)
        found.append(Fraction(had) / Fraction(sum(weight for _, weight in mine)))
    return (sum(found) / len(found), len(found)) if found else (None, 0)


def arrangements(times, stratum):
    """Every different way in which the times can lie, each once; stratum -1 stays as it is."""
    found = {tuple(times)}
    for s in sorted(set(stratum) - {-1}):
        rows = [row for row, at in enumerate(stratum) if at == s]
        ways = {tuple(times[row] for row in order) for order in permutations(rows)}
        grown = set()
        for one in found:
            for way in ways:
                moved = list(one)
                for row, time in zip(rows, way, strict=True):
                    moved[row] = time
                grown.add(tuple(moved))
        found = grown
    return found


def held_ties(ties, stratum):
    """Ties whose taker is exchanged: who is held is a source only."""
    return [one for one in ties if stratum[one[1]] != -1]


def tails(times, stratum, ties):
    """Arrangements, and how many reach as far up, down and either way from the mean of all."""
    ties = held_ties(ties, stratum)
    observed, _ = share(times, ties)
    every = [share(one, ties)[0] for one in arrangements(times, stratum)]
    known = [one for one in every if one is not None]
    empty = len(every) - len(known)
    mean = sum(known) / len(known)
    away = abs(observed - mean)
    return (
        len(every),
        empty + sum(one >= observed for one in known),
        empty + sum(one <= observed for one in known),
        empty + sum(abs(one - mean) >= away for one in known),
        empty + sum(abs(one - mean) == max(abs(other - mean) for other in known) for one in known),
    )
