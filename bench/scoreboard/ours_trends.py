"""Our tests of trends, by the kernels that ``lantoa.trend`` asks; `by_the_front_door` compares.

A test whose smallest p is above 5 % is refused, as the package refuses it.
"""

from __future__ import annotations

import numpy as np
from counting import ALPHA, Finding, seed_of
from worlds import Array

from lantoa import _core

DRAWS = 999
FEWEST_BESIDE = 5
"""Subjects from which on a year is taken less its mean, as the package does."""


def direction(values: Array) -> dict[str, Finding]:
    """One series by itself; all together, by years that change places for all at once."""
    known = np.asfortranarray(values)
    alone = _core.kendall_exact(known[:1].copy(order="F"), 1)
    block = np.zeros(len(values), np.int32)
    shared = _core.block_trend(known, block, 1, DRAWS, seed_of(values), 1)
    ordered = _core.ordered_years(known, DRAWS, seed_of(values))
    return {
        "lantoa Mann-Kendall, one series, exact": _or_refused(alone.p[0], alone.smallest[0]),
        "lantoa common direction, years permuted": _or_refused(shared.p[0], shared.smallest[0]),
        "lantoa differing directions, years permuted": _or_refused(
            shared.p_spread[0], shared.smallest_spread[0]
        ),
        "lantoa Page, the stricter of two nulls": _or_refused(
            max(ordered.page_p, ordered.page_years_p),
            max(ordered.page_smallest, ordered.page_years_smallest),
        ),
        "lantoa Friedman: do years differ": _or_refused(
            ordered.friedman_p, ordered.friedman_smallest
        ),
    }


def emerging(values: Array) -> dict[str, Finding]:
    """The smallest family-wise p of all subjects, by slope; the last year has too few orders."""
    known, beside = np.asfortranarray(values), len(values) >= FEWEST_BESIDE
    times = np.arange(values.shape[1], dtype=np.int32)
    slope = _core.emerging(known, times, beside, 1 - ALPHA, DRAWS, seed_of(values), 1)
    last = _core.recent_gain(known, beside)
    return {
        "lantoa emerging, the greatest of all": _or_refused(slope.p.min(), slope.smallest),
        "lantoa recent gain, the greatest of all": _or_refused(last.p.min(), last.smallest),
    }


def convergence(values: Array) -> dict[str, Finding]:
    """The change from the second year on, by the level of the first."""
    found = _core.convergence(np.asfortranarray(values), DRAWS, seed_of(values))
    return {"lantoa change on an earlier level": _or_refused(found.p, found.smallest)}


def shift(values: Array, year: int) -> dict[str, Finding]:
    """A jump of the level or of the spread, at a year that is declared or not."""
    profile = _core.year_profile(np.asfortranarray(values))
    declared = _core.declared_step(profile.level, year - 1, DRAWS, seed_of(values))
    found = _core.undeclared_step(profile.level, DRAWS, seed_of(values))
    return {
        "lantoa break at a declared year": _or_refused(declared.p, declared.smallest),
        "lantoa break at any year": _or_refused(found.p, found.smallest),
    }


def _or_refused(p: float, smallest: float) -> Finding:
    return None if smallest > ALPHA else float(p)
