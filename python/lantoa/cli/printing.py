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
    """The summary of a result, in the language of its plan."""
    from lantoa import reporting
    from lantoa.reporting.summarising import named
    from lantoa.reporting.words import said as told
    from lantoa.reporting.words import verdict

    lang, out = result.plan.lang, console()
    short = reporting.summary(result)
    out.print(told("summary.title", lang).upper(), style="bold")
    keys = ("as_of", "counting", "closed", "plan")
    facts = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for label in (told(f"summary.{key}", lang) for key in keys):
        facts.add_row(f"[bold]{label}[/]", short.facts[label])
    out.print(facts)
    kinds = {kind: told(f"kinds.{kind}", lang) for kind in ("unit", "person")}
    counts = short.counts.assign(subject_kind=short.counts["subject_kind"].map(kinds))
    numbers = list(counts.columns[1:])
    headings = [told(f"columns.{name}", lang) for name in counts]
    out.print(table(counts, headings, numbers=numbers))
    units = short.units.assign(
        counted=short.units["counted"].map({True: told("words.yes", lang), False: ""}),
        **{
            name: short.units[name].astype(str).map(lambda one: verdict(one, lang))
            for name in ("verdict", "provisional")
        },
    ).drop(columns="counted")
    headings = [told(f"columns.{name}", lang) for name in units.rename(columns={"verdict": "own_verdict"})]
    out.print(f"[bold]{told('summary.by_unit', lang)}[/]")
    out.print(table(units, headings, numbers=list(units.columns[3:])))
    out.print(f"[bold]{told('summary.obstacles', lang)}[/]")
    for row in short.obstacles.itertuples():
        out.print(f"  {kinds[row.subject_kind]}: {row.criterion} ({row.clause}): {row.failed}", markup=False)
    out.print(f"\n[bold]{told('summary.near', lang)}[/]")
    for kind, ids in short.near.items():
        out.print(f"  {kinds[kind]}: {named(ids, lang)}", markup=False)
    out.print(f"\n[bold]{told('summary.missing', lang)}[/]")
    out.print("  " + told("summary.missing_cells", lang, cells=short.cells, problems=short.problems))
    out.print(f"\n[italic]{told('summary.notice', lang)}[/]")
