"""Who stands within the quotas' lines in every cell.

Where only thresholds vary, no points are for how many parts are met, and no quota lies inside
another or takes a share of those who count, seats and the order of places are the same in every
cell: those who are not in are skipped.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa import _core
from lantoa.ranking.contests import grouped, of_kind
from lantoa.scenarios.evaluated import evaluated, thresholds_make_points
from lantoa.scenarios.grids.axes import Axes, cubed, expect_few_cells
from lantoa.scenarios.grids.counting import against

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lantoa.evaluating import Evaluation
    from lantoa.ranking import Drawn

Table = np.ndarray[Any, Any]

COUNTS = ("units_kept", "units_gained", "people_kept", "people_gained", "units_tied", "people_tied")
"""Who stands within every line that applies: those who do now, and those who do not; and who
shares the last seats with too many."""


def seated(result: Evaluation, axes: Axes) -> Table:
    """Counts in every cell: an axis per path and one of `COUNTS`.

    Raises:
        InputError: There are too many cells to be ranked one by one.
    """
    expect_few_cells(axes)
    before = sides(result)
    before_of_each = np.zeros(len(result._packed.ids), dtype=bool)
    before_of_each[result._found.subjects] = before == _core.Side.WITHIN.value
    found = np.zeros((*axes.shape, len(COUNTS)), dtype=np.int64)
    for where, scenario in axes.scenarios():
        changed = evaluated(result, scenario) if scenario else result
        kept = before_of_each[changed._found.subjects]
        is_unit = of_kind(changed, "unit")
        cells = [
            _counts(one, kept, is_unit) for one in _of_thresholds(result, changed, axes, scenario)
        ]
        shape = [len(axes.listed[path]) for path in axes.thresholds]
        found[where] = np.reshape(cells, (*shape, len(COUNTS)))
    return found


def _counts(side: Table, kept: Table, is_unit: Table) -> list[int]:
    within, tied = side == _core.Side.WITHIN.value, side == _core.Side.TIED.value
    told = [within & kept & is_unit, within & ~kept & is_unit]
    told += [within & kept & ~is_unit, within & ~kept & ~is_unit, tied & is_unit, tied & ~is_unit]
    return [int(one.sum()) for one in told]


def _of_thresholds(
    result: Evaluation, changed: Evaluation, axes: Axes, scenario: Any
) -> Iterator[Table]:
    """The side of everybody judged, cell by cell of the thresholds."""
    spans = [range(len(axes.listed[path])) for path in axes.thresholds]
    if axes.thresholds and changed._drawn and _keeps_order(changed):
        yield from _skipping(changed, axes, spans)
        return
    for places in product(*spans):
        pairs = zip(axes.thresholds, places, strict=True)
        cell = {path: axes.listed[path][place] for path, place in pairs}
        yield sides(evaluated(result, scenario >> cell) if cell else changed)


def _keeps_order(changed: Evaluation) -> bool:
    """Whether no threshold can move the seats of a quota or anybody's points."""
    return not thresholds_make_points(changed._rules) and all(map(_is_plain, changed._drawn))


def _is_plain(drawn: Drawn) -> bool:
    """Whether no criterion can move the seats of a quota."""
    return "inside" not in drawn.quota and drawn.quota.get("of") != "candidates"


def _skipping(changed: Evaluation, axes: Axes, spans: Sequence[range]) -> Iterator[Table]:
    made = cubed(changed, axes, against(changed, changed))
    orders = [(drawn, *_standing(changed, drawn)) for drawn in changed._drawn]
    orders = [one for one in orders if len(one[-1])]  # nobody of a kind need be judged
    for places in product(*spans):
        cell = made.cell(places)
        found = np.where(made.cube.counted(cell) == 1, _core.Side.WITHIN.value, 0)
        for drawn, standing, rows in orders:
            side = np.full(len(rows), _core.Side.BEYOND.value)
            seated = standing.seat(made.cube, cell, int(rows[0]), drawn.seats.on_record)
            side[seated.row] = seated.side
            _lay(found, rows, side, drawn.asked.contest.group >= 0)
        yield found


def _standing(changed: Evaluation, drawn: Drawn) -> tuple[_core.Standing, Table]:
    """Everybody of the quota's kind in the order of places, and their rows, side by side."""
    contest = grouped(changed, drawn.subject_kind, drawn.per).contest
    contest.entry = np.full(len(contest.group), _core.Entry.IN.value, dtype=np.int32)
    rows = np.flatnonzero(of_kind(changed, drawn.subject_kind))
    return _core.Standing(contest), rows


def sides(result: Evaluation) -> Table:
    """The side of everybody judged: the worst over the lines that apply; within where none does.

    Somebody who does not count as in has none.
    """
    found = np.where(result._counted, _core.Side.WITHIN.value, 0)
    for drawn in result._drawn:
        rows = np.flatnonzero(of_kind(result, drawn.subject_kind))
        _lay(found, rows, drawn.sides.side, drawn.has_quota)
    return found


def _lay(found: Table, rows: Table, side: Table, applies: Table) -> None:
    """Lay one more line over the sides so far: whoever is beyond one is beyond."""
    before = found[rows]
    worse = np.where(applies & (before != 0), np.maximum(before, side), before)
    found[rows] = worse
