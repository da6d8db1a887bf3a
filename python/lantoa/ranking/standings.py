"""Places by the core: overall or within groups, equals parted by a chain as far as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lantoa import _core

Numbers = np.ndarray[Any, Any]
TieRule = Literal["min", "max", "dense"]
TIE_RULES = {rule.name.lower(): rule for rule in _core.TieRule}


@dataclass(frozen=True)
class Standings:
    """Where n subjects stand within their groups.

    Attributes:
        contest: Who was ranked, by one number after the chain.
        places: The core's places.
        shown: The place of each by the tie rule; 0 where there is none.
        by: The last of the chain that parted it from somebody, counted from 1; 0: none did.
        stopped: Where the chain stopped for want of a number, counted from 1; 0: nowhere.
    """

    contest: _core.Contest
    places: _core.Places
    shown: Numbers
    by: Numbers
    stopped: Numbers

    @property
    def has_place(self) -> Numbers:
        """Who is ranked."""
        there: Numbers = self.places.place > 0
        return there

    @property
    def tied(self) -> Numbers:
        """How many share each place, itself included; 0 where there is none."""
        found: Numbers = self.places.tied
        return found


def standings(
    points: Numbers, groups: Numbers, ties: TieRule = "min", chain: Sequence[Numbers] = ()
) -> Standings:
    """Rank everybody within the groups.

    Args:
        points: n keys, more is better; ``NO_NUMBER`` where there are none.
        groups: n group codes; ``BLANK``: in none, and without a place.
        ties: How equals share places.
        chain: Keys that part equals, one column after the other.
    """
    contest = contest_of(np.column_stack([points, *chain]), groups)
    nothing = np.zeros(len(points), np.int32)
    by, stopped = nothing, nothing
    if chain:
        parted = _core.part(contest)
        by, stopped = parted.by, np.maximum(parted.stopped, 0)
        contest = contest_of(-parted.step.astype(np.int64).reshape(-1, 1), groups, contest.entry)
    places = _core.rank(contest)
    return Standings(contest, places, _core.shared(places, TIE_RULES[ties]), by, stopped)


def contest_of(numbers: Numbers, groups: Numbers, entry: Numbers | None = None) -> _core.Contest:
    """A contest in which everybody is in who has points in the first column.

    Args:
        numbers: n x k keys.
        groups: n group codes.
        entry: An ``Entry`` of each instead.
    """
    known = numbers[:, 0] != _core.NO_NUMBER
    contest = _core.Contest()
    contest.group = groups.astype(np.int32)
    if entry is None:
        entry = np.where(known, _core.Entry.IN.value, _core.Entry.OUT.value).astype(np.int32)
    contest.entry = entry
    contest.low = contest.high = np.asfortranarray(numbers)
    return contest


def average_ranks(keys: NDArray[np.int64]) -> NDArray[np.float64]:
    """1 + how many have more + half of the others with as many: for sums and correlations.

    It is no place: half a place does not exist.

    Args:
        keys: n whole numbers, more is better.

    Example:
        >>> average_ranks(np.array([9, 7, 7, 5])).tolist()
        [1.0, 2.5, 2.5, 4.0]
    """
    numbers = np.asarray(keys, np.int64).reshape(-1, 1)
    contest = contest_of(numbers, np.zeros(len(numbers), np.int32))
    return _core.average_ranks(_core.rank(contest))
