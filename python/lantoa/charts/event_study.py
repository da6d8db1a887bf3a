"""Before and after an event: differences year by year with their randomisation intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from lantoa._wording import said
from lantoa.charts.adoption import nobody
from lantoa.charts.style import finished, heading, names_axis, numbers_axis

_STEP, _HEIGHT = 74, 240  # pixels from year to year; of the panel
_NAME = 36  # letters of a line beside the panel
_INK, _BAND = "#1d3b53", "#8fa5b3"


@dataclass(frozen=True)
class Event:
    """What a drawing around an event shows.

    Attributes:
        title: Of the whole.
        under: Lines below the title.
        lang: ``"vi"`` or ``"en"``.
        across: What is counted below, such as years from the event.
        up: What the differences are of, with their unit.
        base: The time that differences are counted from, None where it is not drawn.
    """

    title: str
    under: Sequence[str]
    lang: str
    across: str
    up: str
    base: int | None = None


def event_study(rows: pd.DataFrame, look: Event) -> Any:
    """Dots with bars over their intervals, a line at 0, a ring at the base, the event dotted.

    Args:
        rows: ``time`` (0 is the first under the event), ``estimate``, ``low``, ``high`` (missing
            where there is no interval), ``count`` (subjects behind it); an estimate is missing
            where it was refused.
        look: What is shown.
    """
    lines = [*look.under, *_notes(rows, look)]
    if rows.empty:
        return finished(nobody(look.lang).properties(title=heading(look.title, lines)))
    times = range(int(rows["time"].min()), int(rows["time"].max()) + 1)
    x, y = _across(list(times), look), _up(rows, look)
    told = rows.assign(says=said("spread_charts", "refused", look.lang))
    answered, refused = told[told["estimate"].notna()], told[told["estimate"].isna()]
    if look.base is not None:
        refused = refused[refused["time"] != look.base]
    layers = [_zero(), _starts(rows, x), _bars(answered, x), *_points(answered, x, y)]
    layers += [*_base(look, x, y), _refused(refused, x)]
    size = {"width": max(_STEP * len(times), 3 * _STEP), "height": _HEIGHT}
    drawn = alt.layer(*layers).properties(**size, title=heading(look.title, lines))
    return finished(drawn)


def _across(times: Sequence[int], look: Event) -> alt.X:
    axis = names_axis(values=list(times), format="d", labelAngle=0, titleFontSize=12)
    scale = alt.Scale(domain=[times[0] - 0.5, times[-1] + 0.5], nice=False, zero=False)
    return alt.X("time:Q", title=look.across, axis=axis, scale=scale)


def _up(rows: pd.DataFrame, look: Event) -> alt.Y:
    ends = rows[["estimate", "low", "high"]].to_numpy(dtype=float)
    known = [*ends[~np.isnan(ends)].tolist(), 0.0]
    room = 0.05 * (max(known) - min(known) or 1.0)
    scale = alt.Scale(domain=[min(known) - room, max(known) + room], nice=False, zero=False)
    axis = numbers_axis(look.lang, gridColor="#efefef", ticks=False, domain=False, titleFontSize=12)
    return alt.Y("estimate:Q", title=wrap(look.up, _NAME), axis=axis, scale=scale)


def _zero() -> Any:
    rule = alt.Chart(pd.DataFrame({"estimate": [0.0]})).mark_rule(color="#000000", strokeWidth=1)
    return rule.encode(y="estimate:Q")


def _starts(rows: pd.DataFrame, x: alt.X) -> Any:
    at = pd.DataFrame({"time": [-0.5] if rows["time"].min() < 0 else []})
    return alt.Chart(at).mark_rule(strokeDash=[2, 3], color="#555555").encode(x=x)


def _bars(rows: pd.DataFrame, x: alt.X) -> Any:
    kept = rows.dropna(subset=["low", "high"])
    bars = alt.Chart(kept).mark_rule(color=_BAND, strokeWidth=5)
    return bars.encode(x=x, y="low:Q", y2="high:Q")


def _points(rows: pd.DataFrame, x: alt.X, y: alt.Y) -> list[Any]:
    tips = ["time:Q", "estimate:Q", "low:Q", "high:Q", "count:Q"]
    base = alt.Chart(rows)
    dots = base.mark_point(filled=True, size=70, color=_INK, opacity=1)
    return [dots.encode(x=x, y=y, tooltip=tips)]


def _base(look: Event, x: alt.X, y: alt.Y) -> list[Any]:
    if look.base is None:
        return []
    at = alt.Chart(pd.DataFrame({"time": [look.base], "estimate": [0.0]}))
    ring = at.mark_point(filled=True, size=80, fill="#ffffff", stroke="#000000", opacity=1)
    return [ring.encode(x=x, y=y)]


def _refused(rows: pd.DataFrame, x: alt.X) -> Any:
    words = alt.Chart(rows).mark_text(angle=270, align="left", fontSize=10, fontStyle="italic")
    return words.encode(x=x, y=alt.value(_HEIGHT - 6), text="says:N")


def _notes(rows: pd.DataFrame, look: Event) -> list[str]:
    told = []
    if rows["low"].notna().any():
        told.append(said("spread_charts", "randomised", look.lang))
    if look.base is not None:
        told.append(said("spread_charts", "base", look.lang, time=look.base))
    return told
