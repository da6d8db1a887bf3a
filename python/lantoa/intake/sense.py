"""Cells that are read well and still make no sense: a plan of 0, a number that cannot be negative."""

from __future__ import annotations

import numpy as np

from lantoa.intake.checking import Rows
from lantoa.intake.columns import shown
from lantoa.intake.problems import Problem


def senseless(rows: Rows) -> list[Problem]:
    """What no ratio of a target can be made of; the cells stay, the year has no value for it."""
    if rows.table.name != "targets":
        return []
    found: list[Problem] = []
    for name in ("planned", "achieved"):
        cells = rows.columns[name]
        wrong = cells.data < 0
        if name == "planned":
            wrong |= (cells.data == 0) & ~_less(rows)
        at = np.flatnonzero(wrong & ~cells.missing)
        values = [shown(float(number)) for number in cells.data[at]]
        if len(at):
            found += rows.problems(at, "bad_number", name, "no_ratio", values=values)
    return found


def _less(rows: Rows) -> np.ndarray:
    """Targets of which less is better; a blank says more."""
    better = rows.columns["better"]
    if better.dtype is None or "less" not in better.dtype.categories:
        return np.zeros(len(better), bool)
    less: np.ndarray = better.data == better.dtype.categories.get_loc("less")
    return less
