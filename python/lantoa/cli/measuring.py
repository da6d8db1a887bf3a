"""A file of measures as one frame: the sheet that has the columns, numbers as people type them.

What cannot be read is told with its sheet, row and column; nothing is guessed and nothing skipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from lantoa._checks import InputError, listed, nearest
from lantoa.cli.measured_cells import (
    Rows,
    Table,
    doubles,
    is_numeric,
    is_row_number,
    rows_of,
    texts,
    years,
)
from lantoa.cli.measured_numbers import Numbers, has_decimal_commas, read_numbers
from lantoa.cli.percent_cells import Places, as_percents, percents
from lantoa.intake.columns import Column, shown
from lantoa.intake.sources import Grid, Sheet, sources
from lantoa.intake.text import clean

_SEARCHED = 30  # rows in which the headings may stand
_DATA = (".csv", ".tsv", ".parquet", ".duckdb", ".db")  # in these programs write numbers
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True)
class Wanted:
    """Which columns a question needs.

    Attributes:
        subject: Who.
        year: When, None where the file holds one year.
        texts: Further columns as they stand, such as groups.
        measures: The numbers; empty for every other column that holds nothing but numbers.
        sheet: The sheet or table, None where only one has the columns.
        by_scheme: Whether a scheme names the measures.
    """

    subject: str
    year: str | None = None
    texts: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    sheet: str | None = None
    by_scheme: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns without which there is no table."""
        return (self.subject, *((self.year,) if self.year else ()), *self.texts)


@dataclass(frozen=True)
class Read:
    """What was read of a file.

    Attributes:
        frame: A row per row of the file that names a subject.
        rows: The row of the file that each is, from 1.
        aside: The rows of totals and averages, which are left out, and what they are called.
        doubtful: The measures that may be per cents, where the file does not say so: fractions in
            an .xls file.
    """

    frame: pd.DataFrame
    rows: Sequence[int]
    aside: Mapping[int, str]
    doubtful: tuple[str, ...] = ()


def read_measures(path: Path, wanted: Wanted) -> Read:
    """The columns that are wanted, a row per row of the file that names a subject.

    Args:
        path: A CSV or text file, a workbook, a Parquet file or a DuckDB database.
        wanted: Which columns.

    Returns:
        Subjects and further texts as str, years as int64, measures as float64, NaN where blank.
        Totals and averages are left out and told.

    Raises:
        InputError: The file cannot be read, no sheet or several have the columns, a row has no
            subject, or a cell is no number; a heading stands over two columns; or no row names a
            subject.
    """
    table = _chosen(path, wanted)
    rows = rows_of(table, wanted.subject)
    if not rows.kept.any():
        raise InputError(
            f'{table.place}: no row below the headings names a subject in "{wanted.subject}"'
        )
    read = _measures(table, wanted, rows)
    values = {name: doubles(table, name, found, rows) for name, found in read.items()}
    told: dict[str, Any] = {wanted.subject: texts(table, wanted.subject, rows)}
    if wanted.year:
        told[wanted.year] = years(table, wanted.year, rows)
    told |= {name: texts(table, name, rows) for name in wanted.texts}
    numbers = [table.rows[row] for row in np.flatnonzero(rows.kept).tolist()]
    aside = {table.rows[row]: called for row, called in rows.aside.items()}
    old = path.suffix.lower() == ".xls"
    doubtful = [name for name, one in values.items() if old and ((one > 0) & (one < 1)).any()]
    return Read(pd.DataFrame(told | values), numbers, aside, tuple(doubtful))


def _chosen(path: Path, wanted: Wanted) -> Table:
    if path.is_dir():
        raise InputError(f'"{path}" is a folder; give one file with a row per subject')
    tables = [table for source in sources(path) for table in _tables(source, path, wanted)]
    if wanted.sheet is not None:
        names = [table.name for table in tables]
        if wanted.sheet not in names:
            near = nearest(wanted.sheet, names)
            raise InputError(
                f'"{path.name}" has no sheet "{wanted.sheet}"; did you mean "{near}"?'
                if near
                else f'"{path.name}" has no sheet "{wanted.sheet}"; it has {listed(names)}'
            )
        tables = [table for table in tables if table.name == wanted.sheet]
    having = [table for table in tables if set(wanted.keys) <= table.columns.keys()]
    if not having:
        raise _lacking(path, tables, wanted)
    if len(having) > 1:
        names = [table.name for table in having]
        raise InputError(
            f'"{path.name}": {len(having)} sheets have these columns, {listed(names)}; choose one '
            "with --sheet"
        )
    return having[0]


