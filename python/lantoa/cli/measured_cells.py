"""The cells of a table of measures: numbers as people type them, blanks, rows that are no data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from lantoa._checks import InputError, quantity
from lantoa.cli.measured_numbers import Numbers, is_blank, read_numbers, why_unread
from lantoa.intake.columns import encode, shown
from lantoa.intake.text import clean, heading_key
from lantoa.schema import wording

_SHORT = 24  # letters: no word for a total or an average is longer, with a colon and spaces


@dataclass(frozen=True)
class Table:
    """A sheet whose headings are found.

    Attributes:
        file: The file's name.
        name: The sheet's or table's name, empty in a file that is one table.
        columns: The cells below each heading, an array where they are doubles; of two equal
            headings the first.
        twice: The headings that stand over several columns, and over which, from 1.
        rows: The row of the file that each row is, from 1.
        data: Whether it is a data file, in which programs write numbers.
        dots: Whether a dot is a decimal sign whatever follows it: in a data file, unless its
            cells are parted by semicolons or a comma is surely decimal somewhere in it.
    """

    file: str
    name: str
    columns: Mapping[str, Sequence[Any]]
    rows: Sequence[int]
    data: bool
    dots: bool
    twice: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The file and the sheet, in words."""
        return f'"{self.file}"' + (f', sheet "{self.name}"' if self.name else "")

    def at(self, row: int, column: str) -> str:
        """Where a cell stands, in words."""
        return f'{self.place}, row {self.rows[row]}, column "{column}"'


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(heading_key(word) for word in wording("aliases")["layout"][kind])


def is_row_number(heading: str) -> bool:
    """Whether a column only counts the rows.

    >>> is_row_number("STT"), is_row_number("Số vụ")
    (True, False)
    """
    return heading_key(heading) in _words("row_numbers")


@dataclass(frozen=True)
class Rows:
    """Which rows of a table are about somebody.

    Attributes:
        subject: The column that says whom.
        kept: Those that name a subject and are no total.
        nameless: Those that name nobody.
        aside: What each total or average is called, by its row.
    """

    subject: str
    kept: Any
    nameless: Any
    aside: Mapping[int, str]


def rows_of(table: Table, subject: str) -> Rows:
    """The rows of a table by its column of subjects."""
    column = encode("", table.columns[subject])
    blank = np.array([*map(is_blank, column.distinct), True], bool)
    nameless = blank[column.codes]
    aside = _summaries(table, subject, nameless)
    summary = np.zeros(len(nameless), bool)
    summary[list(aside)] = True
    return Rows(subject, ~nameless & ~summary, nameless & ~summary, aside)


def _summaries(table: Table, subject: str, nameless: Any) -> dict[int, str]:
    """The totals and averages: called so where the subject stands or the row is counted.

    A row that names nobody may also say it in any column before that of the subjects, where cells
    are merged.
    """
    names = list(table.columns)
    before = names[: names.index(subject)]
    found = {
        row: _text(table, name, row) for name in _counters(names) for row in _called(table, name)
    }
    blank = set(np.flatnonzero(nameless).tolist())
    for name in before:
        found |= {row: _text(table, name, row) for row in _called(table, name) if row in blank}
    found |= {row: _text(table, subject, row) for row in _called(table, subject)}
    return dict(sorted(found.items()))


def _counters(names: Sequence[str]) -> list[str]:
    return [name for name in names if is_row_number(name)]


def _called(table: Table, name: str) -> list[int]:
    """The rows that a column calls a total or an average."""
    cells = table.columns[name]
    if isinstance(cells, np.ndarray):
        return []
    return [row for row, cell in enumerate(cells) if isinstance(cell, str) and _is_summary(cell)]


def _text(table: Table, name: str, row: int) -> str:
    return clean(str(table.columns[name][row]))


def _is_summary(cell: str) -> bool:
    return len(cell) <= _SHORT and heading_key(clean(cell)) in _words("totals") | _words("averages")


def is_numeric(read: Numbers, rows: Rows) -> bool:
    """Whether a column is one of numbers: more than half of its cells.

    One that has a few texts among its numbers, or numbers of which it does not say what they are,
    is a measure with mistakes, which `doubles` tells.
    """
    good = int(((~np.isnan(read.found) | read.unsure) & rows.kept).sum())
    return good > int((read.wrong & ~read.unsure & rows.kept).sum())


def doubles(table: Table, name: str, read: Numbers, rows: Rows) -> Any:
    """A column as doubles where a subject is named, NaN where blank.

    Raises:
        InputError: A cell of a subject is no number, or there is a number and no subject.
    """
    wrong = np.flatnonzero(read.wrong & rows.kept).tolist()
    if wrong:
        raise _no_numbers(table, name, wrong)
    lost = np.flatnonzero(rows.nameless & ~np.isnan(read.found))
    if len(lost):
        where = table.at(int(lost[0]), rows.subject)
        raise InputError(f"{where}: the row has numbers and names no subject")
    return read.found[rows.kept]


def _no_numbers(table: Table, name: str, wrong: Sequence[int]) -> InputError:
    cells = table.columns[name]
    told = [f"{table.at(row, name)}: {why_unread(cells[row])}" for row in wrong]
    more = f" (and {quantity(len(told) - 1, 'more cell')})" if len(told) > 1 else ""
    return InputError(f"{told[0]}{more}", problems=told)


def texts(table: Table, name: str, rows: Rows) -> list[str | None]:
    """A column as it stands, None where blank."""
    column = encode("", table.columns[name])
    words = [None if is_blank(one) else clean(shown(one) or "") for one in column.distinct]
    told = np.array([*words, None], object)[column.codes]
    return list(told[rows.kept])


def years(table: Table, name: str, rows: Rows) -> Any:
    """A column of years.

    Raises:
        InputError: One is no whole number.
    """
    cells = table.columns[name]
    values = read_numbers(cells, data=True, dots=True).found
    wrong = np.flatnonzero((np.isnan(values) | (values % 1 != 0)) & rows.kept)
    if len(wrong):
        row = int(wrong[0])
        raise InputError(f'{table.at(row, name)}: "{shown(cells[row]) or ""}" is no year')
    return values[rows.kept].astype(np.int64)
