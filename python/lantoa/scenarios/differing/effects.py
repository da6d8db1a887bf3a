"""Of several edits, what each does: first of all, last of all, and its exact share of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa._checks import InputError, listed
from lantoa.scenarios.differing.pairing import Numbers, ids_of

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

MOST = 8
"""The most edits whose shares are worked out: over 2 to this power of combinations."""

COLUMNS: dict[str, Any] = {
    "edit": "str",
    **dict.fromkeys(("first_in",), "Int64"),
    **dict.fromkeys(("first_gained", "first_lost"), "str"),
    **dict.fromkeys(("last_in",), "Int64"),
    **dict.fromkeys(("last_gained", "last_lost"), "str"),
    "share": "str",
}

Edits = frozenset[str]


@dataclass(frozen=True, eq=False)
class Effects:
    """What each of several edits does.

    Attributes:
        edits: Their names, in the order in which they were asked.
        under: What a result says under some of the edits; it refuses a combination that does not
            fit the plan.
        at_once: How many count as in under combinations for which nothing need be judged.
    """

    edits: Sequence[str]
    under: Callable[[Edits], Evaluation]
    at_once: Mapping[Edits, int]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """A row per edit; see ``WhatIf.effects``."""
        shares = self.shares if self._has_shares else {}
        rows = [self._row(edit, shares.get(edit)) for edit in self.edits]
        return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)

    @cached_property
    def shares(self) -> dict[str, Fraction]:
        """Each edit's share of the change in how many count as in (Shapley); they add up to it.

        Raises:
            InputError: There are more than ``MOST`` edits, or some combination of them does not
                fit the plan.
        """
        if len(self.edits) > MOST:
            raise InputError(
                f"{len(self.edits)} edits have {2 ** len(self.edits)} combinations; shares are "
                f"worked out for {MOST} at most. What each does first and last is in .effects"
            )
        return {edit: self._share(edit) for edit in self.edits}

    @property
    def _has_shares(self) -> bool:
        if len(self.edits) > MOST:
            return False
        return all(self._number(some) is not None for some in _subsets(self.edits))

    def _share(self, edit: str) -> Fraction:
        """The mean, over every order of the edits, of what this one adds when its turn comes."""
        others = [one for one in self.edits if one != edit]
        return sum(
            (
                Fraction(self._count(some | {edit}) - self._count(some))
                / (len(self.edits) * comb(len(others), len(some)))
                for some in _subsets(others)
            ),
            Fraction(0),
        )

    def _row(self, edit: str, share: Fraction | None) -> tuple[object, ...]:
        every = frozenset(self.edits)
        first = self._step(frozenset(), frozenset({edit}))
        last = self._step(every - {edit}, every)
        return edit, *first, *last, None if share is None else str(share)

    def _step(self, start: Edits, end: Edits) -> tuple[int | None, str | None, str | None]:
        """By how many more count as in, who comes in, who goes out; nothing where it cannot be."""
        known = self._known(start), self._known(end)
        if known[0] is None or known[1] is None:
            return None, None, None
        was, now = _counted(known[0]), _counted(known[1])
        gained, lost = (_listed(np.setdiff1d(*both)) for both in ((now, was), (was, now)))
        return len(now) - len(was), gained, lost

    def _count(self, some: Edits) -> int:
        number = self._number(some)
        if number is None:
            raise InputError(
                f"{listed(some)} alone does not fit the plan, so that no shares can be worked "
                "out. What each edit does first and last, where it can, is in .effects"
            )
        return number

    def _number(self, some: Edits) -> int | None:
        """How many count as in under some edits; None where they do not fit the plan."""
        if some not in self._numbers:
            found = self._known(some)
            self._numbers[some] = None if found is None else int(found._counted.sum())
        return self._numbers[some]

    def _known(self, some: Edits) -> Evaluation | None:
        """The result under some edits; None where they do not fit the plan."""
        try:
            return self.under(some)
        except InputError:
            return None

    @cached_property
    def _numbers(self) -> dict[Edits, int | None]:
        """Numbers alone: a result for each combination would not fit into memory."""
        return dict(self.at_once)


def _subsets(edits: Sequence[str]) -> Iterable[Edits]:
    return (frozenset(some) for size in range(len(edits) + 1) for some in combinations(edits, size))


def _counted(result: Evaluation) -> Numbers:
    """The ids of those who count as in."""
    found: Numbers = ids_of(result)[result._counted]
    return found.astype(str)


def _listed(ids: Iterable[Any]) -> str:
    return ", ".join(map(str, ids))
