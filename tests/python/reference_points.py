"""Points of scored criteria: the greatest threshold that is surely met, and that could be.

A statistic on record is at least n where the rule that asks for n is met at the worst filling,
whatever is still to come; at the best of what is missing, where it is met at the best filling.
"""

from fractions import Fraction
from math import floor

from reference import Sort, criterion_pair
from reference_events import tables_asked
from reference_scope import judged_and_left_out
from reference_setting import MET, setting_of
from reference_subjects import Line

THRESHOLDS = {"events_at_least": "count", "years_at_least": "years"}


def points(office, plan, as_of, unreadable, scored):
    """(subject, criterion) to the points on record and those that could be.

    ``scored`` are criteria of the resolved plan whose statistic is years or events; one whose
    register is absent has no points.
    """
    setting = setting_of(office, plan, as_of, unreadable, None)
    judged, _ = judged_and_left_out(setting)
    found = {}
    for criterion in scored:
        asked = rule_of(plan, criterion)
        for subject, (kind, day) in judged.items():
            if kind in criterion["subjects"] and registers_are_there(setting, asked, kind):
                ends = statistic(setting.on(day), criterion, asked, subject, kind)
                found[subject, criterion["id"]] = tuple(sorted(mapped(criterion, e) for e in ends))
    return found


def rule_of(plan, criterion):
    """The rule whose threshold is varied; None where the statistic is neither years nor events."""
    if "statistic_of" in criterion:
        named = criterion["statistic_of"]
        rule = next(one for one in plan["criteria"] if one["id"] == named)
        return rule if rule["kind"] in THRESHOLDS else None
    return {
        "kind": "events_at_least",
        "fact": criterion["fact"],
        "subjects": criterion["subjects"],
        "over": "self",
    }


def registers_are_there(setting, asked, kind):
    fact = setting.plan["facts"][asked["fact"]]
    line = Line(**{**dict.fromkeys(Line.__dataclass_fields__), "kind": kind})
    return tables_asked(asked, fact, line) <= setting.office.keys()


def statistic(setting, criterion, asked, subject, kind):
    """At the worst filling and at the best: a number, or the place of a level (-1: none)."""
    if "highest" in criterion:
        scale = setting.plan["scales"][setting.plan["facts"][asked["fact"]]["scale"]]
        asking = [{"count": 1, "level_at_least": level} for level in scale["levels"]]
        first = 0
    else:
        most = max(value for value, _ in criterion["map"])
        asking = [{THRESHOLDS[asked["kind"]]: number} for number in range(1, most + 1)]
        first = 1
    ends = [first - 1, first - 1]
    for at, threshold in enumerate(asking, start=first):
        rule = {**asked, **threshold, "id": f"{criterion['id']} {at}"}
        for end, verdict in enumerate(criterion_pair(setting, rule, subject, kind, Sort())):
            if verdict == MET:
                ends[end] = at
    if "highest" in criterion:
        return [None if end < 0 else scale["levels"][end] for end in ends]
    return ends


def mapped(criterion, statistic):
    """Linear between the points of the map, rounded down, flat outside; a level by its entry."""
    steps = criterion["map"]
    if "highest" in criterion:
        return dict(map(tuple, steps)).get(statistic, 0)
    below = [step for step in steps if step[0] <= statistic]
    above = [step for step in steps if step[0] > statistic]
    if not below or not above:
        return (below[-1] if below else above[0])[1]
    (x, y), (next_x, next_y) = below[-1], above[0]
    return floor(y + Fraction(next_y - y, next_x - x) * (statistic - x))
