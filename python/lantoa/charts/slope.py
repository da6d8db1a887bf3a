"""From place to place: a line for everybody, the first place on top."""

from __future__ import annotations

from itertools import accumulate
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import IN_LINES, names_axis
from lantoa.scenarios.differing import placing

if TYPE_CHECKING:
    from lantoa.scenarios.differing import WhatIf

MOST = 150
"""Lines of a panel; those that move furthest are drawn where there are more."""

_ROW = 20  # pixels from place to place
_WIDTH = 260
_LETTER = 7  # pixels
_SIDE = 30  # letters of a line of what a side is called
_LETTERS = 34  # of a name, before it is cut; the tooltip has all
_TOGETHER = 60  # of the names that share a place
_INK, _PALE = "#1d3b53", "#b5bec5"


def slopes(found: WhatIf) -> list[Any]:
    """A panel for units and one for people, where anybody has a place."""
    sides = [said("what_if", f"plot.{side}", found.lang) for side in ("before", "after")]
    told = [(kind, placing.standings(found._pairing, kind)) for kind in placing.KINDS]
    return [
        panel(rows, sides, _heading(found, kind, len(rows)), found.lang)
        for kind, rows in told
        if len(rows)
    ]


def panel(
    rows: pd.DataFrame, sides: list[str], title: str, lang: str, *, jumps: bool = True
) -> Any:
    """Places on two sides, a line for everybody.

    Args:
        rows: subject_id, was, now: places from 1, 0 where there is none.
        sides: What the two are called, two different names.
        title: Of the panel.
        lang: ``"vi"`` or ``"en"``.
        jumps: Whether having no place on one side counts as moving, and has a line.
    """
    lowest = int(rows[["was", "now"]].max().max()) + 1  # the row below for those without a place
    sides = ["\n".join(wrap(side, _SIDE)) for side in sides]
    lacks = (rows[["was", "now"]] == 0).any(axis=1)
    lacking = bool(lacks.any())
    told = _moving(rows.replace({"was": {0: lowest}, "now": {0: lowest}})).assign(lacks=lacks)
    shown = told[told["far"].rank(method="first", ascending=False) <= MOST]
    points = _points(shown, sides)
    height = _ROW * (lowest if lacking else lowest - 1)
    names = _shared(points[points["side"] == sides[0]])["names"]
    room = 24 + _LETTER * int(names.map(len).max())
    y = _down(lang, lowest, lacking=lacking, room=room)
    x = alt.X("side:N", sort=sides, title=None, axis=_across(sides), scale=alt.Scale(padding=0.1))
    moving = points if jumps else points[~points["lacks"]]
    lined = shown if jumps else shown[~shown["lacks"]]
    layers = [_lines(moving, x, y), *_counts(lined, y), _dots(points, x, y)]
    drawn = alt.layer(*layers, *_names(points, x, y, sides))
    heads = alt.TitleParams(title, fontSize=12)
    return drawn.properties(width=_WIDTH, height=max(height, 2 * _ROW), title=heads)


def _moving(rows: pd.DataFrame) -> pd.DataFrame:
    """How far each moves, and how its line is drawn: up, down or level."""
    far = (rows["was"] - rows["now"]).abs()
    way = pd.Series("level", index=rows.index)
    way[rows["now"] < rows["was"]] = "up"
    way[rows["now"] > rows["was"]] = "down"
    return rows.assign(far=far, way=way)


def _points(rows: pd.DataFrame, sides: list[str]) -> pd.DataFrame:
    names = dict(zip(("was", "now"), sides, strict=True))
    long = rows.melt(
        ["subject_id", "way", "lacks"], ["was", "now"], var_name="side", value_name="place"
    )
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


def _counts(rows: pd.DataFrame, y: alt.Y) -> list[Any]:
    """How many lie on one line, in its middle, where they are more than one."""
    count = rows.groupby(["was", "now"]).size().rename("count").reset_index()
    count = count[count["count"] > 1]
    if count.empty:
        return []
    told = count.assign(
        place=(count["was"] + count["now"]) / 2, says=[f"×{one}" for one in count["count"]]
    )
    words = alt.Chart(told).encode(x=alt.value(_WIDTH / 2), y=y, text="says:N")
    halo = words.mark_text(fontSize=10, stroke="#ffffff", strokeWidth=4, strokeJoin="round")
    return [halo, words.mark_text(fontSize=10, color="#000000")]


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
    """A row per side and place with the names of those who share it."""
    names = points.groupby(["side", "place"], sort=False)["subject_id"].agg(list)
    return names.map(together).rename("names").reset_index()


def together(names: list[str]) -> str:
    """Names in one line, cut where it grows long; the first is always there.

    >>> together(["CB01", "CB02"]), together([f"Tỉnh {number}" for number in range(10, 63)])[-15:]
    ('CB01, CB02', 'Tỉnh 15 … (+47)')
    """
    short = [middle_cut(one, _LETTERS) for one in names]
    ends = list(accumulate(len(one) + 2 for one in short))
    fits = max(1, sum(end <= _TOGETHER + 2 for end in ends))
    more = len(short) - fits
    return ", ".join(short[:fits]) + (f" … (+{more})" if more else "")


def middle_cut(name: str, most: int) -> str:
    """A name of at most so many letters, without its middle: long names begin, or end, alike.

    >>> middle_cut("Phòng Tổng hợp - Nội vụ số 12", 20), middle_cut("Phòng Tổng hợp", 20)
    ('Phòng Tổn…i vụ số 12', 'Phòng Tổng hợp')
    """
    if len(name) <= most:
        return name
    end = most // 2
    return f"{name[: most - 1 - end].rstrip()}…{name[-end:]}"


def _across(sides: list[str]) -> alt.Axis:
    """The sides in lines, their last one right above the chart."""
    lines = max(side.count("\n") for side in sides)
    return names_axis(
        orient="top",
        labelAngle=0,
        labelFontSize=12,
        labelExpr=IN_LINES,
        labelLimit=0,
        labelPadding=4 + 15 * lines,
    )


def _heading(found: WhatIf, kind: str, count: int) -> str:
    """Whose places these are, and how many lines are left out."""
    more = max(count - MOST, 0)
    whose = said("next_steps", f"kinds.{kind}", found.lang)
    told = f"{whose} · {said('what_if', 'plot.place', found.lang)}"
    return f"{told} ({said('what_if', 'plot.more', found.lang, rows=more)})" if more else told


def _down(lang: str, lowest: int, *, lacking: bool, room: int) -> alt.Y:
    """The first place on top; below the last one those who have none."""
    none = said("what_if", "plot.unplaced", lang)
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
