"""The result of ``rank``: places, ties, lines and bands as frames, and as a decision table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa._frames import Frame, given
from lantoa._wording import said
from lantoa.ranking import framing, ruling, telling
from lantoa.ranking.asking import Asked
from lantoa.ranking.banded import Banded
from lantoa.ranking.capped import Drawn, Scope
from lantoa.ranking.exact import Numbers
from lantoa.ranking.standings import TieRule
from lantoa.scoring.slate import Standing
from lantoa.told import SHOWN, Told


@dataclass(frozen=True, eq=False, repr=False)
class Ranking(Told):
    """Places of subjects, overall and within groups, of a panel within each year.

    Made by ``lantoa.rank``. It never says who is named: whoever is tied at a line, or in all of
    the chain, is for the council.
    """

    _asked: Asked = field(repr=False)
    _ties: TieRule
    _chain: Sequence[str]
    _overall: Scope
    _within: Scope | None
    _drawn: Sequence[Drawn]
    _banded: Banded | None

    @property
    def lang(self) -> str:
        """The language of what prints."""
        return self._asked.lang

    @property
    def years(self) -> tuple[int | None, ...]:
        """The years in order; ``(None,)`` where there is none."""
        return tuple(self._overall.years)

    @cached_property
    def ties(self) -> Frame:
        """The shared places, a row each, for the council.

        Columns: year (of a panel), group (missing: overall), place (the first of those shared),
        tied, subjects, stopped_at (of the chain, where somebody tied has no number there).
        """
        return given(framing.ties(self), self._kind)

    @cached_property
    def quotas(self) -> Frame:
        """What every quota gives every group.

        Columns: quota, year (of a panel), group (missing: all together), base (what the share is
        of), seats, seats_low and seats_high (where ties at an outer line leave it open), rest
        (seats that the quotas inside it do not take), within, tied (at the line), inside.
        """
        return given(framing.quotas(self), self._kind)

    @cached_property
    def lines(self) -> Frame:
        """Where everybody who may be named stands to the line of each quota.

        Columns: subject_id, year (of a panel), quota, group, place (among those who may be named
        there), seats, line (``within``, ``tied``, ``beyond``; missing: the council decides at
        the outer line first), sure.
        """
        return given(framing.lines(self), self._kind)

    @cached_property
    def average_ranks(self) -> Frame:
        """1 + how many stand before + half of those who are equal: no place, a number to sum.

        For Borda counts and rank correlation. Columns: subject_id, year (of a panel),
        average_rank; overall, and whoever has no place has no row.
        """
        return given(framing.average_ranks(self), self._kind)

    def standing(self, year: int | None = None) -> Standing:
        """Those with a place in one year, for other verbs; None: the latest.

        Raises:
            InputError: There is no such year.
        """
        chosen, rows = self._in(year)
        rows = rows & self._overall.standings.has_place
        at = np.flatnonzero(rows)
        at = at[np.argsort(self._asked.subjects[at].astype(str), kind="stable")]
        return Standing(
            chosen,
            tuple(self._asked.subjects[at]),
            np.array([float(self._asked.shown[row]) for row in at], np.float64),
            self._overall.standings.contest.low[at, 0].astype(np.int64),
        )

    def unscored(self, year: int | None = None) -> tuple[str, ...]:
        """Those of one year without a place, sorted; None: the latest.

        Raises:
            InputError: There is no such year.
        """
        _, rows = self._in(year)
        asked = rows & ~self._overall.standings.has_place
        return tuple(sorted(self._asked.subjects[asked].tolist()))

    def _in(self, year: int | None) -> tuple[int | None, Numbers]:
        """The year that is asked, and which rows are of it."""
        if not self.years:
            return year, np.zeros(len(self._asked), bool)
        chosen = self.years[-1] if year is None else year
        if chosen not in self.years:
            raise _checks.unknown(chosen, [str(one) for one in self.years], what="year")
        if self._asked.years is None:
            return chosen, np.ones(len(self._asked), bool)
        return chosen, self._asked.years == chosen

    @property
    def title(self) -> str:
        """What the table shows."""
        return telling.title(self)

    @property
    def over(self) -> list[str]:
        """What a reader of the points must not miss, such as that a method distorts."""
        return list(self._asked.over)

    @property
    def under(self) -> list[str]:
        """The rule: how equals share places, the chain, the quotas, the bands."""
        return ruling.under(self)

    @property
    def sentence(self) -> str:
        """Who has places, who shares one, who is tied at a line."""
        return telling.sentence(self)

    def plot(self, year: int | None = None, *, within: bool = False) -> Any:
        """A dot for each place, the first on top; ties are rings, those without a place below.

        Args:
            year: Which year; None: the latest.
            within: The places within groups, a panel each, instead of those overall.

        Raises:
            InputError: There is no such year, or there are no groups.
        """
        from lantoa.charts.places import dots

        return dots(self, year, within=within)

    def plot_years(self, subjects: Collection[str] = (), *, breaks: Collection[int] = ()) -> Any:
        """Places over the years, a line for everybody; it stops where somebody has none.

        Args:
            subjects: Whose lines are dark; without them those of the first of the last year.
            breaks: Years in which the scale of a measure broke, marked by a dotted line.

        Raises:
            InputError: The ranking has no years, or a subject is not in it.
        """
        from lantoa.charts import bump

        return bump.over_years(self, subjects, breaks)

    def sheets(self) -> dict[str, pd.DataFrame]:
        """The tables of the workbook: places, shared places, quotas, lines."""
        return telling.sheets(self, super().sheets())

    def _heads(self) -> Sequence[str]:
        return telling.heads(self)

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        return telling.rows(self)

    def _rows(self) -> Iterable[Sequence[str]]:
        return telling.last_rows(self)[:SHOWN]

    def _more(self) -> list[str]:
        more = len(telling.latest(self, self._frame)) - SHOWN
        return [said("told", "more", self.lang, rows=more)] if more > 0 else []

    def _numbers(self) -> Sequence[int]:
        return telling.numbers(self)
