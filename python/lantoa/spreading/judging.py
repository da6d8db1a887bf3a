"""From numbers to what may be said of a lot: refused at the floor, else answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lantoa import _core
from lantoa.concluding import Conclusion, Reason, Saying, fixed
from lantoa.spreading.apart import Apart
from lantoa.spreading.drawing_again import Draw
from lantoa.spreading.lot_counts import smallest_p_of
from lantoa.spreading.lot_facts import facts_of, say, since
from lantoa.spreading.lots import Lot
from lantoa.spreading.turns import InTurns
from lantoa.spreading.turns_drawn import TurnsDraw

FEWEST_PEOPLE = 5
"""People in a cell below which no number is given (R12)."""

_MENDS = {"lost": "found_again", "undated": "date_them", "R8": "look_back", "R12": "more_people"}
_MOST = 200  # subjects that are tried when looking for a design that has room


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
    alone: bool = False,
    **gaps: object,
) -> Conclusion:
    """A question that something blocks; ``alone`` where what is described is one subject's own."""
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
        may_not_say=(say(f"may_not_say.{'one' if alone else key}"),),
        collect=tuple(say(f"collect.{name}") for name in ("draw", "before", "ties")),
    )


def floor(draw: Draw) -> Reason:
    """R1: not even the most telling outcome would reach alpha."""
    smallest, alpha = fixed(draw.smallest_p, 4), fixed(draw.alpha, 3)
    gaps = {"given": draw.given, "count": len(draw), "arrangements": draw.arrangements}
    name = "R1_waves" if isinstance(draw, TurnsDraw) else "R1"
    return Reason("R1", say(f"reasons.{name}", smallest=smallest, alpha=alpha, **gaps))


