"""How many count as in under each value of a list: bars, the present value marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import finished, heading
from lantoa.criteria.scenario import shown

if TYPE_CHECKING:
    from lantoa.scenarios.choices import Choices

_BAR = 26  # pixels, down
_LETTERS = 52  # of a label before it is cut
_PRESENT, _OTHER = "#1f5a7a", "#b9c9d3"


def bars(answer: Choices) -> alt.LayerChart:
    """A bar per value with its count, who comes in and goes out as numbers, the present dark.

    Args:
        answer: What is shown.
    """
    cells = _cells(answer)
    y = alt.Y("label:N", sort=list(cells["label"]), title=None, axis=alt.Axis(labelLimit=320))
    most = max(int(cells["count"].max()), 1)
    x = alt.X(
        "count:Q",
        title=said("scenarios", "columns.count", answer.lang),
        scale=alt.Scale(domain=[0, most * 1.3]),
        axis=alt.Axis(tickMinStep=1, format="d"),
    )
    base = alt.Chart(cells).encode(x=x, y=y)
    drawn = base.mark_bar(stroke="#333333").encode(color=alt.Color("shade:N", scale=None))
    told = base.mark_text(align="left", dx=5, fontSize=12).encode(text="told:N")
    title = heading(answer.title, [answer.watermark, answer.asked.in_force, answer.sentence])
    chart = alt.layer(drawn, told).properties(width=380, height=_BAR * len(cells), title=title)
    whole: alt.LayerChart = finished(chart)
    return whole


def _cells(answer: Choices) -> pd.DataFrame:
    rows = answer._frame
    present = [shown(value) == shown(answer.now) for value in rows["value"]]
    return pd.DataFrame(
        {
            "label": [_label(row) for row in rows.to_dict("records")],
            "count": rows["count"],
            "shade": [_PRESENT if here else _OTHER for here in present],
            "told": [
                _told(answer, row, here)
                for row, here in zip(rows.to_dict("records"), present, strict=True)
            ],
        }
    )


def _label(row: dict[Any, Any]) -> str:
    value, says = shown(row["value"]), row["says"]
    label = f"{value}: {says}" if says else value
    return label if len(label) <= _LETTERS else f"{label[: _LETTERS - 1]}…"


def _told(answer: Choices, row: dict[Any, Any], is_present: bool) -> str:
    """The count, and how many come in and go out; of the present value that it is that."""
    moved = [
        f"{sign}{len(row[key].split(', '))}"
        for key, sign in (("gained", "+"), ("lost", "−"))
        if row[key]
    ]
    now = [said("scenarios", "choices.now", answer.lang)] if is_present else []
    return "  ".join([str(row["count"]), *moved, *now])
