"""Conclusions: a panel per question, since each has a unit of its own; what has no number is listed."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.adoption import nobody
from lantoa.charts.style import finished, heading, names_axis, numbers_axis
from lantoa.concluding.conclusion import TOPIC, Conclusion, p_values

if TYPE_CHECKING:
    from lantoa.concluding import Conclusions

MOST = 60
"""Rows that are drawn, the first of them where there are more."""

_ROW, _WIDTH, _LONGEST = 24, 420, 300  # pixels
_TITLE = 90  # letters of a line


def conclusion_chart(found: Conclusions) -> Any:
    """A panel per question: a ring at the estimate, a bar over the interval, a line at 0.

    Questions without an estimate stand below, with their p values or as refused.

    Args:
        found: What can be concluded.
    """
    lang, drawn = found.lang, list(found)[:MOST]
    more = len(found) - len(drawn)
    lines = [found.sentence, *([said("told", "more", lang, rows=more)] if more > 0 else [])]
    keys = dict.fromkeys(one.key for one in drawn if one.estimate is not None)
    panels = [_measured([one for one in drawn if one.key == key], lang) for key in keys]
    rest = [one for one in drawn if one.key not in keys]
    if rest:
        panels.append(_listed(rest, lang))
    if not panels:
        return finished(nobody(lang).properties(title=heading(found.title, lines)))
    whole = alt.vconcat(*panels, spacing=16)
    return finished(whole.properties(title=heading(found.title, lines)))


def _measured(every: Sequence[Conclusion], lang: str) -> Any:
    """The conclusions on one question, in its unit."""
    unit = next((one.unit for one in every if one.unit is not None), None)
    rows = pd.DataFrame([_row(one, lang) for one in every]).astype(
        dict.fromkeys(("estimate", "low", "high"), "float64")
    )
    across = said(TOPIC, "heads.answer", lang) if unit is None else unit.told(lang)
    axis = numbers_axis(lang, gridColor="#efefef", tickCount=6)
    down = alt.Y("label:N", sort=None, title=None, axis=names_axis(labelLimit=_LONGEST))
    base = alt.Chart(rows).encode(y=down)
    bars = base.mark_bar(height=5, color="#8fa9b8").encode(
        x=alt.X("low:Q", title=across, axis=axis), x2="high:Q"
    )
    rings = base.mark_point(size=60, filled=True, fill="#ffffff", stroke="#000000").encode(
        x="estimate:Q"
    )
    words = base.mark_text(align="left", fontStyle="italic", fontSize=11).encode(
        x=alt.value(_WIDTH + 8), text="says:N"
    )
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(strokeDash=[3, 3]).encode(x="zero:Q")
    told = _title(every[0].question.told(lang))
    size = {"width": _WIDTH, "height": _ROW * len(rows)}
    return alt.layer(zero, bars, rings, words).properties(**size, title=told)


def _row(one: Conclusion, lang: str) -> dict[str, Any]:
    low, high = one.interval or (None, None)
    label = one.about or said(TOPIC, "chart.whole", lang)
    says = said(TOPIC, f"status.{one.status}", lang) if one.is_refused else ""
    return {"label": label, "estimate": one.estimate, "low": low, "high": high, "says": says}


def _listed(every: Sequence[Conclusion], lang: str) -> Any:
    """Questions that have no estimate, in words."""
    rows = [
        {
            "label": " · ".join(filter(None, [one.question.told(lang), one.about])),
            "says": p_values(one, lang) if one.p else said(TOPIC, f"status.{one.status}", lang),
        }
        for one in every
    ]
    down = alt.Y("label:N", sort=None, title=None, axis=names_axis(labelLimit=2 * _LONGEST))
    drawn = alt.Chart(pd.DataFrame(rows)).mark_text(align="left", fontSize=11)
    drawn = drawn.encode(y=down, x=alt.value(4), text="says:N")
    told = _title(said(TOPIC, "chart.listed", lang))
    return drawn.properties(width=_WIDTH, height=_ROW * len(rows), title=told)


def _title(text: str) -> alt.TitleParams:
    return alt.TitleParams(wrap(text, _TITLE), anchor="start", fontSize=12)
