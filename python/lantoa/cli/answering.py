"""How a command ends: with its exit code, and in plain words where it fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from typer.core import TyperCommand

from lantoa._checks import InputError
from lantoa._wording import said

PROBLEMS, WRONG_INPUT, CANNOT_WRITE, STOPPED = 1, 2, 3, 130


class Command(TyperCommand):
    """A command whose failures are one line on stderr and an exit code, never a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; see the exit codes above."""
        lang = ctx.params.get("lang") or "vi"
        try:
            return super().invoke(ctx)
        except InputError as error:
            fail(lang, str(error), WRONG_INPUT)
        except BrokenPipeError:  # the reader of our output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except KeyboardInterrupt:
            fail(lang, said("cli", "said.stopped", lang), STOPPED)


@contextmanager
def writing(path: Path, lang: str) -> Iterator[None]:
    """Say plainly that ``path`` cannot be written, where the system refuses."""
    try:
        yield
    except (InputError, OSError) as error:
        refused = error if isinstance(error, OSError) else error.__cause__
        if not isinstance(refused, OSError):
            raise
        why = refused.strerror or str(refused)
        fail(lang, said("cli", "said.cannot_write", lang, file=path, why=why), CANNOT_WRITE)


def fail(lang: str, message: str, code: int) -> None:
    """Say what is wrong on stderr and end with ``code``."""
    label = said("cli", "said.error", lang)
    console = Console(stderr=True, soft_wrap=True)
    console.print(f"[bold red]{label}:[/]", end=" ")
    console.print(message, markup=False, highlight=False)
    raise typer.Exit(code)
