"""Scores as bars in pieces: how much of each comes from each pillar, and who has none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.style import finished, heading, names_axis, numbers_axis

MOST = 80
"""Bars; the best are drawn where there are more."""

_ROW = 18  # pixels
_WIDTH = 520
_NARROW = 13  # pixels: a piece that has no room for its number
_LETTERS = 90  # of the reason why somebody has no score
_ROOM = 1.16  # of the longest bar, for the score beside it
# Dark and light by turns, so that neighbours differ in print; the number tells which is which.
_FILLS = ("#1d3b53", "#c9d6de", "#5b7f97", "#eef2f5", "#35586f", "#b4c8d4", "#4a6c84", "#dde6ec")
_DARK = {"#1d3b53", "#5b7f97", "#35586f", "#4a6c84"}


def bars(
    scored: pd.DataFrame,
    shares: pd.DataFrame,
    unscored: pd.DataFrame,
    *,
    title: str,
    under: Sequence[str],
    lang: str,
) -> Any:
    """A bar for everybody, the best on top, in pieces; below them those without a score.

    Args:
        scored: subject, score, says (the score in words), in the order of the bars.
        shares: A row per row of ``scored``, a column per pillar, headed by its name: they add up
            to the score.
        unscored: subject and why.
        title: Of the chart.
        under: Lines below the title.
        lang: ``"vi"`` or ``"en"``.
    """
    shown = scored.head(MOST)
    parts = _pieces(shown, shares.head(MOST))
    lines = [*under, *_notes(shares, len(scored) - len(shown), lang)]
    if scored.empty and unscored.empty:
        drawn = _nothing(lang)
    else:
        drawn = _drawn(shown, parts, _reasons(unscored, lang), shares, lang)
    return finished(drawn.properties(title=heading(title, lines)))


def _notes(shares: pd.DataFrame, more: int, lang: str) -> list[str]:
    """How the bars are read."""
    told = [said("score_charts", "parts", lang)]
    if _goes_left(shares):
        told.append(said("score_charts", "negative", lang))
    return [*told, said("score_charts", "more", lang, rows=more)] if more else told


def _goes_left(shares: pd.DataFrame) -> bool:
    return bool((shares < 0).any(axis=None))


def _pieces(scored: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    """A row per piece: from where to where, positive ones to the right of 0, negative to the left."""
    above = shares.clip(lower=0.0).cumsum(axis=1)
    below = shares.clip(upper=0.0).cumsum(axis=1)
    told = []
    for at, pillar in enumerate(shares.columns):
        share = shares[pillar]
        end = above[pillar].where(share >= 0, below[pillar])
        piece = {"subject": scored["subject"].tolist(), "pillar": f"{at + 1} {pillar}"}
        ends = {"low": (end - share).tolist(), "high": end.tolist(), "share": share.tolist()}
        told.append(pd.DataFrame(piece | ends | {"number": str(at + 1)}))
    return pd.concat(told, ignore_index=True)


def _reasons(unscored: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Who has no score, and why, in words that are cut where they are long."""
    told = [
        said("score_charts", "unscored", lang, why=why)
        if why
        else said("score_charts", "no_why", lang)
        for why in unscored["why"]
    ]
    short = [one if len(one) <= _LETTERS else one[: _LETTERS - 1] + "…" for one in told]
    return pd.DataFrame({"subject": unscored["subject"].tolist(), "says": short, "zero": 0.0})


def _drawn(
    scored: pd.DataFrame,
    parts: pd.DataFrame,
    reasons: pd.DataFrame,
    shares: pd.DataFrame,
    lang: str,
) -> Any:
    order = [*scored["subject"], *reasons["subject"]]
    y = alt.Y("subject:N", sort=order, title=None, axis=_down())
    x = _across(parts, lang)
    layers = [_boxes(parts, x, y, lang), *_numbers(parts, y), _scores(scored, parts, y)]
    if _goes_left(shares):
        tick = alt.Chart(scored).mark_tick(thickness=2.4, size=_ROW, color="#000000")
        layers.append(tick.encode(x="score:Q", y=y))
    if len(reasons):
        words = alt.Chart(reasons).mark_text(align="left", dx=4, fontSize=11, fontStyle="italic")
        layers.append(words.encode(x="zero:Q", y=y, text="says:N"))
    return alt.layer(*layers).properties(width=_WIDTH, height=_ROW * len(order))


