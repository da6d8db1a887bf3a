"""Help and usage in two languages: signatures hold no text, ``wording/cli.toml`` has it all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import typer
from typer.main import get_command

from lantoa._wording import said

LANGUAGES = ("vi", "en")


def language(arguments: Sequence[str]) -> str:
    """The language that the arguments ask for, before anything else is read from them.

    >>> language(["check", "so-lieu.xlsx", "--lang", "en"]), language(["--lang=en"]), language([])
    ('en', 'en', 'vi')
    """
    found = "vi"
    for before, option in pairwise(["", *arguments]):
        value = option if before == "--lang" else option.removeprefix("--lang=")
        if value in LANGUAGES and (before == "--lang" or value != option):
            found = value
    return found


def translated(app: typer.Typer, lang: str) -> Any:
    """The command behind an app, its help and its defaults in one language."""
    group: Any = get_command(app)
    group.subcommand_metavar = said("cli", "misuse.commands", lang)
    _told(group, "program", lang)
    for name, command in group.commands.items():
        _told(command, name, lang)
        command.rich_help_panel = said("cli", "panels.commands", lang)
    return group


def _told(command: Any, name: str, lang: str) -> None:
    command.help = said("cli", f"help.{name}", lang)
    command.options_metavar = said("cli", "misuse.options", lang)
    command.format_usage = partial(_usage, command, lang)
    command.format_help = partial(_help, command.format_help, lang)
    command.get_help_option = partial(_help_option, command.get_help_option, lang)
    for parameter in command.params:
        option = parameter.param_type_name == "option"
        parameter.help = said("cli", f"arguments.{parameter.name}", lang)
        panel = "options" if option else "arguments"
        parameter.rich_help_panel = said("cli", f"panels.{panel}", lang)
        if parameter.name == "lang":
            parameter.default = lang


def _help(show: Callable[[Any, Any], None], lang: str, context: Any, formatter: Any) -> None:
    from typer import rich_utils  # brings a reader of Markdown along: only where help is shown

    rich_utils.DEFAULT_STRING = said("cli", "panels.default", lang)
    rich_utils.REQUIRED_LONG_STRING = said("cli", "panels.required", lang)
    show(context, formatter)


def _usage(command: Any, lang: str, context: Any, formatter: Any) -> None:
    pieces = " ".join(command.collect_usage_pieces(context))
    formatter.write_usage(context.command_path, pieces, f"{said('cli', 'misuse.usage', lang)} ")


def _help_option(make: Callable[[Any], Any], lang: str, context: Any) -> Any:
    option = make(context)
    option.help = said("cli", "help.help", lang)
    option.rich_help_panel = said("cli", "panels.options", lang)
    return option
