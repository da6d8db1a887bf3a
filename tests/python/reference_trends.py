"""Tests of few years the slow way: every order is gone through. Imports nothing of lantoa."""

from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise, permutations, product
from statistics import median


def known(series):
    """A series without its missing years."""
    return [one for one in series if one is not None]


def s_of(series):
    """Pairs of years that rise less pairs that fall; a missing year is in no pair."""
    pairs = [(a, b) for a, b in combinations(series, 2) if a is not None and b is not None]
    return sum((b > a) - (b < a) for a, b in pairs)


def kendall(series):
    """S, the exact p, and the least p that any order of these values gives."""
    values = known(series)
    sizes = [abs(s_of(order)) for order in permutations(values)]
    return s_of(series), share(sizes, abs(s_of(values))), share(sizes, max(sizes))


def share(sizes, size):
    """Of the sizes those that are at least so large."""
    return Fraction(sum(one >= size for one in sizes), len(sizes))


def slopes(series, times):
    """The slopes of all pairs of known years, in order of size."""
    there = [(t, x) for t, x in zip(times, series, strict=True) if x is not None]
    return sorted((y - x) / (u - t) for (t, x), (u, y) in combinations(there, 2))


def theil_sen(series, times):
    """The median slope; None where there is none."""
    found = slopes(series, times)
    return median(found) if found else None


@cache
def _sizes_of(ties):
    """|S| in every order of values that are equal as often as that."""
    values = [at for at, times in enumerate(ties) for _ in range(times)]
    return [abs(s_of(order)) for order in permutations(values)]


def _p_about(there, slope):
    """The exact p of what a line of this slope leaves of known years, with the ties it leaves."""
    left = [x - slope * t for t, x in there]
    ties = tuple(sorted(left.count(one) for one in set(left)))
    return share(_sizes_of(ties), abs(s_of(left)))


def slope_range(series, times, alpha):
    """The slopes that the test does not reject: both ends, and whether each is among them.

    Between neighbouring slopes of pairs nothing changes, so that one slope stands for all there.
    None where even slopes beyond all pairs are not rejected.
    """
    there = [(t, Fraction(x)) for t, x in zip(times, series, strict=True) if x is not None]
    slopes = sorted({(y - x) / (u - t) for (t, x), (u, y) in combinations(there, 2)})
    if not slopes or _p_about(there, slopes[-1] + 1) > alpha:
        return None
    between = [(low + high) / 2 for low, high in pairwise(slopes)]
    every = sorted([*slopes, *between])
    kept = [slope for slope in every if _p_about(there, slope) > alpha]
    assert kept == every[every.index(kept[0]) : every.index(kept[-1]) + 1]  # no hole
    low = max(slope for slope in slopes if slope <= kept[0])
    high = min(slope for slope in slopes if slope >= kept[-1])
    return low, high, low == kept[0], high == kept[-1]


def block(rows):
    """The sum of S, its p and floor, and the spread of S, its p and floor."""
    years = range(len(rows[0]))
    sums, spreads = [], []
    for order in permutations(years):
        each = [s_of([row[at] for at in order]) for row in rows]
        n = sum(len(known(row)) > 1 for row in rows)
        sums.append(abs(sum(each)))
        spreads.append(n * sum(s * s for s in each) - sum(each) ** 2)
    there = sum(map(s_of, rows))
    common = (there, share(sums, sums[0]), share(sums, max(sums)))
    return common, (spreads[0], share(spreads, spreads[0]), share(spreads, max(spreads)))


def joint(blocks):
    """Of each block the share of orders in which some block is as telling as it is, and the floor.

    Telling is a low p of its own, then |S| as a share of the pairs of years that are unequal.
    """
    years = len(blocks[0][0])
    orders = list(permutations(range(years)))
    sums = [
        [abs(sum(s_of([row[at] for at in order]) for row in rows)) for order in orders]
        for rows in blocks
    ]
    most = [sum(a != b for row in rows for a, b in combinations(known(row), 2)) for rows in blocks]

    def telling(at, size):
        return share(sums[at], size), -Fraction(size, max(most[at], 1))

    best = [min(telling(at, found[k]) for at, found in enumerate(sums)) for k in range(len(orders))]

    def of(at, size):
        return Fraction(sum(one <= telling(at, size) for one in best), len(orders))

    return [(of(at, found[0]), of(at, max(found))) for at, found in enumerate(sums)]


def beside(rows):
    """Rows less the mean of each year over those who are there."""
    columns = list(zip(*rows, strict=True))
    means = [Fraction(sum(known(one)), max(len(known(one)), 1)) for one in columns]
    return [[None if x is None else x - m for x, m in zip(row, means, strict=True)] for row in rows]


def line(row, times):
    """Least squares: the slope and the squared distances of the known years; None below three."""
    there = [(t, x) for t, x in zip(times, row, strict=True) if x is not None]
    if len(there) < 3:
        return None
    middle = Fraction(sum(t for t, _ in there), len(there))
    spread = sum((t - middle) ** 2 for t, _ in there)
    return sum((t - middle) * x for t, x in there) / spread, spread


def t_squared(row, times):
    """Slope squared times the squared distances: what slopes over other years are compared by."""
    found = line(row, times)
    return Fraction(0) if found is None else found[0] ** 2 * found[1]


def emerging(rows, times):
    """Of every row the family-wise p of its slope; None below three known years."""
    greatest = []
    for order in permutations(range(len(times))):
        moved = [[row[at] for at in order] for row in rows]
        greatest.append(max(t_squared(row, times) for row in moved))
    return [
        None if line(row, times) is None else share(greatest, t_squared(row, times)) for row in rows
    ]


