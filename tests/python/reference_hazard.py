"""Hazards by plain Newton steps on single rows: slow, one number at a time."""

from math import exp, log


def _solve(matrix, right):
    """Gauss with the largest pivot."""
    p = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(p):
        best = max(range(at, p), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        for row in range(p):
            if row != at:
                factor = rows[row][at] / rows[at][at]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[at], strict=True)]
    return [rows[at][p] / rows[at][at] for at in range(p)]


def _chance(eta, link):
    return 1 / (1 + exp(-eta)) if link == "logit" else 1 - exp(-exp(eta))


def _slope(eta, link):
    chance = _chance(eta, link)
    return chance * (1 - chance) if link == "logit" else exp(eta - exp(eta))


def _information(design, beta, link):
    p = len(beta)
    out = [[0.0] * p for _ in range(p)]
    for x in design:
        eta = sum(a * b for a, b in zip(x, beta, strict=True))
        chance, slope = _chance(eta, link), _slope(eta, link)
        for a in range(p):
            for b in range(p):
                out[a][b] += x[a] * x[b] * slope * slope / (chance * (1 - chance))
    return out


def log_likelihood(design, events, beta, link):
    """Of 0-1 rows."""
    total = 0.0
    for x, event in zip(design, events, strict=True):
        chance = _chance(sum(a * b for a, b in zip(x, beta, strict=True)), link)
        total += log(chance) if event else log(1 - chance)
    return total


def _determinant(matrix):
    rows = [list(row) for row in matrix]
    out = 1.0
    for at in range(len(rows)):
        out *= rows[at][at]
        for row in range(at + 1, len(rows)):
            factor = rows[row][at] / rows[at][at]
            rows[row] = [a - factor * b for a, b in zip(rows[row], rows[at], strict=True)]
    return out


def height(design, events, beta, link, firth):
    """What is made as large as possible."""
    found = log_likelihood(design, events, beta, link)
    return found + (0.5 * log(_determinant(_information(design, beta, link))) if firth else 0.0)


def fit(design, events, link, firth=False):
    """(coefficients, errors) by Fisher scoring; the slope of the height is taken numerically."""
    p = len(design[0])
    beta = [0.0] * p
    for _ in range(200):
        step = _solve(_information(design, beta, link), _slopes(design, events, beta, link, firth))
        size = 1.0
        before = height(design, events, beta, link, firth)
        while size > 1e-6:
            tried = [a + size * b for a, b in zip(beta, step, strict=True)]
            if height(design, events, tried, link, firth) >= before - 1e-13:
                break
            size /= 2
        beta = tried
        if max(abs(one) for one in step) < 1e-9:
            break
    information = _information(design, beta, link)
    errors = [_solve(information, [float(a == b) for b in range(p)])[a] ** 0.5 for a in range(p)]
    return beta, errors


def _slopes(design, events, beta, link, firth):
    out, width = [], 1e-5
    for at in range(len(beta)):
        ends = []
        for sign in (1, -1):
            moved = [*beta]
            moved[at] += sign * width
            ends.append(height(design, events, moved, link, firth))
        out.append((ends[0] - ends[1]) / (2 * width))
    return out
