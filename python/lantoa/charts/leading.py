"""Weights as the unknown: bars of those that put somebody first, and of what proves a no;
intervals of places while weights move."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import finished, heading, names_axis
from lantoa.scenarios.sweeping.spans import rounded

if TYPE_CHECKING:
    from lantoa.scenarios.leading import Lead, RobustMembers

MOST = 60
"""Rows of intervals; those who are not sure come before the others where there are more."""

_WIDTH = 440
_BAR, _ROW = 17, 22  # pixels, down
_LINE = 105  # letters
_INK, _MIDDLE, _PALE = "#1d3b53", "#7d97a8", "#dbe3e8"


def lead_bars(answer: Lead) -> Any:
    """Two bars per criterion: the weights in force and those that put the subject first.

    Where none do, its points and those of the mixture that proves it.

    Args:
        answer: What is shown.
    """
    cells = _cells(answer)
    if cells.empty:
        says = pd.DataFrame({"says": [answer._say("plot.nothing")]})
        drawn: Any = alt.Chart(says).mark_text(fontSize=13).encode(text="says:N")
        drawn = drawn.properties(width=_WIDTH, height=40)
    else:
        drawn = _bars(answer, cells)
    chart = drawn.properties(title=_title(answer))
    return finished(chart)


def _cells(answer: Lead) -> pd.DataFrame:
    """A row per bar: the criterion, which of the two, its length and what it says."""
    rows = answer._frame
    if answer.can:
        moved = "nearest" if answer.change else "widest"
        sides = {"present": "weight", "found": moved}
    elif answer.mixture:
        sides = {"own": "points", "mixture": "mixture"}
    else:
        return pd.DataFrame()
    others = " + ".join(list(answer.mixture)[:3]) + (" + …" if len(answer.mixture) > 3 else "")
    told = []
    for side, key in sides.items():
        name = answer._say(f"plot.{side}", others=others)
        whole = rows.get(f"{key}_whole")
        values = rows[key] if whole is None or whole.isna().all() else whole
        told += [
            {"label": label, "side": name, "value": float(value), "says": _number(value, answer)}
            for label, value in zip(rows["label"], values, strict=True)
        ]
    return pd.DataFrame(told)


def _number(value: Any, answer: Lead) -> str:
    return rounded(Fraction(value).limit_denominator(1000), answer.lang)


def _bars(answer: Lead, cells: pd.DataFrame) -> Any:
    sides = list(dict.fromkeys(cells["side"]))
    labels = list(dict.fromkeys(cells["label"]))
    kind = "weights" if answer.can else "points"
    y = alt.Y("label:N", sort=labels, title=None, axis=_down())
    offset = alt.YOffset("side:N", sort=sides)
    most = max(float(cells["value"].max()), 1.0)
    scale = alt.Scale(domain=[0, most * 1.12])
    axis = alt.Axis(format="d")
    x = alt.X("value:Q", title=answer._say(f"plot.{kind}"), scale=scale, axis=axis)
    color = alt.Color(
        "side:N",
        scale=alt.Scale(domain=sides, range=[_PALE, _INK]),
        legend=alt.Legend(title=None, orient="top", labelFontSize=12, labelLimit=420),
    )
    base = alt.Chart(cells).encode(y=y, yOffset=offset, x=x)
    bars = base.mark_bar(stroke="#333333", strokeWidth=0.8).encode(color=color)
    words = base.mark_text(align="left", dx=4, fontSize=11, color="#000000").encode(text="says:N")
    height = 2 * _BAR * len(labels) + 6 * len(labels)
    return alt.layer(bars, words).properties(width=_WIDTH, height=height)


def place_intervals(answer: RobustMembers) -> Any:
    """A bar of places for each subject, the place now as a dot, the line of the seats beside it.

    A bar ends with the last of those who may be tied at the worst, so whoever is sure ends before
    the line. Who is sure has a full dark bar, who is possible a pale one, dashed where no weights were
    found that do it.

    Args:
        answer: What is shown.
    """
    rows = _shown(answer)
    if rows.empty:
        says = pd.DataFrame({"says": [said("leading", "members.nothing", answer.lang)]})
        drawn: Any = alt.Chart(says).mark_text(fontSize=13).encode(text="says:N")
        drawn = drawn.properties(width=_WIDTH, height=40)
    else:
        drawn = _intervals(answer, rows)
    more = len(answer) - len(rows)
    under = [said("leading", "members.plot.more", answer.lang, rows=more)] if more else []
    chart = drawn.properties(title=_title(answer, under))
    return finished(chart)


def _shown(answer: RobustMembers) -> pd.DataFrame:
    rows = answer._frame
    if len(rows) > MOST:
        near = rows["margin"].abs().fillna(0)
        order = pd.DataFrame({"sure": rows["sure"], "near": near}).sort_values(["sure", "near"])
        rows = rows.loc[sorted(order.index[:MOST])]
    one_group = rows["group"].nunique(dropna=False) == 1  # noqa: PD101
    names = [
        row["subject_id"] if one_group else f"{row['subject_id']} · {row['group']}"
        for row in rows.to_dict("records")
    ]
    says = [answer.says(row) for row in rows.to_dict("records")]
    return pd.DataFrame(
        {
            "row": names,
            "says": says,
            "low": rows["place_low"].astype(float) - 0.35,
            "high": rows["last_high"].astype(float) + 0.35,
            "place": rows["place"].astype("Float64"),
            "line": rows["seats"] + 0.5,
        }
    )


def _intervals(answer: RobustMembers, rows: pd.DataFrame) -> Any:
    kinds = [answer._say(f"says.{kind}") for kind in ("sure", "seen", "bound")]
    y = alt.Y("row:N", sort=list(rows["row"]), title=None, axis=_down())
    most = max(rows["high"].max(), rows["line"].max())
    x = alt.X(
        "low:Q",
        title=answer._say("plot.places"),
        scale=alt.Scale(domain=[0.5, most + 0.5], nice=False),
        axis=alt.Axis(tickMinStep=1, format="d", orient="top", grid=True, gridColor="#eeeeee"),
    )
    base = alt.Chart(rows).encode(y=y)
    color = alt.Color(
        "says:N",
        scale=alt.Scale(domain=kinds, range=[_INK, _MIDDLE, "#ffffff"]),
        legend=alt.Legend(title=None, orient="top", labelFontSize=12, symbolStrokeColor="#333333"),
    )
    bars = base.mark_bar(height=11, stroke="#333333", strokeWidth=0.9).encode(
        x=x, x2="high:Q", color=color
    )
    dots = base.transform_filter("isValid(datum.place)").mark_point(
        shape="circle", filled=True, size=60, color="#ffffff", stroke="#000000", strokeWidth=1.4
    )
    line = base.mark_tick(thickness=2.2, color="#000000", size=_ROW).encode(x="line:Q")
    return alt.layer(bars, dots.encode(x="place:Q"), line).properties(
        width=_WIDTH, height=_ROW * len(rows)
    )


def _title(answer: Any, more: Sequence[str] = ()) -> alt.TitleParams:
    under = [answer.watermark, answer.asked.in_force, answer.sentence, *more]
    return heading(answer.title, under, _LINE)


def _down() -> alt.Axis:
    return names_axis(labelFontSize=12, labelPadding=8, labelLimit=360)
