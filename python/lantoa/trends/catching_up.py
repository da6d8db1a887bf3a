"""Whether those who stood low have caught up since: change by the level of an earlier year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lantoa import _core
from lantoa.concluding import Conclusion, Reason, fixed
from lantoa.trends.asked import Asked, Found, blocked, judged, more_years, say

KEY = "convergence"
_FEWEST_YEARS = 3
_FEWEST_SUBJECTS = 5  # 2 in 5! exchanges are below 5 %


def catching_up(asked: Asked) -> Iterator[Conclusion]:
    """The slope of later change on the level of the first year."""
    years = len(asked.panel.years)
    if asked.panel.zero_sum:
        yield blocked(KEY, "zero_sum")
    elif years < _FEWEST_YEARS:
        unblock = more_years(years, _FEWEST_YEARS)
        yield blocked(KEY, "few_years", years=years, need=_FEWEST_YEARS, unblock=unblock)
    else:
        yield _concluded(asked)


def _concluded(asked: Asked) -> Conclusion:
    found = _core.convergence(np.asfortranarray(asked.panel.values), asked.draws, asked.seed)
    first, second, last = (asked.panel.years[at] for at in (0, 1, -1))
    name = "subjects" if found.orders.count else "normal"
    drawn = found.orders.count and not found.orders.exact
    return judged(
        asked,
        KEY,
        Found(
            p={name: found.p},
            smallest=found.smallest,
            way="down" if found.slope < 0 else "up",
            method=say("methods.convergence"),
            count=None if drawn else found.orders.count,
            gaps={"first": first, "second": second, "last": last},
            statistic={"n": found.subjects},
            estimate=found.slope,
            facts=(say("facts.naive", naive=fixed(found.naive, 3), first=first),),
            warnings=(
                Reason("earlier_level", say("warnings.earlier_level", first=first)),
                *asked.apart_warnings,
            ),
        ),
        unblock=(say("unblock.subjects", need=_FEWEST_SUBJECTS),),
    )
