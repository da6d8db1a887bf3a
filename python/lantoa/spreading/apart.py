"""How those who were drawn moved apart from those who were not: base, years after, values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa.spreading.drawing_again import Draw, Redrawn, redrawn
from lantoa.spreading.lots import NOT_GIVEN, Lot
from lantoa.spreading.outcomes import rows_of
from lantoa.spreading.setting import Codes, Numbers
from lantoa.trends.panel import Panel

Flags = NDArray[np.bool_]
COLUMNS = ["time", "year", "estimate", "low", "high", "p", "count"]


@dataclass(frozen=True, eq=False)
class Apart:
    """A lot beside an outcome.

    By `apart` the first wave is compared with those whose turn had not come, up to the year before
    the second: in these years nobody but the first had been given anything. By `everybody` those of
    all waves stand beside the rest, for `lantoa.spreading.turns`.

    Attributes:
        panel: The outcome, subjects as in ``lot``.
        lot: Of the subjects that have the outcome in the base year and in every year after.
        bases: The years before it was given that changes are counted from the mean of: all in
            which everybody has the outcome, or the one that was asked for.
        years: The years after, up to the next wave, in which everybody has the outcome.
        last: The last year that could have been looked at; none where there is none.
        drawn: n flags of the first wave, or of all.
        left_out: In the lot, but without the outcome before it: known before anybody was drawn.
        without: Years before it was given in which some of them have no outcome, with how many: no
            change is counted from these.
        lost: Of those drawn and of the others, how many have no outcome after it.
        alpha, draws, seed: Of the test.
    """

    panel: Panel
    lot: Lot
    bases: tuple[int, ...]
    years: tuple[int, ...]
    last: Sequence[int]
    drawn: Codes
    left_out: int
    without: tuple[tuple[int, int], ...]
    lost: tuple[int, int]
    alpha: float
    draws: int
    seed: int

    @cached_property
    def draw(self) -> Draw:
        """The lot as it is drawn again."""
        return Draw(self.drawn, self.lot.stratum, self.alpha, self.draws, self.seed)

    def rows(self, chosen: Flags) -> Apart:
        """Some subjects only."""
        panel = _rows(self.panel, np.flatnonzero(chosen))
        return replace(self, panel=panel, lot=self.lot.rows(chosen), drawn=self.drawn[chosen])

    @property
    def first_draw(self) -> Draw:
        """The lot of the first wave, which a wider one is sought from."""
        return self.draw

    @property
    def base(self) -> int:
        """The last year that changes are counted from."""
        return self.bases[-1]

    @property
    def start(self) -> int:
        """The first year after."""
        return self.lot.start

    @property
    def before(self) -> tuple[int, ...]:
        """The years before the base with the outcome of everybody."""
        earlier = [year for year in self.panel.years if year < self.base]
        return _with_all(self.panel.values, self.panel, earlier)

    @cached_property
    def change(self) -> Numbers:
        """n changes: the mean of the years after less that of the base."""
        return self.at(self.years)

    @cached_property
    def found(self) -> Redrawn:
        """The difference, and what drawing again says of it."""
        return redrawn(self.change, self.draw)

    @cached_property
    def missed(self) -> float:
        """The smallest difference that would be found; 0 where all changed alike."""
        return self.draw.detectable * self.draw.spread_of(self.change)

    def at(self, years: tuple[int, ...]) -> Numbers:
        """n changes from the base to the mean of some years."""
        return np.asarray(self.mean(years) - self.mean(self.bases))

    def mean(self, years: tuple[int, ...]) -> Numbers:
        """n means over some years."""
        columns = [self.panel.years.index(year) for year in years]
        return np.asarray(self.panel.values[:, columns].mean(axis=1))

    def by_year(self) -> pd.DataFrame:
        """A row per year, but for a base of one year: ``time`` from the year of the lot, and its difference."""
        return pd.DataFrame(list(self._rows()), columns=COLUMNS)

    def _rows(self) -> Iterator[tuple[float | None, ...]]:
        earlier = [year for year in self.panel.years if year < self.lot.years[0]]
        alone = self.bases if len(self.bases) == 1 else ()
        ahead = set(_with_all(self.panel.values, self.panel, earlier)) - set(alone)
        for year in (*sorted(ahead), *self.years):
            found = redrawn(self.at((year,)), self.draw)
            low, high = (end if np.isfinite(end) else None for end in (found.low, found.high))
            yield year - self.start, year, found.estimate, low, high, found.p, len(self.lot)


def apart(
    panel: Panel, lot: Lot, bases: Sequence[int], controls: str, anticipation: int, **how: float
) -> Apart:
    """Put an outcome and a lot side by side.

    Args:
        panel: The outcome.
        lot: With its years; the outcome must have one of them or a later one.
        bases: Years of the panel before the lot, sorted; of several those in which everybody has
            the outcome. Who has it in the last of them is compared.
        controls: ``"not_yet"``: those of later waves too; ``"never"``: only who is never given it.
        anticipation: Years before its turn in which a later wave no longer counts as untouched.
        **how: ``alpha``, ``draws``, ``seed``.
    """
    first = lot.years[0]
    end = lot.years[1] - anticipation if controls == "not_yet" and len(lot.years) > 1 else np.inf
    possible = [year for year in panel.years if lot.start <= year < end]
    waits = lot.first == NOT_GIVEN
    if controls == "not_yet":
        waits = waits | (lot.first > first)
    compared = lot.rows(waits | (lot.first == first))
    return _beside(panel, compared, bases, possible, (first,), **how)


def everybody(
    panel: Panel, lot: Lot, bases: Sequence[int], anticipation: int, **how: float
) -> Apart:
    """Put an outcome and everybody of a lot in waves side by side, as `apart` does.

    Where another lot gave it to some of those who were not drawn, its years are not looked at.
    """
    others = set(lot.years) - set(lot.waves)
    end = min(others) - anticipation if others else np.inf
    possible = [year for year in panel.years if lot.start <= year < end]
    return _beside(panel, lot, bases, possible, lot.waves, **how)


def _beside(
    panel: Panel,
    compared: Lot,
    bases: Sequence[int],
    possible: list[int],
    waves: tuple[int, ...],
    **how: float,
) -> Apart:
    known = rows_of(panel, compared.subjects, bases[-1:]) >= 0
    rows = rows_of(panel, compared.subjects, [*bases[-1:], *possible[:1]])
    lost = np.isin(compared.rows(known & (rows < 0)).first, waves)
    kept = compared.rows(rows >= 0)
    order = rows[rows >= 0]
    years = _whole(panel, order, possible)
    found = _rows(panel, order)
    drawn = np.isin(kept.first, waves).astype(np.int32)
    counted = counted_from(found, bases)
    return Apart(
        panel=found,
        lot=kept,
        bases=counted,
        years=years,
        last=possible[-1:],
        drawn=drawn,
        left_out=int((~known).sum()),
        without=_without(found, [year for year in bases if year not in counted]),
        lost=(int(lost.sum()), int((~lost).sum())),
        **how,  # type: ignore[arg-type]
    )


def clean_before(panel: Panel, year: int, anticipation: int) -> list[int]:
    """The years with the outcome before something was given, or may have been known."""
    return [one for one in panel.years if one < year - anticipation]


def counted_from(panel: Panel, bases: Sequence[int]) -> tuple[int, ...]:
    """The years that changes are counted from the mean of: those in which everybody has the outcome,
    else the last one."""
    return _with_all(panel.values, panel, bases) or tuple(bases[-1:])


def with_outcome(panel: Panel, ids: Sequence[str], years: Sequence[int]) -> Panel:
    """Those of some subjects who have the outcome in some years."""
    rows = rows_of(panel, ids, years)
    return _rows(panel, rows[rows >= 0])


def _rows(panel: Panel, order: NDArray[np.integer]) -> Panel:
    values = np.asfortranarray(panel.values[order])
    names = tuple(panel.subjects[at] for at in order)
    return replace(panel, subjects=names, values=values, block=panel.block[order])


def _with_all(values: Numbers, panel: Panel, years: Sequence[int]) -> tuple[int, ...]:
    """The years in which everybody has the outcome."""
    there = np.asarray(~np.isnan(values).any(axis=0), bool)
    return tuple(year for year in years if there[panel.years.index(year)])


def _without(panel: Panel, years: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Years with the number of subjects that have no outcome in them."""
    none = np.isnan(panel.values).sum(axis=0)
    return tuple((year, int(none[panel.years.index(year)])) for year in years)


def _whole(panel: Panel, rows: Codes, years: list[int]) -> tuple[int, ...]:
    """The first years in which nobody of them has gone missing: who is left must not decide."""
    for count, year in enumerate(years):
        if np.isnan(panel.values[rows, panel.years.index(year)]).any():
            return tuple(years[:count])
    return tuple(years)
