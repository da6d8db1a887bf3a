"""How many count as in under every combination of edits that are all thresholds: from one cube."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import TYPE_CHECKING

from lantoa.criteria.paths import full_path, known_paths
from lantoa.criteria.scenario import Scenario
from lantoa.scenarios.evaluated import evaluated, reach_of
from lantoa.scenarios.grids.axes import Axes, cubed
from lantoa.scenarios.grids.counting import against
from lantoa.scenarios.thresholds import Threshold, thresholds_of

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

Numbers = Mapping[frozenset[str], int]


def combined(result: Evaluation, scenario: Scenario, most: int) -> Numbers:
    """The numbers by the edits that are made; empty where some edit is no threshold.

    Args:
        result: What is asked.
        scenario: The edits.
        most: The most edits that are combined.
    """
    if not 1 < len(scenario) <= most:
        return {}
    after = evaluated(result, scenario)
    known = thresholds_of(result)
    paths = known_paths(result.plan._book)
    full = {path: full_path(path, paths) for path in scenario}
    same_day = after.as_of == result.as_of and after.counting == result.counting
    only = all(path in known for path in full.values()) and same_day
    if not only or reach_of(result._resolved, after._resolved) == "rules":
        return {}
    return _counted(result, full, known, thresholds_of(after))


def _counted(
    result: Evaluation,
    full: Mapping[str, str],
    before: Mapping[str, Threshold],
    after: Mapping[str, Threshold],
) -> Numbers:
    listed = {path: [*{before[path].now: None, after[path].now: None}] for path in full.values()}
    made = cubed(result, Axes(listed, list(listed), "keep"), against(result, result))
    found = {}
    for chosen in product((False, True), repeat=len(full)):
        edits = [path for path, one in zip(full, chosen, strict=True) if one]
        places = [
            len(listed[path]) - 1 if one else 0
            for path, one in zip(full.values(), chosen, strict=True)
        ]
        found[frozenset(edits)] = int(made.cube.at(made.cell(places)).sum())
    return found
