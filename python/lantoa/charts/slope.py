"""From place to place: a line for everybody, the first place on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import names_axis
from lantoa.scenarios.differing import placing

if TYPE_CHECKING:
    from lantoa.ranking import SubjectKind
    from lantoa.scenarios.differing import WhatIf

MOST = 150
"""Lines of a panel; those that move furthest are drawn where there are more."""

_ROW = 20  # pixels from place to place
_WIDTH = 260
_LETTER = 7  # pixels
_NAMED = 6  # ids that share a place, before they are cut; the tooltip has all
_INK, _PALE = "#1d3b53", "#b5bec5"


def slopes(found: WhatIf) -> list[Any]:
    """A panel for units and one for people, where anybody has a place."""
    return [_panel(found, kind, rows) for kind in placing.KINDS if len(rows := _rows(found, kind))]


def _rows(found: WhatIf, kind: SubjectKind) -> pd.DataFrame:
    return placing.standings(found._pairing, kind)


def _panel(found: WhatIf, kind: str, rows: pd.DataFrame) -> Any:
    lang = found.lang
    lowest = int(rows[["was", "now"]].max().max()) + 1  # the row below for those without a place
    lacking = bool((rows[["was", "now"]] == 0).any().any())
    told = _moving(rows.replace({"was": {0: lowest}, "now": {0: lowest}}))
    shown = told[told["far"].rank(method="first", ascending=False) <= MOST]
    sides = [said("what_if", f"plot.{side}", lang) for side in ("before", "after")]
    points = _points(shown, sides)
    height = _ROW * (lowest if lacking else lowest - 1)
    names = _shared(points[points["side"] == sides[0]])["names"]
    room = 24 + _LETTER * int(names.map(len).max())
    y = _down(found, lowest, lacking=lacking, room=room)
    x = alt.X("side:N", sort=sides, title=None, axis=_across(), scale=alt.Scale(padding=0.1))
    drawn = alt.layer(_lines(points, x, y), _dots(points, x, y), *_names(points, x, y, sides))
    title = alt.TitleParams(_heading(found, kind, len(told) - len(shown)), fontSize=12)
    return drawn.properties(width=_WIDTH, height=max(height, 2 * _ROW), title=title)


def _moving(rows: pd.DataFrame) -> pd.DataFrame:
    """How far each moves, and how its line is drawn: up, down or level."""
    far = (rows["was"] - rows["now"]).abs()
    way = pd.Series("level", index=rows.index)
    way[rows["now"] < rows["was"]] = "up"
    way[rows["now"] > rows["was"]] = "down"
    return rows.assign(far=far, way=way)


def _points(rows: pd.DataFrame, sides: list[str]) -> pd.DataFrame:
    names = dict(zip(("was", "now"), sides, strict=True))
    long = rows.melt(["subject_id", "way"], ["was", "now"], var_name="side", value_name="place")
    return long.assign(side=long["side"].map(names))


def _lines(points: pd.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    """Up is full, down is dashed, level is pale: told apart without colour."""
    ways = ["up", "down", "level"]
    color = alt.Color("way:N", scale=alt.Scale(domain=ways, range=[_INK, _INK, _PALE]), legend=None)
    dash = alt.StrokeDash(
        "way:N", scale=alt.Scale(domain=ways, range=[[1, 0], [6, 4], [1, 0]]), legend=None
    )
    base = alt.Chart(points).mark_line(strokeWidth=1.8)
    drawn: alt.Chart = base.encode(x=x, y=y, detail="subject_id:N", color=color, strokeDash=dash)
    return drawn


def _dots(points: pd.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    base = alt.Chart(points).mark_point(filled=True, size=45, color=_INK, opacity=1)
    drawn: alt.Chart = base.encode(x=x, y=y, tooltip=["subject_id:N", "side:N", "place:Q"])
    return drawn


def _names(points: pd.DataFrame, x: alt.X, y: alt.Y, sides: list[str]) -> list[alt.Chart]:
    """Who stands at each place, left of it before and right of it after."""
    told = _shared(points)
    left = alt.Chart(told[told["side"] == sides[0]]).mark_text(align="right", dx=-10, fontSize=11)
    right = alt.Chart(told[told["side"] == sides[1]]).mark_text(align="left", dx=10, fontSize=11)
    return [words.encode(x=x, y=y, text="names:N") for words in (left, right)]


def _shared(points: pd.DataFrame) -> pd.DataFrame:
    """A row per side and place with the ids of those who share it."""
    ids = points.groupby(["side", "place"], sort=False)["subject_id"].agg(list)
    return ids.map(_cut).rename("names").reset_index()


def _cut(ids: list[str]) -> str:
    more = len(ids) - _NAMED
    return ", ".join(ids[:_NAMED]) + (f" … (+{more})" if more > 0 else "")


def _across() -> alt.Axis:
    return names_axis(orient="top", labelAngle=0, labelFontSize=12)


def _heading(found: WhatIf, kind: str, more: int) -> str:
    """Whose places these are, and how many lines are left out."""
    whose = said("next_steps", f"kinds.{kind}", found.lang)
    told = f"{whose} · {said('what_if', 'plot.place', found.lang)}"
    return f"{told} ({said('what_if', 'plot.more', found.lang, rows=more)})" if more else told


def _down(found: WhatIf, lowest: int, *, lacking: bool, room: int) -> alt.Y:
    """The first place on top; below the last one those who have none."""
    none = said("what_if", "plot.unplaced", found.lang)
    says = f"datum.value == {lowest} ? '{none}' : format(datum.value, 'd')"
    last = lowest if lacking else lowest - 1
    axis = alt.Axis(
        labelExpr=says,
        values=list(range(1, last + 1)),
        grid=True,
        gridColor="#eeeeee",
        labelFontSize=11,
        labelPadding=room,
        ticks=False,
        domain=False,
        labelLimit=200,
        labelOverlap=False,
    )
    scale = alt.Scale(reverse=True, domain=[0.5, last + 0.5], nice=False, zero=False)
    return alt.Y("place:Q", title=None, axis=axis, scale=scale)
