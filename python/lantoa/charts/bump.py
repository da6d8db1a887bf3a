"""Places over the years: a line for everybody, the first place on top, gaps where there is none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.charts import crowd, place_lines
from lantoa.charts.slope import middle_cut
from lantoa.charts.style import finished, heading

if TYPE_CHECKING:
    from lantoa.ranking.ranked import Ranking

_ROW = 16  # pixels from place to place
_STEP = 84  # pixels from year to year
_LEAST = 260  # pixels of all years
_WIDEST = 1000  # pixels, that gaps between years may add up to
_LETTER = 6.4  # pixels
_DARKEST = 5  # of the last year, where nobody is asked for
_FEW = 12  # of whom every line is dark
_LISTED = 8  # of those who are absent
_LETTERS = 34  # of a name below the heading


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
            first of the last year (of those who share a place all or none).
        breaks: Years in which a scale broke.
    """
    rows, bands = _placed(places), None
    chosen = list(dark) or _first(rows)
    lines = [*under, *_notes(places, rows, chosen, breaks, lang)]
    if rows["subject"].nunique() > crowd.MOST:
        bands = crowd.fifths(rows)
        drawn = {*chosen, *crowd.at_the_ends(rows)}
        lines.append(_crowded(rows, len(drawn), lang))
        rows = rows[rows["subject"].isin(drawn)]
    if rows.empty:
        return finished(_nothing(lang).properties(title=heading(title, lines)))
    view = _View(places, _running(rows), chosen, breaks, lang, bands)
    return finished(_drawn(view).properties(title=heading(title, lines)))


@dataclass(frozen=True)
class _View:
    """What is drawn: all places, the rows of those with a line, who is dark, bands of the rest."""

    places: pd.DataFrame
    rows: pd.DataFrame
    chosen: list[str]
    breaks: Collection[int]
    lang: str
    bands: pd.DataFrame | None


def _placed(places: pd.DataFrame) -> pd.DataFrame:
    """Everybody with a place, and whether it is shared."""
    rows = places.dropna(subset="place")
    shared = rows.duplicated(["year", "place"], keep=False)
    return rows.assign(shared=shared, place=rows["place"].astype(int))


def _running(rows: pd.DataFrame) -> pd.DataFrame:
    """In which unbroken run of years everybody stands: a line ends where a place lacks."""
    years = {year: at for at, year in enumerate(sorted(rows["year"].unique()))}
    told = rows.sort_values(["subject", "year"])
    new = told["year"].map(years).groupby(told["subject"]).diff() != 1
    return told.assign(run=new.cumsum())


def _first(rows: pd.DataFrame) -> list[str]:
    """Who is dark where nobody is asked for: everybody of few, else the first of the last year.

    Those who share a place are all dark, or none of them.
    """
    if rows["subject"].nunique() <= _FEW:
        return [str(name) for name in rows["subject"].unique()]
    last = rows[rows["year"] == rows["year"].max()].sort_values(["place", "subject"])
    upto = last.groupby("place")["subject"].transform("size") + last["place"] - 1
    return [str(name) for name in last.loc[upto <= _DARKEST, "subject"]]


def _crowded(rows: pd.DataFrame, drawn: int, lang: str) -> str:
    """Who has no line of their own, and what the bands are."""
    gaps = {"count": rows["subject"].nunique() - drawn, "ends": crowd.ENDS}
    return said("score_charts", "crowd", lang, **gaps, year=int(rows["year"].min()))


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
    if chosen and len(chosen) < rows["subject"].nunique():
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
    told = [middle_cut(one, _LETTERS) for one in names[:_LISTED]]
    return ", ".join(told) + (f" … (+{more})" if more > 0 else "")


def _drawn(view: _View) -> Any:
    rows, first = view.rows, view.rows["year"].min()
    years = [int(y) for y in sorted(view.places["year"].unique()) if y >= first]
    is_crowd = view.bands is not None
    lowest = int(view.places["place"].max() if is_crowd else rows["place"].max())
    x, width = place_lines.across(view.places, years, view.lang), _width(years)
    room = 0 if is_crowd else int(_LETTER * place_lines.named(rows, first)["names"].map(len).max())
    y = place_lines.down(lowest, room)
    layers = [] if view.bands is None else crowd.bands(view.bands, x, y)
    layers += [
        *place_lines.broken(view.breaks, years, x),
        *place_lines.lines(rows, view.chosen, x, y),
    ]
    layers += place_lines.dots(rows, view.chosen, x, y)
    if is_crowd:
        layers += crowd.names(rows[rows["year"] == years[-1]], lowest, width, y)
    else:
        layers += place_lines.ends(rows, x, y)
    height = crowd.HEIGHT if is_crowd else max(_ROW * lowest, 3 * _ROW)
    return alt.layer(*layers).properties(width=width, height=height)


def _width(years: Sequence[int]) -> int:
    """Room for a heading over each year: years that lie closest are the scale, within reason.

    >>> _width([2020, 2021, 2022, 2023, 2024]), _width([2018, 2019, 2021, 2022])
    (336, 336)
    """
    closest = min((after - before for before, after in pairwise(years)), default=1)
    steps = max((years[-1] - years[0]) // closest, 1)
    usual = _STEP * (len(years) - 1)
    return max(_LEAST, usual, min(_STEP * steps, _WIDEST))


def _nothing(lang: str) -> alt.Chart:
    says = pd.DataFrame({"says": [said("score_charts", "nobody", lang)]})
    drawn: alt.Chart = alt.Chart(says).mark_text(fontSize=13).encode(text="says:N")
    return drawn.properties(width=_LEAST, height=40)
