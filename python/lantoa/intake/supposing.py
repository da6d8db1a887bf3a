"""Rows that are not there yet, laid beside those that are: for what-if, never for a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.intake.checking import Rows, checked
from lantoa.intake.problems import frame
from lantoa.intake.reading import read_sources
from lantoa.intake.sources import sources
from lantoa.intake.tables import joined_rows
from lantoa.intake.updating import rows_of
from lantoa.office import Office
from lantoa.schema import TABLES


def supposed(office: Office, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Office:
    """The office with rows that are only supposed; see `lantoa.office.Office.suppose`."""
    base = {name: rows_of(table) for name, table in office.tables.items()}
    frames = {name: _frame(name, rows) for name, rows in tables.items()}
    answers = read_sources(sources(frames), columns={}, aliases={}, base=base)
    if answers.problems:
        raise InputError(f"suppose: {_first(answers.problems)}", problems=answers.problems)
    added = {name: _added(name, base.get(name), answers.tables[name]) for name in frames}
    counts = Counter(office.supposed) + Counter({name: len(one) for name, one in frames.items()})
    return replace(office.with_rows(added, office.listed), supposed=dict(counts))


def _frame(name: str, rows: object) -> pd.DataFrame:
    _checks.one_of(name, [one for one in TABLES if one != "aliases"], what="table")
    is_list = isinstance(rows, Sequence) and not isinstance(rows, str)
    if not is_list or not rows or not all(isinstance(row, Mapping) for row in rows):  # type: ignore[attr-defined]
        raise InputError(
            f"suppose: {name}: expected a list of rows, such as [{{...}}], not {rows!r}"
        )
    return pd.DataFrame([dict(row) for row in rows], dtype=object)  # type: ignore[attr-defined]


def _first(problems: Sequence[Any]) -> str:
    """The first problem in words; a supposed row stands in no file."""
    row = frame(problems, "en").iloc[0]
    place = ", ".join(str(one) for one in (row["sheet"], f"row {row['row']}", row["column"]) if one)
    near = f"; did you mean {row['nearest']}?" if isinstance(row["nearest"], str) else ""
    value = f' "{row["value"]}"' if isinstance(row["value"], str) else ""
    return f"{place}:{value} {row['what']}{near}"


def _added(name: str, own: Rows | None, new: Rows) -> Rows:
    """The table with the supposed rows after its own."""
    both = new if own is None else joined_rows([own, new], new.table)
    found, _ = checked(both)
    if len(found.origin.row) < len(both.origin.row):
        key = ", ".join(new.table.same)
        raise InputError(
            f"suppose: {name}: a row with this {key} is there already; expected a new one"
        )
    return found
