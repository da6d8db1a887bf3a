"""The year-end command: the whole set into a folder, or the workbook alone into one file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.cli.answering import writing
from lantoa.cli.printing import console, print_summary


def target_of(out: Path | None, day: Any, lang: str) -> Path:
    """Where to write: a folder named after the day where nobody named one.

    Raises:
        InputError: The name ends like a file's that is no ``.xlsx``.
    """
    target = out or Path(f"lantoa-{day.isoformat()}")
    named_like_a_file = target.suffix[1:].isalpha() and not target.is_dir()
    if named_like_a_file and target.suffix.lower() != ".xlsx":
        raise InputError(said("cli", "said.not_xlsx", lang, file=target))
    return target


def is_folder(target: Path) -> bool:
    """Whether the whole set goes there."""
    return target.suffix.lower() != ".xlsx" or target.is_dir()


def check_options(target: Path, options: Mapping[str, Any], lang: str) -> None:
    """Refuse what cannot be used before anything is written.

    Raises:
        InputError: The key file or the template cannot be used, or an option of the documents is
            given where the workbook alone is asked for; the message names it.
    """
    from lantoa.reporting.letters import Letterhead
    from lantoa.reporting.names import read_names

    given = [name for name, value in options.items() if value]
    if given and not is_folder(target):
        told = {"file": target, "option": f"--{given[0]}"}
        raise InputError(said("cli", "said.needs_folder", lang, **told))
    Letterhead(options["template"])
    read_names(options["names"])


def hand_in(result: Any, target: Path, options: Mapping[str, Any], lang: str) -> None:
    """Write, and print the summary and what was written.

    Args:
        result: What was judged.
        target: A folder for the whole set, or an ``.xlsx`` file.
        options: Those of ``lantoa.report``.
        lang: ``"vi"`` or ``"en"``.
    """
    from lantoa import reporting

    short = reporting.summary(result)
    found = None
    with writing(target, lang):
        if is_folder(target):
            found = reporting.report(result, target, short=short, **options)
        else:
            reporting.year_end(result, target, short)
    print_summary(short, lang)
    for file in [target] if found is None else [target / name for name in found.files]:
        console().print(said("cli", "said.written", lang, file=file), markup=False)
    if found is not None and options.get("names"):
        _unmatched(found, lang)


def _unmatched(found: Any, lang: str) -> None:
    """Whom the key file leaves without a name, and whom the office does not have."""
    for key in ("unnamed", "unknown"):
        ids = getattr(found, key)
        if ids:
            told = {"count": len(ids), "ids": ", ".join(ids[:12]) + (" …" if len(ids) > 12 else "")}
            console().print(said("cli", f"said.{key}", lang, **told), markup=False)
