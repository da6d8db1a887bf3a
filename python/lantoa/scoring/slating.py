"""Scores as plain numbers: what kernels and other verbs take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from lantoa import _checks
from lantoa.scoring.scheme import WHOLE, Scheme
from lantoa.scoring.slate import Slate

if TYPE_CHECKING:
    from lantoa.scoring.scored import Score

Level = Literal["top", "measures", "raw"]


def slate_of(score: Score, year: int | None, level: Level) -> Slate:
    """The answer of ``Score.slate``; see there."""
    _checks.one_of(level, ["top", "measures", "raw"], what="level")
    scheme, rows = score.scheme, score._rows_of(year)
    nodes = scheme.top if level == "top" else scheme.measures
    shares = tuple(scheme.whole_share(node.name) for node in nodes)
    columns = [_column(score, node.name, level)[rows] for node in nodes]
    complete = not any(np.isnan(column).any() for column in columns)
    if scheme.missing == "renormalise":
        complete = complete and not _is_patchy(score, year, [node.name for node in nodes], level)
    return Slate(
        **vars(score.standing(year)),
        criteria=tuple(node.name for node in nodes),
        labels=tuple(scheme.label_of(node.name) for node in nodes),
        weights=np.array(list(map(float, shares))),
        exact_weights=shares,
        values=np.asfortranarray(np.column_stack(columns)),
        is_linear=complete and level != "raw" and _is_linear(scheme, level),
        factor=_factor(scheme, level),
    )


def _is_patchy(score: Score, year: int | None, names: list[str], level: Level) -> bool:
    """Whether somebody has some and lacks others: moved weights decide whether that is enough."""
    shown = score._in(year)
    lacks = np.stack([np.isnan(_column(score, name, level)[shown]) for name in names])
    return bool((lacks.any(axis=0) & ~lacks.all(axis=0)).any())


def _column(score: Score, name: str, level: Level) -> NDArray[np.float64]:
    scheme, made = score.scheme, score._composed
    if level == "raw":
        column = made.given[:, made.names.index(name)]
        return -column if scheme.nodes[name].less else column
    column = made.of(name)
    return np.where(np.isnan(column), 0.0, column) if scheme.missing == "zero" else column


def _is_linear(scheme: Scheme, level: Level) -> bool:
    """Whether the weights of a level add up to the score, so that moving them is all."""
    if level == "top":
        return scheme.aggregate_of(WHOLE) in ("arithmetic", "sum")
    names = [WHOLE, *(node.name for node in scheme.pillars)]
    return all(scheme.aggregate_of(name) == "arithmetic" for name in names)


def _factor(scheme: Scheme, level: Level) -> float:
    factor = scheme.factor
    if level == "top" and scheme.aggregate_of(WHOLE) == "sum":
        factor *= sum(node.weight for node in scheme.top)
    return float(factor)
