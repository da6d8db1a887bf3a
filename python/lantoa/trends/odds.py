"""Ratings of many subjects over years: do the odds of a better level change?"""

from __future__ import annotations

from math import exp

import numpy as np

from lantoa import _core
from lantoa.concluding import Conclusion, Reason, Saying, fixed
from lantoa.trends.panel import TOPIC, Codes, Panel

KEY = "rating_odds"
FEWEST = 200  # subjects with two ratings or more, before a model is fitted
LEVEL = 0.95
_NORMAL = 1.959963984540054  # of a normal number, so many errors on each side of 95 %


def rating_odds(panel: Panel, alpha: float) -> Conclusion:
    """The change of the odds of a better rating a year, by the cumulative logit.

    Its interval is between subjects; its p counts over all orders of the years, for everybody
    together: a year that was special for all is no trend.

    Args:
        panel: Ratings.
        alpha: The level of the test.
    """
    here = panel.unbroken
    codes, k = _codes(here)
    known = int(((codes >= 0).sum(axis=1) > 1).sum())
    if known < FEWEST:
        return _refused("few_subjects", "more_subjects", subjects=known, need=FEWEST)
    if k < 2:
        return _refused("one_level", "more_levels")
    if len(here.years) > _core.MOST_YEARS_IN_ORDER:
        most = _core.MOST_YEARS_IN_ORDER
        return _refused("many_years", "choose_years", years=len(here.years), most=most)
    times = np.array(here.years, np.int32) - np.int32(here.years[0])
    order = _core.ordinal_order(codes, times, k)
    if order.smallest > alpha:
        gaps = {"smallest": fixed(order.smallest, 4), "alpha": fixed(alpha, 3)}
        return _refused("floor", "more_years", **gaps)
    fit = _core.ordinal_trend(codes, times, k)
    return _answered(fit, order, alpha) if fit.converged else _refused("parted", "more_years")


def _codes(panel: Panel) -> tuple[Codes, int]:
    """Codes of the levels that occur, without gaps, and how many these are."""
    there = np.unique(panel.values[~np.isnan(panel.values)])
    found = np.full(panel.values.shape, -1, np.int32, order="F")
    known = ~np.isnan(panel.values)
    found[known] = np.searchsorted(there, panel.values[known])
    return found, len(there)


def _say(path: str, **gaps: object) -> Saying:
    return Saying(TOPIC, path, gaps)


def _answered(fit: _core.OrdinalTrend, order: _core.OrdinalOrder, alpha: float) -> Conclusion:
    ends = [exp(fit.slope + side * _NORMAL * fit.error) for side in (-1, 1)]
    way = "none" if order.p > alpha else "up" if order.score > 0 else "down"
    return Conclusion(
        key=KEY,
        question=_say(f"questions.{KEY}"),
        level="trend",
        status="answered",
        statistic={"n": fit.subjects, "ratings": fit.ratings},
        estimate=exp(fit.slope),
        interval=(ends[0], ends[1]),
        level_of_interval=LEVEL,
        unit=_say("units.odds"),
        p={"years": order.p},
        smallest_p=order.smallest,
        arrangements=order.orders,
        method=_say("methods.odds"),
        warnings=(
            Reason("proportional", _say("warnings.proportional")),
            Reason("shared_years", _say("warnings.interval_of_subjects")),
        ),
        may_say=(_say(f"may_say_odds.{way}", factor=fixed(exp(fit.slope), 2)),),
        may_not_say=(_say("may_not_say.marking"),),
    )


def _refused(code: str, unblock: str, **gaps: object) -> Conclusion:
    return Conclusion(
        key=KEY,
        question=_say(f"questions.{KEY}"),
        level="trend",
        status="refused",
        method=_say("methods.odds"),
        reasons=(Reason(code, _say(f"reasons.{code}", **gaps)),),
        unblock=(_say(f"unblock.{unblock}"),),
        may_not_say=(_say("may_not_say.odds"),),
    )
