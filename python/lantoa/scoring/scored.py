"""Scores: who has how much, by which rule, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _checks
from lantoa._frames import Frame, given
from lantoa._wording import said
from lantoa.scoring import showing
from lantoa.scoring.composing import composed
from lantoa.scoring.framing import framed
from lantoa.scoring.panel import Measures
from lantoa.scoring.rows import Rows
from lantoa.scoring.scheme import Scheme
from lantoa.scoring.slate import Slate
from lantoa.told import Told

if TYPE_CHECKING:
    from lantoa.scoring.explanation import ScoreExplanation
    from lantoa.scoring.slating import Level


@dataclass(frozen=True, eq=False, repr=False)
class Score(Rows, Told):
    """Scores of subjects, of one year or of a panel. Made by ``score``.

    It prints the latest year, best first; ``frame`` has every row, and it exports that as an Arrow
    stream.

    Attributes:
        measures: What was scored.
        scheme: By what.
        years: The years that are shown, in order; ``(None,)`` where there is none.
    """

    scheme: Scheme

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self.scheme.lang

    @property
    def rule(self) -> str:
        """Normalisation, aggregation and missing rule, in words."""
        return showing.rule(self.scheme)

    @property
    def title(self) -> str:
        """What was scored, and which year is shown."""
        return showing.title(self)

    @property
    def under(self) -> list[str]:
        """The rule, and what a reader must know of the measures."""
        return [self.rule, *showing.notes(self)]

    @property
    def sentence(self) -> str:
        """Who leads, and who has no score."""
        return showing.sentence(self)

    def of(self, year: int) -> Score:
        """The same scores with one year shown.

        Raises:
            InputError: There is no such year.
        """
        self._expect_year(year)
        kept = self._kept & (self.measures._years == year)
        return replace(self, years=(year,), _frame=self._frame_of(kept))

    def again(
        self,
        *,
        scheme: Scheme | None = None,
        weights: Mapping[str, object] | None = None,
        without: str | None = None,
        **rules: Any,
    ) -> Score:
        """The same measures under another scheme, weight or rule.

        Args:
            scheme: Another scheme.
            weights: Other weights by name; the rest stay.
            without: A measure or pillar to leave out.
            **rules: ``normalise``, ``over``, ``aggregate``, ``missing``, ``coverage``, ``factor``.

        Raises:
            InputError: A name is not known, or the scheme would not be sound.
        """
        from lantoa.scoring.loading import load_scheme

        found = scheme or self.scheme
        if weights is not None:
            found = found.reweighted(weights)
        if without is not None:
            found = found.without(without)
        if rules:
            if rules.get("missing", found.missing) != "renormalise":
                rules.setdefault("coverage", None)
            found = load_scheme(found, lang=found.lang, **rules)
        again = scored(self.measures, found)
        return (
            again
            if self.years == again.years
            else replace(again, years=self.years, _frame=again._frame_of(self._kept))
        )

    def explain(self, subject: str, year: int | None = None) -> ScoreExplanation:
        """From the raw number to its part of the score, for every measure of a subject.

        Args:
            subject: Its id.
            year: The year; without it the latest.

        Raises:
            InputError: There is no such subject or year.

        Example:
            >>> import lantoa as lt
            >>> score = lt.score(lt.sample_provinces(provinces=9), "provinces", lang="en")
            >>> told = score.explain("Tỉnh 09", 2020).frame
            >>> list(told.columns)[:4]
            ['measure', 'pillar', 'raw', 'scaled']
        """
        from lantoa.scoring.explanation import explained

        return explained(self, subject, year)

    def slate(self, year: int | None = None, level: Level = "top") -> Slate:
        """Those of one year who have a score, as numbers that other methods take.

        Args:
            year: The year; without it the latest.
            level: ``"top"``: what stands right below the whole; ``"measures"``: every measure on
                its scale; ``"raw"``: as it was given, the negative where less is better.

        Raises:
            InputError: There is no such year or level.
        """
        from lantoa.scoring.slating import slate_of

        return slate_of(self, year, level)

    def values(self, name: str) -> Frame:
        """A measure on its scale, or a pillar, of every row that is shown.

        Raises:
            InputError: There is no such node.
        """
        _checks.one_of(name, list(self.scheme.nodes), what="measure or pillar")
        return given(self._with({name: self._composed.of(name)[self._kept]}), self._kind)

    @property
    def contributions(self) -> Frame:
        """What each measure gives to the score, a column each; they add up to it.

        The slope of the score in a measure times its value: under means other than the
        arithmetic one too (Euler's theorem for homogeneous functions).
        """
        kept = self._composed.contributions[self._kept]
        return given(self._with(dict(zip(self._composed.names, kept.T, strict=True))), self._kind)

    def opinions(self, year: int | None = None) -> Any:
        """Places by other methods beside these; see ``lantoa.opinions``.

        Raises:
            InputError: There is no such year.
        """
        from lantoa.opinions import beside

        return beside(self, year)

    def plot(self, year: int | None = None) -> Any:
        """Bars of the scores with the part of every pillar, best first; those unscored below.

        Raises:
            InputError: There is no such year.
        """
        from lantoa.charts import score_bars

        return score_bars(self, year)

    def _frame_of(self, kept: NDArray[np.bool_]) -> pd.DataFrame:
        return framed(self.measures, self._composed, kept)

    def _heads(self) -> Sequence[str]:
        return showing.heads(self)

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        return showing.rows(self)

    def _numbers(self) -> Sequence[int]:
        return (0, *range(2, 4 + len(self.scheme.top)))

    def __len__(self) -> int:
        return int(self._in(None).sum())

    def sheets(self) -> dict[str, pd.DataFrame]:
        """Scores, then what each is made of."""
        told = super().sheets()
        parts = self._with(
            {
                self.scheme.label_of(name): column
                for name, column in zip(
                    self._composed.names, self._composed.contributions[self._kept].T, strict=True
                )
            }
        )
        return told | {said("scoring", "sheet.parts", self.lang): parts}


def scored(measures: Measures, scheme: Scheme) -> Score:
    """The score of measures that are packed, by a scheme that is loaded."""
    made = composed(measures, scheme)
    everything = np.ones(len(measures), bool)
    return Score(
        _frame=framed(measures, made, everything),
        _kind=measures.kind,
        measures=measures,
        scheme=scheme,
        years=measures.years,
        _composed=made,
    )
