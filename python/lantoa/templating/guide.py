"""The page of instructions."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from xlsxwriter.worksheet import Worksheet

from lantoa.criteria import Plan
from lantoa.intake.vocabulary import shown_sheet
from lantoa.templating.styles import Styles, printed
from lantoa.templating.words import about, guide

_LINE = 17.0
_NAME, _TEXT = 24, 71
_LETTERS = 1.2
"""Letters that stand in a column of width 1."""


def fill(sheet: Worksheet, plan: Plan, tables: Sequence[str], styles: Styles) -> None:
    """What the workbook is for, ten rules, and what each sheet holds."""
    first, last = plan.window
    sheet.set_column(0, 0, _NAME)
    sheet.set_column(1, 1, _TEXT)
    sheet.write_string(0, 0, guide("title"), styles.title)
    lines = [guide("for_plan").format(title=plan.title, first=first, last=last), *guide("lines")]
    for row, line in enumerate(lines, start=1):
        sheet.merge_range(row, 0, row, 1, line, styles.text)
        sheet.set_row(row, _height(line, _NAME + _TEXT))
    _sheets(sheet, len(lines) + 2, tables, styles)
    printed(sheet, landscape=False)


def _sheets(sheet: Worksheet, row: int, tables: Sequence[str], styles: Styles) -> None:
    for place, heading in enumerate(guide("headings")):
        sheet.write_string(row, place, heading, styles.required)
    for at, table in enumerate(tables, start=row + 1):
        name = shown_sheet(table)
        sheet.write_url(at, 0, f"internal:'{name}'!A1", styles.link, string=name)
        sheet.write_string(at, 1, about(table), styles.text)
        sheet.set_row(at, _height(about(table), _TEXT))


def _height(text: str, width: int) -> float:
    """The height of a row whose text breaks into lines."""
    return _LINE * ceil(len(text) / (width * _LETTERS))
