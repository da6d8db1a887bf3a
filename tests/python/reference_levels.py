"""Levels of years, gains of the last year and likeness of neighbours, in fractions.

A missing year is None. Nothing here is fast, or imports lantoa.
"""

from fractions import Fraction
from math import log, nan, sqrt
from statistics import fmean


def known(row):
    """A row without its missing years."""
    return [one for one in row if one is not None]


def about_means(rows, beside=False):
    """Rows less the mean of each year where `beside`, then less their own mean."""
    if beside:
        there = [known(year) for year in zip(*rows, strict=True)]
        means = [Fraction(sum(year), max(len(year), 1)) for year in there]
        rows = [
            [None if one is None else one - mean for one, mean in zip(row, means, strict=True)]
            for row in rows
        ]
    own = [Fraction(sum(known(row)), max(len(known(row)), 1)) for row in rows]
    return [
        [None if one is None else one - mean for one in row]
        for row, mean in zip(rows, own, strict=True)
    ]


def recent_gain(rows, beside):
    """(gain, p) of each row, and the least p: over which of the years is the last."""
    table, years = about_means(rows, beside), len(rows[0])

    def gain(row, year):
        others = [one for at, one in enumerate(row) if at != year and one is not None]
        return None if row[year] is None or not others else row[year] - sum(others) / len(others)

    def square(row, year):
        k, found = len(known(row)), gain(row, year)
        return Fraction(0) if found is None else found**2 * Fraction(k - 1, k)

    greatest = [max(square(row, year) for row in table) for year in range(years)]
    share = [Fraction(sum(one >= own for one in greatest), years) for own in greatest]
    told = []
    for row in table:
        own = gain(row, years - 1)
        beyond = sum(one >= square(row, years - 1) for one in greatest)
        told.append((nan, 1.0) if own is None else (float(own), beyond / years))
    return told, float(min(share))


def year_profile(rows):
    """(level, spread) of each year: the mean about the rows' means, the log of the deviation."""
    table, out = about_means(rows), []
    for year in range(len(rows[0])):
        about = known([row[year] for row in table])
        there = known([row[year] for row in rows])
        level = float(sum(about) / len(about)) if about else nan
        mean = Fraction(sum(there), max(len(there), 1))
        squares = sum((one - mean) ** 2 for one in there)
        is_enough = len(there) >= 5 and squares > 0
        out.append((level, log(sqrt(squares / (len(there) - 1))) if is_enough else nan))
    return out


def hat(times):
    """How least squares on a line puts values together: the projection, in fractions."""
    k, middle = len(times), Fraction(sum(times), len(times))
    spread = sum((t - middle) ** 2 for t in times)
    return [[Fraction(1, k) + (t - middle) * (u - middle) / spread for u in times] for t in times]


def pooled_lag(rows, times):
    """Products of neighbouring residuals over squares, less the same of independent years."""
    products = squares = by_chance = by_chance_squares = Fraction(0)
    for row in rows:
        there = [at for at, one in enumerate(row) if one is not None]
        if len(there) < 4:
            continue
        project = hat([times[at] for at in there])
        left = [
            row[at] - sum(h * row[other] for h, other in zip(line, there, strict=True))
            for at, line in zip(there, project, strict=True)
        ]
        squares += sum(one**2 for one in left)
        by_chance_squares += sum(1 - project[at][at] for at in range(len(there)))
        for at in range(1, len(there)):
            if there[at] == there[at - 1] + 1 and times[there[at]] == times[there[at - 1]] + 1:
                products += left[at] * left[at - 1]
                by_chance -= project[at][at - 1]
    return float(products / squares - by_chance / by_chance_squares) if squares else nan


def tau_b(one, other):
    """By all pairs; 0 where either parts nobody."""
    pairs = [
        ((a > c) - (a < c), (b > d) - (b < d))
        for at, (a, b) in enumerate(zip(one, other, strict=True))
        for c, d in list(zip(one, other, strict=True))[:at]
    ]
    size = sum(x != 0 for x, _ in pairs) * sum(y != 0 for _, y in pairs)
    return sum(x * y for x, y in pairs) / sqrt(size) if size else 0.0


def noise_range(first, second, reliability, level, draws):
    """Mean and ends of tau-b of years that only noise parts; `draws` are pairs of normals."""
    found = []
    for pairs in draws:
        early = [x for x, _ in pairs]
        late = [reliability * x + sqrt(1 - reliability**2) * y for x, y in pairs]
        found.append(tau_b(handed_out(first, early), handed_out(second, late)))
    cut = max(int((1 - level) / 2 * (len(found) + 1)), 1)
    return fmean(found), sorted(found)[cut - 1], sorted(found)[-cut]


def handed_out(values, numbers):
    """The lowest number gets the lowest value."""
    order = sorted(range(len(numbers)), key=lambda at: numbers[at])
    out = [0] * len(numbers)
    for at, value in zip(order, sorted(values), strict=True):
        out[at] = value
    return out
