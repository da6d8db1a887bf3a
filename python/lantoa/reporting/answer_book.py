"""An answer of what-if as a workbook: every table a sheet, the sentence above each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from lantoa import _files
from lantoa._checks import InputError
from lantoa._wording import day
from lantoa.reporting.paper import ROWS, Column, Paper, Sheet
from lantoa.scenarios.answer import Answer

_NARROW, _WIDE = 10, 46  # characters
_TITLE_ROWS = 12  # what stands above a table, at most


def write(answer: Answer, path: Path) -> Path:
    """Write the workbook whole or not at all; see ``Answer.to_excel``."""
    if path.suffix.lower() != ".xlsx":
        raise InputError(f'{path.name}: an answer is an Excel workbook, "name.xlsx"')
    page = f"{answer.title} · {day(answer.asked.as_of, answer.lang)}"
    with _files.replacing(path) as part, Paper(part, title=answer.title, page=page) as paper:
        for sheet in _sheets(answer):
            paper.add(sheet)
    return path


def _sheets(answer: Answer) -> Iterator[Sheet]:
    notes = (answer.watermark, answer.asked.in_force, answer.sentence)
    for name, frame in answer.sheets().items():
        if len(frame) > ROWS - _TITLE_ROWS:
            raise InputError(
                f'sheet "{name}": {len(frame)} rows do not fit into a sheet of Excel, which has '
                f"{ROWS}; take .frame"
            )
        columns = [Column(str(head), _width(frame, at)) for at, head in enumerate(frame)]
        yield Sheet(name=name, title=answer.title, notes=notes, frame=frame, columns=columns)


def _width(frame: pd.DataFrame, at: int) -> float:
    longest = max([len(str(cell)) for cell in frame.iloc[:200, at]], default=0)
    return float(min(max(longest + 2, _NARROW), _WIDE))
