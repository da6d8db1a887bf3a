"""Places over the years: a line for everybody, the first place on top, gaps where there is none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.charts.slope import together
from lantoa.charts.style import finished, heading, names_axis

if TYPE_CHECKING:
    from lantoa.ranking.ranked import Ranking

_ROW = 16  # pixels from place to place
_STEP = 84  # pixels from year to year
_LEAST = 260  # pixels of all years
_LETTER = 6.4  # pixels
_DARKEST = 5  # of the last year, where nobody is asked for
_FEW = 12  # of whom every line is dark
_LISTED = 8  # of those who are absent
_INK, _MIDDLE, _PALE = "#1d3b53", "#8a979f", "#c3ccd2"
_DASHES = [[1, 0], [8, 3], [3, 3], [10, 3, 2, 3], [1, 3], [14, 4]]


def over_years(
    ranking: Ranking, subjects: Collection[str] = (), breaks: Collection[int] = ()
) -> Any:
    """The chart of a ranking of several years; see ``Ranking.plot_years``.

    Raises:
        InputError: The ranking has no years, or a subject is not in it.
    """
    if ranking.years[0] is None:
        raise InputError("this ranking has no years; expected one of a panel, or plot()")
    rows = ranking._frame
    known = sorted(set(rows["subject_id"]))
    for name in subjects:
        _checks.one_of(name, known, what="subject")
    places = rows[["subject_id", "year", "place"]].rename(columns={"subject_id": "subject"})
    return bumps(
        places,
        title=ranking.title,
        under=ranking.under,
        lang=ranking.lang,
        dark=subjects,
        breaks=breaks,
    )


def bumps(
    places: pd.DataFrame,
    *,
    title: str,
    under: Sequence[str],
    lang: str,
    dark: Collection[str] = (),
    breaks: Collection[int] = (),
) -> Any:
    """Lines of places from year to year.

    Args:
        places: subject, year, place (from 1, missing where there is none); a row for everybody in
            every year.
        title: Of the chart.
        under: Lines below the title.
        lang: ``"vi"`` or ``"en"``.
        dark: Whose lines stand out; by default everybody's where there are few, else those of the
            first of the last year.
        breaks: Years in which a scale broke.
    """
    rows = _placed(places)
    chosen = list(dark) or _first(rows)
    lines = [*under, *_notes(places, rows, chosen, breaks, lang)]
    drawn = _nothing(lang) if rows.empty else _drawn(places, rows, chosen, breaks, lang)
    return finished(drawn.properties(title=heading(title, lines)))


def _placed(places: pd.DataFrame) -> pd.DataFrame:
    """Everybody with a place, and in which unbroken run of years: a line ends where one lacks."""
    years = {year: at for at, year in enumerate(sorted(places["year"].unique()))}
    rows = places.dropna(subset="place").sort_values(["subject", "year"])
    at = rows["year"].map(years)
    new = at.groupby(rows["subject"]).diff() != 1
    shared = rows.groupby(["year", "place"])["subject"].transform("size") > 1
    place = rows["place"].astype(int)
    return rows.assign(run=new.cumsum(), shared=shared, place=place)


def _first(rows: pd.DataFrame) -> list[str]:
    if rows["subject"].nunique() <= _FEW:
        return [str(name) for name in rows["subject"].unique()]
    last = rows[rows["year"] == rows["year"].max()].sort_values(["place", "subject"])
    return [str(name) for name in last["subject"].head(_DARKEST)]


def _notes(
    places: pd.DataFrame,
    rows: pd.DataFrame,
    chosen: list[str],
    breaks: Collection[int],
    lang: str,
) -> list[str]:
    """How the lines are read, and who has no place in the last year."""
    told = [said("score_charts", "rings", lang)]
    empty = sorted({*places["year"]} - {*rows["year"]})
    if empty:
        told.append(said("score_charts", "empty", lang, years=", ".join(map(str, empty))))
    if len(chosen) < rows["subject"].nunique():
        told.append(said("score_charts", "drawn_dark", lang, who=_names(chosen)))
    if breaks:
        told.append(said("score_charts", "breaks", lang))
    last = rows["year"].max() if len(rows) else None
    absent = places[(places["year"] == last) & places["place"].isna()]["subject"]
    if len(absent):
        told.append(said("score_charts", "absent", lang, year=last, who=_names(sorted(absent))))
    return told


def _names(names: list[str]) -> str:
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" … (+{more})" if more > 0 else "")


def _drawn(
    places: pd.DataFrame,
    rows: pd.DataFrame,
    chosen: list[str],
    breaks: Collection[int],
    lang: str,
) -> Any:
    years = [int(y) for y in sorted(places["year"].unique()) if y >= rows["year"].min()]
    lowest = int(rows["place"].max())
    x = _across(places, years, lang)
    room = int(_LETTER * _named(rows, rows["year"].min())["names"].map(len).max())
    y = _down(lowest, room)
    layers = [*_broken(breaks, years, x), *_lines(rows, chosen, x, y)]
    layers += _dots(rows, chosen, x, y)
    layers += _ends(rows, x, y)
    width = max(_STEP * (len(years) - 1), _LEAST)
    return alt.layer(*layers).properties(width=width, height=max(_ROW * lowest, 3 * _ROW))


def _lines(rows: pd.DataFrame, chosen: list[str], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Pale lines first, dark ones above them, each of these dashed in its own way."""
    dark = rows["subject"].isin(chosen)
    pale = alt.Chart(rows[~dark]).mark_line(color=_PALE, strokeWidth=1.1)
    ink = alt.Chart(rows[dark]).mark_line(color=_INK, strokeWidth=2.2)
    dashes = [_DASHES[at % len(_DASHES)] for at in range(len(chosen))]
    dash = alt.StrokeDash("subject:N", scale=alt.Scale(domain=chosen, range=dashes), legend=None)
    return [
        pale.encode(x=x, y=y, detail="run:N"),
        ink.encode(x=x, y=y, detail="run:N", strokeDash=dash),
    ]


