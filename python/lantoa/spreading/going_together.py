"""Did an outcome of takers move together with that of the sources they name?"""

from __future__ import annotations

from dataclasses import dataclass, replace

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
from lantoa.spreading.changing import Yearly, years_of
from lantoa.spreading.exchange import NULLS
from lantoa.spreading.setting import NEVER, Setting
from lantoa.spreading.supposing import least_of, strata_under

LEAST = 3
"""Pairs below which there is nothing to go together."""


@dataclass(frozen=True, eq=False)
class _Null:
    name: str
    found: _core.Pairing
    smallest_p: float

    @property
    def p(self) -> float:
        return self.found.tails.two / self.found.tails.counted


def together(blank: Conclusion, setting: Setting, yearly: Yearly, asked: Asked) -> Conclusion:
    """Takers' changes are exchanged within the strata of each null.

    Only takers who took it up after the first year of the outcome and before the last one are
    looked at; both of a pair change from the last year before the first of them did.

    Args:
        blank: The question, not answered yet.
        setting: Of a practice.
        yearly: The outcome of its subjects.
        asked: How it is asked.
    """
    when = np.where(setting.claimed >= 0, years_of(setting, setting.adopted), NEVER)
    changes = yearly.around(when.astype(np.int32))
    if changes is None:
        changes = yearly.between(yearly.years[0], yearly.years[-1]).of(when < 0)
    at = np.full(len(setting), -1)
    at[changes.rows] = np.arange(len(changes.rows))
    takers = np.flatnonzero(yearly.within(when.astype(np.int32)) & (at >= 0))
    takers = takers[at[setting.claimed[takers]] >= 0]
    years = {"first": changes.first, "last": changes.last}
    blank = replace(blank, facts=(say("facts.pairs", pairs=len(takers), **years),))
    least = least_of(setting, LEAST)
    if len(takers) < least:
        path = "few_pairs" if len(takers) < LEAST else "few_people_paired"
        reason = Reason(
            "few" if path == "few_pairs" else "R12",
            say(f"reasons.{path}", pairs=len(takers), least=least, **years),
        )
        return _refused(blank, (reason,), say("unblock.years"))
    mine = changes.change[at[takers]]
    theirs = changes.change[at[setting.claimed[takers]]]
    nulls = [_null(name, setting, takers, mine, theirs, asked) for name in NULLS]
    return _told(blank, nulls, asked)


def _refused(blank: Conclusion, reasons: tuple[Reason, ...], unblock: Saying) -> Conclusion:
    nothing = (say("may_not_say.anything"),)
    return replace(blank, reasons=reasons, unblock=(unblock,), may_not_say=nothing)


def _null(
    name: str,
    setting: Setting,
    takers: np.ndarray,
    mine: np.ndarray,
    theirs: np.ndarray,
    asked: Asked,
) -> _Null:
    stratum = strata_under(setting, name, takers.astype(np.int32), asked.popularity)
    budget = _core.Budget(draws=asked.draws, seed=asked.seed)
    found = _core.pairing(np.ascontiguousarray(mine), np.ascontiguousarray(theirs), stratum, budget)
    # Where no stratum has three, the order turned round is as far out.
    turned = 2 if np.bincount(stratum).max() < LEAST else 1
    floor = min(1.0, turned / found.arrangements)
    if not found.tails.is_exact:
        floor = max(floor, 1 / found.tails.counted)
    return _Null(name, found, floor)


def _told(blank: Conclusion, nulls: list[_Null], asked: Asked) -> Conclusion:
    roomy = [one for one in nulls if one.smallest_p <= asked.alpha]
    narrow = tuple(
        no_room_of(one.name, one.smallest_p, one.found.arrangements, asked.alpha)
        for one in nulls
        if one not in roomy
    )
    if not any(one.name == NULLS[1] for one in roomy):  # the free exchange has no word alone
        blank = replace(blank, smallest_p=min(one.smallest_p for one in nulls))
        if roomy:
            narrow = (Reason("R10", say("reasons.R10_pairs")), *narrow)
        return _refused(blank, narrow, LOT)
    used, count = roomy[-1], roomy[-1].found.arrangements
    agree = separable([one.p <= asked.alpha for one in roomy])
    draws = None if used.found.tails.is_exact else asked.draws
    return replace(
        blank,
        status="answered",
        statistic={"r": used.found.correlation},
        p={one.name: one.p for one in nulls},
        judged=used.name,
        smallest_p=used.smallest_p,
        method=method(draws, asked.seed),
        arrangements=None if count >= _core.COUNTLESS else count,
        draws=draws,
        seed=None if draws is None else asked.seed,
        warnings=(*narrow, *(() if agree else (_apart(roomy),))),
        may_say=(_may_say(used, agree, asked.alpha),),
        may_not_say=(say("may_not_say.contagion"),),
        unblock=(LOT,),
    )


def _apart(roomy: list[_Null]) -> Reason:
    told = [say("reasons.pair", null=held(one.name), p=chance(one.p)) for one in roomy]
    joint = told[0]
    for one in told[1:]:
        joint = say("reasons.both", one=joint, other=one)
    return Reason("R10", say("reasons.R10", told=joint))


def _may_say(used: _Null, agree: bool, alpha: float) -> Saying:
    if not agree:
        return say("may_say.not_separable")
    if used.p > alpha:
        return say("may_say.no_difference", null=held(used.name))
    return say("may_say.together", null=held(used.name), r=used.found.correlation)
