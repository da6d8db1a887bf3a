"""Every value that a criterion's parameters may take, nearest first, and who is in at each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa._checks import InputError
from lantoa.agreeing.questions import asked
from lantoa.criteria.book import Book, key_of, owner_of
from lantoa.criteria.parameters import allowed
from lantoa.criteria.paths import READING, known_paths
from lantoa.scenarios.choices import in_force_at
from lantoa.scenarios.evaluated import evaluated
from lantoa.scenarios.steps import steps
from lantoa.scenarios.thresholds import thresholds_of
from lantoa.scenarios.tipping import curve

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_NOT_MOVED = ("role", "subjects", "fact", "via", "of", "only_if", "needs")
"""Keys that say what a criterion is about, not how much it asks; readings move them."""

_NUMBERS = ("share_at_least", "within")
"""Whole numbers that change a statistic, so that everybody is judged again at each value."""


@dataclass(frozen=True)
class Move:
    """One change of one parameter that lets somebody in.

    Attributes:
        path: The parameter's full path.
        now: The value in force.
        to: The nearest value that lets the subject in.
        moved: By how much: a difference, or rungs of a scale; None where values have no order.
        gained: Who else would count as in.
        lost: Who no longer would.
    """

    path: str
    now: Any
    to: Any
    moved: int | None
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Moves:
    """The moves of a plan's parameters, judged for one subject.

    Attributes:
        result: What is asked.
        subject_id: Whom a move is to let in.
    """

    result: Evaluation
    subject_id: str

    @cached_property
    def _ids(self) -> np.ndarray[Any, Any]:
        found: np.ndarray[Any, Any] = self.result._judged["subject_id"].to_numpy()
        return found

    @cached_property
    def _book(self) -> Book:
        return self.result.plan._book

    def paths(self, criterion_id: str) -> list[str]:
        """The parameters of a criterion that can be moved, then its open questions."""
        owner = f"criterion.{criterion_id}"
        known = [path for path in known_paths(self._book) if owner_of(path) == owner]
        keys = [path for path in known if self._is_moved(path)]
        questions = [one.id for one in asked(self._book, "all") if one.owner == owner]
        return keys + [f"{READING}.{name}" for name in questions]

    def _is_moved(self, path: str) -> bool:
        key = key_of(path)
        if key in _NOT_MOVED or self._now(path) is None:
            return False
        known = path in thresholds_of(self.result) or key in _NUMBERS
        return known or isinstance(self._allowed(path), list)

    def _now(self, path: str) -> Any:
        return in_force_at(self.result, path)

    def _allowed(self, path: str) -> Any:
        return allowed(self._book, [path])[0]

    def least(self, path: str) -> list[Move]:
        """The smallest move of one parameter that lets the subject in; of a question every one."""
        if path in thresholds_of(self.result):
            found = self._threshold(path)
        elif key_of(path) in _NUMBERS:
            found = self._number(path)
        else:
            return self._listed(path)
        return [] if found is None else [found]

    def _threshold(self, path: str) -> Move | None:
        threshold = thresholds_of(self.result)[path]
        found = curve(self.result, threshold)
        ends = [*(start - 1 for start in found.starts[1:]), threshold.most]
        mine = int(np.flatnonzero(self._ids == self.subject_id)[0])
        there = [
            (_nearest(threshold.now, start, end), at)
            for at, (start, end) in enumerate(zip(found.starts, ends, strict=True))
            if found.counted[at][mine]
        ]
        if not there:
            return None
        to, at = min(there, key=lambda one: (abs(one[0] - threshold.now), one[0]))
        now = self._counted(self.result)
        then = frozenset(self._ids[found.counted[at]])
        return self._move(path, threshold.now, to, abs(to - threshold.now), now, then)

    def _number(self, path: str) -> Move | None:
        """A number that changes a statistic: the subject's bits are followed, no value left out."""
        now = int(self._now(path))
        least, most = self._range(path)
        stretches = steps(lambda value: self._bits(path, value), least, most)
        starts = [start for start, _ in stretches]
        spans = zip(starts, [*(start - 1 for start in starts[1:]), most], strict=True)
        near = sorted((_nearest(now, *span) for span in spans), key=lambda to: (abs(to - now), to))
        for to in near:
            found = self._tried(path, now, to, abs(to - now))
            if found is not None:
                return found
        return None

    def _range(self, path: str) -> tuple[int, int]:
        """From the least value to the last that can make a difference."""
        if path.endswith(".share_at_least"):
            return 0, 1000
        table = self.result.office.tables.get("movement_results")
        worst = None if table is None else table.frame["place"].max()
        return 1, 1 if worst is None or pd.isna(worst) else int(worst)

    def _bits(self, path: str, value: int) -> np.ndarray[Any, Any]:
        """The subject's bits over its gates, in an array of bits that grow with the number."""
        found = evaluated(self.result, {path: value})
        row = found._judged["subject_id"].to_numpy() == self.subject_id
        bits = found._found.all if self.result.gates == "all" else found._found.countable
        return np.unpackbits(bits[row])

    def _listed(self, path: str) -> list[Move]:
        """Listed values: of a scale the nearest rung; where they have no order all of them."""
        now, listed = self._now(path), self._allowed(path)
        others = [value for value in listed if value != now or self._is_amended(path)]
        ordered = isinstance(now, str) and owner_of(path) != READING and self._is_scale(listed)
        if not ordered:
            tried = (self._tried(path, now, value, None) for value in others)
            return [one for one in tried if one is not None]
        rungs = {value: abs(listed.index(value) - listed.index(now)) for value in others}
        for value in sorted(others, key=lambda one: (rungs[one], listed.index(one))):
            found = self._tried(path, now, value, rungs[value])
            if found is not None:
                return [found]
        return []

    def _is_amended(self, path: str) -> bool:
        """Whether a value has changed in time, so that the one in force would be a change too."""
        value = self._book.filled.get(owner_of(path), {}).get(key_of(path))
        return isinstance(value, list | tuple) and len(value) > 1

    def _is_scale(self, listed: Sequence[Any]) -> bool:
        scales = self.result._resolved["scales"].values()
        return any(set(listed) <= set(one["levels"]) for one in scales)

    def _tried(self, path: str, now: Any, to: Any, moved: int | None) -> Move | None:
        try:
            changed = evaluated(self.result, {path: to})
        except InputError:  # a value that the rest of the plan does not allow
            return None
        then = self._counted(changed)
        if self.subject_id not in then:
            return None
        return self._move(path, now, to, moved, self._counted(self.result), then)

    def _counted(self, result: Evaluation) -> frozenset[str]:
        return frozenset(result._judged["subject_id"].to_numpy()[result._counted])

    def _move(
        self,
        path: str,
        now: Any,
        to: Any,
        moved: int | None,
        before: frozenset[str],
        then: frozenset[str],
    ) -> Move:
        gained = sorted(then - before - {self.subject_id})
        return Move(path, now, to, moved, tuple(gained), tuple(sorted(before - then)))


def _nearest(now: int, start: int, end: int) -> int:
    """The number of a stretch that is nearest."""
    return min(max(now, start), end)


def touched(
    criteria: Mapping[str, Mapping[str, Any]], needs: Mapping[str, Sequence[str]], name: str
) -> set[str]:
    """The gates that a criterion bears on: itself, what counts it, and a link that asks for it."""
    counting = {one for one, found in criteria.items() if name in (found.get("of") or ())}
    own = {name} | counting
    return own | {link for link, asked_of in needs.items() if own & set(asked_of)}


def in_order(moves: Sequence[Move]) -> list[Move]:
    """Moves, those by which the fewest others come in or go out first."""
    return sorted(
        moves, key=lambda one: (len(one.gained) + len(one.lost), one.moved or 0, one.path)
    )
