"""What is unknown, and who must act: sums over the worklist."""

from __future__ import annotations

from lantoa.reporting.html_page import Cell, Section, Text
from lantoa.reporting.html_showing import Showing

_COUNTS = ("rows", "waiting", "settles")


def gaps(show: Showing) -> Section:
    """Rows to fill in or to ask by whoever must act, and how many verdicts wait for them."""
    lines = show.result.worklist()._frame.drop_duplicates("line")
    notes = [show.said("gaps.note")]
    if not show.is_internal:  # a row of it says that somebody was disciplined
        lines = lines[lines["table"] != "discipline"]
        notes.append(show.said("gaps.discipline"))
    grouped = lines.groupby("by", sort=False)
    sums = grouped.agg(
        rows=("line", "size"), waiting=("waiting", "sum"), settles=("settles", "sum")
    )
    body = [
        [Cell(str(row.Index)), *(show.alone(int(getattr(row, name))) for name in _COUNTS)]
        for row in sums.sort_values("rows", ascending=False, kind="stable").itertuples()
    ]
    heads = show.heads("gaps.by", *(f"gaps.{name}" for name in _COUNTS))
    table = show.table(show.said("gaps.caption"), heads, body, notes=notes)
    problems = show.said("gaps.problems", count=len(show.result.office.listing))
    return Section("viec-can-lam", show.said("sections.gaps"), [Text([problems]), table])
