"""The command about places. Its texts are in ``wording/cli.toml``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from lantoa.cli.answering import Command
from lantoa.cli.commands import Lang
from lantoa.cli.what_if_commands import app

__all__ = ["app"]


@app.command("rank", cls=Command)
def rank(
    measure_file: Annotated[Path, typer.Argument(show_default=False)],
    scheme: Annotated[str | None, typer.Option("--scheme", show_default=False)] = None,
    by_column: Annotated[str | None, typer.Option("--by", show_default=False)] = None,
    subject_column: Annotated[str, typer.Option("--subject")] = "subject_id",
    year_column: Annotated[str | None, typer.Option("--year", show_default=False)] = None,
    of_year: Annotated[int | None, typer.Option("--of", show_default=False)] = None,
    within_column: Annotated[str | None, typer.Option("--within", show_default=False)] = None,
    ties: Annotated[Literal["min", "max", "dense"], typer.Option("--ties")] = "min",
    box: Annotated[float | None, typer.Option("--box", show_default=False)] = None,
    acceptability: Annotated[bool, typer.Option("--acceptability", show_default=False)] = False,
    sheet: Annotated[str | None, typer.Option("--sheet", show_default=False)] = None,
    rank_out: Annotated[Path | None, typer.Option("--out", show_default=False)] = None,
    lang: Lang = "vi",
) -> None:
    """Places by a scheme or by a column of points, and how sure they are."""
    from lantoa.cli.placing import Columns, Question, answer

    columns = Columns(subject_column, year_column, within_column, by_column, sheet)
    answer(
        measure_file,
        columns,
        Question(scheme, of_year, ties, box, acceptability, lang),
        rank_out,
    )
