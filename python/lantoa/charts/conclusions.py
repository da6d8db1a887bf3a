"""Conclusions: an estimate and its interval for each question; what is refused has no mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import finished, heading, names_axis, numbers_axis

if TYPE_CHECKING:
    from lantoa.concluding import Conclusions

_ROW, _WIDTH, _LONGEST = 26, 420, 420  # pixels


def conclusion_chart(found: Conclusions) -> Any:
    """A row per conclusion: a ring at the estimate, a bar over the interval, a line at 0.

    Args:
        found: Conclusions whose estimates have one unit, such as one question over blocks.
    """
    lang = found.lang
    rows = pd.DataFrame(
        [
            {
                "at": at,
                "label": " · ".join(filter(None, [one.question.told(lang), one.about])),
                "estimate": one.estimate,
                "low": None if one.interval is None else one.interval[0],
                "high": None if one.interval is None else one.interval[1],
                "status": said("concluding", f"status.{one.status}", lang),
            }
            for at, one in enumerate(found)
        ],
        columns=["at", "label", "estimate", "low", "high", "status"],
    )
    across = numbers_axis(lang)
    base = alt.Chart(rows).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=names_axis(labelLimit=_LONGEST))
    )
    bars = base.mark_bar(height=5, color="#8fa9b8").encode(
        x=alt.X("low:Q", title=said("concluding", "heads.answer", lang), axis=across), x2="high:Q"
    )
    rings = base.mark_point(size=60, filled=True, fill="#ffffff", stroke="#000000").encode(
        x="estimate:Q"
    )
    refused = (
        base.transform_filter("!isValid(datum.estimate)")
        .mark_text(align="left", fontStyle="italic", fontSize=11)
        .encode(x=alt.value(4), text="status:N")
    )
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(strokeDash=[3, 3]).encode(x="zero:Q")
    told = heading(found.title, [found.sentence])
    drawn = alt.layer(zero, bars, rings, refused)
    return finished(drawn.properties(width=_WIDTH, height=_ROW * max(len(rows), 1), title=told))
