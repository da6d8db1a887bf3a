"""What small multiples hold: lines, bands, names at the ends, what happened; and their axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa.charts.slope import middle_cut
from lantoa.charts.style import names_axis, numbers_axis

if TYPE_CHECKING:
    from lantoa.charts.multiples import Multiples

WIDTH, HEIGHT = 176, 96
"""Pixels of a panel."""

PALE, DARK, BAND, END, MARK, NONE = "pale", "dark", "band", "end", "mark", "none"
"""What a row of the drawing is."""

_LINE = 11  # pixels of a line of names
_LETTERS = 24  # of a name at the end of a line
_INK, _PALE, _MIDDLE = "#1d3b53", "#b9c3c9", "#8a979f"
_WIDE, _NARROW = "#e6ebee", "#cbd5db"  # of the middle nine tenths, and of the middle half
DASHES: tuple[tuple[int, ...], ...] = ((1, 0), (6, 3), (2, 2), (9, 3, 2, 3), (1, 3), (12, 4))
"""How dark lines are told apart without colour."""


@dataclass(frozen=True)
class Ground:
    """What panels share: what is shown, the years across and the scale upwards."""

    look: Multiples
    years: Sequence[int]
    scale: alt.Scale


def scale_of(rows: pd.DataFrame, bands: pd.DataFrame, look: Multiples) -> alt.Scale:
    """One scale for all panels; of levels from the lowest to the highest."""
    found = pd.concat([rows["at"], bands["low"], bands["high"]]).dropna().astype(float)
    if look.levels:
        ends = [-0.5, len(look.levels) - 0.5]
    elif len(found):
        low, high = float(found.min()), float(found.max())
        room = 0.08 * (high - low) or max(abs(high), 1.0) * 0.05
        ends = [low - room, high + room]
    else:
        ends = [0.0, 1.0]
    return alt.Scale(domain=ends, nice=False, zero=False, reverse=look.reverse)


def data_of(
    names: Sequence[str],
    rows: pd.DataFrame,
    bands: pd.DataFrame,
    marks: pd.DataFrame,
    ground: Ground,
) -> pd.DataFrame:
    """Everything that the panels hold, a row each with its ``role``; a panel always has one."""
    dark = rows["kind"].isin(list(ground.look.dark))
    lines = rows.assign(role=dark.map({True: DARK, False: PALE}))
    empty = pd.DataFrame({"panel": list(names), "year": ground.years[0], "role": NONE})
    happened = marks[marks["panel"].isin(list(names))]
    parts = [
        empty,
        bands.assign(role=BAND),
        lines[~dark],
        lines[dark],
        _ends(rows[dark], ground),
        happened.assign(role=MARK, year=happened["year"] - 0.5),
    ]
    return pd.concat(
        [part.astype(object) for part in parts if len(part)], ignore_index=True
    ).infer_objects()


def _ends(rows: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """Names right of the points of the last year; those that would lie on each other share a line."""
    kept = rows[rows["year"] == ground.years[-1]]
    if not ground.look.named or kept.empty:
        return pd.DataFrame()
    low, high = ground.scale.domain
    line = float(high - low) * _LINE / HEIGHT
    told = kept.sort_values(["panel", "at", "line"])
    is_new = told.groupby("panel")["at"].diff().fillna(line) >= line
    named = told.groupby(is_new.cumsum()).agg(
        panel=("panel", "first"),
        year=("year", "first"),
        at=("at", "mean"),
        says=("line", few),
        everybody=("line", ", ".join),
    )
    return named.assign(role=END)


def few(names: Sequence[str]) -> str:
    """The first names, as many as fit, and how many more; a long one without its middle.

    >>> few(["a", "b", "c", "d"]), few(["CB0001", "CB0002", "CB0003", "CB0004"])
    ('a, b, c, d', 'CB0001, CB0002, CB0003 +1')
    >>> few(["Phòng Tổng hợp, Thi đua - Khen thưởng số 4", "Phòng Tổng hợp"])
    'Phòng Tổng… thưởng số 4 +1'
    """
    told = [middle_cut(str(one), _LETTERS) for one in names]
    fits = len(told)
    while fits > 1 and len(", ".join(told[:fits])) > _LETTERS:
        fits -= 1
    return ", ".join(told[:fits]) + (f" +{len(told) - fits}" if fits < len(told) else "")


def layers(drawn: pd.DataFrame, ground: Ground) -> list[Any]:
    """The layers of a panel, those below first; only such as have something to draw."""
    x, y = _across(ground), _up(ground)
    made = {
        BAND: _bands(x, y),
        MARK: _happened(x),
        PALE: _lines(drawn, x, y),
        DARK: _darks(ground, x, y),
        END: [_base(END).mark_text(align="left", dx=4, fontSize=9).encode(
            x=x, y=y, text="says:N", tooltip="everybody:N")],
    }  # fmt: skip
    there = set(drawn["role"])
    ground_of_all = _base(NONE).mark_point(opacity=0).encode(x=x, y=y)
    found = [*_broken(ground, x), ground_of_all]
    return [*found, *(one for role, some in made.items() if role in there for one in some)]


def _base(role: str) -> alt.Chart:
    drawn: alt.Chart = alt.Chart().transform_filter(f"datum.role == '{role}'")
    return drawn


def _bands(x: alt.X, y: alt.Y) -> list[Any]:
    """The middle nine tenths pale, the middle half darker, the median as a line."""
    base = _base(BAND)
    tips = ["year:Q", "count:Q", "low:Q", "lower:Q", "middle:Q", "upper:Q", "high:Q"]
    areas = [
        base.mark_area(color=ink).encode(
            x=x, y=alt.Y(f"{low}:Q", title=None), y2=f"{high}:Q", detail="run:N"
        )
        for low, high, ink in (("low", "high", _WIDE), ("lower", "upper", _NARROW))
    ]
    middle = base.mark_line(color=_MIDDLE, strokeWidth=1.3).encode(x=x, y=y, detail="run:N")
    dots = base.mark_point(filled=True, size=9, color=_MIDDLE, opacity=1)
    return [*areas, middle, dots.encode(x=x, y=y, tooltip=tips)]


def _lines(drawn: pd.DataFrame, x: alt.X, y: alt.Y) -> list[Any]:
    """Pale lines, a little darker where a panel has one only."""
    pale = drawn[drawn["role"] == PALE]
    is_alone = pale.groupby("panel")["line"].nunique().max() == 1 if len(pale) else False
    ink, width = (_MIDDLE, 1.4) if is_alone else (_PALE, 1.0)
    lines = _base(PALE).mark_line(color=ink, strokeWidth=width).encode(x=x, y=y, detail="run:N")
    return [lines, _dots(PALE, x, y, ink, 9)]


def _darks(ground: Ground, x: alt.X, y: alt.Y) -> list[Any]:
    lines = _base(DARK).mark_line(color=_INK, strokeWidth=1.8)
    dashed = lines.encode(x=x, y=y, detail="run:N", strokeDash=_dash(ground.look))
    return [dashed, _dots(DARK, x, y, _INK, 18)]


def _dash(look: Multiples) -> alt.StrokeDash:
    """A dash per dark kind; the legend tells them, in their order."""
    dashes = [list(DASHES[at % len(DASHES)]) for at in range(len(look.dark))]
    scale = alt.Scale(domain=list(look.dark), range=dashes)
    legend = alt.Legend(title=None, orient="bottom", labelFontSize=11, labelLimit=360,
                        symbolStrokeColor=_INK, symbolSize=900, columns=3)  # fmt: skip
    return alt.StrokeDash("kind:N", scale=scale, legend=legend if any(look.dark) else None)


def _dots(role: str, x: alt.X, y: alt.Y, color: str, size: int) -> Any:
    tips = ["line:N", "kind:N", "year:Q", "value:Q"]
    dots = _base(role).mark_point(filled=True, size=size, color=color, opacity=1)
    return dots.encode(x=x, y=y, tooltip=tips)


def _across(ground: Ground) -> alt.X:
    first, last = ground.years[0], ground.years[-1]
    axis = alt.Axis(
        values=some(ground.years),
        format="d",
        labelFontSize=10,
        labelOverlap=False,
        tickSize=3,
        grid=False,
        domainColor="#9a9a9a",
    )
    scale = alt.Scale(domain=[first - 0.35, last + 0.35], nice=False, zero=False)
    return alt.X("year:Q", title=None, axis=axis, scale=scale)


def some(years: Sequence[int]) -> list[int]:
    """The years that are written: at most five, the last among them.

    >>> some([2018, 2019, 2020]), some(range(2016, 2026))
    ([2018, 2019, 2020], [2017, 2019, 2021, 2023, 2025])
    """
    step = -(-len(years) // 5)
    return list(years)[::-1][::step][::-1]


def _up(ground: Ground) -> alt.Y:
    look = ground.look
    usual: dict[str, Any] = {"grid": True, "gridColor": "#efefef"}
    usual |= {"ticks": False, "domain": False, "labelFontSize": 10}
    if look.levels:
        says = " : ".join(f"datum.value == {at} ? '{one}'" for at, one in enumerate(look.levels))
        axis = names_axis(
            **usual | {"values": list(range(len(look.levels))), "labelExpr": f"{says} : ''"}
        )
    else:
        axis = numbers_axis(look.lang, **usual, tickCount=4)
    return alt.Y("at:Q", title=None, axis=axis, scale=ground.scale)


def _broken(ground: Ground, x: alt.X) -> list[Any]:
    """A dotted line between a year in which a scale broke and the one before it."""
    years = ground.years
    inside = [year - 0.5 for year in sorted(ground.look.breaks) if years[0] < year <= years[-1]]
    if not inside:
        return []
    rule = alt.Chart(pd.DataFrame({"year": inside}))
    return [rule.mark_rule(strokeDash=[2, 3], color="#555555").encode(x=x)]


def _happened(x: alt.X) -> list[Any]:
    """A grey rule and a triangle above it in the year in which a panel's unit changed."""
    told = _base(MARK).encode(x=x, tooltip="says:N")
    top = told.mark_point(shape="triangle-down", filled=True, size=46, color="#000000", opacity=1)
    return [told.mark_rule(color="#8c8c8c", strokeWidth=1.4), top.encode(y=alt.value(3))]
