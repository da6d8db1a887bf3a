"""Results on a terminal: tables that fit, and the summary for the head of an office."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table

from lantoa._wording import said
from lantoa.evaluating import Evaluation

_PROBLEMS = 1000  # lines on a screen before the list is cut


def console() -> Console:
    """Where results are printed; a pipe gets lines of 120 characters, wrapped in tables only."""
    out = Console(highlight=False, soft_wrap=False)
    return out if out.is_terminal else Console(highlight=False, width=120)


def table(frame: pd.DataFrame, headings: Sequence[str], *, numbers: Sequence[str] = ()) -> Table:
    """A frame as a table: numbers to the right, what is missing blank."""
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, heading in zip(frame, headings, strict=True):
        shown.add_column(heading, justify="right" if name in numbers else "left", overflow="fold")
    for row in frame.itertuples(index=False):
        shown.add_row(*("" if value is None or value != value else str(value) for value in row))
    return shown


def print_problems(frame: pd.DataFrame, lang: str) -> None:
    """What could not be read, a table per sheet, in the order of the files."""
    out = console()
    for (file, sheet), found in frame.head(_PROBLEMS).groupby(["file", "sheet"], sort=False):
        out.print(f"{file} · {sheet}" if sheet else file, style="bold", markup=False)
        columns = found[["row", "column", "value", "what", "nearest"]]
        headings = [said("cli", f"columns.{name}", lang) for name in columns]
        out.print(table(columns, headings, numbers=["row"]))
    if len(frame) > _PROBLEMS:
        out.print(said("cli", "said.more_problems", lang, more=len(frame) - _PROBLEMS))


def print_summary(result: Evaluation) -> None:
    """The summary of a result for the head of an office, in the language of its plan."""
    from lantoa import reporting
    from lantoa.cli.summary import blocks

    out = console()
    for block in blocks(reporting.summary(result), result.plan.lang):
        out.print(block)