def slope_places(rows, times, alpha):
    """Places by slope of rows with every year: told apart by the range of slopes in every order."""
    ranges = []
    for order in permutations(range(len(times))):
        found = [line([row[at] for at in order], times)[0] for row in rows]
        ranges.append(max(found) - min(found))
    slope = [line(row, times)[0] for row in rows]
    places = []
    for mine in slope:
        before = sum(other > mine and share(ranges, other - mine) <= alpha for other in slope)
        behind = sum(other < mine and share(ranges, mine - other) <= alpha for other in slope)
        places.append((1 + before, len(rows) - behind))
    return places


def step(profile, at):
    """The mean from a column on less the mean before, and its p over all sets of years."""
    where = [i for i, x in enumerate(profile) if x is not None]
    values = [profile[i] for i in where]
    after = [i for i, year in enumerate(where) if year >= at]

    def difference(chosen):
        inside = [values[i] for i in chosen]
        outside = [x for i, x in enumerate(values) if i not in chosen]
        return Fraction(sum(inside), len(inside)) - Fraction(sum(outside), len(outside))

    sizes = [abs(difference(set(one))) for one in combinations(range(len(values)), len(after))]
    return difference(set(after)), share(sizes, abs(difference(set(after))))


def greatest_step(profile):
    """The p of the greatest weighed jump of any year with two years on either side."""

    def size(order):
        found = []
        for cut in range(2, len(order) - 1):
            before, after = order[:cut], order[cut:]
            gap = Fraction(sum(after), len(after)) - Fraction(sum(before), len(before))
            found.append(gap**2 * len(before) * len(after))
        return max(found)

    return share([size(order) for order in permutations(profile)], size(tuple(profile)))


def convergence(rows):
    """The slope of last less second on first, and its p over all exchanges of subjects."""
    there = [(row[0], row[-1] - row[1]) for row in rows if None not in (row[0], row[1], row[-1])]
    level, change = [one for one, _ in there], [two for _, two in there]
    middle = Fraction(sum(level), len(level))

    def sum_with(order):
        return sum((x - middle) * y for x, y in zip(level, order, strict=True))

    squares = sum((x - middle) ** 2 for x in level)
    if squares == 0:
        return None
    sizes = [abs(sum_with(order)) for order in permutations(change)]
    return sum_with(change) / squares, share(sizes, abs(sum_with(change)))


def convergence_within(rows, block):
    """The same about the means of blocks, and its p over all exchanges within them."""
    there = [
        (b, row[0], row[-1] - row[1])
        for row, b in zip(rows, block, strict=True)
        if b >= 0 and None not in (row[0], row[1], row[-1])
    ]
    groups = [[(x, y) for c, x, y in there if c == b] for b in sorted({b for b, _, _ in there})]
    groups = [group for group in groups if len(group) > 1]
    levels = [x - Fraction(sum(a for a, _ in g), len(g)) for g in groups for x, _ in g]
    squares = sum(x * x for x in levels)
    if squares == 0 or len(levels) < 3:
        return None

    def sum_with(changes):
        return sum(x * y for x, y in zip(levels, changes, strict=True))

    every = product(*(list(permutations([y for _, y in group])) for group in groups))
    sizes = [abs(sum_with([y for one in order for y in one])) for order in every]
    observed = sum_with([y for group in groups for _, y in group])
    return observed / squares, share(sizes, abs(observed))


def block_means(rows, block):
    """First, second and last year of each block: the means over the rows that have all three."""
    there = [
        (b, (row[0], row[1], row[-1]))
        for row, b in zip(rows, block, strict=True)
        if b >= 0 and None not in (row[0], row[1], row[-1])
    ]
    groups = [[row for c, row in there if c == b] for b in sorted({b for b, _ in there})]
    return [[Fraction(sum(one), len(g)) for one in zip(*g, strict=True)] for g in groups]


def rating_steps(codes):
    """Ups, downs, longest run of ups, and the exact p of each over all orders."""

    def counted(order):
        steps = [(b > a) - (b < a) for a, b in pairwise(order)]
        run = longest = 0
        for one in steps:
            run = run + 1 if one > 0 else 0
            longest = max(longest, run)
        return steps.count(1), steps.count(-1), longest

    values = known(codes)
    every = [counted(order) for order in permutations(values)]
    ups, downs, run = counted(values)
    balance = share([abs(u - d) for u, d, _ in every], abs(ups - downs))
    return (
        ups,
        downs,
        run,
        balance,
        share([u for u, _, _ in every], ups),
        share([r for _, _, r in every], run),
    )


def ordered_years(rows):
    """Page's L and the p of L and of Friedman's Q, over all orders of every complete row.

    Last the p of L over the orders of the years, for all rows at once.
    """

    def ranks(row):
        return [
            Fraction(sum(other < one for other in row) + sum(other <= one for other in row) + 1, 2)
            for one in row
        ]

    def sizes(table):
        table = list(table)
        columns = [sum(column) for column in zip(*table, strict=True)]
        middle = Fraction(sum(columns) * (len(columns) + 1), 2)
        page = sum((at + 1) * one for at, one in enumerate(columns))
        return page, abs(page - middle), sum(one**2 for one in columns)

    complete = [ranks(row) for row in rows if None not in row]
    every = [sizes(one) for one in product(*(list(permutations(row)) for row in complete))]
    page, away, squares = sizes(complete)
    together = [
        sizes(zip(*order, strict=True)) for order in permutations(zip(*complete, strict=True))
    ]
    return (
        page,
        share([one[1] for one in every], away),
        share([one[2] for one in every], squares),
        share([one[1] for one in together], away),
    )
