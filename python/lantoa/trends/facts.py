"""Facts of every series: changes, ups and downs, runs, moves of places. They are shown always.

Facts are of the years since the last break of a scale: nothing is counted across one. A change
is from one year of the panel to the next, where both are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _core
from lantoa.trends.panel import Numbers, Panel

UP, SAME, DOWN, UNKNOWN = 1, 0, -1, -2
RECENT = 3  # changes that decide who is emerging or slipping
TWICE = 2  # of them that must go one way, none the other
STANDINGS = ("emerging", "slipping", "mixed", "steady", "too_short")

Ways: TypeAlias = NDArray[np.int8]
Whole: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Facts:
    """Of n subjects over the T years since the last break.

    Attributes:
        panel: Those years.
        ways: n x (T - 1): `UP` (better), `SAME`, `DOWN` or `UNKNOWN`.
        places: n x T places from 1, the best first, equals sharing the best; 0 where unknown.
        standing: n codes of `STANDINGS`.
    """

    panel: Panel
    ways: Ways
    places: Whole
    standing: NDArray[np.int8]


def facts_of(panel: Panel) -> Facts:
    """The facts of a panel, from its last break on.

    Example:
        >>> from lantoa.trends.panel import laid
        >>> years = [2021, 2022, 2023, 2024]
        >>> panel = laid(["A"] * 4, years, [1.0, 2.0, 2.0, 3.0], what="value")
        >>> found = facts_of(panel)
        >>> found.ways.tolist(), STANDINGS[found.standing[0]]
        ([[1, 0, 1]], 'emerging')
    """
    here = panel.unbroken
    ways = ways_of(here)
    return Facts(here, ways, places_of(here), standings_of(ways))


def ways_of(panel: Panel) -> Ways:
    """Which way each change went, of all years: 1 is better; across a break it is unknown."""
    steps = panel.sign * np.diff(panel.values, axis=1)
    found = np.where(np.isnan(steps), UNKNOWN, np.sign(steps)).astype(np.int8)
    found[:, [start - 1 for start in panel.starts if start > 0]] = UNKNOWN
    return found


def places_of(panel: Panel) -> Whole:
    """Places of each year among those with a value."""
    found = np.zeros(panel.values.shape, np.int64, order="F")
    for at in range(len(panel.years)):
        there = ~np.isnan(panel.values[:, at])
        keys = np.unique(panel.sign * panel.values[there, at], return_inverse=True)[1]
        keys = np.ascontiguousarray(keys, np.int64)
        found[there, at] = _core.places_among(keys, keys)
    return found


def standings_of(ways: Ways) -> NDArray[np.int8]:
    """Who is emerging and who is slipping, by the last changes.

    Emerging: of the last three changes at least two up, none down. Slipping: the mirror. Mixed: up
    and down both. Steady: at most one change. Too short: one of the three is not known.
    """
    last = ways[:, -RECENT:] if ways.shape[1] >= RECENT else np.full((len(ways), 1), UNKNOWN)
    ups, downs = (last == UP).sum(axis=1), (last == DOWN).sum(axis=1)
    short = (last == UNKNOWN).any(axis=1)
    conditions = [
        short,
        (ups >= TWICE) & (downs == 0),
        (downs >= TWICE) & (ups == 0),
        (ups > 0) & (downs > 0),
    ]
    codes = [STANDINGS.index(one) for one in ("too_short", "emerging", "slipping", "mixed")]
    return np.select(conditions, codes, STANDINGS.index("steady")).astype(np.int8)


def longest(ways: Ways, way: int) -> Whole:
    """The most changes one way in a row."""
    run, found = np.zeros(len(ways), np.int64), np.zeros(len(ways), np.int64)
    for column in ways.T:
        run = np.where(column == way, run + 1, 0)
        found = np.maximum(found, run)
    return found


def run_now(ways: Ways) -> Whole:
    """Changes one way in a row up to the last year, below 0 where they go down."""
    found = np.zeros(len(ways), np.int64)
    if not ways.shape[1]:
        return found
    last, going = ways[:, -1], np.isin(ways[:, -1], (UP, DOWN))
    for column in ways.T[::-1]:
        going = going & (column == last)
        found += going
    return np.where(last == DOWN, -found, found)


def ends(values: Numbers) -> tuple[Whole, Whole, Whole]:
    """The number of known years of each row, and its first and last column; 0 where none is."""
    there = ~np.isnan(values)
    count = there.sum(axis=1)
    first = there.argmax(axis=1)
    last = values.shape[1] - 1 - there[:, ::-1].argmax(axis=1)
    return count, first, np.where(count > 0, last, 0)


def framed(facts: Facts) -> pd.DataFrame:
    """The facts as a frame, a row per subject; see ``Trend``."""
    panel, ways = facts.panel, facts.ways
    count, first, last = ends(panel.values)
    none, once = count == 0, count < 2
    rows, years = np.arange(len(panel)), np.array(panel.years)
    value_first, value_last = panel.values[rows, first], panel.values[rows, last]
    change, span = value_last - value_first, years[last] - years[first]
    known = (ways != UNKNOWN).any(axis=1)
    place_first, place_last = facts.places[rows, first], facts.places[rows, last]
    names = np.array([*panel.blocks, None], object)
    columns: dict[str, Any] = {panel.subject: pd.array(list(panel.subjects), "str")}
    if panel.blocks:
        columns["block"] = pd.array(names[panel.block], "str")
    columns |= {
        "years": count,
        "first_year": _whole(years[first], none),
        "last_year": _whole(years[last], none),
        "first": _level_or_number(panel, value_first),
        "last": _level_or_number(panel, value_last),
        "change": np.where(once, np.nan, change),
        "change_per_year": np.where(once, np.nan, change / np.where(once, 1, span)),
        "ups": (ways == UP).sum(axis=1),
        "downs": (ways == DOWN).sum(axis=1),
        "same": (ways == SAME).sum(axis=1),
        "longest_run": longest(ways, UP),
        "longest_fall": longest(ways, DOWN),
        "run_now": _whole(run_now(ways), ~known),
        "place_first": _whole(place_first, none),
        "place_last": _whole(place_last, none),
        "place_change": _whole(place_first - place_last, once),
        "standing": _named(facts.standing, STANDINGS),
    }
    return pd.DataFrame(columns)


def changes(panel: Panel) -> pd.DataFrame:
    """Every change of every subject, a row each: from which year to which, and which way."""
    ways, steps = ways_of(panel), len(panel.years) - 1
    years = np.array(panel.years)
    across = np.isin(np.arange(1, steps + 1), panel.starts)
    was, now = panel.values[:, :-1], panel.values[:, 1:]
    there = ~np.isnan(was) & ~np.isnan(now)
    told = np.array(["down", "same", "up", "break"], object)[
        np.where(across, 3, np.where(there, ways, 0) + 1)
    ]
    row, step = np.nonzero(there)
    names = np.array(panel.subjects, object)
    return pd.DataFrame(
        {
            panel.subject: pd.array(names[row], "str"),
            "before": years[:-1][step],
            "year": years[1:][step],
            "was": _level_or_number(panel, was[row, step]),
            "now": _level_or_number(panel, now[row, step]),
            "change": np.where(across[step], np.nan, (now - was)[row, step]),
            "way": pd.array(told[row, step], "str"),
        }
    )


def _level_or_number(panel: Panel, values: Numbers) -> Any:
    if not panel.levels:
        return values
    codes = np.where(np.isnan(values), -1, values).astype(np.int64)
    return _named(codes, panel.levels)


def _named(codes: NDArray[Any], names: Sequence[str]) -> Any:
    """Codes as ordered names, missing below 0."""
    kind = pd.CategoricalDtype(list(names), ordered=True)
    cells: Any = np.array([*names, None], object)[codes]
    return pd.Categorical(cells, dtype=kind)


def _whole(values: Whole, missing: NDArray[np.bool_]) -> Any:
    return pd.arrays.IntegerArray(np.asarray(values, np.int64), np.array(missing, bool))
