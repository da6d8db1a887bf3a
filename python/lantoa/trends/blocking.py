"""Why no order of these data could reach the level, and the least that would change it.

More years help where years are few, and not where numbers never differ, where subjects all move
alike, or where they cancel each other out: then the refusal says so.
"""

from __future__ import annotations

from itertools import combinations
from typing import TypeAlias

import numpy as np

from lantoa import _core
from lantoa.concluding import Saying
from lantoa.trends.asked import MOST_YEARS_ASKED, Asked, more_years, say
from lantoa.trends.panel import Numbers, never_differs
from lantoa.trends.steps import FEWEST

Block: TypeAlias = tuple[str, tuple[Saying, ...]]  # the reason by name, and what would unblock it
NONE: Block = ("floor", ())  # some order could reach the level


def of_years(asked: Asked, smallest: float, need: int) -> Block:
    """Of a test that permutes years for all at once."""
    if smallest <= asked.alpha:
        return NONE
    years = _more(asked, need)
    if asked.never_differs:
        return "floor_same", (say("unblock.differ"), *years)
    if years or smallest < 1:
        return "floor", more_years(len(asked.panel.years), need)
    return "floor_cancel", (say("unblock.cancel"),)


def of_moves(asked: Asked, smallest: float, need: int, *, beside: bool) -> Block:
    """Of a test of what a subject moves, beside the mean of a year or not."""
    if smallest <= asked.alpha:
        return NONE
    years = _more(asked, need)
    if asked.never_differs:
        return "floor_same", (say("unblock.differ"), *years)
    if beside and never_differs(asked.better - np.nanmean(asked.better, axis=0)):
        return "floor_alike", (say("unblock.apart"), *years)
    return "floor", more_years(len(asked.panel.years), need)


def of_directions(asked: Asked, smallest: float, values: Numbers, need: int) -> Block:
    """Of a test of whether some subjects differ in direction."""
    if smallest <= asked.alpha:
        return NONE
    years = _more(asked, need)
    if never_differs(values):
        return "floor_same", (say("unblock.differ"), *years)
    if _go_one_way(values):
        return "floor_one_way", (say("unblock.directions"), *years)
    return "floor", years or (say("unblock.directions"),)


def of_step(asked: Asked, key: str) -> Block:
    """Of a jump in some year, of the level or of the spread."""
    known = asked.steps[key].known
    need = years_for_a_jump(known, asked)
    is_part = len(known) < len(asked.panel.years)  # years without a spread are there already
    years = (_spreads(len(known), need),) if is_part and need else more_years(len(known), need)
    if len(known) < FEWEST:
        return ("few_spreads" if is_part else "few_years"), years
    if never_differs(known[None, :]):
        return f"floor_{key}", (say(f"unblock.{key}"), *years)
    return "floor", years


def _spreads(have: int, need: int) -> Saying:
    return say("unblock.spreads", need=need, have=have)


def years_for_a_jump(known: Numbers, asked: Asked) -> int | None:
    """How many years before a jump could be told: further ones lie far above, or far below.

    >>> from lantoa.trends.panel import laid
    >>> asked = Asked(laid(["A"], [2020], [1.0], what="value"), 0.05, 999, 1)
    >>> [years_for_a_jump(np.arange(float(years)), asked) for years in (0, 3, 5, 7)]
    [8, 8, 8, 10]
    """
    if len(known) < FEWEST:
        return _years_for_halves(asked.alpha)
    far = 1.0 + 1e3 * float(np.abs(known).max())
    for more in range(1, MOST_YEARS_ASKED - len(known) + 1):
        for side in (1, -1):
            years = np.append(known, [side * far] * more)
            if _core.undeclared_step(years, asked.draws, asked.seed).smallest <= asked.alpha:
                return len(known) + more
    return None


def _years_for_halves(alpha: float) -> int | None:
    """Of years that part in two sets as far as can be: 2 in so many sets.

    >>> _years_for_halves(0.05)
    8
    """
    for years in range(FEWEST, MOST_YEARS_ASKED + 1):
        if _core.kendall_tail([years // 2, years - years // 2])[-1] <= alpha:
            return years
    return None


def of_gaps(asked: Asked, smallest: float, subjects: int, fewest: int) -> Block:
    """Of gaps that close: subjects, levels of the first year and changes since, which differ."""
    if smallest <= asked.alpha:
        return NONE
    values = asked.panel.values[:, [0, 1, -1]]
    whole = values[~np.isnan(values).any(axis=1)]
    few = (say("unblock.subjects", need=fewest),) if subjects < fewest else ()
    years = asked.panel.years
    gaps = {"first": years[0], "second": years[1], "last": years[-1]}
    if subjects > 1 and never_differs(whole[None, :, 0]):
        other = (say("unblock.other_first"),) if _some_differ(asked.panel.values[:, 1:-2]) else ()
        return "floor_levels", (say("unblock.levels", **gaps), *other, *few)
    if subjects > 1 and never_differs((whole[:, 2] - whole[:, 1])[None, :]):
        return "floor_changes", (say("unblock.changes", **gaps), *few)
    return "floor", few or (say("unblock.more_differ", **gaps),)


def _some_differ(values: Numbers) -> bool:
    """Whether in some year subjects differ."""
    return not never_differs(values.T)


def _more(asked: Asked, need: int) -> tuple[Saying, ...]:
    have = len(asked.panel.years)
    return more_years(have, need) if need > have else ()


def _go_one_way(values: Numbers) -> bool:
    """Whether of any two years all subjects rise, all fall or all stay."""
    for before, after in combinations(range(values.shape[1]), 2):
        moved = np.sign(values[:, after] - values[:, before])
        if len(np.unique(moved[~np.isnan(moved)])) > 1:
            return False
    return True
