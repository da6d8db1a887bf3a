"""Breaks of a scale: a measure that from one year on is another one, declared or found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _checks, _core
from lantoa._checks import InputError
from lantoa._frames import Frame, given
from lantoa._wording import said
from lantoa.scoring.panel import Measures
from lantoa.told import Told

CHANCE = 0.01  # of a report that is false, as a share of all reports
FAR = 3.0  # usual distances from where on a part is named as a reason
FEW_STEPS = 20  # below these little stands out from what is usual

PARTS = ("shift", "spread", "order")


@dataclass(frozen=True, eq=False, repr=False)
class Breaks(Told):
    """Years from which on a measure is another one. Made by ``Measures.breaks``.

    Its ``frame`` has a row per break, the least likely first:

    - ``measure``, ``before`` (the last year of the old scale), ``year`` (the first of the new one),
      ``subjects`` (with a value in both);
    - ``shift``: the median change, in spreads across the subjects (a spread is the median distance
      from the median times 1.4826; of both years the geometric mean); ``spread``: the later spread
      by the earlier one; ``order``: Spearman's correlation of both years; missing where a step
      cannot be told;
    - ``chance``: how often plain noise goes as far, adjusted for the number of steps;
    - ``because``: what stands out, of ``shift``, ``spread`` and ``order``;
    - ``source``: ``"declared"``, ``"found"`` or ``"both"``.

    Attributes:
        chance: The share of false ones that is put up with among those found.
        lang: ``"vi"`` or ``"en"``.
    """

    chance: float
    language: str
    _steps: pd.DataFrame

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self.language

    @property
    def steps(self) -> Frame:
        """Every step from a year to the next, with the same columns and ``told``: whether it can
        be judged (at least five subjects in both years, no year in which most are alike)."""
        return given(self._steps.drop(columns="far"), self._kind)

    def at(self, before: int, year: int) -> tuple[str, ...]:
        """The measures that broke after one year and up to another, sorted.

        Args:
            before: A year.
            year: A later one, or an earlier one: a break stands between them either way.
        """
        first, last = sorted((before, year))
        crossed = (self._frame["year"] > first) & (self._frame["year"] <= last)
        return tuple(sorted(set(self._frame["measure"][crossed])))

    @property
    def title(self) -> str:
        """What the table shows."""
        return said("breaks", "title", self.lang)

    @property
    def under(self) -> list[str]:
        """How a break is found, and how many steps were judged."""
        told = int(self._steps["told"].sum())
        share = f"{100 * self.chance:g}"
        lines = [said("breaks", "rule", self.lang, chance=_local(share, self.lang), steps=told)]
        silent = len(self._steps) - told
        if silent:
            lines.append(said("breaks", "silent", self.lang, steps=silent))
        if told < FEW_STEPS:
            lines.append(said("breaks", "few", self.lang, steps=told))
        return lines

    @property
    def sentence(self) -> str:
        """How many breaks there are, and what that means for a trend."""
        if self._frame.empty:
            return said("breaks", "none", self.lang)
        measures = self._frame["measure"].nunique()
        return said("breaks", "some", self.lang, breaks=len(self._frame), measures=measures)

    def plot(self) -> Any:
        """Measures by years; a break is marked and told in a number of spreads."""
        from lantoa.charts.score_breaks import break_map

        return break_map(self)

    def _heads(self) -> Sequence[str]:
        names = ("measure", "years", "subjects", *PARTS, "because", "source")
        return [said("breaks", f"heads.{name}", self.lang) for name in names]

    def _numbers(self) -> Sequence[int]:
        return range(2, 6)

    def _all_rows(self) -> Iterator[Sequence[Any]]:
        for row in self._frame.to_dict("records"):
            parts = [number(row[part], self.lang) for part in PARTS]
            why = [said("breaks", f"because.{one}", self.lang) for one in row["because"].split()]
            source = said("breaks", f"source.{row['source']}", self.lang)
            years = f"{row['before']} → {row['year']}"
            yield [row["measure"], years, row["subjects"], *parts, ", ".join(why), source]


def number(value: float, lang: str, decimals: int = 2) -> str:
    """A number of a table, rounded; empty where there is none.

    >>> number(-1.256, "vi"), number(float("nan"), "en")
    ('-1,26', '')
    """
    if np.isnan(value):
        return ""
    text = f"{value:.{decimals}f}"
    return _local(text.lstrip("-") if float(text) == 0 else text, lang)


def _local(text: str, lang: str) -> str:
    return text if lang == "en" else text.replace(".", ",")


def breaks_of(
    measures: Measures,
    *,
    declared: Iterable[tuple[str, int]] = (),
    chance: float = CHANCE,
    lang: str = "vi",
) -> Breaks:
    """Where the scale of a measure broke between years: what is declared, and what stands out.

    A step of a measure from one year to the next that it has stands out by three numbers: how far
    the whole field shifted, in spreads; how much wider or narrower it became; how much of its
    order it lost. Each is held against what is usual: the median over all steps of all measures,
    or that of the measure's own other steps where it moves more, or what single subjects give.
    Up to half of the steps may be broken without hiding each other. Levels and units of a measure
    play no part.

    Args:
        measures: A panel.
        declared: Measures and the first years of their new scales, such as a scheme's ``broken``.
        chance: The share of false ones among those found that is put up with, above 0, below 1.
        lang: ``"vi"`` or ``"en"``.

    Raises:
        InputError: A declared measure or year is not there, or ``chance`` is out of range.

    References:
        Y. Benjamini and Y. Hochberg, J. R. Stat. Soc. B 57 (1995) 289-300, for the adjustment;
        P. J. Rousseeuw and C. Croux, JASA 88 (1993) 1273-1283, for what a median of distances is
        worth; E. C. Fieller, H. O. Hartley and E. S. Pearson, Biometrika 44 (1957) 470-481, for
        the noise of a rank correlation.
    """
    _checks.one_of(lang, ["vi", "en"], what="lang")
    _expect_share(chance)
    steps = _judged(measures)
    known = _expected(measures, declared)
    steps["source"] = [
        _source(is_far, _is_declared(measure, before, year, known))
        for measure, before, year, is_far in zip(
            steps["measure"], steps["before"], steps["year"], steps["chance"] <= chance, strict=True
        )
    ]
    steps["because"] = [
        _because(*row) for row in zip(steps["told"], steps["source"], steps["far"], strict=True)
    ]
    order = ["chance", "measure", "year"]
    found = steps[steps["source"] != ""].sort_values(order, kind="stable", ignore_index=True)
    return Breaks(
        _frame=found.drop(columns=["told", "far"]),
        _kind=measures.kind,
        chance=float(chance),
        language=lang,
        _steps=steps,
    )


def _expect_share(chance: object) -> None:
    is_number = isinstance(chance, float | int) and not isinstance(chance, bool)
    if not (is_number and 0 < chance < 1):  # type: ignore[operator]
        raise InputError(f"chance: expected a share above 0 and below 1, not {chance!r}")


def _expected(measures: Measures, declared: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for measure, year in declared:
        _checks.one_of(measure, list(measures.names), what="broken: measure")
        found.setdefault(measure, []).append(year)
    return found


def _is_declared(measure: str, before: int, year: int, known: dict[str, list[int]]) -> bool:
    return any(before < one <= year for one in known.get(measure, ()))


def _source(is_far: bool, is_declared: bool) -> str:
    if is_far:
        return "both" if is_declared else "found"
    return "declared" if is_declared else ""


def _because(told: bool, source: str, far: NDArray[np.float64]) -> str:
    """What stands out of a step that does; where nothing does by itself, what does most."""
    if not told or source in ("", "declared"):
        return ""
    away = np.abs(far)
    least = min(FAR, float(away.max()))
    return " ".join(part for part, one in zip(PARTS, away, strict=True) if one >= least)


def _judged(measures: Measures) -> pd.DataFrame:
    """Every step of every measure, by measure and year, with its chance."""
    values, years = _by_year(measures)
    steps_at = np.array(
        [
            (at, before, after)
            for at in range(len(measures.names))
            for before, after in pairwise(_years_with_values(values[:, at, :]))
        ],
        np.int32,
    ).reshape(-1, 3)
    at, before, after = (np.ascontiguousarray(column) for column in steps_at.T)
    flat = np.asfortranarray(values.reshape(len(values), -1))
    width = np.int32(len(years))
    steps = _core.year_steps(flat, at * width + before, at * width + after, 0)
    far = _core.unusual(steps, at)
    told = steps.told.astype(bool)
    frame = pd.DataFrame(
        {
            "measure": np.array(measures.names, object)[at],
            "before": years[before],
            "year": years[after],
            "subjects": steps.subjects.astype(np.int64),
            "shift": np.where(told, steps.shift, np.nan),
            "spread": np.where(told, np.exp(steps.spread), np.nan),
            "order": np.where(told, steps.order, np.nan),
            "chance": np.where(told, far.chance, np.nan),
            "told": told,
        }
    )
    frame["far"] = list(np.column_stack([far.shift, far.spread, far.order]))
    return frame


def _by_year(measures: Measures) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Subjects x measures x years, NaN where there is no value; the years."""
    subjects, rows = np.unique(measures._subjects.astype(str), return_inverse=True)
    years = np.array([year for year in measures.years if year is not None], np.int64)
    values = np.full((len(subjects), len(measures.names), max(len(years), 1)), np.nan)
    values[rows, :, measures._periods] = measures._values
    return values, years


def _years_with_values(values: NDArray[np.float64]) -> list[int]:
    found: list[int] = np.flatnonzero(~np.isnan(values).all(axis=0)).tolist()
    return found
