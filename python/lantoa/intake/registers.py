"""Who and what is known: the ids that subjects, persons and units may have.

Identity is by id. A unit is also found by its name or by a spelling that the office declares;
a person's name finds nobody, for two people may share it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import islice
from operator import lt

import numpy as np
import pandas as pd

from lantoa.intake.cells import words
from lantoa.intake.faults import Fault, comparable, nearest
from lantoa.intake.text import clean, key

_MANY = 20_000  # strange ids
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

    def code(self, text: str) -> int | Fault:
        """The place of an id among ``sorted``, by id, name or declared spelling."""
        found = self._place.get(clean(text))
        if found is None:
            found = self._place.get(self.spellings.get(key(text), ""))
        if found is None:
            return Fault(self.fault)
        return Fault("id_collision") if self.sorted[found] in self.ambiguous else found

    def nearest(self, texts: Sequence[str]) -> list[str | None]:
        """For texts that name nobody the id or name nearest to each.

        Of many texts or ids only what is one edit away is looked for, of very many nothing.
        """
        candidates = [*self.ids, *(name for name, _ in self._names)]
        asked: Callable[[str], str | None] = self._padded
        if comparable(len(texts), len(candidates)):
            asked = partial(nearest, candidates=candidates)
        elif len(texts) <= _MANY:
            asked = self._beside
        return [self._padded(text) or asked(text) for text in map(clean, texts)]

    def _padded(self, text: str) -> str | None:
        return self._numbers.get(text.lstrip("0"))

    @cached_property
    def _numbers(self) -> dict[str, str]:
        """Ids of digits by what is left of them once Excel takes them for numbers: 7 for 007."""
        return {id_.lstrip("0"): id_ for id_ in reversed(self.ids) if id_.isdigit()}

    def _beside(self, text: str) -> str | None:
        near = {text.upper(), text.lower(), *_one_edit_away(text)} & self._order.keys()
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
    strange = [i for i, fault in faults.items() if fault.kind == register.fault]
    for i, near in zip(strange, register.nearest([texts[i] for i in strange]), strict=True):
        faults[i] = replace(faults[i], nearest=near)
    return np.array([-1 if i in faults else f for i, f in enumerate(found)], np.int32), faults
