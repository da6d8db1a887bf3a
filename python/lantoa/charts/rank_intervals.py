"""Rank intervals: thin bars of bounds, thick ones of attained places, the present place as a dot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import finished, heading, names_axis

if TYPE_CHECKING:
    from lantoa.sensitivity.attaining import Attained
    from lantoa.sensitivity.robust import Robustness

MOST = 80
"""Rows that are drawn; the best are, where there are more."""

_INK, _PALE = "#1d3b53", "#8fa5b3"
_ROW, _WIDTH, _LEAST = 17, 460, 40  # pixels
_THIN, _THICK = 3, 9
_LINE = 105  # letters
_TICKS = 12  # of the axis, at most about so many


def rank_intervals(robustness: Robustness, attained: Attained | None = None) -> Any:
    """A row for each subject by place, those without a score last; the first place at the right.

    Args:
        robustness: Bounds.
        attained: Attained places; only those whom it has are drawn then.
    """
    rows = _rows(robustness, attained)
    lang, more = robustness.lang, len(rows) - MOST
    drawn = _panel(robustness, rows.head(MOST), attained is not None)
    result = robustness if attained is None else attained
    told = [said("robustness", "plot.more", lang, rows=more)] if more > 0 else []
    if rows["place"].dropna().duplicated().any():
        told.append(said("robustness", "plot.tied", lang))
    if robustness.line is not None:
        told.append(said("robustness", "plot.line", lang, line=robustness.line))
    under = [*result.under, result.sentence if len(result) != 1 else "", *told]
    title = heading(result.title, [line for line in under if line], _LINE)
    return finished(drawn.properties(title=title))


def _rows(robustness: Robustness, attained: Attained | None) -> pd.DataFrame:
    """A row per bar: who, the place now, the ends of the bound and of what is attained."""
    name = robustness.score.measures.subject
    frame = robustness._frame.rename(columns={"best": "low", "worst": "high"})
    ends = []
    if attained is not None:
        ends = ["best", "worst"]
        frame = frame.merge(attained._frame[[name, *ends]], on=name)
    kept = [name, "place", "low", "high", *ends]
    rows = frame[kept].rename(columns={name: "name"}).sort_values("place", kind="stable")
    numbers = [key for key in kept if key != name]
    rows[numbers] = rows[numbers].astype("Float64")
    shares = rows["place"].duplicated(keep=False) & rows["place"].notna()
    says = [_says(row, robustness.lang) for row in rows.to_dict("records")]
    rows["says"] = [f"= {one}" if tied else one for one, tied in zip(says, shares, strict=True)]
    return rows.reset_index(drop=True)


def _says(row: dict[Any, Any], lang: str) -> str:
    if pd.isna(row["place"]):
        return f"✕ {said('robustness', 'no_score', lang)}"
    best, worst = (row.get("best", row["low"]), row.get("worst", row["high"]))
    return "" if pd.isna(best) else f"{int(best)}-{int(worst)}" if best != worst else f"{int(best)}"


def _panel(robustness: Robustness, rows: pd.DataFrame, has_attained: bool) -> Any:
    if rows.empty:
        says = pd.DataFrame({"says": [said("robustness", "nobody", robustness.lang)]})
        mark = alt.Chart(says).mark_text(fontSize=13).encode(text="says:N")
        return mark.properties(width=_WIDTH, height=_LEAST)
    highest = rows[["place", "high"]].max().max()
    most = 1 if pd.isna(highest) else int(highest)
    key = "plot.reached" if has_attained else "plot.places"
    x = _across(most, said("robustness", key, robustness.lang))
    y = alt.Y("name:N", sort=list(rows["name"]), title=None, axis=names_axis(labelLimit=480))
    placed = rows[rows["place"].notna()]
    layers = [_bars(placed, ("low", "high"), _THIN, _PALE).encode(x=x, x2="end:Q", y=y)]
    if has_attained:
        layers.append(_bars(placed, ("best", "worst"), _THICK, _INK).encode(x=x, x2="end:Q", y=y))
    layers += [_dots(placed).encode(x=x, y=y), _words(rows).encode(x=x, y=y, text="says:N")]
    if robustness.line is not None and robustness.line < most:
        layers.append(_line(robustness.line).encode(x=x))
    return alt.layer(*layers).properties(width=_WIDTH, height=_ROW * len(rows))


def _across(most: int, title: str) -> alt.X:
    """Places from right to left, so that the first stands at the far end."""
    step = max(1, -(-most // _TICKS))
    ticks = sorted({1, *range(step, most + 1, step)})
    axis = alt.Axis(values=ticks, format="d", orient="top", grid=True, gridColor="#eeeeee")
    scale = alt.Scale(domain=[0.5, most + 0.5], nice=False, reverse=True, zero=False)
    return alt.X("at:Q", title=title, scale=scale, axis=axis)


def _bars(placed: pd.DataFrame, ends: Sequence[str], height: int, color: str) -> Any:
    """Bars that reach a third of a place beyond their ends, so that one place is seen."""
    kept = placed[placed[ends[0]].notna()]
    spread = kept.assign(at=kept[ends[0]] - 0.35, end=kept[ends[1]] + 0.35)
    return alt.Chart(spread).mark_bar(height=height, color=color)


def _dots(placed: pd.DataFrame) -> Any:
    return alt.Chart(placed.assign(at=placed["place"])).mark_point(
        filled=True, size=55, color="#ffffff", stroke="#000000", strokeWidth=1.5, opacity=1
    )


def _words(rows: pd.DataFrame) -> Any:
    """The intervals in a column of their own; of those without a score that they have none."""
    told = alt.Chart(rows.assign(at=0.5))
    return told.mark_text(align="left", dx=8, fontSize=11, color="#000000")


def _line(line: int) -> Any:
    at = alt.Chart(pd.DataFrame({"at": [line + 0.5]}))
    return at.mark_rule(color="#000000", strokeWidth=1.6, strokeDash=[5, 3])
