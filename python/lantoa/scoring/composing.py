"""A scheme and measures as what the core takes, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _core
from lantoa._checks import InputError
from lantoa.scoring.panel import Measures
from lantoa.scoring.scheme import WHOLE, Scheme

_KINDS = {
    "goalposts": _core.Normalise.GOALPOSTS,
    "target": _core.Normalise.GOALPOSTS,
    "minmax": _core.Normalise.MIN_MAX,
    "z": _core.Normalise.Z,
    "rank": _core.Normalise.NONE,  # ranks are made before
    "none": _core.Normalise.NONE,
}
_AGGREGATES = {one.name.lower(): one for one in _core.Aggregate}
_MISSING = {
    "unscored": _core.MissingRule.UNSCORED,
    "carry_forward": _core.MissingRule.UNSCORED,
    "zero": _core.MissingRule.ZERO,
    "renormalise": _core.MissingRule.RENORMALISE,
}


_WHOLE = 2**53  # below it doubles hold every whole number


@dataclass(frozen=True, eq=False)
class Composed:
    """Measures scaled and put together by a scheme.

    Attributes:
        scheme: By which.
        names: The measures in the core's order, m.
        pillars: The inner nodes in the core's order, the whole (``""``) last.
        given: n x m as they came, NaN where missing; column-major.
        carried: n x m: taken from an earlier year.
        periods: n codes: which rows ``minmax``, ``z`` and ``rank`` compare.
    """

    scheme: Scheme
    names: tuple[str, ...]
    pillars: tuple[str, ...]
    given: NDArray[np.float64]
    carried: NDArray[np.bool_]
    periods: NDArray[np.int32]

    @cached_property
    def ready(self) -> NDArray[np.float64]:
        """The values that the core scales: ranks in place of those that are ranked."""
        by_rank = [at for at, name in enumerate(self.names) if self._how(name) == "rank"]
        if not by_rank:
            return self.given
        found = self.given.copy(order="F")
        for at in by_rank:
            less = self.scheme.nodes[self.names[at]].less
            found[:, at] = _core.ranked(self.given[:, at], self.periods, less)
        return found

    def _how(self, name: str) -> str:
        return self.scheme.normalise_of(name)

    @cached_property
    def scaling(self) -> _core.Scaling:
        """What brings each measure of each period to its scale."""
        return _core.scaling_of(self.ready, self.periods, list(map(self._scale, self.names)))

    def _scale(self, name: str) -> _core.Scale:
        scale, how = _core.Scale(), self._how(name)
        scale.kind = _KINDS[how]
        scale.less = self.scheme.nodes[name].less and how != "rank"
        scale.low, scale.high = map(float, ends(self.scheme, name) or (0, 1))
        return scale

    @cached_property
    def tree(self) -> _core.Tree:
        """The tree in the core's order; weights are whole numbers."""
        scheme, nodes = self.scheme, (*self.names, *self.pillars)
        at = {name: number for number, name in enumerate(nodes)}
        tree = _core.Tree()
        parents = [scheme.nodes[name].parent for name in nodes[:-1]]
        divisors = {pillar: self._divisor(pillar) for pillar in self.pillars}
        weights = [
            scheme.nodes[name].weight * divisors[parent]
            for name, parent in zip(nodes[:-1], parents, strict=True)
        ]
        tree.parent = np.array([*(at[parent] for parent in parents), -1], np.int32)
        tree.weight = np.array([*map(float, weights), 1.0])
        hows = ["arithmetic"] * len(self.names) + list(map(scheme.aggregate_of, self.pillars))
        tree.aggregate = np.array([_AGGREGATES[how].value for how in hows], np.int32)
        tree.divisor = np.array([float(divisors.get(name, 1)) for name in nodes])
        tree.missing = _MISSING[scheme.missing]
        tree.coverage_numerator = float(scheme.coverage.numerator)
        tree.coverage_denominator = float(scheme.coverage.denominator)
        return tree

    def _divisor(self, pillar: str) -> int:
        """What makes the weights below a pillar whole, where doubles hold them; else 1."""
        found = self.scheme.divisor(pillar)
        whole = sum(child.weight for child in self.scheme.children[pillar]) * found
        return found if whole < _WHOLE else 1

    @cached_property
    def composite(self) -> _core.Composite:
        """Every pillar of every row."""
        found: _core.Composite = self._asked(_core.compose)
        return found

    def _asked(self, kernel: Any) -> Any:
        try:
            return kernel(self.ready, self.periods, self.scaling, self.tree)
        except InputError as error:
            raise InputError(self._worded(str(error))) from None

    def _worded(self, message: str) -> str:
        """A complaint of the core about a node, with its name."""
        words = message.split()
        if words[:1] == ["node"] and "below" in words:
            name = (*self.names, *self.pillars)[int(words[1])]
            parent = self.scheme.nodes[name].parent
            how = self.scheme.aggregate_of(parent)
            return (
                f'"{name}" has a value below 0, {words[-1]}, which a mean that is "{how}" does not '
                'allow; expected a scale from 0 up, such as normalise = "minmax"'
            )
        return message

    def beyond(self, name: str) -> NDArray[np.bool_]:
        """The rows whose value lies beyond the fixed ends of a measure's scale and is held there.

        A target that is more than reached is no such row.
        """
        column = self.given[:, self.names.index(name)]
        fixed = ends(self.scheme, name)
        if fixed is None:
            return np.zeros(len(column), bool)
        low, high = map(float, fixed)
        if self._how(name) == "target":
            return column > high if self.scheme.nodes[name].less else column < low
        return (column < low) | (column > high)

    @cached_property
    def scores(self) -> NDArray[np.float64]:
        """n scores, NaN where there is none."""
        found = self.composite.pillars[:, -1] * float(self.scheme.factor)
        return np.asarray(found, np.float64)

    @cached_property
    def scaled(self) -> NDArray[np.float64]:
        """n x m on their scales, NaN where missing."""
        return _core.scaled(self.ready, self.periods, self.scaling)

    @cached_property
    def contributions(self) -> NDArray[np.float64]:
        """n x m: what each measure gives to the score."""
        found: NDArray[np.float64] = self._asked(_core.contributions)
        return found * float(self.scheme.factor)

    def of(self, name: str) -> NDArray[np.float64]:
        """A node of every row: a measure on its scale, or a pillar; NaN where missing."""
        if name in self.names:
            return self.scaled[:, self.names.index(name)]
        return self.composite.pillars[:, self.pillars.index(name)]


