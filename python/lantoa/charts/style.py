"""The house style: one font, headings that wrap, no frame, no label left out."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import altair as alt

FONT = "DejaVu Sans, Noto Sans, Arial, sans-serif"  # the first has every Vietnamese letter
LINE = 96
"""Letters of a line below a heading."""

IN_LINES = "split(datum.label, '\\n')"
"""For an axis of names that hold line breaks."""

_LARGER = 15  # letters fewer, where they are those of a heading


def heading(title: str, under: Sequence[str], line: int = LINE) -> alt.TitleParams:
    """A title and the lines below it, in lines of so many letters."""
    return alt.TitleParams(
        wrap(title, line - _LARGER),
        subtitle=[part for one in under for part in wrap(one, line)],
        anchor="start",
        fontSize=15,
        subtitleFontSize=12,
        offset=12,
    )


def finished(chart: Any) -> Any:
    """A whole chart, no part of another, in the house's font and without a frame."""
    return chart.configure(font=FONT).configure_view(strokeWidth=0)


def names_axis(**more: Any) -> alt.Axis:
    """An axis of names: no ticks, no line, every label shown."""
    usual = {"ticks": False, "domain": False, "labelFontSize": 11, "labelOverlap": False}
    return alt.Axis(**(usual | more))


def numbers_axis(lang: str, **more: Any) -> alt.Axis:
    """An axis of numbers with the decimal sign of the language."""
    comma = "replace(datum.label, '.', ',')" if lang == "vi" else "datum.label"
    usual: dict[str, Any] = {"labelExpr": comma, "labelFontSize": 11}
    return alt.Axis(**(usual | more))
