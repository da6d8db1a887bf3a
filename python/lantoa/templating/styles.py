"""How cells of a template look, and how the pages print."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lantoa.schema import ColumnSpec

_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_HEAD = {"bold": True, "text_wrap": True, "align": "center", "border": 1}
_EXAMPLE = {"italic": True, "font_color": "#7F7F7F", "bg_color": "#F7F7F7", "border": 1}
_LINK = {"font_color": "#1F4E79", "underline": 1, "valign": "top"}

_NUMBERS = {
    "date": "dd/mm/yyyy",
    "year": "0",
    "int": "0",
    "number": "#,##0.###",
    "per_mille": "0%",
}
_WIDTHS = {
    "date": 13.0,
    "year": 8.0,
    "int": 9.0,
    "number": 14.0,
    "per_mille": 10.0,
    "bool": 10.0,
    "code": 18.0,
    "table": 18.0,
    "text": 18.0,
}
_LONG = {"name": 34.0, "description": 40.0, "target": 34.0, "issuer": 26.0, "by": 30.0}
_NARROWEST = 12.0


@dataclass(frozen=True)
class Styles:
    """The formats of one workbook."""

    book: Workbook
    required: Format
    optional: Format
    title: Format
    text: Format
    number: Format
    link: Format
    mark: Format

    @classmethod
    def of(cls, book: Workbook) -> Styles:
        """The formats of a workbook that is being written."""
        return cls(
            book,
            required=book.add_format(_FONT | _HEAD | {"bg_color": "#BFD7EA"}),
            optional=book.add_format(_FONT | _HEAD | {"bg_color": "#EFEFEF", "bold": False}),
            title=book.add_format(_FONT | {"bold": True, "font_size": 14}),
            text=book.add_format(_FONT | {"text_wrap": True, "valign": "top"}),
            number=book.add_format(_FONT | {"align": "center"}),
            link=book.add_format(_FONT | _LINK),
            mark=book.add_format(_FONT | _EXAMPLE | {"align": "center"}),
        )

    def cell(self, column: ColumnSpec, *, example: bool = False) -> Format:
        """The format of a column's cells; ids and texts stay what was typed."""
        number = _NUMBERS.get(column.type, "@" if column.coded else "General")
        look = _EXAMPLE if example else {}
        return self.book.add_format(_FONT | look | {"num_format": number})


def width(column: ColumnSpec, heading: str) -> float:
    """How wide a column is: by what it holds, and so that no word of its heading is cut."""
    held = _LONG.get(column.name, _WIDTHS.get(column.type, _NARROWEST))
    longest = max(len(word) for word in heading.split())
    return max(held, longest + 3.0)


def printed(sheet: Worksheet, *, landscape: bool = True, pages_wide: int = 1) -> None:
    """A4, numbered at the top as documents are; sheets of cells lie across and show their lines."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
        sheet.hide_gridlines(0)
    sheet.set_margins(left=1.2, right=0.7, top=0.9, bottom=0.8)
    sheet.set_header('&C&"Times New Roman,Regular"&13&P')
    sheet.fit_to_pages(pages_wide, 0)
