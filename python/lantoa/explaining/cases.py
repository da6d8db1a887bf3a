"""Cases from what the core wrote down: pairs, notes and lines become numbers and marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa.explaining.asking import Asked, Asking
from lantoa.explaining.case import Case, Line, Mark
from lantoa.explaining.rows import REPEATED, Registers
from lantoa.explaining.wordings import small
from lantoa.schema import TABLES

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

Survey = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


class Note(NamedTuple):
    """A note of the core, with names for numbers."""

    part: str
    table: str
    position: int
    subject_id: str
    year: int
    why: str
    line: int


class Cases:
    """The cases of a survey, made one by one as they are asked for.

    Args:
        result: Whose cases they are.
        survey: Pairs, notes and lines.
        asking: The plan on the date, in a language.
        restricted: Whether personal details may show.
    """

    def __init__(
        self, result: Evaluation, survey: Survey, asking: Asking, *, restricted: bool
    ) -> None:
        self.result = result
        self.pairs, self.notes, self._lines = survey
        self.asking = asking
        self.restricted = restricted
        self.registers = Registers(result.office)
        self._pair = _columns(self.pairs)
        self._note = _columns(self.notes)
        self._line = _columns(self._lines)
        pairs = np.arange(len(self.pairs) + 1)
        self._first_note = np.searchsorted(self._note["pair"], pairs)
        self._first_line = np.searchsorted(self._line["pair"], pairs)

    def __getitem__(self, pair: int) -> Case:
        of = {name: column[pair] for name, column in self._pair.items()}
        asked = self.asking[of["criterion_id"]]
        marks = tuple(self._mark(asked, note) for note in self.notes_of(pair))
        return Case(
            subject=of["subject_id"],
            verdict=of["verdict"],
            provisional=of["provisional"],
            done=int(of["done"]),
            may=int(of["may"]),
            needed=int(of["needed"]),
            threshold=int(of["threshold"]),
            open_years=tuple(self.open_years(int(of["open_years"]))),
            marks=marks,
            lines=tuple(self._lines_of(pair)),
            parts=self._parts(asked, pair),
            gates=self._gates(asked, of["subject_id"], of["verdict"], marks),
            absent=self._absent,
            restricted=self.restricted,
        )

    def criterion_of(self, pair: int) -> str:
        """The criterion of a pair."""
        return str(self._pair["criterion_id"][pair])

    def open_years(self, bits: int) -> Iterator[int]:
        """The years of the window that a mask of bits holds."""
        return (year for at, year in enumerate(self.result.plan.years) if bits >> at & 1)

    def notes_of(self, pair: int) -> Iterator[Note]:
        """The notes of a pair, each once."""
        span = slice(self._first_note[pair], self._first_note[pair + 1])
        rows = zip(*(self._note[name][span] for name in Note._fields), strict=True)
        return (Note(*row) for row in dict.fromkeys(rows))

    def _lines_of(self, pair: int) -> Iterator[Line]:
        for at in range(self._first_line[pair], self._first_line[pair + 1]):
            line = {name: column[at] for name, column in self._line.items()}
            numbers = (int(line[name]) for name in ("done", "may", "needed"))
            yield Line(line["subject_id"], line["verdict"], *numbers)

    def _mark(self, asked: Asked, note: Note) -> Mark:
        mark = Mark(
            part=note.part,
            table=note.table,
            has_row=note.position >= 0,
            whose=note.subject_id,
            year=int(note.year),
            why=note.why,
            line=int(note.line),
        )
        names = REPEATED.get(note.table)
        if names is None or not mark.has_row:
            return mark
        row = self.registers.row(note.table, note.position, names)
        cells = row.cells
        votes_for, votes_of = cells.get("votes_for"), cells.get("votes_total")
        counted = votes_for is not None and votes_of is not None
        return replace(
            mark,
            value=row.value(asked),
            day=row.day,
            by=cells.get("by"),
            verdict=cells.get("verdict"),
            votes=(int(str(votes_for)), int(str(votes_of))) if counted else None,
        )

    @cached_property
    def _absent(self) -> frozenset[str]:
        return frozenset(TABLES) - frozenset(self.result.office.tables)

    @cached_property
    def _subject_starts(self) -> np.ndarray[Any, Any]:
        """The first pair of each subject; a subject's pairs lie side by side."""
        subjects = self._pair["subject_id"]
        changes = np.flatnonzero(subjects[1:] != subjects[:-1]) + 1
        return np.concatenate([[0], changes, [len(subjects)]])

    def _parts(self, asked: Asked, pair: int) -> dict[str, str]:
        if not asked.parts:
            return {}
        at = int(np.searchsorted(self._subject_starts, pair, side="right"))
        mine = slice(self._subject_starts[at - 1], self._subject_starts[at])
        names, verdicts = (self._pair[name][mine] for name in ("criterion_id", "verdict"))
        found = dict(zip(names, verdicts, strict=True))
        return {part: found[part] for part in asked.parts}

    def _gates(
        self, asked: Asked, subject: str, verdict: str, marks: tuple[Mark, ...]
    ) -> tuple[str, ...]:
        """What the units of a head come to the same verdict on."""
        if asked.kind != "linked" or verdict == "met":
            return ()
        units = dict.fromkeys(mark.whose for mark in marks if mark.whose != subject)
        named = [
            small(self.asking[gate].criterion.label)
            for unit in units
            for gate in self._gates_of(asked, unit, verdict)
        ]
        return tuple(dict.fromkeys(named))

    def _gates_of(self, asked: Asked, unit: str, verdict: str) -> Iterator[str]:
        """The criteria that a head's link asks of a unit and that have a verdict."""
        rules, found = self.result._rules, self.result._found
        codes = np.flatnonzero(found.subjects == self.result._packed.code_of[unit])
        for rule in rules.plan.rules[rules.rule_of[asked.criterion.id]].needs:
            name = rules.order[rule]
            if name is None or not len(codes):
                continue
            bits = np.ascontiguousarray(found.bits[codes, rule])
            code = int(_core.verdicts(bits, provisional=False)[0])
            if _core.Verdict(code).name.lower() == verdict:
                yield name


def _columns(frame: pd.DataFrame) -> dict[str, np.ndarray[Any, Any]]:
    """Columns as plain arrays: one row at a time, they answer a hundred times as fast."""
    return {str(name): frame[name].to_numpy() for name in frame}
