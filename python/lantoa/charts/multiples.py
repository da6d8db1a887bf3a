"""Small multiples: one panel per unit on shared axes, gaps for missing years, breaks marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import finished, heading, names_axis, numbers_axis

MOST = 72
"""Panels that are drawn, the first of them where there are more."""

_WIDTH, _HEIGHT, _COLUMNS = 176, 96, 4  # pixels of a panel; panels of a row
_BESIDE = 64  # pixels between panels where lines have names
_NAME = 26  # letters of a line of a panel's name
_LINE = 11  # pixels of a line of names
_NAMED = 2  # names of one point
_OUT = 0.28  # of a level: lines on one level are drawn so far from it, so that each is seen
_INK, _PALE = "#1d3b53", "#b9c3c9"
DASHES: tuple[tuple[int, ...], ...] = ((1, 0), (6, 3), (2, 2), (9, 3, 2, 3), (1, 3), (12, 4))
"""How dark lines are told apart without colour."""


@dataclass(frozen=True)
class Multiples:
    """What a drawing of small multiples shows.

    Attributes:
        title: Of the whole.
        under: Lines below the title.
        lang: ``"vi"`` or ``"en"``.
        axis: What the values are.
        dark: Kinds of line that stand out, in the order of their dashes; the others are pale.
        named: Whether dark lines have their names at their last point.
        levels: Words of whole values from 0, such as the ratings; lines on one level are drawn a
            little apart.
        breaks: Years in which a scale or a rule broke; no line crosses them.
        reverse: Whether the smallest value stands on top, as a place does.
    """

    title: str
    under: Sequence[str]
    lang: str
    axis: str
    dark: Sequence[str] = ()
    named: bool = False
    levels: Sequence[str] = ()
    breaks: Collection[int] = ()
    reverse: bool = False


def small_multiples(rows: pd.DataFrame, look: Multiples, marks: pd.DataFrame | None = None) -> Any:
    """A grid of panels with the same axes.

    Args:
        rows: ``panel``, ``line``, ``kind``, ``year``, ``value`` (missing where there is none), a
            row per line and year. Panels stand in the order of their first rows.
        look: What is shown.
        marks: ``panel``, ``year``, ``says``: what happened to a panel, such as a merger.
    """
    names = list(dict.fromkeys(rows["panel"]))
    shown = _runs(_apart(rows, look), look.breaks)
    years = sorted(int(year) for year in rows["year"].unique())
    scale = _scale(shown, look)
    happened = _NO_MARKS if marks is None else marks
    panels = [
        _panel(
            shown[shown["panel"] == name],
            happened[happened["panel"] == name],
            name,
            look,
            _Place(years, scale, at % _COLUMNS == 0, _is_last(at, min(len(names), MOST))),
        )
        for at, name in enumerate(names[:MOST])
    ]
    lines = [*look.under, *_notes(rows, names, look, happened)]
    if not panels:
        return finished(_nothing(look.lang).properties(title=heading(look.title, lines)))
    apart = {"row": 14, "column": _BESIDE if look.named else 14}
    whole = alt.concat(*panels, columns=_COLUMNS, spacing=apart)
    return finished(whole.properties(title=heading(look.title, lines)))


_NO_MARKS = pd.DataFrame({"panel": [], "year": [], "says": []})


@dataclass(frozen=True)
class _Place:
    """Where a panel stands, and the axes that it shares."""

    years: Sequence[int]
    scale: alt.Scale
    is_first: bool
    is_last: bool


def _is_last(at: int, count: int) -> bool:
    """Whether no panel stands below, so that the years are written."""
    return at + _COLUMNS >= count


def _apart(rows: pd.DataFrame, look: Multiples) -> pd.DataFrame:
    """Values as they are drawn: lines of levels stand a little apart, by the order of names."""
    told = rows.assign(at=pd.to_numeric(rows["value"], errors="coerce").astype(float))
    if not look.levels:
        return told
    order = rows.groupby("panel")["line"].rank(method="dense")
    most = order.groupby(rows["panel"]).transform("max")
    off = np.where(most > 1, (order - 1) / (most - 1).clip(lower=1) * 2 - 1, 0.0)
    return told.assign(at=told["at"] + _OUT * off)


def _runs(rows: pd.DataFrame, breaks: Collection[int]) -> pd.DataFrame:
    """The points that there are, and in which unbroken run each stands."""
    order = {year: at for at, year in enumerate(sorted(rows["year"].unique()))}
    kept = rows.dropna(subset="at").sort_values(["panel", "line", "year"])
    at = kept["year"].map(order).astype(int)
    keys = [kept["panel"], kept["line"]]
    new = (at.groupby(keys).diff() != 1) | kept["year"].isin(list(breaks))
    return kept.assign(run=new.cumsum())


def _scale(rows: pd.DataFrame, look: Multiples) -> alt.Scale:
    """One scale for all panels; of levels from the lowest to the highest."""
    if look.levels:
        ends = [-0.5, len(look.levels) - 0.5]
    elif len(rows):
        low, high = float(rows["at"].min()), float(rows["at"].max())
        room = 0.08 * (high - low) or max(abs(high), 1.0) * 0.05
        ends = [low - room, high + room]
    else:
        ends = [0.0, 1.0]
    return alt.Scale(domain=ends, nice=False, zero=False, reverse=look.reverse)


def _panel(
    rows: pd.DataFrame, marks: pd.DataFrame, name: str, look: Multiples, place: _Place
) -> Any:
    x, y = _across(place), _up(look, place)
    dark = rows["kind"].isin(list(look.dark))
    layers = [*_broken(look.breaks, place.years, x), *_happened(marks, x)]
    layers += [
        _lines(rows[~dark], x, y, alt.value(1.0), _PALE),
        _lines(rows[dark], x, y, alt.value(1.8), _INK).encode(strokeDash=_dash(look)),
    ]
    layers += [_dots(rows[~dark], x, y, _PALE, 9), _dots(rows[dark], x, y, _INK, 18)]
    if look.named:
        layers.append(_ends(rows[dark & (rows["year"] == place.years[-1])], x, y, place.scale))
    said_name = alt.TitleParams(wrap(str(name), _NAME), fontSize=11, anchor="start", offset=4)
    return alt.layer(*layers).properties(width=_WIDTH, height=_HEIGHT, title=said_name)


def _lines(rows: pd.DataFrame, x: alt.X, y: alt.Y, width: Any, color: str) -> Any:
    return (
        alt.Chart(rows).mark_line(color=color).encode(x=x, y=y, detail="run:N", strokeWidth=width)
    )


def _dash(look: Multiples) -> alt.StrokeDash:
    """A dash per dark kind; the legend tells them, in their order."""
    dashes = [list(DASHES[at % len(DASHES)]) for at in range(len(look.dark))]
    scale = alt.Scale(domain=list(look.dark), range=dashes)
    legend = alt.Legend(title=None, orient="bottom", labelFontSize=11, labelLimit=360,
                        symbolStrokeColor=_INK, symbolSize=900, columns=3)  # fmt: skip
    return alt.StrokeDash("kind:N", scale=scale, legend=legend if any(look.dark) else None)


def _dots(rows: pd.DataFrame, x: alt.X, y: alt.Y, color: str, size: int) -> Any:
    tips = ["line:N", "kind:N", "year:Q", "value:Q"]
    drawn = alt.Chart(rows).mark_point(filled=True, size=size, color=color, opacity=1)
    return drawn.encode(x=x, y=y, tooltip=tips)


def _ends(rows: pd.DataFrame, x: alt.X, y: alt.Y, scale: alt.Scale) -> Any:
    """Names right of the points of the last year; those that would lie on each other share a line."""
    low, high = scale.domain
    line = float(high - low) * _LINE / _HEIGHT
    told = rows.sort_values(["at", "line"])
    is_new = told["at"].diff() >= line
    names = told.groupby(is_new.cumsum()).agg(
        year=("year", "first"), at=("at", "mean"), says=("line", _few)
    )
    words = alt.Chart(names).mark_text(align="left", dx=4, fontSize=9)
    return words.encode(x=x, y=y, text="says:N")


def _few(names: pd.Series) -> str:
    """The first names, and how many more.

    >>> _few(pd.Series(["a", "b", "c", "d"]))
    'a, b +2'
    """
    more = len(names) - _NAMED
    return ", ".join(map(str, names[:_NAMED])) + (f" +{more}" if more > 0 else "")


def _across(place: _Place) -> alt.X:
    first, last = place.years[0], place.years[-1]
    axis = alt.Axis(
        values=_some(place.years),
        format="d",
        labels=place.is_last,
        labelFontSize=10,
        labelOverlap=False,
        ticks=place.is_last,
        tickSize=3,
        grid=False,
        domainColor="#9a9a9a",
    )
    scale = alt.Scale(domain=[first - 0.35, last + 0.35], nice=False, zero=False)
    return alt.X("year:Q", title=None, axis=axis, scale=scale)


def _some(years: Sequence[int]) -> list[int]:
    """The years that are written: at most five, the last among them."""
    step = -(-len(years) // 5)
    return list(years)[::-1][::step][::-1]


def _up(look: Multiples, place: _Place) -> alt.Y:
    usual: dict[str, Any] = {"grid": True, "gridColor": "#efefef", "labels": place.is_first}
    usual |= {"ticks": False, "domain": False, "labelFontSize": 10}
    if look.levels:
        says = " : ".join(f"datum.value == {at} ? '{one}'" for at, one in enumerate(look.levels))
        axis = names_axis(
            **usual | {"values": list(range(len(look.levels))), "labelExpr": f"{says} : ''"}
        )
    else:
        axis = numbers_axis(look.lang, **usual, tickCount=4)
    return alt.Y("at:Q", title=None, axis=axis, scale=place.scale)


def _broken(breaks: Collection[int], years: Sequence[int], x: alt.X) -> list[Any]:
    """A dotted line between a year in which a scale broke and the one before it."""
    inside = [year - 0.5 for year in sorted(breaks) if years[0] < year <= years[-1]]
    if not inside:
        return []
    rule = alt.Chart(pd.DataFrame({"year": inside}))
    return [rule.mark_rule(strokeDash=[2, 3], color="#555555").encode(x=x)]


def _happened(marks: pd.DataFrame, x: alt.X) -> list[Any]:
    """A grey rule and a triangle above it in the year in which a panel's unit changed."""
    if marks.empty:
        return []
    told = alt.Chart(marks.assign(year=marks["year"] - 0.5)).encode(x=x, tooltip="says:N")
    top = told.mark_point(shape="triangle-down", filled=True, size=46, color="#000000", opacity=1)
    return [told.mark_rule(color="#8c8c8c", strokeWidth=1.4), top.encode(y=alt.value(3))]


