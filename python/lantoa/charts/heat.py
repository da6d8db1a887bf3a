"""How many are in by one path or two: bars, or a heat map with the cell in force outlined."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import IN_LINES, finished, heading, names_axis

if TYPE_CHECKING:
    from lantoa.scenarios.grids import OutcomeGrid

_CELL = 46  # pixels, down
_WIDE = 76  # pixels, across, at least
_LETTER = 6.2  # pixels, of a label
_LINE = 16  # letters of a line of a label across
_LINES = 4  # of a label before it is cut
_DARK = 0.6  # of the range of counts, from where on letters are white


def heat(answer: OutcomeGrid) -> alt.LayerChart:
    """Counts as shades with the numbers on them; the cell of the plan as it is has a thick edge.

    Args:
        answer: A grid of one path or two.
    """
    cells = _cells(answer)
    across, down = _sorted(cells, "across"), _sorted(cells, "down")
    base = alt.Chart(cells).encode(
        x=alt.X("across:N", sort=across, title=None, axis=_axis()),
        y=alt.Y("down:N", sort=down, title=None, axis=_axis()),
    )
    counts = said("grids", "columns.count", answer.lang)
    shades = base.mark_rect(stroke="#9a9a9a", strokeWidth=0.6).encode(
        color=alt.Color("count:Q", scale=_scale(cells), legend=_legend(cells, counts)),
        tooltip=_tooltip(answer),
    )
    edges = base.transform_filter(alt.datum.in_force).mark_rect(
        fillOpacity=0, stroke="#000000", strokeWidth=3.5
    )
    numbers = base.mark_text(fontSize=12).encode(
        text="told:N", color=alt.Color("ink:N", scale=None)
    )
    longest = max(len(line) for label in across for line in label.split("\n"))
    wide = max(_WIDE, round(_LETTER * longest) + 12)
    size = {"width": wide * len(across), "height": _CELL * len(down)}
    chart = alt.layer(shades, edges, numbers).resolve_scale(color="independent")
    chart = chart.properties(**size, title=_title(answer))
    whole: alt.LayerChart = finished(chart)
    return whole


def _cells(answer: OutcomeGrid) -> pd.DataFrame:
    rows = answer._frame
    paths = list(answer.axes)
    count = rows["count"]
    least, most = count.min(), count.max()
    is_dark = count > least + _DARK * (most - least)
    return pd.DataFrame(
        {
            "across": [_label(answer, paths[-1], value, _LINE) for value in rows[paths[-1]]],
            "down": [
                _label(answer, paths[0], value, 2 * _LINE) if paths[1:] else ""
                for value in rows[paths[0]]
            ],
            "count": count,
            "gained": rows["gained"],
            "lost": rows["lost"],
            "told": [_told(row) for row in rows.to_dict("records")],
            "ink": is_dark.map({True: "#ffffff", False: "#000000"}),
            "in_force": rows["in_force"],
        }
    )


def _told(row: dict[Any, Any]) -> str:
    """The count, and behind it who comes in and goes out where somebody does."""
    moves = [f"+{row['gained']}"] * bool(row["gained"]) + [f"−{row['lost']}"] * bool(row["lost"])
    return " ".join([str(row["count"]), *([f"({' '.join(moves)})"] if moves else [])])


def _label(answer: OutcomeGrid, path: str, value: Any, width: int) -> str:
    """A value in lines of so many letters."""
    lines = textwrap.wrap(answer.word(path, value), width, break_long_words=True) or [""]
    more = ["…"] if len(lines) > _LINES else []
    return "\n".join(lines[:_LINES] + more)


def _sorted(cells: pd.DataFrame, column: str) -> list[str]:
    """The labels in the order of the grid."""
    return list(dict.fromkeys(cells[column]))


def _scale(cells: pd.DataFrame) -> alt.Scale:
    least, most = int(cells["count"].min()), int(cells["count"].max())
    return alt.Scale(domain=[least, max(most, least + 1)], range=["#f4f6f7", "#17425a"])


def _legend(cells: pd.DataFrame, title: str) -> alt.Legend:
    """Whole numbers only, five of them at most."""
    least, most = int(cells["count"].min()), int(cells["count"].max())
    step = max(1, -(-(most - least) // 4))
    return alt.Legend(title=title, format="d", values=list(range(least, most + 1, step)))


def _axis() -> alt.Axis:
    return names_axis(labelPadding=6, labelAngle=0, labelLimit=240, labelExpr=IN_LINES)


def _tooltip(answer: OutcomeGrid) -> list[alt.Tooltip]:
    columns = {name: f"columns.{name}" for name in ("count", "gained", "lost")}
    told = [
        alt.Tooltip(f"{name}:Q", title=said("grids", path, answer.lang))
        for name, path in columns.items()
    ]
    labels = list(answer.labels.values())
    names = {"across": labels[-1]} | ({"down": labels[0]} if labels[1:] else {})
    return [alt.Tooltip(f"{name}:N", title=path) for name, path in names.items()] + told


def _title(answer: OutcomeGrid) -> alt.TitleParams:
    sides = ["across"] if len(answer.labels) == 1 else ["down", "across"]
    axes = [
        said("grids", f"sides.{side}", answer.lang, axis=label)
        for side, label in zip(sides, answer.labels.values(), strict=True)
    ]
    under = [answer.watermark, answer.asked.in_force, answer.sentence, *axes]
    return heading(said("grids", f"short.{answer.outcome}", answer.lang), under)
