"""What every result that is told as one table shares: it prints, exports and makes a workbook."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from lantoa._frames import Framed
from lantoa._printing import html_table, text_table
from lantoa._wording import said

SHOWN = 40  # rows before a printed table is cut
NAMED = 6  # ids in a cell before it is cut
_FIRST = 5  # names in a sentence before a list is cut


@dataclass(frozen=True, eq=False, repr=False)
class Told(Framed, ABC):
    """A result: a tidy frame, a sentence and a chart, in the words of one language."""

    @property
    @abstractmethod
    def lang(self) -> str:
        """The language of what is printed: ``"vi"`` or ``"en"``."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What the table shows."""

    @property
    def over(self) -> list[str]:
        """Lines above the title: what a reader must not miss."""
        return []

    @property
    def under(self) -> list[str]:
        """Lines below the title: by which rule, and what was varied."""
        return []

    @property
    @abstractmethod
    def sentence(self) -> str:
        """The answer in words."""

    @property
    def footer(self) -> str:
        """What stands at the foot of a printed page beside the title."""
        return ""

    @abstractmethod
    def plot(self) -> Any:
        """The chart, of Altair; needs ``lantoa[charts]``."""

    def to_excel(self, path: str | Path) -> Path:
        """Write the result as a workbook, whole or not at all.

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
        for at in self._numbers():
            told.isetitem(at, [_as_number(cell, self.lang) for cell in told.iloc[:, at]])
        return {said("told", "sheet", self.lang): told}

    @abstractmethod
    def _heads(self) -> Sequence[str]:
        """The headings of the table, in words."""

    @abstractmethod
    def _all_rows(self) -> Iterable[Sequence[Any]]:
        """Every row in words, nothing cut."""

    def _numbers(self) -> Sequence[int]:
        """The columns that stand to the right, from 0."""
        return ()

    def _rows(self) -> Iterable[Sequence[str]]:
        """The rows that are printed."""
        rows = islice(self._all_rows(), SHOWN)
        return [[cut("" if cell is None else str(cell)) for cell in row] for row in rows]

    def _more(self) -> list[str]:
        more = len(self) - SHOWN
        return [said("told", "more", self.lang, rows=more)] if more > 0 else []

    def __repr__(self) -> str:
        return self._text(self._rows(), self._more())

    def text(self) -> str:
        """What it prints, with every row: for a terminal or a file, where no frame is at hand."""
        whole = [["" if cell is None else str(cell) for cell in row] for row in self._all_rows()]
        return self._text(whole, [])

    def _shown_heads(self) -> Sequence[str]:
        """The headings of what is printed, in words."""
        return self._heads()

    def _text(
        self,
        rows: Iterable[Sequence[str]],
        more: Sequence[str],
        heads_of_rows: Sequence[str] | None = None,
    ) -> str:
        table = text_table(heads_of_rows or self._heads(), rows, numbers=self._numbers())
        heads = [*self.over, self.title, *self.under]
        return "\n".join([*heads, "", *table, *more, "", self.sentence])

    def _repr_html_(self) -> str:
        table = html_table(self._shown_heads(), self._rows(), numbers=self._numbers())
        after = "".join(f"<p>{escape(line)}</p>" for line in [*self._more(), self.sentence])
        over = "".join(f"<p><i>{escape(line)}</i></p>" for line in self.over)
        under = "".join(f"<br>{escape(line)}" for line in self.under)
        return f"{over}<p><b>{escape(self.title)}</b>{under}</p>{table}{after}"


def _as_number(cell: Any, lang: str) -> Any:
    """A cell that reads as a plain number as one, for workbooks that sort and sum.

    >>> _as_number("0,6375", "vi"), _as_number("1=", "vi"), _as_number("12", "en")
    (0.6375, '1=', 12)
    """
    mark = "." if lang == "en" else ","
    if not isinstance(cell, str) or not re.fullmatch(
        rf"[+-]?\d{{1,15}}({re.escape(mark)}\d+)?", cell
    ):
        return cell
    return float(cell.replace(mark, ".")) if mark in cell else int(cell)


def cut(names: str) -> str:
    """A list of ids as a printed table shows it.

    >>> cut("CB01, CB02"), cut(", ".join("abcdefgh"))
    ('CB01, CB02', 'a, b, c, d, e, f … (+2)')
    """
    one_by_one = names.split(", ") if names else []
    more = len(one_by_one) - NAMED
    return ", ".join(one_by_one[:NAMED]) + (f" … (+{more})" if more > 0 else "")


def first_of(names: Sequence[str], between: str = ", ") -> str:
    """The first names of a list, and how many more there are.

    >>> first_of(["a", "b"]), first_of("abcdefgh")
    ('a, b', 'a, b, c, d, e … (+3)')
    """
    more = len(names) - _FIRST
    return between.join(names[:_FIRST]) + (f" … (+{more})" if more > 0 else "")
