"""How far weights must move: bars of changes by rival, bars of weights by criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import finished, heading, names_axis, numbers_axis
from lantoa.sensitivity.saying import share_of

if TYPE_CHECKING:
    from lantoa.sensitivity.flip import Flip, Flips

MOST = 40
"""Rivals that are drawn; the nearest are, where there are more."""

_SHADES = ["#dbe3e8", "#1d3b53", "#7d97a8"]  # now, together, alone
_ROW, _BAR, _WIDTH, _LEAST = 20, 13, 420, 40  # pixels
_LINE = 100  # letters


def change_bars(flips: Flips) -> Any:
    """A bar per rival: by how much of itself every weight must be free to move.

    Args:
        flips: A subject against everybody.
    """
    rows, lang = flips._frame, flips.lang
    told = rows.head(MOST).assign(
        name=rows["rival"],
        length=100 * rows["change"].fillna(0),
        says=[_change(change, lang) for change in rows["change"].head(MOST)],
    )
    y = alt.Y("name:N", sort=list(told["name"]), title=None, axis=names_axis(labelLimit=480))
    scale = alt.Scale(domain=[0, 100])
    title = said("robustness", "plot.changes", lang)
    x = alt.X("length:Q", title=title, scale=scale, axis=numbers_axis(lang))
    base = alt.Chart(told).encode(x=x, y=y)
    bars = base.mark_bar(color=_SHADES[1], height=_BAR)
    words = base.mark_text(align="left", dx=4, fontSize=11).encode(text="says:N")
    drawn = alt.layer(bars, words).properties(width=_WIDTH, height=max(_ROW * len(told), _LEAST))
    more = len(rows) - MOST
    under = [said("robustness", "plot.more", lang, rows=more)] if more > 0 else []
    named = heading(flips.title, [*flips.under, flips.sentence, *under], _LINE)
    return finished(drawn.properties(title=named))


def _change(change: Any, lang: str) -> str:
    if pd.isna(change):
        return f"✕ {said('robustness', 'flip.no_change', lang)}"
    return share_of(float(change), lang)


def flip_bars(flip: Flip) -> Any:
    """Three bars per criterion: its weight now, at the common change, and if it moves alone.

    Args:
        flip: A pair, or a subject and the line.
    """
    lang = flip.lang
    kinds = {"weight": "now", "together": "at", "alone": "alone"}
    names = {key: said("robustness", f"head.{word}", lang) for key, word in kinds.items()}
    told = pd.DataFrame(
        [
            {"name": row["label"], "kind": names[key], **_bar(row[key], lang)}
            for row in flip._frame.to_dict("records")
            for key in kinds
        ]
    )
    y = alt.Y(
        "name:N", sort=list(flip._frame["label"]), title=None, axis=names_axis(labelLimit=480)
    )
    x = alt.X("share:Q", title=said("robustness", "plot.weights", lang), axis=numbers_axis(lang))
    order = list(names.values())
    color = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=order, range=_SHADES),
        legend=alt.Legend(title=None, orient="top", labelFontSize=12, labelLimit=420),
    )
    base = alt.Chart(told).encode(x=x, y=y, yOffset=alt.YOffset("kind:N", sort=order))
    bars = base.mark_bar(stroke="#333333", strokeWidth=0.6).encode(color=color)
    words = base.mark_text(align="left", dx=4, fontSize=10).encode(text="says:N")
    height = 3 * _BAR * len(flip._frame) + 8 * len(flip._frame)
    drawn = alt.layer(bars, words).properties(width=_WIDTH, height=height)
    named = heading(flip.title, [*flip.under, flip.sentence], _LINE)
    return finished(drawn.properties(title=named))


def _bar(share: Any, lang: str) -> dict[str, Any]:
    if pd.isna(share):
        return {"share": 0.0, "says": f"✕ {said('robustness', 'flip.no_change', lang)}"}
    return {"share": 100 * float(share), "says": share_of(float(share), lang)}
