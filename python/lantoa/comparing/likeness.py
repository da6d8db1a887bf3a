"""How alike two orders of the same subjects are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lantoa import _core
from lantoa.scoring.slate import Standing, places_of


@dataclass(frozen=True)
class Likeness:
    """How alike two orders of the same subjects are.

    Attributes:
        subjects: Those with a place on both sides, whom the correlations are of.
        tau: Kendall's tau-b; None where one side parts nobody.
        spearman: Spearman's correlation of average ranks; None likewise.
        top: How many places from the first on are looked at.
        in_both: How many stand within them on both sides.
        was_in, now_in: How many do on each side: more than ``top`` where equals share its last
            place.
    """

    subjects: int
    tau: float | None
    spearman: float | None
    top: int
    in_both: int
    was_in: int
    now_in: int


def likeness(was: Standing, now: Standing, top: int) -> Likeness:
    """How alike two orders are: of those in both, and within the first places."""
    at = dict(zip(now.subjects, range(len(now.subjects)), strict=True))
    rows = [row for row, subject in enumerate(was.subjects) if subject in at]
    both = was.keys[rows], now.keys[[at[was.subjects[row]] for row in rows]]
    pairs = _core.agreement(*(np.ascontiguousarray(keys, np.int64) for keys in both))
    most = min(top, len(was.subjects), len(now.subjects))
    firsts = [
        {one for one, place in zip(s.subjects, places_of(s.keys), strict=True) if place <= most}
        for s in (was, now)
    ]
    return Likeness(
        subjects=len(rows),
        tau=pairs.tau,
        spearman=pairs.spearman,
        top=most,
        in_both=len(firsts[0] & firsts[1]),
        was_in=len(firsts[0]),
        now_in=len(firsts[1]),
    )
