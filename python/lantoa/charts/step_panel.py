"""One step curve: runs and risers, the present value's rule, names above where they fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

_WIDTH, _HEIGHT = 640, 220  # pixels
_APART = 12  # pixels between two labels that can both be read
_LETTERS = 26  # of a label before it is cut
_LINE, _FAINT, _NOW = "#1f3b57", "#b8c4d0", "#8a1c1c"


@dataclass(frozen=True)
class Axes:
    """What a panel measures.

    Attributes:
        x: The title below.
        y: The title beside.
        now: The present value, marked by a rule.
        says: The words at that rule.
        reverse: Whether the smallest number stands on top, as a place does.
    """

    x: str
    y: str
    now: float
    says: str
    reverse: bool = False


def panel(told: pd.DataFrame, axes: Axes, tips: Mapping[str, str]) -> alt.VConcatChart:
    """One curve, above it the names of those who flip.

    Args:
        told: A row per run: ``x`` to ``x2``, its height ``y``, ``who`` flips at its start, and
            what the tooltip tells.
        axes: What is measured, and the present value.
        tips: The columns of the tooltip and their titles.
    """
    low, high = float(told["x"].min()), float(told["x2"].max())
    high = max(high, axes.now, low + 1)
    scale = alt.Scale(domain=[min(low, axes.now), high], nice=False, zero=False)
    flips = _labelled(told, scale, axes.now)
    curve = _curve(told, axes, scale, tips, flips)
    rows = [curve] if flips.empty else [_names(flips, scale), curve]
    found: alt.VConcatChart = alt.vconcat(*rows, spacing=2)
    return found


def _labelled(told: pd.DataFrame, scale: alt.Scale, now: float) -> pd.DataFrame:
    """The flips whose labels fit, those nearest to the present value first."""
    flips = told[told["who"].astype(bool)].copy()
    low, high = scale.domain
    flips["pixel"] = (flips["x"] - low) / (high - low) * _WIDTH
    kept: list[Any] = []
    for at in (flips["x"] - now).abs().sort_values(kind="stable").index:
        pixel = flips.loc[at, "pixel"]
        if all(abs(pixel - flips.loc[other, "pixel"]) >= _APART for other in kept):
            kept.append(at)
    flips = flips.loc[sorted(kept)]
    return flips.assign(label=[label(who) for who in flips["who"]])[["x", "label", "who"]]


def label(who: str) -> str:
    """Some ids that fit a label, and how many more there are.

    >>> label("CB0001, CB0002, CB0003, CB0004, CB0005")
    'CB0001, CB0002, CB0003 +2'
    """
    names = who.split(", ")
    fits = len(names)
    while fits > 1 and len(", ".join(names[:fits])) > _LETTERS:
        fits -= 1
    told = ", ".join(names[:fits])
    if len(told) > _LETTERS:  # long ids begin alike
        told = f"{told[: _LETTERS // 2 - 1]}…{told[-_LETTERS // 2 :]}"
    return told + (f" +{len(names) - fits}" if fits < len(names) else "")


def _names(flips: pd.DataFrame, scale: alt.Scale) -> alt.Chart:
    longest = max(map(len, flips["label"]))
    chart: alt.Chart = (
        alt.Chart(flips)
        .mark_text(angle=300, align="left", baseline="middle", fontSize=10, color="#222222")
        .encode(
            x=alt.X("x:Q", scale=scale, axis=None),
            y=alt.value(14 + int(longest * 5.6)),
            text="label:N",
        )
        .properties(width=_WIDTH, height=18 + int(longest * 5.6))
    )
    return chart


def _curve(
    told: pd.DataFrame,
    axes: Axes,
    scale: alt.Scale,
    tips: Mapping[str, str],
    flips: pd.DataFrame,
) -> Any:  # a LayerChart
    x = alt.X(
        "x:Q",
        scale=scale,
        title=axes.x,
        axis=alt.Axis(format="d", tickMinStep=1, tickCount=10, labelOverlap=True),
    )
    up = _upwards(told, axes)
    ticks = alt.Axis(tickMinStep=1, format="d", tickCount=8)
    y = alt.Y("y:Q", scale=up, title=axes.y, axis=ticks)
    base = alt.Chart(told)
    runs = base.mark_rule(strokeWidth=2.6, color=_LINE).encode(x=x, x2="x2:Q", y=y)
    points = (
        alt.Chart(told[told["x"] == told["x2"]])
        .mark_point(size=42, filled=True, color=_LINE, opacity=1)
        .encode(x=x, y=y)
    )
    seen = base.mark_rect(opacity=0).encode(
        x=x,
        x2="x2:Q",
        y=alt.value(0),
        y2=alt.value(_HEIGHT),
        tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in tips.items()],
    )
    marks = alt.Chart(flips).mark_rule(color=_FAINT, strokeDash=[2, 2]).encode(x=x)
    layers = [marks, *_risers(told, x, up), runs, points, *_present(axes, scale), seen]
    return alt.layer(*layers).properties(width=_WIDTH, height=_HEIGHT)


def _upwards(told: pd.DataFrame, axes: Axes) -> alt.Scale:
    """From 0, or for places from the first on top, with some room beyond the last."""
    most = max(float(told["y"].max()), 1.0)
    ends = [0.5, most + 0.5] if axes.reverse else [0, most * 1.15]
    return alt.Scale(domain=ends, nice=False, reverse=axes.reverse)


def _risers(told: pd.DataFrame, x: alt.X, scale: alt.Scale) -> list[alt.Chart]:
    """From one run up or down to the next."""
    jumps = pd.DataFrame(
        {
            "x": told["x"].iloc[1:].to_numpy(),
            "y": told["y"].iloc[:-1].to_numpy(),
            "y2": told["y"].iloc[1:].to_numpy(),
        }
    )
    if jumps.empty:
        return []
    chart = alt.Chart(jumps).mark_rule(strokeWidth=1, color=_LINE)
    return [chart.encode(x=x, y=alt.Y("y:Q", scale=scale), y2="y2:Q")]


def _present(axes: Axes, scale: alt.Scale) -> list[alt.Chart]:
    """The rule at the present value and its words."""
    at = pd.DataFrame({"x": [axes.now], "says": [axes.says]})
    low, high = scale.domain
    right = (axes.now - low) / (high - low) > 0.8
    x = alt.X("x:Q", scale=scale)
    rule = alt.Chart(at).mark_rule(color=_NOW, strokeDash=[6, 3], strokeWidth=1.6).encode(x=x)
    words = (
        alt.Chart(at)
        .mark_text(
            align="right" if right else "left",
            dx=-5 if right else 5,
            fontSize=11,
            fontWeight="bold",
            color=_NOW,
            baseline="top",
        )
        .encode(x=x, y=alt.value(3), text="says:N")
    )
    return [rule, words]
