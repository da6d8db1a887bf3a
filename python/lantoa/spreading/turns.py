"""A lot drawn in waves beside an outcome: each wave less those who are clean, in every year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _core
from lantoa.spreading.apart import COLUMNS, Apart
from lantoa.spreading.drawing_again import OFFICES, POWER, Draw, Redrawn
from lantoa.spreading.lots import Lot
from lantoa.spreading.setting import Codes, Numbers
from lantoa.spreading.turns_drawn import Cell, TurnsDraw, covariance
from lantoa.trends.panel import Panel

Flags = NDArray[np.bool_]
CELL_COLUMNS = ["wave", "year", "estimate", "low", "high", "p", "count", "controls"]


@dataclass(frozen=True, eq=False)
class InTurns:
    """A lot in waves beside an outcome.

    Of each wave and year the change since the base is compared with that of those who have not
    been given it by then, within strata; waves count by their size. The base is the same for all:
    the clean years before the first wave.

    Attributes:
        whole: Everybody of the lot with the outcome; ``drawn`` flags those of all waves.
        controls: ``"not_yet"`` or ``"never"``.
        anticipation: Years before its turn in which a wave is not clean.
        fewest: Subjects on a side below which a cell is not compared.
    """

    whole: Apart
    controls: str
    anticipation: int
    fewest: int = 1

    @property
    def panel(self) -> Panel:
        """The outcome."""
        return self.whole.panel

    @property
    def lot(self) -> Lot:
        """Everybody of the lot that has the outcome."""
        return self.whole.lot

    @property
    def bases(self) -> tuple[int, ...]:
        """The years that changes are counted from the mean of."""
        return self.whole.bases

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are compared."""
        return self.whole.years

    @property
    def last(self) -> Sequence[int]:
        """The last year that could have been looked at."""
        return self.whole.last

    @property
    def left_out(self) -> int:
        """In the lot, but without the outcome before it."""
        return self.whole.left_out

    @property
    def without(self) -> tuple[tuple[int, int], ...]:
        """Years before it was given in which some have no outcome, with how many."""
        return self.whole.without

    @property
    def lost(self) -> tuple[int, int]:
        """Of those given it and of the others, how many have no outcome after it."""
        return self.whole.lost

    @property
    def first_draw(self) -> Draw:
        """The lot of the first wave, which a wider one is sought from."""
        first = (self.lot.first == self.waves[0]).astype(np.int32)
        whole = self.whole
        return Draw(first, self.lot.stratum, whole.alpha, whole.draws, whole.seed)

    @property
    def sizes(self) -> dict[int, int]:
        """How many each wave has, by its year."""
        return {year: int((self.lot.first == year).sum()) for year in self.waves}

    @cached_property
    def waves(self) -> tuple[int, ...]:
        """The years of the waves, sorted."""
        here = set(self.lot.first.tolist())
        return tuple(year for year in self.lot.waves if year in here)

    @property
    def late_in(self) -> tuple[int, ...]:
        """The years in whose second half a wave was given it: neither before nor after."""
        return tuple(year for year in self.waves if year in self.lot.late_in)

    def start(self, wave: int) -> int:
        """The first year of a wave that counts as given."""
        return wave + (wave in self.lot.late_in)

    @cached_property
    def label(self) -> Codes:
        """n labels of waves, 0 for who is given nothing by this lot."""
        at = {year: code for code, year in enumerate(self.waves, start=1)}
        return np.array([at.get(year, 0) for year in self.lot.first.tolist()], np.int32)

    @cached_property
    def clean(self) -> Codes:
        """Of each wave in how many of the years it stands beside the others."""
        ends = [wave - self.anticipation for wave in self.waves]
        if self.controls == "never":
            return np.zeros(len(ends), np.int32)
        return np.array([sum(year < end for year in self.years) for end in ends], np.int32)

    @cached_property
    def turns(self) -> _core.Turns:
        """The same for the kernel."""
        starts = [sum(year < self.start(wave) for year in self.years) for wave in self.waves]
        return _core.Turns(
            wave=self.label,
            stratum=self.lot.stratum,
            start=np.array(starts, np.int32),
            clean=self.clean,
            years=len(self.years),
        )

    @cached_property
    def values(self) -> Numbers:
        """n x T changes since the base."""
        columns = [self.panel.years.index(year) for year in self.years]
        base = self.whole.mean(self.bases)
        return np.asfortranarray(self.panel.values[:, columns] - base[:, None])

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every wave in every year with somebody clean beside it."""
        found = _core.turn_cells(self.turns)
        every = zip(found.wave, found.year, found.given, found.controls, strict=True)
        return tuple(self._cell(*map(int, one)) for one in every)

    def _cell(self, label: int, column: int, given: int, controls: int) -> Cell:
        wave, year = self.waves[label - 1], self.years[column]
        return Cell(label, wave, year, year - self.start(wave), given, controls)

    def is_kept(self, cell: Cell) -> bool:
        """Whether no side of it is so small that it is not compared."""
        return min(cell.given, cell.controls) >= self.fewest

    @property
    def kept(self) -> tuple[Cell, ...]:
        """The cells that are compared."""
        return tuple(one for one in self.cells if self.is_kept(one))

    @property
    def few(self) -> int:
        """How many cells are not compared because a side is so small."""
        return len(self.cells) - len(self.kept)

    @property
    def unreached(self) -> tuple[int, ...]:
        """Waves that no year with the outcome comes after."""
        return tuple(year for year in self.waves if self.start(year) > self.years[-1])

    @property
    def alone(self) -> tuple[int, ...]:
        """Other waves that have nobody clean beside them in any year."""
        known = {*self.unreached, *(one.wave for one in self.cells)}
        return tuple(year for year in self.waves if year not in known)

    def draw_of(self, cells: Sequence[Cell]) -> TurnsDraw:
        """The lot, of which some cells are looked at, by the size of their waves."""
        weight = np.array([float(one.given) if one in cells else 0.0 for one in self.cells])
        whole = self.whole
        least = min(min(one.given, one.controls) for one in cells)
        how = (whole.alpha, whole.draws, whole.seed)
        return TurnsDraw(whole.drawn, self.lot.stratum, *how, self.turns, weight, least)

    @cached_property
    def draw(self) -> TurnsDraw:
        """The lot as it is drawn again."""
        return self.draw_of(self.kept or self.cells)

    @cached_property
    def found(self) -> Redrawn:
        """The mean of all cells, and what drawing again says of it."""
        return self.draw.redrawn(self.values)

    @cached_property
    def missed(self) -> float:
        """The smallest difference in all years since given that would be found."""
        noise, freedom = self._noise
        how = (self.draw.alpha, POWER, OFFICES, self.draw.seed)
        found = _core.detectable_turns(self.turns, self.draw.weight, noise, freedom, *how)
        return float(found.shift)

    @property
    def _noise(self) -> tuple[Numbers, int]:
        """T x T covariance of what is left of the changes without the means of wave and stratum, and
        the degrees of freedom that told it.

        Where these are fewer than years, without the difference and the means of strata: then a
        difference that is not the same for all counts as noise.
        """
        wide = int(self.label.max()) + 1
        cell = np.unique(self.lot.stratum * wide + self.label, return_inverse=True)[1]
        freedom = len(self.lot) - int(cell.max()) - 1
        if freedom >= len(self.years):
            return covariance(self.values, cell, freedom), freedom
        starts = np.array([np.inf, *(self.start(wave) for wave in self.waves)])[self.label]
        given = np.array(self.years)[None, :] >= starts[:, None]
        rest, stratum = self.values - self.found.estimate * given, self.lot.stratum
        freedom = max(len(self.lot) - int(stratum.max()) - 2, 1)
        return covariance(rest, stratum, freedom), freedom

    def beside(self, cell: Cell) -> Flags:
        """n flags of those who are clean in the year of a cell."""
        column = self.years.index(cell.year)
        waits = np.array([True, *(column < self.clean)])
        return np.asarray(waits[self.label], bool)

    def rows(self, chosen: Flags) -> InTurns:
        """Some subjects only."""
        return InTurns(self.whole.rows(chosen), self.controls, self.anticipation, self.fewest)

    def by_time(self) -> pd.DataFrame:
        """A row per time since given, over the waves that have it."""
        return pd.DataFrame(list(self._times()), columns=COLUMNS)

    def _times(self) -> Iterator[tuple[float | None, ...]]:
        for time in sorted({one.time for one in self.kept}):
            cells = [one for one in self.kept if one.time == time]
            years = {one.year for one in cells}
            here = np.any([(self.label == one.label) | self.beside(one) for one in cells], axis=0)
            year = years.pop() if len(years) == 1 else None
            yield time, year, *self._ends(cells), int(here.sum())

    def by_cell(self) -> pd.DataFrame:
        """A row per wave and year; without numbers where a side is too small."""
        rows = []
        for one in self.cells:
            told = self._ends([one]) if self.is_kept(one) else (None,) * 4
            rows.append((one.wave, one.year, *told, one.given, one.controls))
        return pd.DataFrame(rows, columns=CELL_COLUMNS)

    def _ends(self, cells: Sequence[Cell]) -> tuple[float | None, ...]:
        found = self.draw_of(cells).redrawn(self.values)
        low, high = (end if np.isfinite(end) else None for end in (found.low, found.high))
        return found.estimate, low, high, found.p
