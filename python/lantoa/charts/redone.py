"""The largest move of each change as bars, with who it is and from where to where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import finished, heading, names_axis

if TYPE_CHECKING:
    from lantoa.sensitivity.redone import Redone

_ROW, _WIDTH = 20, 420  # pixels
_LONGEST = 420
_INK = "#5b7f97"


def move_bars(found: Redone) -> Any:
    """A bar for each change that was not refused, in the order of the scheme.

    Args:
        found: What ``drop_one`` or ``other_rules`` gave.
    """
    rows = _rows(found)
    title = said("acceptability", "dropped.plot", found.lang)
    most = max(1, int(rows["largest"].max())) if len(rows) else 1
    across = alt.X(
        "largest:Q",
        title=title,
        scale=alt.Scale(domain=[0, 1.6 * most]),  # room for the longest bar's words
        axis=alt.Axis(format="d", tickMinStep=1, grid=False, values=_ticks(most)),
    )
    down = alt.Y("label:N", sort=None, title=None, axis=names_axis(labelLimit=_LONGEST))
    base = alt.Chart(rows).encode(x=across, y=down)
    bars = base.mark_bar(color=_INK, height={"band": 0.7})
    words = base.mark_text(align="left", dx=5, fontSize=11).encode(text="says:N")
    size = {"width": _WIDTH, "height": _ROW * max(1, len(rows))}
    under = [*found.under, found.sentence]
    return finished(
        alt.layer(bars, words).properties(**size, title=heading(found.title, under, 120))
    )


def _rows(found: Redone) -> pd.DataFrame:
    told = []
    for case, moves in found.done:
        at, largest, says = moves.largest, 0, "0"
        if at is not None:
            was, now = int(moves.was[at]), int(moves.now[at])
            largest, says = abs(now - was), f"{moves.subjects[at]}: {was} → {now}"
        told.append({"label": case.label, "largest": largest, "says": says})
    return pd.DataFrame(told, columns=["label", "largest", "says"])


def _ticks(most: int) -> list[int]:
    return list(range(0, most + 1, max(1, -(-most // 8))))
