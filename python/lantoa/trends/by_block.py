"""Whether a block, or everybody, moves one way, and whether its subjects differ in direction."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lantoa import _core
from lantoa.concluding import Conclusion, Saying
from lantoa.trends.asked import (
    ALL_THREADS,
    Asked,
    Found,
    blocked,
    judged,
    more_years,
    say,
    years_for_all,
)
from lantoa.trends.panel import Codes

COMMON = "common_direction"
DIFFERING = "differing_directions"


def directions(asked: Asked) -> Iterator[Conclusion]:
    """Both questions, of everybody and then of each block."""
    everybody = np.zeros(len(asked.panel), np.int32)
    yield from _of_blocks(asked, everybody, ("",))
    if asked.panel.blocks:
        yield from _of_blocks(asked, asked.panel.block, asked.panel.blocks)


def _of_blocks(asked: Asked, block: Codes, names: tuple[str, ...]) -> Iterator[Conclusion]:
    if len(asked.panel.years) > _core.MOST_YEARS_TOGETHER:
        most = _core.MOST_YEARS_TOGETHER
        yield blocked(COMMON, "too_long", years=len(asked.panel.years), most=most)
        return
    codes = np.ascontiguousarray(block, np.int32)
    found = _core.block_trend(asked.better, codes, len(names), asked.draws, asked.seed, ALL_THREADS)
    for at, name in enumerate(names):
        yield _common(asked, found, at, name)
    for at, name in enumerate(names):
        yield _differing(asked, found, at, name)


def _common(asked: Asked, found: _core.BlockTrend, at: int, name: str) -> Conclusion:
    if asked.panel.zero_sum and not name:
        return blocked(COMMON, "zero_sum")
    s, n = asked.panel.sign * int(found.s[at]), int(found.subjects[at])
    return judged(
        asked,
        COMMON,
        Found(
            p={"years": float(found.p[at])},
            smallest=float(found.smallest[at]),
            way=asked.way(s),
            method=say("methods.regional"),
            count=found.orders.count if found.orders.exact else None,
            gaps={"subjects": n},
            statistic={"S": s, "n": n},
            warnings=asked.shared_warnings,
        ),
        about=name,
        unblock=_years(asked),
    )


def _differing(asked: Asked, found: _core.BlockTrend, at: int, name: str) -> Conclusion:
    n = int(found.subjects[at])
    if n < 2:
        return blocked(
            DIFFERING, "alone", about=name, unblock=(say("unblock.subjects", need=2),), n=n
        )
    return judged(
        asked,
        DIFFERING,
        Found(
            p={"years": float(found.p_spread[at])},
            smallest=float(found.smallest_spread[at]),
            way="found",
            method=say("methods.spread_of_s"),
            count=found.orders.count if found.orders.exact else None,
            statistic={"var S": float(found.spread[at]) / n**2, "n": n},
            side="upper",
            warnings=asked.apart_warnings,
        ),
        about=name,
        unblock=_years(asked),
    )


def _years(asked: Asked) -> tuple[Saying, ...]:
    have = len(asked.panel.years)
    return more_years(have, max(years_for_all(asked.alpha), have + 1))
