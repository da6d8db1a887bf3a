"""Whether a difference of the size that was promised is found as often as was promised."""

from __future__ import annotations

from concurrent.futures import Executor
from functools import partial

import numpy as np
import ours_spread as ours
import telling
import worlds
from counting import Finding, run_many

POWER = 0.8
TITLE = "### What was promised, and what is found"
NOTE = (
    "A detectable difference is one that is found in 80 % of cases, and is told before any outcome "
    "is seen (association: together with the result). Here it is planted."
)
ALONG = ("lantoa, within block popularity", "lantoa, what is said")
_LOOKS, _STEPS = 120, 7


def by_lot(rng: np.random.Generator, *, chosen: int, **_: bool) -> dict[str, Finding]:
    """An effect of the size that the lot of ten units promises to find."""
    values = worlds.scores(rng)
    first = worlds.by_lot(rng, worlds.UNITS, chosen, ours.START)
    before, after = ours.START - 1, worlds.YEARS - ours.START + 1
    deviation = np.sqrt(1 / before + 1 / after)  # of the change, without levels
    size = ours.detectable(chosen, worlds.UNITS) * deviation
    return {"": ours.effects(worlds.treated(values, first, size), first)["lantoa, by the lot"][1]}


def along_ties(rng: np.random.Generator, *, spread: float, **_: bool) -> dict[str, Finding]:
    """An association of about the size that is promised to be found."""
    p = ours.association(worlds.town(rng, spread=spread))
    return {name: p[name] for name in ALONG}


def spread_as_promised(looks: int) -> float:
    """How much exposure has to add for the mean excess to be the mean that is promised.

    By halving, on offices that are the same for every size.
    """
    low, high = 0.0, 8.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _short(middle, looks) > 0 else (low, middle)
    return (low + high) / 2


def _short(spread: float, looks: int) -> float:
    """The mean promise less the mean excess."""
    gaps = []
    for run in range(looks):
        one = ours.associated(worlds.town(np.random.default_rng([7, run]), spread=spread))
        if one.estimate is not None and one.detectable is not None:
            gaps.append(one.detectable - one.estimate)
    return float(np.mean(gaps))


def told(runs: int, pool: Executor | None = None) -> str:
    """The promises as Markdown."""
    rows = []
    for chosen in range(2, 6):
        found = run_many(partial(by_lot, chosen=chosen), runs, key=900 + chosen, pool=pool)[""]
        size = f"{ours.detectable(chosen, worlds.UNITS):.2f} SD of the change"
        rows.append([f"an award by lot to {chosen} of 10", size, telling.per_cent(found)])
    spread = spread_as_promised(min(_LOOKS, runs))
    counts = run_many(partial(along_ties, spread=spread), runs, key=910, pool=pool)
    for name in ALONG:
        size = f"log hazard + {spread:.2f}"
        rows.append([f"spread along ties: {name}", size, telling.per_cent(counts[name])])
    table = telling.table(["", "size", "found (promised: 80)"], rows)
    return f"{TITLE}\n\n{NOTE} {runs:,} runs a row.\n\n{table}\n"
