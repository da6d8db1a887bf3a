"""The state statistics as tables: on sheets of the workbook, in print and in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._printing import html_table, of_frame, text_table
from lantoa._wording import day
from lantoa.reporting import words
from lantoa.reporting.paper import Column, Sheet
from lantoa.reporting.statistics_awards import ACCOUNTS
from lantoa.reporting.statistics_tables import (
    award_table,
    heading,
    movement_table,
    part_table,
    said,
    unit_table,
)

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.reporting.statistics import Statistics

_NAMED, _COUNT = 15, 8.5  # widths of what names a row, and of a count
_WIDE = {"launched_by": 34, "name": 44, "movement_id": 14, "unit_id": 14}


def statistics_sheets(result: Evaluation) -> Iterator[Sheet]:
    """The sheets of the year of a result, as the registers stood on its day."""
    from lantoa.reporting.statistics import statistics

    counts = statistics(result.office, result.as_of.year, as_of=result.as_of)
    yield from sheets(counts, result.plan.lang)


def sheets(counts: Statistics, lang: str) -> Iterator[Sheet]:
    """0601.N, 0602.N, 0603.N, then what stands in none of them and what offices keep."""
    yield _sheet(counts, lang, "movements", movement_table, fixed=2)
    for name in ("state", "province", "others"):
        yield _sheet(counts, lang, name, partial(award_table, name=name), fixed=3)
    yield _sheet(counts, lang, "by_unit", unit_table, fixed=3)
    yield _sheet(counts, lang, "by_movement", part_table, fixed=2)


def _sheet(
    counts: Statistics,
    lang: str,
    name: str,
    table: Callable[[Statistics, str], pd.DataFrame],
    *,
    fixed: int,
) -> Sheet:
    frame = table(counts, lang)
    return Sheet(
        said(f"sheets.{name}", lang),
        said(f"titles.{name}", lang, year=counts.year),
        list(notes(counts, name, lang)),
        frame,
        [_column(str(one), at, fixed, lang) for at, one in enumerate(frame)],
        fixed=fixed,
    )


def _column(name: str, at: int, fixed: int, lang: str) -> Column:
    width = _WIDE.get(name, _NAMED if at < fixed else _COUNT)
    return Column(heading(name, lang), width)


def notes(counts: Statistics, name: str, lang: str) -> Iterator[str]:
    """What a table rests on, and what became of the rows of its register."""
    register = _register(name)
    yield _read_until(counts, lang)
    yield said(f"notes.{'movements' if register == 'movements' else 'awards'}", lang)
    extra = {"movements": ["scope"], "by_unit": ["unit", "receivers"], "by_movement": []}
    for note in extra.get(name, ["receivers"]):
        yield said(f"notes.{note}", lang)
    if name == "others":
        yield said("notes.others", lang)
    if name == "by_unit":
        yield _leaders(counts, lang)
    yield from _rows_of(counts, register, lang)


def _register(name: str) -> str:
    return "movements" if "movement" in name else "commendations"


def _read_until(counts: Statistics, lang: str) -> str:
    if counts.as_of is None:
        return said("title.all", lang)
    return said("title.as_of", lang, day=day(counts.as_of, lang))


def _rows_of(counts: Statistics, register: str, lang: str) -> Iterator[str]:
    """What became of every row of a register, or that there is none."""
    shown = words.register(register, lang)
    if register in counts.absent:
        yield said("title.absent", lang, register=shown)
        return
    rows = counts._accounts[counts._accounts["table"] == register]
    told = dict(zip(rows["account"], rows["rows"].tolist(), strict=True))
    parts = " + ".join(
        said(f"accounts.{one}", lang, rows=told[one]) for one in ACCOUNTS if one in told
    )
    if register in counts.incomplete:
        yield said("notes.gap", lang, register=shown)
    total = sum(told.values())
    yield said("notes.rows", lang, register=shown, total=total, parts=parts or "0")


def _leaders(counts: Statistics, lang: str) -> str:
    row: dict[Any, Any] = counts._leaders.iloc[0].to_dict()
    low, high = (_percent(row[name], lang) for name in ("share_low", "share_high"))
    share = low if low == high else f"{low}–{high}"
    names = ("persons", "leaders", "others", "unknown")
    return said("notes.leaders", lang, share=share, **{name: row[name] for name in names})


def _percent(per_mille: Any, lang: str) -> str:
    """A share as the office writes it.

    >>> _percent(985, "vi"), _percent(400, "en"), _percent(pd.NA, "vi")
    ('98,5 %', '40 %', '–')
    """
    if pd.isna(per_mille):
        return "–"
    whole, tenth = divmod(int(per_mille), 10)
    comma = "." if lang == "en" else ","
    return f"{whole}{comma}{tenth} %" if tenth else f"{whole} %"


def _tables(counts: Statistics) -> Iterator[tuple[str, pd.DataFrame, list[str]]]:
    """Title, table and notes of what a printed result shows."""
    lang = counts.lang
    whole = [("movements", movement_table(counts, lang))]
    whole += [(one, award_table(counts, lang, one)) for one in ("state", "province", "others")]
    for name, frame in whole:
        kept = [one for one in frame if frame[one].dtype != "int64" or frame[one].any()]
        shown = frame[kept].rename(columns={one: heading(str(one), lang) for one in kept})
        title = said(f"titles.{name}", lang, year=counts.year)
        last = name in ("movements", "others")  # of the tables that rest on one register
        yield title, shown, list(_rows_of(counts, _register(name), lang)) if last else []


def _title(counts: Statistics) -> str:
    source = said("title.source", counts.lang)
    return said("title.whole", counts.lang, year=counts.year, source=source)


def as_text(counts: Statistics) -> str:
    """The tables without their empty columns, one below the other."""
    blocks = [[_title(counts), _read_until(counts, counts.lang)]]
    for title, frame, notes_ in _tables(counts):
        heads, rows = of_frame(frame)
        blocks.append([title, *text_table(heads, rows, numbers=_numbers(frame)), *notes_])
    return "\n\n".join("\n".join(block) for block in blocks)


def as_html(counts: Statistics) -> str:
    """The same for a notebook."""
    head = [f"<p><b>{escape(_title(counts))}</b><br>{escape(_read_until(counts, counts.lang))}</p>"]
    for title, frame, notes_ in _tables(counts):
        heads, rows = of_frame(frame)
        table = html_table(heads, rows, numbers=_numbers(frame))
        head.append(f"<p>{escape(title)}</p>{table}<p>{'<br>'.join(map(escape, notes_))}</p>")
    return "".join(head)


def _numbers(frame: pd.DataFrame) -> list[int]:
    return [at for at, name in enumerate(frame) if frame[name].dtype == "int64"]