def _dots(rows: pd.DataFrame, chosen: list[str], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """A full dot for a place of one's own, a white ring where it is shared."""
    tips = ["subject:N", "year:Q", "place:Q"]
    dark, alone = rows["subject"].isin(chosen), ~rows["shared"]
    full = [(rows[alone & ~dark], _MIDDLE), (rows[alone & dark], _INK)]
    dots = [
        alt.Chart(one).mark_point(filled=True, size=28, color=ink, opacity=1) for one, ink in full
    ]
    ring = alt.Chart(rows[~alone]).mark_point(
        filled=True, size=62, color="#ffffff", stroke=_INK, strokeWidth=1.6, opacity=1
    )
    return [one.encode(x=x, y=y, tooltip=tips) for one in (*dots, ring)]


def _ends(rows: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Who stands at each place in the last year, right of it, and in the first, left of it."""
    first, last = (_named(rows, year) for year in (rows["year"].min(), rows["year"].max()))
    right = alt.Chart(last).mark_text(align="left", dx=9, fontSize=11)
    left = alt.Chart(first).mark_text(align="right", dx=-9, fontSize=11)
    return [words.encode(x=x, y=y, text="names:N") for words in (right, left)]


def _named(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    at = rows[rows["year"] == year]
    named = at.groupby("place")["subject"].agg(list).map(together).rename("names")
    return named.reset_index().assign(year=year)


def _broken(breaks: Collection[int], years: list[int], x: alt.X) -> list[alt.Chart]:
    """A dotted line between a year in which a scale broke and the one before it."""
    inside = [year for year in sorted(breaks) if years[0] < year <= years[-1]]
    if not inside:
        return []
    rule = alt.Chart(pd.DataFrame({"year": [year - 0.5 for year in inside]}))
    return [rule.mark_rule(strokeDash=[2, 3], color="#666666").encode(x=x)]


def _across(places: pd.DataFrame, years: list[int], lang: str) -> alt.X:
    """The years, each with how many have no place in it."""
    lacking = places["place"].isna().groupby(places["year"]).sum()
    told = {
        year: [str(year), said("score_charts", "left_out", lang, count=int(lacking[year]))]
        if lacking[year]
        else [str(year)]
        for year in years
    }
    says = "".join(f"datum.value == {year} ? {told[year]} : " for year in years) + "''"
    axis = names_axis(
        orient="top",
        values=years,
        labelExpr=says,
        labelFontSize=11,
        labelAngle=0,
        labelPadding=18 if lacking.any() else 6,
        grid=False,
    )
    scale = alt.Scale(domain=[years[0], years[-1]], nice=False, padding=12)
    return alt.X("year:Q", title=None, axis=axis, scale=scale)


def _down(lowest: int, room: int) -> alt.Y:
    """The first place on top, its numbers left of the names of the first year."""
    axis = names_axis(
        values=list(range(1, lowest + 1)),
        format="d",
        grid=True,
        gridColor="#f0f0f0",
        labelPadding=room + 14,
    )
    scale = alt.Scale(reverse=True, domain=[0.5, lowest + 0.5], nice=False, zero=False)
    return alt.Y("place:Q", title=None, axis=axis, scale=scale)


def _nothing(lang: str) -> alt.Chart:
    says = pd.DataFrame({"says": [said("score_charts", "nobody", lang)]})
    drawn: alt.Chart = alt.Chart(says).mark_text(fontSize=13).encode(text="says:N")
    return drawn.properties(width=_LEAST, height=40)
