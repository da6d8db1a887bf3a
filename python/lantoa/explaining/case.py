"""One subject under one criterion: the core's numbers, and what decided, ready for a sentence."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Mark:
    """A row that decides, or one that is missing.

    Attributes:
        part: What it does: counts, breaks, perhaps, missing, open_year, not_rated.
        table: Its register.
        has_row: Whether there is a row.
        whose: Whose row it is or would be; of a head's link the unit.
        year: The year of a yearly row, 0 otherwise.
        why: What a row that perhaps counts, or a missing one, waits for.
        line: Which line of a merged unit.
        value: What a yearly row says, in words.
        day: The day of the row's decision, or on which it happened.
        by: Who judged.
        verdict: What was judged: met or failed.
        votes: Votes for, and of how many.
    """

    part: str
    table: str = ""
    has_row: bool = True
    whose: str = ""
    year: int = 0
    why: str = "row_missing"
    line: int = 0
    value: str | None = None
    day: datetime.date | None = None
    by: str | None = None
    verdict: str | None = None
    votes: tuple[int, int] | None = None


@dataclass(frozen=True)
class Line:
    """A merged unit's predecessor, and what its history gives."""

    unit: str
    verdict: str
    done: int
    may: int
    needed: int


@dataclass(frozen=True)
class Case:
    """A subject under a criterion.

    Attributes:
        subject: Whose verdict it is.
        verdict: The strict verdict.
        provisional: The verdict with the open years left out.
        done: What is sure by now, in the statistic of the rule's kind.
        may: What it may still become.
        needed: How much more an open one needs, -1 where nothing can be counted.
        threshold: What the statistic must reach.
        open_years: The years that may still get a row.
        marks: What decided.
        lines: Of a merged unit, one per predecessor; else none.
        parts: The verdict of each part of a ``k_of``.
        gates: What a head's unit fails on, is open on or is unknown on.
        absent: Registers that the office did not hand in.
        restricted: Whether personal details may show.
    """

    subject: str
    verdict: str
    provisional: str
    done: int = 0
    may: int = 0
    needed: int = -1
    threshold: int = 0
    open_years: tuple[int, ...] = ()
    marks: tuple[Mark, ...] = ()
    lines: tuple[Line, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    gates: tuple[str, ...] = ()
    absent: frozenset[str] = frozenset()
    restricted: bool = False

    def of(self, *parts: str) -> list[Mark]:
        """The marks of some parts."""
        return [mark for mark in self.marks if mark.part in parts]

    def years(self, *parts: str) -> list[int]:
        """The years of some parts, each once, in order."""
        return sorted({mark.year for mark in self.of(*parts) if mark.year})

    def of_line(self, number: int) -> Case:
        """One line of a merged unit as a case of its own."""
        line = self.lines[number]
        marks = tuple(mark for mark in self.marks if mark.line == number)
        open_years = tuple(sorted({m.year for m in marks if m.part == "open_year" and m.year}))
        return replace(
            self,
            verdict=line.verdict,
            done=line.done,
            may=line.may,
            needed=line.needed,
            marks=marks,
            open_years=open_years,
            lines=(),
        )
