"""Point tables and tallies on a terminal, and the sample of entries that comes with a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lantoa._checks import InputError
from lantoa._files import replacing
from lantoa._wording import said
from lantoa.cli.answering import writing
from lantoa.cli.printing import console

if TYPE_CHECKING:
    from lantoa.tallying import PointTable, Tally


def show_table(table: PointTable) -> None:
    """The items and rules of a table, what it leaves open and what it assumes."""
    out = console()
    out.print(repr(table), markup=False)
    for name in ("gaps", "assumptions"):
        frame = getattr(table, name)
        if len(frame):
            out.print("\n" + said("tallying", f"print.{name}", table.lang), style="bold")
            _print(frame.columns[[0, -1]] if name == "gaps" else ["id", "says"], frame, table.lang)


def _print(names: Sequence[str], frame: object, lang: str) -> None:
    from lantoa.reporting.terminal import table as shown

    heads = [said("tallying", f"columns.{name}", lang) for name in names]
    console().print(shown(frame[list(names)], heads))  # type: ignore[index]


def show_points(result: Tally, subject: str | None) -> bool:
    """The points of all subjects, or how those of one come about.

    Returns:
        Whether something in the entries could not be read.
    """
    from lantoa.tallying import printing

    out = console()
    if subject is not None:
        stages = dict.fromkeys(f.stage for f in result._scored.forms if f.subject == subject)
        for stage in stages or [None]:
            _show(result.explain(subject, stage))
    else:
        out.print(printing.heading(result), style="bold", markup=False)
        for note in printing.notes(result):
            out.print(note, markup=False)
        for title, heads, rows, numbers in printing.blocks(result):
            out.print(f"\n{title}" if title else "", style="bold", markup=False)
            _print_rows(heads, rows, numbers)
    return _show_problems(result)


def _show(explained: object) -> None:
    from lantoa.tallying.explaining import Explained

    if isinstance(explained, Explained):
        console().print(explained.heading, style="bold", markup=False)
        _print_rows(explained.heads(), explained.lines(), [2, 3])
        for text in explained.findings():
            console().print(f"  {text}", markup=False)


def _print_rows(
    heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int]
) -> None:
    import pandas as pd

    from lantoa.reporting.terminal import table as shown

    frame = pd.DataFrame(rows, columns=range(len(heads)))
    console().print(shown(frame, heads, numbers=numbers))  # type: ignore[arg-type]


def _show_problems(result: Tally) -> bool:
    problems = result._listing
    if problems:
        names = ("row", "column", "value", "what", "nearest")
        heads = [said("cli", f"columns.{name}", result.lang) for name in names]
        rows = [
            [str(one.place.row), one.column, one.value, one.said(result.lang), one.nearest or ""]
            for one in problems
        ]
        _print_rows(heads, rows, [0])
    return bool(problems)


def write_sample(table: PointTable, path: Path, *, overwrite: bool) -> None:
    """Write the made-up entries of a bundled table to ``path``.

    Raises:
        InputError: The table has none, or the file is there already.
    """
    sample = table.path.with_suffix(".sample.csv")
    if not sample.is_file():
        raise InputError(said("cli", "said.no_sample", table.lang, table=table.id))
    if path.exists() and not overwrite:
        raise InputError(said("cli", "said.sample_is_there", table.lang, file=path))
    with writing(path, table.lang), replacing(path) as part:
        part.write_bytes(sample.read_bytes())
    console().print(said("cli", "said.written", table.lang, file=path), markup=False)
    told = {"table": table.id, "file": path}
    console().print(said("cli", "said.sample_next", table.lang, **told), markup=False)
