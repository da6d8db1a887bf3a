"""Stories moved by hand: every arrangement written out."""

from fractions import Fraction
from itertools import product


def excess(taken, at_risk):
    """Those who took up less the mean rate times those at risk, exactly."""
    rate = Fraction(sum(taken), sum(at_risk)) if sum(at_risk) else Fraction(0)
    return [one - rate * risk for one, risk in zip(taken, at_risk, strict=True)]


def soon(series, periods, stories, window):
    """(series, period) soon after a story, periods from 0."""
    return {
        (one, at + after)
        for one, at in zip(series, stories, strict=True)
        for after in range(1, window + 1)
        if at + after < periods
    }


def pulse(columns, series, stories, groups, window):
    """(observed, mean, arrangements, upper, lower, two) over all ways to move the stories.

    ``columns`` are the excess of each series by period, ``groups`` names per period or None.
    """

    def total(where):
        return sum(columns[one][at] for one, at in soon(series, len(groups), where, window))

    places = [[at for at, g in enumerate(groups) if g == groups[story]] for story in stories]
    every = [total(where) for where in product(*places)]
    observed, mean = total(stories), sum(every) / Fraction(len(every))
    return (
        observed,
        mean,
        len(every),
        sum(one >= observed for one in every),
        sum(one <= observed for one in every),
        sum(abs(one - mean) >= abs(observed - mean) for one in every),
    )
