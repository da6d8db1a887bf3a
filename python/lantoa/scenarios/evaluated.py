"""The same office under a changed plan: judged again only where the change reaches."""

from __future__ import annotations

import datetime
from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lantoa import _core, _rules
from lantoa.criteria import Plan
from lantoa.findings import Counting, Gates

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

KEPT = 64
"""How many changed plans a result remembers, the latest asked for."""


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
    if len(known) > KEPT:
        known.popitem(last=False)
    return found


def _judged(result: Evaluation, plan: Plan) -> Evaluation:
    day = _day(result, plan)
    counting, gates = _counting(result, plan, day)
    rules = _rules.rules(plan.resolved(day), result._packed, day, result.track, result._rules.made)
    found = _core.evaluate(result._packed.facts, rules.plan)
    return type(result)(
        result.office, plan, day, counting, gates, result.track, result._packed, rules, found
    )


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
