"""A table of the office from the sheets that hold it: cells read, rows accepted or listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lantoa.intake.cells import Cells, blank, joined
from lantoa.intake.checking import Rows, checked
from lantoa.intake.columns import Flags
from lantoa.intake.known import Known
from lantoa.intake.laying import Laid, old_font
from lantoa.intake.meanings import OLD_FONT
from lantoa.intake.origin import Origin
from lantoa.intake.parsing import Reading, reading
from lantoa.intake.problems import Problem, of_cells
from lantoa.intake.sense import senseless
from lantoa.intake.splitting import parted, split
from lantoa.schema import TableSpec


def table_rows(parts: Sequence[Laid], known: Known) -> tuple[Rows, list[Problem]]:
    """The accepted rows of one table, and everything that was not read."""
    table = parts[0].table
    problems: list[Problem] = []
    pieces: list[Rows] = []
    for part in parts:
        rows, listed = _sheet_rows(parted(split(part, known), known), known)
        problems += [*part.problems, *listed]
        pieces.append(rows)
    rows, listed = checked(joined_rows(pieces, table))
    return rows, [*problems, *listed, *senseless(rows)]


def joined_rows(pieces: Sequence[Rows], table: TableSpec) -> Rows:
    """The rows of several sheets of one table, one after the other."""
    if len(pieces) == 1:
        return pieces[0]
    columns = {name: joined([piece.columns[name] for piece in pieces]) for name in table.columns}
    origin = Origin.joined([piece.origin for piece in pieces])
    return Rows(table, columns, origin, pieces[0].headings)


def _sheet_rows(part: Laid, known: Known) -> tuple[Rows, list[Problem]]:
    columns: dict[str, Cells] = {}
    problems: list[Problem] = []
    for name, spec in part.table.columns.items():
        if name not in part.columns:
            columns[name] = blank(spec, len(part.rows))
            continue
        read = reading(part.columns[name], spec, known)
        _refuse_old_font(part, read)
        columns[name] = read.cells
        listed = of_cells(read.column, read.faults, part.rows, part.place(name))
        problems += [_of_key(problem) for problem in listed] if spec.key else listed
    headings = {name: column.heading for name, column in part.columns.items()}
    origin = Origin.of(part.sheet.file, part.sheet.name, part.rows)
    rows = Rows(part.table, columns, origin, headings)
    problems += _blanks(rows, known)
    return rows.take(_accepted(rows)), [_with_keys(problem, rows) for problem in problems]


def _refuse_old_font(part: Laid, read: Reading) -> None:
    old = next((code for code, fault in read.faults.items() if fault is OLD_FONT), None)
    if old is not None:
        raise old_font(part.sheet, read.column.heading, str(read.column.distinct[old]))


def _of_key(problem: Problem) -> Problem:
    """A cell of the key that is in no list costs the row, whatever it would cost elsewhere."""
    return replace(problem, text="unreadable_key") if problem.kind == "unknown_value" else problem


def _with_keys(problem: Problem, rows: Rows) -> Problem:
    """The problem with the keys of the yearly rows that it cost: which years are missing."""
    table = rows.table
    if not table.no_row or problem.name != table.value or problem.places is None:
        return problem
    parts = [rows.columns[name].take(problem.places).array() for name in table.key]
    keys = [tuple(map(str, key)) for key in zip(*parts, strict=True)]
    return replace(problem, keys=keys)


def _accepted(rows: Rows) -> Flags:
    """Rows whose key is known; a yearly row without its value and without a reason is no row."""
    table, columns = rows.table, rows.columns
    keep = np.ones(len(rows.origin.row), bool)
    for name in table.key:
        keep &= ~columns[name].missing
    if table.no_row and table.value:
        value = columns[table.value]
        keep &= ~value.missing | (~value.unreadable & _reasoned(rows))
    return keep


def _reasoned(rows: Rows) -> Flags:
    if rows.table.instead is None:
        return np.zeros(len(rows.origin.row), bool)
    return ~rows.columns[rows.table.instead].missing


def _blanks(rows: Rows, known: Known) -> list[Problem]:
    """Cells that are needed and were left blank; those that could not be read are listed already."""
    table, found = rows.table, []
    asked = rows.filled() if known.answers else np.ones(len(rows.origin.row), bool)
    for name in table.key:
        at = np.flatnonzero(_left_blank(rows.columns[name]) & asked)
        if len(at):
            found += rows.problems(at, "missing", name, "missing_key")
    if table.value and not table.optional:
        empty = _left_blank(rows.columns[table.value])
        if table.instead:
            reason = rows.columns[table.instead]
            empty &= reason.missing & ~reason.unreadable
        for name in table.key:
            empty &= ~rows.columns[name].missing
        if empty.any():
            text = "missing_rating" if table.no_row else None
            found += rows.problems(np.flatnonzero(empty), "missing", table.value, text)
    return found


def _left_blank(cells: Cells) -> Flags:
    return cells.missing & ~cells.unreadable