def _tables(source: Any, path: Path, wanted: Wanted) -> Iterator[Table]:
    """The source with its headings, where it has any."""
    data = path.suffix.lower() in _DATA
    if isinstance(source, Sheet):
        columns = {one.heading: _cells(one, wanted) for one in source.columns}
        rows = [int(row) for row in source.rows]
        yield Table(source.file, source.name, columns, rows, data, _dots(data, "", columns))
    if isinstance(source, Grid) and source.cells:
        at = _header(source, wanted)
        heads = [clean(shown(cell) or "") for cell in source.cells[at]]
        shares = percents(path, source.title) if path.suffix.lower() in _WORKBOOKS else {}
        columns = {
            head: _below(source, at, place, {} if head in wanted.keys else shares)
            for place, head in reversed(list(enumerate(heads)))
            if head
        }
        ordered = {head: columns[head] for head in dict.fromkeys(heads) if head}
        rows = [int(row) for row in source.rows[at + 1 :]]
        dots = _dots(data, source.separator, ordered)
        twice = {
            head: [place for place, one in enumerate(heads, 1) if one == head]
            for head, count in Counter(heads).items()
            if head and count > 1
        }
        yield Table(source.file, source.name, ordered, rows, data, dots, twice)


def _below(source: Grid, at: int, place: int, shares: Places) -> list[Any]:
    """The cells of a column below the headings, those of per cent with their sign."""
    cells = [row[place] for row in source.cells[at + 1 :]]
    return as_percents(cells, shares[place], at + 1) if place in shares else cells


def _dots(data: bool, separator: str, columns: Mapping[str, Any]) -> bool:
    """Whether a dot is surely a decimal sign in a table."""
    return data and separator != ";" and not has_decimal_commas(columns.values())


def _cells(column: Column, wanted: Wanted) -> Any:
    """The cells of a column that keeps its kind: doubles at once, unless they name somebody."""
    typed = None if column.heading in wanted.keys else column.typed()
    if typed is not None and typed.data.dtype.kind in "iuf":
        return np.where(typed.missing, np.nan, typed.data.astype(float))
    encoded = column.encoded()
    values = [*encoded.distinct, None]
    return [values[code] for code in encoded.codes.tolist()]


def _header(grid: Grid, wanted: Wanted) -> int:
    """The row with most of the wanted headings; of equals the fullest, then the first."""
    sought = {*wanted.keys, *wanted.measures}

    def good(at: int) -> tuple[int, int, int]:
        heads = [clean(shown(cell) or "") for cell in grid.cells[at]]
        return len(sought.intersection(heads)), sum(map(bool, heads)), -at

    return max(range(min(len(grid.cells), _SEARCHED)), key=good)


def _lacking(path: Path, tables: Sequence[Table], wanted: Wanted) -> InputError:
    heads = list(dict.fromkeys(head for table in tables for head in table.columns))
    if not heads:
        return InputError(f'"{path.name}" holds no table')
    missing = [name for name in wanted.keys if name not in heads]
    if not missing:
        return InputError(f'"{path.name}": no one sheet has {listed(wanted.keys)} together')
    near = nearest(missing[0], heads)
    hint = f'; did you mean "{near}"?' if near else "."
    option = (
        " Name the column of the subjects with --subject." if missing[0] == wanted.subject else ""
    )
    return InputError(
        f'"{path.name}" has no column "{missing[0]}"{hint} It has {listed(heads)}.{option}'
    )


def _measures(table: Table, wanted: Wanted, rows: Rows) -> dict[str, Numbers]:
    """The columns of numbers; a measure that is asked for and absent is told with its nearest."""
    others = [name for name in table.columns if name not in wanted.keys]
    for name in wanted.measures:
        if name not in table.columns:
            near = nearest(name, others)
            hint = f'; did you mean "{near}"?' if near else f"; it has {listed(table.columns)}"
            whose = " of the scheme" if wanted.by_scheme else ""
            raise InputError(f'"{table.file}" has no column "{name}"{whose}{hint}')
    asked = wanted.measures or [name for name in others if not is_row_number(name)]
    for name in (name for name in (*wanted.keys, *asked) if name in table.twice):
        raise InputError(
            f'{table.place}: the heading "{name}" stands over columns '
            f"{', '.join(map(str, table.twice[name]))}; expected one: give each a heading of its own"
        )
    read = {name: _numbers(table, name) for name in asked}
    if wanted.measures:
        return read
    found = {name: one for name, one in read.items() if is_numeric(one, rows)}
    if not found:
        raise InputError(f'"{table.file}" has no column of numbers beside {listed(wanted.keys)}')
    return found


def _numbers(table: Table, name: str) -> Numbers:
    return read_numbers(table.columns[name], data=table.data, dots=table.dots)
