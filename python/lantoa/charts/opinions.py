"""Second opinions as charts: places by every method in one line, one method's numbers, weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import finished, heading, names_axis, numbers_axis
from lantoa.opinions.comparison import FLAGGED, SCORE
from lantoa.scoring.showing import number

if TYPE_CHECKING:
    from lantoa.opinions import Opinion, Opinions, Weights

MOST = 80
"""Rows that are drawn; the best are, where there are more."""

_INK, _PALE, _GREY = "#1d3b53", "#b9c9d3", "#8a979f"
_ROW, _WIDTH, _LEAST = 19, 460, 40  # pixels
_LINE = 105  # letters of a heading
_TICKS = 12  # of an axis, at most about so many
_NAMES = 420  # pixels for names
_SHAPES = {
    SCORE: "circle",
    "promethee": "triangle-up",
    "topsis": "square",
    "borda": "diamond",
    "copeland": "triangle-down",
    "topsis_vector": "cross",
    "vikor": "triangle-left",
}


def opinions_beside(found: Opinions) -> Any:
    """Places by every method, a row for each subject, by its place by the score.

    The pale line runs from the best place to the worst; the score is the full circle. Methods that
    distort are grey, and the line leaves them out.
    """
    frame = found._frame.head(MOST)
    names = {method: found.name_of(method) for method in found._ranked}
    long = frame.melt(found._subject, list(names), var_name="method", value_name="place")
    long = long.rename(columns={found._subject: "name"})
    long["method"] = long["method"].map(names)
    most = int(long["place"].max())
    order = frame[found._subject].astype(str).tolist()
    y = alt.Y("name:N", sort=order, title=None, axis=names_axis(labelLimit=_NAMES, grid=True))
    x = _across("place", most, said("opinions", "beside.axis", found.lang))
    sound = [name for method, name in names.items() if method not in FLAGGED]
    drawn = alt.layer(
        _reach(long[long["method"].isin(sound)], x, y), _marks(long, names, x, y, found.lang)
    )
    flagged = said("opinions", "beside.flagged", found.lang)
    told = [*found.under[:1], found.sentence, flagged, *_more(len(found), found.lang)]
    title = heading(found.title, told, _LINE)
    return finished(drawn.properties(width=_WIDTH, height=_height(frame), title=title))


def _more(rows: int, lang: str) -> list[str]:
    """How many are not drawn, where there are such."""
    return [said("told", "more", lang, rows=rows - MOST)] if rows > MOST else []


def _height(rows: pd.DataFrame) -> int:
    return max(_ROW * len(rows), _LEAST)


def _across(field: str, most: int, title: str) -> alt.X:
    """Places from right to left, so that the first stands at the far end."""
    step = max(1, -(-most // _TICKS))
    ticks = sorted({1, *range(step, most + 1, step)})
    axis = alt.Axis(values=ticks, format="d", orient="top", gridColor="#eeeeee")
    scale = alt.Scale(domain=[0.5, most + 0.5], nice=False, reverse=True, zero=False)
    return alt.X(f"{field}:Q", title=title, scale=scale, axis=axis)


def _reach(long: pd.DataFrame, x: alt.X, y: alt.Y) -> Any:
    ends = long.groupby("name", sort=False)["place"].agg(place="min", worst="max").reset_index()
    return alt.Chart(ends).mark_rule(color=_PALE, strokeWidth=3).encode(x=x, x2="worst:Q", y=y)


def _marks(long: pd.DataFrame, names: dict[str, str], x: alt.X, y: alt.Y, lang: str) -> Any:
    legend = alt.Legend(orient="bottom", columns=4, symbolSize=90, labelLimit=240, titleLimit=240)
    title = said("opinions", "beside.legend", lang)
    domain = list(names.values())
    inks = [_GREY if method in FLAGGED else _INK for method in names]
    shape = alt.Scale(domain=domain, range=[_SHAPES[method] for method in names])
    fills = [_INK if method == SCORE else "#ffffff" for method in names]
    return (
        alt.Chart(long)
        .mark_point(size=60, opacity=1, strokeWidth=1.4)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("method:N", title=title, scale=shape, legend=legend),
            stroke=alt.Stroke("method:N", title=title, scale=alt.Scale(domain=domain, range=inks)),
            fill=alt.Fill("method:N", title=title, scale=alt.Scale(domain=domain, range=fills)),
            tooltip=["name:N", "method:N", "place:Q"],
        )
    )


def opinion_dots(found: Opinion) -> Any:
    """The number that a method ranks by, best on top, with the place; a ring is a shared one."""
    rows = _ranked(found).head(MOST)
    y = alt.Y("name:N", sort=rows["name"].tolist(), title=None, axis=names_axis(labelLimit=_NAMES))
    axis = numbers_axis(found.lang, orient="top", gridColor="#eeeeee")
    ends = alt.Scale(zero=False, padding=24, reverse=found.method == "vikor")  # Q: less is better
    name = said("opinions", f"head.{_by(found)}", found.lang)
    x = alt.X("value:Q", title=name, axis=axis, scale=ends)
    base = alt.Chart(rows)
    shared = alt.condition("datum.shared", alt.value("#ffffff"), alt.value(_INK))
    dots = base.mark_point(size=75, opacity=1, stroke=_INK, strokeWidth=1.8, filled=True)
    words = base.mark_text(align="left", dx=9, fontSize=11, color="#000000")
    drawn = alt.layer(
        dots.encode(x=x, y=y, color=shared, tooltip=["name:N", "place:Q", "value:Q"]),
        words.encode(x=x, y=y, text="says:N"),
    )
    told = [*found.over, *found.under[:2], found.sentence, *_more(len(found), found.lang)]
    title = heading(found.title, told, _LINE)
    return finished(drawn.properties(width=_WIDTH, height=_height(rows), title=title))


def _ranked(found: Opinion) -> pd.DataFrame:
    frame = found._frame
    rows = pd.DataFrame({"name": frame.iloc[:, 0], "value": frame[_by(found)].astype(float)})
    rows["place"], rows["shared"] = frame["place"], frame["tied"] > 1
    marks = rows["shared"].map({True: "=", False: ""})
    return rows.assign(says=rows["place"].astype(str) + marks)


def _by(found: Opinion) -> str:
    """The column that a method ranks by: the first of its own."""
    return str(found._frame.columns[3])


def weight_bars(found: Weights) -> Any:
    """Bars of weights in their order."""
    rows = found._frame.assign(says=[number(one, found.lang) for one in found._frame["weight"]])
    y = alt.Y("name:N", sort=None, title=None, axis=names_axis(labelLimit=_NAMES))
    axis = numbers_axis(found.lang, orient="top", gridColor="#eeeeee")
    x = alt.X("weight:Q", title=said("opinions", "head.weight", found.lang), axis=axis)
    base = alt.Chart(rows).encode(x=x, y=y)
    words = base.mark_text(align="left", dx=5, fontSize=11).encode(text="says:N")
    drawn = alt.layer(base.mark_bar(color=_INK, height=11), words)
    title = heading(found.title, [*found.over, *found.under[:1], found.sentence], _LINE)
    return finished(drawn.properties(width=_WIDTH, height=_height(rows), title=title))
