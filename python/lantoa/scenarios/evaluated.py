"""The same office under a changed plan: judged again only where the change reaches."""

from __future__ import annotations

import datetime
from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from lantoa import _core, _rules, _thresholds
from lantoa.criteria import Plan
from lantoa.findings import Counting, Gates

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

Reach = Literal["nothing", "thresholds", "rules"]

_LATER = ("criteria", "quotas", "scoring", "milestones")
"""What of a resolved plan no verdict reads; criteria are compared one by one."""

_POINTS = ("weight", "map", "between")
"""What of a scored criterion only its points read."""

KEPT = 64
"""How many changed plans a result remembers at most, the latest asked for."""

ROWS = 2_000_000
"""How many subjects all of them may have together: a nation's results are large."""


def evaluated(result: Evaluation, change: Plan | Mapping[str, Any]) -> Evaluation:
    """What evaluating a changed plan gives for the same office, day and track.

    The counting in force stays, unless the change is about the milestone that says it; where the
    change moves the milestone of the day, the day moves with it.

    Args:
        result: What is asked.
        change: Paths and values, or the plan after them.

    Returns:
        The result of the changed plan. It is remembered by the plan's fingerprint.

    Raises:
        InputError: The change does not fit the plan; nothing is remembered.

    Example:
        >>> import lantoa as lt
        >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
        ...                      as_of="de_nghi_2025")
        >>> stricter = evaluated(result, {"cn_xuat_sac_2_nam.years": 3})
        >>> stricter is evaluated(result, {"criterion.cn_xuat_sac_2_nam.years": 3})
        True
    """
    plan = change if isinstance(change, Plan) else result.plan.change(change)
    known: OrderedDict[Any, Evaluation] = result.__dict__.setdefault("_changed", OrderedDict())
    key = plan.fingerprint, plan.scenario, plan.readings, plan.lang
    found = known.get(key)
    if found is None:
        found = known[key] = _judged(result, plan)
    known.move_to_end(key)
    most = min(KEPT, max(2, ROWS // max(len(result._found.subjects), 1)))
    while len(known) > most:
        known.popitem(last=False)
    return found


def _judged(result: Evaluation, plan: Plan) -> Evaluation:
    day = _day(result, plan)
    counting, gates = _counting(result, plan, day)
    resolved = plan.resolved(day)
    rules = _rules.rules(resolved, result._packed, day, result.track, result._rules.made)
    reach = reach_of(result._resolved, resolved) if day == result.as_of else "rules"
    judged = type(result)(
        result.office,
        plan,
        day,
        counting,
        gates,
        result.track,
        result._packed,
        rules,
        _found(result, rules, reach),
    )
    judged.__dict__["_resolved"] = resolved
    if reach != "rules" and _same_points(result, rules, reach):
        judged.__dict__["_scored"] = result._scored
    return judged


def _found(result: Evaluation, rules: _rules.Rules, reach: Reach) -> _core.Evaluation:
    if reach == "nothing":
        return result._found
    if reach == "thresholds":
        return result._measured.reevaluate(rules.thresholds)
    return _core.evaluate(result._packed.facts, rules.plan)


def reach_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> Reach:
    """How far a change of a resolved plan reaches into verdicts.

    Returns:
        ``"nothing"``: weights, maps, quotas, ties or milestones only; ``"thresholds"``: what
        a statistic must reach, besides; ``"rules"``: anything else.
    """
    if any(before[key] != after[key] for key in before if key not in _LATER):
        return "rules"
    ours, theirs = before["criteria"], after["criteria"]
    if list(map(_judged_by, ours)) == list(map(_judged_by, theirs)):
        return "nothing"
    pairs = [[_thresholds.bare(_judged_by(one)) for one in all_] for all_ in (ours, theirs)]
    return "thresholds" if pairs[0] == pairs[1] else "rules"


def _judged_by(criterion: Mapping[str, Any]) -> Mapping[str, Any]:
    """A criterion without what only points read."""
    if criterion["kind"] != "scored":
        return criterion
    return {key: value for key, value in criterion.items() if key not in _POINTS}


def _same_points(result: Evaluation, rules: _rules.Rules, reach: Reach) -> bool:
    """Whether everybody has the points of each criterion that the result gives."""
    was, now = result._rules.scorings, rules.scorings
    maps = {c["id"]: c.get("map") for c in rules.made.resolved["criteria"]}
    same = list(was) == list(now) and all(
        c.get("map") == maps[c["id"]] for c in result._resolved["criteria"]
    )
    return same and (reach == "nothing" or not thresholds_make_points(rules))


def thresholds_make_points(rules: _rules.Rules) -> bool:
    """Whether points move with thresholds: some are for how many parts of a criterion are met."""
    numbers = [scoring.rule for scoring in rules.scorings.values()]
    return any(rules.plan.rules[number].kind == _core.Kind.K_OF for number in numbers)


def _day(result: Evaluation, plan: Plan) -> datetime.date:
    """The day of the result, or to which the change moves its milestone."""
    for name, milestone in result.plan.milestones.items():
        if milestone["as_of"] == result.as_of:
            moved: datetime.date = plan.milestones[name]["as_of"]
            return moved
    return result.as_of


def _counting(result: Evaluation, plan: Plan, day: datetime.date) -> tuple[Counting, Gates]:
    """The counting of the result: its own where it was chosen, else what the plan says."""
    was, now = result.plan.counting(result.as_of), plan.counting(day)
    counting = now["verdict"] if result.counting == was["verdict"] else result.counting
    gates = now["gates"] if result.gates == was["gates"] else result.gates
    return counting, gates
