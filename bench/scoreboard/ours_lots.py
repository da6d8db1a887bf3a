"""Our tests of what was given by lot, by the functions that ``lantoa.spread`` asks of its arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np
from counting import ALPHA, Finding, seed_of
from worlds import Array, Codes

from lantoa import _core
from lantoa.concluding import Saying
from lantoa.spreading import schemes
from lantoa.spreading.apart import Apart, apart
from lantoa.spreading.drawing_again import Draw, redrawn
from lantoa.spreading.drawn_from import DrawnFrom
from lantoa.spreading.lots import NOT_GIVEN, Lot
from lantoa.spreading.measuring import Measured
from lantoa.spreading.spilling import Pairs, spillover
from lantoa.trends.panel import Panel

DRAWS, SEED = 999, 2025
FIRST = 2021
START = 4
"""The year of the award, counted from 1."""
CELLS = {"anticipation": 1, "base": _core.Base.UNIVERSAL, "controls": _core.Controls.NEVER}


def effects(values: Array, first: Codes) -> dict[str, tuple[float | None, Finding]]:
    """The estimate and its p: nothing where the years before forbid it or no p can be small."""
    return {"lantoa, by the lot": _asked(pair_of(values, first))}


def several(values: Array, lots: Mapping[str, Codes]) -> dict[str, Finding]:
    """Lots of different years, each asked by its day; all together there is no answer.

    Args:
        values: n x T scores.
        lots: By name n years, -1 for who was not in the draw. Who was given it by a later lot has
            that year in the earlier one.
    """
    found: dict[str, Finding] = {"lantoa, no lot named": None}
    for name, first in lots.items():
        found[f"lantoa, {name}"] = _asked(pair_of(values, first))[1]
    return found


def spills(
    values: Array, first: Codes, ties: Mapping[str, Pairs], stratum: Codes | None = None
) -> dict[str, Finding]:
    """Whether those not drawn moved with whom they are tied to, by kind of tie."""
    pair = pair_of(values, first, stratum)
    blocked = _moved_before(pair)
    return {
        f"lantoa, along ties of {kind}": None
        if blocked
        else spillover(pair, kind, pairs).deciding_p
        for kind, pairs in ties.items()
    }


def pair_of(values: Array, first: Codes, stratum: Codes | None = None) -> Apart:
    """A lot beside an outcome: counted from the mean of all years before it."""
    lot = _lot(first, stratum)
    bases = [year for year in _panel(values).years if year < lot.years[0]]
    how = {"alpha": ALPHA, "draws": DRAWS, "seed": seed_of(values)}
    return apart(_panel(values), lot, bases, "not_yet", 0, **how)


def _asked(pair: Apart) -> tuple[float | None, Finding]:
    if pair.draw.smallest_p > ALPHA or _moved_before(pair):
        return None, None
    found = redrawn(pair.change, pair.draw)
    return found.estimate, found.p


def _moved_before(pair: Apart) -> bool:
    """Those drawn had moved apart already: no later difference is put down to the lot (R8)."""
    if not pair.before or pair.draw.smallest_p > ALPHA:
        return False
    change = pair.mean((pair.base,)) - pair.mean(pair.before[:1])
    return redrawn(change, pair.draw).p <= ALPHA


def _panel(values: Array) -> Panel:
    n, years = values.shape
    return Panel(
        what="measure",
        subjects=_names(n),
        years=tuple(range(FIRST, FIRST + years)),
        values=np.asfortranarray(values),
        block=np.full(n, -1, np.int32),
        blocks=(),
        direction="more",
        label=Saying("effects", "some_outcome"),
    )


def _lot(first: Codes, stratum: Codes | None) -> Lot:
    within = np.zeros(len(first), np.int32) if stratum is None else stratum
    year = np.where(first > 0, FIRST - 1 + first, NOT_GIVEN).astype(np.int32)
    every = Lot("award", "lot", True, _names(len(first)), year, within)
    return every.rows(first >= 0)


def _names(n: int) -> tuple[str, ...]:
    return tuple(f"S{at:03d}" for at in range(n))


def detectable(chosen: int, n: int, years: int) -> float:
    """The smallest effect that a lot in year `START` finds with 80 %, before any outcome is seen.

    In standard deviations of yearly noise that is new each year: what a change is counted from is
    the package's own.
    """
    first = np.where(np.arange(n) < chosen, START, 0).astype(np.int32)
    return _smallest(chosen, n) * _deviation(first, years)


@cache
def _smallest(chosen: int, n: int) -> float:
    """In standard deviations of the change."""
    drawn = (np.arange(n) < chosen).astype(np.int32)
    return Draw(drawn, np.zeros(n, np.int32), ALPHA, DRAWS, SEED).detectable


def _deviation(first: Codes, years: int) -> float:
    """Of the change of one subject: by what the package makes of each year."""
    weights = [pair_of(values, first).change[0] for values in _one_year_each(len(first), years)]
    return float(np.sqrt(np.square(weights).sum()))


def _one_year_each(n: int, years: int) -> Iterator[Array]:
    for at in range(years):
        values = np.zeros((n, years))
        values[:, at] = 1.0
        yield values


def advised(values: Array, chosen: int) -> float | None:
    """What the adviser promises to find of so many drawn, from the years before the award."""
    n, known = len(values), values[:, : START - 1]
    source = DrawnFrom(
        "subject", "none", _names(n), np.zeros(n, np.int32), ("",), (frozenset(),) * n
    )
    outcome = Measured(1, _panel(known))
    if not outcome.noise_of(source.ids).bases:
        return None
    asked = schemes.Asked(ALPHA, outcome.noise_of, 1, DRAWS, SEED)
    found = schemes.scheme_of(source, "half", ((chosen,),), asked).detectable
    return None if found is None else found * outcome.deviation


def selected(values: Array, first: Codes) -> dict[str, Finding]:
    """Differences counted from before the year of merit, and from that year."""
    return {
        "lantoa, base before the year of merit": _simple(values, first, 1, START),
        "the same, all years since": _simple(values, first, 1, None),
        "base in the year of merit, which lantoa refuses": _simple(values, first, 0, START),
    }


def _simple(values: Array, first: Codes, anticipation: int, year: int | None) -> float:
    moments = _core.cohort_moments(np.asfortranarray(values), first, 1)
    cells = _core.group_time(moments, _core.Comparison(**CELLS | {"anticipation": anticipation}))
    kept = cells.period >= START if year is None else cells.period == year
    return float(cells.effect[kept].mean())
