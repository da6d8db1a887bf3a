"""Step curves of adoption: who had taken up by when, with ticks where somebody leaves the count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import finished, heading

MOST = 24
"""Panels that are drawn, the first of them where there are more."""

_WIDTH, _HEIGHT, _COLUMNS = 250, 130, 3  # pixels of a panel; panels of a row
_NAME = 34  # letters of a line of a panel's name
_INK, _BAND = "#1d3b53", "#d5dde2"
_TICK = 9  # pixels, the height of a tick of censoring
_APART = 5  # pixels between two numbers of ticks
_DRAWN = 4500  # rows of a drawing: what draws it takes 5000
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
    parts = [_part(rows[rows["panel"] == name], str(name), look) for name in names[:MOST]]
    fits = int((np.cumsum([len(part) for part in parts]) <= _DRAWN).sum())
    lines = [*look.under, said("spread_charts", "curves", look.lang)]
    if rows["low"].notna().any():
        lines.append(said("spread_charts", "band", look.lang))
    if len(names) > fits:
        lines.append(said("spread_charts", "more_panels", look.lang, count=len(names) - fits))
    if not parts:
        return finished(nobody(look.lang).properties(title=heading(look.title, lines)))
    most = rows[["share", "high"]].astype(float).max().max()
    top = min(1.0, 1.15 * float(np.nan_to_num(most)) or 1.0)
    whole = _grid(pd.concat(parts[:fits], ignore_index=True), look.periods, top)
    return finished(whole.properties(title=heading(look.title, lines)))


def _part(rows: pd.DataFrame, name: str, look: Curves) -> pd.DataFrame:
    """What one panel draws, a row each with its ``role``: steps, ticks, and numbers of ticks."""
    steps, ticks = _joined(_steps(rows, len(look.periods))), _ticks(rows)
    numbers = _numbers(ticks, _WIDTH / len(look.periods))
    parts = [steps.assign(role="step"), numbers.assign(role="number"), ticks.assign(role="tick")]
    told = pd.concat([part.astype(object) for part in parts if len(part)], ignore_index=True)
    when = [look.periods[int(one) - 1] if pd.notna(one) else None for one in told["period"]]
    named = "\n".join(wrap(name, _NAME)) or "–"
    return told.assign(panel=named, when=np.array(when, object)).infer_objects()


def _grid(drawn: pd.DataFrame, periods: Sequence[str], top: float) -> Any:
    """One chart of all panels, so that they stand in line; each has its periods below."""
    x, y = _across(periods), _up(top)
    tips = ["when:N", alt.Tooltip("share:Q", format=".0%"), "at_risk:Q", "events:Q"]
    steps, ticks = _base("step"), _base("tick").encode(x=x, y=y)
    band = steps.mark_rect(color=_BAND, stroke=_BAND, strokeWidth=0.6)
    low = alt.Y("low:Q", title=None)
    rule = steps.mark_rule(color=_INK, strokeWidth=2.2)
    layers = [
        band.transform_filter("isValid(datum.low)").encode(x=x, x2="until:Q", y=low, y2="high:Q"),
        rule.transform_filter("isValid(datum.before)").encode(
            x=x, y=alt.Y("before:Q"), y2="share:Q"
        ),
        rule.encode(x=x, x2="until:Q", y=y, tooltip=tips),
        ticks.mark_tick(orient="vertical", size=_TICK, thickness=1.6, color="#000000").encode(
            tooltip=["when:N", "censored:Q"]
        ),
        _base("number").mark_text(dy=-11, fontSize=9).encode(x=x, y=y, text="says:N"),
    ]
    header = alt.Header(
        title=None, labelExpr="split(datum.label, '\\n')", labelAnchor="start", labelFontSize=11,
        labelFontWeight="bold", labelPadding=4, labelLimit=0,
    )  # fmt: skip
    facet = alt.Facet("panel:N", sort=list(dict.fromkeys(drawn["panel"])), header=header)
    sized = alt.layer(*layers, data=drawn).properties(width=_WIDTH, height=_HEIGHT)
    grid = sized.facet(facet=facet, columns=_COLUMNS, spacing={"row": 14, "column": 18})
    return grid.resolve_axis(x="independent")


def _base(role: str) -> alt.Chart:
    drawn: alt.Chart = alt.Chart().transform_filter(f"datum.role == '{role}'")
    return drawn


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
    return found.drop(columns=["panel", "censored"], errors="ignore").infer_objects()


def _joined(steps: pd.DataFrame) -> pd.DataFrame:
    """Neighbours on one height as one run, each with the height before it."""
    heights = steps.reindex(columns=["share", "low", "high"]).astype(float).fillna(-1.0)
    new = (heights != heights.shift()).any(axis=1)
    found = steps[new].assign(until=steps.groupby(new.cumsum())["until"].last().to_numpy())
    return found.assign(before=found["share"].astype(float).shift())


def _ticks(rows: pd.DataFrame) -> pd.DataFrame:
    """A tick on the curve in each period in which somebody was last observed."""
    lost = rows[(rows["censored"] > 0) & rows["share"].notna()]
    return lost.assign(x=lost["period"] + 0.25).drop(columns="panel")


def _numbers(ticks: pd.DataFrame, each: float) -> pd.DataFrame:
    """How many a tick stands for; ticks too near each other have one number, their sum.

    Args:
        ticks: ``x``, ``share``, ``censored``.
        each: Pixels of a period.
    """
    rows: list[dict[str, Any]] = []
    for x, share, count in ticks.sort_values("x")[["x", "share", "censored"]].itertuples(
        index=False
    ):
        before = rows[-1] if rows else None
        if (
            before
            and (x - before["x"]) * each < _LETTER * len(str(before["says"] + count)) + _APART
        ):
            before["says"] += int(count)
        else:
            rows.append({"period": None, "x": x, "share": share, "says": int(count)})
    return pd.DataFrame(rows, columns=["period", "x", "share", "says"])


def _across(periods: Sequence[str]) -> alt.X:
    values = _labelled(periods)
    says = "".join(f"datum.value == {at} ? '{periods[at - 1]}' : " for at in values) + "''"
    axis = alt.Axis(values=values, labelExpr=says, grid=False,
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


def _up(top: float) -> alt.Y:
    says = "replace(format(datum.value, '.0%'), '%', ' %')"
    axis = alt.Axis(labelExpr=says, ticks=False, domain=False, tickCount=4,
                    gridColor="#efefef", labelFontSize=10)  # fmt: skip
    return alt.Y("share:Q", title=None, axis=axis, scale=alt.Scale(domain=[0, top], nice=False))


def nobody(lang: str) -> Any:
    """What stands where there is nothing to draw."""
    says = pd.DataFrame({"says": [said("spread_charts", "nothing", lang)]})
    drawn = alt.Chart(says).mark_text(fontSize=13).encode(text="says:N")
    return drawn.properties(width=2 * _WIDTH, height=40)
