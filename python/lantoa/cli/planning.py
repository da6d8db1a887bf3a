"""The commands for plans: a new one, a look over one, two side by side."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import typer

from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.cli.answering import PROBLEMS, writing
from lantoa.cli.printing import console
from lantoa.cli.progress import steps


def make(
    out: Path, source: str, given: dict[str, Any], *, ask: bool, overwrite: bool, lang: str
) -> None:
    """Write a new plan, from options and, where asked for, from answers."""
    from lantoa.criteria import load_plan
    from lantoa.planning import new_plan
    from lantoa.planning.asking import Answers, Asking, next_window

    copied = load_plan(source, lang=lang)
    _is_free(out, overwrite, lang)
    if ask:
        answers = Asking(copied, _read, print, lang).answers(given)
    else:
        answers = Answers(**{"window": next_window(copied.window), **given})
    with writing(out, lang), _in_words(lang):
        plan = new_plan(out, source=source, overwrite=overwrite, **vars(answers))
    out_ = console()
    out_.print(said("cli", "said.written", lang, file=out), markup=False)
    told = {"title": plan.title, "first": plan.window[0], "last": plan.window[1]}
    out_.print(said("cli", "said.plan_made", lang, **told), markup=False)
    out_.print(said("cli", "said.plan_next", lang, file=out), markup=False)


def _is_free(out: Path, overwrite: bool, lang: str) -> None:
    if out.suffix.lower() != ".toml":
        raise InputError(said("cli", "said.not_toml", lang, file=out))
    if out.exists() and not overwrite:
        raise InputError(said("cli", "said.is_there", lang, file=out))


@contextmanager
def _in_words(lang: str) -> Iterator[None]:
    """The problems of a plan in the user's language."""
    from lantoa.planning.saying import sentence

    try:
        yield
    except InputError as error:
        if not error.problems:
            raise
        told = "".join(f"\n  {sentence(one, lang)}" for one in error.problems)
        raise InputError(said("cli", "said.no_plan", lang) + told) from error.__cause__


def _read(question: str) -> str:
    """The next line of the terminal; its end is a stop like Ctrl-C."""
    print(question, end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.rstrip("\n")


def options(
    window: str | None, milestones: Sequence[str], changes: Sequence[str], **names: str | None
) -> dict[str, Any]:
    """What was given on the command line, read.

    Raises:
        InputError: A window, day or value cannot be read; the message has the option.
    """
    from lantoa.planning.asking import day_of, window_of

    given: dict[str, Any] = {name: value for name, value in names.items() if value is not None}
    if window is not None:
        given["window"] = window_of(window)
    found: dict[str, Any] = {}
    for text in milestones:
        one, day = pair(text, "--milestone", "de_nghi_2030=30/09/2030")
        found[f"milestone.{one}.as_of"] = day_of(day)
    for text in changes:
        path, value = pair(text, "--set", "cn_xuat_sac_2_nam.years=3")
        found[path] = value_of(value)
    return given | ({"changes": found} if found else {})


def pair(text: str, option: str, example: str) -> tuple[str, str]:
    """What an option of the form ``name=value`` gives.

    Raises:
        InputError: There is no name, or no value.
    """
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise InputError(f'{option} "{text}": expected a name and a value such as {example}')
    return name.strip(), value.strip()


def value_of(text: str) -> Any:
    """A value as a plan file would hold it; a bare word is a text.

    Raises:
        InputError: It begins with a plus, which could mean the number or one more than it is.
    """
    import tomllib

    if text.startswith("+"):
        raise InputError(
            f'--set takes a value, and "{text}" could mean {text[1:]} or {text[1:]} more; write the '
            "number without a sign, or add = … in a scenario file"
        )
    try:
        found = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
    is_plain = isinstance(found, bool | int | str | date | list | dict)
    return found if is_plain else text


def look_over(path: str, topics: Sequence[str], lang: str) -> None:
    """Print what is wrong with a plan; end with 1 where it cannot be used."""
    from lantoa.planning import check_plan

    found = check_plan(path, topics=topics, lang=lang)
    print(found)
    if not found.is_sound:
        raise typer.Exit(PROBLEMS)


def side_by_side(
    workspace: Path,
    plans: tuple[str, str],
    days: tuple[str, str | None],
    *,
    same_window: bool,
    track: str | None,
    out: Path | None,
    lang: str,
) -> None:
    """Print what a draft would change, and write it where asked for."""
    import lantoa as lt

    this, draft = (lt.load_plan(one, lang=lang) for one in plans)
    this.as_of(days[0])
    if days[1] is not None:
        draft.as_of(days[1])
    if out is not None and out.suffix.lower() != ".xlsx":
        raise InputError(said("cli", "said.not_xlsx", lang, file=out))
    with steps(2, lang) as step:
        step("read")
        office = lt.read(workspace, lang=lang)
        step("judge")
        found = lt.compare_plans(
            office, this, draft, days[0],
            draft_as_of=days[1], same_window=same_window, track=track,
        )  # fmt: skip
    print(found)
    if out is not None:
        with writing(out, lang):
            found.to_excel(out)
        console().print(said("cli", "said.written", lang, file=out), markup=False)
