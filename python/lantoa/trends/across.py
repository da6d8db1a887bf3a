"""Answers that run across a jump that nobody declared: each of them is warned of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lantoa.concluding import Conclusion, Reason, Saying
from lantoa.trends.asked import Asked, say
from lantoa.trends.by_block import COMMON, DIFFERING
from lantoa.trends.by_subject import KEY as DIRECTION
from lantoa.trends.jumps import DECLARED
from lantoa.trends.panel import Panel
from lantoa.trends.steps import LEVEL, SPREAD

JUMP = "jump"  # the code of the warning


def what_jumped(keys: Sequence[str]) -> Saying:
    """The level, the spread or both, in words."""
    return say(f"jumped.{'both' if len(keys) > 1 else keys[0]}")


def warned(one: Conclusion, asked: Asked) -> Conclusion:
    """An answer with the jumps that it runs across; itself where there is none.

    Example:
        >>> from lantoa.trends.panel import laid
        >>> from lantoa.trends.testing import conclusions_of
        >>> years = list(range(2016, 2026))
        >>> panel = laid(["A"] * 10, years, [1.0] * 6 + [9.0] * 4, what="value")
        >>> for found in conclusions_of(panel, alpha=0.05, draws=999, seed=1):
        ...     if found.key == "direction":
        ...         print([reason.code for reason in found.warnings])
        ['autocorrelation', 'jump']
    """
    if one.is_refused or one.key in (LEVEL, SPREAD):
        return one
    added = tuple(
        Reason(JUMP, say("warnings.jump", year=year, jumped=what_jumped(keys)))
        for year, keys in asked.jumps.items()
        if _runs_across(one, asked, year)
    )
    return replace(one, warnings=(*one.warnings, *added)) if added else one


def _runs_across(one: Conclusion, asked: Asked, year: int) -> bool:
    """Whether some series that the answer is of has numbers before the year and from it on."""
    panel = asked.panel
    if one.key == DECLARED:
        return one.about == str(panel.years[0])  # of an earlier break the years end before
    if one.key == DIRECTION:
        return _on_both_sides(panel.rows(np.array(panel.subjects) == one.about), year)
    if one.key in (COMMON, DIFFERING) and one.about:
        return _on_both_sides(panel.rows(panel.block == panel.blocks.index(one.about)), year)
    return True


def _on_both_sides(panel: Panel, year: int) -> bool:
    known, late = ~np.isnan(panel.values), np.array(panel.years) >= year
    return bool((known[:, late].any(axis=1) & known[:, ~late].any(axis=1)).any())
