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


def joint_strata(practices):
    """Who may change places for every practice: a key of each, -1 of who is held for all.

    Args:
        practices: Triples of times, strata and ties, among the same subjects.
    """
    found = []
    for row in range(len(practices[0][0])):
        key = tuple(
            ("held", times[row]) if stratum[row] == -1 else ("in", stratum[row])
            for times, stratum, _ in practices
        )
        found.append(-1 if all(kind == "held" for kind, _ in key) else key)
    return [-1 if key == -1 else sorted({k for k in found if k != -1}).index(key) for key in found]


def joint_shares(practices):
    """A row of mean shares for each way in which whole subjects can lie, the observed first."""
    every = list(zip(*(times for times, _, _ in practices), strict=True))
    ways = arrangements(every, joint_strata(practices)) - {tuple(every)}
    rows = []
    for way in (tuple(every), *sorted(ways)):
        own = zip(*way, strict=True)
        rows.append(
            [
                share(times, held_ties(ties, stratum))[0]
                for times, (_, stratum, ties) in zip(own, practices, strict=True)
            ]
        )
    for at in range(len(practices)):
        known = [row[at] for row in rows if row[at] is not None]
        mean = Fraction(sum(known)) / len(known) if known else Fraction(0)
        for row in rows:
            row[at] = mean if row[at] is None else row[at]
    return rows


def _distances(numbers):
    """Signed squares of the distances from the mean, in variances; 0 where nothing varies."""
    mean = Fraction(sum(numbers)) / len(numbers)
    variance = sum((one - mean) ** 2 for one in numbers) / len(numbers)
    away = [(one - mean) * abs(one - mean) for one in numbers]
    return [one / variance for one in away] if variance else [Fraction(0)] * len(numbers)


def together(rows, alpha):
    """Max-T of shuffles of several results: p, best and worst places, how many are at the end."""
    m = len(rows[0])
    z = [_distances([row[at] for row in rows]) for at in range(m)]
    greatest = [max(abs(one) for one in row) for row in zip(*z, strict=True)]
    p = [sum(one >= abs(z[at][0]) for one in greatest) for at in range(m)]
    pairs = [(one, other) for one in range(m) for other in range(m) if one != other]
    gaps = {pair: _distances([row[pair[0]] - row[pair[1]] for row in rows]) for pair in pairs}
    widest = sorted((max(map(abs, row)) for row in zip(*gaps.values(), strict=True)), reverse=True)
    critical = widest[int(alpha * len(rows))] if pairs else 0
    is_found = min(p) <= alpha * len(rows)
    ahead = [pair for pair in pairs if is_found and gaps[pair][0] > critical]
    best = [1 + sum(other == at for _, other in ahead) for at in range(m)]
    worst = [m - sum(one == at for one, _ in ahead) for at in range(m)]
    return p, best, worst, greatest.count(max(greatest))
