"""``Evaluation.grid``: axes in, an answer out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from lantoa import _checks, _core
from lantoa.criteria.scenario import shown
from lantoa.ranking.contests import of_kind
from lantoa.scenarios.answer import asked_of
from lantoa.scenarios.choices import in_force_at, is_alone, says_of
from lantoa.scenarios.grids.axes import Axes, axes_of
from lantoa.scenarios.grids.counting import counted, now
from lantoa.scenarios.grids.grid import OutcomeGrid
from lantoa.scenarios.grids.seating import seated, sides
from lantoa.scenarios.labels import label_of

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

Outcome = Literal["counted", "within"]


def grid(
    result: Evaluation, axes: object, outcome: Outcome = "counted", weights: str = "keep"
) -> OutcomeGrid:
    """The answer of ``Evaluation.grid``; see there."""
    _checks.one_of(outcome, ("counted", "within"), what="outcome")
    asked = axes_of(result, axes, weights)
    table = counted(result, asked) if outcome == "counted" else seated(result, asked)
    before = now(result) if outcome == "counted" else _within(result)
    base = {path: in_force_at(result, path) for path in asked.listed}
    return OutcomeGrid(
        _frame=_frame(asked, table, before, _alone(result, asked, base)),
        _kind=result.office.frames,
        asked=asked_of(result),
        axes=asked.listed,
        base=base,
        labels=_labels(result, asked),
        words=_words(result, asked, base),
        outcome=outcome,
        now=int(before.sum()),
    )


def _alone(result: Evaluation, axes: Axes, base: dict[str, Any]) -> dict[str, Any]:
    """The values that are the plan as it is: of one that judges years by years none is."""
    return {
        path: value
        for path, value in base.items()
        if path in axes.thresholds or is_alone(result, path)
    }


def _within(result: Evaluation) -> np.ndarray[Any, Any]:
    within = sides(result) == _core.Side.WITHIN.value
    is_unit = of_kind(result, "unit")
    return np.array([(within & is_unit).sum(), (within & ~is_unit).sum()], dtype=np.int64)


def _words(result: Evaluation, axes: Axes, base: dict[str, Any]) -> dict[tuple[str, str], str]:
    """What values say in words, where that is more than the value itself."""
    book, lang = result.plan._book, result.plan.lang
    told = {
        (path, shown(value)): says_of(book, path, value, lang)
        for path, values in axes.listed.items()
        for value in [*values, base[path]]
        if value is not None
    }
    return {key: word for key, word in told.items() if word}


def _labels(result: Evaluation, axes: Axes) -> dict[str, str]:
    return {path: label_of(result.plan, path) for path in axes.listed}


def _frame(
    axes: Axes, table: np.ndarray[Any, Any], before: np.ndarray[Any, Any], alone: dict[str, Any]
) -> pd.DataFrame:
    """A row per cell, the last path fastest."""
    flat = table.reshape(-1, table.shape[-1])
    places = np.indices(axes.shape).reshape(len(axes.shape), -1)
    frame = pd.DataFrame(
        {
            path: _column(values)[place]
            for (path, values), place in zip(axes.listed.items(), places, strict=True)
        }
    )
    frame["units"] = flat[:, 0] + flat[:, 1]
    frame["people"] = flat[:, 2] + flat[:, 3]
    frame["count"] = frame["units"] + frame["people"]
    frame["gained"] = flat[:, 1] + flat[:, 3]
    frame["lost"] = before.sum() - flat[:, 0] - flat[:, 2]
    if flat.shape[1] > 4:
        frame["tied"] = flat[:, 4] + flat[:, 5]
    frame["in_force"] = np.logical_and.reduce(
        [
            np.array([path in alone and value == alone[path] for value in values])[place]
            for (path, values), place in zip(axes.listed.items(), places, strict=True)
        ]
    )
    return frame


def _column(values: Any) -> np.ndarray[Any, Any]:
    """Numbers as numbers, everything else as the words of the plan."""
    if all(isinstance(value, int) and not isinstance(value, bool) for value in values):
        return np.array(values, dtype=np.int64)
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found
