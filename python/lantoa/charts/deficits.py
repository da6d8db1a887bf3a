"""What somebody lacks, a bar for each criterion; and who comes along with each move."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import IN_LINES, LINE, finished, heading, names_axis

if TYPE_CHECKING:
    from lantoa.scenarios.admitting import Admission, LeastChange

_INK, _BAR = "#222222", "#7d93a8"
_STEP = 26  # pixels for a bar
_WIDE = 320
_LETTERS = 58  # of a line of a label
_DOWN = 17  # pixels for each line of a sentence that stands by itself


def deficits(answer: LeastChange) -> alt.LayerChart:
    """A bar for each criterion in the way, as long as what it needs; a cross where it is lost."""
    rows = list(answer._all_rows())
    frame = pd.DataFrame(rows, columns=["gate", "needed", "years", "by", "action", "who"])
    if frame.empty:
        return _empty(answer)
    frame["length"] = pd.to_numeric(frame["needed"]).fillna(0)
    frame["says"] = [_told(row) for row in frame.to_dict("records")]
    return _bars(answer, frame, said("admitting", "columns.needed", answer.lang))


def along(answer: Admission) -> alt.LayerChart:
    """A bar for each move that is enough, as long as the number of others that come along."""
    table = answer._frame
    if table.empty:
        return _empty(answer)
    rows = table.to_dict("records")
    frame = pd.DataFrame({"gate": [_move(row) for row in rows]})
    frame["length"] = table["others"]
    frame["says"] = [_counted(row) for row in rows]
    return _bars(answer, frame, said("admitting", "columns.along", answer.lang))


def _told(row: dict[Any, Any]) -> str:
    """The number, what has to be done, in which years and by when; of what is lost a cross."""
    parts = [row["needed"], row["action"], row["years"], row["by"]]
    lost = "" if row["who"] else "✕ "
    return lost + " · ".join(part for part in parts if part)


def _move(row: dict[Any, Any]) -> str:
    return "\n".join(wrap(row["says"], _LETTERS))


def _counted(row: dict[Any, Any]) -> str:
    lost = f" / -{len(row['lost'].split(', '))}" if row["lost"] else ""
    return f"+{row['others']}{lost}"


def _bars(answer: Any, frame: pd.DataFrame, title: str) -> alt.LayerChart:
    y = alt.Y("gate:N", sort=list(frame["gate"]), title=None, axis=_labels())
    most = max(1, int(frame["length"].max()))
    scale = alt.Scale(domain=[0, most * 2], nice=False)
    x = alt.X("length:Q", scale=scale, axis=None)  # each bar says its number
    base = alt.Chart(frame).encode(y=y)
    bars = base.mark_bar(color=_BAR, stroke=_INK, strokeWidth=1, height=14).encode(x=x)
    words = base.mark_text(align="left", dx=6, fontSize=11, color=_INK).encode(x=x, text="says:N")
    lines = max(label.count("\n") + 1 for label in frame["gate"])
    step = max(_STEP, _DOWN * lines + 8)
    return _styled(alt.layer(bars, words), answer, step * len(frame), title)


def _labels() -> alt.Axis:
    return names_axis(labelLimit=560, labelExpr=IN_LINES)


def _empty(answer: Any) -> alt.LayerChart:
    lines = wrap(answer.sentence, LINE)
    says = pd.DataFrame({"says": lines, "line": range(len(lines))})
    mark = alt.Chart(says).mark_text(fontSize=12, align="left", limit=900)
    y = alt.Y("line:O", axis=None)
    text = mark.encode(text="says:N", y=y, x=alt.value(0))
    return _styled(alt.layer(text), answer, _DOWN * len(lines), "")


def _styled(chart: Any, answer: Any, height: int, measure: str) -> alt.LayerChart:
    lines = [answer.watermark, answer.asked.in_force, *([measure] if measure else [])]
    title = heading(answer.title, lines)
    whole: alt.LayerChart = finished(chart.properties(width=_WIDE, height=height, title=title))
    return whole
