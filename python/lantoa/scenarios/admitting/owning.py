"""What the owner of a criterion asks: how far must it move to let somebody in?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lantoa import _checks
from lantoa.explaining.explanation import check_subject
from lantoa.explaining.leaving import left_out
from lantoa.explaining.wordings import Words
from lantoa.nearing import Near
from lantoa.scenarios.admitting.admission import Admission, told
from lantoa.scenarios.admitting.moves import Move, Moves, in_order, touched
from lantoa.scenarios.admitting.needing import Needing
from lantoa.scenarios.answer import asked_of

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

ANY = "any"


def admission(result: Evaluation, subject_id: str, criterion: str) -> Admission:
    """The smallest moves that let a subject in; see ``Evaluation.least_change``."""
    check_subject(result, subject_id)
    moves = Moves(result, subject_id)
    names = _names(result, criterion)
    ids = result._judged["subject_id"].to_numpy()
    if subject_id not in ids:
        why = left_out(result, subject_id, Words.of(result.plan.lang))
        return _answer(moves, criterion, [], why=why)
    needing = Needing(result, subject_id)
    asked = _asked(needing)
    if criterion != ANY:
        _checks.one_of(names[0], asked, what=f"criterion asked of {subject_id}")
    if bool(result._counted[ids == subject_id][0]):
        return _answer(moves, criterion, [])
    bearing = {name: _touched(needing, name) for name in asked}
    chosen = (
        [name for name in asked if _may_do(needing, bearing[name])] if criterion == ANY else names
    )
    paths = _paths(moves, chosen, criterion)
    found = [move for path in paths for move in moves.least(path)]
    reached = set().union(*(bearing[name] for name in chosen))
    blocked = [gate for gate in needing.gates if gate not in reached]
    return _answer(moves, criterion, found, paths=len(paths), blocked=blocked)


def _names(result: Evaluation, criterion: str) -> list[str]:
    """The criterion that is meant, by itself or by one of its paths; none for any."""
    resolved = {one["id"]: one for one in result._resolved["criteria"]}
    decide = [name for name, one in resolved.items() if one["kind"] != "scored"]
    if not isinstance(criterion, str):
        raise _checks.InputError(
            f'criterion: expected a criterion, a path or "any", not {criterion!r}'
        )
    if criterion == ANY:
        return []
    words = criterion.removeprefix("criterion.").split(".")
    if words[0] in resolved and words[0] not in decide:
        raise _checks.InputError(
            f'criterion "{words[0]}" gives points and is no gate: it lets nobody in; ask '
            f"result.sweep_weight for its weight, or result.least_change(subject) for points to a line"
        )
    _checks.one_of(words[0], [*decide, ANY], what="criterion")
    return [words[0]]


def _paths(moves: Moves, names: list[str], criterion: str) -> list[str]:
    known = [path for name in names for path in moves.paths(name)]
    if criterion == ANY or "." not in criterion.removeprefix("criterion."):
        return known
    full = f"criterion.{criterion.removeprefix('criterion.')}"
    return [_checks.one_of(full, known, what="path that can be moved")]


def _asked(needing: Needing) -> list[str]:
    """The criteria that decide about the subject: its own and those of the units it heads."""
    result = needing.result
    kinds = {
        "unit" if result._is_unit(one) else "person" for one in [needing.subject_id, *needing.units]
    }
    shown = result._rules.shown
    return [
        one["id"]
        for one in result._resolved["criteria"]
        if one["id"] in shown and one["kind"] != "scored" and kinds & set(one["subjects"])
    ]


def _touched(needing: Needing, name: str) -> set[str]:
    criteria = needing.near.criteria
    return touched(criteria, _needs(needing.near, criteria), name)


def _needs(near: Near, criteria: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    links = [name for name in near.gates if criteria[name]["kind"] == "linked"]
    return {link: near.needs(link) for link in links}


def _may_do(needing: Needing, bearing: set[str]) -> bool:
    """Whether a criterion bears on everything that is in the way, so that it alone may do.

    Where everybody who may still make it is in, an unknown gate is outweighed by another that is
    open, so there every criterion is tried.
    """
    return needing.result.counting == "possible" or set(needing.gates) <= bearing


def _answer(
    moves: Moves,
    criterion: str,
    found: list[Move],
    *,
    why: str | None = None,
    paths: int = 0,
    blocked: list[str] | None = None,
) -> Admission:
    result = moves.result
    ids = result._judged["subject_id"].to_numpy()
    return Admission(
        _frame=told(in_order(found), result.plan),
        _kind=result.office.frames,
        asked=asked_of(result),
        subject_id=moves.subject_id,
        criterion=criterion,
        counted=moves.subject_id in set(ids[result._counted]),
        left_out=why,
        blocked=tuple(blocked or ()),
        tried=paths,
        _labels={one.id: one.label for one in result.plan.criteria},
    )
