"""The commands about plans, beside those about an office. Their texts are in ``wording/cli.toml``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from lantoa.cli.answering import Command
from lantoa.cli.commands import PLAN, AsOf, Lang, PlanOption, Topics, Workspace, app

__all__ = ["app"]


@app.command("new-plan", cls=Command)
def new_plan(
    plan_out: Annotated[Path, typer.Option("--out", show_default=False)],
    source: Annotated[str, typer.Option("--from")] = PLAN,
    window: Annotated[str | None, typer.Option("--window", show_default=False)] = None,
    title: Annotated[str | None, typer.Option("--title", show_default=False)] = None,
    issuer: Annotated[str | None, typer.Option("--issuer", show_default=False)] = None,
    plan_id: Annotated[str | None, typer.Option("--id", show_default=False)] = None,
    milestones: Annotated[list[str] | None, typer.Option("--milestone", show_default=False)] = None,
    changes: Annotated[list[str] | None, typer.Option("--set", show_default=False)] = None,
    ask: Annotated[bool | None, typer.Option("--ask/--no-ask", show_default=False)] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", show_default=False)] = False,
    lang: Lang = "vi",
) -> None:
    """A plan for other years."""
    from lantoa.cli import planning

    names = {"title": title, "issuer": issuer, "plan_id": plan_id}
    given = planning.options(window, milestones or [], changes or [], **names)
    asks = sys.stdin.isatty() if ask is None else ask
    planning.make(plan_out, source, given, ask=asks, overwrite=overwrite, lang=lang)


@app.command("check-plan", cls=Command)
def check_plan(
    plan_file: Annotated[str, typer.Argument(show_default=False)],
    topics: Topics = None,
    lang: Lang = "vi",
) -> None:
    """What is wrong with a plan."""
    from lantoa.cli import planning

    planning.look_over(plan_file, topics or [], lang)


@app.command("compare-plans", cls=Command)
def compare_plans(
    workspace: Workspace,
    draft: Annotated[str, typer.Option("--draft", show_default=False)],
    as_of: AsOf,
    plan: PlanOption = PLAN,
    draft_as_of: Annotated[str | None, typer.Option("--draft-as-of", show_default=False)] = None,
    same_window: Annotated[bool, typer.Option("--same-window", show_default=False)] = False,
    track: Annotated[str | None, typer.Option("--track", show_default=False)] = None,
    comparison_out: Annotated[Path | None, typer.Option("--out", show_default=False)] = None,
    lang: Lang = "vi",
) -> None:
    """Two plans on one office."""
    from lantoa.cli import planning

    planning.side_by_side(
        workspace,
        (plan, draft),
        (as_of, draft_as_of),
        same_window=same_window,
        track=track,
        out=comparison_out,
        lang=lang,
    )
