"""Small workbooks for tests: a dict of sheets, each a list of rows of cells."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

Sheets = dict[str, list[list[Any]]]

UNITS = [["Mã đơn vị", "Tên đơn vị/tập thể"], ["DV01", "Phòng Hành chính - Tổ chức"]]
PEOPLE = [["STT", "Mã CB", "Họ và tên"], [1, "CB01", "Nông Văn A"], [2, "CB02", "Đinh Thị B"]]


class Formula(str):
    """A formula; Excel has computed it unless ``computed`` is empty."""


class Uncomputed(Formula):
    """A formula that no program has computed yet."""


def workbook(path: Path, sheets: Sheets) -> Path:
    """Writes the sheets; days become Excel days, `Formula` becomes a formula."""
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                _write(sheet, r, c, cell, day)
    book.close()
    return path


def _write(sheet: Any, row: int, column: int, cell: Any, day: Any) -> None:
    if isinstance(cell, Formula):
        value = "" if isinstance(cell, Uncomputed) else 0
        sheet.write_formula(row, column, str(cell), None, value)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), day)
    elif cell is not None and cell != "":
        sheet.write(row, column, cell)


def office_of(path: Path, sheets: Sheets, **options: Any) -> Any:
    """The office of a workbook with two people and a unit beside the sheets given."""
    from lantoa.intake import read

    whole = {"Đơn vị": UNITS, "Cá nhân": PEOPLE, **sheets}
    return read(workbook(path / "so-lieu.xlsx", whole), lang="en", **options)


def listed(office: Any, *columns: str) -> list[tuple[Any, ...]]:
    """The problems of an office as tuples of some columns, blanks as None."""
    frame = office.problems[list(columns)]
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in frame.itertuples(index=False)
    ]


def column(office: Any, table: str, name: str) -> list[Any]:
    """A column of a table as plain values, blanks as None."""
    return [None if pd.isna(value) else value for value in office[table][name]]
