"""The result of ``lantoa.trend``: facts of every series, and what can be concluded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._frames import Frame, given
from lantoa.concluding import Conclusions
from lantoa.told import Told
from lantoa.trends import blocks, facts, moving, passing, telling
from lantoa.trends.facts import Facts
from lantoa.trends.panel import Panel

if TYPE_CHECKING:
    from lantoa.trends.asked import Asked


@dataclass(frozen=True, eq=False, repr=False)
class Trend(Told):
    """Yearly series of subjects: facts first, then what can be concluded. Made by ``trend``.

    Its ``frame`` has a row per subject, by id, of the years since the last break:

    - the subject; ``block`` (with ``by``); ``years`` (with a value), ``first_year``,
      ``last_year``, ``first``, ``last`` (the values there), ``change``, ``change_per_year``;
    - ``ups``, ``downs``, ``same``: changes from a year to the next where both are known, up being
      for the better; ``longest_run``, ``longest_fall``: in a row; ``run_now``: in a row up to the
      last year, below 0 where they go down;
    - ``place_first``, ``place_last``, ``place_change`` (places gained);
    - ``standing``: ``emerging``, ``slipping``, ``mixed``, ``steady`` or ``too_short``;
    - ``near`` (with an evaluation): how many gates are in the way.

    Attributes:
        panel: The series themselves.
        facts: What is counted in them.
        alpha: The level of the tests.
        draws: Simulations where a test is not exact.
        seed: Of the simulations.
        reliability: How reliable one year's number is, None where it is not known.
    """

    panel: Panel
    facts: Facts
    alpha: float
    draws: int
    seed: int
    reliability: float | None
    _lang: str

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self._lang

    @property
    def years(self) -> tuple[int, ...]:
        """The years, sorted."""
        return self.panel.years

    @cached_property
    def changes(self) -> Frame:
        """Every change of every subject from a year of the panel to the next, a row each.

        Columns: the subject, ``before``, ``year``, ``was``, ``now``, ``change``, ``way`` (``up``
        is for the better, ``down``, ``same``, ``break``: the scale changed in between).
        """
        return given(facts.changes(self.panel), self._kind)

    @cached_property
    def yearly(self) -> Frame:
        """Of every year, overall and by block: subjects, mean and median."""
        return given(passing.yearly(self.panel), self._kind)

    @cached_property
    def transitions(self) -> Frame:
        """From which level to which, year on year, with Jeffreys intervals at 95 %.

        Columns: ``was``, ``now``, ``count``, ``of``, ``share``, ``low``, ``high``. Of numbers the
        levels are thirds of the places of a year, the worst first (``"1/3"``), from a hundred
        subjects on fifths. Levels from which fewer than ten moved have no row of their own; the
        last three rows (``was`` missing) are ``up``, ``same`` and ``down`` of all. A subject that
        moved in several years counts several times, so that the intervals are too narrow where
        moves of one subject are alike.
        """
        return given(passing.transitions(self.panel), self._kind)

    @cached_property
    def shares(self) -> Frame:
        """The share of each level in each year, overall and by block, with Wilson intervals.

        Only of ratings; see ``passing.shares``.
        """
        return given(passing.shares(self.panel), self._kind)

    @cached_property
    def mobility(self) -> Frame:
        """How far places move from a year to the next; see ``baseline`` for what noise moves.

        Columns: ``before``, ``year``, ``subjects``, ``tau`` (Kendall's tau-b), ``mean_move``,
        ``total_move``, ``furthest`` (|change of place|, equals at average ranks), ``theta`` (the
        share of moves that blocks make together), ``prais_bibby`` (the share that left its class),
        ``shorrocks``, ``average_movement`` (of classes, as in ``transitions``), and
        ``noise_reliability``: how reliable a number would be of which noise alone moves places so.
        """
        return given(moving.mobility(self.panel), self._kind)

    @cached_property
    def baseline(self) -> Frame:
        """What tau would be if nobody had moved, at 95 %: one row per step and reliability.

        Columns: ``before``, ``year``, ``subjects``, ``reliability``, ``tau``, ``expected``,
        ``low``, ``high``, ``verdict``: ``more`` (places moved more than noise moves them),
        ``no_more``, ``less``, ``too_few``. Without a reliability three usual ones are told.
        """
        return given(self._baseline(), self._kind)

    def _baseline(self, *, last_only: bool = False) -> pd.DataFrame:
        return self._noise.frame(last_only=last_only)

    @cached_property
    def _noise(self) -> moving.Noise:
        chosen = moving.USUAL if self.reliability is None else (self.reliability,)
        return moving.Noise(self.panel, chosen, moving.Simulation(self.draws, self.seed))

    @cached_property
    def blocks(self) -> Frame:
        """Facts of everybody (``block`` missing), then of each block.

        Columns: ``block``, ``subjects``, ``ups``, ``downs``, ``same``, ``rose``, ``fell``,
        ``mean_change_per_year``, ``emerging``, ``slipping``.
        """
        return given(blocks.block_facts(self.facts), self._kind)

    @cached_property
    def emerging(self) -> Frame:
        """Those who are emerging by the facts, or near an honour and not slipping. It is no test.

        The columns of ``frame`` and, with an evaluation, ``by``: ``facts``, ``near`` or both. Those
        by both come first, then those by the facts; whoever is nearest, then the longest run first.
        """
        return given(telling.emerging(self._frame), self._kind)

    @cached_property
    def slipping(self) -> Frame:
        """Those who are slipping by the facts, by id. It is no test."""
        rows = self._frame[self._frame["standing"] == "slipping"]
        return given(rows.reset_index(drop=True), self._kind)

    @cached_property
    def conclusions(self) -> Conclusions:
        """Every question of a trend, answered or refused: overall, by block, by subject."""
        from lantoa.trends.questions import conclusions

        return Conclusions.of(conclusions(self), lang=self.lang, kind=self._kind)

    @cached_property
    def tests(self) -> Frame:
        """The exact test of every subject as a table, however many there are.

        Columns: the subject, ``years``, ``s`` (Kendall's S) and ``slope`` (Theil-Sen) of the values as given,
        ``p``, ``smallest_p``, ``low``, ``high``, ``low_open``, ``high_open`` (an end of 0 that
        the test rejects is not in the range), ``level`` (of this range, 0 where so few years
        have none), ``answered``. To name anybody, ask the conclusion ``emerging``.
        """
        from lantoa.trends.by_subject import frame_by_subject

        return given(frame_by_subject(self._asked), self._kind)

    @cached_property
    def _asked(self) -> Asked:
        """What is tested: what one question has computed is there for the next."""
        from lantoa.trends.asked import Asked

        return Asked(self.panel, self.alpha, self.draws, self.seed)

    @property
    def title(self) -> str:
        """What the series are, and of which years."""
        return telling.title(self)

    @property
    def over(self) -> list[str]:
        """Breaks, jumps that nobody declared, and that one's gain is another's loss."""
        return telling.over(self)

    @property
    def under(self) -> list[str]:
        """How facts are counted, and how the series came about."""
        return telling.under(self)

    @property
    def sentence(self) -> str:
        """Who is emerging and who is slipping."""
        return telling.sentence(self)

    def plot(self) -> Any:
        """Small multiples: a panel per block, or per subject where there are none.

        Panels of who is emerging or slipping come first; of many the rest are a band.
        """
        from lantoa.charts.trends import multiples_chart

        return multiples_chart(self)

    def plot_places(self) -> Any:
        """Places over the years, a line for everybody; of many a band for each fifth.

        Of ratings it shows how many go from which level to which: places of those who keep a
        level change with those of others.
        """
        from lantoa.charts.trends import places_chart

        return places_chart(self)

    def plot_slopes(self) -> Any:
        """The same as ``plot_places`` of the first year and the last alone."""
        from lantoa.charts.trends import slopes_chart

        return slopes_chart(self)

    def sheets(self) -> dict[str, pd.DataFrame]:
        """Facts, changes, transitions, moves of places, blocks and conclusions."""
        from lantoa.trends.sheets import sheets_of

        return sheets_of(self, next(iter(super().sheets().values())))

    def _heads(self) -> Sequence[str]:
        return telling.heads(self)

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        return telling.rows(self)

    def _numbers(self) -> Sequence[int]:
        return telling.numbers(self)
