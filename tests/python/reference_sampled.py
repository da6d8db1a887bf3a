"""Draws, places and rank sets the slow, obvious way. Nothing here is fast, or imports lantoa."""

import math
from fractions import Fraction

MASK = 2**32 - 1


def philox(counter, key):
    """Philox4x32-10 as the paper writes it: ten rounds of two products, the key bumped between."""
    c, k = list(counter), list(key)
    for _ in range(10):
        even, odd = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(odd >> 32) ^ c[1] ^ k[0], odd & MASK, (even >> 32) ^ c[3] ^ k[1], even & MASK]
        k = [(k[0] + 0x9E3779B9) & MASK, (k[1] + 0xBB67AE85) & MASK]
    return c


def uniforms(seed, stream, replicate, position):
    """Two numbers in (0, 1): 52 bits each, and half a step."""
    counter = [position, stream, replicate & MASK, replicate >> 32]
    a, b, c, d = philox(counter, [seed & MASK, seed >> 32])
    return [((high << 32 | low) >> 12) / 2**52 + 2**-53 for low, high in ((a, b), (c, d))]


def flat_weights(p, seed, replicate):
    """Exponential spacings: independent waiting times over their sum."""
    drawn = [x for pair in range((p + 1) // 2) for x in uniforms(seed, 0, replicate, pair)]
    waits = [-math.log(u) for u in drawn[:p]]
    return [wait / sum(waits) for wait in waits]


def normals(n, seed, replicate, stream=1, begin=0):
    """By the polar method: points of a square until one lies in the circle."""
    out = []
    for pair in range(begin, begin + (n + 1) // 2):
        attempt = 0
        while True:
            x, y = (2 * u - 1 for u in uniforms(seed, stream, replicate, pair | attempt << 24))
            square = x * x + y * y
            if 0 < square < 1:
                break
            attempt += 1
        scale = math.sqrt(-2 * math.log(square) / square)
        out += [x * scale, y * scale]
    return out[:n]


def exact_scores(values, weights):
    """Sums of products as fractions: what doubles round, these do not."""
    return [
        sum(Fraction(v) * Fraction(w) for v, w in zip(row, weights, strict=True)) for row in values
    ]


def places(scores):
    """One more than the number of those with more; equals share it."""
    return [1 + sum(other > own for other in scores) for own in scores]


def acceptability(values, draws):
    """Counts over the draws: [subject][place - 1], wins [one][other], sums of first weights."""
    n, p = len(values), len(values[0])
    counts = [[0] * n for _ in range(n)]
    wins = [[0] * n for _ in range(n)]
    firsts = [[0.0] * p for _ in range(n)]
    for weights in draws:
        scores = exact_scores(values, weights)
        for i, place in enumerate(places(scores)):
            counts[i][place - 1] += 1
            for other in range(n):
                wins[i][other] += scores[i] > scores[other]
            if place == 1:
                firsts[i] = [a + b for a, b in zip(firsts[i], weights, strict=True)]
    return counts, wins, firsts


def coin_tail(n, x):
    """P(Bin(n, 1/2) >= x), a fraction."""
    total = term = math.comb(n, x)
    for i in range(x, n):
        term = term * (n - i) // (i + 1)
        total += term
    return Fraction(total, 2**n)


def sets_of(before, n):
    """(best, worst) from what was found: ``before`` holds the pairs (above, below)."""
    best = [1 + sum(below == i for _, below in before) for i in range(n)]
    worst = [n - sum(above == i for above, _ in before) for i in range(n)]
    return best, worst


def count_sets(counts, alpha):
    """Holm's step-down over all ordered pairs of exact one-sided tests."""
    n = len(counts)
    tests = [
        (coin_tail(counts[j] + counts[k], counts[j]), j, k)
        for j in range(n)
        for k in range(n)
        if j != k
    ]
    before = []
    for done, (p, j, k) in enumerate(sorted(tests)):
        if p > alpha / (len(tests) - done):
            break
        before.append((j, k))
    return sets_of(before, n)


def critical_value(errors, level, draws, seed):
    """The level's quantile of the greatest ratio of all ordered pairs."""
    found = []
    for replicate in range(draws):
        e = [z * s for z, s in zip(normals(len(errors), seed, replicate), errors, strict=True)]
        ratios = [
            (e[j] - e[k]) / math.hypot(errors[j], errors[k])
            for j in range(len(e))
            for k in range(len(e))
            if errors[j] + errors[k] > 0
        ]
        found.append(max(ratios, default=0.0))
    return sorted(found)[math.ceil(level * (draws + 1)) - 1]


def estimate_sets(values, errors, critical):
    """Who exceeds whom by more than so many standard errors of the difference."""
    n = len(values)
    before = [
        (j, k)
        for j in range(n)
        for k in range(n)
        if values[j] > values[k]
        and values[j] - values[k] > critical * math.hypot(errors[j], errors[k])
    ]
    return sets_of(before, n)
