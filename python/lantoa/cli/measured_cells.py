"""The cells of a table of measures: numbers as people type them, blanks, rows that are no data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from lantoa._checks import InputError, quantity
from lantoa.intake.columns import encode, shown
from lantoa.intake.faults import Fault
from lantoa.intake.numbers import numbers
from lantoa.intake.text import clean, heading_key, key
from lantoa.schema import wording

_NOTHING = float("nan")
_PLAIN = frozenset({int, float, type(None)})
_SHORT = 16  # letters: no word for a total is longer


@dataclass(frozen=True)
class Table:
    """A sheet whose headings are found.

    Attributes:
        file: The file's name.
        name: The sheet's or table's name, empty in a file that is one table.
        columns: The cells below each heading, an array where they are doubles; of two equal
            headings the first.
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


@dataclass(frozen=True)
class Rows:
    """Which rows of a table are about somebody.

    Attributes:
        subject: The column that says whom.
        kept: Those that name a subject and are no total.
        nameless: Those that name nobody.
    """

    subject: str
    kept: Any
    nameless: Any


def rows_of(table: Table, subject: str) -> Rows:
    """The rows of a table by its column of subjects."""
    column = encode("", table.columns[subject])
    blank = np.array([*map(_is_blank, column.distinct), True], bool)
    total = np.array([*map(_is_total, column.distinct), False], bool)
    nameless = blank[column.codes]
    return Rows(subject, ~nameless & ~total[column.codes], nameless)


def _is_blank(cell: object) -> bool:
    """Whether a cell holds nothing, a dash, or one of Excel's errors."""
    return isinstance(cell, str) and (cell in _marks() or clean(cell) in _marks())


def _is_total(cell: object) -> bool:
    return len(str(cell)) <= _SHORT and key(clean(str(cell))) in _words("totals")


@dataclass(frozen=True)
class Numbers:
    """A column as doubles, NaN where it is blank or wrong; and where it is wrong."""

    found: Any
    wrong: Any


def read_numbers(cells: Sequence[Any], *, plain: bool) -> Numbers:
    """Cells as numbers; what a comma or a dot means is decided by the column."""
    quick = _quick(cells, plain=plain)
    if quick is not None:
        return Numbers(quick, np.zeros(len(quick), bool))
    column = encode("", cells)
    known = [cell for cell in column.distinct if not _is_blank(cell)]
    read = dict(zip(map(_told_apart, known), numbers(known, plain=plain), strict=True))
    found = [read.get(_told_apart(cell), _NOTHING) for cell in column.distinct]
    values = [_NOTHING if isinstance(one, Fault) else one for one in found]
    wrong = [isinstance(one, Fault) for one in found]
    codes = column.codes
    return Numbers(np.array([*values, _NOTHING])[codes], np.array([*wrong, False])[codes])


def _told_apart(cell: object) -> object:
    return (type(cell), cell)


def _quick(cells: Sequence[Any], *, plain: bool) -> Any:
    """Plain numbers at once, and of a data file plain texts too; None where a cell is neither."""
    if isinstance(cells, np.ndarray):
        return cells
    filled = [None if isinstance(cell, str) and cell in _marks() else cell for cell in cells]
    if not {type(cell) for cell in filled} <= (_PLAIN | {str} if plain else _PLAIN):
        return None
    values = pd.to_numeric(pd.Series(filled, dtype=object), errors="coerce").to_numpy(float)
    known = np.array([cell is not None and cell == cell for cell in filled], bool)
    return values if np.isfinite(values[known]).all() else None


def is_numeric(read: Numbers, rows: Rows) -> bool:
    """Whether a column is one of numbers: more than half of its cells.

    One that has a few texts among its numbers is a measure with mistakes, which `doubles` tells.
    """
    good = int((~np.isnan(read.found) & rows.kept).sum())
    return good > int((read.wrong & rows.kept).sum())


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
    told = [f"{table.at(row, name)}: {cells[row]!r} is no number that can be told" for row in wrong]
    more = f" (and {quantity(len(told) - 1, 'more cell')})" if len(told) > 1 else ""
    return InputError(f"{told[0]}; expected one such as 12,5 or 12.5{more}", problems=told)


def texts(table: Table, name: str, rows: Rows) -> list[str | None]:
    """A column as it stands, None where blank."""
    column = encode("", table.columns[name])
    words = [None if _is_blank(one) else clean(shown(one) or "") for one in column.distinct]
    told = np.array([*words, None], object)[column.codes]
    return list(told[rows.kept])


def years(table: Table, name: str, rows: Rows) -> Any:
    """A column of years.

    Raises:
        InputError: One is no whole number.
    """
    cells = table.columns[name]
    values = read_numbers(cells, plain=True).found
    wrong = np.flatnonzero((np.isnan(values) | (values % 1 != 0)) & rows.kept)
    if len(wrong):
        row = int(wrong[0])
        raise InputError(f'{table.at(row, name)}: "{shown(cells[row]) or ""}" is no year')
    return values[rows.kept].astype(np.int64)
