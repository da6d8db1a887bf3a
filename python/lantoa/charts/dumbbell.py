"""Before and after a change: two dots and a bar between them, a row for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

import altair as alt
import pandas as pd

from lantoa import _checks
from lantoa._wording import said
from lantoa.charts.slope import slopes
from lantoa.charts.style import finished, heading, names_axis
from lantoa.scenarios.differing import covering, pointing
from lantoa.scenarios.differing.tables import text

if TYPE_CHECKING:
    from lantoa.scenarios.differing import WhatIf

Shows = Literal["units", "fields", "points", "places"]

MOST = 300
"""Rows of a panel; those whose values are furthest apart are drawn where there are more."""

_ROW = 22  # pixels
_WIDTH = 420
_ROOM = 1.06  # of the largest value, so that no dot stands on the edge
_INK, _PALE = "#1d3b53", "#9aa7b1"
_LINE = 115  # letters


def chart(found: WhatIf, shows: Shows | None = None) -> Any:
    """The chart of a change; see ``WhatIf.plot``.

    Raises:
        InputError: ``shows`` is not known.
    """
    if shows is None:
        shows = "points" if len(found._table("points")) else "units"
    _checks.one_of(shows, get_args(Shows), what="shows")
    panels = slopes(found) if shows == "places" else _dumbbells(found, shows)
    whole = alt.vconcat(*(panels or [_nothing(found)]), spacing=26)
    under = [said("what_if", f"plot.{shows}", found.lang), found.asked.in_force, found.watermark]
    return finished(whole.properties(title=heading(found.title, under, _LINE)))


def _nothing(found: WhatIf) -> alt.Chart:
    says = pd.DataFrame({"says": [said("what_if", "plot.unchanged", found.lang)]})
    drawn: alt.Chart = alt.Chart(says).mark_text(fontSize=13).encode(text="says:N")
    return drawn.properties(width=_WIDTH, height=40)


def _dumbbells(found: WhatIf, shows: Shows) -> list[Any]:
    if shows == "points":
        told = pointing.totals(found._pairing).rename(columns={"subject_id": "row"})
        kinds = [(kind, told[told["subject_kind"] == kind]) for kind in ("unit", "person")]
        return [
            _panel(found, rows, said("next_steps", f"kinds.{kind}", found.lang), "point")
            for kind, rows in kinds
            if len(rows)
        ]
    per = "unit_id" if shows == "units" else "field"
    rows = covering.counts(found._pairing, "field" if shows == "fields" else "unit_id")
    rows = rows.rename(columns={"group": "row"})
    heading = said("what_if", f"columns.{'unit_id' if per == 'unit_id' else 'field'}", found.lang)
    return [_panel(found, rows, heading, "people")] if len(rows) else []


def _panel(found: WhatIf, rows: pd.DataFrame, heading: str, measure: str) -> Any:
    """One panel; where rows are left out its foot says how many."""
    lang = found.lang
    apart = (rows["now"] - rows["was"]).abs()
    shown = rows[apart.rank(method="first", ascending=False) <= MOST]
    told = _in_words(shown, lang)
    order = told["row"].tolist()
    more = len(rows) - len(shown)
    title = said("what_if", f"plot.{measure}", lang)
    if more:
        title += f" ({said('what_if', 'plot.more', lang, rows=more)})"
    axis = _across(int(told["most"].max()) if measure == "people" else None)
    scale = alt.Scale(domain=[0, max(1.0, _ROOM * float(told["most"].max()))], nice=False)
    x = alt.X("value:Q", title=title, axis=axis, scale=scale)
    y = alt.Y("row:N", sort=order, title=heading, axis=_down())
    drawn = alt.layer(_bar(told, y), *_dots(told, x, y, lang), _says(told, y))
    return drawn.properties(width=_WIDTH, height=_ROW * len(told))


def _in_words(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    told = [
        f"{text(was, lang)} → {text(now, lang)}" if was != now else text(now, lang)
        for was, now in zip(rows["was"].tolist(), rows["now"].tolist(), strict=True)
    ]
    return rows.assign(says=told, most=rows[["was", "now"]].max(axis=1))


def _bar(told: pd.DataFrame, y: alt.Y) -> alt.Chart:
    drawn: alt.Chart = alt.Chart(told).mark_rule(strokeWidth=3, color=_PALE)
    return drawn.encode(y=y, x=alt.X("was:Q"), x2="now:Q")


def _dots(told: pd.DataFrame, x: alt.X, y: alt.Y, lang: str) -> list[alt.Chart]:
    """A ring before and a full dot after: told apart without colour, also where they are one."""
    names = [said("what_if", f"plot.{side}", lang) for side in ("before", "after")]
    scale = alt.Scale(domain=names, range=["#ffffff", _INK])
    fill = alt.Fill("side:N", scale=scale, legend=_legend())
    drawn = []
    for column, side, size in zip(("was", "now"), names, (150, 55), strict=True):
        rows = told.assign(side=side, value=told[column])[["row", "side", "value"]]
        dots = alt.Chart(rows).mark_point(stroke=_INK, strokeWidth=1.6, opacity=1, size=size)
        drawn.append(dots.encode(x=x, y=y, fill=fill, tooltip=["row:N", "side:N", "value:Q"]))
    return drawn


def _says(told: pd.DataFrame, y: alt.Y) -> alt.Chart:
    words = alt.Chart(told).mark_text(align="left", dx=12, fontSize=11, color="#000000")
    drawn: alt.Chart = words.encode(y=y, x=alt.X("most:Q"), text="says:N")
    return drawn


def _legend() -> alt.Legend:
    return alt.Legend(title=None, orient="top", labelFontSize=12, symbolSize=110)


def _across(most: int | None) -> alt.Axis:
    """Of people, whole numbers up to ``most``."""
    steps = max(1, -(-(most or 0) // 20))
    whole: dict[str, Any] = (
        {} if most is None else {"values": list(range(0, most + 1, steps)), "format": "d"}
    )
    return alt.Axis(labelFontSize=11, titleFontSize=12, grid=True, gridColor="#e5e5e5", **whole)


def _down() -> alt.Axis:
    return names_axis(titleFontSize=12, labelPadding=8, labelLimit=420, grid=False)
