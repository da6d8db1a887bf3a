"""Step curves of adoption: who had taken up by when, with ticks where somebody leaves the count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import finished, heading

MOST = 24
"""Panels that are drawn, the first of them where there are more."""

_WIDTH, _HEIGHT, _COLUMNS = 250, 130, 3  # pixels of a panel; panels of a row
_NAME = 34  # letters of a line of a panel's name
_INK, _BAND = "#1d3b53", "#d5dde2"
_TICK = 9  # pixels, the height of a tick of censoring
_LETTER, _BETWEEN = 6, 12  # pixels of a letter below a panel, and between two labels


@dataclass(frozen=True)
class Curves:
    """What a drawing of adoption shows.

    Attributes:
        title: Of the whole.
        under: Lines below the title.
        lang: ``"vi"`` or ``"en"``.
        periods: The T periods in words.
    """

    title: str
    under: Sequence[str]
    lang: str
    periods: Sequence[str]


def adoption_curves(rows: pd.DataFrame, look: Curves) -> Any:
    """A panel per practice or block with the share that had taken up, 1 less Kaplan-Meier.

    The share holds from its period until the next; a short tick stands on the curve where
    somebody was last observed without having taken up. Nothing is drawn before a late
    start, nor after nobody is left.

    Args:
        rows: ``panel``, ``period`` (from 1), ``share``, ``low``, ``high`` (missing where there is
            no interval), ``censored`` (how many were last observed), ``at_risk``, ``events``.
        look: What is shown.
    """
    names = list(dict.fromkeys(rows["panel"]))
    most = (
        max(float(rows["share"].fillna(0).max()), float(rows["high"].fillna(0).max()))
        if len(rows)
        else 1
    )
    top = min(1.0, 1.15 * most or 1.0)
    panels = [
        _panel(rows[rows["panel"] == name], str(name), look, top, (at, min(len(names), MOST)))
        for at, name in enumerate(names[:MOST])
    ]
    lines = [*look.under, said("spread_charts", "curves", look.lang)]
    if rows["low"].notna().any():
        lines.append(said("spread_charts", "band", look.lang))
    if len(names) > MOST:
        lines.append(said("spread_charts", "more_panels", look.lang, count=len(names) - MOST))
    if not panels:
        return finished(nobody(look.lang).properties(title=heading(look.title, lines)))
    whole = alt.concat(*panels, columns=_COLUMNS, spacing={"row": 14, "column": 18})
    return finished(whole.properties(title=heading(look.title, lines)))


def _panel(rows: pd.DataFrame, name: str, look: Curves, top: float, at: tuple[int, int]) -> Any:
    place, count = at
    steps = _steps(rows, len(look.periods))
    x, y = _across(look.periods, is_last=place + _COLUMNS >= count), _up(top, place)
    base = alt.Chart(steps)
    tips = [alt.Tooltip("when:N"), alt.Tooltip("share:Q", format=".0%"), "at_risk:Q", "events:Q"]
    steps["when"] = [look.periods[int(period) - 1] for period in steps["period"]]
    band = base.mark_rect(color=_BAND).encode(
        x=x, x2="until:Q", y=alt.Y("low:Q", title=None), y2="high:Q"
    )
    runs = base.mark_rule(color=_INK, strokeWidth=2.2).encode(x=x, x2="until:Q", y=y, tooltip=tips)
    layers = [band, *_risers(steps, x, y), runs, *_ticks(rows, x, y)]
    told = alt.TitleParams(wrap(name, _NAME), fontSize=11, anchor="start", offset=4)
    return alt.layer(*layers).properties(width=_WIDTH, height=_HEIGHT, title=told)


def _steps(rows: pd.DataFrame, last: int) -> pd.DataFrame:
    """A row per run: from its period until the next, the last one until nobody is left."""
    told = rows.sort_values("period").astype({"period": float})
    left = told[(told["at_risk"] > 0) & told["share"].notna()]
    late = told[told["share"].isna() & (told["period"] < left["period"].min())]
    start = float(late["period"].max()) + 0.5 if len(late) else 0.5
    none = 0.0 if len(left) else None  # no curve is no flat line
    before = pd.DataFrame([{"period": start, "share": none, "at_risk": None, "events": 0}])
    found = pd.concat([before.astype(object), left.astype(object)], ignore_index=True)
    until = [
        *found["period"].iloc[1:],
        min(float(left["period"].max()) + 0.5, last + 0.5) if len(left) else last + 0.5,
    ]
    found["x"], found["until"] = found["period"].astype(float), until
    found["period"] = [max(1, int(one)) for one in found["x"]]
    return found.infer_objects()


def _risers(steps: pd.DataFrame, x: alt.X, y: alt.Y) -> list[Any]:
    jumps = pd.DataFrame(
        {"x": steps["x"].iloc[1:].to_numpy(), "share": steps["share"].iloc[:-1].to_numpy(),
         "to": steps["share"].iloc[1:].to_numpy()}
    )  # fmt: skip
    if jumps.empty:
        return []
    return [alt.Chart(jumps).mark_rule(color=_INK, strokeWidth=2.2).encode(x=x, y=y, y2="to:Q")]


def _ticks(rows: pd.DataFrame, x: alt.X, y: alt.Y) -> list[Any]:
    """A tick on the curve in the period in which somebody was last observed, its number above."""
    lost = rows[(rows["censored"] > 0) & rows["share"].notna()].assign(x=rows["period"] + 0.25)
    if lost.empty:
        return []
    base = alt.Chart(lost).encode(x=x, y=y)
    tick = base.mark_tick(orient="vertical", size=_TICK, thickness=1.6, color="#000000")
    words = base.mark_text(dy=-11, fontSize=9).encode(text="censored:Q")
    return [tick, words]


def _across(periods: Sequence[str], *, is_last: bool) -> alt.X:
    values = _labelled(periods)
    says = "".join(f"datum.value == {at} ? '{periods[at - 1]}' : " for at in values) + "''"
    axis = alt.Axis(values=values, labelExpr=says, labels=is_last, ticks=is_last, grid=False,
                    labelFontSize=10, domainColor="#9a9a9a", tickSize=3, labelOverlap=False)  # fmt: skip
    scale = alt.Scale(domain=[0.5, len(periods) + 0.5], nice=False, zero=False)
    return alt.X("x:Q", title=None, axis=axis, scale=scale)


def _labelled(periods: Sequence[str]) -> list[int]:
    """Which periods are named below a panel: first ones of years, where there are two.

    >>> _labelled(["2021-Q3", "2021-Q4", "2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4", "2023-Q1"])
    [3, 7]
    """
    every = list(range(1, len(periods) + 1))
    first = [at for at in every if periods[at - 1].endswith(("-Q1", "-01"))]
    named = first if len(first) > 1 else every
    return named[:: -(-len(named) // _fitting(periods))]


def _fitting(periods: Sequence[str]) -> int:
    """How many labels stand below a panel and do not touch.

    >>> _fitting(["2000-01"]), _fitting(["2000"])
    (4, 6)
    """
    longest = max(map(len, periods), default=1)
    return max(2, _WIDTH // (_LETTER * longest + _BETWEEN))


def _up(top: float, place: int) -> alt.Y:
    is_first = place % _COLUMNS == 0
    says = "replace(format(datum.value, '.0%'), '%', ' %')"
    axis = alt.Axis(labelExpr=says, labels=is_first, ticks=False, domain=False, tickCount=4,
                    gridColor="#efefef", labelFontSize=10)  # fmt: skip
    return alt.Y("share:Q", title=None, axis=axis, scale=alt.Scale(domain=[0, top], nice=False))


def nobody(lang: str) -> Any:
    """What stands where there is nothing to draw."""
    says = pd.DataFrame({"says": [said("spread_charts", "nothing", lang)]})
    drawn = alt.Chart(says).mark_text(fontSize=13).encode(text="says:N")
    return drawn.properties(width=2 * _WIDTH, height=40)
