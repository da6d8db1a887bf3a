"""The command about a different plan. Its texts are in ``wording/cli.toml``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lantoa.cli.answering import Command
from lantoa.cli.commands import PLAN, AsOf, Lang, PlanOption, Topics, TrackOption, Workspace
from lantoa.cli.point_commands import app

__all__ = ["app"]


@app.command("what-if", cls=Command)
def what_if(
    workspace: Workspace,
    as_of: AsOf,
    plan: PlanOption = PLAN,
    changes: Annotated[list[str] | None, typer.Option("--set", show_default=False)] = None,
    scenario_files: Annotated[
        list[Path] | None, typer.Option("--scenario", show_default=False)
    ] = None,
    weights: Annotated[str | None, typer.Option("--weights", show_default=False)] = None,
    what_if_out: Annotated[Path | None, typer.Option("--out", show_default=False)] = None,
    track: TrackOption = None,
    topics: Topics = None,
    lang: Lang = "vi",
) -> None:
    """Who comes in and who goes out if the plan were different."""
    from lantoa.cli import supposing

    supposing.answer(
        workspace,
        supposing.Question(plan, as_of, track, tuple(topics or ()), lang),
        supposing.Change(tuple(changes or ()), tuple(scenario_files or ()), weights),
        what_if_out,
    )
