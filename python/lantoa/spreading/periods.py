"""The periods that spread is followed in: years, quarters or months, numbered from 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lantoa.spreading.setting import NEVER, Codes

Every = Literal["year", "quarter", "month"]
EVERY = ("year", "quarter", "month")
_MONTHS = {"year": 12, "quarter": 3, "month": 1}

Days = NDArray[np.datetime64]


@dataclass(frozen=True)
class Periods:
    """T periods, whole years from the first to the last.

    Attributes:
        first: The first calendar year.
        last: The day on which everything ends; the last period holds it.
        every: ``"year"``, ``"quarter"`` or ``"month"``.

    Example:
        >>> periods = Periods(2021, np.datetime64("2022-05-31"), "quarter")
        >>> len(periods), periods.labels[-1]
        (6, '2022-Q2')
        >>> days = np.array(["2020-12-31", "2021-04-01", "2023-01-01", "NaT"], "M8[D]")
        >>> periods.of(days).tolist()
        [0, 2, 7, -1]
    """

    first: int
    last: np.datetime64
    every: Every

    def __len__(self) -> int:
        return int(self._count(np.array([self.last], "M8[D]"))[0])

    @property
    def start(self) -> np.datetime64:
        """The first day."""
        return np.datetime64(f"{self.first:04d}-01-01", "D")

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the periods."""
        return tuple(_label(self.first, at, self.every) for at in range(len(self)))

    def of(self, days: Days) -> Codes:
        """The period of each day: 0 before the first, T + 1 after the last, -1 of no day."""
        counted = self._count(np.where(np.isnat(days), self.last, days).astype("M8[D]"))
        late = days > self.last
        coded = np.where(late, len(self) + 1, np.clip(counted, 0, None))
        return np.where(np.isnat(days), -1, coded).astype(np.int32)

    def since(self, days: Days) -> Codes:
        """First periods of what began on these days; no day is before everything."""
        return np.maximum(self.of(days), 1).astype(np.int32)

    def until(self, days: Days) -> Codes:
        """Last periods of what ended on these days; no day is after everything."""
        found = self.of(days)
        return np.where((found < 0) | (found > len(self)), len(self), found).astype(np.int32)

    def seen(self, days: Days) -> Codes:
        """Periods of what happened on these days; `NEVER` outside the periods."""
        found = self.of(days)
        return np.where((found < 1) | (found > len(self)), NEVER, found).astype(np.int32)

    def _count(self, days: Days) -> NDArray[np.int64]:
        months = days.astype("M8[M]").astype(np.int64) - (self.first - 1970) * 12
        counted: NDArray[np.int64] = months // _MONTHS[self.every] + 1
        return counted


def _label(first: int, at: int, every: Every) -> str:
    """
    >>> _label(2021, 5, "quarter"), _label(2021, 13, "month"), _label(2021, 1, "year")
    ('2022-Q2', '2022-02', '2022')
    """
    parts = 12 // _MONTHS[every]
    year, part = first + at // parts, at % parts + 1
    if every == "year":
        return f"{year}"
    return f"{year}-Q{part}" if every == "quarter" else f"{year}-{part:02d}"


def days_of(cells: Any) -> Days:
    """A column of days, blank ones as no day."""
    return np.asarray(cells.to_numpy("M8[s]")).astype("M8[D]")
