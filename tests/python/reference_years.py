"""What one year of a yearly fact may say.

A year is a list of fillings; a filling is a list of futures; a future is an ``Outcome``. A
settled year has one filling with one future, a missing year a filling per level, an open year
one filling with a future per level.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations, product

from reference_cells import (
    OFF,
    as_list,
    fillings_of,
    level_of,
    passes_where,
    possible_values,
    where_columns,
)
from reference_setting import closing_day, has_gap, in_force_for, in_force_on

COMPARATORS = ("is", "at_least", "more_than")


@dataclass(frozen=True)
class Outcome:
    """What one year says in one future: the values held, none where nothing is."""

    held: frozenset = frozenset()
    asked: bool = True
    rated: bool = True
    still_open: bool = False


FAILS = Outcome(rated=False)
LEFT_OUT = Outcome(asked=False, rated=False)
OPEN_LEFT_OUT = Outcome(asked=False, rated=False, still_open=True)


class Fact:
    """A yearly fact of the plan with what this rule asks of each year."""

    def __init__(self, setting, criterion, year):
        self.setting = setting
        self.fact = setting.plan["facts"][criterion["fact"]]
        self.scale = setting.plan["scales"].get(self.fact.get("scale"))
        self.year = year
        self.take = self.fact.get("take", "latest_decision")
        self.comparator = next((name for name in COMPARATORS if name in criterion), None)
        threshold = criterion.get(self.comparator)
        of_window = criterion["kind"] == "mean_over_window"  # one threshold for all its years
        self.threshold = (
            in_force_on(threshold, setting.as_of) if of_window else in_force_for(threshold, year)
        )
        self.closed = setting.as_of >= closing_day(self.fact, year)
        self.gap = has_gap(setting, self.fact["table"], date(year, 1, 1), date(year, 12, 31))
        self.no_row_means_no = self.fact["absent"] == "no"

    def rank(self, value):
        """The place of a value among the others, bigger is better; off the ladder is below all."""
        if self.scale:
            return self.scale["levels"].index(value) if value in self.scale["levels"] else -1
        return value

    def holds(self, value):
        if value == OFF:
            return False
        mark, threshold = self.rank(value), self.rank(self.threshold)
        if self.comparator == "is":
            return mark == threshold
        return mark >= threshold if self.comparator == "at_least" else mark > threshold

    def values(self):
        """Every value of a year. Of a number from 0 up three are enough: no rule can tell apart
        those below the threshold, nor those above it, where the largest carries any mean."""
        if self.scale:
            return list(self.scale["levels"])
        if self.fact.get("type") == "bool":
            return [False, True]
        return [Fraction(0), Fraction(self.threshold), self.plenty()]

    def plenty(self):
        return Fraction((self.threshold + 1) * len(self.setting.years))


# ---- the rows of a year


def rows_of_year(fact, line):
    """Rows that belong to the year, or perhaps: (row, whether it surely does)."""
    table, column = fact.fact["table"], fact.fact["subject"]
    for row in fact.setting.rows(table):
        if row[column] in line.ids_in(fact.year):
            surely, perhaps = belongs_to_year(fact, row)
            if surely or perhaps:
                yield row, surely


def belongs_to_year(fact, row):
    """A row without a decision date may be of its own year or the next, where that date decides."""
    column = fact.fact["year"]
    if column == "year":
        return row["year"] == fact.year, False
    if row[column] is not None:
        return row[column].year == fact.year, False
    return False, row["year"] is not None and row["year"] in (fact.year, fact.year - 1)


def seen_day(fact, row):
    """The day from which a row is seen, and whether a decision gives it."""
    day = row.get(fact.fact.get("seen_on", "decision_date"))
    return (day, True) if day else (closing_day(fact.fact, row["year"]), False)


def presence_of(fact, row):
    """Whether a row counts at all, over the fillings of its blank cells."""
    return {
        passes_where(filled, fact.fact, fact.setting.as_of)
        for filled in fillings_of(row, where_columns(fact.fact), fact.fact, fact.scale)
    }


def row_sets(fact, line):
    """Every set of rows that may be the year's."""
    sure, perhaps = [], []
    for row, surely in rows_of_year(fact, line):
        answers = presence_of(fact, row)
        if answers == {True} and surely:
            sure.append(row)
        elif True in answers:
            perhaps.append(row)
    for size in range(len(perhaps) + 1):
        for chosen in combinations(perhaps, size):
            yield sure + list(chosen)


# ---- what a year says


def year_fillings(setting, criterion, line, year, provisional):
    """The fillings of one asked year."""
    fact = Fact(setting, criterion, year)
    found = []
    for rows in row_sets(fact, line):
        days = [(row, *seen_day(fact, row)) for row in rows]
        seen = [row for row, day, _ in days if day <= setting.as_of]
        late = any(decided and day > setting.as_of for _, day, decided in days)
        found += fillings_of_rows(fact, seen, late, provisional)
    return found


def fillings_of_rows(fact, seen, late, provisional):
    still_open = late or not fact.closed
    seen = [row for row in seen if says_something(fact, row)]
    if fact.take == "any":
        return fillings_of_any(fact, seen, still_open, provisional)
    if seen:
        return settled(fact, seen)
    if still_open:
        return open_year(fact, provisional)
    return missing_year(fact)


def says_something(fact, row):
    """A rating or a family title without its value and without a reason is no row."""
    if fact.fact["table"] not in ("ratings", "families"):
        return True
    return row[fact.fact["value"]] is not None or bool(row.get("reason_unrated"))


def is_not_rated(fact, row):
    reason = fact.fact.get("unrated")
    return bool(reason) and row[reason] is not None and row[fact.fact["value"]] is None


