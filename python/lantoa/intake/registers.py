"""Who and what is known: the ids that subjects, persons and units may have.

Identity is by id. A unit is also found by its name or by a spelling that the office declares;
a person's name finds nobody, for two people may share it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from operator import lt

import numpy as np
import pandas as pd

from lantoa.intake.cells import words
from lantoa.intake.faults import Fault, nearest
from lantoa.intake.text import clean, key

_MANY = 20_000  # ids; beyond, only ids one edit away are looked for
_EDITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."


@dataclass(frozen=True)
class Register:
    """Ids that may be named.

    Attributes:
        ids: Every id, in the order of the file that lists them.
        fault: The kind of problem that an unlisted id is.
        declared: Key of a spelling that the office declares to an id.
        names: Gives name and id of every unit, in the order of the file; asked when an id is not
            found as it is written.
        ambiguous: Ids that a unit and a person share; nobody can say which is meant.
    """

    ids: Sequence[str]
    fault: str
    declared: Mapping[str, str] = field(default_factory=dict)
    names: Callable[[], Sequence[tuple[str, str]]] = tuple
    ambiguous: frozenset[str] = frozenset()

    def plain(self) -> Register:
        """The same ids for the tables that list them: there each means what it says."""
        return replace(self, ambiguous=frozenset()) if self.ambiguous else self

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """Key of a name or declared spelling to its id; a name of two units says nothing."""
        bearers: dict[str, set[str]] = {}
        for name, id_ in self._names:
            bearers.setdefault(key(name), set()).add(id_)
        once = {name: next(iter(ids)) for name, ids in bearers.items() if len(ids) == 1}
        return {**once, **self.declared}

    @cached_property
    def _names(self) -> Sequence[tuple[str, str]]:
        return self.names()

    @cached_property
    def sorted(self) -> list[str]:
        """The ids in the order of their letters, each once: the categories of a frame."""
        ordered = sorted(self.ids)
        rising = all(map(lt, ordered, islice(ordered, 1, None)))
        return ordered if rising else list(dict.fromkeys(ordered))

    @cached_property
    def dtype(self) -> pd.CategoricalDtype:
        """The categories that every column of these ids shares."""
        return words(self.sorted)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {id_: place for place, id_ in enumerate(self.sorted)}

    @cached_property
    def _order(self) -> dict[str, int]:
        return {id_: order for order, id_ in reversed([*enumerate(self.ids)])}

    def code(self, text: str, *, suggest: bool = True) -> int | Fault:
        """The place of an id among ``sorted``, by id, name or declared spelling."""
        written = clean(text)
        found = self._place.get(written)
        if found is None:
            found = self._place.get(self.spellings.get(key(text), ""))
        if found is None:
            return Fault(self.fault, self._nearest(written) if suggest else None)
        return Fault("id_collision") if self.sorted[found] in self.ambiguous else found

    @cached_property
    def _numbers(self) -> dict[str, str]:
        """Ids of digits by what is left of them once Excel takes them for numbers: 7 for 007."""
        return {id_.lstrip("0"): id_ for id_ in reversed(self.ids) if id_.isdigit()}

    def _nearest(self, text: str) -> str | None:
        if text.isdigit() and (padded := self._numbers.get(text.lstrip("0"))):
            return padded
        if len(self.ids) <= _MANY:
            return nearest(text, [*self.ids, *(name for name, _ in self._names)])
        near = {*_one_edit_away(text)} & self._order.keys()
        return min(near, key=self._order.__getitem__, default=None)


def _one_edit_away(text: str) -> Iterable[str]:
    for i in range(len(text) + 1):
        head, tail = text[:i], text[i:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in _EDITS:
            yield head + letter + tail
            yield head + letter + tail[1:]


def codes_of(texts: Sequence[str], register: Register) -> tuple[np.ndarray, dict[int, Fault]]:
    """The codes of different texts in a register, BLANK with a fault where there is none."""
    found = [register.code(text) for text in texts]
    faults = {i: answer for i, answer in enumerate(found) if isinstance(answer, Fault)}
    return np.array([-1 if i in faults else f for i, f in enumerate(found)], np.int32), faults
