"""The smallest difference that a lot would find: offices drawn as the core does, one by one."""

import itertools
from math import inf
from statistics import NormalDist

import reference_lots
import reference_sampled

TURNS = 10  # the stream of draws that these numbers come from


def centred(values, stratum):
    """Each value less the mean of its stratum."""
    out = list(values)
    for rows in reference_lots.strata_of(stratum):
        mean = sum(values[row] for row in rows) / len(rows)
        for row in rows:
            out[row] = values[row] - mean
    return out


def weight(drawn, stratum):
    """One over the variance of the difference, in units of that of a value."""
    out = 0.0
    for rows in reference_lots.strata_of(stratum):
        chosen = sum(drawn[row] for row in rows)
        out += chosen * (len(rows) - chosen) / len(rows)
    return out


def closed_form(drawn, stratum, alpha, power):
    """As if sums were normal."""
    z = NormalDist().inv_cdf(1 - alpha / 2) + NormalDist().inv_cdf(power)
    return z / weight(drawn, stratum) ** 0.5


def interval(values, drawn, stratum, alpha):
    """The shifts whose p is above alpha, found by trying one between all that change it."""
    values, flags = centred(values, stratum), centred(drawn, stratum)
    ways = reference_lots.draws(drawn, stratum)
    own = frozenset(row for row, flag in enumerate(drawn) if flag)
    both = {way: (sum(values[r] for r in way), sum(flags[r] for r in way)) for way in ways}
    total, most = both[own]

    def p(shift):
        mine = abs(total - shift * most)
        far = [abs(one - shift * overlap) >= mine - 1e-9 for one, overlap in both.values()]
        return sum(far) / len(ways)

    ends = set()
    for one, overlap in both.values():
        if most - overlap > 1e-9:
            ends.add((total - one) / (most - overlap))
        if most + overlap > 1e-9:
            ends.add((total + one) / (most + overlap))
    ends = sorted(ends)
    tried = [
        ends[0] - 1,
        *((a + b) / 2 for a, b in itertools.pairwise(ends)),
        ends[-1] + 1,
    ]
    kept = [p(one) > alpha + 1e-12 for one in tried]
    if not any(kept):
        middle = total / most
        return middle, middle
    low = -inf if kept[0] else ends[kept.index(True) - 1]
    high = inf if kept[-1] else ends[len(kept) - 1 - kept[::-1].index(True)]
    return low, high


def scale(freedom, seed, office):
    """How large noise may be beside what squares of so many normal numbers told of it."""
    if not freedom:
        return 1.0
    told = reference_sampled.normals(freedom, seed, office, stream=TURNS, begin=2**22)
    return (freedom / sum(one**2 for one in told)) ** 0.5


def shift(drawn, stratum, alpha, power, offices, seed, freedom=0):
    """The least difference from 0 on that so large a share of offices is told apart from none."""
    up, down = [], []
    for office in range(offices):
        values = reference_sampled.normals(len(drawn), seed, office)
        low, high = interval(values, drawn, stratum, alpha)
        times = scale(freedom, seed, office)
        up.append(-low * times)
        down.append(-high * times)
    for one in sorted(found for found in up if found >= 0):
        told = sum(found <= one for found in up) + sum(found > one for found in down)
        if told >= power * offices:
            return one
    return inf
