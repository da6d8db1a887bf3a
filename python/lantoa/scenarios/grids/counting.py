"""How many count as in in every cell: one cube for each combination of what is no threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa.ranking.contests import of_kind
from lantoa.scenarios.evaluated import evaluated
from lantoa.scenarios.grids.axes import Axes, cubed

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

Table = np.ndarray[Any, Any]

COUNTS = ("units_kept", "units_gained", "people_kept", "people_gained")
"""Who counts as in in a cell: those who do now, and those who do not."""


def counted(result: Evaluation, axes: Axes) -> Table:
    """Counts in every cell: an axis per path and one of `COUNTS`."""
    found = np.zeros((*axes.shape, len(COUNTS)), dtype=np.int64)
    for where, scenario in axes.scenarios():
        changed = evaluated(result, scenario) if scenario else result
        found[where] = _of_thresholds(changed, axes, against(result, changed))
    return found


def _of_thresholds(changed: Evaluation, axes: Axes, before: Table) -> Table:
    """Counts over the thresholds alone, in the order of the grid."""
    made = cubed(changed, axes, before)
    table = made.cube.table().reshape((*made.cube.sizes, len(COUNTS)))
    return table[np.ix_(*made.order)] if made.order else table.reshape(len(COUNTS))


def against(result: Evaluation, changed: Evaluation) -> Table:
    """Of each subject that a changed result judges, 1 where it counts as in now."""
    everybody = np.zeros(len(result._packed.ids), dtype=np.int32)
    everybody[result._found.subjects[result._counted]] = 1
    return everybody[changed._found.subjects]


def now(result: Evaluation) -> Table:
    """How many units and people count as in now."""
    is_unit, is_in = of_kind(result, "unit"), result._counted
    return np.array([(is_in & is_unit).sum(), (is_in & ~is_unit).sum()], dtype=np.int64)
