"""The heat map of acceptability: who takes which place in how many of the draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import finished, heading, names_axis

if TYPE_CHECKING:
    from lantoa.sensitivity.accepted import Acceptability

_MOST = 80  # subjects, and places, that are drawn
_ROW = 16  # pixels
_FEW = 24  # places up to which cells are wide
_WIDE, _NARROW = 34, 18
_DARK = 0.35  # of the greatest share: beyond it numbers are white
_LONGEST = 420  # pixels of a name


def acceptability_map(found: Acceptability) -> Any:
    """Rows are subjects in the order of places now, columns places; the share is shade and number.

    The cell of the place now has a thick edge. Cells without a number are below one half per cent.

    Args:
        found: What ``acceptability`` gave.
    """
    cells = _cells(found)
    places = int(cells["place"].max())
    wide = _WIDE if places <= _FEW else _NARROW
    base = alt.Chart(cells).encode(x=_places(found), y=_subjects(cells))
    shades = base.mark_rect(stroke="#d9d9d9", strokeWidth=0.4).encode(
        color=alt.Color("percent:Q", scale=_scale(cells), legend=_legend(found)),
        tooltip=_tooltip(found),
    )
    edges = base.transform_filter(alt.datum.now).mark_rect(
        fillOpacity=0, stroke="#000000", strokeWidth=1.6
    )
    numbers = base.mark_text(fontSize=11 if places <= _FEW else 9).encode(
        text="told:N", color=alt.Color("ink:N", scale=None)
    )
    size = {"width": wide * places, "height": _ROW * cells["subject"].nunique()}
    chart = alt.layer(shades, edges, numbers).resolve_scale(color="independent")
    return finished(chart.properties(**size, title=_title(found, cells, wide * places)))


def _cells(found: Acceptability) -> pd.DataFrame:
    table = found._shares[:_MOST, :_MOST]
    n, k = table.shape
    now = found._frame["place"].to_numpy()[:n]
    tied = found._frame["place"].duplicated(keep=False).to_numpy()[:n]
    ids = [f"{one} =" if mark else str(one) for one, mark in zip(found._ids[:n], tied, strict=True)]
    share = table.ravel()
    return pd.DataFrame(
        {
            "subject": np.repeat(ids, k),
            "at": np.repeat(np.arange(n), k),
            "place": np.tile(np.arange(1, k + 1), n),
            "percent": 100 * share,
            "told": [str(int(100 * one + 0.5) or "") for one in share],
            "ink": np.where(share > _DARK * share.max(), "#ffffff", "#000000"),
            "now": np.repeat(now, k) == np.tile(np.arange(1, k + 1), n),
        }
    )


def _places(found: Acceptability) -> alt.X:
    axis = alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False, labelOverlap=False)
    return alt.X("place:O", title=said("acceptability", "drawn.plot.place", found.lang), axis=axis)


def _subjects(cells: pd.DataFrame) -> alt.Y:
    order = cells["subject"].drop_duplicates().tolist()
    return alt.Y("subject:N", sort=order, title=None, axis=names_axis(labelLimit=_LONGEST))


def _scale(cells: pd.DataFrame) -> alt.Scale:
    most = max(float(cells["percent"].max()), 1.0)
    # Of the square root: a cell of a few per cent is still to be seen.
    return alt.Scale(type="sqrt", domain=[0, most], range=["#ffffff", "#17425a"], interpolate="rgb")


def _legend(found: Acceptability) -> alt.Legend:
    title = said("acceptability", "drawn.plot.share", found.lang)
    return alt.Legend(title=title, orient="bottom", format=".0f", gradientLength=220)


def _tooltip(found: Acceptability) -> list[alt.Tooltip]:
    told = {"subject:N": "head.subject", "place:O": "head.place", "percent:Q": "drawn.plot.share"}
    return [
        alt.Tooltip(field, title=said("acceptability", key, found.lang), format=".2f")
        if field == "percent:Q"
        else alt.Tooltip(field, title=said("acceptability", key, found.lang))
        for field, key in told.items()
    ]


def _title(found: Acceptability, cells: pd.DataFrame, width: int) -> alt.TitleParams:
    under = [*found.under, said("acceptability", "drawn.plot.now", found.lang)]
    if found._frame["place"].dropna().duplicated().any():
        under.append(said("robustness", "plot.tied", found.lang))
    drawn = cells["subject"].nunique(), int(cells["place"].max())
    if drawn != (len(found._ids), len(found.slate.subjects)):
        words = {"rows": drawn[0], "columns": drawn[1]}
        under.append(said("acceptability", "drawn.plot.cut", found.lang, **words))
    return heading(found.title, under, max(96, min(140, width // 6)))
