"""Charts of a trend: small multiples, places over the years, places then and now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa._wording import said
from lantoa.charts import bump, crowd, slope
from lantoa.charts.chosen import DARK, STANDING_OUT, Chosen, Places, band_of, chosen, standing_out
from lantoa.charts.levels import Rated, level_flows
from lantoa.charts.multiples import Multiples, small_multiples
from lantoa.charts.style import finished, heading
from lantoa.told import first_of
from lantoa.trends.facts import STANDINGS, Whole
from lantoa.trends.less import word
from lantoa.trends.panel import Panel
from lantoa.trends.telling import level_name

if TYPE_CHECKING:
    from lantoa.trends.result import Trend

_DARK = 12  # lines that stand out among places
_CHANGED = "changed."  # where notes tell of units that changed


def multiples_chart(trend: Trend) -> Any:
    """A panel per block with its subjects as lines; without blocks a panel per subject.

    Those who are emerging or slipping are drawn first and are dark; who has no room is a band.
    """
    panel, lang, drawn = trend.panel, trend.lang, chosen(trend)
    words = {name: word(panel, f"standing.{name}", lang) for name in STANDING_OUT}
    rest = said("trend_charts", "rest", lang)
    rows = series_of(trend, words, drawn.lines)
    dark = [*words.values()]
    look = Multiples(
        trend.title,
        [*trend.over, trend.sentence, *_left_out(trend, drawn)],
        lang,
        _axis(panel, lang),
        dark=dark if set(rows["kind"]) & set(dark) else [],
        named=bool(panel.blocks),
        levels=[level_name(level, trend) for level in panel.levels],
        breaks=panel.breaks,
        reverse=panel.what == "places",
        panels=[rest if name is None else name for name in drawn.panels],
    )
    bands = _bands(panel, drawn, rest) if drawn.bands else None
    return small_multiples(rows, look, marks_of(panel, lang), bands)


def _left_out(trend: Trend, drawn: Chosen) -> list[str]:
    """Which panels stand first, and what bands stand for."""
    panel, lang = trend.panel, trend.lang
    told = [said("trend_charts", "first", lang)] if drawn.first else []
    if drawn.left_out:
        key = "left_blocks" if panel.blocks else "left_out"
        told.append(said("trend_charts", key, lang, count=drawn.left_out))
    crowded = sum(name is not None for name in drawn.bands)
    if crowded:
        told.append(said("trend_charts", "crowded", lang, count=crowded, most=DARK))
    return [*told, said("trend_charts", "bands", lang)] if drawn.bands else told


def series_of(trend: Trend, words: dict[str, str], lines: Places | None = None) -> pd.DataFrame:
    """``panel``, ``line``, ``kind``, ``year``, ``value`` of subjects and years.

    Args:
        trend: What is drawn.
        words: How standings are called; those without a word are blank.
        lines: Whose series, by number; by default everybody's.
    """
    panel = trend.panel
    every = np.arange(len(panel)) if lines is None else lines
    kinds = [words.get(STANDINGS[trend.facts.standing[at]], "") for at in every]
    subjects = [panel.subjects[at] for at in every]
    names = [panel.block_of(at) or "–" for at in every] if panel.blocks else subjects
    years = len(panel.years)
    return pd.DataFrame(
        {
            "panel": np.repeat(np.array(names, object), years),
            "line": np.repeat(np.array(subjects, object), years),
            "kind": np.repeat(np.array(kinds, object), years),
            "year": np.tile(np.array(panel.years, np.int64), len(every)),
            "value": panel.values[every].ravel(order="C"),
        }
    )


def _bands(panel: Panel, drawn: Chosen, rest: str) -> pd.DataFrame:
    """The bands of `lantoa.charts.multiples.small_multiples`."""
    return pd.concat(
        [
            band_of(panel.values[of]).assign(panel=rest if name is None else name, year=panel.years)
            for name, of in drawn.bands.items()
        ],
        ignore_index=True,
    )


def _axis(panel: Panel, lang: str) -> str:
    label = panel.label.told(lang)
    return label if panel.unit is None else f"{label} ({panel.unit.told(lang)})"


def marks_of(panel: Panel, lang: str) -> pd.DataFrame:
    """What happened to the units that the panels are of: renamed, merged, split."""
    shown = {*panel.blocks, *panel.subjects} if not panel.blocks else set(panel.blocks)
    rows = [one for one in _changes(panel, lang) if one["panel"] in shown]
    return pd.DataFrame(rows, columns=["panel", "year", "says"])


def _changes(panel: Panel, lang: str) -> Iterator[dict[str, Any]]:
    for note in panel.notes:
        if not note.path.startswith(_CHANGED):
            continue
        how, gaps = note.path.removeprefix(_CHANGED), note.gaps
        who = gaps["source"] if how == "split" else gaps["to"]
        source = gaps.get("sources") or gaps["source"]
        says = said("trend_charts", f"changed.{how}", lang, source=source)
        yield {"panel": str(who), "year": int(gaps["year"]), "says": says}


def places_chart(trend: Trend) -> Any:
    """Places over the years, a line for everybody; those who are emerging or slipping are dark.

    Of ratings the levels, since places of those who keep a level move with those of others.
    """
    under = [*trend.over, trend.sentence]
    if trend.panel.levels:
        return level_flows(_rated(trend), trend.title, under)
    here = trend.facts.panel
    rows = _placed(trend, trend.facts.places, here.years)
    dark = [here.subjects[at] for at in standing_out(trend, _DARK)]
    return bump.bumps(rows, title=trend.title, under=under, lang=trend.lang, dark=dark)


def _rated(trend: Trend, columns: list[int] | None = None) -> Rated:
    """The levels since the last break, of some years."""
    here = trend.facts.panel
    kept = list(range(len(here.years))) if columns is None else columns
    signs = dict(zip(STANDING_OUT, "▲▼", strict=True))
    standing = trend.facts.standing
    marks = {
        here.subjects[at]: signs[STANDINGS[standing[at]]] for at in standing_out(trend, len(here))
    }
    words = [level_name(level, trend) for level in here.levels]
    years = [here.years[at] for at in kept]
    return Rated(here.subjects, years, here.values[:, kept], words, trend.lang, marks)


def _placed(trend: Trend, places: Whole, years: Sequence[int]) -> pd.DataFrame:
    """``subject``, ``year``, ``place`` of everybody in every year."""
    here = trend.facts.panel
    known = pd.array(places.ravel(order="C"), "Int64")
    known[places.ravel(order="C") == 0] = pd.NA
    return pd.DataFrame(
        {
            "subject": np.repeat(np.array(here.subjects, object), len(years)),
            "year": np.tile(np.array(years, np.int64), len(here)),
            "place": known,
        }
    )


def slopes_chart(trend: Trend) -> Any:
    """Places in the first and the last year since the last break, a line for everybody."""
    here, places, lang = trend.facts.panel, trend.facts.places[:, [0, -1]], trend.lang
    ends = (here.years[0], here.years[-1])
    there: NDArray[np.bool_] = np.asarray((places > 0).any(axis=1), bool)
    if ends[0] == ends[1] or not there.any():
        return bump.bumps(_no_places(), title=trend.title, under=trend.over, lang=lang)
    if here.levels:
        return level_flows(_rated(trend, [0, len(here.years) - 1]), trend.title, trend.over)
    if there.sum() > crowd.MOST:
        under = [*trend.over, said("trend_charts", "far", lang), *_at_neither_end(trend, there)]
        rows, dark = _placed(trend, places, ends), _furthest(places, here.subjects)
        return bump.bumps(rows, title=trend.title, under=under, lang=lang, dark=dark)
    rows = pd.DataFrame({"subject_id": here.subjects, "was": places[:, 0], "now": places[:, 1]})
    rows = rows[(rows[["was", "now"]] > 0).any(axis=1)]
    under = [*trend.over, said("trend_charts", "slopes", lang), *_at_neither_end(trend, there)]
    sides, head = [str(year) for year in ends], said("score_charts", "place", lang)
    drawn = slope.panel(rows, sides, head, lang, jumps=False)
    return finished(drawn.properties(title=heading(trend.title, under)))


def _at_neither_end(trend: Trend, there: NDArray[np.bool_]) -> list[str]:
    """Who has numbers, but in neither of the two years: nothing of them is drawn."""
    here = trend.facts.panel
    lacking = ~there & ~np.isnan(here.values).all(axis=1)
    absent = [here.subjects[at] for at in np.flatnonzero(lacking)]
    if not absent:
        return []
    gaps = {"first": here.years[0], "last": here.years[-1], "count": len(absent)}
    return [said("trend_charts", "at_neither_end", trend.lang, **gaps, names=first_of(absent))]


def _furthest(places: Whole, subjects: Sequence[str]) -> list[str]:
    """Who moved up furthest, then who moved down furthest, by places known in both years."""
    known = np.flatnonzero((places > 0).all(axis=1))
    gained = places[known, 0] - places[known, 1]
    half = _DARK // 2
    up, down = (np.argsort(-way, kind="stable")[:half] for way in (gained, -gained))
    kept = [*(at for at in up if gained[at] > 0), *(at for at in down if gained[at] < 0)]
    return [subjects[known[at]] for at in kept]


def _no_places() -> pd.DataFrame:
    return pd.DataFrame({"subject": [], "year": [], "place": pd.array([], "Int64")})
