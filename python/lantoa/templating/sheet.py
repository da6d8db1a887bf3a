"""The sheet of one table: headings with notes, an example row, formats and checked cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lantoa.intake.vocabulary import shown_sheet
from lantoa.schema import TABLES, ColumnSpec, TableSpec
from lantoa.templating.lists import CRITERIA, SHEETS, Lists
from lantoa.templating.styles import Styles, printed, width
from lantoa.templating.words import MARK, example, guide, headings, hint, is_required

HEADING, EXAMPLE, FIRST = 0, 1, 2
LAST = 5000
"""Rows from 0: the heading, the example, the first and the last that are checked."""

_DAYS = (date(1950, 1, 1), date(2100, 12, 31))
_YEARS = (1950, 2100)


@dataclass(frozen=True)
class Ids:
    """Where the ids of a table stand, so that other sheets choose from them; column B of its sheet."""

    table: str

    @property
    def area(self) -> str:
        """The cells of the ids.

        >>> Ids("units").area
        "'Đơn vị'!$B$3:$B$5001"
        """
        return f"'{shown_sheet(self.table)}'!$B${FIRST + 1}:$B${LAST + 1}"

    def counted(self, cell: str) -> str:
        """How often the id in ``cell`` is among them, as a formula."""
        return f"COUNTIF({self.area},{cell})"


def fill(sheet: Worksheet, table: TableSpec, styles: Styles, lists: Lists) -> None:
    """Everything on the sheet of ``table``."""
    sheet.set_row(HEADING, 48)
    sheet.set_row(EXAMPLE, 20)
    sheet.set_column(0, 0, 9, styles.number)
    sheet.write_string(HEADING, 0, guide("row_number"), styles.optional)
    sheet.write_string(EXAMPLE, 0, MARK, styles.mark)
    shown = example(table)
    for place, (name, heading) in enumerate(headings(table).items(), start=1):
        column = table.columns[name]
        sheet.set_column(place, place, width(column, heading), styles.cell(column))
        look = styles.required if is_required(table, column) else styles.optional
        sheet.write_string(HEADING, place, heading, look)
        note = hint(table, column)
        sheet.write_comment(HEADING, place, note, {"x_scale": 1.6, "y_scale": 0.9})
        _write(sheet, place, shown.get(name), column, styles)
        _check(sheet, place, table, column, lists)
    sheet.freeze_panes(FIRST, 2)
    sheet.repeat_rows(HEADING)
    printed(sheet)


def _write(sheet: Worksheet, place: int, value: Any, column: ColumnSpec, styles: Styles) -> None:
    look = styles.cell(column, example=True)
    if isinstance(value, date):
        sheet.write_datetime(EXAMPLE, place, value, look)
    elif isinstance(value, str):
        sheet.write_string(EXAMPLE, place, value, look)
    elif value is None:
        sheet.write_blank(EXAMPLE, place, None, look)
    else:
        sheet.write_number(EXAMPLE, place, value, look)


def _check(
    sheet: Worksheet, place: int, table: TableSpec, column: ColumnSpec, lists: Lists
) -> None:
    """What may be entered, with a drop-down list where there is one."""
    rule = _rule(place, table, column, lists)
    if rule is None:
        return
    message = hint(table, column)[:255]
    told = {"error_title": guide("error_title"), "error_message": message}
    sheet.data_validation(FIRST, place, LAST, place, {"error_type": "stop"} | rule | told)


def _rule(place: int, table: TableSpec, column: ColumnSpec, lists: Lists) -> dict[str, Any] | None:
    if column.name == "criterion_id":
        return _chosen(lists.source(CRITERIA))
    if column.type in _RULES:
        return dict(_RULES[column.type])
    if column.type == "code" and column.of:
        others = {"show_error": False} if column.of == "roles" else {}
        return _chosen(lists.source(column.of)) | others
    if column.type in {"bool", "table"}:
        return _chosen(lists.source("bool" if column.type == "bool" else SHEETS))
    return _of_ids(place, table, column)


def _chosen(source: str) -> dict[str, Any]:
    return {"validate": "list", "source": source}


def _of_ids(place: int, table: TableSpec, column: ColumnSpec) -> dict[str, Any] | None:
    """Ids that other sheets hold, or that this one must not hold twice."""
    cell = f"{xl_col_to_name(place)}{FIRST + 1}"
    if column.type == "id" and table.key == (column.name,):
        return _custom(f"={Ids(table.name).counted(cell)}=1", "stop")
    if column.type == "subject":
        return _custom(f"={Ids('units').counted(cell)}+{Ids('people').counted(cell)}>0", "warning")
    named = {"unit": "units", "person": "people"}.get(column.type, column.of)
    return _chosen(f"={Ids(named).area}") if named and named in TABLES else None


def _custom(formula: str, error_type: str) -> dict[str, Any]:
    return {"validate": "custom", "value": formula, "error_type": error_type}


def _between(kind: str, low: Any, high: Any) -> dict[str, Any]:
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


_RULES = {
    "date": _between("date", *_DAYS),
    "year": _between("integer", *_YEARS),
    "int": _between("integer", 0, 10**9),
    "number": _between("decimal", -(10**15), 10**15),
    "per_mille": _between("decimal", 0, 1),
}
