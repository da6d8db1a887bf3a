"""What the registers hold of those who are listed, as it was known on the as-of date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa.criteria.resolving import closing_day
from lantoa.schema import TABLES

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

RATED = ("counts", "breaks", "perhaps")
NO_ROW = {"missing": "missing", "open_year": "open", "not_rated": "not_rated"}
_BY_DECISION = ("commendations", "initiatives")  # of the window by achievement or by decision
_YEAR_ENDS = {"month": 12, "day": 31, "next_year": False}

Row = Mapping[Any, Any]


class Dossier:
    """The rows of some subjects that are seen and stand on the as-of date.

    A unit's rows are also those of the ids it had before, and of what was merged into it.

    Args:
        result: What was judged.
        subjects: Whose rows are asked for.
    """

    def __init__(self, result: Evaluation, subjects: Iterable[str]) -> None:
        self._result = result
        self._ids = {one: [one, *self._before(one)] for one in subjects}

    @property
    def subjects(self) -> list[str]:
        """Whose rows are there."""
        return list(self._ids)

    def rows(self, subject_id: str, table: str) -> list[Row]:
        """Rows of a register, in the order of their years and days; a blank cell is None."""
        if table not in self._tables:
            self._tables[table] = self._read(table)
        found = self._tables[table]
        rows = [row for one in self._ids[subject_id] for row in found.get(one, [])]
        return sorted(rows, key=_order)

    def ratings(self, subject_id: str) -> dict[int, list[str]]:
        """Year to ratings, or why there is none: missing, open, not_rated.

        A merged unit has one for every line that says something else. A year that is not asked
        has no entry.
        """
        return {year: list(dict.fromkeys(told)) for year, told in self._rated(subject_id).items()}

    def _rated(self, subject_id: str) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for year, part, position in self._noted.get(subject_id, ()):
            told = found.setdefault(year, [])
            if position < 0 or part not in RATED:
                told.append(NO_ROW.get(part, "missing"))
            else:
                value = self._ratings[position]
                told.append("missing" if pd.isna(value) else str(value))
        return dict(sorted(found.items()))

    @cached_property
    def _ratings(self) -> Any:
        return self._result.office.tables["ratings"].frame["rating"].array

    @cached_property
    def _noted(self) -> Mapping[str, list[tuple[int, str, int]]]:
        """Subject to what the core read of each year's rating: year, part, row of the register."""
        result = self._result
        facts, criteria = result._resolved["facts"], result._resolved["criteria"]
        names = [
            one["id"] for one in criteria
            if one["kind"] == "every_year" and facts[one["fact"]]["table"] == "ratings"
        ]  # fmt: skip
        pairs = result._pairs
        asked = pairs[pairs["criterion_id"].isin(names) & pairs["subject_id"].isin(list(self._ids))]
        notes = result._notes[result._notes["pair"].isin(asked.index)]
        found: dict[str, list[tuple[int, str, int]]] = {}
        columns = (notes[name].tolist() for name in ("pair", "year", "part", "position"))
        for pair, year, part, position in zip(*columns, strict=True):
            found.setdefault(pairs["subject_id"][pair], []).append((year, part, position))
        return found

    @cached_property
    def _tables(self) -> dict[str, dict[str, list[Row]]]:
        return {}

    def _read(self, table: str) -> dict[str, list[Row]]:
        """Subject to rows of a register that are seen and stand."""
        found: dict[str, list[Row]] = {}
        register = self._result.office.tables.get(table)
        if register is not None:
            wanted = {one for ids in self._ids.values() for one in ids}
            frame = register.frame
            whose = str(TABLES[table].subject)
            rows = frame[frame[whose].isin(wanted)].astype(object)
            for row in rows.where(rows.notna(), None).to_dict("records"):
                if self._stands(table, row):
                    found.setdefault(str(row[whose]), []).append(row)
        return found

    def _stands(self, table: str, row: Row) -> bool:
        """Seen on the as-of date, of the window, in force and not merely put forward."""
        as_of, (first, last) = self._result.as_of, self._result.plan.window
        day, year = day_of(row), row.get("year")
        if day is None and year is None:
            return False
        seen = day or self._closes(table, int(year))  # type: ignore[arg-type]
        meant = {seen.year} if year is None else {int(year)}
        if table in _BY_DECISION:
            meant.add(seen.year)
        inside = any(first <= one <= last for one in meant)
        annulled = _day(row.get("annulled_on"))
        gone = row.get("status") == "annulled" and (annulled is None or annulled <= as_of)
        return seen <= as_of and inside and not gone and row.get("status") != "proposed"

    def _closes(self, table: str, year: int) -> datetime.date:
        """The day from which an undated row of a year is seen: the latest that the plan names."""
        facts = self._result._resolved["facts"].values()
        closes = [fact["closes"] for fact in facts if fact["table"] == table and fact.get("closes")]
        return max(closing_day(one, year) for one in closes or [_YEAR_ENDS])

    def _before(self, subject_id: str) -> Iterator[str]:
        """The ids that a unit had before, and what was merged into it until the as-of date."""
        seen, waiting = {subject_id}, [subject_id]
        while waiting:
            for earlier in self._predecessors.get(waiting.pop(), ()):
                if earlier not in seen:
                    seen.add(earlier)
                    waiting.append(earlier)
                    yield earlier

    @cached_property
    def _predecessors(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        register = self._result.office.tables.get("unit_changes")
        if register is not None:
            columns = (
                register.frame[name] for name in ("date", "kind", "from_unit_id", "to_unit_id")
            )
            for date, kind, earlier, later in zip(*columns, strict=True):
                day = _day(date)
                if kind in ("rename", "merge") and (day is None or day <= self._result.as_of):
                    found.setdefault(str(later), []).append(str(earlier))
        return found

    def role(self, subject_id: str) -> str | None:
        """The role of a person in the unit that it is judged with; None where it is not known."""
        return self._roles.get(subject_id)

    @cached_property
    def _roles(self) -> Mapping[str, str]:
        result = self._result
        register = result.office.tables.get("memberships")
        if register is None:
            return {}
        frame, day = register.frame, pd.Timestamp(result.as_of)
        covers = (frame["from"].isna() | (frame["from"] <= day)) & (
            frame["to"].isna() | (frame["to"] >= day)
        )
        now = frame[covers & frame["role"].notna()].sort_values("from", na_position="first")
        units = dict(zip(result._judged["subject_id"], result._judged["unit_id"], strict=True))
        names = zip(
            now["person_id"].astype(str), now["unit_id"].astype(str), now["role"], strict=True
        )
        return {who: str(role) for who, unit, role in names if units.get(who) == unit}


def day_of(row: Row) -> datetime.date | None:
    """The day of a row's decision, or on which it happened; None where nobody wrote it down."""
    return _day(row.get("decision_date")) or _day(row.get("date"))


def _day(value: Any) -> datetime.date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def _order(row: Row) -> tuple[Any, ...]:
    day, year = day_of(row), row.get("year")
    first = year if year is not None else day.year if day else 0
    return (first, day or datetime.date.max, *(str(row[name]) for name in sorted(row)))
