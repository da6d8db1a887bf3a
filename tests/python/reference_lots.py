"""Lots the slow, obvious way: every draw is made, in fractions. Nothing here imports lantoa."""

from fractions import Fraction
from itertools import combinations, permutations, product
from math import sqrt


def strata_of(stratum):
    """The rows of each stratum."""
    return [[row for row, at in enumerate(stratum) if at == s] for s in sorted(set(stratum))]


def draws(drawn, stratum):
    """Every way to draw as many of each stratum, as sets of rows."""
    ways = [combinations(rows, sum(drawn[row] for row in rows)) for rows in strata_of(stratum)]
    return [frozenset(row for part in parts for row in part) for parts in product(*ways)]


def centred(values, stratum):
    """Each value less the mean of its stratum."""
    exact = [Fraction(str(value)) for value in values]
    out = list(exact)
    for rows in strata_of(stratum):
        mean = sum((exact[row] for row in rows), Fraction(0)) / len(rows)
        for row in rows:
            out[row] = exact[row] - mean
    return out


def total(numbers, rows):
    """The statistic of one draw."""
    return sum((numbers[row] for row in rows), Fraction(0))


def tails(statistic, drawn, stratum):
    """How many draws there are, and how many reach as far up, down and either way."""
    mine = frozenset(row for row, flag in enumerate(drawn) if flag)
    observed = statistic(mine)
    found = [statistic(rows) for rows in draws(drawn, stratum)]
    return (
        len(found),
        sum(one >= observed for one in found),
        sum(one <= observed for one in found),
        sum(abs(one) >= abs(observed) for one in found),
    )


def t_value(values, stratum):
    """The statistic over its standard error, as a function of a draw; near ones are one."""
    numbers = centred(values, stratum)

    def variance(rows):
        mean = total(numbers, rows) / len(rows)
        return sum(((numbers[row] - mean) ** 2 for row in rows), Fraction(0)) / (len(rows) - 1)

    def of(mine):
        above, spread = Fraction(0), Fraction(0)
        for rows in strata_of(stratum):
            ones = [row for row in rows if row in mine]
            rest = [row for row in rows if row not in mine]
            if not ones or not rest:
                continue
            weight = Fraction(len(ones) * len(rest), len(rows))
            above += total(numbers, ones)
            spread += weight**2 * (variance(ones) / len(ones) + variance(rest) / len(rest))
        if above == 0:
            return 0.0
        if spread == 0:
            return float("inf") if above > 0 else float("-inf")
        return float(f"{float(above) / sqrt(spread):.9e}")

    return of


def p_without(shift, values, drawn, stratum):
    """The two-sided p value after a difference is taken from those drawn."""
    taken = [
        Fraction(str(v)) - Fraction(shift) * flag for v, flag in zip(values, drawn, strict=True)
    ]
    numbers = centred_fractions(taken, stratum)
    counted, _, _, two = tails(lambda rows: total(numbers, rows), drawn, stratum)
    return Fraction(two, counted)


def centred_fractions(values, stratum):
    """Each fraction less the mean of its stratum."""
    out = list(values)
    for rows in strata_of(stratum):
        mean = sum((values[row] for row in rows), Fraction(0)) / len(rows)
        for row in rows:
            out[row] = values[row] - mean
    return out


def pairs(first, second, stratum):
    """Orders of the first numbers within strata, and how many sums of products reach as far.

    Returns:
        How many orders there are, and those as far up, down and either way.
    """
    one, other = centred(first, stratum), centred(second, stratum)
    ways = [[]]
    for rows in strata_of(stratum):
        orders = list(permutations(rows))
        ways = [[*way, *zip(rows, order, strict=True)] for way in ways for order in orders]
    found = [sum((one[b] * other[a] for a, b in way), Fraction(0)) for way in ways]
    observed = sum((a * b for a, b in zip(one, other, strict=True)), Fraction(0))
    return (
        len(found),
        sum(sum_ >= observed for sum_ in found),
        sum(sum_ <= observed for sum_ in found),
        sum(abs(sum_) >= abs(observed) for sum_ in found),
    )
