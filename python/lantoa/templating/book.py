"""The workbook: instructions, a sheet per table, the lists."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.workbook import Workbook

from lantoa.criteria import Plan
from lantoa.intake.vocabulary import shown_sheet
from lantoa.schema import TABLES
from lantoa.templating import guide, lists, sheet
from lantoa.templating.needs import judged, tables_of
from lantoa.templating.styles import Styles
from lantoa.templating.words import guide as said


def write(path: Path, plan: Plan) -> None:
    """Write the blank workbook for ``plan``; the same plan gives the same file.

    Raises:
        OSError: The file cannot be written.
    """
    book = Workbook(str(path))
    book.set_properties({"title": plan.title, "created": datetime(plan.window[0], 1, 1)})
    _fill(book, plan, Styles.of(book))
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


def _fill(book: Workbook, plan: Plan, styles: Styles) -> None:
    tables = tables_of(plan)
    names = [shown_sheet(table) for table in tables]
    opening, *registers, last = (
        book.add_worksheet(name) for name in [said("sheet"), *names, said("lists")]
    )
    chosen = lists.Lists(book, last, styles)
    lists.fill(chosen, judged(plan), names)
    for table, register in zip(tables, registers, strict=True):
        sheet.fill(register, TABLES[table], styles, chosen)
    guide.fill(opening, plan, tables, styles)
    opening.activate()
