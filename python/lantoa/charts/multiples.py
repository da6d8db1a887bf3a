"""Small multiples: one panel per unit on shared axes, gaps for missing years, breaks marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from lantoa._wording import said
from lantoa.charts import panels
from lantoa.charts.style import finished, heading

_COLUMNS = 4  # panels of a row
_BETWEEN = 14  # pixels between panels
_NAME = 26  # letters of a line of a panel's name
_OUT = 0.28  # of a level: lines on one level are drawn so far from it, so that each is seen
_NOTHING = (352, 40)  # pixels of what is drawn where there is nothing


@dataclass(frozen=True)
class Multiples:
    """What a drawing of small multiples shows.

    Attributes:
        title: Of the whole.
        under: Lines below the title.
        lang: ``"vi"`` or ``"en"``.
        axis: What the values are.
        dark: Kinds of line that stand out, in the order of their dashes; the others are pale.
        named: Whether dark lines have their names at their last point.
        levels: Words of whole values from 0, such as the ratings; lines on one level are drawn a
            little apart.
        breaks: Years in which a scale or a rule broke; no line crosses them.
        reverse: Whether the smallest value stands on top, as a place does.
        panels: The panels in their order; by default that of their first rows.
    """

    title: str
    under: Sequence[str]
    lang: str
    axis: str
    dark: Sequence[str] = ()
    named: bool = False
    levels: Sequence[str] = ()
    breaks: Collection[int] = ()
    reverse: bool = False
    panels: Sequence[str] = ()


def small_multiples(
    rows: pd.DataFrame,
    look: Multiples,
    marks: pd.DataFrame | None = None,
    bands: pd.DataFrame | None = None,
) -> Any:
    """A grid of panels with the same axes.

    Args:
        rows: ``panel``, ``line``, ``kind``, ``year``, ``value`` (missing where there is none), a
            row per line and year.
        look: What is shown.
        marks: ``panel``, ``year``, ``says``: what happened to a panel, such as a merger.
        bands: ``panel``, ``year``, ``low``, ``lower``, ``middle``, ``upper``, ``high``, ``count``:
            quantiles of those who have no line of their own.
    """
    happened = _NO_MARKS if marks is None else marks
    gathered = _NO_BANDS if bands is None else bands
    names = list(look.panels) or list(dict.fromkeys([*rows["panel"], *gathered["panel"]]))
    lines = [*look.under, *_notes(rows, look, happened[happened["panel"].isin(names)])]
    if not names:
        return finished(_nothing(look.lang).properties(title=heading(look.title, lines)))
    runs = _runs(_apart(rows, look), ["panel", "line"], look.breaks)
    flow = _runs(gathered.assign(at=gathered["middle"]), ["panel"], look.breaks)
    years = sorted({*rows["year"].astype(int), *gathered["year"].astype(int)})
    ground = panels.Ground(look, years, panels.scale_of(runs, flow, look))
    drawn = panels.data_of(names, runs, flow, happened, ground)
    whole = _grid(drawn.assign(panel=drawn["panel"].map(_wrapped)), names, ground)
    return finished(whole.properties(title=heading(look.title, lines)))


_NO_MARKS = pd.DataFrame({"panel": [], "year": [], "says": []})
_NO_BANDS = pd.DataFrame(
    {name: [] for name in ("panel", "year", "low", "lower", "middle", "upper", "high", "count")}
)


def _wrapped(name: str) -> str:
    return "\n".join(wrap(str(name), _NAME)) or "–"


def _grid(drawn: pd.DataFrame, names: Sequence[str], ground: panels.Ground) -> Any:
    """One chart of all panels: quicker by far than a chart each, and in line whatever is named."""
    header = alt.Header(
        title=None,
        labelExpr="split(datum.label, '\\n')",
        labelAnchor="start",
        labelFontSize=11,
        labelFontWeight="bold",
        labelPadding=4,
        labelLimit=0,
    )
    facet = alt.Facet("panel:N", sort=[_wrapped(name) for name in names], header=header)
    layers = alt.layer(*panels.layers(drawn, ground), data=drawn)
    sized = layers.properties(width=panels.WIDTH, height=panels.HEIGHT)
    grid = sized.facet(facet=facet, columns=_COLUMNS, spacing=_BETWEEN)
    return grid.resolve_axis(x="independent")


def _apart(rows: pd.DataFrame, look: Multiples) -> pd.DataFrame:
    """Values as they are drawn: lines of levels stand a little apart, by the order of names."""
    told = rows.assign(at=pd.to_numeric(rows["value"], errors="coerce").astype(float))
    if not look.levels:
        return told
    order = rows.groupby("panel")["line"].rank(method="dense")
    most = order.groupby(rows["panel"]).transform("max")
    off = np.where(most > 1, (order - 1) / (most - 1).clip(lower=1) * 2 - 1, 0.0)
    return told.assign(at=told["at"] + _OUT * off)


def _runs(rows: pd.DataFrame, keys: list[str], breaks: Collection[int]) -> pd.DataFrame:
    """The points that there are, and in which unbroken run each stands."""
    order = {year: at for at, year in enumerate(sorted(rows["year"].unique()))}
    kept = rows.dropna(subset="at").sort_values([*keys, "year"])
    at = kept["year"].map(order).astype(int)
    new = (at.groupby([kept[key] for key in keys]).diff() != 1) | kept["year"].isin(list(breaks))
    return kept.assign(run=new.cumsum())


def _notes(rows: pd.DataFrame, look: Multiples, marks: pd.DataFrame) -> list[str]:
    """How the panels are read."""
    lang = look.lang
    told = [said("trend_charts", "axes", lang, axis=look.axis)]
    if rows["value"].isna().any():
        told.append(said("trend_charts", "gaps", lang))
    if look.levels:
        told.append(said("trend_charts", "apart", lang))
    if look.breaks:
        years = ", ".join(map(str, sorted(look.breaks)))
        told.append(said("trend_charts", "breaks", lang, years=years))
    if len(marks):
        told.append(said("trend_charts", "changes", lang, what="; ".join(_changes(marks))))
    return told


def _changes(marks: pd.DataFrame) -> list[str]:
    rows = zip(marks["panel"], marks["year"], marks["says"], strict=True)
    return [f"{panel} {year}: {says}" for panel, year, says in rows]


def _nothing(lang: str) -> Any:
    says = pd.DataFrame({"says": [said("trend_charts", "nothing", lang)]})
    words = alt.Chart(says).mark_text(fontSize=13).encode(text="says:N")
    return words.properties(width=_NOTHING[0], height=_NOTHING[1])
