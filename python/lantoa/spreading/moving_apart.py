"""Did an outcome move differently where there was exposure?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf, isinf
from typing import TYPE_CHECKING, Any

from lantoa import _core
from lantoa.concluding import Conclusion, Reason, Saying
from lantoa.spreading.changing import Yearly, panel_for
from lantoa.spreading.drawing_again import Redrawn, redrawn
from lantoa.spreading.exchange import NULLS
from lantoa.spreading.exposures import first_exposed
from lantoa.spreading.finding import TOPIC as SPREADING
from lantoa.spreading.going_together import together
from lantoa.spreading.judging import FEWEST_PEOPLE
from lantoa.spreading.null_words import (
    LOT,
    Asked,
    chance,
    doubted,
    held,
    method,
    no_room_of,
    say,
    separable,
)
from lantoa.spreading.outcomes import zero_sum
from lantoa.spreading.setting import NEVER, Setting
from lantoa.spreading.sides import Sides, sides_of
from lantoa.spreading.supposing import WHOLE_BLOCKS, Lots, least_of, lots_of

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

LEAST = 2
"""Units that are needed on each side; of people more, see `least_of`."""


def moved(spread: Spread, setting: Setting, outcome: Any, asked: Asked) -> tuple[Conclusion, ...]:
    """Two questions on an outcome: the exposed against others, and takers beside their sources.

    Args:
        spread: Whose office and language these are.
        setting: Of a practice.
        outcome: See `lantoa.spreading.outcomes.outcome_of`.
        asked: How it is asked.
    """
    if zero_sum(outcome) is not None:
        reason = Reason("zero_sum", say("reasons.zero_sum"))
        blanks = _blanks(setting, say("units.named", name=str(outcome)))
        return _both_refused(blanks, reason, "other_outcome")
    panel = panel_for(spread, setting, outcome)
    blanks = _blanks(setting, panel.label)
    if not set(panel.subjects) & set(setting.subjects):
        told = say("reasons.other_kind", subjects=_named(setting.kind))
        return _both_refused(blanks, Reason("other_kind", told), "other_kind")
    if len(panel.years) < 2:
        return _both_refused(blanks, Reason("one_year", say("reasons.one_year")), "years")
    yearly = Yearly.of(setting, panel)
    return _apart(blanks[0], setting, yearly, asked), together(blanks[1], setting, yearly, asked)


def _both_refused(
    blanks: Sequence[Conclusion], reason: Reason, unblock: str
) -> tuple[Conclusion, ...]:
    return tuple(_refused(one, reason, say(f"unblock.{unblock}")) for one in blanks)


def _named(kind: str) -> Saying:
    return Saying(SPREADING, f"subjects.{kind}")


def _blanks(setting: Setting, label: Saying) -> list[Conclusion]:
    return [
        Conclusion(
            key, say(f"questions.{key}", outcome=label), "L1", "refused", about=setting.practice
        )
        for key in ("outcome", "sources")
    ]


def _refused(blank: Conclusion, reason: Reason, *unblock: Saying) -> Conclusion:
    said = (say("may_not_say.anything"),)
    return replace(blank, reasons=(reason,), unblock=unblock, may_not_say=said)


def _apart(blank: Conclusion, setting: Setting, yearly: Yearly, asked: Asked) -> Conclusion:
    """Those with a tie to somebody who had it, against those who never had one."""
    sides = sides_of(setting, yearly)
    if sides is None:
        return _no_sides(blank, setting, yearly)
    exposed, others = int(sides.met.sum()), int((~sides.met).sum())
    years = {"first": sides.changes.first, "last": sides.changes.last}
    facts = [say("facts.apart", exposed=exposed, others=others, **years)]
    if sides.early + sides.late:
        left = {"early": sides.early, "late": sides.late}
        facts.append(say("facts.not_compared", start=yearly.years[0], last=years["last"], **left))
    blank = replace(blank, facts=tuple(facts))
    least = least_of(setting, LEAST)
    if min(exposed, others) < LEAST:
        told = say("reasons.few_changes", exposed=exposed, others=others, **years)
        return _refused(blank, Reason("few", told), say("unblock.years"))
    if min(exposed, others) < least:
        return _refused(blank, few_people(exposed, others), say("unblock.people", least=least))
    minded = (*doubted(setting.ties, setting.ties.kinds), *_unsure(setting, sides))
    blank = replace(blank, warnings=minded, collect=(say("collect.lot"),))
    lots = lots_of(setting, sides.changes, sides.met, asked, least)
    if not lots.roomy:
        return _floored(blank, lots, least)
    return _told_apart(blank, lots, least, asked)


def _no_sides(blank: Conclusion, setting: Setting, yearly: Yearly) -> Conclusion:
    met = (first_exposed(setting) != NEVER) & setting.at_risk
    exposed, others = int(met[yearly.rows].sum()), int((~met & setting.at_risk)[yearly.rows].sum())
    years = {"first": yearly.years[0], "last": yearly.years[-1]}
    if not exposed:
        told = say("reasons.few_changes", exposed=0, others=others, **years)
        return _refused(blank, Reason("few", told), say("unblock.years"))
    told = say("reasons.no_years_around", exposed=exposed, **years)
    return _refused(blank, Reason("years", told), say("unblock.years"))


def _unsure(setting: Setting, sides: Sides) -> tuple[Reason, ...]:
    if not sides.unsure:
        return ()
    gaps = {"count": sides.unsure, "period": setting.periods[0], "first": sides.changes.first}
    return (Reason("since", say("reasons.since", **gaps)),)


def _floored(blank: Conclusion, lots: Lots, least: int) -> Conclusion:
    """No null has a word; the free exchange may not have it alone (R10)."""
    reasons = _narrow(lots, least)
    if lots.by_null[NULLS[0]].roomy(least):
        count = lots.by_null[WHOLE_BLOCKS].draw.arrangements
        reasons = (Reason("R10", say("reasons.R10_blocks", count=count)), *reasons)
    floor = min(one.draw.smallest_p for one in lots.by_null.values())
    nothing = (say("may_not_say.anything"),)
    return replace(blank, reasons=reasons, smallest_p=floor, unblock=(LOT,), may_not_say=nothing)


def _narrow(lots: Lots, least: int) -> tuple[Reason, ...]:
    """Why nulls without a word have none."""
    out = []
    for null, one in lots.by_null.items():
        if null in lots.roomy or one.roomy(least):
            continue
        floor = one.draw.smallest_p
        if floor <= one.draw.alpha:
            out.append(few_people(one.exposed, one.others, null))
        else:
            out.append(no_room_of(null, floor, one.draw.arrangements, one.draw.alpha))
    return tuple(out)


def few_people(exposed: int, others: int, null: str | None = None) -> Reason:
    """R12: the numbers of a few people are theirs by name."""
    gaps = {"exposed": exposed, "others": others, "least": FEWEST_PEOPLE}
    if null is None:
        return Reason("R12", say("reasons.few_people", **gaps))
    return Reason("R12", say("reasons.few_people_of", null=held(null), **gaps))


def _told_apart(blank: Conclusion, lots: Lots, least: int, asked: Asked) -> Conclusion:
    found = {
        null: redrawn(one.values, one.draw) for null, one in lots.by_null.items() if one.draw.splits
    }
    null = lots.roomy[-1]
    used, one, draw = found[null], lots.by_null[null], lots.by_null[null].draw
    verdicts = [found[each].p <= asked.alpha for each in lots.roomy]
    agree = separable(verdicts)
    size = draw.detectable * draw.spread_of(one.values)
    ends = None if isinf(used.low) or isinf(used.high) else (used.low, used.high)
    sampled = None if used.is_exact else draw.tried
    apart = () if agree else (_disagree(found, lots.roomy),)
    return replace(
        blank,
        status="answered",
        # The interval and the detectable size are of the difference, so p is too; its t stands by.
        statistic={} if used.studentised is None else {"p (t)": used.studentised},
        estimate=used.estimate,
        interval=ends,
        level_of_interval=None if ends is None else 1 - asked.alpha,
        p={each: other.p for each, other in found.items() if lots.by_null[each].told(least)},
        judged=null,
        smallest_p=draw.smallest_p,
        detectable=size if 0 < size < inf else None,  # 0: nothing to tell noise by
        method=method(sampled, asked.seed),
        arrangements=None if draw.arrangements >= _core.COUNTLESS else draw.arrangements,
        draws=sampled,
        seed=None if sampled is None else asked.seed,
        facts=(*blank.facts, *_of_blocks(lots)),
        warnings=(*blank.warnings, *_narrow(lots, least), *apart),
        may_say=(_may_say(used, null, agree, verdicts[-1]),),
        may_not_say=(say("may_not_say.assigned"), *_nor_popularity(null, verdicts[-1])),
        unblock=(LOT,),
    )


def _of_blocks(lots: Lots) -> tuple[Saying, ...]:
    if lots.roomy[-1] != WHOLE_BLOCKS:
        return ()
    one = lots.by_null[WHOLE_BLOCKS]
    gaps = {"exposed": one.draw.given, "others": one.draw.others}
    return (say("facts.whole_blocks", subjects=one.exposed + one.others, **gaps),)


def _nor_popularity(null: str, is_found: bool) -> tuple[Saying, ...]:
    return (say("may_not_say.popularity"),) if null == WHOLE_BLOCKS and is_found else ()


def _disagree(found: dict[str, Redrawn], roomy: Sequence[str]) -> Reason:
    told = [say("reasons.pair", null=held(one), p=chance(found[one].p)) for one in roomy]
    joint = told[0]
    for one in told[1:]:
        joint = say("reasons.both", one=joint, other=one)
    return Reason("R10", say("reasons.R10", told=joint))


def _may_say(used: Redrawn, null: str, agree: bool, is_found: bool) -> Saying:
    if not agree:
        return say("may_say.not_separable")
    if not is_found:
        return say("may_say.no_difference", null=held(null))
    return say("may_say.apart", null=held(null), estimate=float(used.estimate))
