"""The axes of a grid: thresholds, which a cube answers at once, and all other paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa import _checks, _core, _thresholds
from lantoa._checks import InputError
from lantoa.criteria.grids import Grid
from lantoa.criteria.grids import grid as made
from lantoa.criteria.paths import full_path, known_paths
from lantoa.criteria.scenario import Scenario
from lantoa.criteria.weights import KEEP
from lantoa.criteria.weights import checked as checked_weights
from lantoa.scenarios.thresholds import GREATEST, Threshold, thresholds_of

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

MOST_JUDGED = 2_000
"""Combinations that have to be judged or ranked by themselves, before a grid is refused."""


@dataclass(frozen=True)
class Axes:
    """The axes of a grid by their full paths, in the order asked.

    Attributes:
        listed: The values of every path.
        thresholds: The paths that are thresholds.
        weights: How other weights move where one is an axis.
    """

    listed: Mapping[str, Sequence[Any]]
    thresholds: Sequence[str]
    weights: str

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values each path has."""
        return tuple(len(values) for values in self.listed.values())

    @property
    def others(self) -> list[str]:
        """The paths that are no thresholds."""
        return [path for path in self.listed if path not in self.thresholds]

    def scenarios(self) -> Iterator[tuple[tuple[Any, ...], Scenario]]:
        """Every combination of the paths that are no thresholds: places on them, and a scenario."""
        spans = [range(len(self.listed[path])) for path in self.others]
        for at in product(*spans):
            chosen = {p: self.listed[p][i] for p, i in zip(self.others, at, strict=True)}
            place = dict(zip(self.others, at, strict=True))
            where = tuple(place.get(path, slice(None)) for path in self.listed)
            yield where, Scenario(chosen, weights=self.weights)


def axes_of(result: Evaluation, asked: object, weights: str) -> Axes:
    """The axes that are asked for, each value possible in the plan.

    Raises:
        InputError: A path is not in the plan or is there twice, a value is not possible, weights
            cannot move so, or there are too many cells.
    """
    grid = _grid(result, asked, weights)
    known, thresholds = known_paths(result.plan._book), thresholds_of(result)
    values: dict[str, Sequence[Any]] = {}
    for path, listed in grid.axes.items():
        full = full_path(path, known)
        if full in values:
            raise InputError(f"grid: {full} is given twice")
        if any(value is None for value in listed):
            raise InputError(f"grid: {full}: expected values, and None takes a change back")
        values[full] = listed
        if full in thresholds:
            for value in listed:
                checked(thresholds[full], value)
    found = Axes(values, [path for path in values if path in thresholds], grid.weights)
    _few(found.others, values, "result.tipping(path) answers one path, whatever its values")
    return found


def _grid(result: Evaluation, asked: object, weights: str) -> Grid:
    grid = asked if isinstance(asked, Grid) else made(asked, weights)
    if weights not in (KEEP, grid.weights):
        raise InputError(
            f'grid: the scenarios move other weights by "{grid.weights}", not by "{weights}"; '
            "say it in Scenario.grid alone"
        )
    checked_weights(grid.weights, result.plan._book.filled)
    return grid


def _few(paths: Sequence[str], values: Mapping[str, Sequence[Any]], instead: str) -> None:
    many = int(np.prod([len(values[path]) for path in paths], dtype=object))
    if many > MOST_JUDGED:
        raise InputError(
            f"grid: {_checks.listed(list(paths))} make {many} combinations that must be judged one "
            f"by one, expected at most {MOST_JUDGED}; {instead}"
        )


def expect_few_cells(axes: Axes) -> None:
    """Refuse more cells than can be ranked one by one.

    Raises:
        InputError: There are too many.
    """
    _few(list(axes.listed), axes.listed, 'outcome="counted" answers up to a million cells')


def checked(threshold: Threshold, value: object) -> int:
    """A value of a threshold.

    Raises:
        InputError: It is no whole number, or off the scale; the message has the nearest.
    """
    most = min(threshold.most, GREATEST)
    if isinstance(value, int) and not isinstance(value, bool):
        nearest = min(max(value, threshold.least), most)
        if nearest == value:
            return value
        near = f", the nearest is {nearest}"
    else:
        near = ""
    expected = f"expected {threshold.least} to {most}{near}"
    raise InputError(f"grid: {threshold.path}: {value!r} is not possible; {expected}")


@dataclass(frozen=True)
class Cubed:
    """The thresholds of a grid under one combination of the other paths.

    Attributes:
        cube: Counts of every combination.
        order: For each threshold where each value of the grid stands on the cube's axis.
    """

    cube: _core.Cube
    order: Sequence[np.ndarray[Any, Any]]

    def cell(self, places: Sequence[int]) -> np.ndarray[Any, Any]:
        """The cube's cell of places on the grid's thresholds."""
        at = [order[place] for order, place in zip(self.order, places, strict=True)]
        return np.array(at, dtype=np.int32)


def cubed(result: Evaluation, axes: Axes, against: np.ndarray[Any, Any]) -> Cubed:
    """The cube of a result over the thresholds of a grid.

    Raises:
        InputError: A threshold is none under this combination, a value is off its scale there, or
            one gate counts too many of them together.
    """
    known = thresholds_of(result)
    made, orders = [], []
    for path in axes.thresholds:
        threshold = known[_checks.one_of(path, known, what="threshold")]
        numbers = [
            _thresholds.threshold(threshold.kind, threshold.key, checked(threshold, value))
            for value in axes.listed[path]
        ]
        axis = _core.Axis()
        axis.rule = threshold.rule
        axis.thresholds = np.array(sorted(numbers), dtype=np.int32)
        made.append(axis)
        orders.append(np.searchsorted(axis.thresholds, numbers))
    counting = _core.Counting[result.counting.upper()]
    only = result.gates == "countable"
    try:
        cube = result._measured.cube(made, counting, countable_only=only, against=against)
    except InputError as refused:
        raise InputError(
            f"grid: {refused}; take fewer values, or result.tipping(path) of one path at a time"
        ) from None
    return Cubed(cube, orders)
