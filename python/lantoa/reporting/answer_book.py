"""A result that is told as one table as a workbook: what was asked stands above each sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import shorten, wrap

import pandas as pd

from lantoa import _files
from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.reporting.paper import ROWS, Column, Paper, Sheet
from lantoa.told import Told

_NARROW, _WIDE = 10, 46  # characters of a column
_PAGE = 150  # characters across a sheet of A4 that can still be read
_ABOVE = 110  # the fewest letters of a line above the table
_SHEET = 31  # letters of a sheet's name
_FOOT = 150  # letters at the foot of the page; Excel holds 255
_TITLE_ROWS = 40  # what stands above a table, at most
_LOOKED_AT = 500  # rows that widths are made for


def write(answer: Told, path: Path) -> Path:
    """Write the workbook whole or not at all; see ``Told.to_excel``."""
    return write_all({"": answer}, path)


def write_all(answers: Mapping[str, Told], path: Path) -> Path:
    """Write several results into one workbook, whole or not at all; the first gives it its title.

    Args:
        answers: The results by what their first sheets are called; ``""``: as they call them.
        path: The ``.xlsx`` file.

    Raises:
        InputError: It is no ``.xlsx``, it cannot be written, or a table has too many rows.
    """
    answer = next(iter(answers.values()))
    if path.suffix.lower() != ".xlsx":
        raise InputError(f'{path.name}: expected an Excel workbook, "name.xlsx"')
    page = " · ".join(filter(None, [shorten(answer.title, _FOOT, placeholder=" …"), answer.footer]))
    with (
        _files.replacing(path) as part,
        Paper(part, title=answer.title[:_FOOT], page=page) as paper,
    ):
        for sheet in _all_sheets(answers):
            paper.add(sheet)
    return path


def _all_sheets(answers: Mapping[str, Told]) -> Iterator[Sheet]:
    """Every sheet of every result; one that is called like an earlier one is told apart."""
    used: set[str] = set()
    for called, answer in answers.items():
        for at, sheet in enumerate(sheets_of(answer)):
            name = called if called and at == 0 else sheet.name
            if name in used:
                name = f"{name} ({called})"[:_SHEET]
            used.add(name)
            yield replace(sheet, name=name)


def sheets_of(answer: Told) -> Iterator[Sheet]:
    """The sheets of one result.

    Raises:
        InputError: A table has too many rows.
    """
    every = answer.sheets()
    for name, frame in every.items():
        if len(frame) > ROWS - _TITLE_ROWS:
            raise InputError(
                f'sheet "{name}": {len(frame)} rows do not fit into a sheet of Excel, which has '
                f"{ROWS}; take .frame"
            )
        widths = _widths(frame)
        above = _above(answer, name if len(every) > 1 else "", frame, int(sum(widths)))
        columns = [Column(str(head), width) for head, width in zip(frame, widths, strict=True)]
        yield Sheet(name=name, title=above[0], notes=above[1:], frame=frame, columns=columns)


def _above(answer: Told, name: str, frame: pd.DataFrame, width: int) -> list[str]:
    """The lines over a table, none longer than the page: what it is first, the answer last."""
    lines = [answer.title, *answer.over, *answer.under, answer.sentence]
    if name:
        lines = [name, *lines]
    if frame.empty:
        lines.append(said("told", "no_rows", answer.lang))
    room = max(5 * width // 4, _ABOVE)  # letters are narrower than the digits that widths count
    return [part for line in lines for part in wrap(line, room)]


def _widths(frame: pd.DataFrame) -> list[float]:
    """A width for each column: as its cells need, and all together no wider than the page."""
    widths = [_width(frame, at) for at in range(len(frame.columns))]
    while sum(widths) > _PAGE and max(widths) > 2 * _NARROW:
        widest = widths.index(max(widths))
        widths[widest] *= 0.9
    return widths


def _width(frame: pd.DataFrame, at: int) -> float:
    cells: Sequence[object] = frame.iloc[:_LOOKED_AT, at].tolist()
    longest = max((_letters(cell) for cell in cells if cell is not None), default=0)
    heading = max(map(len, str(frame.columns[at]).split()), default=0)
    return float(min(max(longest + 2, heading + 2, _NARROW), _WIDE))


def _letters(cell: object) -> int:
    """How many letters a cell shows: a day stands without its hours."""
    return _NARROW if isinstance(cell, pd.Timestamp) else len(str(cell))
