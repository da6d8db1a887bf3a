"""Every combination of values of several paths, as scenarios that are made when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from math import prod
from typing import Any, overload

from lantoa._checks import InputError
from lantoa.criteria import merging
from lantoa.criteria.scenario import Scenario
from lantoa.criteria.values import freeze, plain

MOST = 1_000_000
"""Cells of a grid before it is refused."""


class Grid(Sequence[Scenario]):
    """A scenario for each combination, the last path fastest; `Scenario.grid` makes one.

    Attributes:
        axes: Paths and their values, in the order they were given.
        weights: How other weights move in every cell.
    """

    def __init__(self, axes: Mapping[str, tuple[Any, ...]], weights: str) -> None:
        self.axes = dict(axes)
        self.weights = weights

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values each path has."""
        return tuple(len(values) for values in self.axes.values())

    def __len__(self) -> int:
        return prod(self.shape)

    @overload
    def __getitem__(self, at: int) -> Scenario: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Scenario]: ...
    def __getitem__(self, at: int | slice) -> Scenario | Sequence[Scenario]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        rest = at + len(self) if at < 0 else at
        if not 0 <= rest < len(self):
            raise IndexError(f"the grid has {len(self)} cells, and none is number {at}")
        found = {}
        for path, values in reversed(self.axes.items()):
            rest, place = divmod(rest, len(values))
            found[path] = values[place]
        return Scenario(found, weights=self.weights)

    def __repr__(self) -> str:
        told = " × ".join(f"{path} ({len(values)})" for path, values in self.axes.items())
        return f"{len(self)} scenarios: {told}"


def grid(axes: object, weights: str) -> Grid:
    """The grid of ``Scenario.grid``; see there."""
    if not isinstance(axes, Mapping) or not axes:
        raise InputError(f"grid: expected a mapping of paths to values, not {axes!r}")
    sizes = {path: _size(path, values) for path, values in axes.items()}
    cells = prod(sizes.values())
    if cells > MOST:
        told = " × ".join(str(size) for size in sizes.values())
        raise InputError(
            f"grid: {told} = {cells} cells, expected at most {MOST}; take fewer values, or ask "
            "result.tipping(path) of one path at a time: it leaves out no value"
        )
    merging.checked(axes)
    return Grid({path: _values(path, values) for path, values in axes.items()}, weights)


def _size(path: str, values: Any) -> int:
    listed = hasattr(values, "__len__") and hasattr(values, "__getitem__")
    if not listed or isinstance(values, str | Mapping):
        kind = type(values).__name__
        raise InputError(f"grid: {path}: expected a list of values or a range, not {kind}")
    try:
        size = len(values)
    except OverflowError:  # a range of more numbers than Python counts
        size = abs(values.stop - values.start) // abs(values.step)
    if not size:
        raise InputError(f"grid: {path}: expected at least one value, found none")
    return int(size)


def _values(path: str, values: Iterable[Any]) -> tuple[Any, ...]:
    """The values of an axis, each once."""
    found = tuple(freeze(plain(value)) for value in islice(values, MOST))
    seen: set[Any] = set()
    for value in found:
        key = type(value).__name__, value
        if key in seen:
            raise InputError(f"grid: {path}: the value {value} is given twice")
        seen.add(key)
    return found
