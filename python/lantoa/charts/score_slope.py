"""Places on two sides: two years, or two schemes, weights, rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.slope import MOST, panel
from lantoa.charts.style import finished, heading


def place_slopes(
    places: pd.DataFrame, sides: Sequence[str], *, title: str, under: Sequence[str], lang: str
) -> Any:
    """A line from each one's place on the left to that on the right, the first place on top.

    Who has no place on one side stands below the last place there, without a line: a missing score
    is no movement. Who shares a place is named beside those it shares it with.

    Args:
        places: subject, was, now: places from 1, missing where there is none.
        sides: What the two sides are called; two different names.
        title: Of the chart.
        under: Lines below the title.
        lang: ``"vi"`` or ``"en"``.
    """
    rows = places.rename(columns={"subject": "subject_id"})
    whole = rows.assign(**{side: rows[side].fillna(0).astype(int) for side in ("was", "now")})
    whole = whole[(whole["was"] > 0) | (whole["now"] > 0)]
    more = len(whole) - MOST
    notes = [said("what_if", "plot.more", lang, rows=more)] if more > 0 else []
    if whole.empty:
        says = pd.DataFrame({"says": [said("score_charts", "nobody", lang)]})
        drawn: Any = alt.Chart(says).mark_text(fontSize=13).encode(text="says:N")
        drawn = drawn.properties(width=260, height=40)
    else:
        drawn = panel(whole, list(sides), said("score_charts", "place", lang), lang, jumps=False)
    return finished(alt.vconcat(drawn).properties(title=heading(title, [*under, *notes])))
