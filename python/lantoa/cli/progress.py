"""What a long job is doing right now, on stderr and only for somebody who watches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lantoa._wording import said

Step = Callable[[str], None]


@contextmanager
def steps(count: int, lang: str) -> Iterator[Step]:
    """A bar over ``count`` steps; call the function that it gives with the name of each.

    Where stderr is no terminal nothing is shown.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(24), MofNCompleteColumn())
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True,
        disable=not console.is_terminal,
    ) as progress:  # fmt: skip
        task = progress.add_task("", total=count)

        def step(name: str) -> None:
            begun = progress.tasks[0].description != ""
            progress.update(
                task, description=said("cli", f"steps.{name}", lang), advance=1 if begun else 0
            )

        yield step
