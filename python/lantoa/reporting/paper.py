"""A workbook as an office prints it: A4 across, Times New Roman, headings on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lantoa._checks import InputError
from lantoa.cells import Percent, PValue
from lantoa.overview import INKS, SHADES

ROWS = 1_048_576
"""What one sheet of Excel holds."""

LINE = 15
"""The height of a line, in points."""

_UPRIGHT = 215  # the height of turned headings, in points
_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 14},
    "note": {"italic": True},
    "bold": {"bold": True},
    "wrap": {"text_wrap": True},
    "head": {
        "bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter",
        "bg_color": "#E7E6E6",
    },
    "upright": {
        "bold": True, "text_wrap": True, "border": 1, "align": "left", "valign": "vcenter",
        "bg_color": "#E7E6E6", "rotation": 90, "font_size": 9,
    },
    "cell": {"border": 1, "text_wrap": True},
    "centre": {"border": 1, "align": "center"},
    "day": {"border": 1, "align": "center", "num_format": "dd/mm/yyyy"},
    "percent": {"border": 1, "num_format": "0.0 %"},
    "p": {"border": 1, "num_format": '[<0.0000001]"< 10⁻⁷";0.0######'},
    # The colours of the heat map; the letters tell the four apart in black and white.
    **{
        name: {
            "border": 1, "align": "center", "bold": name == "met",
            "bg_color": SHADES[name].upper(), "font_color": INKS[name].upper(),
        }
        for name in SHADES
    },
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """How one column of a sheet looks.

    Attributes:
        heading: What stands above it.
        width: In characters.
        style: The style of its cells.
        upright: Whether the heading is turned by 90 degrees.
    """

    heading: str
    width: float = 12
    style: str = "cell"
    upright: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table with what is said above it.

    Attributes:
        name: On the tab; 31 characters at most.
        title: The first line.
        notes: Lines below the title.
        frame: n rows; a column per entry of ``columns``, in that order.
        columns: How each column looks.
        styles: Value to style, for cells that show it wherever they stand.
        fixed: How many columns stay in view on the left.
    """

    name: str
    title: str
    notes: Sequence[str]
    frame: pd.DataFrame
    columns: Sequence[Column]
    styles: Mapping[str, str] = field(default_factory=dict)
    fixed: int = 1


class Paper:
    """A workbook in the making; sheets are written one after the other."""

    def __init__(self, path: Path, *, title: str, page: str) -> None:
        self._book = xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
        )
        self._book.set_properties({"title": title})
        self._page = page
        self._styles = {
            name: self._book.add_format({**_FONT, **style}) for name, style in _STYLES.items()
        }

    def __enter__(self) -> Paper:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._book.close()

    def style(self, name: str) -> Format:
        """One of the styles by its name."""
        return self._styles[name]

    def page(self, name: str, *, tall: bool = False) -> Worksheet:
        """An empty sheet set up for printing."""
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(9)
        if not tall:
            sheet.set_landscape()
        sheet.set_margins(left=0.6, right=0.5, top=0.75, bottom=0.6)
        sheet.set_header('&C&"Times New Roman,Regular"&12&P')
        sheet.set_footer(f'&L&"Times New Roman,Italic"&9{self._page.replace("&", "&&")}')
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        return sheet

    def add(self, content: Sheet) -> None:
        """Write a sheet with a table.

        Raises:
            InputError: There are more rows than a sheet of Excel holds.
        """
        top = len(content.notes) + 2
        if top + len(content.frame) >= ROWS:
            raise InputError(
                f'sheet "{content.name}" would have {len(content.frame)} rows; Excel holds {ROWS}'
            )
        sheet = self.page(content.name)
        self._above(sheet, content)
        self._headings(sheet, top, content.columns)
        self._rows(sheet, top + 1, content)
        last = max(len(content.columns) - 1, 0)
        sheet.autofilter(top, 0, top + len(content.frame), last)
        sheet.freeze_panes(top + 1, content.fixed)
        sheet.repeat_rows(top)

    def _above(self, sheet: Worksheet, content: Sheet) -> None:
        sheet.write_string(0, 0, content.title, self._styles["title"])
        for row, note in enumerate(content.notes, start=1):
            sheet.write_string(row, 0, note, self._styles["note"])

    def _headings(self, sheet: Worksheet, row: int, columns: Sequence[Column]) -> None:
        for at, column in enumerate(columns):
            style = "upright" if column.upright else "head"
            sheet.write_string(row, at, column.heading, self._styles[style])
            sheet.set_column(at, at, column.width)
        upright = any(column.upright for column in columns)
        lines = max(lines_of(c.heading, c.width) for c in columns if not c.upright)
        sheet.set_row(row, _UPRIGHT if upright else lines * LINE + 4)

    def _rows(self, sheet: Worksheet, top: int, content: Sheet) -> None:
        for at, (name, column) in enumerate(zip(content.frame, content.columns, strict=True)):
            for row, value in enumerate(content.frame[name].tolist(), start=top):
                style = _STYLE_OF.get(type(value)) or content.styles.get(value) or column.style
                self._write(sheet, row, at, value, self._styles[style])
        for row, height in enumerate(_heights(content), start=top):
            sheet.set_row(row, height)

    def _write(self, sheet: Worksheet, row: int, at: int, value: Any, style: Format) -> None:
        if value is None or value is pd.NA or value != value:
            sheet.write_blank(row, at, None, style)
        else:
            write = _WRITE.get(type(value), Worksheet.write_string)
            write(sheet, row, at, value if type(value) in _WRITE else str(value), style)


_STYLE_OF = {int: "centre", pd.Timestamp: "day", Percent: "percent", PValue: "p"}
_WRITE: Mapping[type, Callable[..., object]] = {
    bool: Worksheet.write_boolean,
    int: Worksheet.write_number,
    float: Worksheet.write_number,
    Percent: Worksheet.write_number,
    PValue: Worksheet.write_number,
    pd.Timestamp: Worksheet.write_datetime,
}


def lines_of(value: object, width: float) -> int:
    """How many lines a cell takes, for programs that do not fit heights by themselves.

    >>> lines_of("Chưa đủ dữ liệu", 10), lines_of(None, 10), lines_of("a\\nb", 10)
    (2, 1, 2)
    """
    room = max(int(width * 1.2), 1)
    if not isinstance(value, str) or (len(value) <= room and "\n" not in value):
        return 1
    return sum(_wrapped(part, room) for part in value.split("\n"))


def _wrapped(text: str, room: int) -> int:
    """The lines that words fill; one that is longer than a line starts a line of its own."""
    lines, used = 1, 0
    for word in text.split():
        size = len(word)
        if used and used + 1 + size > room:
            lines, used = lines + 1, 0
        used += size + (used > 0)
        lines, used = lines + (used - 1) // room, (used - 1) % room + 1
    return lines


def _heights(content: Sheet) -> Iterator[float]:
    widths = [column.width for column in content.columns]
    for cells in content.frame.itertuples(index=False):
        lines = map(lines_of, cells, widths)
        yield LINE * max(lines, default=1) + 1
