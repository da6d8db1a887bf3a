"""The rules on yearly facts: ``every_year``, ``years_at_least``, ``latest``, ``mean_over_window``."""

from fractions import Fraction
from itertools import product

from reference_setting import (
    FAILED,
    MET,
    OPEN,
    UNKNOWN_PAIR,
    closing_day,
    in_force_on,
    verdict_of,
    worst_and_best,
)
from reference_years import FAILS, OPEN_LEFT_OUT, Fact, year_fillings


def yearly_pair(setting, criterion, line, provisional):
    """The worst and the best filling of a yearly rule on one line."""
    if setting.plan["facts"][criterion["fact"]]["table"] not in setting.office:
        return UNKNOWN_PAIR
    if criterion["kind"] == "latest":
        return worst_and_best(latest_verdicts(setting, criterion, line))
    ways = [
        told_apart(criterion, Fact(setting, criterion, year), fillings)
        for year, fillings in asked_years(setting, criterion, line, provisional)
    ]
    pair = worst_and_best(
        filling_verdict(setting, criterion, filling, provisional) for filling in product(*ways)
    )
    return without_years(setting, criterion, line, pair) if provisional else pair


def without_years(setting, criterion, line, pair):
    """Where no year is left the rule stays open, unless its strict verdict is failed."""
    lost = yearly_pair(setting, criterion, line, provisional=False) == (FAILED, FAILED)
    return (FAILED, FAILED) if lost else pair


def asked_years(setting, criterion, line, provisional):
    """(year, its fillings) of every year that is asked of the line."""
    latecomers = setting.policy["joined_late" if line.kind == "person" else "new_unit"]
    for year in setting.years:
        before = line.opened is not None and year < line.opened.year
        if before and latecomers == "from_first_year":
            continue
        if before and latecomers == "whole_window":
            yield year, [[FAILS]]
        else:
            yield year, year_fillings(setting, criterion, line, year, provisional)


def told_apart(criterion, fact, fillings):
    """The fillings that the rule can tell apart: what it cannot tell apart is one filling."""
    return list({frozenset(read(criterion, fact, one) for one in filling) for filling in fillings})


def read(criterion, fact, outcome):
    """An outcome as the rule reads it: (asked, rated, what it adds, open, left).

    Any year is left but an open one that is left out.
    """
    if criterion["kind"] == "mean_over_window":
        adds = max(outcome.held, default=Fraction(0))
    else:
        adds = any(fact.holds(value) for value in outcome.held)
    return (outcome.asked, outcome.rated, adds, outcome.still_open, outcome != OPEN_LEFT_OUT)


def filling_verdict(setting, criterion, filling, provisional):
    """The verdict of one filling: a set of futures for each asked year."""
    futures = list(product(*filling))
    if provisional and not any(left for *_, left in futures[0]):
        return OPEN
    if criterion["kind"] == "mean_over_window" and not any(asked for asked, *_ in futures[0]):
        return FAILED if setting.over else OPEN
    return verdict_of(STATISTICS[criterion["kind"]](setting, criterion, one) for one in futures)


def every_year_holds(setting, criterion, future):
    broken = sum(asked and not holds for asked, _, holds, _, _ in future)
    rated = sum(rated for _, rated, *_ in future)
    fact = setting.plan["facts"][criterion["fact"]]
    enough = setting.policy["min_rated_years"] if fact.get("unrated") else 0
    return broken <= criterion.get("except_years", 0) and rated >= enough


def years_at_least_holds(_setting, criterion, future):
    answers = [holds for asked, _, holds, _, _ in future if asked]
    reached = longest_run(answers) if criterion.get("consecutive") else sum(answers)
    return reached >= criterion["years"]


def longest_run(answers):
    best = run = 0
    for answer in answers:
        run = run + 1 if answer else 0
        best = max(best, run)
    return best


def mean_over_window_holds(setting, criterion, future):
    """One threshold for the whole window: the one in force on the day."""
    values = [Fraction(value) for asked, _, value, _, _ in future if asked]
    mean = sum(values, Fraction(0)) / len(values)
    if "at_least" in criterion:
        return mean >= in_force_on(criterion["at_least"], setting.as_of)
    return mean > in_force_on(criterion["more_than"], setting.as_of)


STATISTICS = {
    "every_year": every_year_holds,
    "years_at_least": years_at_least_holds,
    "mean_over_window": mean_over_window_holds,
}


def latest_verdicts(setting, criterion, line):
    """The verdict of every filling: the last asked year that is closed and not left out."""
    fact = setting.plan["facts"][criterion["fact"]]
    closed = [
        told_apart(criterion, Fact(setting, criterion, year), fillings)
        for year, fillings in asked_years(setting, criterion, line, provisional=False)
        if setting.as_of >= closing_day(fact, year)
    ]
    for filling in product(*closed):
        said = [
            holds
            for futures in filling
            for asked, _, holds, still_open, _ in futures
            if asked and not still_open
        ]
        yield OPEN if not said else MET if said[-1] else FAILED
