"""Whether everybody jumped in a year: the level, or the spread between subjects."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lantoa import _core
from lantoa.concluding import Conclusion, Saying
from lantoa.trends.asked import MOST_YEARS_ASKED, Asked, Found, blocked, judged, more_years, say
from lantoa.trends.panel import Numbers, Panel
from lantoa.trends.steps import FEWEST, LEVEL, Step

DECLARED = "declared_break"


def jumps(asked: Asked) -> Iterator[Conclusion]:
    """At every declared year, then anywhere since: in the level, and in the spread.

    A break that the program found parts the years, but is not asked about: it was picked because
    its numbers differ, and they would differ here again.
    """
    if asked.panel.zero_sum:
        yield blocked(LEVEL, "zero_sum")
        return
    for start in asked.whole.declared_starts:
        yield _declared(asked, start)
    for key, step in asked.steps.items():
        yield _anywhere(asked, key, step)


def _declared(asked: Asked, start: int) -> Conclusion:
    """The years from the break before to the break after, for nothing else lies between."""
    starts = (*asked.whole.starts, len(asked.whole.years))
    at = starts.index(start)
    first, end = starts[at - 1], starts[at + 1]
    around = _stretch(asked.whole, first, end)
    profile = np.asarray(_core.year_profile(around).level)
    found = _core.declared_step(profile, start - first, asked.draws, asked.seed)
    before, after = start - first, end - start
    return judged(
        asked,
        DECLARED,
        _found(asked, found, "methods.declared", asked.whole.years[start]),
        about=str(asked.whole.years[start]),
        unblock=_sets_needed(before, after, asked.alpha),
    )


def _anywhere(asked: Asked, key: str, step: Step) -> Conclusion:
    years = step.years
    if step.found is None or step.year is None:
        return blocked(
            key, "few_years", years=years, need=FEWEST, unblock=more_years(years, FEWEST)
        )
    return judged(
        asked,
        key,
        _found(asked, step.found, f"methods.{key}", step.year),
        unblock=more_years(years, _years_for_halves(years, asked.alpha)),
    )


def _found(asked: Asked, found: _core.LevelStep, method: str, year: int) -> Found:
    return Found(
        p={"years": found.p},
        smallest=found.smallest,
        way="found",
        method=say(method),
        count=found.orders.count if found.orders.exact else None,
        gaps={"year": year},
        estimate=found.difference,
        facts=(say("facts.jump", year=year),),
        warnings=asked.shared_warnings,
    )


def _stretch(panel: Panel, first: int, end: int) -> Numbers:
    return np.asfortranarray(panel.values[:, first:end])


def _sets_needed(before: int, after: int, alpha: float) -> tuple[Saying, ...]:
    """Further years come after the break."""
    for more in range(1, MOST_YEARS_ASKED):
        if _least_of_sets(before, after + more) <= alpha:
            return (say("unblock.years", more=more, need=before + after + more),)
    return (say("unblock.many_years", most=MOST_YEARS_ASKED),)


def _years_for_halves(have: int, alpha: float) -> int | None:
    """How many years before any jump could be told from chance; at least one more than now.

    Years that part in two sets part as far when the sets change sides: 2 in so many sets.

    >>> _years_for_halves(5, 0.05)
    8
    """
    for years in range(have + 1, MOST_YEARS_ASKED + 1):
        if _core.kendall_tail([years // 2, years - years // 2])[-1] <= alpha:
            return years
    return None


def _least_of_sets(before: int, after: int) -> float:
    """The least p of a jump: that of years that part in two sets, equal ones either way round.

    >>> _least_of_sets(2, 3), _least_of_sets(3, 3)
    (0.1, 0.1)
    """
    tail = _core.kendall_tail([before, after])  # all orders of two values: the sets of years
    return tail[-1] if before == after else tail[-1] / 2
