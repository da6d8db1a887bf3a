"""An office: its tables, what could not be read, and where every row came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from lantoa import _checks
from lantoa.intake.origin import Origin
from lantoa.schema import TABLES

if TYPE_CHECKING:
    from lantoa.intake.checking import Rows
    from lantoa.intake.problems import Problem

Frames = Literal["pandas", "polars", "pyarrow"]


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
            name: cells.unreadable
            for name, cells in rows.columns.items()
            if cells.unreadable.any()
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
    """

    tables: Mapping[str, Table]
    name: str = ""
    _problems: Sequence[Problem] = field(default=(), repr=False)
    _frames: str = "pandas"
    _lang: str = "vi"

    @classmethod
    def of(
        cls,
        rows: Mapping[str, Rows],
        problems: Sequence[Problem],
        *,
        frames: str = "pandas",
        lang: str = "vi",
        name: str = "",
    ) -> Office:
        """The office that intake read."""
        tables = {table: Table.of(rows[table]) for table in TABLES if table in rows}
        return cls(MappingProxyType(tables), name, tuple(problems), frames, lang)

    def __contains__(self, table: object) -> bool:
        return table in self.tables

    def __getitem__(self, table: str) -> Any:
        """A table as a frame of the kind chosen, ids and codes as plain text.

        Raises:
            InputError: The office has no such table.
        """
        _checks.one_of(table, list(self.tables), what="table")
        return _plain(self.tables[table].frame, self._frames)

    @cached_property
    def problems(self) -> pd.DataFrame:
        """Everything that was not read: file, sheet, row, column, value, kind, what, nearest."""
        from lantoa.intake.problems import frame

        return frame(self._problems, "en" if self._lang == "en" else "vi")

    @cached_property
    def years(self) -> list[int]:
        """The years that yearly rows speak of, sorted."""
        found = [t.frame["year"].dropna().unique() for t in self.tables.values() if "year" in t.frame]
        return sorted({int(year) for years in found for year in years})


def _plain(frame: pd.DataFrame, kind: str) -> Any:
    texts = {name: "str" for name in frame if isinstance(frame[name].dtype, pd.CategoricalDtype)}
    plain = frame.astype(texts)
    if kind == "polars":
        import polars

        return polars.from_pandas(plain)
    if kind == "pyarrow":
        import pyarrow

        return pyarrow.Table.from_pandas(plain, preserve_index=False)
    return plain
