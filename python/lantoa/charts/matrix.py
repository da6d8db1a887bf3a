"""Every subject against every gate: the heat map of verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said, sign
from lantoa.charts.style import finished, heading, names_axis
from lantoa.overview import INKS, SHADES

if TYPE_CHECKING:
    from lantoa.overview import Matrix

_VERDICTS = ("met", "open", "unknown", "failed")
_CELL = 20  # pixels, across and down


def heat_map(matrix: Matrix, rows: int | None = None) -> alt.VConcatChart:
    """Units above people, a row per subject and a column per gate, nearest to success first.

    Args:
        matrix: What is shown.
        rows: The most units and the most people; None is everybody.
    """
    panels = [_panel(matrix, kind, rows) for kind in ("unit", "person")]
    shown: list[Any] = [panel for panel in panels if panel is not None] or [_nobody(matrix)]
    title = heading(matrix.title, [said("next_steps", "matrix.order", matrix.lang)])
    chart = alt.vconcat(*shown, title=title, spacing=28).resolve_scale(color="shared")
    whole: alt.VConcatChart = finished(chart)
    return whole


def _panel(matrix: Matrix, kind: str, most: int | None) -> Any:  # a LayerChart, None without rows
    rows = matrix.of_kind(kind)[:most]
    if rows.empty:
        return None
    gates = [gate for gate in matrix.gates if gate in rows.columns]
    cells = _cells(matrix, rows, gates)
    labels = [matrix.gates[gate] for gate in gates]
    x = alt.X("gate:N", sort=labels, title=None, axis=_top_axis())
    y = alt.Y("subject:N", sort=list(rows["subject_id"]), title=_kind(matrix, kind), axis=_axis())
    base = alt.Chart(cells).encode(x=x, y=y)
    shades = base.mark_rect(stroke="#9a9a9a", strokeWidth=0.6).encode(
        color=alt.Color("meaning:N", scale=_scale(matrix, SHADES), legend=_legend()),
        tooltip=_tooltip(matrix),
    )
    signs = base.mark_text(fontSize=12, fontWeight="bold").encode(
        text="sign:N",
        color=alt.Color("ink:N", scale=None),
    )
    return alt.layer(shades, signs).properties(width=_CELL * len(gates), height=_CELL * len(rows))


def _nobody(matrix: Matrix) -> alt.Chart:
    says = pd.DataFrame({"says": [said("next_steps", "matrix.nobody", matrix.lang)]})
    chart: alt.Chart = alt.Chart(says).mark_text(fontSize=12).encode(text="says:N")
    return chart


def _kind(matrix: Matrix, kind: str) -> str:
    return said("next_steps", f"kinds.{kind}", matrix.lang)


def _cells(matrix: Matrix, rows: pd.DataFrame, gates: list[str]) -> pd.DataFrame:
    """A row per cell, in the words that the chart shows."""
    long = rows.astype(dict.fromkeys(gates, "object")).melt("subject_id", gates).dropna()
    verdict = long["value"]
    return pd.DataFrame(
        {
            "subject": long["subject_id"],
            "gate": long["variable"].map(dict(matrix.gates)),
            "clause": long["variable"].map(dict(matrix.clauses)),
            "meaning": verdict.map({v: _meaning(matrix, v) for v in _VERDICTS}),
            "sign": verdict.map({v: sign(v) for v in _VERDICTS}),
            "ink": verdict.map(INKS),
        }
    )


def _meaning(matrix: Matrix, verdict: str) -> str:
    return f"{sign(verdict)}  {said('next_steps', f'verdicts.{verdict}', matrix.lang)}"


def _scale(matrix: Matrix, shades: dict[str, str]) -> alt.Scale:
    return alt.Scale(
        domain=[_meaning(matrix, verdict) for verdict in _VERDICTS],
        range=[shades[verdict] for verdict in _VERDICTS],
    )


def _legend() -> alt.Legend:
    return alt.Legend(
        title=None,
        orient="top",
        symbolType="square",
        symbolSize=180,
        labelFontSize=12,
        symbolStrokeColor="#555555",
        symbolStrokeWidth=1,
        direction="horizontal",
    )


def _top_axis() -> alt.Axis:
    return names_axis(
        orient="top", labelAngle=-50, labelAlign="left", labelLimit=360, labelPadding=6
    )


def _axis() -> alt.Axis:
    return names_axis(titleFontSize=12, labelPadding=6)


def _tooltip(matrix: Matrix) -> list[alt.Tooltip]:
    names = {"subject": "subject", "gate": "gate", "clause": "clause", "meaning": "verdict"}
    return [
        alt.Tooltip(f"{column}:N", title=said("next_steps", f"matrix.{name}", matrix.lang))
        for column, name in names.items()
    ]
