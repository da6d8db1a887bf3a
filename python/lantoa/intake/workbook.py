"""Workbooks, through calamine: every sheet as the cells that Excel shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from lantoa._checks import InputError
from lantoa.intake.formulas import uncomputed
from lantoa.intake.sources import Grid
from lantoa.intake.text import clean

_OLE = b"\xd0\xcf\x11\xe0"


def workbook_grids(file: Path) -> Iterator[Grid]:
    """The work sheets of a workbook, in its own order.

    Raises:
        InputError: The workbook is locked, cut off, or no workbook at all.
    """
    book = _opened(file)
    formulas = uncomputed(file)
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            cells = _cells(_sheet(book, sheet.name, file))
            _mark(cells, formulas.get(sheet.name, {}))
            rows = np.arange(1, len(cells) + 1, dtype=np.int32)
            yield Grid(file.name, clean(sheet.name), sheet.name, cells, rows)


def _opened(file: Path) -> CalamineWorkbook:
    locked = f'"{file.name}" is locked with a password; save a copy without one and read that'
    if file.suffix.lower() in {".xlsx", ".xlsm"} and file.read_bytes()[:4] == _OLE:
        raise InputError(locked)
    try:
        return CalamineWorkbook.from_path(str(file))
    except CalamineError as error:
        if "password" in f"{type(error).__name__} {error}".lower():
            raise InputError(locked) from None
        raise InputError(_broken(file, error)) from None


def _broken(file: Path, error: Exception) -> str:
    reason = str(error) or type(error).__name__
    return (
        f'"{file.name}" cannot be opened as a workbook ({reason}); it may have been cut off in '
        "copying: open it in Excel, save it again and read that"
    )


def _sheet(book: CalamineWorkbook, name: str, file: Path) -> CalamineSheet:
    try:
        return book.get_sheet_by_name(name)
    except CalamineError as error:
        raise InputError(_broken(file, error)) from None


def _cells(sheet: CalamineSheet) -> list[list[Any]]:
    if sheet.end is None:
        return []
    cells = sheet.to_python(skip_empty_area=False)
    for row in cells:
        for column, cell in enumerate(row):
            if isinstance(cell, dt.time | dt.timedelta):
                row[column] = str(cell)
    return cells


def _mark(cells: list[list[Any]], formulas: dict[tuple[int, int], Any]) -> None:
    for (row, column), formula in formulas.items():
        if row < len(cells) and column < len(cells[row]) and cells[row][column] == "":
            cells[row][column] = formula
