"""The way from one score, ranking or opinion to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lantoa.comparing.staging import Stage, Year, stages
from lantoa.opinions.opinion import Opinion
from lantoa.ranking.ranked import Ranking
from lantoa.scoring.scored import Score
from lantoa.scoring.slate import Standing, places_of


def way(one: Any, was: Year, other: Any, now: Year, broken: Sequence[str]) -> list[Stage]:
    """The stages from one side to the other; of orders alone the start and the end."""
    start, end = source(one), source(other)
    ends = _standing(one, was), _standing(other, now)
    if start is None or end is None:
        part = "rule" if _is_of_the_same(one, was, other, now) else "undivided"
        return [Stage("", ends[0]), Stage(part, ends[1])]
    found = stages(start, was, end, now, broken)
    if not _is_alike(ends[0], found[0].standing):  # a chain of tie-breaks parted some
        found = [Stage("", ends[0]), replace(found[0], part="rule"), *found[1:]]
    if not _is_alike(ends[1], found[-1].standing):
        found.append(Stage("rule", ends[1]))
    return found


def _is_of_the_same(one: Any, was: Year, other: Any, now: Year) -> bool:
    """Whether two orders are made of the same numbers and weights, so that the rule parts them."""
    first, second = _made_of(one, was), _made_of(other, now)
    if first is None or second is None:
        return False
    *names, values = first
    *others, against = second
    return names == others and np.array_equal(values, against, equal_nan=True)


def _made_of(side: Any, year: Year) -> list[Any] | None:
    """Subjects, measures, weights and numbers of a score or an opinion."""
    origin = side._asked.source if isinstance(side, Ranking) else side
    if isinstance(origin, Score):
        slate = origin.slate(year, "raw")
        return [slate.subjects, slate.criteria, slate.exact_weights, slate.values]
    if isinstance(origin, Opinion):
        asked = origin._question
        return [asked.subjects, asked.criteria, asked.exact_weights, asked.numbers]
    return None


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
