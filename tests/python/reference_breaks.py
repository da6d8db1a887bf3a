"""Scale breaks the slow, obvious way: medians by sorting, the tail of F by adding up its density."""

from math import atanh, exp, inf, lgamma, log, pi, sqrt

NORMAL = 1.4826


def median(numbers):
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def spread(numbers):
    centre = median(numbers)
    return NORMAL * median([abs(number - centre) for number in numbers])


def average_ranks(numbers):
    return [
        sum(other < number for other in numbers)
        + (1 + sum(other == number for other in numbers)) / 2
        for number in numbers
    ]


def spearman(one, other):
    ranks = [average_ranks(one), average_ranks(other)]
    middle = (len(one) + 1) / 2
    products = sum((a - middle) * (b - middle) for a, b in zip(*ranks, strict=True))
    squares = [sum((a - middle) ** 2 for a in side) for side in ranks]
    return products / sqrt(squares[0] * squares[1])


def step(before, after):
    """Subjects, shift, spread, order and jitter; None where it is not told."""
    both = [(a, b) for a, b in zip(before, after, strict=True) if None not in (a, b)]
    if len(both) < 5:
        return len(both), None
    one, other = ([pair[side] for pair in both] for side in (0, 1))
    spreads = spread(one), spread(other)
    if 0 in spreads:
        return len(both), None
    unit = sqrt(spreads[0]) * sqrt(spreads[1])
    change = [b - a for a, b in both]
    jitter = sqrt(pi / 2 / len(both)) * spread(change) / unit
    found = (median(change) / unit, log(spreads[1] / spreads[0]), spearman(one, other), jitter)
    return len(both), found


def fisher(correlation, n):
    most = 1 - 6 / (n * (n * n - 1))
    return atanh(max(-most, min(most, correlation)))


def distances(numbers, measures, least, around):
    """How far each is from what is usual, by the median of all and that of its own measure."""
    centres, usual = [], []
    for at, measure in enumerate(measures):
        own = [x for j, x in enumerate(numbers) if j != at and measures[j] == measure]
        alone = len(own) >= 5
        centre = (median(own) if alone else median(numbers)) if around else 0
        centres.append(centre)
        usual.append(NORMAL * median([abs(x - centre) for x in own]) if alone else 0)
    away = [x - centre for x, centre in zip(numbers, centres, strict=True)]
    overall = NORMAL * median([abs(x) for x in away])
    scales = [max(overall, one, low) for one, low in zip(usual, least, strict=True)]
    return [
        0.0 if x == 0 else x / scale if scale else inf * x
        for x, scale in zip(away, scales, strict=True)
    ]


def chance_of_f(total, above, below, slices=40_000):
    """The tail of F at total / above: its density in u = F / (1 + F), added up by Simpson's rule."""
    if total == inf:
        return 0.0
    a, b = below / 2, above / 2
    scale = exp(lgamma(a + b) - lgamma(a) - lgamma(b))
    # The share x = below / (below + total) of a beta; x = y^(1 / a) takes its peak at 0 away.
    end = (below / (below + total)) ** a
    width = end / slices

    def density(y):
        return (1 - y ** (1 / a)) ** (b - 1)

    inner = sum((4 if at % 2 else 2) * density(at * width) for at in range(1, slices))
    return scale / a * (density(0) + inner + density(end)) * width / 3


def adjusted(chances):
    """The smallest of p k / rank over all who are ranked as high or higher (Benjamini, Hochberg)."""
    k = len(chances)
    return [
        min(1, *(q * k / sum(r <= q for r in chances) for q in chances if q >= p)) for p in chances
    ]


def judged(steps, measures):
    """Three distances and the adjusted chance of each told step."""
    ns = [n for n, _ in steps]
    shifts = [found[0] for _, found in steps]
    spreads = [found[1] for _, found in steps]
    orders = [fisher(found[2], n) for n, found in steps]
    far = [
        distances(shifts, measures, [found[3] for _, found in steps], around=False),
        distances(spreads, measures, [1 / sqrt(n) for n in ns], around=False),
        [
            min(x, 0)
            for x in distances(
                orders, measures, [sqrt(1.06 / max(n - 3, 1)) for n in ns], around=True
            )
        ],
    ]
    below = 0.37 * max(len(steps) - 1, 1)
    totals = [sum(z * z for z in parts) for parts in zip(*far, strict=True)]
    return [*far, adjusted([chance_of_f(total, 3, below) for total in totals])]
