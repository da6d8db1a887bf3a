"""Which rows of a panel are shown, and which have a score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa._checks import InputError
from lantoa.scoring import exactly
from lantoa.scoring.composing import Composed
from lantoa.scoring.panel import Measures
from lantoa.scoring.slate import Standing


@dataclass(frozen=True, eq=False, repr=False)
class Rows:
    """The rows of some years of a panel that was scored."""

    measures: Measures
    years: tuple[int | None, ...]
    _composed: Composed

    def standing(self, year: int | None = None) -> Standing:
        """Those of one year who have a score, with whole numbers in its exact order.

        Raises:
            InputError: There is no such year.
        """
        rows = self._rows_of(year)
        return Standing(
            year=self._year(year),
            subjects=tuple(self.measures._subjects[rows].tolist()),
            scores=self._composed.scores[rows],
            keys=self._keys(self._year(year)),
        )

    def _keys(self, year: int | None) -> NDArray[np.int64]:
        if year not in self._known_keys:
            rows = self._rows_of(year)
            found = exactly.keys(self._composed, rows) if len(rows) else np.empty(0, np.int64)
            self._known_keys[year] = found
        return self._known_keys[year]

    @cached_property
    def _known_keys(self) -> dict[int | None, NDArray[np.int64]]:
        return {}

    def unscored(self, year: int | None = None) -> tuple[str, ...]:
        """Those of one year who have no score, sorted.

        Raises:
            InputError: There is no such year.
        """
        asked = self._in(year) & np.isnan(self._composed.scores)
        return tuple(sorted(self.measures._subjects[asked].tolist()))

    @cached_property
    def _kept(self) -> NDArray[np.bool_]:
        """The rows of the years that are shown."""
        if self.measures._years is None:
            return np.ones(len(self.measures), bool)
        return np.isin(self.measures._years, [year for year in self.years if year is not None])

    def _expect_year(self, year: int | None) -> None:
        if year in self.years:
            return
        known = [one for one in self.years if one is not None]
        if not known:
            raise InputError(f"year {year!r}: the measures have no years")
        near = (
            min(known, key=lambda one: (abs(one - year), one)) if type(year) is int else known[-1]
        )
        span = f"{known[0]} to {known[-1]}" if len(known) > 1 else str(near)
        raise InputError(f"year {year!r} is not known; did you mean {near}? There are {span}")

    def _year(self, year: int | None) -> int | None:
        if year is None:
            return self.years[-1] if self.years else None
        self._expect_year(year)
        return year

    def _in(self, year: int | None) -> NDArray[np.bool_]:
        asked = self._year(year)
        if self.measures._years is None or asked is None:
            return np.ones(len(self.measures), bool)
        found: NDArray[np.bool_] = self.measures._years == asked
        return found

    def _rows_of(self, year: int | None) -> NDArray[np.int64]:
        """The rows of one year that have a score, by subject."""
        rows = np.flatnonzero(self._in(year) & ~np.isnan(self._composed.scores))
        names = self.measures._subjects[rows].tolist()
        return rows[sorted(range(len(names)), key=names.__getitem__)]

    def _with(self, columns: Mapping[str, Any]) -> pd.DataFrame:
        keys: dict[str, Any] = {self.measures.subject: self.measures._subjects[self._kept]}
        if self.measures._years is not None:
            keys["year"] = self.measures._years[self._kept]
        return pd.DataFrame(keys | dict(columns))
