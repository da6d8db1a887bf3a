"""More events of a window, each as a register would hold it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from lantoa.criteria.resolving import closing_day
from lantoa.scenarios.admitting.about import bystanders
from lantoa.scenarios.admitting.holding import filters_of, where_of
from lantoa.scenarios.admitting.rows import Step, row_of
from lantoa.schema import TABLES
from lantoa.worklists.cells import day_columns

if TYPE_CHECKING:
    import pandas as pd

    from lantoa.office import Office

Fields = Mapping[str, Any]

NEW = "gia-dinh"
"""How the keys of supposed rows begin."""

_REGISTERS = {"movement_id": "movements", "call_id": "calls"}
_STARTS = {"movements": "from", "calls": "date"}


def key_of(fact: Fields) -> str | None:
    """What tells one event from another: the fact's key, else what the register needs.

    >>> key_of({"table": "contributions", "key": "call_id"}), key_of({"table": "initiatives"})
    ('call_id', 'initiative_id')
    """
    if fact.get("key"):
        return str(fact["key"])
    table = TABLES[fact["table"]]
    return next((one for one in table.key if table.columns[one].type in ("id", "ref")), None)


@dataclass(frozen=True, eq=False)
class Events:
    """What one subject could still add to one register.

    Attributes:
        office: The registers, as they are known on the day.
        fact: How the register is read.
        subject: Whose rows.
        as_of: The day.
        last: The last day of the window.
    """

    office: Office
    fact: Fields
    subject: str
    as_of: datetime.date
    last: datetime.date

    @property
    def _register(self) -> pd.DataFrame:
        return self.office.tables[self.fact["table"]].frame

    def more(self, criterion: Fields, most: int) -> list[Step]:
        """So many events that count for a criterion, as far as there can be."""
        keys = islice(self._others() if self.fact.get("through") else self._keys(), most)
        dated = self._dated()
        if self.fact.get("through"):
            return [step for key in keys for step in self._taken_up(dated, key)]
        asked = {**where_of(self.fact), **filters_of(criterion, self.fact, self.last.year)}
        own = {self.fact["subject"]: self.subject, **dated, **asked}
        return [self._event(own, key, number) for number, key in enumerate(keys, start=1)]

    def _dated(self) -> dict[str, Any]:
        """The days of an event that comes at the last moment."""
        closes = self.fact.get("closes")
        seen = closing_day(closes, self.last.year) if closes else self.last
        first = day_columns(self.fact)[0]
        cells: dict[str, Any] = {first: self.last.year if first == "year" else self.last}
        return {str(self.fact.get("seen_on") or "decision_date"): max(self.last, seen), **cells}

    def _event(self, cells: Fields, key: str | None, number: int) -> Step:
        name = key_of(self.fact)
        named = {} if name is None or key is None else {name: key}
        row = row_of(self.fact["table"], {"decision_no": f"{NEW}-{number}", **cells, **named})
        return (*self._launched(named), row)

    def _keys(self) -> Iterator[str | None]:
        """Keys that the subject has not had: what was launched last, then new ones."""
        name = key_of(self.fact)
        if name is None:
            yield from (None for _ in count())
        register = self.office.tables.get(_REGISTERS.get(str(name), ""))
        known = [] if register is None else register.frame[name].dropna().tolist()
        had = self._had(str(name))
        yield from (one for one in reversed(known) if one not in had)
        yield from (f"{NEW}-{number}" for number in count(1))

    def _had(self, name: str) -> set[str]:
        table = self._register
        return set(table[table[str(self.fact["subject"])] == self.subject][name].dropna())

    def _launched(self, named: Fields) -> Step:
        """The movement or call that a key stands for, where it is supposed too."""
        return tuple(
            row_of(register, {name: key, _STARTS[register]: self.last})
            for name, key in named.items()
            for register in [_REGISTERS.get(name)]
            if register is not None and key.startswith(NEW)
        )

    def _practices(self) -> list[str]:
        """The practices of the subject."""
        register = self.office.tables.get(self.fact["through"])
        if register is None:
            return []
        own = register.frame[str(self.fact["subject"])] == self.subject
        return register.frame[own]["practice_id"].dropna().tolist()

    def _others(self) -> Iterator[str]:
        """People who have not taken up a practice of the subject."""
        table = self._register
        taken = table[table["practice_id"].isin(self._practices())][str(self.fact["key"])]
        had = {self.subject, *taken.dropna()}
        return (one for one in bystanders(self.office) if one not in had)

    def _taken_up(self, dated: Fields, key: str | None) -> Iterator[Step]:
        """Somebody else takes up a practice of the subject, a new one where it has none."""
        through, own = self.fact["through"], self._practices()
        if through not in self.office.tables:
            return
        practice = own[0] if own else f"{NEW}-{self.subject}"
        cells = {**dated, "practice_id": practice, self.fact["key"]: key}
        new = row_of(through, {"practice_id": practice, self.fact["subject"]: self.subject})
        row = row_of(self.fact["table"], cells)
        yield (row,) if own else (new, row)

    def answers(self) -> Iterator[Step]:
        """What was launched this year and the subject has not answered, each answered."""
        name = str(self.fact.get("key"))
        register = self.office.tables.get(_REGISTERS.get(name, ""))
        if register is None:
            return
        launched = register.frame[_STARTS[register.name]]
        still = launched.dt.year.isin(range(self.as_of.year, self.last.year + 1))
        had, first = self._had(name), day_columns(self.fact)[0]
        for key, day in zip(register.frame[name][still], launched[still], strict=True):
            if key not in had:
                on: Any = day.year if first == "year" else datetime.date(day.year, 12, 31)
                cells = {first: on, self.fact["subject"]: self.subject, name: key}
                yield (row_of(self.fact["table"], cells),)
