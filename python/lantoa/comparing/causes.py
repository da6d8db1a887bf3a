"""Why a verdict changed between two results of one plan: which row came, went or was annulled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

BECAUSE = (
    "new_row",
    "annulled",
    "settled",
    "row_gone",
    "year_closed",
    "window_closed",
    "register",
    "reading",
    "parameter",
    "joined",
    "left",
    "other",
)
"""What makes a verdict change: a row that is seen now, one that was annulled, that is sure now or
counts no longer, a year or the window that closed without one, a register that became complete or
incomplete, a reading, a parameter, somebody who came or left."""

Pair = tuple[str, str]
_ANNULLED_ON = ("annulled_on", "revoked_on")
_FIRST = {
    "failed": ("breaks", "counts", "perhaps"),
    "unknown": ("perhaps", "breaks", "counts"),
    "open": ("counts", "breaks", "perhaps"),
    "met": ("counts", "breaks", "perhaps"),
}
"""Which rows speak for a verdict, those that speak loudest first."""


@dataclass(frozen=True)
class Cause:
    """What made a verdict change, with the row where one did."""

    because: str
    table: str | None = None
    file: str | None = None
    sheet: str | None = None
    row: int | None = None


@dataclass(frozen=True)
class _Row:
    """A row behind a verdict: what it does, where it is, what it says."""

    part: str
    table: str
    position: int
    year: int
    says: tuple[str, ...]


class Causes:
    """Compares what decided in two results of one plan.

    Args:
        before: The earlier one.
        after: The later one.
        now: Ids of the later one by those of the earlier one.
    """

    def __init__(self, before: Evaluation, after: Evaluation, now: Mapping[str, str]) -> None:
        self.before = _Behind(before, now)
        self.after = _Behind(after, now)

    def of(self, pair: Pair) -> Cause:
        """Why the verdict of a pair is not what it was.

        A criterion that is made of others changed because one of these did.
        """
        made_of = dict.fromkeys([*self.before.made_of(pair), *self.after.made_of(pair)])
        changed = [one for one in made_of if self._has_changed(one)]
        if changed:
            return self.of(max(changed, key=lambda one: self._alike(one, pair)))
        return self._of_rows(pair)

    def _has_changed(self, pair: Pair) -> bool:
        sides = self.before.verdict(pair), self.after.verdict(pair)
        return None not in sides and sides[0] != sides[1]

    def _alike(self, one: Pair, other: Pair) -> int:
        """How much the change of one pair is that of another."""
        sides = (self.before, self.after)
        return sum(side.verdict(one) == side.verdict(other) for side in sides)

    def _of_rows(self, pair: Pair) -> Cause:
        came, went = self._came(pair), self._went(pair)
        annulled = [row for row in went if self.after.is_annulled(row)]
        if annulled:
            return self.before.cause("annulled", annulled[0])
        if self._is_for_want_of_a_row(pair, came):
            return Cause("year_closed")
        if came:
            return self.after.cause("new_row", self._deciding(pair, came))
        settled = self._settled(pair)
        if settled:
            return self.after.cause("settled", self._deciding(pair, settled))
        if went:
            return self.before.cause("row_gone", went[0])
        return Cause(self._without_rows(pair))

    def _is_for_want_of_a_row(self, pair: Pair, came: list[_Row]) -> bool:
        """Whether a year closed without its row, and no row that came leaves the verdict open."""
        missing = self.after.missing_years(pair) - self.before.missing_years(pair)
        is_unknown = self.after.verdict(pair) == "unknown"
        return (
            bool(missing)
            and (not came or is_unknown)
            and not any(row.part == "perhaps" for row in came)
        )

    def _settled(self, pair: Pair) -> list[_Row]:
        """Rows of both that do something else now."""
        before = {(row.table, row.says): row.part for row in self.before.rows(pair)}
        rows = self.after.rows(pair)
        return [row for row in rows if before.get((row.table, row.says), row.part) != row.part]

    def _came(self, pair: Pair) -> list[_Row]:
        known = {(row.table, row.says) for row in self.before.rows(pair)}
        return [row for row in self.after.rows(pair) if (row.table, row.says) not in known]

    def _went(self, pair: Pair) -> list[_Row]:
        left = {(row.table, row.says) for row in self.after.rows(pair)}
        return [row for row in self.before.rows(pair) if (row.table, row.says) not in left]

    def _deciding(self, pair: Pair, rows: list[_Row]) -> _Row:
        """Of the rows that came, the latest that does what the verdict says."""
        rank = {part: at for at, part in enumerate(_FIRST[self.after.verdict(pair) or "met"])}
        first = min(rank.get(row.part, len(rank)) for row in rows)
        alike = [row for row in rows if rank.get(row.part, len(rank)) == first]
        return max(alike, key=lambda row: (row.year, self.after.day(row), row.position))

    def _without_rows(self, pair: Pair) -> str:
        closed = self.before.open_years(pair) & ~self.after.open_years(pair)
        if closed:
            return "year_closed"
        if self.before.gaps(pair) != self.after.gaps(pair):
            return "register"
        return "window_closed" if self.before.result.as_of != self.after.result.as_of else "other"


class _Behind:
    """What decided in one result, by the ids of the later one."""

    def __init__(self, result: Evaluation, now: Mapping[str, str]) -> None:
        self.result = result
        self.now = now

    @cached_property
    def _pairs(self) -> dict[Pair, int]:
        pairs = self.result._pairs
        ids = (self.now.get(one, one) for one in pairs["subject_id"])
        return dict(zip(zip(ids, pairs["criterion_id"], strict=True), pairs.index, strict=True))

    @cached_property
    def _notes(self) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        notes = self.result._notes
        for pair, note in zip(notes["pair"].tolist(), notes.itertuples(), strict=True):
            found.setdefault(pair, []).append(note)
        return found

    def _notes_of(self, pair: Pair) -> list[Any]:
        return self._notes.get(self._pairs.get(pair, -1), [])

    @cached_property
    def _said(self) -> list[tuple[str, int]]:
        """The verdict and the open years of every pair."""
        pairs = self.result._pairs
        return list(zip(pairs["verdict"].astype(str), pairs["open_years"].tolist(), strict=True))

    def verdict(self, pair: Pair) -> str | None:
        return self._said[self._pairs[pair]][0] if pair in self._pairs else None

    def open_years(self, pair: Pair) -> int:
        return self._said[self._pairs[pair]][1] if pair in self._pairs else 0

    def missing_years(self, pair: Pair) -> set[int]:
        """The closed years that have no row."""
        return {int(n.year) for n in self._notes_of(pair) if n.part == "missing" and n.year}

    def gaps(self, pair: Pair) -> list[tuple[str, int]]:
        """The registers that are incomplete for a pair."""
        return [(n.table, n.year) for n in self._notes_of(pair) if n.why == "register_gap"]

    def rows(self, pair: Pair) -> list[_Row]:
        """The rows that decide; one that is decided later does not yet."""
        return [
            _Row(note.part, note.table, int(note.position), int(note.year), self._says(note))
            for note in self._notes_of(pair)
            if note.position >= 0 and not (note.part == "open_year" and note.year)
        ]

    def _says(self, note: Any) -> tuple[str, ...]:
        place = (note.table, int(note.position))
        if place not in self._cells:
            frame = self.result.office.tables[note.table].frame
            cells = (frame[name].array[place[1]] for name in frame)
            self._cells[place] = tuple(map(_text, cells))
        return self._cells[place]

    @cached_property
    def _cells(self) -> dict[tuple[str, int], tuple[str, ...]]:
        """What the rows looked at so far say."""
        return {}

    def made_of(self, pair: Pair) -> Iterable[Pair]:
        """The pairs that a pair is made of: parts, or a unit's gates."""
        subject, name = pair
        parts, needs = self._made_of.get(name, ((), ()))
        yield from ((subject, part) for part in parts)
        for unit in dict.fromkeys(note.subject_id for note in self._notes_of(pair)):
            if not self.result._is_unit(unit):  # a doubtful head's own row
                continue
            yield from ((self.now.get(unit, unit), need) for need in needs)

    @cached_property
    def _made_of(self) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        """The parts and the unit's gates of every criterion that is made of others."""
        order, rules = self.result._rules.order, self.result._rules.plan.rules
        made = {
            name: tuple(
                tuple(str(order[one]) for one in others if order[one] is not None)
                for others in (rule.parts, rule.needs)
            )
            for name, rule in zip(order, rules, strict=True)
            if name is not None
        }
        return {name: (parts, needs) for name, (parts, needs) in made.items() if parts or needs}

    def is_annulled(self, row: _Row) -> bool:
        """Whether a row of another result is annulled here; it may have changed only in that."""
        table = self.result.office.tables.get(row.table)
        if table is None:
            return False
        columns = [name for name in (*_ANNULLED_ON, "status") if name in table.frame]
        same = self._same(row, table.frame, columns)
        gone = pd.Series(False, index=same.index)
        for name in columns:
            values = same[name]
            gone |= (values == "annulled") if name == "status" else self._is_past(values)
        return bool(gone.any())

    def _is_past(self, days: pd.Series) -> pd.Series:
        return days.notna() & (days <= pd.Timestamp(self.result.as_of))

    def _same(self, row: _Row, frame: pd.DataFrame, apart: list[str]) -> pd.DataFrame:
        """The rows that say the same as ``row`` but for some columns."""
        alike = pd.Series(True, index=frame.index)
        for name, said in zip(frame.columns, row.says, strict=True):
            if name not in apart:
                alike &= np.array([_text(cell) == said for cell in frame[name]], dtype=bool)
        return frame[alike]

    def day(self, row: _Row) -> str:
        """The day of a row's decision as sortable text."""
        cells = self.result.office.tables[row.table].frame.iloc[row.position]
        for name in ("decision_date", "date", "decided_on", "from"):
            if name in cells.index and not pd.isna(cells[name]):
                return str(cells[name])
        return ""

    def cause(self, because: str, row: _Row) -> Cause:
        file, sheet, number = self.result.office.tables[row.table].origin.at(row.position)
        return Cause(because, row.table, file, sheet, number)


def _text(cell: Any) -> str:
    """A cell as text, the same in every office that says the same."""
    return "" if pd.isna(cell) else str(cell)
