"""Workbooks, through calamine: every sheet as the cells that Excel shows."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from lantoa._checks import InputError
from lantoa.intake.contents import LOCKED, check_workbook
from lantoa.intake.sheet_xml import Places, SheetXml, last_cell, uncomputed
from lantoa.intake.sources import Grid, Span
from lantoa.intake.text import clean

Answer = TypeVar("Answer")
_LARGEST = 60_000_000  # cells of a sheet, blank ones between included; each takes some 40 bytes


def workbook_grids(file: Path) -> Iterator[Grid]:
    """The work sheets of a workbook, in its own order.

    Raises:
        InputError: The workbook is locked, cut off, no workbook at all, or a sheet of it is
            larger than any register.
    """
    check_workbook(file)
    book = _opened(file)
    xml = SheetXml(file)
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            formulas = _formulas(xml.of(sheet.name), sheet.name, file)
            found = _asked(file, partial(book.get_sheet_by_name, sheet.name))
            cells = _cells(found)
            _mark(cells, formulas)
            rows = np.arange(1, len(cells) + 1, dtype=np.int32)
            title = sheet.name
            yield Grid(file.name, clean(title), title, cells, rows, _merged(found))


def _opened(file: Path) -> CalamineWorkbook:
    """The workbook, by its name first and then by what it holds."""
    try:
        return _asked(file, lambda: CalamineWorkbook.from_path(str(file)))
    except InputError as error:
        told = error
    try:
        return _asked(file, lambda: CalamineWorkbook.from_filelike(io.BytesIO(file.read_bytes())))
    except InputError:
        raise told from None


def _asked(file: Path, ask: Callable[[], Answer]) -> Answer:
    """What calamine answers; what it stumbles over is said plainly."""
    try:
        return ask()
    except CalamineError as error:
        locked = "password" in f"{type(error).__name__} {error}".lower()
        told = f'"{file.name}" {LOCKED}' if locked else _broken(file, error)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Rust's own, which no module exports
            raise
        told = _broken(file, error)
    raise InputError(told)


def _broken(file: Path, error: BaseException) -> str:
    reason = str(error) or type(error).__name__
    return (
        f'"{file.name}" cannot be opened as a workbook ({reason}); it may have been cut off in '
        "copying: open it in Excel, save it again and read that"
    )


def _formulas(xml: bytes, name: str, file: Path) -> Places:
    """The formulas never computed; a sheet that a stray cell makes huge is named, not read."""
    rows, columns, cell = last_cell(xml)
    if rows * columns > _LARGEST:
        raise InputError(
            f'"{file.name}", sheet "{name}": its last cell, {cell}, makes it {rows:,} rows by '
            f"{columns:,} columns; expected at most {_LARGEST:,} cells. Delete the stray cells "
            "(Ctrl+End shows the last one), save and read again"
        )
    return uncomputed(xml)


def _cells(sheet: CalamineSheet) -> list[list[Any]]:
    if sheet.end is None:
        return []
    cells = sheet.to_python(skip_empty_area=False)
    for row in cells:
        for column, cell in enumerate(row):
            if isinstance(cell, dt.time | dt.timedelta):
                row[column] = str(cell)
    return cells


def _merged(sheet: CalamineSheet) -> list[Span]:
    """Cells that were merged downwards: first and last row, and the column that has the value."""
    return [
        Span(top, bottom, column)
        for (top, column), (bottom, _) in sheet.merged_cell_ranges or ()
        if bottom > top
    ]


def _mark(cells: list[list[Any]], formulas: Places) -> None:
    for (row, column), formula in formulas.items():
        if row < len(cells) and column < len(cells[row]) and cells[row][column] == "":
            cells[row][column] = formula
