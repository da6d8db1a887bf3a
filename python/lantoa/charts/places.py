"""Places as dots: the first on top, ties as rings, those without a place named below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.charts.style import finished, heading, names_axis

if TYPE_CHECKING:
    from lantoa.ranking.ranked import Ranking

MOST = 80
"""Rows that are drawn; the best are, where there are more."""

_INK, _PALE = "#1d3b53", "#b9c9d3"
_ROW, _WIDTH, _LEAST = 19, 420, 40  # pixels
_LINE = 105  # letters
_PANEL = 300  # pixels across of each group's panel
_TICKS = 12  # of an axis, at most about so many


def dots(ranking: Ranking, year: int | None = None, *, within: bool = False) -> Any:
    """The chart of a ranking; see ``Ranking.plot``.

    Raises:
        InputError: There is no such year, or there are no groups.
    """
    if within and ranking._within is None:
        raise InputError("within: this ranking has no groups; expected one made with within")
    chosen, _ = ranking._in(year)
    rows = _rows(ranking, chosen, "_within" if within else "")
    drawn = _panels(ranking, rows) if within else _panel(ranking, rows, _WIDTH, _last(rows))
    return finished(drawn.properties(title=_heading(ranking, chosen, len(rows))))


def _rows(ranking: Ranking, year: int | None, ending: str) -> pd.DataFrame:
    """A row per dot: who, in which group, where, whether the place is shared."""
    frame = ranking._frame
    if year is not None:
        frame = frame[frame["year"] == year]
    rows = pd.DataFrame(
        {
            "name": frame["subject_id"].astype(str),
            "group": frame["group"].astype(object).where(frame["group"].notna(), "")
            if "group" in frame
            else "",
            "place": frame[f"place{ending}"].astype("Float64"),
            "shared": frame[f"tied{ending}"].fillna(0) > 1,
        }
    )
    rows["says"] = [_says(row, ranking.lang) for row in rows.to_dict("records")]
    return rows.sort_values(["place", "name"], ignore_index=True)


def _says(row: dict[Any, Any], lang: str) -> str:
    if pd.isna(row["place"]):
        return f"✕ {said('ranking', 'plot.unplaced', lang)}"
    return f"{int(row['place'])}{'=' if row['shared'] else ''}"


def _panels(ranking: Ranking, rows: pd.DataFrame) -> Any:
    """A panel for each group, below each other, on one scale; whoever is in no group is left out."""
    grouped = rows[rows["group"] != ""]
    most = _last(grouped)
    panels = [
        _panel(ranking, of, _PANEL, most).properties(
            title=alt.TitleParams(str(group), anchor="start", fontSize=12)
        )
        for group, of in grouped.groupby("group", sort=True)
    ]
    return alt.vconcat(*panels, spacing=14) if panels else _panel(ranking, grouped, _PANEL, most)


def _last(rows: pd.DataFrame) -> int:
    places = rows["place"].dropna()
    return int(places.max()) if len(places) else 1


def _panel(ranking: Ranking, rows: pd.DataFrame, width: int, most: int) -> Any:
    if rows.empty:
        says = pd.DataFrame({"says": [said("ranking", "plot.nobody", ranking.lang)]})
        mark = alt.Chart(says).mark_text(fontSize=13).encode(text="says:N")
        return mark.properties(width=width, height=_LEAST)
    rows = rows.head(MOST)
    most = min(most, _last(rows)) if len(rows) == MOST else most
    placed = rows[rows["place"].notna()]
    y = alt.Y("name:N", sort=list(rows["name"]), title=None, axis=names_axis(labelLimit=320))
    x = _across(most, ranking.lang)
    layers = [_stems(placed, x, y, most), *_marks(placed, x, y), _words(rows, x, y, most)]
    return alt.layer(*layers).properties(width=width, height=_ROW * len(rows))


def _across(most: int, lang: str) -> alt.X:
    """Places from right to left, so that the first stands at the far end."""
    step = max(1, -(-most // _TICKS))
    ticks = sorted({1, *range(step, most + 1, step)})
    axis = alt.Axis(values=ticks, format="d", orient="top", grid=True, gridColor="#eeeeee")
    scale = alt.Scale(domain=[0.5, most + 0.5], nice=False, reverse=True, zero=False)
    return alt.X("place:Q", title=said("ranking", "plot.places", lang), scale=scale, axis=axis)


def _stems(placed: pd.DataFrame, x: alt.X, y: alt.Y, most: int) -> Any:
    """A pale bar from the last place to the dot: the longer, the better."""
    bars = alt.Chart(placed.assign(end=most + 0.5))
    return bars.mark_bar(height=3, color=_PALE).encode(x=x, x2="end:Q", y=y)


def _marks(placed: pd.DataFrame, x: alt.X, y: alt.Y) -> list[Any]:
    full = alt.Chart(placed[~placed["shared"]]).mark_point(
        filled=True, size=70, color=_INK, opacity=1
    )
    ring = alt.Chart(placed[placed["shared"]]).mark_point(
        filled=True, size=80, color="#ffffff", stroke=_INK, strokeWidth=1.8, opacity=1
    )
    return [one.encode(x=x, y=y) for one in (full, ring)]


def _words(rows: pd.DataFrame, x: alt.X, y: alt.Y, most: int) -> Any:
    """The place beside its dot; of those without one that they have none, at the far end."""
    told = rows.assign(place=rows["place"].fillna(most + 0.5))
    words = alt.Chart(told).mark_text(align="left", dx=9, fontSize=11, color="#000000")
    return words.encode(x=x, y=y, text="says:N")


def _heading(ranking: Ranking, year: int | None, rows: int) -> alt.TitleParams:
    lang = ranking.lang
    title = said("ranking", "title.overall", lang)
    if year is not None:
        title = said("ranking", "title.year", lang, title=title, year=year)
    more = rows - MOST
    told = [said("ranking", "plot.more", lang, rows=more)] if more > 0 else []
    return heading(title, [*ranking.under, said("ranking", "plot.legend", lang), *told], _LINE)
