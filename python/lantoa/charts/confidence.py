"""Sets of places: a bar from the best to the worst, the place by the numbers as a ring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from lantoa._wording import said
from lantoa.charts.style import finished, heading, names_axis

if TYPE_CHECKING:
    from lantoa.sensitivity.rank_sets import RankConfidence

_MOST = 80  # rows
_ROW, _WIDTH, _LONGEST = 18, 460, 420  # pixels
_ROOM = 0.5  # of a place beside the first and the last


def confidence_intervals(found: RankConfidence) -> Any:
    """A row per subject in the order of places, the first place on the left.

    Args:
        found: What ``rank_confidence`` gave.
    """
    rows = found._frame[:_MOST]
    n = len(found._frame)
    scale = alt.Scale(domain=[1 - _ROOM, n + _ROOM], nice=False)
    axis = alt.Axis(orient="top", format="d", tickMinStep=1, values=_ticks(n))
    title = said("acceptability", "confidence.plot", found.lang)
    down = alt.Y("subject_id:N", sort=None, title=None, axis=names_axis(labelLimit=_LONGEST))
    base = alt.Chart(rows).encode(y=down)
    across = alt.X("best:Q", title=title, scale=scale, axis=axis)
    bars = base.mark_bar(height=5, color="#8fa9b8").encode(x=across, x2="worst:Q")
    ends = [
        base.mark_tick(color="#17425a", thickness=2, size=11).encode(x=f"{end}:Q")
        for end in ("best", "worst")
    ]
    rings = base.mark_point(size=46, filled=True, fill="#ffffff", stroke="#000000").encode(
        x="place:Q"
    )
    more = n - len(rows)
    cut = [said("told", "more", found.lang, rows=more)] if more > 0 else []
    told = heading(found.title, [*found.under, found.sentence, *cut], 120)
    drawn = alt.layer(bars, *ends, rings)
    return finished(drawn.properties(width=_WIDTH, height=_ROW * len(rows), title=told))


def _ticks(n: int) -> list[int]:
    step = max(1, -(-n // 12))
    return sorted({1, *range(step, n + 1, step)})
