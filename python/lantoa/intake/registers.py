"""Who and what is known: the ids that subjects, persons and units may have.

Identity is by id. A unit is also found by its name or by a spelling that the office declares;
a person's name finds nobody, for two people may share it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

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
        spellings: Key of a name or of a declared spelling to an id of ``ids``.
        names: The names as written, to suggest.
        ambiguous: Ids that a unit and a person share; nobody can say which is meant.
    """

    ids: Sequence[str]
    fault: str
    spellings: Mapping[str, str] = field(default_factory=dict)
    names: Sequence[str] = ()
    ambiguous: frozenset[str] = frozenset()

    @cached_property
    def sorted(self) -> list[str]:
        """The ids in the order of their letters, each once: the categories of a frame."""
        return sorted(set(self.ids))

    @cached_property
    def dtype(self) -> pd.CategoricalDtype:
        """The categories that every column of these ids shares."""
        return pd.CategoricalDtype(pd.Index(self.sorted, dtype="str"))

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

    def _nearest(self, text: str) -> str | None:
        if len(self.ids) <= _MANY:
            return nearest(text, [*self.ids, *self.names])
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
