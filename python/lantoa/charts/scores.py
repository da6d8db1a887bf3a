"""Scores and what they are made of, as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from lantoa._wording import said
from lantoa.charts.share_bars import bars
from lantoa.charts.style import finished, heading, names_axis, numbers_axis
from lantoa.scoring.showing import number

if TYPE_CHECKING:
    from lantoa.scoring import Score, ScoreExplanation

_ROW = 20  # pixels
_WIDTH = 440
_DECIMALS = 2  # of a score beside its bar
_INK = "#5b7f97"


def score_bars(score: Score, year: int | None = None) -> Any:
    """A bar for everybody, the best on top, in pieces by pillar; below them those without a score.

    Args:
        score: What is shown.
        year: Of which year; without it the latest.

    Raises:
        InputError: There is no such year.
    """
    shown = score if year is None else score.of(year)
    standing = shown.standing()
    order = sorted(range(len(standing.keys)), key=lambda at: (-standing.keys[at], at))
    scored = pd.DataFrame(
        {
            "subject": [standing.subjects[at] for at in order],
            "score": standing.scores[order],
            "says": [_says(shown, at) for at in order],
        }
    )
    return bars(
        scored,
        _shares(shown).iloc[order].reset_index(drop=True),
        _unscored(shown),
        title=shown.title,
        under=[*shown.under, shown.sentence],
        lang=shown.lang,
    )


def _says(score: Score, at: int) -> str:
    """A score in words; one that somebody shares is marked."""
    standing = score.standing()
    told = number(float(standing.scores[at]), score.lang, _DECIMALS)
    shared = int((standing.keys == standing.keys[at]).sum()) > 1
    return said("score_charts", "tied", score.lang, score=told) if shared else told


def _shares(score: Score) -> pd.DataFrame:
    """A row for each of the standing, a column for each node right below the whole."""
    scheme, made = score.scheme, score._composed
    parts = made.contributions[score._rows_of(None)]
    told = {}
    for node in scheme.top:
        below = [at for at, name in enumerate(made.names) if _lies_below(score, name, node.name)]
        told[scheme.label_of(node.name)] = parts[:, below].sum(axis=1)
    return pd.DataFrame(told)


def _lies_below(score: Score, name: str, top: str) -> bool:
    while name and name != top:
        name = score.scheme.nodes[name].parent
    return name == top


def _unscored(score: Score) -> pd.DataFrame:
    """Who has no score, and for want of what."""
    made, here = score._composed, np.flatnonzero(score._in(None))
    row_of = dict(zip(score.measures._subjects[here].tolist(), here.tolist(), strict=True))
    names = score.unscored()
    lacks = [np.flatnonzero(np.isnan(made.given[row_of[name]])).tolist() for name in names]
    why = [_lacking(score, [made.names[at] for at in columns]) for columns in lacks]
    return pd.DataFrame({"subject": list(names), "why": why})


def _lacking(score: Score, names: list[str]) -> str:
    labels = ", ".join(map(score.scheme.label_of, names))
    return said("score_charts", "lacks", score.lang, names=labels) if labels else ""


def score_parts(told: ScoreExplanation) -> Any:
    """A bar for what each measure gives to one score, in the order of the scheme.

    Args:
        told: Of whom, and what its score is made of.
    """
    rows = _parts(told)
    sort = rows["row"].tolist()
    y = alt.Y("row:N", sort=sort, title=None, axis=names_axis(labelPadding=8, labelLimit=420))
    least, most = min(rows["part"].min(), 0.0), max(rows["part"].max(), 0.0)
    scale = alt.Scale(domain=[1.1 * least, max(1.3 * most, 0.02)], nice=False)
    words = said("score_charts", "part", told.lang)
    x = alt.X("part:Q", title=words, scale=scale, axis=numbers_axis(told.lang))
    base = alt.Chart(rows).encode(y=y)
    bar = base.mark_bar(height=_ROW - 7, color=_INK, stroke="#333333", strokeWidth=0.6)
    texts = base.mark_text(align="left", dx=5, fontSize=11).encode(x="end:Q", text="says:N")
    drawn = alt.layer(bar.encode(x=x), texts)
    title = heading(told.title, [*told.under, told.sentence])
    return finished(drawn.properties(width=_WIDTH, height=_ROW * len(rows), title=title))


def _parts(told: ScoreExplanation) -> pd.DataFrame:
    """A row per measure: its name after that of its pillar, its part, and what it says."""
    lang, rows = told.lang, told._frame
    label = told.score.scheme.label_of
    names = [
        f"{label(pillar)} · {label(measure)}" if pillar else label(measure)
        for pillar, measure in zip(rows["pillar"], rows["measure"], strict=True)
    ]
    missing = said("score_charts", "missing", lang)
    says = [
        missing if np.isnan(raw) else f"{number(part, lang)} ({number(raw, lang)})"
        for raw, part in zip(rows["raw"], rows["part"], strict=True)
    ]
    part = rows["part"].fillna(0.0)
    return pd.DataFrame({"row": names, "part": part, "end": part.clip(lower=0.0), "says": says})
