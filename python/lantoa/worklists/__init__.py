"""The worklist: every unknown as a cell to fill or a body to ask, to Excel and back."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._frames import Framed
from lantoa._printing import html_table, of_frame, text_table
from lantoa._wording import day, said
from lantoa.schema import TABLES
from lantoa.worklists.asking import Asking
from lantoa.worklists.lines import Line, cells_of, place_of
from lantoa.worklists.wording import keeper, sheet, what

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.office import Office

COLUMNS = (
    *("table", "subject_id", "year", "criterion_id", "column"),
    *("file", "sheet", "row", "why", "what", "by", "waiting", "settles", "line"),
)

_SHOWN = 60  # rows before a printed worklist is cut
_PRINTED = ("table", "subject_id", "place", "what", "by", "waiting", "settles")


@dataclass(frozen=True, eq=False, repr=False)
class Worklist(Framed):
    """What the unknown verdicts of a result wait for.

    Attributes:
        frame: Of the office's kind, a row per cell to fill, what settles most first: ``table``, ``subject_id``,
            ``year`` and ``criterion_id`` where the row has them, ``column`` (missing where the
            whole register is); ``file``, ``sheet``, ``row`` where the row is there; ``why``,
            ``what`` is needed and ``by`` whom; how many verdicts are ``waiting`` for the row, and
            how many it ``settles`` because they wait for nothing else; ``line``, a number that
            the cells of one row share.
        as_of: The day.
        lang: Of sentences: ``"vi"`` or ``"en"``.
    """

    as_of: datetime.date
    lang: str
    _lines: Mapping[Line, str]
    _office: Office

    def to_excel(self, path: str | Path) -> Path:
        """Write a workbook to be filled in, a sheet per register; `Office.updated` takes it back.

        The cells to fill are yellow, with a list to choose from where there is one. The file is
        written whole or not at all.

        Args:
            path: Where to; a file that is there is replaced.

        Returns:
            The path.

        Raises:
            InputError: The path is no ``.xlsx``, or cannot be written to.
        """
        from lantoa.worklists.workbook import write

        return write(self, Path(path))

    @property
    def title(self) -> str:
        """What the list is, and when."""
        return said("worklist", "title", self.lang, day=day(self.as_of, self.lang))

    @property
    def summary(self) -> str:
        """How much there is to do."""
        if not len(self):
            return said("worklist", "nothing", self.lang)
        cells = int(self._frame["column"].notna().sum())
        return said("worklist", "count", self.lang, cells=cells, rows=len(self._lines))

    def _printed(self) -> pd.DataFrame:
        """A row per row of a register, in the words of the language."""
        first = ~self._frame["line"].duplicated()
        rows = self._frame[first].head(_SHOWN)
        places = zip(rows["sheet"], rows["file"], rows["row"], strict=True)
        shown = rows.assign(
            table=[sheet(table, self.lang) for table in rows["table"]],
            place=[f"{tab or file}:{row}" if not pd.isna(row) else "" for tab, file, row in places],
        )[list(_PRINTED)].astype(object)
        named = {name: said("worklist", f"columns.{name}", self.lang) for name in _PRINTED}
        return shown.where(shown.notna(), "").rename(columns=named)

    def _cut(self) -> str:
        more = len(self._lines) - _SHOWN
        return said("worklist", "more", self.lang, rows=more) if more > 0 else ""

    def __repr__(self) -> str:
        table = text_table(*of_frame(self._printed())) if len(self) else []
        parts = (self.title, *table, self._cut(), self.summary)
        return "\n".join(part for part in parts if part)

    def _repr_html_(self) -> str:
        table = html_table(*of_frame(self._printed())) if len(self) else ""
        foot = " ".join(part for part in (self._cut(), self.summary) if part)
        return f"<p><b>{escape(self.title)}</b></p>{table}<p>{escape(foot)}</p>"


def worklist(result: Evaluation) -> Worklist:
    """The object of ``Evaluation.worklist``; see there."""
    waiting = Asking(result).waiting()
    lines = sorted(waiting, key=lambda line: _order(line, waiting[line]))
    rows = [
        (*cell, number)
        for number, line in enumerate(lines)
        for cell in _cells(result, line, *waiting[line])
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {
            **dict.fromkeys(COLUMNS, "str"),
            **{"year": "Int64", "row": "Int64"},
            **{"waiting": "int64", "settles": "int64", "line": "int64"},
        }
    )
    sentences = {line: _what(result, line) for line in lines}
    kind = result.office.frames
    return Worklist(frame, kind, result.as_of, result.plan.lang, sentences, result.office)


def _order(line: Line, counts: tuple[int, int]) -> tuple[Any, ...]:
    waiting, settles = counts
    tables = list(TABLES)
    own = (line.subject_id or "", line.year or 0, line.criterion_id or "")
    return (-settles, -waiting, tables.index(line.table), *own, line.position, str(line.known))


def _what(result: Evaluation, line: Line) -> str:
    criterion = result.plan.criterion(line.criterion_id).label if line.criterion_id else None
    return what(line, cells_of(line, result.office), criterion, result.plan.lang)


def _cells(result: Evaluation, line: Line, waiting: int, settles: int) -> list[tuple[object, ...]]:
    file, sheet, row = place_of(line, result.office)
    year = cells_of(line, result.office).get("year")
    head = (line.table, line.subject_id, year, line.criterion_id)
    tail = (line.why, _what(result, line), _by(result, line), waiting, settles)
    return [(*head, column, file, sheet, row, *tail) for column in line.columns or (None,)]


def _by(result: Evaluation, line: Line) -> str:
    """The body that judges, or whoever keeps the register."""
    cells = cells_of(line, result.office)
    by = result.plan.criterion(line.criterion_id).by if line.criterion_id else None
    return by or keeper(str(cells.get("table", line.table)), result.plan.lang)
