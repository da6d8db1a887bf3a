"""The rows that somebody could still bring for a criterion, each as a register would hold it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa.criteria.resolving import closing_day
from lantoa.scenarios.admitting.holding import cells_of, filters_of, least_value, where_of
from lantoa.scenarios.admitting.rows import Pair, Row, row_of
from lantoa.schema import LOOKED_UP, TABLES
from lantoa.worklists.cells import asks_votes, day_columns

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

Fields = Mapping[str, Any]

_DAY = datetime.timedelta(days=1)
_VOTERS = 1000  # of a supposed vote, so that any share in per mille is a whole number of votes
_NEW = "gia-dinh"
"""How the keys of supposed rows begin."""

YEARLY = ("every_year", "years_at_least", "latest", "mean_over_window")
_EVENTS = ("events_at_least", "place_within")
_REGISTERS = {"movement_id": "movements", "call_id": "calls"}


@dataclass(frozen=True, eq=False)
class Bringing:
    """What can be brought, as a result stands.

    Attributes:
        result: The result, narrowed to whom it is about.
    """

    result: Evaluation

    @cached_property
    def _criteria(self) -> dict[str, Fields]:
        return {one["id"]: one for one in self.result._resolved["criteria"]}

    @cached_property
    def last(self) -> datetime.date:
        """The last day of the window."""
        return datetime.date(self.result._resolved["window"][1], 12, 31)

    def rows(self, pair: Pair, most: int) -> list[tuple[Row, ...]]:
        """Steps, each of one row (and what it needs to stand), the readiest first.

        Args:
            pair: A subject and one of its criteria that reads rows of a register.
            most: The most events that are asked for.
        """
        criterion = self._criteria[pair[1]]
        fact = self.result._resolved["facts"].get(criterion.get("fact"))
        if fact is None or fact["table"] not in self.result.office.tables:
            return []
        if criterion["kind"] in YEARLY:
            return [(row,) for row in self.years(pair)]
        if criterion["kind"] == "attested":
            return [(self._judgement(pair, criterion, fact),)]
        if criterion["kind"] == "ratio_at_least":
            return list(self._answers(pair[0], fact))
        if criterion["kind"] not in _EVENTS or not self._may_be_of(pair[0], criterion, fact):
            return []
        keys = islice(self._keys(pair[0], fact), most)
        numbered = enumerate(keys, start=1)
        return [self._event(pair[0], criterion, fact, key, number) for number, key in numbered]

    def _may_be_of(self, subject: str, criterion: Fields, fact: Fields) -> bool:
        """Whether a row of the subject itself counts, and the register has rows of its kind."""
        kind = "unit" if self.result._is_unit(subject) else "person"
        column = TABLES[fact["through"] if fact.get("through") else fact["table"]].columns
        takes = column[fact["subject"]].type
        return criterion.get("over") != "members" and takes in ("subject", kind)

    def years(self, pair: Pair, ratio: int | None = None) -> list[Row]:
        """A row for every year that is missing or open, past years first."""
        criterion = self._criteria[pair[1]]
        fact = self.result._resolved["facts"][criterion["fact"]]
        scale = self.result._resolved["scales"].get(fact.get("scale"))
        found = []
        for owner, year in self.lacking(pair):
            value = least_value(criterion, scale, year) if ratio is None else ratio
            if value is not None:
                day = self._decided(fact, owner, year)
                cells = {fact["subject"]: owner, "year": year, "decision_date": day}
                named = {"target": _NEW, **cells_of(fact, value), **where_of(fact)}
                found.append(row_of(fact["table"], {**cells, **named}))
        return found

    def lacking(self, pair: Pair) -> list[tuple[str, int]]:
        """Whose years have no row yet: closed ones that lack it, then those still to come."""
        pairs, notes = self.result._pairs, self.result._notes
        at = pairs.index[(pairs["subject_id"] == pair[0]) & (pairs["criterion_id"] == pair[1])]
        notes = notes[notes["pair"].isin(at) & (notes["year"] > 0)]
        missing = notes[(notes["part"] == "missing") & (notes["why"] == "row_missing")]
        still = notes[notes["part"] == "open_year"]
        both = pd.concat([missing, still])
        named = list(zip(both["subject_id"], both["year"].astype(int), strict=True))
        return list(dict.fromkeys([*named, *self._latest(pair)]))

    def _latest(self, pair: Pair) -> list[tuple[str, int]]:
        """What the latest year comes down to once all is closed: the last one."""
        criterion = self._criteria[pair[1]]
        if criterion["kind"] != "latest":
            return []
        closes = self.result._resolved["facts"][criterion["fact"]].get("closes")
        day = closing_day(closes or {"month": 12, "day": 31}, self.last.year)
        return [(pair[0], self.last.year)] if day > self.result.as_of else []

    def _decided(self, fact: Fields, owner: str, year: int) -> datetime.date:
        """The closing day of a year, later where a row of that year is decided later."""
        closes = fact.get("closes") or {"month": 12, "day": 31}
        day = closing_day(closes, year)
        frame = self.result.office.tables[fact["table"]].frame
        if "decision_date" not in frame or fact["take"] != "latest_decision":
            return day
        own = frame[(frame[fact["subject"]] == owner) & (frame["year"] == year)]
        later = own["decision_date"].max()
        return day if pd.isna(later) else max(day, later.date() + _DAY)

    def _judgement(self, pair: Pair, criterion: Fields, fact: Fields) -> Row:
        """A judgement that is met, on the day or, where one was made that day, on the next."""
        table = self.result.office.tables["attestations"].frame
        mine = (table["subject_id"] == pair[0]) & (table["criterion_id"] == pair[1])
        days = table.loc[mine, "date"]
        today = self.result.as_of
        is_taken = bool((days >= pd.Timestamp(today)).any())
        day = max(today, days.max().date()) + _DAY if is_taken else today
        cells = {"subject_id": pair[0], "criterion_id": pair[1], fact["seen_on"]: day}
        votes = {}
        if asks_votes(criterion):
            reach = criterion.get("share_at_least")
            least = criterion["share_more_than"] + 1 if reach is None else reach
            votes = dict(zip(fact["votes"], (least, _VOTERS), strict=True))
        return row_of("attestations", {**cells, fact["value"]: "met", **votes})

    def _event(
        self,
        subject: str,
        criterion: Fields,
        fact: Fields,
        key: str | None,
        number: int,
    ) -> tuple[Row, ...]:
        """One more event of the window, on its last day."""
        day = max(self.last, self._closing(fact))
        dated = dict.fromkeys(day_columns(fact)[:1], self.last)
        cells: dict[str, Any] = {n: on.year if n == "year" else on for n, on in dated.items()}
        seen = str(fact.get("seen_on") or "decision_date")
        if seen not in cells:
            cells[seen] = day
        asked = {**where_of(fact), **filters_of(criterion, fact, self.last.year)}
        asked = {name: cell for name, cell in asked.items() if name not in LOOKED_UP}
        if fact.get("through"):
            return self._taken_up(subject, fact, cells, key)
        cells |= {"decision_no": f"{_NEW}-{number}", fact["subject"]: subject, **asked}
        if fact.get("key") and key is not None:
            cells[fact["key"]] = key
        return (*self._launched(fact, key), row_of(fact["table"], cells))

    def _closing(self, fact: Fields) -> datetime.date:
        closes = fact.get("closes")
        return closing_day(closes, self.last.year) if closes else self.last

    def _keys(self, subject: str, fact: Fields) -> Iterator[str | None]:
        """Keys that the subject has not had: what was launched already, then new ones."""
        name: Any = fact.get("key")
        table = self.result.office.tables[fact["table"]].frame
        if name is not None and not fact.get("through"):
            register = self.result.office.tables.get(_REGISTERS.get(name, ""))
            own = table[table[str(fact["subject"])] == subject]
            had = set(own[str(name)].dropna())
            known = [] if register is None else register.frame[str(name)].dropna().tolist()
            yield from (one for one in known if one not in had)
        if fact.get("through"):
            had = set(table[name].dropna()) | {subject}
            people = self.result.office.tables["people"].frame["person_id"].dropna()
            yield from (one for one in people.tolist() if one not in had)
            return
        number = 0
        while True:
            number += 1
            yield f"{_NEW}-{number}" if name is not None else None

    def _launched(self, fact: Fields, key: str | None) -> tuple[Row, ...]:
        """The movement or call that a key stands for, where it is supposed too."""
        register = _REGISTERS.get(str(fact.get("key")))
        if register is None or key is None or not key.startswith(_NEW):
            return ()
        day = {"movements": "from", "calls": "date"}[register]
        return (row_of(register, {fact["key"]: key, day: self.last}),)

    def _taken_up(
        self, subject: str, fact: Fields, cells: Fields, key: str | None
    ) -> tuple[Row, ...]:
        """Somebody else takes up a practice of the subject, a new one where it has none."""
        register = self.result.office.tables.get(fact["through"])
        if register is None or key is None:
            return ()
        own = register.frame.loc[
            register.frame[str(fact["subject"])] == subject, "practice_id"
        ].dropna()
        practice = own.iloc[0] if len(own) else f"{_NEW}-{subject}"
        new = row_of(fact["through"], {"practice_id": practice, fact["subject"]: subject})
        row = row_of(fact["table"], {**cells, "practice_id": practice, fact["key"]: key})
        return (row,) if len(own) else (new, row)

    def _answers(self, subject: str, fact: Fields) -> Iterator[tuple[Row, ...]]:
        """What was launched this year and the subject has not answered, each answered."""
        register = self.result.office.tables.get(_REGISTERS.get(str(fact.get("key")), ""))
        if register is None:
            return
        launched = register.frame["from" if register.name == "movements" else "date"]
        open_ = launched.dt.year.isin(range(self.result.as_of.year, self.last.year + 1))
        table = self.result.office.tables[fact["table"]].frame
        had = set(table.loc[table[str(fact["subject"])] == subject, fact["key"]].dropna())
        for key, day in zip(register.frame.loc[open_, fact["key"]], launched[open_], strict=True):
            if key not in had:
                on = datetime.date(day.year, 12, 31)
                name = day_columns(fact)[0]
                cells = {name: on.year if name == "year" else on, fact["subject"]: subject}
                yield (row_of(fact["table"], {**cells, fact["key"]: key}),)
