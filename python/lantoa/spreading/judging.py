"""From numbers to what may be said of a lot: refused at the floor, else answered."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb
from typing import Any

import numpy as np

from lantoa import _core
from lantoa.concluding import Conclusion, Reason, Saying, fixed
from lantoa.spreading.apart import Apart
from lantoa.spreading.drawing_again import Draw, Redrawn, redrawn
from lantoa.spreading.lots import TOPIC

_MOST = 200  # subjects that are tried when looking for a design that has room


def say(path: str, **gaps: object) -> Saying:
    """A sentence of effects."""
    return Saying(TOPIC, path, gaps)


def refused(
    key: str,
    reason: Reason,
    *,
    unblock: Sequence[Saying] = (),
    facts: Sequence[Saying] = (),
    warnings: Sequence[Reason] = (),
    smallest_p: float | None = None,
    arrangements: int | None = None,
    about: str = "",
    **gaps: object,
) -> Conclusion:
    """A question that something blocks."""
    return Conclusion(
        key=key,
        question=say(f"questions.{key}", **gaps),
        level="L2",
        status="refused",
        about=about,
        smallest_p=smallest_p,
        arrangements=arrangements,
        facts=tuple(facts),
        reasons=(reason,),
        warnings=tuple(warnings),
        unblock=tuple(unblock),
        may_not_say=(say(f"may_not_say.{key}"),),
        collect=tuple(say(f"collect.{name}") for name in ("draw", "before", "ties")),
    )


def floor(draw: Draw) -> Reason:
    """R1: not even the most telling outcome would reach alpha."""
    smallest, alpha = fixed(draw.smallest_p, 4), fixed(draw.alpha, 3)
    gaps = {"given": draw.given, "count": len(draw), "arrangements": draw.arrangements}
    return Reason("R1", say("reasons.R1", smallest=smallest, alpha=alpha, **gaps))


def more_room(draw: Draw) -> tuple[Saying, ...]:
    """The smallest change to a lot that would leave it room below alpha."""
    given, count = draw.given, len(draw)
    for more in range(given, count // 2 + 1):
        if _smallest(count, more) <= draw.alpha:
            return (say("unblock.draw_more", given=more, count=count),)
    for wider in range(count, _MOST):
        if _smallest(wider, given) <= draw.alpha:
            return (say("unblock.widen", given=given, count=wider),)
    return (say("unblock.lot"),)


def _smallest(count: int, given: int) -> float:
    """
    >>> _smallest(10, 1), round(_smallest(10, 2), 4), round(_smallest(4, 2), 4)
    (0.1, 0.0222, 0.3333)
    """
    return (2 if 2 * given == count else 1) / comb(count, given)


def answered(
    pair: Apart, facts: Sequence[Saying] = (), warnings: Sequence[Reason] = ()
) -> Conclusion:
    """What a lot says of an outcome; refused where it leaves no room (R1)."""
    draw = pair.draw
    gaps: dict[str, Any] = {"outcome": pair.panel.label, "treatment": pair.lot.treatment}
    told = (*_facts(pair), *facts)
    alert = (*_small(pair), *warnings)
    if draw.smallest_p > draw.alpha:
        return refused(
            "effect", floor(draw), unblock=more_room(draw), facts=told, warnings=alert,
            smallest_p=draw.smallest_p, arrangements=draw.arrangements, **gaps,
        )  # fmt: skip
    found = redrawn(pair.change, draw)
    missed = draw.detectable * draw.spread_of(pair.change)
    ends = (found.low, found.high)
    whole = bool(np.isfinite(ends).all())
    gaps |= {"estimate": found.estimate, "detectable": missed, "from": pair.base}
    gaps |= {"low": found.low, "high": found.high, "p": fixed(found.p, 4)}
    held = found.p <= draw.alpha
    return Conclusion(
        key="effect",
        question=say("questions.effect", **gaps),
        level="L2",
        status="answered",
        statistic=_statistic(pair, found),
        estimate=found.estimate,
        interval=ends if whole else None,
        level_of_interval=1 - draw.alpha if whole else None,
        unit=pair.panel.unit,
        p={"assignment": found.p},
        smallest_p=draw.smallest_p,
        detectable=missed,
        method=say("methods.exact" if found.is_exact else "methods.drawn", draws=draw.tried),
        arrangements=draw.arrangements,
        draws=None if found.is_exact else draw.tried,
        seed=None if found.is_exact else draw.seed,
        facts=told,
        warnings=alert,
        may_say=(say("caused.yes" if held else "caused.not_shown", **gaps),),
        may_not_say=(say("may_not_say.effect"), *(() if held else (say("may_not_say.nothing"),))),
        collect=(say("collect.before"),),
    )


def _statistic(pair: Apart, found: Redrawn) -> dict[str, float]:
    out: dict[str, float] = {}
    if found.studentised is not None:
        out["p (t)"] = found.studentised
    if not pair.draw.small:
        # One wave and its others in the years of the test: two columns, base and after.
        out["s.e. (1/n)"] = _error(pair)
    return out


def _error(pair: Apart) -> float:
    """By formula, the variance divided by n."""
    values = np.column_stack([np.zeros(len(pair.lot)), pair.change])
    first = np.where(pair.drawn == 1, 2, 0).astype(np.int32)
    moments = _core.cohort_moments(np.asfortranarray(values), first, 1)
    how = _core.Comparison(controls=_core.Controls.NEVER, base=_core.Base.UNIVERSAL, anticipation=0)
    return float(_core.group_time(moments, how).error[0])


def _facts(pair: Apart) -> list[Saying]:
    draw = pair.draw
    strata = len(np.unique(draw.stratum))
    told = [
        say("facts.drawn", given=draw.given, others=draw.others, year=pair.start, strata=strata),
        say("facts.years", base=pair.base, first=pair.years[0], last=pair.years[-1]),
    ]
    if len(pair.lot.years) > 1:
        told.append(say("facts.waves", first=pair.start, second=_second(pair)))
    if pair.left_out:
        told.append(say("facts.left_out", count=pair.left_out))
    if pair.last and pair.last[0] > pair.years[-1]:
        told.append(say("facts.shortened", last=pair.years[-1]))
    if pair.lot.undated:
        told.append(say("facts.undated", count=pair.lot.undated))
    return [*told, *pair.panel.notes]


def _second(pair: Apart) -> int:
    return pair.lot.years[1]


def _small(pair: Apart) -> list[Reason]:
    if not pair.draw.small:
        return []
    least = min(pair.draw.given, pair.draw.others)
    return [Reason("R2", say("warnings.R2", least=least))]
