"""Whether everybody jumped in a year: the level, or the spread between subjects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from lantoa import _core
from lantoa.concluding import Conclusion, Saying
from lantoa.trends.asked import MOST_YEARS_ASKED, Asked, Found, blocked, judged, say
from lantoa.trends.blocking import of_step, years_for_a_jump
from lantoa.trends.panel import Numbers, Panel, never_differs
from lantoa.trends.steps import FEWEST, LEVEL

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
    for key in asked.steps:
        yield _anywhere(asked, key)


def _declared(asked: Asked, start: int) -> Conclusion:
    """The years from the break before to the break after, for nothing else lies between."""
    starts = (*asked.whole.starts, len(asked.whole.years))
    at = starts.index(start)
    first, end = starts[at - 1], starts[at + 1]
    around = _stretch(asked.whole, first, end)
    profile = np.asarray(_core.year_profile(around).level)
    found = _core.declared_step(profile, start - first, asked.draws, asked.seed)
    needed = _sets_needed(start - first, end - start, asked.alpha)
    told = _found(asked, found, "methods.declared", asked.whole.years[start])
    if never_differs(profile[None, :]):
        told = replace(told, floor=f"floor_{LEVEL}")
        needed = (say(f"unblock.{LEVEL}"), *needed)
    return judged(asked, DECLARED, told, about=str(asked.whole.years[start]), unblock=needed)


def _anywhere(asked: Asked, key: str) -> Conclusion:
    step = asked.steps[key]
    if step.found is None or step.year is None:
        code, unblock = of_step(asked, key)
        have, of = step.years, len(asked.panel.years)
        need = years_for_a_jump(step.known, asked) or FEWEST
        return blocked(key, code, unblock=unblock, years=have, of=of, need=need)
    found = _found(asked, step.found, f"methods.{key}", step.year)
    if found.smallest <= asked.alpha:
        return judged(asked, key, found)
    floor, unblock = of_step(asked, key)
    return judged(asked, key, replace(found, floor=floor), unblock=unblock)


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


def _least_of_sets(before: int, after: int) -> float:
    """The least p of a jump: that of years that part in two sets, equal ones either way round.

    >>> _least_of_sets(2, 3), _least_of_sets(3, 3)
    (0.1, 0.1)
    """
    tail = _core.kendall_tail([before, after])  # all orders of two values: the sets of years
    return tail[-1] if before == after else tail[-1] / 2
