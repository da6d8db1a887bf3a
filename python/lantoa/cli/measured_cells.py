"""The cells of a table of measures: numbers as people type them, blanks, rows that are no data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from lantoa._checks import InputError, quantity
from lantoa.intake.columns import encode, shown
from lantoa.intake.faults import Fault
from lantoa.intake.numbers import numbers
from lantoa.intake.text import clean, heading_key, key
from lantoa.schema import wording


@dataclass(frozen=True)
class Table:
    """A sheet whose headings are found.

    Attributes:
        file: The file's name.
        name: The sheet's or table's name, empty in a file that is one table.
        columns: The cells below each heading; of two equal headings the first.
        rows: The row of the file that each row is, from 1.
        plain: Whether it is a data file: then a dot is a decimal sign.
    """

    file: str
    name: str
    columns: Mapping[str, Sequence[Any]]
    rows: Sequence[int]
    plain: bool

    def at(self, row: int, column: str) -> str:
        """Where a cell stands, in words."""
        sheet = f', sheet "{self.name}"' if self.name else ""
        return f'"{self.file}"{sheet}, row {self.rows[row]}, column "{column}"'


@cache
def _marks() -> frozenset[str]:
    marks = wording("aliases")["marks"]
    return frozenset({"", *marks["blank"], *marks["errors"]})


@cache
def _words(kind: str) -> frozenset[str]:
    read = key if kind == "totals" else heading_key
    return frozenset(read(word) for word in wording("aliases")["layout"][kind])


def is_row_number(heading: str) -> bool:
    """Whether a column only counts the rows.

    >>> is_row_number("STT"), is_row_number("Số vụ")
    (True, False)
    """
    return heading_key(heading) in _words("row_numbers")


def blanks(cells: Sequence[Any]) -> Any:
    """Which cells hold nothing, a dash, or one of Excel's errors."""
    nothing = _marks()
    return np.array(
        [cell is None or cell != cell or clean(str(cell)) in nothing for cell in cells], bool
    )


def is_numeric(table: Table, name: str, subject: str) -> bool:
    """Whether a column is one of numbers: more than half of its cells, and no count of the rows.

    One that has a few texts among its numbers is a measure with mistakes, which `doubles` tells.
    """
    rows = named(table, subject) & ~blanks(table.columns[name])
    read = read_numbers(table.columns[name], plain=table.plain)
    good = sum(not isinstance(read[row], Fault) for row in np.flatnonzero(rows).tolist())
    return not is_row_number(name) and 2 * good > int(rows.sum())


def named(table: Table, subject: str) -> Any:
    """Which rows are about a subject: not blank, no total."""
    cells = table.columns[subject]
    totals = np.array([key(clean(str(cell))) in _words("totals") for cell in cells], bool)
    return ~blanks(cells) & ~totals


def doubles(table: Table, name: str, subject: str) -> Any:
    """A column as doubles where ``subject`` is named, NaN where blank.

    Raises:
        InputError: A cell of a subject is no number, or there is a number and no subject.
    """
    cells, rows = table.columns[name], named(table, subject)
    read = read_numbers(cells, plain=table.plain)
    wrong = [
        f"{table.at(row, name)}: {cells[row]!r} is no number that can be told"
        for row in np.flatnonzero(rows).tolist()
        if isinstance(read[row], Fault)
    ]
    if wrong:
        more = f" (and {quantity(len(wrong) - 1, 'more cell')})" if len(wrong) > 1 else ""
        raise InputError(f"{wrong[0]}; expected one such as 12,5 or 12.5{more}", problems=wrong)
    values = np.array([float("nan") if isinstance(one, Fault) else one for one in read])
    lost = np.flatnonzero(blanks(table.columns[subject]) & ~np.isnan(values))
    if len(lost):
        raise InputError(
            f"{table.at(int(lost[0]), subject)}: the row has numbers and names no subject"
        )
    return values[rows]


def read_numbers(cells: Sequence[Any], *, plain: bool) -> list[float | Fault]:
    """Cells as doubles, NaN where blank; what a comma or a dot means is decided by the column."""
    filled = [None if blank else cell for cell, blank in zip(cells, blanks(cells), strict=True)]
    column = encode("", filled)
    told = [*numbers(column.distinct, plain=plain), float("nan")]
    return [told[code] for code in column.codes.tolist()]


def texts(table: Table, name: str, rows: Any) -> list[str | None]:
    """A column as it stands, None where blank."""
    blank = blanks(table.columns[name])
    cells = table.columns[name]
    return [
        None if blank[row] else clean(shown(cells[row]) or "")
        for row in np.flatnonzero(rows).tolist()
    ]


def years(table: Table, name: str, rows: Any) -> list[int]:
    """A column of years.

    Raises:
        InputError: One is no whole number.
    """
    cells = table.columns[name]
    read = read_numbers(cells, plain=True)
    told = []
    for row in np.flatnonzero(rows).tolist():
        one = read[row]
        if isinstance(one, Fault) or one != one or one != int(one):
            raise InputError(f'{table.at(row, name)}: "{shown(cells[row]) or ""}" is no year')
        told.append(int(one))
    return told
