"""What is unknown, and who must act: sums over the worklist."""

from __future__ import annotations

from typing import Any

from lantoa.reporting import words
from lantoa.reporting.html_page import Cell, Section, Text
from lantoa.reporting.html_showing import Showing

_COUNTS = ("rows", "waiting", "settles")
_ROW = ["table", "subject_id", "year", "row", "what"]  # what one thing to do is told by


def gaps(show: Showing) -> Section:
    """Things to fill in or to ask, by register and whoever must act; how many verdicts wait."""
    things = show.result.worklist()._frame.drop_duplicates(_ROW)
    notes = [show.said("gaps.note")]
    if show.is_internal:
        notes.append(show.said("gaps.row_by_row"))
    else:  # a row of it says that somebody was disciplined
        things = things[things["table"] != "discipline"]
        notes.append(show.said("gaps.discipline"))
    sums = things.groupby(["table", "by"], sort=True).agg(
        rows=("line", "size"), waiting=("waiting", "sum"), settles=("settles", "sum")
    )
    order = sums.reset_index().sort_values("rows", ascending=False, kind="stable")
    body = [_row(show, row) for row in show.rows(order)]
    heads = show.heads("gaps.by", "gaps.table", *(f"gaps.{name}" for name in _COUNTS))
    table = show.table(show.said("gaps.caption"), heads, body, notes=notes)
    problems = show.said("gaps.problems", count=len(show.result.office.listing))
    return Section("viec-can-lam", show.said("sections.gaps"), [Text([problems]), table])


def _row(show: Showing, row: dict[str, Any]) -> list[Cell]:
    """Who must act on which register; where few things are to be done, nothing more."""
    few = not show.is_internal and row["rows"] < show.least
    counts = [None if few else int(row[name]) for name in _COUNTS]
    return [
        Cell(row["by"]),
        Cell(words.register(row["table"], show.lang)),
        *map(show.count, counts),
    ]
