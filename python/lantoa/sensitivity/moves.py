"""Places before and after something was changed, of those who have one on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lantoa import _core
from lantoa.scoring.slate import Standing, places_of


@dataclass(frozen=True, eq=False)
class Moves:
    """Who moved.

    Attributes:
        subjects: Those on both sides, sorted.
        was, now: Their places among themselves, equals sharing the best.
        likeness: Kendall's tau-b of the two orders; None where one of them parts nobody.
        came, went: Who is on the second, on the first side only.
        leaders: Who is first on the second side, of all that are there.
    """

    subjects: tuple[str, ...]
    was: NDArray[np.int64]
    now: NDArray[np.int64]
    likeness: float | None
    came: tuple[str, ...]
    went: tuple[str, ...]
    leaders: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many changed their place."""
        return int((self.was != self.now).sum())

    @property
    def largest(self) -> int | None:
        """The number of the one who moved most, of several the best placed; None: nobody did."""
        if not self.count:
            return None
        by = np.abs(self.now - self.was)
        return int(np.lexsort((self.was, -by))[0])


def moves_between(before: Standing, after: Standing) -> Moves:
    """The moves from one standing to another."""
    common = tuple(sorted(set(before.subjects) & set(after.subjects)))
    first, second = (_keys(standing, common) for standing in (before, after))
    best = after.keys.max(initial=0)
    return Moves(
        subjects=common,
        was=places_of(first),
        now=places_of(second),
        likeness=_core.agreement(first, second).tau if common else None,
        came=tuple(sorted(set(after.subjects) - set(common))),
        went=tuple(sorted(set(before.subjects) - set(common))),
        leaders=tuple(after.subjects[at] for at in np.flatnonzero(after.keys == best)),
    )


def _keys(standing: Standing, subjects: Sequence[str]) -> NDArray[np.int64]:
    at = dict(zip(standing.subjects, standing.keys.tolist(), strict=True))
    return np.array([at[subject] for subject in subjects], np.int64)
