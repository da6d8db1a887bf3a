"""Units that are one with each other: under other names, through mergers, or at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantoa.office import Office

Ids = frozenset[str]


class Kin:
    """The changes of an office's units, as far as they have a day."""

    def __init__(self, office: Office) -> None:
        names: defaultdict[str, set[str]] = defaultdict(set)
        before: defaultdict[str, set[str]] = defaultdict(set)
        beside: defaultdict[str, set[str]] = defaultdict(set)
        table = office.tables.get("unit_changes")
        columns = ("kind", "from_unit_id", "to_unit_id")
        rows = [] if table is None else zip(*(table.frame[name] for name in columns), strict=True)
        for kind, source, target in rows:
            beside[source].add(target)
            beside[target].add(source)
            if kind == "rename":
                names[source].add(target)
                names[target].add(source)
            if kind in ("rename", "merge"):
                before[target].add(source)
        self._names, self._before, self._beside = names, before, beside

    def names(self, unit: str) -> Ids:
        """Every id that a unit had or has."""
        return _reached([unit], self._names)

    def line(self, unit: str) -> Ids:
        """Every id of a unit and of those that it was made of."""
        found: Ids = frozenset([unit])
        while True:
            grown = _reached(_reached(found, self._before), self._names)
            if grown == found:
                return found
            found = grown

    def related(self, units: Iterable[str]) -> Ids:
        """These units and all that any change ties to them."""
        return _reached(units, self._beside)


def _reached(start: Iterable[str], steps: Mapping[str, set[str]]) -> Ids:
    found = set(start)
    todo = list(found)
    while todo:
        new = steps.get(todo.pop(), set()) - found
        found |= new
        todo += new
    return frozenset(found)
