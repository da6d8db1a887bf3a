"""Whether a difference of the size that was promised is found as often as was promised."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import ours_lots as lots
import ours_spread as ours
import telling
import towns
import worlds
from counting import Count, Finding, run_many

POWER = 0.8
TITLE = "### What was promised, and what is found"
NOTE = (
    "A detectable difference is one that is found in 80 % of cases, and is told before any outcome "
    "is seen (association: together with the result). Here it is planted. Changes are counted from "
    "the mean of the three years before the award, as the adviser counts on it; how much they "
    "differ it takes from these years. Of the runs with an answer: where those drawn had moved "
    "apart before nothing is said."
)
ALONG = ("lantoa, within block popularity", "lantoa, what is said")
_LOOKS, _STEPS = 120, 7


def by_lot(rng: np.random.Generator, *, chosen: int, **_: bool) -> dict[str, Finding]:
    """An effect of the size that the lot of ten units promises to find."""
    values = worlds.scores(rng)
    first = worlds.by_lot(rng, worlds.UNITS, chosen, lots.START)
    size = lots.detectable(chosen, worlds.UNITS, worlds.YEARS)
    return {"": _found(worlds.treated(values, first, size), first)}


def by_advice(rng: np.random.Generator, *, chosen: int, n: int, **_: bool) -> dict[str, Finding]:
    """An effect of the size that the adviser promises before the lot, measured once after it."""
    values = worlds.scores(rng, n)[:, : lots.START]
    first = worlds.by_lot(rng, n, chosen, lots.START)
    size = lots.advised(values, chosen)
    return {"": None if size is None else _found(worlds.treated(values, first, size), first)}


def _found(values: worlds.Array, first: worlds.Codes) -> Finding:
    return lots.effects(values, first)["lantoa, by the lot"][1]


def along_ties(rng: np.random.Generator, *, spread: float, **_: bool) -> dict[str, Finding]:
    """An association of about the size that is promised to be found."""
    p = ours.association(towns.town(rng, spread=spread))
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
        one = ours.associated(towns.town(np.random.default_rng([7, run]), spread=spread))
        if one.estimate is not None and one.detectable is not None:
            gaps.append(one.detectable - one.estimate)
    return float(np.mean(gaps))


def told(runs: int, jobs: int = 0) -> str:
    """The promises as Markdown."""
    table = telling.table(
        ["", "size", "found (promised: 80)", "refused"],
        [*_of_lots(runs, jobs), *_of_advice(runs, jobs), *_of_ties(runs, jobs)],
    )
    return f"{TITLE}\n\n{NOTE} {runs:,} runs a row.\n\n{table}\n"


def _of_lots(runs: int, jobs: int) -> Iterator[list[str]]:
    for chosen in range(2, 6):
        found = run_many(partial(by_lot, chosen=chosen), runs, key=900 + chosen, jobs=jobs)[""]
        size = f"{lots.detectable(chosen, worlds.UNITS, worlds.YEARS):.2f} SD of the noise"
        yield [f"an award by lot to {chosen} of 10", size, *_cells(found)]


def _of_advice(runs: int, jobs: int) -> Iterator[list[str]]:
    for chosen, n in ((5, worlds.UNITS), (20, worlds.PEOPLE)):
        asked = partial(by_advice, chosen=chosen, n=n)
        found = run_many(asked, runs, key=920 + chosen, jobs=jobs)[""]
        yield [f"the adviser: {chosen} of {n}", "of each office", *_cells(found)]


def _of_ties(runs: int, jobs: int) -> Iterator[list[str]]:
    spread = spread_as_promised(min(_LOOKS, runs))
    counts = run_many(partial(along_ties, spread=spread), runs, key=910, jobs=jobs)
    for name in ALONG:
        yield [f"spread along ties: {name}", f"log hazard + {spread:.2f}", *_cells(counts[name])]


def _cells(found: Count) -> tuple[str, str]:
    return telling.per_cent(found.answered), f"{100 * found.refused / found.runs:.0f}"
