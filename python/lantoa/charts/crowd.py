"""Places of many over the years: bands of fifths, and names pushed apart at the last year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from lantoa.charts.chosen import band_of
from lantoa.charts.slope import middle_cut

MOST = 80
"""Subjects that all have a line and a name of their own; of more the first and the last have."""

HEIGHT = 640
"""Pixels of the places of many."""

ENDS = 5
"""First places of the last year that have a line where there are many, and so many last ones."""

_FIFTHS = 5
_LETTERS = 40  # of a name
_LINE = 12  # pixels of a name
_LEAD = 16  # pixels from a point to its name
_BAND, _MIDDLE = "#9fb0bb", "#8a979f"


def at_the_ends(rows: pd.DataFrame) -> list[str]:
    """Who stands at the first and at the last places of the last year.

    Args:
        rows: ``subject``, ``year``, ``place``.
    """
    last = rows[rows["year"] == rows["year"].max()].sort_values(["place", "subject"])["subject"]
    return list(dict.fromkeys([*last.head(ENDS).astype(str), *last.tail(ENDS).astype(str)]))


def fifths(rows: pd.DataFrame) -> pd.DataFrame:
    """Of each fifth of the first year the quartiles of its places, year by year.

    Args:
        rows: ``subject``, ``year``, ``place`` (from 1; those without one are not among them).

    Returns:
        ``fifth`` (from 1, the first places), ``year`` and the columns of
        `lantoa.charts.chosen.band_of`.
    """
    subject, _ = pd.factorize(rows["subject"])
    year, years = pd.factorize(rows["year"], sort=True)
    places = np.full((subject.max() + 1, len(years)), np.nan)
    places[subject, year] = rows["place"].to_numpy(dtype=float)
    there = ~np.isnan(places[:, 0])
    of = places[there]
    order = np.argsort(np.argsort(of[:, 0], kind="stable"), kind="stable")
    fifth = order * _FIFTHS // max(len(of), 1) + 1
    found = [
        band_of(of[fifth == one]).assign(fifth=one, year=np.asarray(years))
        for one in range(1, _FIFTHS + 1)
    ]
    return pd.concat(found, ignore_index=True)


def bands(found: pd.DataFrame, x: alt.X, y: alt.Y) -> list[Any]:
    """The middle half of each fifth as an area, its median as a line."""
    base = alt.Chart(found.dropna(subset="middle").rename(columns={"middle": "place"}))
    tips = ["fifth:O", "year:Q", "lower:Q", "place:Q", "upper:Q", "count:Q"]
    areas = base.mark_area(color=_BAND, opacity=0.2).encode(
        x=x, y=alt.Y("lower:Q", title=None), y2="upper:Q", detail="fifth:O", tooltip=tips
    )
    lines = base.mark_line(color=_MIDDLE, strokeWidth=1.2).encode(x=x, y=y, detail="fifth:O")
    return [areas, lines]


def names(rows: pd.DataFrame, lowest: int, width: float, y: alt.Y) -> list[Any]:
    """Names right of the last year, pushed apart, each joined to its point.

    Args:
        rows: Who is drawn: ``subject``, ``place`` in the last year.
        lowest: The last place.
        width: Pixels of all years.
        y: The axis of places.
    """
    each = HEIGHT / lowest  # pixels of a place
    told = rows.sort_values(["place", "subject"]).reset_index(drop=True)
    at = pushed((told["place"].to_numpy(dtype=float) - 0.5) * each, _LINE, HEIGHT)
    told = told.assign(
        beside=at / each + 0.5,
        says=[f"{place} {middle_cut(str(one), _LETTERS)}" for one, place in
              zip(told["subject"], told["place"], strict=True)],
    )  # fmt: skip
    lead = alt.Chart(told).mark_rule(color=_MIDDLE, strokeWidth=0.6)
    words = alt.Chart(told).mark_text(align="left", fontSize=10)
    across = {"x": alt.value(width + 5), "x2": alt.value(width + _LEAD)}
    beside = y.copy()
    beside.shorthand = "beside:Q"
    return [
        lead.encode(**across, y=y, y2="beside:Q"),
        words.encode(x=alt.value(width + _LEAD + 3), y=beside, text="says:N", tooltip="subject:N"),
    ]


def pushed(at: np.ndarray[Any, np.dtype[np.float64]], gap: float, most: float) -> Any:
    """Sorted pixels moved as little as they need to stand a gap apart, none beyond the end.

    >>> pushed(np.array([1.0, 2.0, 3.0, 90.0]), 10.0, 100.0).tolist()
    [1.0, 11.0, 21.0, 90.0]
    >>> pushed(np.array([98.0, 99.0]), 10.0, 100.0).tolist()
    [90.0, 100.0]
    """
    found = at.copy()
    for one in range(1, len(found)):
        found[one] = max(found[one], found[one - 1] + gap)
    for one in reversed(range(len(found))):
        found[one] = min(found[one], most - gap * (len(found) - 1 - one))
    return found


def ticks(lowest: int, most: int = 12) -> Sequence[int]:
    """Round places, the first and the last among them.

    >>> ticks(600), ticks(7)
    ([1, 100, 200, 300, 400, 500, 600], [1, 2, 3, 4, 5, 6, 7])
    """
    step = next(
        step for power in range(12) for step in (10**power, 2 * 10**power, 5 * 10**power)
        if lowest // step < most
    )  # fmt: skip
    inside = [at for at in range(step, lowest, step) if lowest - at > step // 2]
    return sorted({1, *inside, lowest})
