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


def pairs(change, source, given, stratum):
    """Every different way in which takers exchange changes within strata, subject by subject.

    Args:
        change: Of each taker.
        source: Whom of the takers each names, -1 for somebody else.
        given: What such another one changed by; not looked at where the source is a taker.
        stratum: Codes.

    Returns:
        How many ways there are, and of these: as far up as the observed one, as far down, as far
        from the mean of all either way, and as far from it as any.
    """
    numbers = [Fraction(str(value)) for value in change]
    above = dict(zip(numbers_by_stratum(numbers, stratum), centred(change, stratum), strict=True))
    fixed = [None if of >= 0 else Fraction(str(one)) for of, one in zip(source, given, strict=True)]

    def total_of(now):
        beside = [
            one if one is not None else now[of] for one, of in zip(fixed, source, strict=True)
        ]
        mine = [above[at] for at in numbers_by_stratum(now, stratum)]
        return sum((a * b for a, b in zip(mine, beside, strict=True)), Fraction(0))

    ways = [{}]
    for rows in strata_of(stratum):
        orders = set(permutations(numbers[row] for row in rows))
        ways = [way | dict(zip(rows, order, strict=True)) for way in ways for order in orders]
    found = [total_of([way[row] for row in range(len(numbers))]) for way in ways]
    mean = sum(found, Fraction(0)) / len(found)
    observed = total_of(numbers)
    away = [abs(one - mean) for one in found]
    return (
        len(found),
        sum(one >= observed for one in found),
        sum(one <= observed for one in found),
        sum(one >= abs(observed - mean) for one in away),
        away.count(max(away)),
    )


def numbers_by_stratum(numbers, stratum):
    """Each number with the stratum in which it stands."""
    return list(zip(stratum, numbers, strict=True))


def correlation(change, source, given, stratum):
    """Of takers' changes with those of whom they name, both less the means of their strata."""
    beside = [change[of] if of >= 0 else one for of, one in zip(source, given, strict=True)]
    one, other = centred(change, stratum), centred(beside, stratum)
    both = sum(a * b for a, b in zip(one, other, strict=True))
    sizes = sum(a * a for a in one) * sum(b * b for b in other)
    return (1 if both > 0 else -1) * sqrt(both * both / sizes) if sizes else 0
