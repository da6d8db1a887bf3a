"""Step curves: how an outcome goes on as one number runs, the present one marked, flips named."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.scenarios.sweeping.spans import interval_of, listed, span

if TYPE_CHECKING:
    from lantoa.scenarios.answer import Answer
    from lantoa.scenarios.sweeping import PlaceSweep, QuotaCurve, WeightSweep
    from lantoa.scenarios.tipping import Tipping

_FONT = "DejaVu Sans, Noto Sans, Arial, sans-serif"  # the first has every Vietnamese letter
_WIDTH, _HEIGHT = 640, 220  # pixels
_APART = 12  # pixels between two labels that can both be read
_LETTERS = 26  # of a label before it is cut
_LINE, _FAINT, _NOW = "#1f3b57", "#b8c4d0", "#8a1c1c"


@dataclass(frozen=True)
class _Axes:
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


def tipping_steps(curve: Tipping) -> alt.VConcatChart:
    """How many count as in, or stand within the line, at every value."""
    frame = curve._frame
    open_end = max(int(frame["value"].max()), curve.now)
    last = frame["until"].fillna(open_end + max(1, open_end // 8)).astype("int64")
    ends = pd.concat([frame["value"].iloc[1:], last.iloc[-1:]], ignore_index=True)
    y, says = curve.charted
    told = pd.DataFrame(
        {
            "x": frame["value"].astype(float),
            "x2": ends.astype(float),
            "y": y,
            "where": [cells[0] for cells in curve._all_rows()],
            **{key: frame[key].astype(str) for key in ("gained", "lost", "who")},
        }
    )
    axes = _Axes(curve.path, says, curve.now, _now(curve, str(curve.now)))
    tips = _tips(curve, "scenarios", "columns") | {"y": says}
    return _chart(curve, [(None, _panel(told, axes, tips))])


def weight_steps(sweep: WeightSweep) -> alt.VConcatChart:
    """How many outcomes differ from the present ones at every weight, for each quota."""
    lang = sweep.lang
    axes = _Axes(
        said("sweeping", "sweep.axis", lang, criterion=sweep.criterion_id),
        said("sweeping", "sweep.differing", lang),
        sweep.now,
        _now(sweep, str(sweep.now)),
    )
    panels = []
    for quota, rows in sweep._frame.groupby("quota", sort=False):
        told = _over(rows, lang)
        told["y"] = [len(listed(row["gained"]) + listed(row["lost"])) for row in _dicts(rows)]
        told = told.assign(**{key: list(rows[key]) for key in ("gained", "lost", "who")})
        panels.append((str(quota) or None, _panel(told, axes, _tips(sweep, "sweeping", "columns"))))
    return _chart(sweep, panels)


def place_steps(sweep: PlaceSweep) -> alt.VConcatChart:
    """The place of one subject at every weight, the first on top."""
    lang = sweep.lang
    told = _over(sweep._frame, lang).assign(y=list(sweep._frame["place"]), who="")
    axes = _Axes(
        said("sweeping", "sweep.axis", lang, criterion=sweep.criterion_id),
        said("sweeping", "place.axis", lang),
        sweep.now,
        _now(sweep, str(sweep.now)),
        reverse=True,
    )
    tips = {"where": said("sweeping", "columns.weight", lang), "y": axes.y}
    return _chart(sweep, [(None, _panel(told, axes, tips))])


def quota_steps(curve: QuotaCurve) -> alt.VConcatChart:
    """How many are within the line at every share or number, all groups together."""
    lang, frame = curve.lang, curve.steps
    key = curve.path.rpartition(".")[2]
    first = max(int(frame["value"].max()), curve.now)
    last = frame["until"].fillna(first + max(1, first // 8)).astype("int64")
    ends = pd.concat([frame["value"].iloc[1:], last.iloc[-1:]], ignore_index=True)
    until = frame["until"].astype(object).where(frame["until"].notna(), "…")
    told = pd.DataFrame(
        {
            "x": frame["value"].astype(float),
            "x2": ends.astype(float),
            "y": frame["count"],
            "where": [f"{a} – {b}" for a, b in zip(frame["value"], until, strict=True)],
            **{name: frame[name].astype(str) for name in ("who", "without")},
            "cost": frame["cost"].astype(str),
        }
    )
    says = _now(curve, str(curve.now))
    axes = _Axes(
        said("sweeping", f"curve.axis.{key}", lang),
        said("sweeping", "curve.count", lang),
        curve.now,
        says,
    )
    names = {"where": "value", "y": "count", "who": "who", "without": "without"}
    names |= {"cost": "cost"} if curve.cost is not None else {}
    tips = {
        column: said("sweeping", f"curve_columns.{name}", lang) for column, name in names.items()
    }
    return _chart(curve, [(None, _panel(told, axes, tips))])


def _now(answer: Answer, value: str) -> str:
    return said("sweeping", "chart.now", answer.lang, value=value)


def _tips(answer: Answer, topic: str, section: str) -> dict[str, str]:
    value = "value" if topic == "scenarios" else "weight"
    names = {"where": value, "y": "count", "gained": "gained", "lost": "lost", "who": "who"}
    told = {column: said(topic, f"{section}.{name}", answer.lang) for column, name in names.items()}
    if topic == "sweeping":
        told["y"] = said("sweeping", "sweep.differing", answer.lang)
    return told


def _over(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    where = [span(interval_of(row), lang) for row in _dicts(frame)]
    ends = {"x": list(frame["from_value"]), "x2": list(frame["to_value"])}
    return pd.DataFrame({**ends, "where": where})


def _dicts(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    return frame.to_dict("records")


def _chart(
    answer: Answer, panels: Sequence[tuple[str | None, alt.VConcatChart]]
) -> alt.VConcatChart:
    shown = [
        panel.properties(title=alt.TitleParams(name, anchor="start", fontSize=12))
        if name
        else panel
        for name, panel in panels
    ]
    title = alt.TitleParams(
        textwrap.wrap(answer.title, 74),
        subtitle=[answer.watermark, *textwrap.wrap(answer.asked.in_force, 96)],
        anchor="start",
        fontSize=14,
        offset=14,
    )
    chart: alt.VConcatChart = (
        alt.vconcat(*shown, title=title, spacing=24)
        .configure(font=_FONT)
        .configure_view(strokeWidth=0)
        .configure_axis(labelFontSize=11, titleFontSize=12, gridColor="#e6e6e6")
    )
    return chart


def _panel(told: pd.DataFrame, axes: _Axes, tips: Mapping[str, str]) -> alt.VConcatChart:
    """One curve, above it the names of those who flip."""
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
    return flips.assign(label=[_label(who) for who in flips["who"]])[["x", "label", "who"]]


def _label(who: str) -> str:
    """Some ids that fit a label, and how many more there are.

    >>> _label("CB0001, CB0002, CB0003, CB0004, CB0005")
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
    axes: _Axes,
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


def _upwards(told: pd.DataFrame, axes: _Axes) -> alt.Scale:
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


def _present(axes: _Axes, scale: alt.Scale) -> list[alt.Chart]:
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
