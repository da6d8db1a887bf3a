"""Ratings over the years: how many go from which level to which; nobody moves who keeps a level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa._wording import said
from lantoa.charts.slope import together
from lantoa.charts.style import finished, heading, names_axis

_LEVEL, _STEP, _LEAST = 92, 84, 300  # pixels: between levels, between years, of all years
_LETTER = 6.4  # pixels of a letter of a name
_AT = 0.23  # of the way from year to year: where the number of a flow stands, so that few touch
_THIN, _THICK = 0.8, 13.0  # pixels of a flow of one, and of the largest
_INK, _PALE, _RING = "#1d3b53", "#c3ccd2", 430
_WAYS = ("up", "down", "level")


@dataclass(frozen=True)
class Rated:
    """Levels of n subjects over T years.

    Attributes:
        subjects: n names.
        years: T years.
        values: n x T codes of ``words``, the lowest 0; NaN where there is no rating.
        words: What the levels are called, the lowest first.
        lang: ``"vi"`` or ``"en"``.
        marks: A sign before the names of those who stand out, such as of who is emerging.
    """

    subjects: Sequence[str]
    years: Sequence[int]
    values: NDArray[np.float64]
    words: Sequence[str]
    lang: str
    marks: dict[str, str] = field(default_factory=dict)


def level_flows(rated: Rated, title: str, under: Sequence[str]) -> Any:
    """Rings with how many have a level, joined by lines as thick as those who go that way are many.

    Places would mislead: where many share a level, a change of one moves the place of all below.

    Args:
        rated: Who has which level in which year.
        title: Of the chart.
        under: Lines below the title.
    """
    lines = [*under, *(said("trend_charts", key, rated.lang) for key in ("flows", "ways"))]
    if rated.marks:
        lines.append(said("trend_charts", "marks", rated.lang))
    rings, width = rings_of(rated), max(_STEP * (len(rated.years) - 1), _LEAST)
    flows, named = flows_of(rated), (_named(rated, 0), _named(rated, -1))
    x, y = _across(rated), _down(rated, named[0])
    layers = [*_lines(flows, x, y), *_circles(rings, x, y), *_names(named, x, y)]
    drawn = alt.layer(*layers).resolve_scale(strokeWidth="shared")
    size = {"width": width, "height": _LEVEL * len(rated.words)}
    return finished(drawn.properties(**size, title=heading(title, lines)))


def rings_of(rated: Rated) -> pd.DataFrame:
    """``year``, ``level``, ``count``: how many have a level; those that nobody has are left out."""
    rows = [
        {"year": year, "level": int(level), "count": int(count)}
        for at, year in enumerate(rated.years)
        for level, count in zip(*_counted(rated.values[:, at]), strict=True)
    ]
    return pd.DataFrame(rows, columns=["year", "level", "count"])


def flows_of(rated: Rated) -> pd.DataFrame:
    """``year``, ``was``, ``next``, ``now``, ``count``, ``way``: who goes where, counted.

    Only those who have a rating in both years.

    Example:
        >>> import numpy as np
        >>> rated = Rated(list("ABC"), [2024, 2025], np.array([[1.0, 1], [1, 1], [0, np.nan]]),
        ...               ["tốt", "xuất sắc"], "vi")
        >>> flows_of(rated)[["was", "now", "count", "way"]].values.tolist()
        [[1, 1, 2, 'level']]
    """
    rows = []
    size = len(rated.words)
    for at, (year, after) in enumerate(zip(rated.years[:-1], rated.years[1:], strict=True)):
        pairs = rated.values[:, at] * size + rated.values[:, at + 1]
        for pair, count in zip(*_counted(pairs), strict=True):
            was, now = divmod(int(pair), size)
            way = _WAYS[0] if now > was else _WAYS[1] if now < was else _WAYS[2]
            rows.append(
                {
                    "year": year,
                    "was": was,
                    "next": after,
                    "now": now,
                    "count": int(count),
                    "way": way,
                }
            )
    return pd.DataFrame(rows, columns=["year", "was", "next", "now", "count", "way"])


def _counted(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    return np.unique(values[~np.isnan(values)], return_counts=True)


def _named(rated: Rated, at: int) -> pd.DataFrame:
    """Who has each level in a year, those with a sign first."""
    codes = rated.values[:, at]
    rows = []
    for level in _counted(codes)[0]:
        there = [rated.subjects[one] for one in np.flatnonzero(codes == level).tolist()]
        signed = [f"{rated.marks[one]} {one}" for one in there if one in rated.marks]
        names = [*signed, *(one for one in there if one not in rated.marks)]
        rows.append({"year": rated.years[at], "level": int(level), "names": together(names)})
    return pd.DataFrame(rows, columns=["year", "level", "names"])


def _lines(flows: pd.DataFrame, x: alt.X, y: alt.Y) -> list[Any]:
    """Up is full, down is dashed, level is pale, each with its number near where it starts."""
    if flows.empty:
        return []
    told = flows.assign(level=flows["was"]).sort_values("count", ascending=False)
    share = flows["count"].max()
    scale = alt.Scale(domain=[0, int(share)], range=[_THIN, _THICK])
    base = alt.Chart(told).mark_rule(opacity=0.85)
    color = alt.Color(
        "way:N", scale=alt.Scale(domain=_WAYS, range=[_INK, _INK, _PALE]), legend=None
    )
    dashes = alt.Scale(domain=_WAYS, range=[[1, 0], [5, 3], [1, 0]])
    rules = base.encode(
        x=x, x2="next:Q", y=y, y2="now:Q", color=color,
        strokeDash=alt.StrokeDash("way:N", scale=dashes, legend=None),
        strokeWidth=alt.StrokeWidth("count:Q", scale=scale, legend=None),
        tooltip=["year:Q", "next:Q", "count:Q"],
    )  # fmt: skip
    near = told.assign(
        year=told["year"] + _AT * (told["next"] - told["year"]),
        level=told["was"] + _AT * (told["now"] - told["was"]),
    )
    words = alt.Chart(near).encode(x=x, y=y, text="count:Q")
    halo = words.mark_text(fontSize=9, stroke="#ffffff", strokeWidth=3.5, strokeJoin="round")
    return [rules, halo, words.mark_text(fontSize=9, color="#000000")]


def _circles(rings: pd.DataFrame, x: alt.X, y: alt.Y) -> list[Any]:
    digits = len(str(int(rings["count"].max()))) if len(rings) else 1
    base = alt.Chart(rings).encode(x=x, y=y)
    rounds = base.mark_point(
        filled=True, color="#ffffff", stroke="#000000", strokeWidth=1.2, opacity=1,
        size=_RING * max(1, digits - 1),
    )  # fmt: skip
    words = base.mark_text(fontSize=10, fontWeight="bold").encode(text="count:Q")
    return [rounds.encode(tooltip=["year:Q", "count:Q"]), words]


def _names(named: tuple[pd.DataFrame, pd.DataFrame], x: alt.X, y: alt.Y) -> list[Any]:
    """Who has each level, left of the first year and right of the last."""
    before, after = (alt.Chart(one).encode(x=x, y=y, text="names:N") for one in named)
    return [
        before.mark_text(align="right", dx=-24, fontSize=11),
        after.mark_text(align="left", dx=24, fontSize=11),
    ]


def _across(rated: Rated) -> alt.X:
    """The years, each with how many have no level in it."""
    lacking = np.isnan(rated.values).sum(axis=0).tolist()
    told = {
        year: [str(year), said("trend_charts", "unrated", rated.lang, count=count)]
        if count
        else [str(year)]
        for year, count in zip(rated.years, lacking, strict=True)
    }
    says = "".join(f"datum.value == {year} ? {told[year]} : " for year in rated.years) + "''"
    axis = names_axis(orient="top", values=list(rated.years), labelExpr=says, labelAngle=0,
                      labelPadding=18 if any(lacking) else 6, grid=False)  # fmt: skip
    scale = alt.Scale(domain=[rated.years[0], rated.years[-1]], nice=False, padding=12)
    return alt.X("year:Q", title=None, axis=axis, scale=scale)


def _down(rated: Rated, left: pd.DataFrame) -> alt.Y:
    """The levels, the highest on top, left of the names of the first year."""
    count = len(rated.words)
    says = " : ".join(f"datum.value == {at} ? '{one}'" for at, one in enumerate(rated.words))
    room = int(_LETTER * (left["names"].map(len).max() if len(left) else 0))
    axis = names_axis(values=list(range(count)), labelExpr=f"{says} : ''", grid=True,
                      gridColor="#efefef", labelFontWeight="bold", labelPadding=room + 34)  # fmt: skip
    scale = alt.Scale(domain=[-0.5, count - 0.5], nice=False, zero=False)
    return alt.Y("level:Q", title=None, axis=axis, scale=scale)
