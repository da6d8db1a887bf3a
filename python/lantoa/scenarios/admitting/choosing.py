"""The fewest rows that settle a criterion, found by judging again and by nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from lantoa.scenarios.admitting.bringing import Bringing
from lantoa.scenarios.admitting.merging import merged
from lantoa.scenarios.admitting.rows import Pair, Step, owner_of, rows_in
from lantoa.scenarios.admitting.trying import Trying

_EVERY_SET = 6
"""So many steps in a row are tried in every combination, fewest first; of more each is to go."""

_BY_PARTS = ("k_of", "mean_over_window", "linked", "never")
"""Kinds that no number of rows of one register settles."""

_MOST_EVENTS = 200
_MOST_RATIO = 2**20  # per mille: a thousand times what was planned


@dataclass(frozen=True, eq=False)
class Choosing:
    """Finds what settles the criteria that are in somebody's way.

    Attributes:
        trying: Judges rows that are laid on.
        bringing: What can be brought.
    """

    trying: Trying
    bringing: Bringing

    @cached_property
    def _criteria(self) -> dict[str, Any]:
        return {one["id"]: one for one in self.trying.result._resolved["criteria"]}

    def settled(self, pairs: Iterable[Pair], steps: Iterable[Step]) -> bool:
        """Whether these steps settle all of these criteria."""
        return self.trying.settles(pairs, rows_in(steps))

    def guessed(self, pairs: Mapping[Pair, int | None]) -> dict[Pair, tuple[Step, ...]]:
        """The fewest steps of criteria that do not share a register, all tried in one go.

        Args:
            pairs: Criteria that nothing settles yet, and how many rows each needs, where the core
                says so; None is taken as one, for without any it is not settled.

        Returns:
            Of those for which that many rows are enough, the rows.
        """
        guesses: dict[Pair, tuple[Step, ...]] = {}
        taken: set[Any] = set()
        for pair, number in pairs.items():
            kind = self._criteria[pair[1]]["kind"]
            steps = () if kind in _BY_PARTS else self.bringing.rows(pair, number or 1)
            chosen = tuple(steps[: number or 1])
            owners = {(owner_of(step), pair[1] if kind == "attested" else "") for step in chosen}
            if chosen and not owners & taken:
                guesses[pair] = chosen
                taken |= owners
        judged = self.trying.judged(rows_in(step for one in guesses.values() for step in one))
        return {pair: steps for pair, steps in guesses.items() if judged.settles(pair)}

    def fewest(self, pair: Pair) -> tuple[Step, ...] | None:
        """The fewest steps that settle a criterion; None where no rows do.

        None of them can be left out, and no smaller number of the same rows does.
        """
        if self.settled([pair], ()):
            return ()
        criterion = self._criteria[pair[1]]
        if criterion["kind"] == "k_of":
            return self._parts(pair, criterion)
        if criterion["kind"] == "mean_over_window":
            return self._mean(pair)
        steps = self.bringing.rows(pair, _most(criterion))
        if not steps or not self.settled([pair], steps):
            return None
        if _are_alike(criterion, steps):
            return self._first_few(pair, steps)
        if criterion.get("consecutive") and len(steps) <= _EVERY_SET:
            return self._smallest(pair, steps)
        return self.without_spare([pair], steps)

    def _first_few(self, pair: Pair, steps: Sequence[Step]) -> tuple[Step, ...]:
        """Rows that count alike: how many it takes, by halving."""
        low, high = 0, len(steps)
        while high - low > 1:
            middle = (low + high) // 2
            if self.settled([pair], steps[:middle]):
                high = middle
            else:
                low = middle
        return tuple(steps[:high])

    def _smallest(self, pair: Pair, steps: Sequence[Step]) -> tuple[Step, ...]:
        """Of every combination, fewest rows first, the first that does."""
        sizes = range(1, len(steps) + 1)
        sets = (chosen for size in sizes for chosen in combinations(steps, size))
        return next(chosen for chosen in sets if self.settled([pair], chosen))

    def without_spare(
        self,
        pairs: Sequence[Pair],
        steps: Sequence[Step],
        owners: Collection[tuple[str, Any]] | None = None,
    ) -> tuple[Step, ...]:
        """Steps that settle some criteria, less those that can be left out, the last first.

        ``owners``: the registers and subjects whose rows may be left out; None is any.
        """
        kept = list(steps)
        for step in reversed(steps):
            rest = [one for one in kept if one is not step]
            may_go = owners is None or owner_of(step) in owners
            if may_go and self.settled(pairs, rest):
                kept = rest
        return tuple(kept)

    def _parts(self, pair: Pair, criterion: Any) -> tuple[Step, ...] | None:
        """The parts that take the fewest steps, as many as are asked."""
        parts = [self.fewest((pair[0], part)) for part in criterion["of"]]
        known = sorted((one for one in parts if one), key=len)
        steps: list[Step] = []
        for one in known:
            steps = self.joined([*steps, *one], [pair])
            if self.settled([pair], steps):
                return self.without_spare([pair], steps)
        return None

    def joined(self, steps: Iterable[Step], pairs: Iterable[Pair]) -> list[Step]:
        """Steps for several criteria; of one row of one year the best, where that does for all."""
        every = list(dict.fromkeys(steps))
        best = merged(every, self._levels)
        return every if self.settled(pairs, every) else best

    @cached_property
    def _levels(self) -> dict[Any, int]:
        scales = self.trying.result._resolved["scales"].values()
        return {level: rank for one in scales for rank, level in enumerate(one["levels"])}

    def _mean(self, pair: Pair) -> tuple[Step, ...] | None:
        """One and the same ratio in every year that has none yet: the least that is enough."""

        def at(ratio: int) -> tuple[Step, ...]:
            return tuple((row,) for row in self.bringing.years(pair, ratio))

        if not at(0) or not self.settled([pair], at(_MOST_RATIO)):
            return None
        low, high = -1, _MOST_RATIO
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.settled([pair], at(middle)) else (middle, high)
        return at(high)


def _most(criterion: Any) -> int:
    return min(int(criterion.get("count") or 1), _MOST_EVENTS)


def _are_alike(criterion: Any, steps: Sequence[Step]) -> bool:
    """Whether it does not matter which of the rows are brought, only how many."""
    if criterion["kind"] in ("events_at_least", "place_within"):
        return True
    counts = criterion["kind"] == "years_at_least" and not criterion["consecutive"]
    return counts and len({owner_of(step) for step in steps}) == 1
