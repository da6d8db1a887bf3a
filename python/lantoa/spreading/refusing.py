"""Questions that an office cannot answer, each with what blocks it and what would unblock it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from lantoa.concluding import Conclusion, Reason, Saying
from lantoa.spreading.exposures import first_exposed
from lantoa.spreading.null_words import LOT, say
from lantoa.spreading.setting import NEVER, Setting

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

FEWEST_TAKERS = 1_000
"""Takers below which curves of taking up leave their coefficients free."""


def always_refused(spread: Spread) -> Iterator[Conclusion]:
    """What is refused at the size of an office, in the order in which it is told.

    Contagion against likeness, and a total where nobody is left unexposed, are refused at any
    size: ties that were only observed cannot part them (Shalizi and Thomas 2011). Curves of taking
    up (Bass, Hawkes) are refused below `FEWEST_TAKERS` takers. What takers say of their sources is
    never an exposure.

    Args:
        spread: What `lantoa.spread` gives.
    """
    settings = [spread.settings[one] for one in spread.settings]
    yield _refusal("contagion", say("reasons.likeness"), say("unblock.by_lot"))
    yield from _curves(settings)
    yield from _totals(settings)
    claims = sum(int((setting.claimed >= 0).sum()) for setting in settings)
    told = say("reasons.claims", claims=claims)
    yield _refusal("from_adoptions", told, say("unblock.ties"), code="R5")


def _refusal(
    key: str, told: Saying, *unblock: Saying, about: str = "", code: str = ""
) -> Conclusion:
    return Conclusion(
        key, say(f"questions.{key}"), "L1" if key != "total" else "L2", "refused", about=about,
        reasons=(Reason(code or key, told),), unblock=unblock,
        may_not_say=(say("may_not_say.anything"),), collect=(say("collect.dates"),),
    )  # fmt: skip


def _curves(settings: Sequence[Setting]) -> Iterator[Conclusion]:
    """Of the practice that most took up: where its takers are too few, all are."""
    takers, eligible = max((_takers(one) for one in settings), default=(0, 0))
    if takers >= FEWEST_TAKERS:
        return
    told = say("reasons.small", takers=takers, eligible=eligible, least=FEWEST_TAKERS)
    for key in ("bass", "hawkes"):
        yield _refusal(key, told, say("unblock.larger", least=FEWEST_TAKERS), code="small")


def _takers(setting: Setting) -> tuple[int, int]:
    taken = setting.at_risk & (setting.adopted != NEVER)
    return int(taken.sum()), int(setting.at_risk.sum())


def _totals(settings: Sequence[Setting]) -> Iterator[Conclusion]:
    """R4: where all were exposed at once nobody is left; else the whole office is still not seen.

    Where nobody was exposed there is nothing to part from: it says so, and R4 is not the reason.
    """
    exposed = eligible = 0
    for setting in settings:
        first = first_exposed(setting)[setting.at_risk]
        met = np.unique(first)
        if len(met) == 1 and met[0] != NEVER:
            told = say("reasons.together", period=setting.periods[met[0] - 1])
            yield _refusal("total", told, LOT, about=setting.practice, code="R4")
        exposed, eligible = exposed + int((first != NEVER).sum()), eligible + len(first)
    if not exposed:
        told = say("reasons.unexposed", eligible=eligible)
        yield _refusal("total", told, say("unblock.ties"), code="unexposed")
        return
    told = say("reasons.whole", exposed=exposed, eligible=eligible)
    yield _refusal("total", told, LOT, code="whole")
