"""The cumulative logit of levels over years, and its test over all orders of the years.

Rows are subjects; a level is a whole number from 0, None where it is not known.
"""

from itertools import permutations
from math import exp, log, sqrt

import numpy as np
from scipy.optimize import minimize


def share(x):
    return 1 / (1 + exp(-x)) if x > -700 else 0.0


def chance(cuts, slope, time, level):
    """Of a level at a time."""
    upper = share(cuts[level] - slope * time) if level < len(cuts) else 1
    lower = share(cuts[level - 1] - slope * time) if level else 0
    return max(upper - lower, 1e-300)


def log_likelihood(parameters, rows, times):
    *cuts, slope = parameters
    return sum(
        log(chance(cuts, slope, time, level))
        for row in rows
        for time, level in zip(times, row, strict=True)
        if level is not None
    )


def fitted(rows, times, k):
    """The parameters that fit best: cuts from gaps that are exponentials, so that they rise."""

    def parameters(free):
        cuts = np.cumsum([free[0], *np.exp(free[1:-1])])
        return [*cuts, free[-1]]

    start = [-1.0, *[0.0] * (k - 2), 0.0]
    best = minimize(
        lambda free: -log_likelihood(parameters(free), rows, times), start, method="BFGS",
        options={"gtol": 1e-9},
    )  # fmt: skip
    return parameters(best.x)


def gradient(parameters, rows, times):
    size, step = len(parameters), 1e-6
    found = []
    for at in range(size):
        ends = []
        for side in (-step, step):
            moved = list(parameters)
            moved[at] += side
            ends.append(log_likelihood(moved, rows, times))
        found.append((ends[1] - ends[0]) / (2 * step))
    return np.array(found)


def errors(parameters, rows, times):
    """Of the slope: between subjects, and as if ratings were independent."""
    size, step = len(parameters), 1e-5
    information = np.zeros((size, size))
    for at in range(size):
        sides = []
        for side in (-step, step):
            moved = list(parameters)
            moved[at] += side
            sides.append(gradient(moved, rows, times))
        information[at] = -(sides[1] - sides[0]) / (2 * step)
    inverse = np.linalg.inv((information + information.T) / 2)
    there = [row for row in rows if any(level is not None for level in row)]
    scores = [gradient(parameters, [row], times) for row in there]
    spread = sum(np.outer(one, one) for one in scores) * len(there) / max(len(there) - 1, 1)
    return sqrt((inverse @ spread @ inverse)[-1, -1]), sqrt(inverse[-1, -1])


def score(rows, times, k):
    """Ratings above and below the others, twice, weighed by their time."""
    every = [level for row in rows for level in row if level is not None]
    weight = [
        2 * sum(other < level for other in every) + every.count(level) - len(every)
        for level in range(k)
    ]
    return sum(
        time * weight[level]
        for row in rows
        for time, level in zip(times, row, strict=True)
        if level is not None
    )


def order(rows, times, k):
    """The score, its p over all orders of the years, and the least p."""
    observed = score(rows, times, k)
    every = [abs(score(rows, changed, k)) for changed in permutations(times)]
    beyond = sum(one >= abs(observed) for one in every)
    return observed, beyond / len(every), every.count(max(every)) / len(every)
