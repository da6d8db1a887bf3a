"""The command about spread. Its texts are in ``wording/cli.toml``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from lantoa.cli.answering import Command
from lantoa.cli.commands import PLAN, Lang, PlanOption, Workspace
from lantoa.cli.trend_commands import app

__all__ = ["app"]

Names = Annotated[list[str] | None, typer.Option("--practice", show_default=False)]


@app.command("spread", cls=Command)
def spread(
    workspace: Workspace,
    practices: Names = None,
    exemplars: Annotated[list[str] | None, typer.Option("--exemplar", show_default=False)] = None,
    links: Annotated[list[str] | None, typer.Option("--links", show_default=False)] = None,
    spread_by: Annotated[str, typer.Option("--by")] = "unit_id",
    every: Annotated[Literal["year", "quarter", "month"], typer.Option("--every")] = "quarter",
    spread_as_of: Annotated[str | None, typer.Option("--as-of", show_default=False)] = None,
    plan: PlanOption = PLAN,
    years_asked: Annotated[str | None, typer.Option("--years", show_default=False)] = None,
    outcome: Annotated[str | None, typer.Option("--outcome", show_default=False)] = None,
    treatment: Annotated[str | None, typer.Option("--treatment", show_default=False)] = None,
    k: Annotated[int | None, typer.Option("--k", show_default=False)] = None,
    design: Annotated[bool, typer.Option("--design", show_default=False)] = False,
    spread_out: Annotated[Path | None, typer.Option("--out", show_default=False)] = None,
    lang: Lang = "vi",
) -> None:
    """What happened after practices were named, and what may be said of it."""
    from lantoa.cli.spreading import More, Question, answer

    asked = Question(
        tuple(practices or ()), tuple(exemplars or ()), tuple(links or ()), spread_by, every,
        spread_as_of, plan, years_asked, lang,
    )  # fmt: skip
    more = More(outcome, treatment, k, design)
    answer(workspace, asked, spread_out, more)
