"""From which level to which, and the shares of levels year by year."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _core
from lantoa.trends.panel import NO_BLOCK, Codes, Panel

FEWEST_IN_A_ROW = 10  # moves from a level, before shares of it are told
LEVEL = 0.95  # of intervals
_FEWEST_FOR_FIFTHS = 100  # subjects
_CLASSES, _MORE_CLASSES = 3, 5
WAYS = ("up", "same", "down")

Whole: TypeAlias = NDArray[np.int64]


def steps_of(panel: Panel) -> tuple[Codes, Codes]:
    """The columns before and after each step that crosses no break."""
    inside = [(at, after) for at, after in pairwise(range(len(panel.years)))]
    kept = [one for one in inside if one[1] not in panel.starts]
    before, after = np.array(kept, np.int32).reshape(-1, 2).T
    return np.ascontiguousarray(before), np.ascontiguousarray(after)


def classes_of(panel: Panel) -> tuple[Codes, tuple[str, ...]]:
    """The class of each value, worst first, and what the classes are called.

    Of ratings they are the levels; else thirds of the places of a year, of a hundred subjects or
    more fifths.
    """
    if panel.levels:
        codes = np.where(np.isnan(panel.values), -1, panel.values)
        return np.asfortranarray(codes.astype(np.int32)), panel.levels
    k = _MORE_CLASSES if len(panel) >= _FEWEST_FOR_FIFTHS else _CLASSES
    values = np.asfortranarray(panel.sign * panel.values)
    return _core.place_classes(values, k), tuple(f"{at + 1}/{k}" for at in range(k))


def moves_of(panel: Panel) -> tuple[Whole, tuple[str, ...]]:
    """Moves between classes over all steps, a row per class before."""
    codes, names = classes_of(panel)
    return _core.transitions(codes, len(names), *steps_of(panel)), names


def transitions(panel: Panel) -> pd.DataFrame:
    """A row per class before and class after, from ten moves on; else up, same and down.

    Columns: ``was``, ``now`` (a class, or ``up``, ``same``, ``down``), ``count``, ``of`` (moves
    from ``was``), ``share``, ``low``, ``high`` (Jeffreys).
    """
    counts, names = moves_of(panel)
    rows = [row for at in range(len(names)) for row in _row(counts, at, names)]
    table = pd.DataFrame(rows, columns=["was", "now", "count", "of"])
    table = pd.concat([table, _collapsed(counts)], ignore_index=True)
    return _with_shares(table, _core.jeffreys)


def _row(counts: Whole, at: int, names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    of = int(counts[at].sum())
    if of < FEWEST_IN_A_ROW:
        return []
    return [(names[at], names[to], int(counts[at, to]), of) for to in range(len(names))]


def _collapsed(counts: Whole) -> pd.DataFrame:
    """Up, same and down over all classes: what a small office can still be told."""
    was, now = np.indices(counts.shape)
    of = int(counts.sum())
    found = [int(counts[now > was].sum()), int(np.trace(counts)), int(counts[now < was].sum())]
    rows = {"was": None, "now": list(WAYS), "count": found, "of": of}
    return pd.DataFrame(rows) if of else pd.DataFrame(columns=["was", "now", "count", "of"])


def left_out(panel: Panel) -> list[tuple[str, int]]:
    """Classes from which some moved, but too few to be told apart, and how many."""
    counts, names = moves_of(panel)
    found = counts.sum(axis=1)
    return [
        (name, int(one))
        for name, one in zip(names, found, strict=True)
        if 0 < one < FEWEST_IN_A_ROW
    ]


def shares(panel: Panel) -> pd.DataFrame:
    """The share of every level in every year, overall and by block, with Wilson intervals.

    Columns: ``block`` (where there are blocks; missing: everybody), ``year``, ``level``,
    ``count``, ``of``, ``share``, ``low``, ``high``. Without levels there are no rows.
    """
    groups: list[tuple[str | None, NDArray[np.bool_]]] = [(None, np.ones(len(panel), bool))]
    groups += [(name, panel.block == code) for code, name in enumerate(panel.blocks)]
    rows = [row for name, there in groups for row in _shares_of(panel, name, there)]
    columns = ["block", "year", "level", "count", "of"]
    found = _with_shares(pd.DataFrame(rows, columns=columns), _core.wilson)
    found["level"] = pd.Categorical(found["level"], list(panel.levels), ordered=True)
    found["block"] = found["block"].astype("str")
    return found if panel.blocks else found.drop(columns="block")


def _shares_of(panel: Panel, block: str | None, there: NDArray[np.bool_]) -> list[tuple[Any, ...]]:
    found = []
    for at, year in enumerate(panel.years):
        values = panel.values[there, at]
        of = int((~np.isnan(values)).sum())
        counts = [int((values == code).sum()) for code in range(len(panel.levels))]
        if of:
            found += [
                (block, year, level, count, of)
                for level, count in zip(panel.levels, counts, strict=True)
            ]
    return found


def _with_shares(table: pd.DataFrame, intervals: Any) -> pd.DataFrame:
    counts, of = (table[name].to_numpy(np.int64) for name in ("count", "of"))
    ends = intervals(counts, of, LEVEL)
    share = np.divide(counts, of, out=np.full(len(of), np.nan), where=of > 0)
    texts = {name: table[name].astype("str") for name in ("was", "now") if name in table}
    whole = {"count": counts, "of": of}
    return table.assign(**texts, **whole, share=share, low=ends.low, high=ends.high)


def yearly(panel: Panel) -> pd.DataFrame:
    """Of every year, overall and by block: how many are known, their mean and their median."""
    groups: list[tuple[str | None, NDArray[np.bool_]]] = [(None, np.ones(len(panel), bool))]
    groups += [(name, panel.block == code) for code, name in enumerate(panel.blocks)]
    rows = []
    for name, there in groups:
        for at, year in enumerate(panel.years):
            known = panel.values[there, at]
            known = known[~np.isnan(known)]
            if len(known):
                rows.append((name, year, len(known), known.mean(), float(np.median(known))))
    found = pd.DataFrame(rows, columns=["block", "year", "subjects", "mean", "median"])
    found["block"] = found["block"].astype("str")
    return found if panel.blocks else found.drop(columns="block")


def has_blocks(panel: Panel) -> bool:
    """Whether anybody is in a block."""
    return bool((panel.block != NO_BLOCK).any())
