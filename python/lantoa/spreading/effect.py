"""What was found of an outcome after somebody was given something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lantoa._frames import Frame, Kind, given
from lantoa._wording import said
from lantoa.cells import in_words
from lantoa.concluding import Conclusion, Conclusions, Saying
from lantoa.concluding.saying import joined
from lantoa.scoring.showing import number
from lantoa.spreading.apart import COLUMNS
from lantoa.spreading.lot_facts import since
from lantoa.spreading.lots import TOPIC
from lantoa.spreading.turns import CELL_COLUMNS
from lantoa.told import Told

_WHOLE = ("time", "year", "count", "wave", "controls")


@dataclass(frozen=True, eq=False, repr=False)
class Effect(Told):
    """Whether an outcome moved apart, by how much, and what may be said of it (level L2).

    ``frame`` is `event_study`: a row per year with ``time`` (0 is the year in which it was given),
    ``year`` (none where a row joins those named in several years), ``estimate`` (change since the
    base of those who were given it, less that of the others), ``low``, ``high`` and ``p`` (by
    drawing the lot again; unknown where there was no lot) and ``count`` (subjects behind it; where
    there was no lot those who were named). It has no rows where nothing may be shown. Of a lot in
    waves each row from 0 on joins the waves by the time since each was given it, those before are
    of the first wave; `group_time` parts them by wave and year.

    Attributes:
        conclusions: The question, and what surrounds it: the years before, ties among subjects.
        base: The last year that changes are counted from, None where there is none or each cohort
            has its own.
        base_years: The years whose mean it is; of one year, or of cohorts, empty or that year.
        start: The year in which it was given, None likewise.
        outcome: The outcome, in words.
        waves: The years of the waves where there are several.
    """

    conclusions: Conclusions
    base: int | None
    start: int | None
    outcome: Saying
    _lang: str
    base_years: tuple[int, ...] = ()
    waves: tuple[int, ...] = ()
    _cells: pd.DataFrame | None = None

    @classmethod
    def of(
        cls,
        every: Sequence[Conclusion],
        outcome: Saying,
        *,
        lang: str,
        rows: pd.DataFrame | None = None,
        cells: pd.DataFrame | None = None,
        base: int | None = None,
        start: int | None = None,
        base_years: tuple[int, ...] = (),
        waves: tuple[int, ...] = (),
        kind: Kind = "pandas",
    ) -> Effect:
        """The result of some conclusions; the first is the question itself."""
        frame = pd.DataFrame(columns=COLUMNS) if rows is None else rows
        parts = pd.DataFrame(columns=CELL_COLUMNS) if cells is None else cells
        found = Conclusions.of(every, lang=lang, kind=kind)
        told = (found, base, start, outcome, lang, base_years, waves)
        return cls(_typed(frame), kind, *told, _typed(parts))

    @property
    def event_study(self) -> Frame:
        """The difference in each year, as a frame of the office's kind."""
        return given(self._frame, self._kind)

    @property
    def group_time(self) -> Frame:
        """Of a lot in waves the difference of each wave in each year, as a frame.

        ``wave`` (the year in which it was given), ``year``, ``estimate``, ``low``, ``high``, ``p``
        (unknown where a side has fewer than five people), ``count`` (subjects of the wave) and
        ``controls`` (those beside it who had not been given it by then). Of a lot that was drawn at
        once it has no rows.

        Example:
            >>> import lantoa as lt
            >>> found = lt.spread(lt.sample_office(seed=7)).effect("muc_do_hai_long")
            >>> list(found.group_time), len(found.group_time)
            (['wave', 'year', 'estimate', 'low', 'high', 'p', 'count', 'controls'], 0)
        """
        cells = pd.DataFrame(columns=CELL_COLUMNS) if self._cells is None else self._cells
        return given(_typed(cells), self._kind)

    @property
    def conclusion(self) -> Conclusion:
        """The question itself."""
        return self.conclusions.every[0]

    @property
    def is_refused(self) -> bool:
        """Whether something blocks the answer."""
        return self.conclusion.is_refused

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self._lang

    @property
    def title(self) -> str:
        """What was asked."""
        return self.conclusion.question.told(self.lang)

    @property
    def under(self) -> list[str]:
        """Since when changes are counted."""
        if self.base is None or self.start is None:
            return []
        if self.waves:
            told = since(self.base_years).told(self.lang)
            waves = ", ".join(map(str, self.waves))
            return [said(TOPIC, "under_waves", self.lang, base=told, waves=waves)]
        if len(self.base_years) > 1:
            ends = {"first": self.base_years[0], "last": self.base}
            return [said(TOPIC, "under_mean", self.lang, **ends, start=self.start)]
        return [said(TOPIC, "under", self.lang, base=self.base, start=self.start)]

    @property
    def sentence(self) -> str:
        """What may be said, or what blocks it."""
        one = self.conclusion
        told = [reason.saying for reason in one.reasons] or list(one.may_say)
        return joined(told, self.lang)

    def plot(self) -> Any:
        """The difference by year with its intervals, the year of the lot dotted."""
        from lantoa.charts.event_study import Event, event_study

        look = Event(
            title=self.title,
            under=[*self.under, self.sentence],
            lang=self.lang,
            across=said(TOPIC, "axes.time", self.lang),
            up=said(TOPIC, "axes.difference", self.lang, outcome=self.outcome.told(self.lang)),
            base=self._ring,
        )
        return event_study(self._frame, look)

    @property
    def _ring(self) -> int | None:
        """Where the difference is 0 because it is counted from there."""
        if self.base is None or self.start is None or len(self.base_years) > 1 or self.waves:
            return None
        return self.base - self.start

    def text(self) -> str:
        """Everything that is concluded, in full."""
        parts = [super().text()]
        for one in self.conclusions:
            parts.append("\n".join(f"{label}: {told}" for label, told in one.lines(self.lang)))
        return "\n\n".join(parts)

    def sheets(self) -> dict[str, pd.DataFrame]:
        """The table, and of waves on a sheet of their own each one in each year."""
        if self._cells is None or self._cells.empty:
            return super().sheets()
        heads = [said(TOPIC, f"heads.{name}", self.lang) for name in CELL_COLUMNS]
        named = dict(zip(CELL_COLUMNS, heads, strict=True))
        cells = in_words(self._cells, named.__getitem__, {}, self.lang)
        return {**super().sheets(), said(TOPIC, "heads.cells", self.lang): cells}

    def _heads(self) -> Sequence[str]:
        return [said(TOPIC, f"heads.{name}", self.lang) for name in COLUMNS]

    def _numbers(self) -> Sequence[int]:
        return range(len(COLUMNS))

    def _all_rows(self) -> Iterator[Sequence[Any]]:
        for row in self._frame.to_dict("records"):
            yield [self._cell(name, row[name]) for name in COLUMNS]

    def _cell(self, name: str, value: Any) -> str:
        if pd.isna(value):
            return ""
        if name in ("time", "year", "count"):
            return str(int(value))
        return number(float(value), self.lang, 3)


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Whole numbers and numbers, both with room for what is unknown."""
    return frame.astype({name: "Int64" if name in _WHOLE else "Float64" for name in frame})
