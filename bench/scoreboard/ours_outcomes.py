"""Our tests of outcomes where there was exposure, and of several practices, from the arrays on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from unittest.mock import patch

import numpy as np
import ours_spread
import pandas as pd
from counting import ALPHA, Finding, seed_of
from ours_spread import DRAWS
from towns import Town
from worlds import Array, Codes

from lantoa.concluding import Conclusion
from lantoa.spreading import comparing_practices, moving_apart
from lantoa.spreading.drawing_again import Draw
from lantoa.spreading.exchange import NULLS
from lantoa.spreading.null_words import Asked

EXPOSED, SOURCES = "lantoa, exposed and not", "lantoa, takers and their sources"


def exposed(made: Town, values: Array) -> dict[str, Finding]:
    """The change of the exposed and of the others: p of each null, and what is said."""
    nobody = np.full(len(values), -1, np.int32)
    return _named(EXPOSED, concluded(made, nobody, values)[0])


def sources(made: Town, claimed: Codes, values: Array) -> dict[str, Finding]:
    """The same of takers beside the sources that they name."""
    return _named(SOURCES, concluded(made, claimed, values)[1])


def concluded(made: Town, claimed: Codes, values: Array) -> tuple[Conclusion, ...]:
    """Both conclusions as the package comes to them; the sizes that would be found are not used."""
    setting = replace(ours_spread.setting_of(made), claimed=claimed)
    asked = Asked(ALPHA, DRAWS, seed_of(values))
    spread = SimpleNamespace(office=None, lang="en", as_of=None)
    with patch.object(Draw, "detectable", 1.0):  # simulated, and in none of these tables
        return moving_apart.moved(spread, setting, _yearly(values), asked)


def _yearly(values: Array) -> pd.DataFrame:
    n, years = values.shape
    rows = {
        "subject_id": np.repeat([f"P{at:03d}" for at in range(n)], years),
        "year": np.tile(np.arange(2021, 2021 + years), n),
        "value": values.ravel(),
    }
    return pd.DataFrame(rows)


def _named(test: str, one: Conclusion) -> dict[str, Finding]:
    found: dict[str, Finding] = {f"{test}: {null.replace('_', ' ')}": None for null in NULLS}
    found |= {f"{test}: {null.replace('_', ' ')}": p for null, p in one.p.items()}
    return found | {f"{test}: what is said": None if one.is_refused else ours_spread.said(one)}


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
