"""A sheet laid out as rows of one table: what is no data is gone, every column has its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lantoa._checks import InputError
from lantoa.intake.columns import Column, Rows, Stacked, Typed, encode, shown
from lantoa.intake.headings import Heading, nearest_heading, recognised
from lantoa.intake.layout import Rows as LaidRows
from lantoa.intake.layout import data_rows
from lantoa.intake.problems import Problem
from lantoa.intake.sources import Sheet
from lantoa.intake.text import clean, looks_like_tcvn3
from lantoa.intake.vocabulary import Vocabulary, shown_heading
from lantoa.schema import TableSpec

_LISTED = {
    "refused": "refused_column",
    "duplicate": "duplicate_column",
    "unknown": "unknown_column",
}


@dataclass(frozen=True)
class Laid:
    """The rows of one table in one sheet.

    Attributes:
        table: The table.
        sheet: Where the rows stand.
        rows: The row of the file that each of the n rows is.
        columns: Canonical name to the source's column of n cells.
        problems: Columns that are not read, and what is missing.
    """

    table: TableSpec
    sheet: Sheet
    rows: Rows
    columns: Mapping[str, Column]
    problems: Sequence[Problem]

    def place(self, name: str | None = None) -> dict[str, Any]:
        """Where a problem of a column stands."""
        return {
            "file": self.sheet.file,
            "sheet": self.sheet.name,
            "table": self.table.name,
            "name": name,
        }

    @property
    def complete(self) -> bool:
        """Whether every column is there without which no row can be accepted."""
        return not self._absent()

    def _absent(self) -> list[str]:
        return [name for name in needed(self.table) if name not in self.columns]


def needed(table: TableSpec) -> list[str]:
    """The columns without which no row of a table can be accepted."""
    return [*table.key, *([table.value] if table.value else [])]


def laid(sheet: Sheet, table: TableSpec, words: Vocabulary) -> Laid:
    """The sheet's rows of ``table``, with the problems of its columns.

    Raises:
        InputError: The sheet is typed in an old 8-bit font and would be half-read.
    """
    headings = recognised([column.heading for column in sheet.columns], table, words)
    rows, columns = sheet.rows, list(sheet.columns)
    if sheet.header:
        encoded = [column.encoded() for column in columns]
        keep = data_rows(LaidRows(encoded, headings, table))
        rows, columns = rows[keep], [column.take(keep).used() for column in encoded]
    _refuse_old_fonts(sheet, headings, columns)
    listed = _unread_columns(sheet, table, headings, columns)
    named: dict[str, Column] = {
        heading.column: column
        for heading, column in zip(headings, columns, strict=True)
        if heading.role == "column" and heading.column
    }
    wide = [(h, c) for h, c in zip(headings, columns, strict=True) if h.role == "wide"]
    found = Laid(table, sheet, rows, named, listed)
    if wide and "year" not in named:
        found = _unpivoted(found, wide)
    return replace(found, problems=[*found.problems, *_absent_columns(found)])


def _refuse_old_fonts(sheet: Sheet, headings: Sequence[Heading], columns: Sequence[Column]) -> None:
    """Of a source that keeps headings apart only these are looked at; its cells where they are read."""
    for heading, column in zip(headings, columns, strict=True):
        cells = column.encoded().distinct if sheet.header else ()
        texts = [heading.text, *(value for value in cells if isinstance(value, str))]
        old = next((text for text in texts if looks_like_tcvn3(text)), None)
        if old and heading.role in {"column", "wide", "unknown", "blank"}:
            raise old_font(sheet, heading.text, old)


def old_font(sheet: Sheet, heading: str, text: str) -> InputError:
    """The refusal of a source that is typed in an old 8-bit font."""
    sheet_name = f', sheet "{sheet.name}"' if sheet.name else ""
    where = f'"{sheet.file}"{sheet_name}' if sheet.file else f'table "{sheet.title}"'
    return InputError(
        f'{where}, column "{heading}": "{text}" is typed in an old font (.VnTime, TCVN3); convert '
        "the file to Unicode first: it is not read by halves"
    )


def _unread_columns(
    sheet: Sheet,
    table: TableSpec,
    headings: Sequence[Heading],
    columns: Sequence[Column],
) -> list[Problem]:
    wide_beside_year = any(heading.column == "year" for heading in headings)
    found = []
    for heading, column in zip(headings, columns, strict=True):
        kind = _LISTED.get(heading.role)
        if heading.role == "blank" and _has_cells(column):
            kind = "unknown_column"
        if heading.role == "wide" and wide_beside_year:
            kind = "unknown_column"
        if kind:
            near = nearest_heading(heading.text, table) if kind == "unknown_column" else None
            found.append(
                Problem(
                    sheet.file, sheet.name, np.array([sheet.header]), heading.text or None, kind,
                    nearest=[near], table=table.name,
                )
            )  # fmt: skip
    return found


def _has_cells(column: Column) -> bool:
    if isinstance(column, Typed):
        return not bool(column.missing.all())
    return any(clean(shown(value) or "") for value in column.encoded().distinct)


def _absent_columns(found: Laid) -> list[Problem]:
    return [
        Problem(
            rows=np.array([found.sheet.header]), column=shown_heading(name, found.table.name),
            kind="missing_column", **found.place(name),
        )
        for name in found._absent()
    ]  # fmt: skip


def _unpivoted(found: Laid, wide: Sequence[tuple[Heading, Column]]) -> Laid:
    """One row per subject and year from one column per year; a blank cell is no row.

    Columns that would say something of every year at once (a decision number) are not read.
    """
    value = str(wide[0][0].column)
    sources = [column.encoded() for _, column in wide]
    at, which = np.nonzero(np.array([column.codes for column in sources]).T >= 0)
    years = encode("", [heading.year for heading, _ in wide])
    columns: dict[str, Column] = {
        name: column.take(at) for name, column in found.columns.items() if name in found.table.key
    }
    columns["year"] = replace(years, codes=years.codes[which])
    columns[value] = Stacked.of(sources, at, which)
    shared = [name for name in found.columns if name not in columns]
    listed = [
        Problem(
            rows=np.array([found.sheet.header]), column=found.columns[name].heading,
            kind="unknown_column", **found.place(name),
        )
        for name in shared
    ]  # fmt: skip
    return replace(found, rows=found.rows[at], columns=columns, problems=[*found.problems, *listed])
