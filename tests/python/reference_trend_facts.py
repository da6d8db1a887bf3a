"""Facts of one series, year by year; None is missing, more is better."""

from itertools import pairwise

UP, SAME, DOWN = "up", "same", "down"


def way(was, now):
    """Which way a change went; None where a side is missing."""
    if was is None or now is None:
        return None
    return UP if now > was else DOWN if now < was else SAME


def ways(series):
    return [way(was, now) for was, now in pairwise(series)]


def longest(series, one):
    """The most changes one way in a row."""
    best = run = 0
    for found in ways(series):
        run = run + 1 if found == one else 0
        best = max(best, run)
    return best


def run_now(series):
    """Changes one way in a row up to the last year; below 0 where they go down."""
    found = ways(series)
    if not found or found[-1] not in (UP, DOWN):
        return 0
    length = next((at for at, one in enumerate(found[::-1]) if one != found[-1]), len(found))
    return length if found[-1] == UP else -length


def standing(series):
    last = ways(series)[-3:]
    if len(last) < 3 or None in last:
        return "too_short"
    ups, downs = last.count(UP), last.count(DOWN)
    if ups >= 2 and not downs:
        return "emerging"
    if downs >= 2 and not ups:
        return "slipping"
    return "mixed" if ups and downs else "steady"


def ends(series, years):
    """The first and the last year with a value, and the values there."""
    known = [(year, value) for year, value in zip(years, series, strict=True) if value is not None]
    return (known[0], known[-1]) if known else None


def place(value, column):
    """The place of a value among those that are known in its year."""
    return 1 + sum(other > value for other in column if other is not None)
