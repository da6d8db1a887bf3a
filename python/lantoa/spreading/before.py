"""The years before a lot: did those who were drawn differ already (R8)?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lantoa.concluding import Conclusion, Reason, fixed
from lantoa.spreading.apart import Apart
from lantoa.spreading.drawing_again import redrawn
from lantoa.spreading.judging import floor, more_room, refused
from lantoa.spreading.lot_facts import first_only, say

_FEWEST = 2  # periods before it was given, the base among them


@dataclass(frozen=True)
class Ahead:
    """What the years before say.

    Attributes:
        conclusions: Whether those drawn moved apart before; none where no year can tell.
        warnings: R8, where no year can tell.
        apart: R8, where those drawn moved apart before: no later difference is put down to a lot.
    """

    conclusions: tuple[Conclusion, ...]
    warnings: tuple[Reason, ...]
    apart: tuple[Reason, ...] = ()


def before_of(pair: Apart) -> Ahead:
    """Compare the change from the first year with everybody to the base."""
    periods = len(pair.before) + 1
    if periods < _FEWEST:
        return Ahead((), (Reason("R8", say("warnings.R8", periods=periods)),))
    draw, first = pair.draw, pair.before[0]
    gaps: dict[str, Any] = {"outcome": pair.panel.label, "first": first, "base": pair.base}
    if draw.smallest_p > draw.alpha:
        short = refused(
            "before",
            floor(draw),
            unblock=more_room(draw),
            smallest_p=draw.smallest_p,
            arrangements=draw.arrangements,
            facts=first_only(pair),
            **gaps,
        )
        return Ahead((short,), ())
    change = pair.mean((pair.base,)) - pair.mean((first,))
    found = redrawn(change, draw)
    missed = draw.detectable * draw.spread_of(change)
    ends = (found.low, found.high)
    alike = found.p > draw.alpha
    gaps |= {"missed": missed}
    path = "apart" if not alike else "alike" if missed else "flat"
    one = Conclusion(
        key="before",
        question=say("questions.before", **gaps),
        level="L2",
        status="answered",
        estimate=found.estimate,
        interval=ends if np.isfinite(ends).all() else None,
        level_of_interval=1 - draw.alpha if np.isfinite(ends).all() else None,
        unit=pair.panel.unit,
        p={"assignment": found.p},
        smallest_p=draw.smallest_p,
        detectable=missed or None,
        arrangements=draw.arrangements,
        draws=None if found.is_exact else draw.tried,
        seed=None if found.is_exact else draw.seed,
        facts=first_only(pair),
        may_say=(say(f"before.{path}", p=fixed(found.p, 4), **gaps),),
        may_not_say=(say("may_not_say.before"),),
    )
    return Ahead((one,), (), () if alike else (Reason("R8", say("reasons.apart", **gaps)),))
