"""How times grow from a hundred subjects to a million, drawn as ``bench/growth.png``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import altair as alt
import pandas as pd
import scores

PICTURE = Path(__file__).with_name("growth.png")
SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
WORKS: dict[str, tuple[Callable[[int], scores.Line], int]] = {
    "composite of 20 measures": (scores.composite, 1_000_000),
    "places": (scores.places, 1_000_000),
    "PROMETHEE II, 10 criteria": (scores.outranking, 1_000_000),
    "acceptability, 10,000 draws": (scores.acceptability, 1_000),
    "rank intervals, 8 weights": (lambda n: next(scores.intervals(n)), 10_000),
}
"""Each with the most subjects that it is asked of: all places of all pairs grow with the square."""


def measured(most: int) -> pd.DataFrame:
    """A row per work, size and who."""
    rows = []
    for work, (ask, limit) in WORKS.items():
        for size in (size for size in SIZES if size <= min(limit, most)):
            line = ask(size)
            for who, seconds in {"lantoa": line.ours, **line.others}.items():
                rows.append({"work": work, "subjects": size, "who": who, "seconds": seconds})
    return pd.DataFrame(rows)


def draw(most: int) -> None:
    """Measure and draw."""
    asked = measured(most)
    names = ["lantoa", *sorted(set(asked["who"]) - {"lantoa"})]
    ticks = alt.Axis(grid=False, format="~s")
    x = alt.X("subjects:Q", title="subjects", axis=ticks).scale(type="log")
    y = alt.Y("seconds:Q", title="seconds", axis=ticks).scale(type="log")
    color = alt.Color("who:N", title=None).scale(domain=names)
    shape = alt.Shape("who:N", title=None).scale(domain=names)
    dash = alt.StrokeDash("who:N", title=None).scale(domain=names)
    lines = alt.Chart(asked).encode(x=x, y=y, color=color)
    points = lines.mark_point(filled=True, size=45).encode(shape=shape)
    drawn = (lines.mark_line().encode(strokeDash=dash) + points).properties(width=210, height=180)
    facet = alt.Facet("work:N").title(None).sort(list(WORKS))
    drawn.facet(facet, columns=3).resolve_scale(y="independent").save(str(PICTURE))
