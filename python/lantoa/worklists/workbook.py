"""The worklist as a workbook: a sheet per register, yellow where something is to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lantoa import _checks
from lantoa._files import replacing
from lantoa._wording import said
from lantoa.schema import CODES, TABLES
from lantoa.worklists.lines import Line, cells_of
from lantoa.worklists.wording import heading, label, sheet

if TYPE_CHECKING:
    from lantoa.office import Office
    from lantoa.worklists import Worklist

_WIDTHS = {
    **{"date": 14, "year": 8, "number": 12, "int": 12, "per_mille": 12, "bool": 12},
    **{"subject": 12, "person": 12, "unit": 12, "id": 26, "ref": 14},
}
_WIDE = 28
_HEAD = 32  # points: two lines
_GUIDE = ("fill", "leave", "keep", "back", "whole")


def write(worklist: Worklist, path: Path) -> Path:
    """Write the workbook whole or not at all; see ``Worklist.to_excel``."""
    if path.suffix.lower() != ".xlsx":
        raise _checks.InputError(f'{path.name}: a worklist is an Excel workbook, "name.xlsx"')
    try:
        with replacing(path) as part, xlsxwriter.Workbook(part) as book:
            _Writing(worklist, book, path.name).write()
    except OSError as error:
        raise _checks.InputError(f"{path}: cannot be written: {error.strerror}") from None
    return path


@dataclass(frozen=True)
class _Formats:
    head: Format
    plain: Format
    day: Format
    ask: Format
    ask_day: Format
    wrap: Format
    title: Format


def _formats(book: Workbook) -> _Formats:
    day, yellow = {"num_format": "dd/mm/yyyy"}, {"bg_color": "#FFF2CC", "border": 1}
    return _Formats(
        head=book.add_format({"bold": True, "bg_color": "#E3F0E8", "border": 1, "text_wrap": True}),
        plain=book.add_format({"font_color": "#404040"}),
        day=book.add_format({**day, "font_color": "#404040"}),
        ask=book.add_format(yellow),
        ask_day=book.add_format({**yellow, **day}),
        wrap=book.add_format({"text_wrap": True, "valign": "top"}),
        title=book.add_format({"bold": True, "font_size": 13}),
    )


class _Writing:
    def __init__(self, worklist: Worklist, book: Workbook, file: str) -> None:
        self.worklist = worklist
        self.office: Office = worklist._office
        self.lang = worklist.lang
        self.book = book
        self.file = file
        self.formats = _formats(book)
        self.lists: dict[tuple[str, ...], str] = {}

    def write(self) -> None:
        self._guide()
        by_table = self._by_table()
        sheets = {table: self.book.add_worksheet(sheet(table, self.lang)) for table in by_table}
        self.choices = self.book.add_worksheet(self._said("guide.lists"))
        for table, lines in by_table.items():
            self._register(sheets[table], table, lines)
        self.choices.hide()

    def _said(self, path: str, **values: object) -> str:
        return said("worklist", path, self.lang, **values)

    def _by_table(self) -> Mapping[str, Sequence[Line]]:
        """The lines of every register that is there, by subject and year."""
        lines = [line for line in self.worklist._lines if line.columns]
        lines.sort(key=lambda line: (line.subject_id or "", line.year or 0, str(line.known)))
        tables = [table for table in TABLES if any(line.table == table for line in lines)]
        return {table: [line for line in lines if line.table == table] for table in tables}

    def _guide(self) -> None:
        """What to do, and everything that is needed with who must act."""
        page = self.book.add_worksheet(self._said("guide.sheet"))
        page.hide_gridlines(2)
        page.write_string(0, 0, self.worklist.title, self.formats.title)
        absent = any(not line.columns for line in self.worklist._lines)
        told = [one for one in _GUIDE if one != "whole" or absent]
        for line, one in enumerate(told, start=1):
            page.write_string(line, 0, self._said(f"guide.{one}", file=self.file))
        names = ("table", "subject_id", "year", "what", "by", "settles", "waiting")
        start = len(told) + 2
        for column, name in enumerate(names):
            page.write_string(start, column, self._said(f"columns.{name}"), self.formats.head)
        rows = self.worklist._frame.drop_duplicates("line")
        cells = zip(*(rows[name].tolist() for name in names), strict=True)
        for at, row in enumerate(cells, start=start + 1):
            self._guide_row(page, at, row)
        for column, width in enumerate((18, 10, 8, 70, 44, 14, 14)):
            page.set_column(column, column, width)
        page.freeze_panes(start + 1, 0)
        _for_print(page)

    def _guide_row(self, page: Worksheet, at: int, row: Sequence[Any]) -> None:
        cells = [sheet(str(row[0]), self.lang), *row[1:]]
        for column, cell in enumerate(cells):
            if not pd.isna(cell):
                page.write(at, column, cell, self.formats.wrap)

    def _register(self, page: Worksheet, table: str, lines: Sequence[Line]) -> None:
        known = [cells_of(line, self.office) for line in lines]
        columns = self._columns(table, lines, known)
        for at, name in enumerate(columns):
            page.write_string(0, at, heading(name, table, self.lang), self.formats.head)
            page.set_column(at, at, _WIDTHS.get(TABLES[table].columns[name].type, _WIDE))
        page.write_string(0, len(columns), self._said("columns.note"), self.formats.head)
        page.set_column(len(columns), len(columns), 60)
        for row, (line, cells) in enumerate(zip(lines, known, strict=True), start=1):
            for at, name in enumerate(columns):
                asked = name in line.columns or name in line.beside
                self._cell(page, row, at, table, name, cells.get(name), asked)
            page.write_string(row, len(columns), self.worklist._lines[line])
        for at, name in enumerate(columns):
            self._choose(page, at, table, name, len(lines))
        page.freeze_panes(1, len(TABLES[table].key))
        page.repeat_rows(0)
        page.set_row(0, _HEAD)
        _for_print(page)

    def _columns(
        self, table: str, lines: Sequence[Line], known: Sequence[Mapping[str, Any]]
    ) -> list[str]:
        """The key, what is asked, what is known, and the decision that an answer would name."""
        wanted = {
            *TABLES[table].key,
            "decision_no",
            "decision_date",
            *(TABLES[table].instead or "",),
        }
        wanted |= {name for line in lines for name in (*line.columns, *line.beside)}
        wanted |= {name for cells in known for name in cells}
        return [name for name in TABLES[table].columns if name in wanted]

    def _cell(
        self, page: Worksheet, row: int, at: int, table: str, name: str, value: Any, asked: bool
    ) -> None:
        spec, formats = TABLES[table].columns[name], self.formats
        if spec.type == "date":
            style = formats.ask_day if asked else formats.day
        else:
            style = formats.ask if asked else formats.plain
        if value is None:
            page.write_blank(row, at, None, style)
        elif spec.type == "date":
            page.write_datetime(row, at, pd.Timestamp(value).to_pydatetime(), style)
        elif spec.type == "per_mille" and self.lang != "en":
            page.write_number(row, at, float(value) / 10, style)
        elif spec.type in ("year", "int", "number", "per_mille"):
            page.write_number(row, at, float(value), style)
        else:
            page.write_string(row, at, str(label(value, name, table, self.lang)), style)

    def _choose(self, page: Worksheet, at: int, table: str, name: str, rows: int) -> None:
        """A list to choose from, where the column has one."""
        choices = tuple(self._choices(table, name))
        if choices:
            page.data_validation(
                1,
                at,
                rows,
                at,
                {"validate": "list", "source": self._list(choices), "error_type": "warning"},
            )

    def _choices(self, table: str, name: str) -> Iterator[str]:
        spec = TABLES[table].columns[name]
        if spec.type == "code":
            codes: Sequence[Any] = CODES[str(spec.of)]
            yield from dict.fromkeys(str(label(one, name, table, self.lang)) for one in codes)
        elif spec.type == "bool":
            yield from (str(label(one, name, table, self.lang)) for one in (True, False))
        elif spec.type == "unit" and "units" in self.office.tables:
            yield from sorted(self.office.tables["units"].frame["unit_id"].astype(str))

    def _list(self, choices: tuple[str, ...]) -> str:
        """Where a list stands on the hidden sheet."""
        if choices not in self.lists:
            column = len(self.lists)
            self.choices.write_column(0, column, choices)
            letter = xlsxwriter.utility.xl_col_to_name(column)
            name = self._said("guide.lists")
            self.lists[choices] = f"='{name}'!${letter}$1:${letter}${len(choices)}"
        return self.lists[choices]


def _for_print(page: Worksheet) -> None:
    """A4, landscape, as wide as the paper."""
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
