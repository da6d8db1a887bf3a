"""What a chart of places over the years holds: lines, dots, names at the ends, its axes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.crowd import MOST, ticks
from lantoa.charts.slope import together
from lantoa.charts.style import names_axis

DASHES = [[1, 0], [8, 3], [3, 3], [10, 3, 2, 3], [1, 3], [14, 4]]
"""How dark lines are told apart without colour."""

_INK, _MIDDLE, _PALE = "#1d3b53", "#8a979f", "#c3ccd2"
_INKS = (_INK, "#7f9db2")  # of the dark lines, where there are more than dashes
_LETTERS = 34  # of a name in the legend


def lines(rows: pd.DataFrame, chosen: list[str], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Pale lines first, dark ones above them, each of these dashed in its own way."""
    dark = rows["subject"].isin(chosen)
    pale = alt.Chart(rows[~dark]).mark_line(color=_PALE, strokeWidth=1.1)
    ink = alt.Chart(rows[dark]).mark_line(strokeWidth=2.2)
    return [
        pale.encode(x=x, y=y, detail="run:N"),
        ink.encode(x=x, y=y, detail="run:N", **key(chosen)),
    ]


def key(chosen: list[str]) -> dict[str, Any]:
    """A dash and an ink for each dark line, told by a legend where they tell all apart."""
    count = len(DASHES)
    dashes: list[Any] = [DASHES[at % count] for at in range(len(chosen))]
    inks: list[Any] = [_INKS[at // count % len(_INKS)] for at in range(len(chosen))]
    short = f"length(datum.label) > {_LETTERS} ? slice(datum.label, 0, {_LETTERS // 2}) + '…' + "
    legend = alt.Legend(
        title=None, orient="bottom", columns=3, labelFontSize=11, labelLimit=0, symbolSize=900,
        labelExpr=f"{short}slice(datum.label, {1 - _LETTERS // 2}) : datum.label",
    )  # fmt: skip
    told = legend if 1 < len(chosen) <= count * len(_INKS) else None
    dash, ink = (alt.Scale(domain=chosen, range=kinds) for kinds in (dashes, inks))
    return {
        "strokeDash": alt.StrokeDash("subject:N", scale=dash, legend=told),
        "color": alt.Color("subject:N", scale=ink, legend=told),
    }


def dots(rows: pd.DataFrame, chosen: list[str], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """A full dot for a place of one's own, a white ring where it is shared."""
    tips = ["subject:N", "year:Q", "place:Q"]
    dark, alone = rows["subject"].isin(chosen), ~rows["shared"]
    full = [(rows[alone & ~dark], _MIDDLE), (rows[alone & dark], _INK)]
    dots = [
        alt.Chart(one).mark_point(filled=True, size=28, color=ink, opacity=1) for one, ink in full
    ]
    ring = alt.Chart(rows[~alone]).mark_point(
        filled=True, size=62, color="#ffffff", stroke=_INK, strokeWidth=1.6, opacity=1
    )
    return [one.encode(x=x, y=y, tooltip=tips) for one in (*dots, ring)]


def ends(rows: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Who stands at each place in the last year, right of it, and in the first, left of it."""
    first, last = (named(rows, year) for year in (rows["year"].min(), rows["year"].max()))
    right = alt.Chart(last).mark_text(align="left", dx=9, fontSize=11)
    left = alt.Chart(first).mark_text(align="right", dx=-9, fontSize=11)
    return [words.encode(x=x, y=y, text="names:N") for words in (right, left)]


def named(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    at = rows[rows["year"] == year]
    named = at.groupby("place")["subject"].agg(list).map(together).rename("names")
    return named.reset_index().assign(year=year)


def broken(breaks: Collection[int], years: list[int], x: alt.X) -> list[alt.Chart]:
    """A dotted line between a year in which a scale broke and the one before it."""
    inside = [year for year in sorted(breaks) if years[0] < year <= years[-1]]
    if not inside:
        return []
    rule = alt.Chart(pd.DataFrame({"year": [year - 0.5 for year in inside]}))
    return [rule.mark_rule(strokeDash=[2, 3], color="#666666").encode(x=x)]


def across(places: pd.DataFrame, years: list[int], lang: str) -> alt.X:
    """The years, each with how many have no place in it."""
    lacking = places["place"].isna().groupby(places["year"]).sum()
    told = {
        year: [str(year), said("score_charts", "left_out", lang, count=int(lacking[year]))]
        if lacking[year]
        else [str(year)]
        for year in years
    }
    says = "".join(f"datum.value == {year} ? {told[year]} : " for year in years) + "''"
    axis = names_axis(
        orient="top",
        values=years,
        labelExpr=says,
        labelFontSize=11,
        labelAngle=0,
        labelPadding=18 if lacking.any() else 6,
        grid=False,
    )
    scale = alt.Scale(domain=[years[0], years[-1]], nice=False, padding=12)
    return alt.X("year:Q", title=None, axis=axis, scale=scale)


def down(lowest: int, room: int) -> alt.Y:
    """The first place on top, its numbers left of the names of the first year."""
    axis = names_axis(
        values=list(ticks(lowest) if lowest > MOST else range(1, lowest + 1)),
        format="d",
        grid=True,
        gridColor="#f0f0f0",
        labelPadding=room + 14,
    )
    scale = alt.Scale(reverse=True, domain=[0.5, lowest + 0.5], nice=False, zero=False)
    return alt.Y("place:Q", title=None, axis=axis, scale=scale)
