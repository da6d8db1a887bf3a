"""The command about point tables. Its texts are in ``wording/cli.toml``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lantoa.cli.answering import PROBLEMS, Command
from lantoa.cli.commands import Lang
from lantoa.cli.plan_commands import app

__all__ = ["app"]


@app.command("points", cls=Command)
def points(
    point_table: Annotated[str, typer.Argument(show_default=False)],
    entries: Annotated[Path | None, typer.Argument(show_default=False)] = None,
    subject: Annotated[str | None, typer.Option("--subject", show_default=False)] = None,
    sample: Annotated[Path | None, typer.Option("--sample", show_default=False)] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", show_default=False)] = False,
    lang: Lang = "vi",
) -> None:
    """Points by a published table."""
    import lantoa as lt
    from lantoa.cli import pointing

    table = lt.load_point_table(point_table, lang=lang)
    if sample is not None:
        pointing.write_sample(table, sample, overwrite=overwrite)
    elif entries is None:
        pointing.show_table(table)
    elif pointing.show_points(table.score(entries), subject):
        raise typer.Exit(PROBLEMS)
