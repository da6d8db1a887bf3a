"""A column of a source, before anybody knows what it means.

Values that differ are kept once, rows are numbers into them. So a label is understood once,
however many millions of rows carry it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int32]

BLANK = -1
"""The code of a cell that holds nothing."""

VIETNAM = np.timedelta64(7, "h")
"""From universal time to the clocks of Vietnam: an instant is read as the day that it had there."""


@dataclass(frozen=True)
class Formula:
    """A cell whose formula was never computed: its value is not in the file."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Unclear:
    """A cell that cannot mean what it says: one share for two authors, another award's level.

    Attributes:
        text: What it says.
        kind: The kind of problem that it is.
    """

    text: str
    kind: str = "undecidable_column"

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Texts:
    """The k texts that differ in a column.

    Attributes:
        distinct: The texts, in the order in which they come first.
        codes: n codes into them, BLANK for blank cells.
        untidy: Which of the k texts may not be what they say: letters in pieces, odd spaces,
            look-alikes, mere signs.
    """

    distinct: Sequence[str]
    codes: Codes
    untidy: Flags


class Column(Protocol):
    """What every source gives: a heading and n cells, in the source's order."""

    @property
    def heading(self) -> str:
        """The heading as written."""

    def __len__(self) -> int: ...

    def take(self, rows: npt.NDArray[Any]) -> Column:
        """The cells at ``rows`` (positions or flags)."""

    def encoded(self) -> Encoded:
        """The same cells as codes into the values that differ."""

    def different(self) -> Sequence[Any]:
        """The values that differ; in a sheet also those of rows that are no data."""

    def typed(self) -> Typed | None:
        """The cells as numbers, flags or days, None where the source has texts."""

    def texts(self) -> Texts | None:
        """The texts that differ, None where the source does not tell the untidy ones apart."""

    def matched(self, ids: pd.Index) -> tuple[Codes, Encoded]:
        """For n cells the place among ``ids``, BLANK where none; and the cells that have none."""


@dataclass(frozen=True)
class Encoded:
    """Codes into the values that differ; BLANK where a cell holds nothing."""

    heading: str
    codes: Codes
    distinct: Sequence[Any]

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, rows: npt.NDArray[Any]) -> Encoded:
        return replace(self, codes=self.codes[rows])

    def encoded(self) -> Encoded:
        return self

    def different(self) -> Sequence[Any]:
        return self.distinct

    def typed(self) -> Typed | None:
        return None

    def texts(self) -> Texts | None:
        return None

    def matched(self, ids: pd.Index) -> tuple[Codes, Encoded]:
        texts = [value if isinstance(value, str) else "" for value in self.distinct]
        found = ids.get_indexer(pd.Index(texts, dtype="str")).astype(np.int32)
        left = np.where(np.append(found, BLANK) >= 0, BLANK, np.arange(len(found) + 1))
        left[-1] = BLANK
        places = np.append(found, BLANK)[self.codes]
        return places, replace(self, codes=left.astype(np.int32)[self.codes]).used()

    def used(self) -> Encoded:
        """The same cells without the values that none of them holds, in the order of the rest."""
        held = np.flatnonzero(np.bincount(self.codes + 1, minlength=len(self.distinct) + 1)[1:])
        if len(held) == len(self.distinct):
            return self
        place = np.full(len(self.distinct) + 1, BLANK, np.int32)
        place[held] = np.arange(len(held))
        return replace(
            self, codes=place[self.codes], distinct=[self.distinct[i] for i in held.tolist()]
        )


@dataclass(frozen=True)
class Typed:
    """Whole numbers, doubles, flags or days that the source already keeps as such."""

    heading: str
    data: npt.NDArray[Any]
    missing: Flags

    def __len__(self) -> int:
        return len(self.data)

    def take(self, rows: npt.NDArray[Any]) -> Typed:
        return replace(self, data=self.data[rows], missing=self.missing[rows])

    def different(self) -> Sequence[Any]:
        return self.encoded().distinct

    def typed(self) -> Typed | None:
        return self

    def texts(self) -> Texts | None:
        return None

    def matched(self, ids: pd.Index) -> tuple[Codes, Encoded]:  # noqa: ARG002 ids are texts
        return np.full(len(self), BLANK, np.int32), self.encoded()

    def encoded(self) -> Encoded:
        known = ~self.missing
        values, place = np.unique(self.data[known], return_inverse=True)
        codes = np.full(len(self), BLANK, np.int32)
        codes[known] = place
        return Encoded(self.heading, codes, _python(values))


def _python(values: npt.NDArray[Any]) -> list[Any]:
    days = values.dtype.kind == "M"
    listed: list[Any] = (values.astype("M8[s]") if days else values).tolist()
    return listed


@dataclass(frozen=True)
class Stacked(Encoded):
    """A column stacked from one column per year; every cell keeps the heading it stood under."""

    headings: Sequence[str] = ()
    under: npt.NDArray[np.intp] | None = None

    @classmethod
    def of(
        cls, sources: Sequence[Encoded], at: npt.NDArray[np.intp], which: npt.NDArray[np.intp]
    ) -> Stacked:
        """The cells ``at`` of the columns ``which``."""
        values = [value for source in sources for value in source.distinct]
        starts = np.cumsum([0, *(len(source.distinct) for source in sources)])
        codes = np.array([source.codes for source in sources])[which, at] + starts[which]
        headings = [source.heading for source in sources]
        return cls(headings[0], codes.astype(np.int32), values, headings, which)

    def parts(self) -> list[tuple[Encoded, npt.NDArray[np.intp]]]:
        """The column of each year again, and where its cells stand in the stack."""
        under = np.zeros(len(self), np.intp) if self.under is None else self.under
        places = [np.flatnonzero(under == year) for year in range(len(self.headings))]
        return [
            (Encoded(heading, self.codes[at], self.distinct), at)
            for heading, at in zip(self.headings, places, strict=True)
        ]

    def take(self, rows: npt.NDArray[Any]) -> Stacked:
        under = None if self.under is None else self.under[rows]
        return replace(self, codes=self.codes[rows], under=under)


def either(flags: Sequence[Flags]) -> Flags:
    """Where at least one of several flags is set."""
    found = flags[0].copy()
    for flag in flags[1:]:
        found |= flag
    return found


def encode(heading: str, cells: Iterable[Any]) -> Encoded:
    """Cells of any kind as an `Encoded` column; None and empty text are blank.

    >>> encode("Năm", [2021, "", 2022, 2021]).codes.tolist()
    [0, -1, 1, 0]
    """
    seen: dict[Any, int] = {}
    codes = [_code(cell, seen) for cell in cells]
    return Encoded(heading, np.array(codes, np.int32), [_value(key) for key in seen])


def _code(cell: Any, seen: dict[Any, int]) -> int:
    if cell is None or cell == "" or cell != cell:
        return BLANK
    return seen.setdefault((bool, cell) if isinstance(cell, bool) else cell, len(seen))


def _value(key: Any) -> Any:
    return key[1] if isinstance(key, tuple) else key


def shown(value: Any) -> str | None:
    """A value as a reader of the file sees it, for the list of problems.

    >>> shown(2021.0), shown("#N/A"), shown(None), shown(dt.date(2021, 12, 10))
    ('2021', '#N/A', None, '10/12/2021')
    """
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return str(value)
