"""Wrong usage in plain words: what the parser of the command line found, in one language."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

import typer
from rich.console import Console

from lantoa._wording import said

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What the parser raises; its home differs between versions of Typer."""

# What the parser tells by its text only.
_TOLD = (
    ("no_command", re.compile(r"No such command '(?P<name>.*?)'")),
    ("extra", re.compile(r"unexpected extra argument.* \((?P<name>.*)\)")),
    ("which_command", re.compile(r"Missing command")),
)
# What it says of an option that takes a number.
_NUMBERS = (
    ("whole", re.compile(r"valid integer")),
    ("number", re.compile(r"valid (float|number)")),
)


def tell(error: Any, group: Any, lang: str) -> int:
    """Say on stderr what is wrong and where help is; help itself was asked for by no arguments.

    Args:
        error: What the parser raised.
        group: The program, whose commands and options are suggested.
        lang: ``"vi"`` or ``"en"``.

    Returns:
        The exit code.
    """
    if type(error).__name__ != "NoArgsIsHelpError":
        console = Console(stderr=True, soft_wrap=True)
        console.print(f"[bold red]{said('cli', 'said.error', lang)}:[/]", end=" ")
        console.print(_sentence(error, group, lang), markup=False, highlight=False)
        command = error.ctx.command_path if error.ctx else "lantoa"
        if error.ctx:
            console.print(error.ctx.get_usage(), markup=False, highlight=False)
        console.print(
            said("cli", "misuse.help", lang, command=command), markup=False, highlight=False
        )
    return int(error.exit_code)


def _sentence(error: Any, group: Any, lang: str) -> str:
    kind = type(error).__name__
    if kind == "MissingParameter":
        return said("cli", "misuse.missing", lang, name=_name(error.param), what=error.param.help)
    if kind == "BadParameter":
        return _bad_value(error, lang)
    if kind == "NoSuchOption":
        close = ", ".join(sorted(error.possibilities or ()))
        return _suggested("no_option", error.option_name, close, lang)
    if kind == "BadOptionUsage":
        key = "no_value" if error.option_name in _flags(group) else "needs_value"
        return said("cli", f"misuse.{key}", lang, name=error.option_name)
    return _plain(error.format_message(), group, lang)


def _name(parameter: Any) -> str:
    """What a user writes: the longest spelling of an option, the name of an argument."""
    option = parameter.param_type_name == "option"
    return str(max(parameter.opts, key=len) if option else parameter.name)


def _bad_value(error: Any, lang: str) -> str:
    if error.param is None:
        return str(error.format_message())
    expected = said("cli", f"arguments.{error.param.name}", lang)
    for key, pattern in _NUMBERS:
        if pattern.search(str(error.message)):
            expected = f"{said('cli', f'misuse.{key}', lang)} {expected}"
    return said("cli", "misuse.bad_value", lang, name=_name(error.param), expected=expected)


def _flags(group: Any) -> set[str]:
    commands = [group, *group.commands.values()]
    return {
        option
        for command in commands
        for parameter in command.params
        if getattr(parameter, "is_flag", False)
        for option in parameter.opts
    }


def _plain(message: str, group: Any, lang: str) -> str:
    for key, pattern in _TOLD:
        found = pattern.search(message)
        if found is None:
            continue
        name = found.groupdict().get("name", "")
        close = get_close_matches(name, group.commands) if key == "no_command" else []
        return _suggested(key, name, ", ".join(close), lang)
    return message


def _suggested(key: str, name: str, close: str, lang: str) -> str:
    sentence = said("cli", f"misuse.{key}", lang, name=name)
    return f"{sentence} {said('cli', 'misuse.perhaps', lang, close=close)}" if close else sentence
