"""Our tests of spread and effects, by the functions that ``lantoa.spread`` asks of its arrays."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from counting import ALPHA, Finding, seed_of
from towns import Town
from worlds import Codes

from lantoa.concluding import Conclusion
from lantoa.spreading import hazards, pulsing
from lantoa.spreading.association import association as concluded
from lantoa.spreading.exchange import NULLS
from lantoa.spreading.null_words import Asked
from lantoa.spreading.setting import Setting, Spells, Ties
from lantoa.spreading.waves import waves_of

DRAWS = 999


def association(made: Town) -> dict[str, Finding]:
    """The three nulls, and what is said: of the strictest that has room, if none disagrees."""
    one = associated(made)
    found: dict[str, Finding] = {f"lantoa, {null.replace('_', ' ')}": None for null in NULLS}
    found |= {f"lantoa, {null.replace('_', ' ')}": p for null, p in one.p.items()}
    found["lantoa, what is said"] = None if one.is_refused else said(one)
    return found


def said(one: Conclusion) -> float:
    """The p that decides; where the nulls disagree nothing is said."""
    return 1.0 if "R10" in one.codes else float(one.p[one.judged])


def associated(made: Town) -> Conclusion:
    """The conclusion as the package comes to it, from the arrays on."""
    asked = Asked(ALPHA, DRAWS, seed_of(made.adopted))
    return concluded(setting_of(made), ("link",), "", asked)


def pulses(made: Town, stories: Codes) -> dict[str, Finding]:
    """Whether more took it up soon after a story."""
    asked = SimpleNamespace(alpha=ALPHA, draws=DRAWS, seed=seed_of(made.adopted))
    one = pulsing._concluded(asked, "", waves_of(setting_of(made), stories), 1)
    return {f"lantoa pulses, {null.replace('_', ' ')}": one.p.get(null) for null in pulsing.NULLS}


def hazard(made: Town) -> dict[str, Finding]:
    """The hazard on exposure: a ratio and no verdict, whatever its error by formula says."""
    one = hazards._concluded(
        SimpleNamespace(settings={"": setting_of(made)}), "", "cloglog", True, True
    )
    return {"lantoa hazard with blocks and years": one.deciding_p}


def setting_of(made: Town) -> Setting:
    """The arrays of a practice."""
    n = len(made.unit)
    given: dict[str, Any] = {
        "practice": "practice",
        "exemplar": -1,
        "subjects": tuple(f"P{at:03d}" for at in range(n)),
        "kind": "person",
        "block": made.unit,
        "blocks": tuple(f"U{at}" for at in range(made.unit.max() + 1)),
        "periods": tuple(f"{2021 + at // 4}-Q{at % 4 + 1}" for at in range(made.quarters)),
        "adopted": made.adopted,
        "lapsed": np.zeros(n, np.int32),
        "since": np.ones(n, np.int32),
        "until": np.full(n, made.quarters, np.int32),
        "claimed": np.full(n, -1, np.int32),
        "verified": np.zeros(n, bool),
        "ties": _ties(made),
        "spells": _spells(made),
    }
    return Setting(**given)


def _ties(made: Town) -> Ties:
    many = len(made.source)
    return Ties(
        source=made.source,
        taker=made.taker,
        weight=np.ones(many),
        kind=np.zeros(many, np.int32),
        since=made.since,
        until=made.until,
        kinds=("link",),
        origins=("observed_before",),
    )


def _spells(made: Town) -> Spells:
    took = np.flatnonzero(made.adopted).astype(np.int32)
    return Spells(took, made.adopted[took], np.full(len(took), made.quarters, np.int32))