def _notes(
    rows: pd.DataFrame, names: Sequence[str], look: Multiples, marks: pd.DataFrame
) -> list[str]:
    """How the panels are read, and what is not drawn."""
    lang = look.lang
    told = [said("trend_charts", "axes", lang, axis=look.axis)]
    if rows["value"].isna().any():
        told.append(said("trend_charts", "gaps", lang))
    if look.levels:
        told.append(said("trend_charts", "apart", lang))
    if look.breaks:
        years = ", ".join(map(str, sorted(look.breaks)))
        told.append(said("trend_charts", "breaks", lang, years=years))
    if len(marks):
        told.append(said("trend_charts", "changes", lang, what="; ".join(_changes(marks))))
    if len(names) > MOST:
        told.append(said("trend_charts", "more", lang, count=len(names) - MOST))
    return told


def _changes(marks: pd.DataFrame) -> list[str]:
    rows = zip(marks["panel"], marks["year"], marks["says"], strict=True)
    return [f"{panel} {year}: {says}" for panel, year, says in rows]


def _nothing(lang: str) -> Any:
    says = pd.DataFrame({"says": [said("trend_charts", "nothing", lang)]})
    return (
        alt.Chart(says)
        .mark_text(fontSize=13)
        .encode(text="says:N")
        .properties(width=2 * _WIDTH, height=40)
    )
