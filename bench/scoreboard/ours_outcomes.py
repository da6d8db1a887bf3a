"""Our tests of outcomes where there was exposure, and of several practices, from the arrays on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import ours_spread
from counting import ALPHA, Finding, seed_of
from ours_spread import DRAWS
from towns import Town
from worlds import Array, Codes

from lantoa.concluding import Conclusion, Saying
from lantoa.spreading import comparing_practices, going_together, moving_apart
from lantoa.spreading.association import Asked, separable
from lantoa.spreading.changing import Changes
from lantoa.spreading.drawing_again import redrawn
from lantoa.spreading.exchange import NULLS
from lantoa.spreading.exposures import first_exposed
from lantoa.spreading.setting import NEVER

EXPOSED, SOURCES = "lantoa, exposed and not", "lantoa, takers and their sources"


def exposed(made: Town, values: Array) -> dict[str, Finding]:
    """The change from the first to the last year, of those with a tie to who had it or not.

    p of each null that has room, without the sizes that would be found: they take their time.
    """
    setting, asked = ours_spread.setting_of(made), Asked(ALPHA, DRAWS, seed_of(values))
    changes = _changes(values)
    met = first_exposed(setting)[changes.rows] != NEVER
    if min(met.sum(), (~met).sum()) < moving_apart.LEAST:
        return _named(EXPOSED, {})
    draws = moving_apart._draws(setting, changes, met, asked)
    p = {
        null: redrawn(changes.change[kept], draw).p
        for null, (kept, draw) in draws.items()
        if draw.smallest_p <= ALPHA
    }
    return _named(EXPOSED, p)


def sources(made: Town, claimed: Codes, values: Array) -> dict[str, Finding]:
    """The same of takers beside the sources that they name."""
    setting = replace(ours_spread.setting_of(made), claimed=claimed)
    changes, asked = _changes(values), Asked(ALPHA, DRAWS, seed_of(values))
    blank = Conclusion("sources", changes.label, "L1", "refused")
    one = going_together.together(blank, setting, changes, asked)
    # A null without room is told too; the last with room decides.
    return _named(
        SOURCES, {null: p for null, p in one.p.items() if NULLS.index(null) <= _last(one)}
    )


def _changes(values: Array) -> Changes:
    everybody = np.arange(len(values), dtype=np.int32)
    label = Saying("effects", "some_outcome")
    return Changes(label, everybody, values[:, -1] - values[:, 0], 2021, 2025)


def _last(one: Conclusion) -> int:
    return NULLS.index(one.judged) if one.judged else -1


def _named(test: str, p: Mapping[str, float]) -> dict[str, Finding]:
    found: dict[str, Finding] = {f"{test}: {null.replace('_', ' ')}": p.get(null) for null in NULLS}
    return found | {f"{test}: what is said": _said(list(p.values()))}


def _said(p: Sequence[float]) -> Finding:
    """The p of the strictest with room; where a looser one alone finds something, nothing is."""
    if not p:
        return None
    return p[-1] if separable([one <= ALPHA for one in p]) else 1.0


def compared(towns: Sequence[Town], truth: Sequence[float]) -> dict[str, Finding]:
    """The least p of all practices together, and whether places are told, and told rightly.

    What is said or not stands as 0 or 1.

    Args:
        towns: One for each practice.
        truth: How much each spreads: which places are right.
    """
    one = compare(towns)
    if one.is_refused:
        return dict.fromkeys(("lantoa, any of all", *PLACES))
    best, worst = places(one)
    found = zip(PLACES, (worst.min() < len(worst), _wrong(best, worst, truth)), strict=True)
    return {"lantoa, any of all": one.deciding_p} | {name: float(not it) for name, it in found}


PLACES = ("lantoa, one said to stand before another", "lantoa, a place that is not so")


def compare(towns: Sequence[Town]) -> Conclusion:
    """The conclusion as the package comes to it, from the arrays on."""
    settings = {
        f"CL{at}": replace(ours_spread.setting_of(made), practice=f"CL{at}")
        for at, made in enumerate(towns, start=1)
    }
    seed = seed_of(np.stack([made.adopted for made in towns]))
    kinds = dict.fromkeys(settings, ("link",))
    return comparing_practices.compared(settings, kinds, Asked(ALPHA, DRAWS, seed))


def places(one: Conclusion) -> tuple[Codes, Codes]:
    """The best and the worst place of each practice, by name."""
    told = [saying.gaps for saying in one.facts if "best" in saying.gaps]
    told.sort(key=lambda gaps: str(gaps["practice"]))
    best, worst = ([gaps[end] for gaps in told] for end in ("best", "worst"))
    return np.array(best, np.int32), np.array(worst, np.int32)


def _wrong(best: Codes, worst: Codes, truth: Sequence[float]) -> bool:
    """Some place of a practice, or of those it shares places with, is left out."""
    size = np.array(truth)
    before = (size[None, :] > size[:, None]).sum(axis=1)
    last = (size[None, :] >= size[:, None]).sum(axis=1)
    return bool(((best > before + 1) | (worst < last)).any())
