"""The heat map: a row per subject, a column per gate, told apart without colour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from lantoa.overview import Matrix, matrix
from lantoa.reporting.html_listed import in_order
from lantoa.reporting.html_page import Cell, Head, Section, Table, Text
from lantoa.reporting.html_showing import KINDS, Showing


def heat_map(show: Showing) -> Section:
    """Everybody at every gate; before a wide audience only those who are listed."""
    whole = matrix(show.result)
    tables = list(_tables(show, whole))
    notes = [Text([show.said("matrix.note", legend=" ".join(whole.legend.split()))])]
    if not show.is_internal:
        notes.append(Text([show.said("matrix.only")]))
    return Section("ma-tran", show.said("sections.matrix"), [*notes, *tables])


def _tables(show: Showing, whole: Matrix) -> Iterator[Table]:
    for kind in (one for one in KINDS if len(show.of_kind(one))):
        rows = whole.of_kind(kind)
        if not show.is_internal:
            rows = rows[rows["subject_id"].isin(set(in_order(show, kind)["subject_id"]))]
        if len(rows):
            yield _table(show, whole, kind, rows)


def _table(show: Showing, whole: Matrix, kind: str, rows: pd.DataFrame) -> Table:
    gates = [gate for gate in whole.gates if gate in rows]
    heads = [Head(whole.gates[gate], upright=True, hint=whole.clauses[gate]) for gate in gates]
    body = [_row(show, cells) for cells in rows[["subject_id", *gates]].itertuples(index=False)]
    caption = show.said("matrix.caption", kind=show.kind(kind))
    fixed = len(show.who_heads())
    return show.table(caption, [*show.who_heads(), *heads], body, fixed=fixed)


def _row(show: Showing, cells: tuple[Any, ...]) -> list[Cell]:
    verdicts = (Cell("") if pd.isna(one) else show.sign(str(one)) for one in cells[1:])
    return [*show.who(str(cells[0])), *verdicts]
