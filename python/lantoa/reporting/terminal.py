"""Results on a terminal: tables that fit, and the summary block by block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from lantoa.reporting.summarising import Summary, missing, named, obstacles
from lantoa.reporting.words import said, verdict

_FACTS = ("as_of", "counting", "closed", "plan")


def blocks(short: Summary, lang: str) -> Iterator[RenderableType]:
    """What is printed, from top to bottom."""
    yield _title("title", lang)
    yield _facts(short, lang)
    yield _table(_counts(short.counts, lang), lang)
    yield _title("by_unit", lang)
    yield _table(_units(short.units, lang), lang)
    yield _title("obstacles", lang)
    yield from (Text("  " + line) for line in obstacles(short, lang))
    yield _title("near", lang, above=1)
    for kind in ("unit", "person"):
        yield Text(f"  {said(f'kinds.{kind}', lang)}: {named(short.within_reach(kind), lang)}")
    yield _title("missing", lang, above=1)
    yield Text("  " + missing(short, lang))
    yield Text("\n" + said("summary.notice", lang), style="italic")


def table(frame: pd.DataFrame, headings: Sequence[str], *, numbers: Sequence[str] = ()) -> Table:
    """A frame as a table: numbers to the right, what is missing blank."""
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, heading in zip(frame, headings, strict=True):
        shown.add_column(heading, justify="right" if name in numbers else "left", overflow="fold")
    for row in frame.itertuples(index=False):
        shown.add_row(*("" if value is None or value != value else str(value) for value in row))
    return shown


def _title(name: str, lang: str, above: int = 0) -> Text:
    return Text("\n" * above + said(f"summary.{name}", lang), style="bold")


def _facts(short: Summary, lang: str) -> Table:
    facts = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for label in (said(f"summary.{name}", lang) for name in _FACTS):
        facts.add_row(Text(label, style="bold"), short.facts[label])
    return facts


def _table(frame: pd.DataFrame, lang: str) -> Table:
    numbers = [str(name) for name in frame if pd.api.types.is_integer_dtype(frame[name])]
    return table(frame, [said(f"columns.{name}", lang) for name in frame], numbers=numbers)


def _counts(counts: pd.DataFrame, lang: str) -> pd.DataFrame:
    kinds = [said(f"kinds.{kind}", lang) for kind in counts["subject_kind"]]
    return counts.assign(subject_kind=kinds)


def _units(units: pd.DataFrame, lang: str) -> pd.DataFrame:
    told = {
        name: [verdict(str(one), lang) for one in units[name]]
        for name in ("verdict", "provisional")
    }
    return units.assign(**told).drop(columns="counted").rename(columns={"verdict": "own_verdict"})
