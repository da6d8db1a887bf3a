"""Why somebody's points are others under a change: the weight, or what the map makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa.ranking.contests import WHOLE
from lantoa.scenarios.differing.pairing import Numbers, Pairing

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("subject_id", "subject_kind", "criterion_id"), "str"),
    **dict.fromkeys(("points_was", "points_now", "weight_was", "weight_now"), "Int64"),
    **dict.fromkeys(("change", "from_points", "from_weight", "from_both"), "int64"),
}


def points(pairing: Pairing) -> pd.DataFrame:
    """A row per subject and scored criterion of which the points change; see ``WhatIf``."""
    found = [_of_criterion(pairing, name) for name in _scored(pairing)]
    types: dict[str, Any] = COLUMNS
    if not found:
        return pd.DataFrame({name: [] for name in COLUMNS}).astype(types)
    frame = pd.concat(found, ignore_index=True)
    told = frame.sort_values("row", kind="stable", ignore_index=True)
    by_subject: pd.DataFrame = told.drop(columns="row").astype(types)
    return by_subject


def _scored(pairing: Pairing) -> list[str]:
    sides = (pairing.before, pairing.after)
    return list(dict.fromkeys(name for side in sides for name in side._rules.scorings))


def _of_criterion(pairing: Pairing, name: str) -> pd.DataFrame:
    """Points x weight before and after; the three parts add up to the change exactly."""
    was, weight_was = _points(pairing.before, name)
    now, weight_now = _points(pairing.after, name)
    both = (pairing.row_before >= 0) & (pairing.row_after >= 0)
    made = pairing.was(was, _core.NO_POINTS), pairing.now(now, _core.NO_POINTS)
    known = [np.where(one == _core.NO_POINTS, 0, one).astype(np.int64) for one in made]
    parts = {
        "from_points": (known[1] - known[0]) * weight_was,
        "from_weight": known[0] * (weight_now - weight_was),
        "from_both": (known[1] - known[0]) * (weight_now - weight_was),
    }
    differs = both & np.any([part != 0 for part in parts.values()], axis=0)
    named = pairing.named(differs)
    return pd.DataFrame(
        {
            "row": np.flatnonzero(differs),
            "subject_id": named["subject_id"],
            "subject_kind": named["subject_kind"],
            "criterion_id": name,
            "points_was": _or_missing(made[0][differs]),
            "points_now": _or_missing(made[1][differs]),
            "weight_was": weight_was,
            "weight_now": weight_now,
            "change": np.sum([part[differs] for part in parts.values()], axis=0),
            **{part: values[differs] for part, values in parts.items()},
        }
    )


def _points(result: Evaluation, name: str) -> tuple[Numbers, int]:
    """The points of everybody judged by one criterion, and its weight."""
    names = list(result._rules.scorings)
    if name not in names:
        return np.full(len(result._found.subjects), _core.NO_POINTS, np.int64), 0
    weight = {one["id"]: one.get("weight") for one in result._resolved["criteria"]}[name]
    return result._scored.low[:, names.index(name)].astype(np.int64), int(weight)


def _or_missing(values: Numbers) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(values.astype(np.int64), values == _core.NO_POINTS)


def totals(pairing: Pairing) -> pd.DataFrame:
    """The points of everybody whose points change, most points after the change first.

    ``subject_id, subject_kind``; ``was`` and ``now`` in points.
    """
    found = points(pairing)
    chosen = pd.Series(pairing.ids).isin(found["subject_id"]).to_numpy()
    was, now = pairing.was(_total(pairing.before), 0), pairing.now(_total(pairing.after), 0)
    named = pairing.named(chosen)
    told = {"was": was[chosen] / WHOLE, "now": now[chosen] / WHOLE}
    frame = pd.DataFrame({key: named[key] for key in ("subject_id", "subject_kind")} | told)
    return frame.sort_values(["now", "subject_id"], ascending=[False, True], ignore_index=True)


def _total(result: Evaluation) -> Numbers:
    """Everybody's weighted points in thousandths."""
    made = [_points(result, name) for name in result._rules.scorings]
    found = np.zeros(len(result._found.subjects), np.int64)
    for values, weight in made:
        found += np.where(values == _core.NO_POINTS, 0, values) * weight
    return found
