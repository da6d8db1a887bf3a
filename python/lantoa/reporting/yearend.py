"""The year-end workbook: what an office works with, prints and puts on file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from lantoa import _files
from lantoa.evaluating import Evaluation
from lantoa.reporting import words
from lantoa.reporting.paper import LINE, Paper, lines_of
from lantoa.reporting.sheets import every_sheet, styles
from lantoa.reporting.summarising import Summary, missing, named, obstacles, summary
from lantoa.reporting.words import said

_WIDE = 9  # columns of the summary


def year_end(result: Evaluation, path: str | Path, short: Summary | None = None) -> Path:
    """Write the workbook of a result: verdicts, near misses, worklist, problems, plan.

    Subjects stand under their ids, never under names; of discipline the verdict and its clause
    show and nothing else. The file is whole or not there: when
    writing fails, an earlier one stays as it was.

    Args:
        result: What was judged, and what came out.
        path: The ``.xlsx`` file.
        short: The summary of ``result``, where it is there already.

    Returns:
        ``path``.

    Raises:
        InputError: The file cannot be written, or a sheet would have more rows than Excel holds.

    Example:
        >>> import tempfile
        >>> import lantoa as lt
        >>> result = lt.evaluate(lt.sample_office(units=6, people=30),
        ...                      lt.load_plan("exemplars-2021-2025"), as_of="so_ket_2023")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     year_end(result, Path(folder, "so-ket.xlsx")).stat().st_size > 10_000
        True
    """
    whole = Path(path)
    page = words.page_line(result)
    with (
        _files.replacing(whole) as part,
        Paper(part, title=result.plan.title, page=page) as paper,
    ):
        short = short or summary(result)
        _front(paper, short, result.plan.lang)
        for sheet in every_sheet(result, short):
            paper.add(sheet)
    return whole


def _front(paper: Paper, short: Summary, lang: str) -> None:
    """The first sheet: facts, counts, obstacles, who is near, what is missing."""
    sheet = paper.page(said("sheets.summary", lang))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, _WIDE, 13)
    sheet.write_string(0, 0, said("summary.title", lang), paper.style("title"))
    sheet.write_string(1, 0, said("summary.notice", lang), paper.style("note"))
    sheet.write_string(2, 0, said("summary.internal", lang), paper.style("note"))
    if short.watermark:
        sheet.write_string(3, 0, short.watermark, paper.style("bold"))
    row = _facts(paper, sheet, 4, short.facts.items())
    row = _facts(paper, sheet, row, _last(short, lang))
    row = _obstacles(paper, sheet, row + 1, short, lang)
    for name, frame in _tables(short, lang):
        row = _table(paper, sheet, row + 1, said(f"summary.{name}", lang), frame, lang)
    sheet.write_string(row + 1, 0, words.legend(lang), paper.style("note"))


def _facts(paper: Paper, sheet: Worksheet, row: int, facts: Iterable[tuple[str, str]]) -> int:
    for label, text in facts:
        sheet.write_string(row, 0, label, paper.style("bold"))
        sheet.merge_range(row, 1, row, _WIDE, text, paper.style("wrap"))
        sheet.set_row(row, LINE * lines_of(text, 9 * 13))  # merged cells do not grow by themselves
        row += 1
    return row


def _last(short: Summary, lang: str) -> Iterable[tuple[str, str]]:
    yield said("summary.missing", lang), missing(short, lang)
    for kind in ("unit", "person"):
        label = f"{said('summary.near', lang)}: {said(f'kinds.{kind}', lang).lower()}"
        yield label, named(short.within_reach(kind), lang)


def _obstacles(paper: Paper, sheet: Worksheet, row: int, short: Summary, lang: str) -> int:
    """What most stands in the way, a line each; the row below them."""
    sheet.write_string(row, 0, said("summary.obstacles", lang), paper.style("bold"))
    for at, text in enumerate(obstacles(short, lang), start=row + 1):
        sheet.write_string(at, 0, text, paper.style("plain"))
    return row + 1 + len(short.obstacles)


def _tables(short: Summary, lang: str) -> Iterable[tuple[str, pd.DataFrame]]:
    """The small tables, in words."""
    kinds = {kind: said(f"kinds.{kind}", lang) for kind in ("unit", "person")}
    verdicts = {name: words.verdict(name, lang) for name in words.SIGNS}
    yield "counts", short.counts.assign(subject_kind=short.counts["subject_kind"].map(kinds))
    own = short.units["verdict"].astype(str).map(verdicts)
    provisional = short.units["provisional"].astype(str).map(verdicts)
    units = short.units.assign(verdict=own, provisional=provisional).drop(columns="counted")
    yield "by_unit", units.rename(columns={"verdict": "own_verdict"})


def _table(
    paper: Paper, sheet: Worksheet, row: int, title: str, frame: pd.DataFrame, lang: str
) -> int:
    """A small table under its title; the row below it."""
    sheet.write_string(row, 0, title, paper.style("bold"))
    for at, name in enumerate(frame):
        sheet.write_string(row + 1, at, said(f"columns.{name}", lang), paper.style("head"))
    sheet.set_row(row + 1, 2 * LINE)
    shades = styles(lang)
    for at, name in enumerate(frame):
        for below, value in enumerate(frame[name].tolist(), start=row + 2):
            style = shades.get(value, "cell") if isinstance(value, str) else "centre"
            write = sheet.write_string if isinstance(value, str) else sheet.write_number
            write(below, at, value, paper.style(style))
    return row + 2 + len(frame)
