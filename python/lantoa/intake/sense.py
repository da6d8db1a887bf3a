"""Cells that are read well and still make no sense beside their neighbours: listed, and kept."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lantoa.intake.checking import Rows
from lantoa.intake.columns import Flags, shown
from lantoa.intake.problems import Problem

_ORDERED = (
    ("from", "to"), ("joined", "left"), ("opened", "closed"), ("started_on", "ended_on"),
    ("merit_from", "merit_to"),
)  # fmt: skip
_PARTS = (("votes_for", "votes_total"), ("votes_cast", "votes_total"), ("place", "of"))


def senseless(rows: Rows) -> list[Problem]:
    """An end before its beginning, a part larger than its whole, a target without a ratio."""
    found: list[Problem] = []
    for first, last in _ORDERED:
        if first in rows.columns and last in rows.columns:
            found += _listed(rows, last, _above(rows, first, last), "ends_before", "bad_date")
    for part, whole in _PARTS:
        if part in rows.columns and whole in rows.columns:
            found += _listed(rows, part, _above(rows, part, whole), "more_than_all", "bad_number")
    return [*found, *_targets(rows)] if rows.table.name == "targets" else found


def _above(rows: Rows, one: str, other: str) -> Flags:
    """Rows where one cell is above another and both are filled in."""
    a, b = rows.columns[one], rows.columns[other]
    above: Flags = (a.data > b.data) & ~a.missing & ~b.missing
    return above


def _targets(rows: Rows) -> list[Problem]:
    """What no ratio of a target can be made of."""
    found: list[Problem] = []
    for name in ("planned", "achieved"):
        cells = rows.columns[name]
        wrong = cells.data < 0
        if name == "planned":
            wrong |= (cells.data == 0) & ~_less(rows)
        found += _listed(rows, name, wrong & ~cells.missing, "no_ratio", "bad_number")
    return found


def _less(rows: Rows) -> npt.NDArray[np.bool_]:
    """Targets of which less is better; a blank says more."""
    better = rows.columns["better"]
    if better.dtype is None or "less" not in better.dtype.categories:
        return np.zeros(len(better), bool)
    less: npt.NDArray[np.bool_] = better.data == better.dtype.categories.get_loc("less")
    return less


def _listed(rows: Rows, name: str, wrong: Flags, text: str, kind: str) -> list[Problem]:
    at = np.flatnonzero(wrong)
    if not len(at):
        return []
    data = rows.columns[name].data[at]
    values = [
        shown(value)
        for value in (data.astype("M8[s]") if data.dtype.kind == "M" else data).tolist()
    ]
    return rows.problems(at, kind, name, text, values=values)
