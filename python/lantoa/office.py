"""An office: its tables, what could not be read, and where every row came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from lantoa import _checks
from lantoa._frames import Frame, Kind, given
from lantoa._printing import html_table, text_table
from lantoa._wording import said
from lantoa.schema import TABLES

if TYPE_CHECKING:
    from lantoa.intake.checking import Rows
    from lantoa.intake.origin import Origin
    from lantoa.intake.problems import Problem
    from lantoa.intake.supposing import SupposedOffice


@dataclass(frozen=True)
class Table:
    """One table of an office.

    Attributes:
        name: The canonical name.
        frame: n rows with every column of the schema. Ids, codes and texts are Categoricals over
            sorted words, days ``datetime64[s]``, years and counts ``Int32``, other numbers
            doubles, flags ``boolean``; blank cells are null.
        origin: Where each row stands in the files.
        unreadable: Column to n flags, for columns with a cell that holds something that is no
            value; such a cell is null in ``frame``.
    """

    name: str
    frame: pd.DataFrame
    origin: Origin
    unreadable: Mapping[str, npt.NDArray[np.bool_]]

    def __len__(self) -> int:
        return len(self.frame)

    @classmethod
    def of(cls, rows: Rows) -> Table:
        """The table that intake accepted."""
        arrays = {name: cells.array() for name, cells in rows.columns.items()}
        unreadable = {
            name: cells.unreadable for name, cells in rows.columns.items() if cells.unreadable.any()
        }
        frame = pd.DataFrame(arrays, copy=False)
        return cls(rows.table.name, frame, rows.origin, MappingProxyType(unreadable))


@dataclass(frozen=True, repr=False)
class Office:
    """The tables of an office. Nothing in it changes; `updated` gives a new one.

    Attributes:
        tables: The tables that are present; one with headings only has no rows, one that is
            absent has no entry (and what it would say is unknown for everybody).
        name: What was read.
        frames: The kind of frame of its tables and of every result about it.
    """

    tables: Mapping[str, Table]
    name: str = ""
    frames: Kind = "pandas"
    _problems: Sequence[Problem] = field(default=(), repr=False)
    _lang: str = "vi"
    _supposed: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        rows: Mapping[str, Rows],
        problems: Sequence[Problem],
        *,
        frames: Kind = "pandas",
        lang: str = "vi",
        name: str = "",
    ) -> Office:
        """The office that intake read."""
        tables = {table: Table.of(rows[table]) for table in TABLES if table in rows}
        return cls(MappingProxyType(tables), name, frames, tuple(problems), lang)

    @property
    def supposed(self) -> dict[str, int]:
        """How many rows of which tables are only supposed; none in an office as it is."""
        return {table: len(rows) for table, rows in self._supposed.items()}

    @property
    def listed(self) -> Sequence[Problem]:
        """The problems as intake keeps them, with the tables and columns they are about."""
        return self._problems

    def with_rows(self, rows: Mapping[str, Rows], problems: Sequence[Problem]) -> Office:
        """The same office with some tables anew."""
        tables = {**self.tables, **{name: Table.of(table) for name, table in rows.items()}}
        ordered = {name: tables[name] for name in TABLES if name in tables}
        return replace(self, tables=MappingProxyType(ordered), _problems=tuple(problems))

    def __contains__(self, table: object) -> bool:
        return table in self.tables

    def __getitem__(self, table: str) -> Frame:
        """A table as a frame of the kind chosen, ids and codes as plain text.

        Raises:
            InputError: The office has no such table.
        """
        _checks.one_of(table, list(self.tables), what="table")
        return _plain(self.tables[table].frame, self.frames)

    @cached_property
    def problems(self) -> Frame:
        """Everything that was not read: file, sheet, row, column, value, kind, what, nearest."""
        return given(self.listing, self.frames)

    @cached_property
    def listing(self) -> pd.DataFrame:
        """``problems`` in pandas, whatever the kind of frame."""
        from lantoa.intake.problems import frame

        return frame(self._problems, "en" if self._lang == "en" else "vi")

    @cached_property
    def years(self) -> list[int]:
        """The years that yearly rows speak of, sorted."""
        found = [
            t.frame["year"].dropna().unique() for t in self.tables.values() if "year" in t.frame
        ]
        return sorted({int(year) for years in found for year in years})

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of what the tables say; where rows stand and their order do not count."""
        from lantoa.intake.fingerprints import fingerprint

        return fingerprint(self.tables)

    def updated(
        self,
        path: str | Path | Mapping[str, Any],
        *,
        columns: Mapping[str, str] | None = None,
        aliases: Mapping[str, Mapping[str, str]] | None = None,
    ) -> Office:
        """The office with a filled worklist taken back.

        A row of the worklist fills in the blank cells of the row that has its key and contradicts
        it nowhere; otherwise it is added. Of rows that contradict each other it takes the place.
        Lines that nobody filled in are passed over.

        Args:
            path: A workbook, folder, database or dict of frames with the tables to add to.
            columns: As in `lantoa.read`.
            aliases: As in `lantoa.read`.

        Returns:
            A new office; its problems are those that are left and those of the worklist.

        Raises:
            InputError: As in `lantoa.read`.

        Example:
            >>> import pandas as pd
            >>> people = pd.DataFrame({"person_id": ["CB01"]})
            >>> blank = pd.DataFrame({"subject_id": ["CB01"], "year": [2021], "rating": [None]})
            >>> office = Office.from_frames({"people": people, "ratings": blank})
            >>> len(office["ratings"]), office.problems["kind"].tolist()
            (0, ['missing'])
            >>> filled = office.updated({"ratings": blank.assign(rating="HTTNV")})
            >>> filled["ratings"]["rating"].tolist(), len(filled.problems)
            (['hoan_thanh_tot'], 0)
        """
        from lantoa.intake.declaring import declarations
        from lantoa.intake.updating import updated

        return updated(self, path, *declarations(columns, aliases))

    def suppose(self, **tables: Sequence[Mapping[str, Any]]) -> SupposedOffice:
        """The office with rows that are not there yet, for a question of what-if.

        Every result of it prints a watermark, and none can become a record.

        Args:
            tables: By table the rows, each a mapping of columns to cells, written as in a file.

        Returns:
            A `SupposedOffice`, which stays one whatever is done to it; it prints what it supposes.

        Raises:
            InputError: A table is not known, a row cannot be read, or one with its key is there
                already.

        Example:
            >>> import pandas as pd
            >>> office = Office.from_frames({"people": pd.DataFrame({"person_id": ["CB01"]})})
            >>> more = office.suppose(ratings=[{"subject_id": "CB01", "year": 2021, "rating": "HTTNV"}])
            >>> more.supposed, more["ratings"]["rating"].tolist(), len(office.supposed)
            ({'ratings': 1}, ['hoan_thanh_tot'], 0)
        """
        from lantoa.intake.supposing import supposed

        return supposed(self, tables)

    @classmethod
    def from_frames(cls, tables: Mapping[str, Any], *, lang: str = "vi") -> Office:
        """An office from frames by table: `lantoa.read` of a dict.

        Raises:
            InputError: A value is no frame.
        """
        from lantoa.intake import read

        return read(tables, lang=lang)

    def __repr__(self) -> str:
        """Tables, rows, years and the number of problems, in the language it was read in."""
        heads, rows = self._printed()
        lines = text_table(heads, rows, numbers=[len(heads) - 2])
        return "\n".join([*self._above(), self._title(), *lines, self._told()])

    def _repr_html_(self) -> str:
        """The same as a table for notebooks, with the kinds of problems."""
        from html import escape

        heads, rows = self._printed()
        table = html_table(heads, rows, numbers=[len(heads) - 2])
        kinds = self.listing["kind"].value_counts(sort=True)
        listed = ", ".join(f"{kind} {count}" for kind, count in kinds.items())
        title = "<br>".join(map(escape, [*self._above(), self._title()]))
        told = escape(": ".join(part for part in (self._told(), listed) if part))
        return f"<p><b>{title}</b></p>{table}<p>{told}</p>"

    def _said(self, what: str, **values: object) -> str:
        return said("briefing", f"office.{what}", self._lang, **values)

    def _title(self) -> str:
        return self._said("title", name=self.name).rstrip()

    def _above(self) -> list[str]:
        """What stands over the title."""
        return []

    def _told(self) -> str:
        return self._said("problems", count=len(self.listing))

    def _printed(self) -> tuple[list[str], list[list[str]]]:
        """Headings and rows: the name of a table, what the register is called, rows, years."""
        from lantoa.intake.vocabulary import shown_sheet

        called = {} if self._lang == "en" else {name: [shown_sheet(name)] for name in self.tables}
        heads = [self._said(one) for one in ("table", *(["sheet"] if called else []))]
        rows = [
            [name, *called.get(name, []), str(len(table)), _span(table)]
            for name, table in self.tables.items()
        ]
        return [*heads, self._said("rows"), self._said("years")], rows


def _span(table: Table) -> str:
    """The years of a table, first and last."""
    years = table.frame["year"].dropna().tolist() if "year" in table.frame else []
    if not len(years):
        return ""
    first, last = int(min(years)), int(max(years))
    return str(first) if first == last else f"{first}-{last}"


def _plain(frame: pd.DataFrame, kind: Kind) -> Frame:
    if kind != "pandas":
        return given(frame, kind)
    texts = {name: "str" for name in frame if isinstance(frame[name].dtype, pd.CategoricalDtype)}
    return frame.astype(texts)
