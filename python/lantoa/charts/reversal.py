"""Who, left out, changes the order of the others: bars of pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import finished, heading, names_axis

if TYPE_CHECKING:
    from lantoa.sensitivity.reversing import Reversal

_MOST = 40  # bars
_ROW, _WIDTH, _LONGEST = 20, 420, 420  # pixels


def reversal_bars(found: Reversal) -> Any:
    """A bar for each subject whose absence changes the order of others, the longest on top.

    Args:
        found: What ``reversal`` gave.
    """
    rows = found._frame[found._frame["pairs"] > 0].sort_values(
        ["pairs", "subject_id"], ascending=[False, True]
    )[:_MOST]
    title = heading(found.title, [*found.under, found.sentence], 120)
    if rows.empty:
        says = pd.DataFrame({"says": [found.sentence]})
        drawn: Any = alt.Chart(says).mark_text(fontSize=13).encode(text="says:N")
        return finished(drawn.properties(width=_WIDTH, height=40, title=title))
    across = alt.X(
        "pairs:Q",
        title=said("acceptability", "reversal.plot", found.lang),
        axis=alt.Axis(format="d", tickMinStep=1, grid=False),
    )
    down = alt.Y("subject_id:N", sort=None, title=None, axis=names_axis(labelLimit=_LONGEST))
    base = alt.Chart(rows[["subject_id", "pairs"]]).encode(x=across, y=down)
    bars = base.mark_bar(color="#5b7f97", height={"band": 0.7})
    words = base.mark_text(align="left", dx=5, fontSize=11).encode(text="pairs:Q")
    drawn = alt.layer(bars, words)
    return finished(drawn.properties(width=_WIDTH, height=_ROW * len(rows), title=title))
