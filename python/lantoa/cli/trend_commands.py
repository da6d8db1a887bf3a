"""The command about trends. Its texts are in ``wording/cli.toml``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from lantoa.cli.answering import Command
from lantoa.cli.commands import PLAN, Lang, PlanOption
from lantoa.cli.rank_commands import app

__all__ = ["app"]


@app.command("trend", cls=Command)
def trend(
    series: Annotated[Path, typer.Argument(show_default=False)],
    of_what: Annotated[str | None, typer.Option("--of", show_default=False)] = None,
    trend_by: Annotated[str | None, typer.Option("--by", show_default=False)] = None,
    subject_kind: Annotated[
        Literal["person", "unit"] | None, typer.Option("--kind", show_default=False)
    ] = None,
    trend_subject: Annotated[str | None, typer.Option("--subject", show_default=False)] = None,
    trend_year: Annotated[str | None, typer.Option("--year", show_default=False)] = None,
    years_asked: Annotated[str | None, typer.Option("--years", show_default=False)] = None,
    breaks_declared: Annotated[
        list[str] | None, typer.Option("--breaks", show_default=False)
    ] = None,
    direction: Annotated[
        Literal["more", "less"] | None, typer.Option("--direction", show_default=False)
    ] = None,
    near_on: Annotated[str | None, typer.Option("--as-of", show_default=False)] = None,
    plan: PlanOption = PLAN,
    sheet: Annotated[str | None, typer.Option("--sheet", show_default=False)] = None,
    trend_out: Annotated[Path | None, typer.Option("--out", show_default=False)] = None,
    lang: Lang = "vi",
) -> None:
    """How yearly numbers move, and what can be concluded from so few years."""
    from lantoa.cli.trending import Columns, Question, answer

    answer(
        series,
        Question(
            of_what,
            trend_by,
            subject_kind,
            years_asked,
            breaks_declared,
            direction,
            near_on,
            plan,
            lang,
        ),
        Columns(trend_subject, trend_year, sheet),
        trend_out,
    )