def _boxes(parts: pd.DataFrame, x: alt.X, y: alt.Y, lang: str) -> alt.Chart:
    names = list(dict.fromkeys(parts["pillar"]))
    fills = [_FILLS[at % len(_FILLS)] for at in range(len(names))]
    legend = alt.Legend(
        title=None, orient="top", columns=min(4, len(names)), labelLimit=230, labelFontSize=11,
        symbolType="square", symbolStrokeColor="#333333", symbolStrokeWidth=0.8,
    )  # fmt: skip
    color = alt.Color(
        "pillar:N",
        sort=names,
        scale=alt.Scale(domain=names, range=fills),
        legend=legend,
    )
    tips = [
        alt.Tooltip("subject:N", title=" "),
        alt.Tooltip("pillar:N", title=" "),
        alt.Tooltip("share:Q", title=said("score_charts", "score", lang), format=".4~f"),
    ]
    base = alt.Chart(parts).mark_bar(stroke="#333333", strokeWidth=0.6, height=_ROW - 5)
    drawn: alt.Chart = base.encode(x=x, x2="high:Q", y=y, color=color, tooltip=tips)
    return drawn


def _numbers(parts: pd.DataFrame, y: alt.Y) -> list[alt.Chart]:
    """The number of its pillar in every piece that has room for it, white on dark."""
    span = parts["high"].max() - min(parts["high"].min(), 0.0)
    wide = parts[(parts["high"] - parts["low"]).abs() * _WIDTH > _NARROW * _ROOM * span]
    middle = wide.assign(middle=(wide["low"] + wide["high"]) / 2)
    dark = middle["number"].astype(int).map(lambda one: _FILLS[(one - 1) % len(_FILLS)] in _DARK)
    told = [(middle[dark], "#ffffff"), (middle[~dark], "#000000")]
    return [
        alt.Chart(rows).mark_text(fontSize=9, color=ink).encode(x="middle:Q", y=y, text="number:N")
        for rows, ink in told
        if len(rows)
    ]


def _scores(scored: pd.DataFrame, parts: pd.DataFrame, y: alt.Y) -> alt.Chart:
    """The score in words, right of its bar."""
    ends = parts.groupby("subject", sort=False)["high"].max().rename("end")
    ends = ends.clip(lower=0.0)
    rows = scored[["subject", "says"]].join(ends, on="subject")
    words = alt.Chart(rows).mark_text(align="left", dx=5, fontSize=11, color="#000000")
    drawn: alt.Chart = words.encode(x="end:Q", y=y, text="says:N")
    return drawn


def _across(parts: pd.DataFrame, lang: str) -> alt.X:
    most = float(parts["high"].max()) if len(parts) else 1.0
    least = min(float(parts["high"].min()), 0.0) if len(parts) else 0.0
    scale = alt.Scale(domain=[_ROOM * least, max(_ROOM * most, 0.02)], nice=False)
    axis = numbers_axis(lang, grid=True, gridColor="#eeeeee", titleFontSize=12)
    return alt.X("low:Q", title=said("score_charts", "score", lang), scale=scale, axis=axis)


def _nothing(lang: str) -> alt.Chart:
    says = pd.DataFrame({"says": [said("score_charts", "nobody", lang)]})
    drawn: alt.Chart = alt.Chart(says).mark_text(fontSize=13).encode(text="says:N")
    return drawn.properties(width=_WIDTH, height=40)


def _down() -> alt.Axis:
    return names_axis(labelPadding=8, labelLimit=340)