def ends(scheme: Scheme, name: str) -> tuple[Fraction, Fraction] | None:
    """The fixed ends of a measure's scale; None where its rule has none."""
    node, how = scheme.nodes[name], scheme.normalise_of(name)
    low, high = node.low, node.high
    if how == "target":
        low, high = (node.target, node.high) if node.less else (node.low, node.target)
    if how not in ("goalposts", "target") or low is None or high is None:
        return None
    return low, high


def composed(measures: Measures, scheme: Scheme) -> Composed:
    """Measures by a scheme, nothing computed yet.

    Raises:
        InputError: A measure of the scheme is not there.
    """
    names = tuple(sorted(node.name for node in scheme.measures))
    for name in names:
        if name not in measures.names:
            from lantoa._checks import unknown

            raise unknown(name, measures.names, what="scheme: measure")
    columns = [measures.names.index(name) for name in names]
    alike = columns == list(range(len(measures.names)))
    values = measures._values if alike else np.asfortranarray(measures._values[:, columns])
    carried = np.zeros((len(measures), len(names)), bool)
    if scheme.missing == "carry_forward":
        values, carried = _carried(measures, values)
    pillars = sorted(
        (node.name for node in scheme.pillars), key=lambda one: (-scheme.depth(one), one)
    )
    over = measures._periods if scheme.over == "year" else np.zeros(len(measures), np.int32)
    return Composed(scheme, names, (*pillars, WHOLE), values, carried, over)


def _carried(
    measures: Measures, values: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """What is missing from the last earlier year of the subject that has it."""
    if measures._years is None:
        raise InputError('missing = "carry_forward" needs years to carry from; there are none')
    order = np.lexsort((measures._years, measures._subjects.astype(str)))
    frame = pd.DataFrame(values[order])
    filled = frame.groupby(measures._subjects[order]).ffill().to_numpy()
    found = np.empty_like(values, order="F")
    found[order] = filled
    return found, np.isnan(values) & ~np.isnan(found)
