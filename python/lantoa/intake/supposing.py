"""Rows that are not there yet, laid beside those that are: for what-if, never for a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.criteria.values import Record
from lantoa.intake.checking import Rows, checked
from lantoa.intake.problems import frame
from lantoa.intake.reading import read_sources
from lantoa.intake.sources import sources
from lantoa.intake.tables import joined_rows
from lantoa.intake.updating import rows_of
from lantoa.office import Office
from lantoa.schema import TABLES

_SHOWN = 8
"""Supposed rows that are printed before the list is cut."""


@dataclass(frozen=True, repr=False)
class SupposedOffice(Office):
    """An office with rows that are only supposed, for a question of what-if.

    ``Office.suppose`` makes one. With more rows, supposed or read, it stays one. It prints what
    it supposes; every result of it is marked, and none can become a record. It is no scenario:
    a scenario changes the plan, this changes what is known.

    Example:
        >>> import lantoa as lt
        >>> import pandas as pd
        >>> office = lt.Office.from_frames({"people": pd.DataFrame({"person_id": ["CB01"]})}, lang="en")
        >>> print(str(office.suppose(families=[{"person_id": "CB01", "year": 2024, "held": True}]))
        ...       .splitlines()[1])
        Supposed: families: person_id CB01, year 2024, held True
    """

    def _above(self) -> list[str]:
        """The line over an office that is not as it is, and the rows that are not there."""
        why = said("records", "why.supposed", self._lang, tables=", ".join(self._supposed))
        rows = list(self._rows())
        more = len(rows) - _SHOWN
        told = [said("briefing", "office.more_supposed", self._lang, rows=more)] if more > 0 else []
        return [said("records", "watermark", self._lang, why=why), *rows[:_SHOWN], *told]

    def _rows(self) -> Iterator[str]:
        for table, rows in self._supposed.items():
            for row in rows:
                cells = ", ".join(f"{column} {cell}" for column, cell in row.items())
                yield said("briefing", "office.supposed", self._lang, table=table, cells=cells)


def supposed(office: Office, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> SupposedOffice:
    """The office with rows that are only supposed; see `lantoa.office.Office.suppose`."""
    base = {name: rows_of(table) for name, table in office.tables.items()}
    frames = {name: _frame(name, rows) for name, rows in tables.items()}
    if not frames:
        raise InputError("suppose: no rows; expected a table with rows, such as ratings=[{...}]")
    answers = read_sources(sources(frames), columns={}, aliases={}, base=base)
    if answers.problems:
        raise InputError(f"suppose: {_first(answers.problems)}", problems=answers.problems)
    added = {name: _added(name, base.get(name), answers.tables[name]) for name in frames}
    whole = office.with_rows(added, office.listed)
    kept = {one.name: getattr(whole, one.name) for one in fields(Office)}
    return SupposedOffice(**{**kept, "_supposed": _more(office, tables)})


def _more(office: Office, tables: Mapping[str, Any]) -> dict[str, Sequence[Mapping[str, Any]]]:
    """The rows that were supposed before, and those that are now."""
    before = office._supposed
    return {
        name: tuple(Record(row) for row in (*before.get(name, ()), *tables.get(name, ())))
        for name in {**before, **tables}
    }


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
