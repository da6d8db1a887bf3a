"""What every answer of what-if shares: it says what was supposed, and under which counting."""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._frames import Framed
from lantoa._printing import html_table, text_table
from lantoa._wording import day, said

if TYPE_CHECKING:
    from lantoa.criteria import Plan
    from lantoa.evaluating import Evaluation
    from lantoa.findings import Counting, Gates

SHOWN = 40  # rows before a printed table is cut
NAMED = 6  # ids in a cell before it is cut


@dataclass(frozen=True)
class Asked:
    """The result that was asked.

    Attributes:
        plan: By what it was judged.
        counting: Who counts as in: possible, provisional or met.
        gates: Over all gates or the countable ones.
        as_of: The day.
        watermark: The line of a result that is not official itself; empty of one that is.
    """

    plan: Plan
    counting: Counting
    gates: Gates
    as_of: datetime.date
    watermark: str

    @property
    def lang(self) -> str:
        """Of what is printed: ``"vi"`` or ``"en"``."""
        return self.plan.lang

    @property
    def in_force(self) -> str:
        """The day and the counting, in words."""
        counting = said("scenarios", f"counting.{self.counting}.{self.gates}", self.lang)
        when = day(self.as_of, self.lang)
        return said("scenarios", "answer.in_force", self.lang, day=when, counting=counting)


def asked_of(result: Evaluation) -> Asked:
    """What answers keep of the result that was asked."""
    return Asked(
        plan=result.plan,
        counting=result.counting,
        gates=result.gates,
        as_of=result.as_of,
        watermark=result.watermark,
    )


@dataclass(frozen=True, eq=False, repr=False)
class Answer(Framed, ABC):
    """An answer: a tidy frame, a sentence and a chart. It is supposed, and says so.

    Attributes:
        asked: The result that was asked: its counting, day and language.
    """

    asked: Asked

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self.asked.lang

    @property
    def watermark(self) -> str:
        """The line over everything printed: no answer of what-if is an official result."""
        return self.asked.watermark or said("scenarios", "answer.supposed", self.lang)

    @property
    @abstractmethod
    def title(self) -> str:
        """What the table shows; the counting in force follows it."""

    @property
    @abstractmethod
    def sentence(self) -> str:
        """The answer in words."""

    @abstractmethod
    def plot(self) -> Any:
        """The chart, of Altair; needs ``lantoa[charts]``."""

    def to_excel(self, path: str | Path) -> Path:
        """Write the answer as a workbook, whole or not at all.

        Args:
            path: The ``.xlsx`` file.

        Raises:
            InputError: It is no ``.xlsx``, or it cannot be written.
        """
        from lantoa.reporting.answer_book import write

        return write(self, Path(path))

    def sheets(self) -> dict[str, pd.DataFrame]:
        """The tables of the workbook by the names of their sheets, with headings in words."""
        told = pd.DataFrame(list(self._all_rows()), columns=list(self._heads()), dtype=object)
        return {said("scenarios", "answer.sheet", self.lang): told}

    @abstractmethod
    def _heads(self) -> Sequence[str]:
        """The headings of the table, in words."""

    @abstractmethod
    def _all_rows(self) -> Iterable[Sequence[Any]]:
        """Every row in words, nothing cut."""

    def _rows(self) -> Iterable[Sequence[str]]:
        """The rows that are printed."""
        rows = list(self._all_rows())[:SHOWN]
        return [[cut(str(cell)) for cell in row] for row in rows]

    def _more(self) -> list[str]:
        more = len(self) - SHOWN
        return [said("scenarios", "answer.more", self.lang, rows=more)] if more > 0 else []

    def __repr__(self) -> str:
        table = text_table(self._heads(), self._rows())
        heads = [self.watermark, self.title, self.asked.in_force]
        return "\n".join([*heads, "", *table, *self._more(), "", self.sentence])

    def _repr_html_(self) -> str:
        table = html_table(self._heads(), self._rows())
        after = "".join(f"<p>{escape(line)}</p>" for line in [*self._more(), self.sentence])
        heads = f"<p><i>{escape(self.watermark)}</i></p><p><b>{escape(self.title)}</b>"
        return f"{heads}<br>{escape(self.asked.in_force)}</p>{table}{after}"


def cut(names: str) -> str:
    """A list of ids as a printed table shows it.

    >>> cut("CB01, CB02"), cut(", ".join("abcdefgh"))
    ('CB01, CB02', 'a, b, c, d, e, f … (+2)')
    """
    one_by_one = names.split(", ") if names else []
    more = len(one_by_one) - NAMED
    return ", ".join(one_by_one[:NAMED]) + (f" … (+{more})" if more > 0 else "")
