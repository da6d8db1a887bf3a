"""How changes vary, by the definition: one pair of years after the other, and every product."""

FEWEST = 5


def rows_of(values, earlier, later):
    """The changes of those who have both years; None is unknown."""
    pairs = [(row[earlier], row[later]) for row in values]
    return [b - a for a, b in pairs if a is not None and b is not None]


def pooled(groups):
    """The variance about the mean of each group; None where nothing tells it."""
    groups = [one for one in groups if len(one) > 1]
    free = sum(len(one) - 1 for one in groups)
    squares = sum((x - sum(one) / len(one)) ** 2 for one in groups for x in one)
    return squares / free if free else None


def variogram(values, years):
    """By years between two, what is known of changes over so many."""
    by_lag = {}
    for earlier in range(len(years)):
        for later in range(earlier + 1, len(years)):
            gap = years[later] - years[earlier]
            by_lag.setdefault(gap, []).append(rows_of(values, earlier, later))
    found = {}
    for gap, groups in by_lag.items():
        if sum(map(len, groups)) >= FEWEST and pooled(groups) is not None:
            found[gap] = pooled(groups)
    return found


def between(found, gap):
    """The variance over some years: on a straight line between those that are known."""
    if gap == 0:
        return 0.0
    below = [one for one in found if one <= gap]
    above = [one for one in found if one >= gap]
    if not below or not above:
        return found[min(found) if not below else max(found)]
    low, high = max(below), min(above)
    share = 0 if high == low else (gap - low) / (high - low)
    return found[low] + share * (found[high] - found[low])


def covariance(values, years, bases, ahead):
    """Of the changes from the mean of the bases to each year ahead, product by product."""
    found = variogram(values, years)

    def weights(year):
        return [(year, 1.0), *((base, -1 / len(bases)) for base in bases)]

    return [
        [
            sum(
                -a * b * between(found, abs(s - t)) / 2
                for s, a in weights(x)
                for t, b in weights(y)
            )
            for y in ahead
        ]
        for x in ahead
    ]
