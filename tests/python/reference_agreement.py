"""How two orders agree, pair by pair."""

from itertools import combinations
from math import sqrt


def sign(number):
    return (number > 0) - (number < 0)


def pairs(first, second):
    """Concordant, discordant, tied in the first, tied in the second, tied in both."""
    found = [
        (sign(first[i] - first[j]), sign(second[i] - second[j]))
        for i, j in combinations(range(len(first)), 2)
    ]
    return (
        sum(a * b > 0 for a, b in found),
        sum(a * b < 0 for a, b in found),
        sum(a == 0 for a, _ in found),
        sum(b == 0 for _, b in found),
        sum(a == b == 0 for a, b in found),
    )


def tau(first, second):
    concordant, discordant, tied_first, tied_second, _ = pairs(first, second)
    every = len(first) * (len(first) - 1) // 2
    parted = (every - tied_first) * (every - tied_second)
    return (concordant - discordant) / sqrt(parted) if parted else None


def average_ranks(numbers):
    return [
        sum(other < number for other in numbers)
        + (1 + sum(other == number for other in numbers)) / 2
        for number in numbers
    ]


def spearman(first, second):
    one, other = average_ranks(first), average_ranks(second)
    middle = (len(first) + 1) / 2
    squares = [sum((rank - middle) ** 2 for rank in side) for side in (one, other)]
    if not squares[0] * squares[1]:
        return None
    product = sum((a - middle) * (b - middle) for a, b in zip(one, other, strict=True))
    return product / sqrt(squares[0] * squares[1])


def place(number, others):
    return 1 + sum(other > number for other in others)
