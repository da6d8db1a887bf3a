"""Composite scores the slow, obvious way, in fractions. Imports nothing of lantoa."""

from fractions import Fraction
from math import exp, log, sqrt


def scaled(value, column, how, less=False, low=None, high=None, target=None):
    """One value on its scale; None where it is missing. ``column`` is all of its period."""
    if value is None:
        return None
    there = [one for one in column if one is not None]
    if how == "none":
        return -value if less else value
    if how in ("goalposts", "target"):
        if how == "target":
            low, high = (target, high) if less else (low, target)
        return _between(value, low, high, less)
    if min(there) == max(there):
        return Fraction(0) if how == "z" else Fraction(1, 2)
    if how == "minmax":
        return _between(value, min(there), max(there), less)
    if how == "rank":
        beaten = sum(one > value if less else one < value for one in there)
        tied = sum(one == value for one in there) - 1
        return (beaten + Fraction(tied, 2)) / (len(there) - 1)
    mean = sum(there) / Fraction(len(there))
    deviation = sqrt(sum((one - mean) ** 2 for one in there) / Fraction(len(there)))
    return (-1 if less else 1) * float(value - mean) / deviation


def _between(value, low, high, less):
    share = min(max(Fraction(value - low) / (high - low), Fraction(0)), Fraction(1))
    return 1 - share if less else share


def put_together(how, weights, values):
    """The mean of children that are all there."""
    total = sum(weights)
    if how == "sum":
        return sum(w * v for w, v in zip(weights, values, strict=True))
    if how == "arithmetic":
        return sum(w * v for w, v in zip(weights, values, strict=True)) / total
    if any(v < 0 for v in values):
        raise ValueError("below 0")
    if how in ("geometric", "harmonic") and any(v == 0 for v in values):
        return 0
    if how == "geometric":
        return exp(
            sum(float(w) / float(total) * log(v) for w, v in zip(weights, values, strict=True))
        )
    if how == "harmonic":
        return total / sum(w / v for w, v in zip(weights, values, strict=True))
    mean = sum(w * v for w, v in zip(weights, values, strict=True)) / total
    variance = sum(w * (v - mean) ** 2 for w, v in zip(weights, values, strict=True)) / total
    return mean - variance / mean if mean > 0 else 0


def score(tree, name, leaves, missing="unscored", coverage=1):
    """A node of one subject.

    ``tree``: name -> (aggregate, [(child, weight)]); ``leaves``: name -> scaled value or None.
    """
    if name in leaves:
        value = leaves[name]
        return 0 if value is None and missing == "zero" else value
    how, children = tree[name]
    found = [(w, score(tree, child, leaves, missing, coverage)) for child, w in children]
    there = [(w, v) for w, v in found if v is not None]
    whole, carried = sum(w for w, _ in found), sum(w for w, _ in there)
    if len(there) < len(found) and not (
        missing == "renormalise" and there and carried >= coverage * whole
    ):
        return None
    value = put_together(how, [w for w, _ in there], [v for _, v in there])
    return value * whole / carried if how == "sum" else value


def coverage(tree, name, leaves):
    """The share of the weight of all measures that is there."""
    if name in leaves:
        return Fraction(leaves[name] is not None)
    _, children = tree[name]
    whole = sum(Fraction(w) for _, w in children)
    return sum(Fraction(w) / whole * coverage(tree, child, leaves) for child, w in children)


def order(values):
    """Dense numbers in the order of exact values, equal where they are."""
    distinct = sorted(set(values))
    return [distinct.index(value) for value in values]


def carried(rows):
    """``rows``: (subject, year, value); what is missing from the last earlier year that has it."""
    found = []
    for subject, year, value in rows:
        earlier = [
            (when, told)
            for who, when, told in rows
            if who == subject and when <= year and told is not None
        ]
        found.append(value if value is not None else max(earlier)[1] if earlier else None)
    return found
