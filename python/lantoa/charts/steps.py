"""Step curves: how an outcome goes on as one number runs, the present one marked, flips named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.step_panel import Axes, panel
from lantoa.charts.style import finished, heading
from lantoa.scenarios.labels import label_of, name_of
from lantoa.scenarios.sweeping.spans import interval_of, listed, span

if TYPE_CHECKING:
    from lantoa.scenarios.answer import Answer
    from lantoa.scenarios.sweeping import PlaceSweep, QuotaCurve, WeightSweep
    from lantoa.scenarios.tipping import Tipping


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
    named = label_of(curve.asked.plan, curve.path)
    axes = Axes(named, says, curve.now, _now(curve, str(curve.now)))
    tips = _tips(curve, "scenarios", "columns") | {"y": says}
    return _chart(curve, [(None, panel(told, axes, tips))])


def weight_steps(sweep: WeightSweep) -> alt.VConcatChart:
    """How many outcomes differ from the present ones at every weight, for each quota."""
    lang = sweep.lang
    axes = Axes(
        said("sweeping", "sweep.axis", lang, criterion=sweep.criterion),
        said("sweeping", "sweep.differing", lang),
        sweep.now,
        _now(sweep, str(sweep.now)),
    )
    panels = []
    for quota, rows in sweep._frame.groupby("quota", sort=False):
        told = _over(rows, lang)
        told["y"] = [len(listed(row["gained"]) + listed(row["lost"])) for row in _dicts(rows)]
        told = told.assign(**{key: list(rows[key]) for key in ("gained", "lost", "who")})
        name = name_of(sweep.asked.plan, "quota." + str(quota)) if quota else None
        panels.append((name, panel(told, axes, _tips(sweep, "sweeping", "columns"))))
    return _chart(sweep, panels)


def place_steps(sweep: PlaceSweep) -> alt.VConcatChart:
    """The place of one subject at every weight, the first on top."""
    lang = sweep.lang
    told = _over(sweep._frame, lang).assign(y=list(sweep._frame["place"]), who="")
    axes = Axes(
        said("sweeping", "sweep.axis", lang, criterion=sweep.criterion),
        said("sweeping", "place.axis", lang),
        sweep.now,
        _now(sweep, str(sweep.now)),
        reverse=True,
    )
    tips = {"where": said("sweeping", "columns.weight", lang), "y": axes.y}
    return _chart(sweep, [(None, panel(told, axes, tips))])


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
    axes = Axes(
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
    return _chart(curve, [(None, panel(told, axes, tips))])


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
    title = heading(answer.title, [answer.watermark, answer.asked.in_force])
    whole = finished(alt.vconcat(*shown, title=title, spacing=24))
    styled: alt.VConcatChart = whole.configure_axis(
        labelFontSize=11, titleFontSize=12, gridColor="#e6e6e6"
    )
    return styled
