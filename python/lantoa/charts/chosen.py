"""Which series of a trend have a panel or a line of their own, and the bands of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa.trends.facts import STANDINGS

if TYPE_CHECKING:
    from lantoa.trends.panel import Numbers, Panel
    from lantoa.trends.result import Trend

MOST = 72
"""Panels that are drawn."""

LINES, DARK = 40, 6
"""Lines of a panel, and of those that stand out where the others are a band."""

ROWS = 4500
"""Points of a drawing: what draws it takes 5000."""

STANDING_OUT = ("emerging", "slipping")
_SHARES = {"low": 0.05, "lower": 0.25, "middle": 0.5, "upper": 0.75, "high": 0.95}

Places: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True)
class Chosen:
    """What small multiples of a trend draw.

    Attributes:
        panels: In their order: a block, or a subject; a name None for the band of what is left.
        lines: Subjects with a line of their own, by number, panel after panel.
        bands: Of each panel with a band those whom it stands for, by number.
        left_out: Subjects (or blocks) without a panel of their own.
        first: Whether those who stand out stand before others of a smaller id.
    """

    panels: Sequence[str | None]
    lines: Places
    bands: dict[str | None, Places]
    left_out: int
    first: bool


def chosen(trend: Trend) -> Chosen:
    """Those who are emerging or slipping before anybody else, the rest while there is room."""
    return _by_block(trend) if trend.panel.blocks else _by_subject(trend)


def standing_out(trend: Trend, most: int, among: Places | None = None) -> Places:
    """Who is emerging, then who is slipping, at most so many, half of each where both are many.

    Args:
        trend: What is drawn.
        most: At most so many.
        among: Of whom, by number; by default of all.
    """
    codes = trend.facts.standing if among is None else trend.facts.standing[among]
    up, down = (np.flatnonzero(codes == STANDINGS.index(name)) for name in STANDING_OUT)
    ups = max(most - len(down), (most + 1) // 2)
    kept = np.concatenate([up[:ups], down[: most - min(len(up), ups)]])
    return kept if among is None else among[kept]


def _by_subject(trend: Trend) -> Chosen:
    count = len(trend.panel)
    most = min(MOST, max(2, ROWS // len(trend.panel.years)))
    drawn = most if count <= most else most - 1  # the last panel is of the rest
    order = _first(standing_out(trend, drawn), count, drawn)
    names: list[str | None] = [trend.panel.subjects[at] for at in order]
    if count <= most:
        return Chosen(names, order, {}, 0, bool((np.diff(order) < 0).any()))
    rest = np.setdiff1d(np.arange(count), order)
    return Chosen([*names, None], order, {None: rest}, len(rest), first=True)


def _first(out: Places, count: int, most: int) -> Places:
    """Those who stand out, then the others by id, at most so many."""
    others = np.setdiff1d(np.arange(min(count, most + len(out))), out)
    return np.concatenate([out, others])[:most].astype(np.intp)


def _by_block(trend: Trend) -> Chosen:
    """Blocks with somebody who stands out first; a band where a block has too many lines."""
    panel = trend.panel
    out = standing_out(trend, len(panel))
    present, members = np.unique(panel.block, return_counts=True)
    order = [*(one for one in present if one >= 0), *(one for one in present if one < 0)]
    has = set(panel.block[out].tolist())
    ranked = sorted(order, key=lambda one: one not in has)
    most = min(MOST, max(2, ROWS // (4 * len(panel.years))))
    kept = ranked if len(ranked) <= most else ranked[: most - 1]
    room = max(1, min(LINES, ROWS // (len(panel.years) * (len(kept) + 1)) - 1))
    counts = dict(zip(present.tolist(), members.tolist(), strict=True))
    lines: list[Places] = []
    bands: dict[str | None, Places] = {}
    for code in kept:
        there = np.flatnonzero(panel.block == code)
        if counts[code] > room:
            dark = standing_out(trend, min(DARK, room), there)
            bands[_name(panel, code)] = np.setdiff1d(there, dark)
            there = np.sort(dark)
        lines.append(there)
    names: list[str | None] = [_name(panel, code) for code in kept]
    if len(kept) < len(ranked):
        names.append(None)
        bands[None] = np.flatnonzero(~np.isin(panel.block, kept))
    every = np.concatenate(lines).astype(np.intp)
    return Chosen(names, every, bands, len(ranked) - len(kept), kept != order[: len(kept)])


def _name(panel: Panel, code: int) -> str:
    return panel.blocks[code] if code >= 0 else "–"


def band_of(values: Numbers) -> pd.DataFrame:
    """Quantiles of each year and how many are behind them.

    Args:
        values: n x T, NaN where missing.

    Example:
        >>> band_of(np.array([[1.0, np.nan], [3.0, np.nan]]))[["middle", "count"]].values.tolist()
        [[2.0, 2.0], [nan, 0.0]]
    """
    count = (~np.isnan(values)).sum(axis=0)
    found = np.full((len(_SHARES), values.shape[1]), np.nan)
    for at in np.flatnonzero(count):
        column = values[:, at]
        found[:, at] = np.quantile(column[~np.isnan(column)], list(_SHARES.values()))
    return pd.DataFrame(dict(zip(_SHARES, found, strict=True))).assign(count=count)