def more_room(draw: Draw) -> tuple[Saying, ...]:
    """The smallest change to a lot that would leave it room below alpha, in its own strata."""
    totals = np.bincount(draw.stratum).tolist()
    drawn = np.bincount(draw.stratum, draw.drawn).astype(int).tolist()
    count, groups = len(draw), len(totals)
    for more in range(max(totals) // 2 + 1):
        wider = [
            max(own, min(own + more, total // 2)) for own, total in zip(drawn, totals, strict=True)
        ]
        if _smallest(draw, totals, wider) <= draw.alpha:
            return (_draw_more(groups, given=sum(wider), count=count),)
    for given in range(draw.given, count // 2 + 1) if groups > 1 else ():
        if _smallest(draw, [count], [given]) <= draw.alpha:
            return (say("unblock.one_draw", given=given, count=count),)
    for wide in range(count, _MOST):
        if _smallest(draw, [wide], [draw.given]) <= draw.alpha:
            return (say("unblock.widen", given=draw.given, count=wide),)
    return (say("unblock.lot"),)


def _draw_more(groups: int, **gaps: int) -> Saying:
    if groups == 1:
        return say("unblock.draw_more", **gaps)
    return say("unblock.draw_more_in", groups=groups, **gaps)


def _smallest(draw: Draw, totals: Sequence[int], drawn: Sequence[int]) -> float:
    """The smallest p of a lot in strata; those in which nobody could change sides are no lot."""
    parts = [(total, own) for total, own in zip(totals, drawn, strict=True) if 0 < own < total]
    return smallest_p_of([total for total, _ in parts], [[own] for _, own in parts], draw.tried)


def withheld(
    pair: Apart | InTurns, blocked: Sequence[Reason], warnings: Sequence[Reason]
) -> Conclusion:
    """No word of a cause: what happened is described, but for few people (R12)."""
    told = facts_of(pair)
    is_told = not any(one.code == "R12" for one in blocked)
    if is_told:
        gaps = {
            "outcome": pair.panel.label,
            "from": since(pair.bases),
            "difference": pair.found.estimate,
        }
        told.append(say("facts.described", given=pair.draw.given, others=pair.draw.others, **gaps))
    return refused(
        "effect",
        blocked[0],
        unblock=[say(f"unblock.{_MENDS[one.code]}", fewest=FEWEST_PEOPLE) for one in blocked],
        facts=told,
        warnings=(*blocked[1:], *_small(pair), *warnings),
        smallest_p=pair.draw.smallest_p,
        arrangements=pair.draw.arrangements,
        alone=is_told and pair.draw.given == 1,
        outcome=pair.panel.label,
        treatment=pair.lot.treatment,
    )


def lost(pair: Apart | InTurns) -> tuple[Reason, ...]:
    """Those of the lot who have no outcome after it, or no day: who is left was not left by lot."""
    given, others = pair.lost
    gone = (Reason("lost", say("reasons.lost", given=given, others=others)),)
    return (*(gone if given + others else ()), *undated(pair.lot))


def undated(lot: Lot) -> tuple[Reason, ...]:
    """Those who were given it on a day that nobody wrote: of this lot, or nobody knows of which."""
    if not lot.undated:
        return ()
    return (Reason("undated", say("reasons.undated", count=lot.undated)),)


def few_people(pair: Apart | InTurns) -> tuple[Reason, ...]:
    """R12: the numbers of a few people are theirs by name."""
    given, others = _sides(pair)
    if min(given, others) >= FEWEST_PEOPLE:
        return ()
    gaps = {"given": given, "others": others, "fewest": FEWEST_PEOPLE}
    return (Reason("R12", say("reasons.R12", **gaps)),)


def _sides(pair: Apart | InTurns) -> tuple[int, int]:
    """How many were given it and how many not; of waves in the cell that has most of both."""
    if isinstance(pair, Apart):
        return pair.draw.given, pair.draw.others
    return max(((one.given, one.controls) for one in pair.cells), key=min)


def answered(
    pair: Apart | InTurns, facts: Sequence[Saying] = (), warnings: Sequence[Reason] = ()
) -> Conclusion:
    """What a lot says of an outcome; refused where it leaves no room (R1)."""
    draw = pair.draw
    gaps: dict[str, Any] = {"outcome": pair.panel.label, "treatment": pair.lot.treatment}
    told = (*facts_of(pair), *facts)
    alert = (*_small(pair), *warnings)
    if draw.smallest_p > draw.alpha:
        return refused(
            "effect", floor(draw), unblock=more_room(pair.first_draw), facts=told, warnings=alert,
            smallest_p=draw.smallest_p, arrangements=draw.arrangements, **gaps,
        )  # fmt: skip
    found, missed = pair.found, pair.missed
    ends = (found.low, found.high)
    whole = bool(np.isfinite(ends).all())
    gaps |= {"estimate": found.estimate, "detectable": missed, "from": since(pair.bases)}
    gaps |= {"low": found.low, "high": found.high, "p": fixed(found.p, 4)}
    held = found.p <= draw.alpha
    return Conclusion(
        key="effect",
        question=say("questions.effect", **gaps),
        level="L2",
        status="answered",
        statistic=_statistic(pair),
        estimate=found.estimate,
        interval=ends if whole else None,
        level_of_interval=1 - draw.alpha if whole else None,
        unit=pair.panel.unit,
        p={"assignment": found.p},
        smallest_p=draw.smallest_p,
        detectable=missed or None,
        method=say("methods.exact" if found.is_exact else "methods.drawn", draws=draw.tried),
        arrangements=draw.arrangements,
        draws=None if found.is_exact else draw.tried,
        seed=None if found.is_exact else draw.seed,
        facts=told,
        warnings=alert,
        may_say=(say(f"caused.{_outcome(held, missed)}", **gaps),),
        may_not_say=(
            say("may_not_say.one" if draw.given == 1 else "may_not_say.effect"),
            *(() if held else (say("may_not_say.nothing"),)),
            *_reached(alert),
        ),
        collect=(say("collect.before"),),
    )


def _reached(warnings: Sequence[Reason]) -> tuple[Saying, ...]:
    """Where those beside were tied to who was given it (R7), the sentence itself may not hide it."""
    tied = (one.saying for one in warnings if one.saying.path == "warnings.R7")
    return tuple(say("may_not_say.reached", **one.gaps) for one in tied)


def _outcome(held: bool, missed: float) -> str:
    """Where all changed alike, no size is known that would be missed."""
    if held:
        return "yes"
    return "not_shown" if missed else "flat"


def _statistic(pair: Apart | InTurns) -> dict[str, float]:
    out: dict[str, float] = {}
    if pair.found.studentised is not None:
        out["p (t)"] = pair.found.studentised
    if isinstance(pair, Apart) and not pair.draw.small:
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


def _small(pair: Apart | InTurns) -> list[Reason]:
    return [Reason("R2", say("warnings.R2", least=pair.draw.least))] if pair.draw.small else []
