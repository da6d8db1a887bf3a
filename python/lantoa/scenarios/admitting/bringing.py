"""The rows that somebody could still bring for a criterion, each as a register would hold it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa.criteria.resolving import closing_day
from lantoa.scenarios.admitting.events import NEW, Events
from lantoa.scenarios.admitting.holding import cells_of, least_value, where_of
from lantoa.scenarios.admitting.rows import Pair, Row, row_of
from lantoa.schema import TABLES
from lantoa.worklists.cells import asks_votes

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.office import Office

Fields = Mapping[str, Any]

_DAY = datetime.timedelta(days=1)
_VOTERS = 1000  # of a supposed vote, so that any share in per mille is a whole number of votes

YEARLY = ("every_year", "years_at_least", "latest", "mean_over_window")
_EVENTS = ("events_at_least", "place_within")


@dataclass(frozen=True, eq=False)
class Bringing:
    """What can be brought, as a result stands.

    Attributes:
        result: The result, narrowed to whom it is about.
        office: The registers about these, as they are known on its day.
    """

    result: Evaluation
    office: Office

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
        if fact is None or fact["table"] not in self.office.tables:
            return []
        if criterion["kind"] in YEARLY:
            return [(row,) for row in self.years(pair)]
        if criterion["kind"] == "attested":
            return [(self._judgement(pair, criterion, fact),)]
        events = Events(self.office, fact, pair[0], self.result.as_of, self.last)
        if criterion["kind"] == "ratio_at_least":
            return list(events.answers())
        if criterion["kind"] not in _EVENTS or not self._may_be_of(pair[0], criterion, fact):
            return []
        return events.more(criterion, most)

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
                named = {"target": NEW, **cells_of(fact, value), **where_of(fact)}
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
        frame = self.office.tables[fact["table"]].frame
        if "decision_date" not in frame or fact["take"] != "latest_decision":
            return day
        own = frame[(frame[fact["subject"]] == owner) & (frame["year"] == year)]
        later = own["decision_date"].max()
        return day if pd.isna(later) else max(day, later.date() + _DAY)

    def _judgement(self, pair: Pair, criterion: Fields, fact: Fields) -> Row:
        """A judgement that is met, on the day or, where one was made that day, on the next."""
        table = self.office.tables["attestations"].frame
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
