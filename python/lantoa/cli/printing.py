"""Results on a terminal: tables that fit, and the summary for the head of an office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

from lantoa._wording import said

if TYPE_CHECKING:
    import pandas as pd

    from lantoa.reporting import Summary

_PROBLEMS = 1000  # lines on a screen before the list is cut
_LETTERS = 120  # of a cell before it is cut


def console() -> Console:
    """Where results are printed; a pipe gets lines of 120 characters, wrapped in tables only."""
    out = Console(highlight=False, soft_wrap=False)
    return out if out.is_terminal else Console(highlight=False, width=120)


def print_problems(frame: pd.DataFrame, lang: str) -> None:
    """What could not be read, a table per sheet, in the order of the files."""
    from lantoa.reporting.terminal import table

    out = console()
    for place, found in frame.head(_PROBLEMS).groupby(["file", "sheet"], sort=False):
        out.print(" · ".join(str(part) for part in place if part != ""), style="bold", markup=False)
        columns = found[["row", "column", "value", "what", "nearest"]]
        columns = columns.assign(value=columns["value"].map(_cut, na_action="ignore"))
        headings = [said("cli", f"columns.{name}", lang) for name in columns]
        out.print(table(columns, headings, numbers=["row"]))
    if len(frame) > _PROBLEMS:
        out.print(said("cli", "said.more_problems", lang, more=len(frame) - _PROBLEMS))


def _cut(text: str) -> str:
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1] + "…"


def print_summary(short: Summary, lang: str) -> None:
    """The summary of a result for the head of an office."""
    from lantoa.reporting.terminal import blocks

    out = console()
    for block in blocks(short, lang):
        out.print(block)