def not_rated(fact):
    policy = fact.setting.policy["unrated_year"]
    if policy == "unknown":
        return any_value(fact)
    return [[FAILS if policy == "fail" else LEFT_OUT]]


def any_value(fact):
    return [[Outcome(frozenset({value}))] for value in fact.values()]


def open_year(fact, provisional):
    if provisional:
        return [[OPEN_LEFT_OUT]]
    futures = [[Outcome(frozenset({value}), still_open=True) for value in fact.values()]]
    if fact.no_row_means_no:
        futures[0].append(Outcome(rated=False, still_open=True))
        futures += any_value(fact) if fact.gap else []  # an early row that the gap hides
    return futures


def missing_year(fact):
    if fact.no_row_means_no:
        return [[FAILS], *(any_value(fact) if fact.gap else [])]
    policy = fact.setting.policy["missing_past_value"]
    if policy == "unknown":
        return any_value(fact)
    return [[FAILS if policy == "fail" else LEFT_OUT]]


def settled(fact, seen):
    """The year by the rows seen, which take one value."""
    rated = [row for row in seen if not is_not_rated(fact, row)]
    if fact.take == "latest_decision":
        return settled_by_decision(fact, seen)
    if not rated:
        return not_rated(fact)
    choices = [row_values(fact, row) for row in rated]
    if fact.take == "mean":
        return any_value(fact) if fact.gap else settled_mean(fact, choices)
    if fact.gap:
        choices.append([None, *fact.values()])  # one more row that the gap may hide
    extreme = min if fact.take == "min" else max
    return [
        [Outcome(frozenset({extreme((v for v in values if v is not None), key=fact.rank)}))]
        for values in product(*choices)
    ]


def settled_mean(fact, choices):
    """With a blank among the rows the mean is anything from what the others give up."""
    means = {sum(values, Fraction(0)) / len(values) for values in product(*choices)}
    lowest = min(means)
    if any(fact.plenty() in values for values in choices):
        means = {lowest, max(lowest, Fraction(fact.threshold)), lowest + fact.plenty()}
    return [[Outcome(frozenset({mean}))] for mean in means]


def settled_by_decision(fact, seen):
    """The latest decision; rows that no date orders and that differ leave any level possible."""
    column = fact.fact.get("seen_on", "decision_date")
    dates = [row.get(column) for row in seen]
    last = max((day for day in dates if day), default=None)
    deciding = [row for row, day in zip(seen, dates, strict=True) if day in (last, None)]
    if fact.setting.policy["conflicting_rows"] == "unknown":
        deciding = seen
    sayings = {saying(fact, row) for row in deciding}
    if len(sayings) > 1:
        return any_value(fact)
    (said,) = sayings
    if said == NOT_RATED:
        return not_rated(fact)
    values = row_values(fact, deciding[0])
    if fact.gap and fact.no_row_means_no and not all(fact.holds(value) for value in values):
        return any_value(fact)
    return [[Outcome(frozenset({value}))] for value in values]


NOT_RATED = "(not rated)"


def saying(fact, row):
    if is_not_rated(fact, row):
        return NOT_RATED
    return tuple(sorted(map(str, row_values(fact, row))))


def row_values(fact, row):
    """The values that a row may say. A blank one may be any level; it may also be off the ladder,
    but where it decides the year alone."""
    if "ratio" in fact.fact:
        return ratios(fact, row)
    if fact.scale:
        filled = fillings_of(row, as_list(fact.fact["value"]), fact.fact, fact.scale)
        levels = {level_of(one, fact.fact, fact.scale) or OFF for one in filled}
        return list(
            levels - {OFF} if len(levels) > 1 and fact.take == "latest_decision" else levels
        )
    value = row[fact.fact["value"]]
    return fact.values() if value is None else [value]


def ratios(fact, row):
    """The ratio of a target in per mille, exactly; anything where it cannot be had."""
    senses = possible_values(row, "better", fact.fact, None)
    found = [ratio(row, fact.fact, sense) for sense in senses]
    return fact.values() if None in found else found


def ratio(row, fact, sense):
    """None where a number is blank or negative, or the divisor is 0."""
    less = sense == "less" and "ratio_if_less" in fact
    columns = fact["ratio_if_less"] if less else fact["ratio"]
    above, below = (row[column] for column in columns)
    if above is None or below is None or above < 0 or below < 0:
        return None
    planned = row[fact["ratio"][1]]
    if less and below == 0:
        return Fraction(1000 if above == 0 else 2000)
    if planned == 0 and not less:
        return None
    return 1000 * Fraction(above) / Fraction(below)


def fillings_of_any(fact, seen, still_open, provisional):
    """Several titles in one year: it holds if one holds, and a higher one may still come."""
    if provisional and still_open:
        return [[OPEN_LEFT_OUT]]
    rated = [row for row in seen if not is_not_rated(fact, row)]
    if seen and not rated:
        return not_rated(fact)
    if not seen and not still_open and not fact.no_row_means_no:
        return missing_year(fact)
    hidden = [frozenset()]
    if fact.gap and (fact.no_row_means_no or seen):
        hidden += [frozenset({value}) for value in fact.values()]
    found = []
    for values in product(*(row_values(fact, row) for row in rated)):
        for more in hidden:
            found.append(futures_of_any(fact, frozenset(values) | more, still_open))
    return found


def futures_of_any(fact, held, still_open):
    futures = [Outcome(held, rated=bool(held) or still_open, still_open=still_open)]
    if still_open:
        highest = max((fact.rank(value) for value in held if value != OFF), default=None)
        futures += [
            Outcome(held | {value}, still_open=True)
            for value in fact.values()
            if highest is None or fact.rank(value) > highest
        ]
    if not held and still_open and not fact.no_row_means_no:
        futures = futures[1:]  # a row is due: the year will say some level
    return futures
