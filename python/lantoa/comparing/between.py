"""The way from one score, ranking or opinion to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lantoa.comparing.moving import places_of
from lantoa.comparing.staging import Stage, Year, stages
from lantoa.ranking.ranked import Ranking
from lantoa.scoring.scored import Score
from lantoa.scoring.slate import Standing


def way(one: Any, was: Year, other: Any, now: Year, broken: Sequence[str]) -> list[Stage]:
    """The stages from one side to the other; of orders alone the start and the end."""
    start, end = source(one), source(other)
    ends = _standing(one, was), _standing(other, now)
    if start is None or end is None:
        part = "rule" if was == now else "undivided"
        return [Stage("", ends[0]), Stage(part, ends[1])]
    found = stages(start, was, end, now, broken)
    if not _is_alike(ends[0], found[0].standing):  # a chain of tie-breaks parted some
        found = [Stage("", ends[0]), replace(found[0], part="rule"), *found[1:]]
    if not _is_alike(ends[1], found[-1].standing):
        found.append(Stage("rule", ends[1]))
    return found


def source(side: Any) -> Score | None:
    """The score that a side is, or that a ranking ranks."""
    found = side._asked.source if isinstance(side, Ranking) else side
    return found if isinstance(found, Score) else None


def _standing(side: Any, year: Year) -> Standing:
    """Who stands where; of a ranking with what its chain of tie-breaks parts."""
    found: Standing = side.standing(year)
    if not isinstance(side, Ranking):
        return found
    rows = side._frame.dropna(subset=["place"])
    if "year" in rows.columns:
        rows = rows[rows["year"] == found.year]
    places = dict(zip(rows["subject_id"], rows["place"], strict=True))
    keys = np.array([-places[subject] for subject in found.subjects], np.int64)
    return replace(found, keys=keys)


def _is_alike(one: Standing, other: Standing) -> bool:
    return one.subjects == other.subjects and bool(
        np.array_equal(places_of(one.keys), places_of(other.keys))
    )
