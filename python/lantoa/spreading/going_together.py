"""Did an outcome of takers move together with that of the sources they name?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from lantoa import _core
from lantoa.concluding import Conclusion, Reason, Saying
from lantoa.spreading.changing import Changes, Yearly, years_of
from lantoa.spreading.exchange import NULLS
from lantoa.spreading.null_words import (
    LOT,
    Asked,
    chance,
    held,
    method,
    no_room_of,
    say,
    separable,
)
from lantoa.spreading.setting import NEVER, Codes, Numbers, Setting
from lantoa.spreading.supposing import least_of, strata_under

LEAST = 3
"""Pairs below which there is nothing to go together."""


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Takers with their changes, and whom each names.

    Attributes:
        takers: k codes of subjects.
        change: k numbers.
        source: k positions among the takers, -1 where the source is none of them.
        given: k changes of the sources.
    """

    takers: Codes
    change: Numbers
    source: Codes
    given: Numbers

    @classmethod
    def of(cls, setting: Setting, changes: Changes, takers: Codes) -> _Pairs:
        of = setting.claimed[takers]
        at = _places(changes.rows, len(setting))
        change = np.ascontiguousarray(changes.change)
        return cls(takers, change[at[takers]], _places(takers, len(setting))[of], change[at[of]])


@dataclass(frozen=True, eq=False)
class _Null:
    name: str
    found: _core.Pairing

    @property
    def p(self) -> float:
        return self.found.tails.two / self.found.tails.counted

    @property
    def smallest_p(self) -> float:
        """That any exchange of these changes could have had."""
        one = self.found
        return max(1 / one.arrangements, one.at_the_end / one.tails.counted)


def together(blank: Conclusion, setting: Setting, yearly: Yearly, asked: Asked) -> Conclusion:
    """Takers change places within the strata of each null, with all that they changed by.

    Who is a taker and the source of another one takes the change along as both; a source that is
    no such taker keeps its own. So nobody comes to stand beside itself.

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
    at = _places(changes.rows, len(setting))
    paired = yearly.within(when.astype(np.int32)) & (at >= 0) & (at[setting.claimed] >= 0)
    takers = np.flatnonzero(paired).astype(np.int32)
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
    pairs = _Pairs.of(setting, changes, takers)
    nulls = [_null(name, setting, pairs, asked) for name in NULLS]
    return _told(blank, nulls, asked)


def _refused(blank: Conclusion, reasons: tuple[Reason, ...], unblock: Saying) -> Conclusion:
    nothing = (say("may_not_say.anything"),)
    return replace(blank, reasons=reasons, unblock=(unblock,), may_not_say=nothing)


def _places(rows: Codes, n: int) -> Codes:
    """n codes of where each stands among some rows, -1 who does not."""
    out = np.full(n, -1, np.int32)
    out[rows] = np.arange(len(rows))
    return out


def _null(name: str, setting: Setting, pairs: _Pairs, asked: Asked) -> _Null:
    stratum = strata_under(setting, name, pairs.takers, asked.popularity)
    budget = _core.Budget(draws=asked.draws, seed=asked.seed)
    return _Null(name, _core.pairing(pairs.change, pairs.source, pairs.given, stratum, budget))


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
            narrow = (Reason("R10", say("reasons.R10_within")), *narrow)
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
