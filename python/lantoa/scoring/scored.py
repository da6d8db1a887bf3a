"""Scores: who has how much, by which rule, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._frames import Frame, given
from lantoa._wording import said
from lantoa.scoring import exactly, showing
from lantoa.scoring.composing import Composed, composed
from lantoa.scoring.panel import Measures
from lantoa.scoring.packing import measures as packed
from lantoa.scoring.scheme import WHOLE, Scheme
from lantoa.scoring.slate import Slate, Standing
from lantoa.told import Told

if TYPE_CHECKING:
    from lantoa.scoring.explanation import ScoreExplanation

Level = Literal["top", "measures", "raw"]


@dataclass(frozen=True, eq=False, repr=False)
class Score(Told):
    """Scores of subjects, of one year or of a panel. Made by ``score``.

    It prints the latest year, best first; ``frame`` has every row, and it exports that as an Arrow
    stream.

    Attributes:
        measures: What was scored.
        scheme: By what.
        years: The years that are shown, in order; ``(None,)`` where there is none.
    """

    measures: Measures
    scheme: Scheme
    years: tuple[int | None, ...]
    _composed: Composed

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
        _checks.one_of(level, ["top", "measures", "raw"], what="level")
        rows = self._rows_of(year)
        nodes = self.scheme.top if level == "top" else self._leaves
        shares = tuple(self.scheme.whole_share(node.name) for node in nodes)
        columns = [self._column(node.name, level)[rows] for node in nodes]
        complete = not any(np.isnan(column).any() for column in columns)
        return Slate(
            **vars(self.standing(year)),
            criteria=tuple(node.name for node in nodes),
            labels=tuple(self.scheme.label_of(node.name) for node in nodes),
            weights=np.array(list(map(float, shares))),
            exact_weights=shares,
            values=np.asfortranarray(np.column_stack(columns)) if columns else np.empty((0, 0)),
            is_linear=complete and level != "raw" and self._is_linear(level),
            factor=self._factor(level),
        )

    @property
    def _leaves(self) -> Sequence[Any]:
        return self.scheme.measures

    def _column(self, name: str, level: str) -> NDArray[np.float64]:
        if level != "raw":
            return self._composed.of(name)
        column = self._composed.given[:, self._composed.names.index(name)]
        return -column if self.scheme.nodes[name].less else column

    def _is_linear(self, level: str) -> bool:
        """Whether the weights of a level add up to the score, so that moving them is all."""
        asked = [WHOLE] if level == "top" else list(self._composed.pillars)
        hows = {self.scheme.aggregate_of(name) for name in asked}
        return hows <= {"arithmetic"} or (hows <= {"arithmetic", "sum"} and level == "top")

    def _factor(self, level: str) -> float:
        factor = self.scheme.factor
        if level == "top" and self.scheme.aggregate_of(WHOLE) == "sum":
            factor *= sum(node.weight for node in self.scheme.top)
        return float(factor)

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

    # ---- rows

    @cached_property
    def _kept(self) -> NDArray[np.bool_]:
        """The rows of the years that are shown."""
        if self.measures._years is None:
            return np.ones(len(self.measures), bool)
        return np.isin(self.measures._years, [year for year in self.years if year is not None])

    def _expect_year(self, year: int | None) -> None:
        if year not in self.years:
            known = [str(one) for one in self.years if one is not None]
            raise _checks.unknown(str(year), known, what="year")

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

    def _frame_of(self, kept: NDArray[np.bool_]) -> pd.DataFrame:
        return framed(self.measures, self._composed, kept)

    def _heads(self) -> Sequence[str]:
        return showing.heads(self)

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        return showing.rows(self)

    def _numbers(self) -> Sequence[int]:
        return range(2, 3 + len(self.scheme.top) + 1)

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


def framed(measures: Measures, made: Composed, kept: NDArray[np.bool_]) -> pd.DataFrame:
    """A row per subject and year: the score, how much is there, what lacks, what was carried."""
    columns: dict[str, Any] = {measures.subject: measures._subjects[kept]}
    if measures._years is not None:
        columns["year"] = measures._years[kept]
    columns["score"] = made.scores[kept]
    columns["coverage"] = made.composite.coverage[kept]
    columns["lacks"] = listed(np.isnan(made.given[kept]), made.names)
    if made.scheme.missing == "carry_forward":
        columns["carried"] = listed(made.carried[kept], made.names)
    return pd.DataFrame(columns)


def listed(marks: NDArray[np.bool_], names: Sequence[str]) -> pd.Series:
    """The names that are marked in each row, as one text; patterns are named once."""
    found = np.full(len(marks), "", object)
    some = np.flatnonzero(marks.any(axis=1))
    if len(some):
        patterns, where = np.unique(marks[some], axis=0, return_inverse=True)
        texts = [", ".join(np.array(names)[row].tolist()) for row in patterns]
        found[some] = np.array(texts, object)[where.reshape(-1)]
    return pd.Series(found, dtype=str)


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


def score(
    data: Any,
    scheme: Any,
    *,
    subject: str = "subject_id",
    year: str | None = None,
    measure: str | None = None,
    value: str | None = None,
    weights: Mapping[str, object] | None = None,
    lang: str | None = None,
    **rules: Any,
) -> Score:
    """Composite scores of subjects by a scheme of measures.

    Args:
        data: A frame of any kind, a relation of DuckDB, an office (its table ``measures``), or
            what ``measures`` gave.
        scheme: What ``load_scheme`` takes or gave.
        subject, year, measure, value: The columns; see ``measures``.
        weights: Weights by name that go before those of the scheme.
        lang: ``"vi"`` or ``"en"``; without it that of the scheme.
        **rules: Before those of the scheme:

            - ``normalise``: ``"goalposts"`` (fixed ends, the default), ``"minmax"``, ``"z"``,
              ``"rank"``, ``"target"`` (the share of the way to the target), ``"none"``;
            - ``over``: ``"year"`` or ``"pooled"``: which rows ``minmax``, ``z`` and ``rank`` see;
            - ``aggregate``: ``"arithmetic"``, ``"geometric"``, ``"harmonic"``, ``"penalised"``
              (uneven pillars cost), ``"sum"``; or a list from the whole down;
            - ``missing``: ``"unscored"`` (the default), ``"zero"``, ``"renormalise"`` with
              ``coverage``, ``"carry_forward"``;
            - ``factor``: what the whole is multiplied by.

    Returns:
        The scores; ``rank``, ``robustness`` and ``compare`` go on from there.

    Raises:
        InputError: The frame or the scheme cannot be used; the message names the place.

    References:
        OECD and JRC, Handbook on Constructing Composite Indicators (2008), for the normalisations
        and aggregations; M. Mazziotta and A. Pareto, Social Indicators Research 127 (2016), for
        the penalty.

    Example:
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [4.0, 8.0], "y": [9.0, None]})
        >>> found = score(frame, {"x": 1, "y": 1}, normalise="none", lang="en")
        >>> found.frame["score"].tolist()
        [6.5, nan]
        >>> found.frame["lacks"].tolist()
        ['', 'y']
    """
    from lantoa.scoring.loading import load_scheme

    made = (
        scheme
        if isinstance(scheme, Scheme) and not rules and lang is None
        else load_scheme(
            scheme, lang=lang or (scheme.lang if isinstance(scheme, Scheme) else "vi"), **rules
        )
    )
    if weights is not None:
        made = made.reweighted(weights)
    if isinstance(data, Measures):
        return scored(data, made)
    names = (
        None
        if measure is not None or hasattr(data, "tables")
        else [node.name for node in made.measures]
    )
    found = packed(data, subject=subject, year=year, measure=measure, value=value, names=names)
    if not len(found):
        raise InputError("data: there is no row; expected a row per subject")
    return scored(found, made)
