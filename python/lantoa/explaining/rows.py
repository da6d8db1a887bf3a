"""A row of a register in words: what it says, its day, its document, its place in the file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa.explaining.wordings import Words
from lantoa.schema import TABLES

if TYPE_CHECKING:
    from lantoa.explaining.asking import Asked
    from lantoa.office import Office

DOCUMENTS = ("decision_no", "document")
"""Columns that name the paper behind a row; the first that a table has."""

DAYS = ("decision_date", "date", "decided_on", "started_on", "from")

_SAID: Mapping[str, tuple[str, ...]] = {
    "titles": ("title",),
    "commendations": ("form", "level", "issuer"),
    "initiatives": ("initiative_id", "name", "scope"),
    "discipline": ("kind", "form"),
    "movements": ("movement_id", "name"),
    "movement_results": ("movement_id", "place", "of"),
    "attestations": ("verdict", "by", "votes_for", "votes_total"),
    "contributions": ("call_id", "kind"),
    "calls": ("call_id", "kind"),
    "adoptions": ("practice_id", "subject_id"),
    "memberships": ("unit_id", "role"),
    "recognitions": ("merit_from", "merit_to"),
}


REPEATED: Mapping[str, tuple[str, ...]] = {
    "ratings": ("rating",),
    "titles": ("title",),
    "families": ("held",),
    "targets": ("target", "achieved", "planned"),
    "attestations": ("verdict", "date", "by", "votes_for", "votes_total"),
}
"""The cells that a sentence repeats, by table."""


@dataclass(frozen=True)
class Cells:
    """One row of a register; a cell is None where it is blank."""

    table: str
    cells: Mapping[str, Any]

    @property
    def document(self) -> str | None:
        """The number of its decision or its minutes."""
        names = (name for name in DOCUMENTS if name in self.cells)
        found = self.cells.get(next(names, ""))
        return None if found is None else str(found)

    @property
    def day(self) -> datetime.date | None:
        """The day of its decision, or the day on which it happened."""
        names = (name for name in DAYS if name in self.cells)
        found = self.cells.get(next(names, ""))
        return None if found is None else pd.Timestamp(found).date()

    def value(self, asked: Asked) -> str | None:
        """What a yearly row says, in words; None where a row of another kind says it."""
        words = asked.words
        if self.table == "ratings":
            rating = self.cells["rating"]
            return None if rating is None else _level(asked, "ratings", str(rating))
        if self.table == "titles":
            title = self.cells["title"]
            return None if title is None else _level(asked, "titles", str(title))
        if self.table == "targets" and asked.fact.get("take") in {"min", "max"}:
            return self._target(asked.words)
        if self.table == "families":
            held = self.cells["held"]
            key = "held" if held else "not_held"
            return None if held is None else words.say("words", key, fact=asked.fact_label)
        return None

    def _target(self, words: Words) -> str:
        """A target with what was achieved of what was planned."""
        numbers = [self.cells[name] for name in ("achieved", "planned")]
        told = ["?" if number is None else _plain(number, words) for number in numbers]
        return f"{self.cells['target']}: {'/'.join(told)}"

    def says(self, asked: Asked, *, restricted: bool) -> str:
        """What the row says, in words; the reason of a year not rated only where it may show."""
        if self.table == "ratings" and self.cells["rating"] is None:
            reason = self.cells["reason_unrated"]
            if restricted and reason is not None:
                return asked.words.label("reasons", reason)
            return asked.words.say("parts", "not_rated")
        value = self._target(asked.words) if self.table == "targets" else self.value(asked)
        if value is not None:
            return value
        told = [self._cell(name, asked.words) for name in _SAID.get(self.table, ())]
        return " · ".join(text for text in told if text)

    def _cell(self, name: str, words: Words) -> str:
        value = self.cells.get(name)
        if value is None:
            return ""
        spec = TABLES[self.table].columns[name]
        if spec.type == "code":
            return words.label(str(spec.of), value)
        if spec.type == "bool":
            return words.label("bool", value)
        labels = words.say("cells", name) if words.has("cells", name) else "{value}"
        return labels.format(value=_plain(value, words))


def _level(asked: Asked, codes: str, code: str) -> str:
    """A level by the name of the plan's scale; off the scale by the name of its code."""
    named = asked.level(code)
    return asked.words.label(codes, code) if named == code else named


def _plain(value: Any, words: Words) -> str:
    if isinstance(value, pd.Timestamp):
        return words.day(value.date())
    if isinstance(value, float):
        text = f"{value:.15g}"
        return text.replace(".", ",") if words.lang == "vi" else text
    return str(value)


class Registers:
    """The rows of an office, one at a time."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._columns: dict[str, dict[str, Any]] = {}

    def row(self, table: str, position: int, names: Sequence[str] = ()) -> Cells:
        """The row at a place of a table; of its cells those that are named, or all."""
        if table not in self._columns:
            frame = self.office.tables[table].frame
            self._columns[table] = {str(name): frame[name].array for name in frame}
        columns = self._columns[table]
        found = {name: columns[name][position] for name in names or columns}
        return Cells(table, {name: None if pd.isna(v) else v for name, v in found.items()})

    def place(self, table: str, position: int) -> tuple[str, str, int]:
        """File, sheet and row of a row; the row is as Excel shows it."""
        return self.office.tables[table].origin.at(position)
