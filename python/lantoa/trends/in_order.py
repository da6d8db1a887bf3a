"""Whether the years differ for the same subjects, and whether they rise in order."""

from __future__ import annotations

from collections.abc import Iterator

from lantoa import _core
from lantoa.concluding import Conclusion, Reason
from lantoa.trends.asked import Asked, Found, blocked, judged, say, years_for_all
from lantoa.trends.blocking import NONE, Block, of_years

ORDERED = "ordered_years"
DIFFER = "years_differ"
_ENOUGH = 2  # subjects with every year: then it is the years that are few


def in_order(asked: Asked) -> Iterator[Conclusion]:
    """Page's L and Friedman's Q over everybody who has every year."""
    if asked.panel.zero_sum:
        yield blocked(ORDERED, "zero_sum")
        yield blocked(DIFFER, "zero_sum")
        return
    found = _core.ordered_years(asked.better, asked.draws, asked.seed)
    yield _page(asked, found)
    yield _friedman(asked, found)


def _page(asked: Asked, found: _core.OrderedYears) -> Conclusion:
    """The stricter of two nulls: shared years pass for an order where subjects are independent."""
    years, n = len(asked.panel.years), found.subjects
    orders = found.page_orders
    middle = n * years * (years + 1) ** 2 / 4
    # of the values as given: turned round, L lies as far on the other side of the middle
    page = middle + asked.panel.sign * (found.page - middle)
    smallest = max(found.page_years_smallest, found.page_smallest)
    floor, unblock = _block(asked, n, smallest, found.page_years_smallest > asked.alpha)
    return judged(
        asked,
        ORDERED,
        Found(
            floor=floor,
            p={
                "years": found.page_years_p,
                "exact" if found.page_exact else "normal": found.page_p,
            },
            smallest=smallest,
            way=asked.way(page - middle),
            method=say("methods.page"),
            count=orders.count if orders.exact else None,
            gaps={"subjects": n},
            statistic={"L": page, "n": n},
            warnings=asked.shared_warnings,
        ),
        unblock=unblock,
    )


def _friedman(asked: Asked, found: _core.OrderedYears) -> Conclusion:
    orders = found.friedman_orders
    name = "exact" if orders.exact else "order" if orders.count else "approximate"
    floor, unblock = _block(asked, found.subjects, found.friedman_smallest, years_are_few=False)
    return judged(
        asked,
        DIFFER,
        Found(
            floor=floor,
            p={name: found.friedman_p},
            smallest=found.friedman_smallest,
            way="found",
            method=say("methods.friedman"),
            count=None if orders.count and not orders.exact else 0,
            gaps={"subjects": found.subjects},
            statistic={"Q": found.friedman, "n": found.subjects},
            side="upper",
            warnings=_shared(),
        ),
        unblock=unblock,
    )


def _block(asked: Asked, n: int, smallest: float, years_are_few: bool) -> Block:
    """Years are asked for where there are subjects, else subjects with every year."""
    if smallest <= asked.alpha:
        return NONE
    if asked.never_differs or (years_are_few and n >= _ENOUGH):
        return of_years(asked, smallest, years_for_all(asked.alpha))
    return "floor", (say("unblock.complete"),)


def _shared() -> tuple[Reason, ...]:
    return (Reason("shared_years", say("warnings.shared_years")),)
