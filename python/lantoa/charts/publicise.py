"""Whom to publicise: what each choice would reach over a range of probabilities, and its regret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.adoption import nobody
from lantoa.charts.panels import DASHES
from lantoa.charts.style import finished, heading, numbers_axis

_WIDTH, _HEIGHT = 480, 210  # pixels
_LINE, _THICK, _GAP, _KEY = 14, 13, 10, 34  # pixels: of a line, of a bar, below it, of a dash
_LETTERS = 76  # of a line
_INK, _BAR = "#1d3b53", "#8fa5b3"


@dataclass(frozen=True)
class Choices:
    """What a drawing of choices shows.

    Attributes:
        title: Of the whole.
        under: Lines below the title.
        lang: ``"vi"`` or ``"en"``.
    """

    title: str
    under: Sequence[str]
    lang: str


def choices_chart(rows: pd.DataFrame, look: Choices) -> Any:
    """Reach by probability, a line per choice, and below it the largest regret of each.

    Args:
        rows: ``choice`` (in words, in the order of the lines), ``probability``, ``reach``
            (subjects), ``regret`` (subjects fewer than the best choice at that probability).
        look: What is shown.
    """
    lines = [*look.under, said("spread_charts", "choices", look.lang)]
    if rows.empty:
        return finished(nobody(look.lang).properties(title=heading(look.title, lines)))
    names = list(dict.fromkeys(rows["choice"]))
    whole = alt.vconcat(_reach(rows, names, look.lang), _regret(rows, names, look.lang), spacing=18)
    return finished(whole.properties(title=heading(look.title, lines)))


def _dash(names: Sequence[str]) -> alt.StrokeDash:
    """A dash per choice, told beside its name in the panel below."""
    dashes = [list(DASHES[at % len(DASHES)]) for at in range(len(names))]
    scale = alt.Scale(domain=list(names), range=dashes)
    return alt.StrokeDash("choice:N", scale=scale, legend=None)


def _reach(rows: pd.DataFrame, names: Sequence[str], lang: str) -> Any:
    x = alt.X("probability:Q", title=said("spread_charts", "probability", lang),
              axis=numbers_axis(lang, grid=False))  # fmt: skip
    y = alt.Y("reach:Q", title=said("spread_charts", "reach", lang),
              axis=numbers_axis(lang, gridColor="#efefef"))  # fmt: skip
    tips = ["choice:N", "probability:Q", alt.Tooltip("reach:Q", format=".2f")]
    base = alt.Chart(rows).encode(x=x, y=y)
    lines = base.mark_line(color=_INK, strokeWidth=2).encode(strokeDash=_dash(names))
    dots = base.mark_point(filled=True, size=30, color=_INK, opacity=1).encode(tooltip=tips)
    return alt.layer(lines, dots).properties(width=_WIDTH, height=_HEIGHT)


def _regret(rows: pd.DataFrame, names: Sequence[str], lang: str) -> Any:
    """A bar per choice, above it the choice in full, beginning with the dash of its line."""
    worst = rows.groupby("choice", sort=False)["regret"].max()
    told = _laid(worst, list(names))
    comma = {
        "vi": "replace(format(datum.regret, '.1f'), '.', ',')",
        "en": "format(datum.regret, '.1f')",
    }
    base = alt.Chart(told).transform_calculate(number=comma[lang])
    across = alt.X("regret:Q", title=said("spread_charts", "regret", lang),
                   axis=numbers_axis(lang, grid=False, tickMinStep=1))  # fmt: skip
    dashes = base.mark_rule(color=_INK, strokeWidth=2).encode(
        x=alt.value(0), x2=alt.value(_KEY), y=_pixels("key"), strokeDash=_dash(names)
    )
    says = base.mark_text(
        align="left", baseline="top", fontSize=11, lineHeight=_LINE, lineBreak="\n"
    )
    bars = base.mark_rect(color=_BAR).encode(
        x=across, x2="zero:Q", y=_pixels("bar"), y2="end:Q", tooltip=["choice:N", "regret:Q"]
    )
    numbers = base.mark_text(align="left", dx=4, dy=7, fontSize=11)
    layers = [
        bars,
        dashes,
        says.encode(x=alt.value(_KEY + 8), y=_pixels("top"), text="says:N"),
        numbers.encode(x=across, y=_pixels("bar"), text="number:N"),
    ]
    return alt.layer(*layers).properties(width=_WIDTH, height=float(told["end"].max()) + _GAP)


def _pixels(name: str) -> alt.Y:
    return alt.Y(f"{name}:Q", scale=None, axis=None)


def _laid(worst: pd.Series, names: Sequence[str]) -> pd.DataFrame:
    """Where the lines of each choice and its bar stand, in pixels from the top."""
    rows, top = [], 0
    for name in names:
        lines = wrap(name, _LETTERS) or [name]
        bar = top + _LINE * len(lines) + 3
        rows.append(
            {"choice": name, "says": "\n".join(lines), "top": top, "key": top + _LINE / 2,
             "bar": bar, "end": bar + _THICK, "zero": 0.0, "regret": float(worst[name])}
        )  # fmt: skip
        top = bar + _THICK + _GAP
    return pd.DataFrame(rows)
