"""Whether a block, or everybody, moves one way, and whether its subjects differ in direction."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lantoa import _core
from lantoa.concluding import Conclusion, Reason, Saying, Share, fixed
from lantoa.trends.asked import (
    ALL_THREADS,
    Asked,
    Found,
    blocked,
    judged,
    more_years,
    say,
    years_for_all,
    years_for_several,
)
from lantoa.trends.blocking import of_directions, of_years
from lantoa.trends.panel import Codes, Numbers

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
    blocks = len(found.p)
    p = {"years": float(found.p[at])}
    if blocks > 1:
        p["joint"] = float(found.p_joint[at])
    is_joint = found.smallest_joint[at] > asked.alpha >= found.smallest[at]
    floor, unblock = of_years(asked, float(found.smallest[at]), years_for_all(asked.alpha))
    if is_joint:
        floor, unblock = "floor_joint", _years_of_several(asked, blocks)
    return judged(
        asked,
        COMMON,
        Found(
            p=p,
            smallest=float(found.smallest_joint[at]),
            way=asked.way(s),
            method=say("methods.regional_joint" if blocks > 1 else "methods.regional"),
            count=found.orders.count if found.orders.exact else None,
            gaps={"subjects": n, "blocks": blocks},
            floor=floor,
            statistic={"S": s, "n": n},
            warnings=asked.shared_warnings,
        ),
        about=name,
        unblock=unblock,
    )


def _differing(asked: Asked, found: _core.BlockTrend, at: int, name: str) -> Conclusion:
    n, need = int(found.subjects[at]), years_for_all(asked.alpha)
    if n < 2:
        return blocked(
            DIFFERING, "alone", about=name, unblock=(say("unblock.subjects", need=2),), n=n
        )
    smallest = float(found.smallest_spread[at])
    rows = _rows_of(asked, name) if smallest > asked.alpha else asked.better
    floor, unblock = of_directions(asked, smallest, rows, need)
    return judged(
        asked,
        DIFFERING,
        Found(
            floor=floor,
            p={"years": float(found.p_spread[at])},
            smallest=smallest,
            way="found",
            method=say("methods.spread_of_s"),
            count=found.orders.count if found.orders.exact else None,
            statistic={"var S": float(found.spread[at]) / n**2, "n": n},
            side="upper",
            warnings=(*asked.apart_warnings, *_many(asked, len(found.p))),
        ),
        about=name,
        unblock=unblock,
    )


def _years_of_several(asked: Asked, blocks: int) -> tuple[Saying, ...]:
    """What lets a block that has room alone have it among so many."""
    have, need = len(asked.panel.years), years_for_several(asked.alpha, blocks)
    years = more_years(have, need) if need > have else ()
    return (*years, say("unblock.fewer_blocks"))


def _many(asked: Asked, blocks: int) -> tuple[Reason, ...]:
    """Blocks that are tested one by one, though not for who is named."""
    if blocks == 1:
        return ()
    false = fixed(asked.alpha * blocks, 1)
    gaps = {"n": blocks, "false": false, "alpha": Share(asked.alpha)}
    return (Reason("many_blocks", say("warnings.many_blocks", **gaps)),)


def _rows_of(asked: Asked, name: str) -> Numbers:
    """The values of a block, or of everybody."""
    if not name:
        return asked.better
    rows: Numbers = asked.better[asked.panel.block == asked.panel.blocks.index(name)]
    return rows
