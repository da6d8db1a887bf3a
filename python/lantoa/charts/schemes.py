"""Schemes of publicity by lot: the smallest p each can give beside the size it would find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.adoption import nobody
from lantoa.charts.style import finished, heading, names_axis, numbers_axis

_PANEL, _ROW = 250, 26  # pixels
_LONGEST = 380  # pixels of a name
_INK = "#1d3b53"


@dataclass(frozen=True)
class Schemes:
    """What a drawing of schemes shows.

    Attributes:
        title: Of the whole.
        under: Lines below the title.
        lang: ``"vi"`` or ``"en"``.
        alpha: The level that a scheme must be able to get below.
        unit: What sizes are measured in.
    """

    title: str
    under: Sequence[str]
    lang: str
    alpha: float
    unit: str


def schemes_chart(rows: pd.DataFrame, look: Schemes) -> Any:
    """A row per scheme: left its smallest p, right the smallest size that it would find.

    Args:
        rows: ``scheme`` (in words, the best first), ``floor`` (the smallest p), ``detectable``
            (missing where nothing would be found).
        look: What is shown.
    """
    lines = [*look.under, said("spread_charts", "schemes", look.lang)]
    if rows.empty:
        return finished(nobody(look.lang).properties(title=heading(look.title, lines)))
    told = rows.assign(fits=rows["floor"] <= look.alpha)
    both = alt.hconcat(_floors(told, look), _sizes(told, look), spacing=24)
    return finished(both.properties(title=heading(look.title, lines)))


def _down(rows: pd.DataFrame, *, named: bool) -> alt.Y:
    axis = names_axis(labelLimit=_LONGEST, labels=named, grid=True, gridColor="#efefef")
    return alt.Y("scheme:N", sort=list(rows["scheme"]), title=None, axis=axis)


def _floors(rows: pd.DataFrame, look: Schemes) -> Any:
    """Full dots can get below the level, rings cannot."""
    low = min(float(rows["floor"].min()), look.alpha) / 1.6
    x = alt.X("floor:Q", title=said("spread_charts", "floor", look.lang),
              scale=alt.Scale(type="log", domain=[low, 1], nice=False),
              axis=numbers_axis(look.lang, values=[0.0001, 0.001, 0.01, look.alpha, 1], grid=False))  # fmt: skip
    level = alt.Chart(pd.DataFrame({"floor": [look.alpha]}))
    rule = level.mark_rule(strokeDash=[5, 3], color="#000000").encode(x=x)
    return alt.layer(rule, *_dots(rows, x, named=True)).properties(
        width=_PANEL, height=_ROW * len(rows)
    )


def _sizes(rows: pd.DataFrame, look: Schemes) -> Any:
    title = said("spread_charts", "detectable", look.lang, unit=look.unit)
    x = alt.X("detectable:Q", title=title, scale=alt.Scale(zero=True),
              axis=numbers_axis(look.lang, grid=False))  # fmt: skip
    none = alt.Chart(rows[rows["detectable"].isna()].assign(
        says=said("spread_charts", "finds_nothing", look.lang)
    ))  # fmt: skip
    words = none.mark_text(align="left", dx=2, fontSize=11, fontStyle="italic").encode(
        x=alt.value(0), y=_down(rows, named=False), text="says:N"
    )
    found = rows[rows["detectable"].notna()]
    layers = [*_dots(found, x, named=False, order=rows), words]
    return alt.layer(*layers).properties(width=_PANEL, height=_ROW * len(rows))


def _dots(
    rows: pd.DataFrame, x: alt.X, *, named: bool, order: pd.DataFrame | None = None
) -> list[Any]:
    y = _down(rows if order is None else order, named=named)
    style: dict[str, Any] = {"size": 80, "opacity": 1, "stroke": "#000000", "filled": True}
    tips = ["scheme:N", "floor:Q", "detectable:Q"]
    return [
        alt.Chart(rows[rows["fits"] == fits])
        .mark_point(fill=fill, **style)
        .encode(x=x, y=y, tooltip=tips)
        for fits, fill in ((True, _INK), (False, "#ffffff"))
    ]
