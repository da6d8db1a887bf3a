"""Whom to publicise: what each choice would reach over a range of probabilities, and its regret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.adoption import nobody
from lantoa.charts.panels import DASHES
from lantoa.charts.style import finished, heading, names_axis, numbers_axis

_WIDTH, _HEIGHT, _ROW = 420, 210, 30  # pixels
_LONGEST = 420  # pixels of a name
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


def _reach(rows: pd.DataFrame, names: Sequence[str], lang: str) -> Any:
    dashes = [list(DASHES[at % len(DASHES)]) for at in range(len(names))]
    legend = alt.Legend(title=None, orient="bottom", columns=1, labelFontSize=11,
                        labelLimit=_LONGEST, symbolSize=900)  # fmt: skip
    dash = alt.StrokeDash(
        "choice:N", scale=alt.Scale(domain=list(names), range=dashes), legend=legend
    )
    x = alt.X("probability:Q", title=said("spread_charts", "probability", lang),
              axis=numbers_axis(lang, grid=False))  # fmt: skip
    y = alt.Y("reach:Q", title=said("spread_charts", "reach", lang),
              axis=numbers_axis(lang, gridColor="#efefef"))  # fmt: skip
    tips = ["choice:N", "probability:Q", alt.Tooltip("reach:Q", format=".2f")]
    base = alt.Chart(rows).encode(x=x, y=y)
    lines = base.mark_line(color=_INK, strokeWidth=2).encode(strokeDash=dash)
    dots = base.mark_point(filled=True, size=30, color=_INK, opacity=1).encode(tooltip=tips)
    return alt.layer(lines, dots).properties(width=_WIDTH, height=_HEIGHT)


def _regret(rows: pd.DataFrame, names: Sequence[str], lang: str) -> Any:
    worst = rows.groupby("choice", sort=False)["regret"].max().reset_index()
    comma = {
        "vi": "replace(format(datum.regret, '.1f'), '.', ',')",
        "en": "format(datum.regret, '.1f')",
    }
    base = (
        alt.Chart(worst)
        .transform_calculate(says=comma[lang])
        .encode(
            y=alt.Y("choice:N", sort=list(names), title=None, axis=names_axis(labelLimit=_LONGEST))
        )
    )
    title = said("spread_charts", "regret", lang)
    bars = base.mark_bar(color=_BAR, height=13).encode(
        x=alt.X("regret:Q", title=title, axis=numbers_axis(lang, grid=False, tickMinStep=1))
    )
    words = base.mark_text(align="left", dx=4, fontSize=11).encode(x="regret:Q", text="says:N")
    return alt.layer(bars, words).properties(width=_WIDTH, height=_ROW * len(names))
