"""One practice along one kind of ties: the three nulls, and what may be said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from math import ceil, inf
from statistics import NormalDist

import numpy as np

from lantoa.concluding import Conclusion, Reason, Saying, Share
from lantoa.spreading.exchange import (
    NULLS,
    Exchanged,
    exchanged,
    more_takers,
    of_kinds,
    unseen,
    windows_of,
)
from lantoa.spreading.finding import TOPIC as SPREADING
from lantoa.spreading.null_words import (
    LOT,
    Asked,
    arrangements,
    chance,
    doubted,
    held,
    method,
    no_room_of,
    say,
    separable,
)
from lantoa.spreading.setting import Setting, Ties

POWER = 0.8
_DUST = 1e-12


def association(setting: Setting, kinds: Sequence[str], about: str, asked: Asked) -> Conclusion:
    """Whether takers stood next to earlier takers, by the strictest null that has room.

    Args:
        setting: Of the practice.
        kinds: Of ties, those that are taken together.
        about: What the conclusion is about, in words.
        asked: How it is asked.
    """
    blank = Conclusion("association", say("questions.association"), "L1", "refused", about=about)
    blank = replace(blank, collect=(say("collect.dates"), say("collect.ties"), say("collect.lot")))
    ties = of_kinds(setting.ties, kinds)
    if not len(ties):
        return _refused(blank, Reason("no_ties", say("reasons.no_ties")), say("unblock.ties"))
    if "adoptions" in {setting.ties.origins[code] for code in ties.kind}:
        return _refused(blank, Reason("R5", say("reasons.R5")), say("unblock.ties"))
    if not (ties.weight > 0).any():
        told = say("reasons.no_weight", count=len(ties))
        return _refused(blank, Reason("no_weight", told), say("unblock.weights"))
    nulls = exchanged(
        setting, ties, alpha=asked.alpha, draws=asked.draws, seed=asked.seed,
        popularity=asked.popularity, known=asked.known,
    )  # fmt: skip
    if nulls[0].found.members == 0:
        return _refused(blank, Reason("nobody", say("reasons.nobody")), say("unblock.ties"))
    roomy = [one for one in nulls if one.smallest_p <= asked.alpha]
    has_word = any(one.null != NULLS[0] for one in roomy)  # the free exchange has none alone
    blank = replace(blank, facts=_facts(setting, kinds, nulls, with_p=has_word))
    blank = replace(blank, warnings=(*doubted(setting.ties, kinds), *_minded(nulls, asked)))
    if has_word:
        return _answered(blank, nulls, roomy, asked)
    if roomy:
        return _inseparable(blank, nulls, asked)
    return _floored(blank, setting, ties, nulls, asked)


def _refused(blank: Conclusion, reason: Reason, *unblock: Saying) -> Conclusion:
    said = (say("may_not_say.anything"),)
    return replace(blank, reasons=(*blank.reasons, reason), unblock=unblock, may_not_say=said)


def _facts(
    setting: Setting, kinds: Sequence[str], nulls: Sequence[Exchanged], *, with_p: bool
) -> tuple[Saying, ...]:
    found = nulls[0].found
    told = [say("facts.standing", members=found.members, observed=Share(found.observed))]
    if early := int((setting.at_risk & (setting.adopted == 1)).sum()):
        told.append(say("facts.first_period", count=early, period=setting.periods[0]))
    told += [_told_null(one, "null" if with_p else "null_refused") for one in nulls]
    if count := unseen(setting):
        told.append(say("facts.unseen", count=count))
    if (spans := int(windows_of(setting).max()) + 1) > 1:
        told.append(say("facts.windows", count=spans))
    for origin in sorted({setting.ties.origins[setting.ties.kinds.index(one)] for one in kinds}):
        codes = [at for at, one in enumerate(setting.ties.kinds) if one in kinds]
        same = [code for code in codes if setting.ties.origins[code] == origin]
        count = int(np.isin(setting.ties.kind, same).sum())
        told.append(say("facts.ties", count=count, origin=Saying(SPREADING, f"origins.{origin}")))
    return tuple(told)


def _told_null(one: Exchanged, path: str) -> Saying:
    gaps = {"p": chance(one.p), "floor": chance(one.smallest_p), "mean": Share(one.found.mean)}
    counted = arrangements(one.arrangements)
    return say(f"facts.{path}", null=held(one.null), arrangements=counted, **gaps)


def _no_room(one: Exchanged, alpha: float) -> Reason:
    return no_room_of(one.null, one.smallest_p, one.arrangements, alpha)


def _minded(nulls: Sequence[Exchanged], asked: Asked) -> tuple[Reason, ...]:
    out = []
    if asked.stories:
        out.append(Reason("publicity", say("reasons.publicity", stories=asked.stories)))
    if asked.kinds > 1:
        told = {"count": asked.kinds, "alpha": asked.alpha, "often": round(1 / asked.alpha)}
        out.append(Reason("kinds", say("reasons.kinds", **told)))
    done = [one.draws for one in nulls if one.draws is not None and one.draws < asked.draws]
    if done:
        out.append(Reason("stopped", say("reasons.stopped", draws=min(done))))
    return tuple(out)


def _answered(
    blank: Conclusion, nulls: Sequence[Exchanged], roomy: Sequence[Exchanged], asked: Asked
) -> Conclusion:
    used, alpha = roomy[-1], asked.alpha
    narrow = [_no_room(one, alpha) for one in nulls if one not in roomy]
    agree = separable([one.p <= alpha for one in roomy])
    critical = used.found.critical
    detectable = critical + NormalDist().inv_cdf(POWER) * used.found.deviation
    # Every distance up to `tolerated` has p > alpha and none beyond: 0 is inside just where p is.
    excess, reach = used.excess, used.found.tolerated
    ends = None if critical == inf else (_plain(excess - reach), _plain(excess + reach))
    return replace(
        blank,
        status="answered",
        statistic={"E": used.found.observed},
        estimate=_plain(excess),
        interval=ends,
        level_of_interval=None if ends is None else 1 - alpha,
        unit=say("units.share"),
        p={one.null: one.p for one in nulls},
        judged=used.null,
        smallest_p=used.smallest_p,
        detectable=None if critical == inf else detectable,
        method=method(used.draws, asked.seed),
        arrangements=used.arrangements,
        draws=used.draws,
        seed=None if used.draws is None else asked.seed,
        warnings=(*blank.warnings, *narrow, *(() if agree else (_apart(roomy),))),
        may_say=(_may_say(used, alpha, detectable) if agree else say("may_say.not_separable"),),
        may_not_say=_may_not_say(used.p <= alpha or not agree, bool(narrow)),
        unblock=() if agree and used.p <= alpha else (say("unblock.by_lot"),),
    )


def _plain(share: float) -> float:
    """A difference of shares without the dust of rounding, never -0.

    >>> _plain(0.1 + 0.2 - 0.3), _plain(-5.55e-17)
    (0.0, 0.0)
    """
    return 0.0 if abs(share) < _DUST else share


def _apart(roomy: Sequence[Exchanged]) -> Reason:
    """R10: what a looser null finds, the strictest does not."""
    return Reason("R10", say("reasons.R10", told=joined(roomy)))


def joined(nulls: Sequence[Exchanged]) -> Saying:
    """The p value of each null in one sentence."""
    told = [say("reasons.pair", null=held(one.null), p=chance(one.p)) for one in nulls]
    return reduce(lambda one, other: say("reasons.both", one=one, other=other), told)


def _may_say(used: Exchanged, alpha: float, detectable: float) -> Saying:
    if used.p > alpha:
        if detectable == inf:
            return say("may_say.no_difference", null=held(used.null))
        return say("may_say.no_more", null=held(used.null), detectable=Share(detectable))
    path = "more" if used.excess > 0 else "less"
    return say(f"may_say.{path}", null=held(used.null), excess=Share(used.excess))


def _may_not_say(is_found: bool, is_narrow: bool) -> tuple[Saying, ...]:
    out = [] if is_found else [say("may_not_say.nothing")]
    out += [say("may_not_say.narrow")] if is_narrow and is_found else []
    return (*out, say("may_not_say.contagion"))


def _floored(
    blank: Conclusion, setting: Setting, ties: Ties, nulls: Sequence[Exchanged], asked: Asked
) -> Conclusion:
    """No null has room: none could have given p <= alpha, whatever had happened."""
    refused = replace(
        blank,
        statistic={"E": nulls[0].found.observed},
        smallest_p=min(one.smallest_p for one in nulls),
        arrangements=nulls[0].arrangements,
        reasons=tuple(_no_room(one, asked.alpha) for one in nulls),
        may_not_say=(say("may_not_say.anything"),),
    )
    return replace(refused, unblock=(_smallest_change(setting, ties, nulls[0], asked.alpha), LOT))


def _inseparable(blank: Conclusion, nulls: Sequence[Exchanged], asked: Asked) -> Conclusion:
    """R10: only the free exchange has room, and takes what a whole block does for spread."""
    narrow = [one for one in nulls if one.smallest_p > asked.alpha]
    return replace(
        blank,
        statistic={"E": nulls[0].found.observed},
        smallest_p=min(one.smallest_p for one in narrow),
        arrangements=narrow[0].arrangements,
        reasons=(
            Reason("R10", say("reasons.R10_within")),
            *(_no_room(one, asked.alpha) for one in narrow),
        ),
        unblock=(say("unblock.beyond"), LOT),
        may_not_say=(say("may_not_say.anything"),),
    )


def _smallest_change(setting: Setting, ties: Ties, free: Exchanged, alpha: float) -> Saying:
    """More arrangements where there are too few, else more takers with ties."""
    if free.arrangements is None or free.arrangements * alpha >= 1:
        return say("unblock.tied", members=free.found.members)
    more = more_takers(setting, ties, alpha)
    if more is None:
        return say("unblock.followed", least=ceil(1 / alpha))
    return say("unblock.takers", count=more)
