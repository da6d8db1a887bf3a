"""Every reading of every open question, one at a time, with every tipping curve.

A reading touches one table of the plan: only that table is resolved again, and the rules that do
not read it are taken over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa import _core, _rules
from lantoa.agreeing.questions import Question, asked
from lantoa.criteria import resolving
from lantoa.criteria.defaults import filled
from lantoa.criteria.tables import bare, edited, edits_of
from lantoa.scenarios.thresholds import thresholds_in, thresholds_of
from lantoa.scenarios.tipping import Curve, curve, curve_of

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

Table = dict[str, Any]

_HEADS = ("plan", "scope", "policy", "scoring")
_APART = {
    "criterion": "criteria",
    "fact": "facts",
    "scale": "scales",
    "track": "tracks",
    "scope": "scope",
    "policy": "policy",
}
"""Sections that a plan resolves table by table, and their names in a resolved plan."""


@dataclass(frozen=True, eq=False)
class Reading:
    """What one reading in place of the one in force makes of a result.

    Attributes:
        question: The open question.
        reading: Its reading.
        subject_ids: Who is judged, n ids, units first.
        curves: The curve of every threshold by its full path, over these n subjects.
    """

    question: str
    reading: str
    subject_ids: np.ndarray[Any, np.dtype[np.object_]]
    curves: Mapping[str, Curve]


def by_reading(result: Evaluation) -> list[Reading]:
    """Every reading that is not in force, questions as in ``agreement``, each by itself.

    Raises:
        InputError: The plan has changes that do not fit one of the readings.

    Example:
        >>> import lantoa as lt
        >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
        ...                      as_of="de_nghi_2025")
        >>> every = by_reading(result)
        >>> len(every), len(every[0].curves)
        (58, 16)
    """
    before = {path: curve(result, one) for path, one in thresholds_of(result).items()}
    return [
        _under(result, before, question, reading)
        for question in asked(result.plan._book, "all")
        for at, reading in enumerate(question.readings)
        if at != question.chosen
    ]


def _under(
    result: Evaluation, before: Mapping[str, Curve], question: Question, reading: str
) -> Reading:
    packed = result._packed
    resolved = resolved_under(result, question, reading)
    rules = _rules.rules(resolved, packed, result.as_of, result.track, result._rules.made)
    measured = _core.Measurements(packed.facts, rules.plan, threads=1)
    in_force = rules.thresholds
    curves = {
        path: curve_of(
            measured, in_force, threshold, result.counting, result.gates, before.get(path)
        )
        for path, threshold in thresholds_in(resolved, rules, result.as_of).items()
    }
    return Reading(question.id, reading, packed.ids[measured.evaluation.subjects], curves)


def resolved_under(result: Evaluation, question: Question, reading: str) -> Table:
    """The plan under a reading in place of the one in force, resolved on the day.

    Raises:
        InputError: The plan has changes that do not fit the reading.
    """
    book, base = result.plan._book, result._resolved
    if book.changes:
        changed = result.plan.change({f"reading.{question.id}": reading})
        return changed.resolved(result.as_of)
    chosen = {**book.chosen, question.id: reading}
    section = question.owner.partition(".")[0]
    if section not in _APART or base["apply"] != "at_as_of":
        return replace(result.plan, _book=replace(book, chosen=chosen)).resolved(result.as_of)
    source = {question.owner: book.source[question.owner]}
    table = filled(edited(bare(source), edits_of(source, chosen)))[question.owner]
    tables = {path: book.filled[path] for path in _HEADS} | {question.owner: table}
    part = resolving.resolved(tables, result.as_of)
    key = _APART[section]
    return {**base, key: _laid(base[key], part[key])}


def _laid(whole: Any, part: Any) -> Any:
    """One table of a section in its place; of a section that is one table all of it."""
    if isinstance(whole, list):
        by_id = {one["id"]: one for one in part}
        return [by_id.get(one["id"], one) for one in whole]
    return {**whole, **part}
