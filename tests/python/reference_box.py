"""Who keeps a seat when weights move: every corner of the box, every pair. Nothing is fast."""

from fractions import Fraction
from itertools import product

from reference_lead import dot


def corners(weights, spread):
    """Weights whose sum stays, all but one at an end of what they may."""
    found = {tuple(weights)} if not any(spread) else set()
    for rest in range(len(weights)):
        others = [j for j in range(len(weights)) if j != rest]
        for ends in product([-1, 1], repeat=len(others)):
            moved = [0] * len(weights)
            for j, end in zip(others, ends, strict=True):
                moved[j] = end * spread[j]
            moved[rest] = -sum(moved)
            if abs(moved[rest]) <= spread[rest]:
                found.add(tuple(w + x for w, x in zip(weights, moved, strict=True)))
    return sorted(found)


def order_at_best(one, other, seen):
    """1, 0 or -1: how the one, at its best, may stand to what the other has on record."""
    gaps = [dot(at, one["high"]) - dot(at, other["low"]) for at in seen]
    if max(gaps) != 0:
        return 1 if max(gaps) > 0 else -1
    mine, its = one["chain_high"], other["chain_low"]
    return (mine > its) - (mine < its)


def told(at, everybody, seats, seen, present):
    """What is known of one subject: dict by the names of the core."""
    one = everybody[at]
    others = [other for i, other in enumerate(everybody) if i != at]
    orders = [order_at_best(other, one, seen) for other in others]
    ahead = sum(other["entry"] == "in" and order_at_best(one, other, seen) < 0 for other in others)
    sides = [side(at, everybody, seats[1], weights) for weights in [present, *seen]]
    return {
        "best": 1 + ahead,
        "worst": 1 + sum(order > 0 for order in orders),
        "last_worst": 1 + sum(order >= 0 for order in orders),
        "sure": one["entry"] == "in" and 1 + sum(order >= 0 for order in orders) <= seats[0],
        "possible": 1 + ahead <= seats[2],
        "attained": any(found in ("within", "tied") for found in sides),
        "attained_out": any(found in ("beyond", "tied") for found in sides),
    }


def side(at, everybody, seats, weights):
    """On which side of the line somebody stands on record, None where it has no place."""
    if everybody[at]["entry"] not in ("in", "so_far"):
        return None
    placed = [one for one in everybody if one["entry"] in ("in", "so_far")]
    keys = [(dot(weights, one["low"]), one["chain_low"]) for one in placed]
    mine = dot(weights, everybody[at]["low"]), everybody[at]["chain_low"]
    first = 1 + sum(key > mine for key in keys)
    last = sum(key >= mine for key in keys)
    return "within" if last <= seats else "tied" if first <= seats else "beyond"


def flip(everybody, seats, weights, total_spread):
    """The least share of the spread at which somebody named meets somebody who is not, on record.

    None where none up to the whole of it does; 0 where somebody is tied at the line.
    """
    sides = [side(i, everybody, seats, weights) for i in range(len(everybody))]
    if "tied" in sides:
        return Fraction(0)
    found = []
    moves = [
        [x - w for x, w in zip(at, weights, strict=True)] for at in corners(weights, total_spread)
    ]
    for i, one in enumerate(everybody):
        for j, other in enumerate(everybody):
            if sides[i] != "within" or sides[j] != "beyond":
                continue
            leads = [y - x for x, y in zip(one["low"], other["low"], strict=True)]
            gap = -dot(weights, leads)
            closing = max((dot(move, leads) for move in moves), default=0)
            if closing > 0 and gap <= closing:
                found.append(Fraction(gap, closing))
    return min(found, default=None)
