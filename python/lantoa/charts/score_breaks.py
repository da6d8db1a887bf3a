"""Measures by years: how far each field shifted, with the breaks marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import finished, heading, names_axis

if TYPE_CHECKING:
    from lantoa.scoring.breaking import Breaks

_CELL = (58, 19)  # pixels, across and down
_LONGEST = 260  # pixels of a name


def break_map(found: Breaks) -> Any:
    """A cell for every step of every measure with its shift in spreads; a break is a dark cell.

    Args:
        found: What ``Measures.breaks`` gave.
    """
    cells = _cells(found)
    if cells.empty:
        says = pd.DataFrame({"says": [said("breaks", "chart.none", found.lang)]})
        drawn: Any = alt.Chart(says).mark_text(fontSize=13).encode(text="says:N")
        return finished(drawn.properties(width=320, height=40, title=heading(found.title, [])))
    years = alt.X(
        "year:O",
        title=said("breaks", "chart.year", found.lang),
        axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False),
    )
    base = alt.Chart(cells).encode(
        x=years, y=alt.Y("measure:N", title=None, axis=names_axis(labelLimit=_LONGEST))
    )
    kinds = [said("breaks", f"chart.{kind}", found.lang) for kind in ("plain", "break")]
    shades = alt.Scale(domain=kinds, range=["#e8e8e8", "#3b3b3b"])
    squares = base.mark_rect(stroke="#ffffff").encode(
        color=alt.Color("kind:N", scale=shades, legend=alt.Legend(title=None, orient="bottom"))
    )
    ink = alt.condition(alt.datum.kind == kinds[1], alt.value("#ffffff"), alt.value("#000000"))
    numbers = base.mark_text(fontSize=10).encode(text="text:N", color=ink)
    size = {
        "width": _CELL[0] * cells["year"].nunique(),
        "height": _CELL[1] * cells["measure"].nunique(),
    }
    told = [said("breaks", "chart.told", found.lang), found.under[0]]
    drawn = alt.layer(squares, numbers).properties(**size, title=heading(found.title, told))
    return finished(drawn)


def _cells(found: Breaks) -> pd.DataFrame:
    from lantoa.scoring.breaking import number

    steps = found._steps
    cells = steps[steps["told"] | (steps["source"] != "")]
    is_break = cells["source"] != ""
    words = {kind: said("breaks", f"chart.{kind}", found.lang) for kind in ("plain", "break")}
    shifts = [number(shift, found.lang, 1) for shift in cells["shift"]]
    marks = ["● " if one else "" for one in is_break]
    return pd.DataFrame(
        {
            "measure": cells["measure"],
            "year": cells["year"],
            "kind": is_break.map({True: words["break"], False: words["plain"]}),
            "text": [mark + shift for mark, shift in zip(marks, shifts, strict=True)],
        }
    )
