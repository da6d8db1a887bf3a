"""Did an outcome move differently where there was exposure?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf, isinf
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa import _core
from lantoa.concluding import Conclusion, Reason, Saying
from lantoa.spreading.association import (
    LOT,
    Asked,
    chance,
    held,
    method,
    no_room_of,
    say,
    separable,
)
from lantoa.spreading.changing import Changes, changes_of, panel_for
from lantoa.spreading.drawing_again import Draw, Redrawn, redrawn
from lantoa.spreading.exchange import NULLS, popularity_of
from lantoa.spreading.exposures import first_exposed
from lantoa.spreading.finding import TOPIC as SPREADING
from lantoa.spreading.going_together import together
from lantoa.spreading.outcomes import zero_sum
from lantoa.spreading.setting import NEVER, Setting

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

LEAST = 2
"""Subjects that are needed on each side."""


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
    changes = changes_of(setting, panel)
    return _apart(blanks[0], setting, changes, asked), together(blanks[1], setting, changes, asked)


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


def _apart(blank: Conclusion, setting: Setting, changes: Changes, asked: Asked) -> Conclusion:
    """Those with a tie to somebody who had it, against the others of the same stratum."""
    changes = changes.of(setting.at_risk)
    met = first_exposed(setting)[changes.rows] != NEVER
    exposed, others = int(met.sum()), int((~met).sum())
    years = {"first": changes.first, "last": changes.last}
    fact = say("facts.apart", exposed=exposed, others=others, **years)
    if min(exposed, others) < LEAST:
        told = say("reasons.few_changes", exposed=exposed, others=others, **years)
        return _refused(replace(blank, facts=(fact,)), Reason("few", told), say("unblock.years"))
    draws = _draws(setting, changes, met, asked)
    roomy = [null for null, (_, draw) in draws.items() if draw.smallest_p <= asked.alpha]
    blank = replace(blank, facts=(fact,), collect=(say("collect.lot"),))
    narrow = tuple(
        _no_room(null, draws[null][1], asked.alpha) for null in NULLS if null not in roomy
    )
    if not roomy:
        floor = min(draw.smallest_p for _, draw in draws.values())
        nothing = (say("may_not_say.anything"),)
        return replace(blank, reasons=narrow, smallest_p=floor, unblock=(LOT,), may_not_say=nothing)
    found = {null: redrawn(changes.change[kept], draw) for null, (kept, draw) in draws.items()
             if draw.splits}  # fmt: skip
    return _told_apart(replace(blank, warnings=narrow), changes, draws, found, roomy, asked)


_Draws = dict[str, tuple[np.ndarray, Draw]]


def _draws(setting: Setting, changes: Changes, met: np.ndarray, asked: Asked) -> _Draws:
    """The lot that each null supposes, without strata in which nobody could change sides."""
    classes = popularity_of(setting, setting.ties) if asked.popularity is None else asked.popularity
    columns = [np.zeros(len(setting), np.int32), setting.block, classes]
    out = {}
    for at, null in enumerate(NULLS):
        held_fixed = np.column_stack(columns[: at + 1])[changes.rows]
        stratum = np.unique(held_fixed, axis=0, return_inverse=True)[1].reshape(-1)
        share = np.bincount(stratum, met) / np.bincount(stratum)
        kept = (share[stratum] > 0) & (share[stratum] < 1)
        codes = np.unique(stratum[kept], return_inverse=True)[1].reshape(-1).astype(np.int32)
        flags = met[kept].astype(np.int32)
        out[null] = kept, Draw(flags, codes, asked.alpha, asked.draws, asked.seed)
    return out


def _no_room(null: str, draw: Draw, alpha: float) -> Reason:
    return no_room_of(null, draw.smallest_p, draw.arrangements, alpha)


def _told_apart(
    blank: Conclusion,
    changes: Changes,
    draws: _Draws,
    found: dict[str, Redrawn],
    roomy: Sequence[str],
    asked: Asked,
) -> Conclusion:
    null = roomy[-1]
    used, (kept, draw) = found[null], draws[null]
    verdicts = [found[one].p <= asked.alpha for one in roomy]
    agree = separable(verdicts)
    size = draw.detectable * draw.spread_of(changes.change[kept])
    ends = None if isinf(used.low) or isinf(used.high) else (used.low, used.high)
    sampled = None if used.is_exact else draw.tried
    return replace(
        blank,
        status="answered",
        # The interval and the detectable size are of the difference, so p is too; its t stands by.
        statistic={} if used.studentised is None else {"p (t)": used.studentised},
        estimate=used.estimate,
        interval=ends,
        level_of_interval=None if ends is None else 1 - asked.alpha,
        p={one: other.p for one, other in found.items()},
        judged=null,
        smallest_p=draw.smallest_p,
        detectable=None if size == inf else size,
        method=method(sampled, asked.seed),
        arrangements=None if draw.arrangements >= _core.COUNTLESS else draw.arrangements,
        draws=sampled,
        seed=None if sampled is None else asked.seed,
        warnings=(*blank.warnings, *(() if agree else (_disagree(found, roomy),))),
        may_say=(_may_say(used, null, agree, verdicts[-1]),),
        may_not_say=(say("may_not_say.assigned"),),
        unblock=(LOT,),
    )


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
