"""Lots in waves the slow, obvious way: every label is dealt out, in fractions. No lantoa here."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations, product


@dataclass(frozen=True)
class Turns:
    """Labels, strata, and of each wave its first year and the years it is clean; as in the core."""

    wave: list
    stratum: list
    start: list
    clean: list
    years: int

    def dealt(self, labels):
        """The same with other labels."""
        return Turns(labels, self.stratum, self.start, self.clean, self.years)


def sides(turns, wave, year, stratum):
    """Who of a stratum is of the wave, and who is clean in the year."""
    here = [row for row, at in enumerate(turns.stratum) if at == stratum]
    given = [row for row in here if turns.wave[row] == wave]
    controls = [
        row
        for row in here
        if turns.wave[row] != wave
        and (turns.wave[row] == 0 or year < turns.clean[turns.wave[row] - 1])
    ]
    return (given, controls) if given and controls else ([], [])


def cells(turns):
    """Every wave and year that has both sides in some stratum."""
    found = []
    for wave, start in enumerate(turns.start, start=1):
        for year in range(start, turns.years):
            both = [sides(turns, wave, year, one) for one in sorted(set(turns.stratum))]
            if any(given for given, _ in both):
                found.append((wave, year))
    return found


def difference(turns, values, wave, year):
    """Of a cell: within strata, weighed by how exactly each tells it."""
    total, weights = Fraction(0), Fraction(0)
    for one in sorted(set(turns.stratum)):
        given, controls = sides(turns, wave, year, one)
        if not given:
            continue
        weight = Fraction(len(given) * len(controls), len(given) + len(controls))
        mean = [
            sum((values[row][year] for row in rows), Fraction(0)) / len(rows)
            for rows in (given, controls)
        ]
        total += weight * (mean[0] - mean[1])
        weights += weight
    return total / weights


def aggregate(turns, values, weight):
    """The weighted mean of the cells."""
    parts = zip(weight, cells(turns), strict=True)
    return sum(one * difference(turns, values, *cell) for one, cell in parts) / sum(weight)


def deals(turns):
    """Every way to deal the labels out within strata."""
    parts = []
    for one in sorted(set(turns.stratum)):
        here = [row for row, at in enumerate(turns.stratum) if at == one]
        ways = sorted(set(permutations([turns.wave[row] for row in here])))
        parts.append([dict(zip(here, way, strict=True)) for way in ways])
    for chosen in product(*parts):
        every = {row: label for part in chosen for row, label in part.items()}
        yield turns.dealt([every[row] for row in range(len(turns.wave))])


def without(turns, values, shift):
    """The outcomes less a difference in all years since given."""
    return [
        [
            value - shift * (label > 0 and year >= turns.start[label - 1])
            for year, value in enumerate(row)
        ]
        for row, label in zip(values, turns.wave, strict=True)
    ]


def tails(turns, values, weight):
    """How many deals there are, and how many reach as far up, down and either way; as shares."""
    mine = aggregate(turns, values, weight)
    every = [aggregate(one, values, weight) for one in deals(turns)]
    count = len(every)
    return (
        Fraction(sum(one >= mine for one in every), count),
        Fraction(sum(one <= mine for one in every), count),
        Fraction(sum(abs(one) >= abs(mine) for one in every), count),
    )
