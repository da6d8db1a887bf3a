"""Quotas in plain Python: groups, seats, sides, from what a result and its registers say."""

from fractions import Fraction
from math import ceil, floor


def _field_of(result):
    units = result.office["units"]
    return {
        str(unit): str(field)
        for unit, field in zip(units["unit_id"], units["field"], strict=True)
        if str(field) not in ("nan", "None", "<NA>")
    }


def _rows(result):
    return result.subjects.astype(object).to_dict("records")


def group_of(result, row, per):
    if per == "office":
        return "office"
    unit = row["unit_id"] if isinstance(row["unit_id"], str) else None
    return unit if per == "unit_id" else _field_of(result).get(unit)


def _state(result, row):
    """in, perhaps or out, under the counting in force."""
    column = "countable" if result.gates == "countable" else "verdict"
    if row["counted"]:
        return "in"
    verdict = row["provisional"] if result.counting == "provisional" else row[column]
    return "perhaps" if verdict == "unknown" else "out"


def points(result):
    """Of everybody the thousandths of a point, then the points of the chain."""
    total, single = {}, {}
    for row in result.points.astype(object).to_dict("records"):
        name = row["subject_id"]
        total[name] = total.get(name, 0) + int(row["points"]) * int(row["weight"])
        single[name, row["criterion_id"]] = int(row["points"])
    kinds = {row["subject_id"]: row["subject_kind"] for row in _rows(result)}
    ties = result.plan.scoring["ties"]
    return {
        name: (total.get(name, 0), *(single.get((name, one), 0) for one in ties[kind]))
        for name, kind in kinds.items()
    }


def seats(quota, base):
    if "number" in quota:
        return quota["number"]
    exact = Fraction(quota["share_per_mille"], 1000) * base
    whole = ceil(exact) if quota["rounding"] == "up" else floor(exact)
    return max(whole, quota["minimum_places"]) if base else 0


def groups(result, quota):
    """Group to base, seats, counted, perhaps, within, tied, fewer_than; None where there is none."""
    rows = [row for row in _rows(result) if row["subject_kind"] in quota["subjects"]]
    named = {group_of(result, row, quota["per"]) for row in _rows(result)} - {None}
    found = {}
    lines = {} if "report_if_fewer_than" in quota else sides(result, quota)
    for group in named:
        here = [row for row in rows if group_of(result, row, quota["per"]) == group]
        counted = [row["subject_id"] for row in here if _state(result, row) == "in"]
        perhaps = [row for row in here if _state(result, row) == "perhaps"]
        one = {"counted": len(counted), "perhaps": len(perhaps)}
        if "report_if_fewer_than" in quota:
            least = quota["report_if_fewer_than"]
            one["fewer_than"] = least if len(counted) < least else None
        else:
            base = len(counted) if quota["of"] == "candidates" else len(here)
            one |= {"base": base, "seats": seats(quota, base)}
            one |= {
                side: sum(lines.get(name) == side for name in counted)
                for side in ("within", "tied")
            }
        found[group] = one
    return found


def sides(result, quota):
    """Of everybody who counts as in the side of the line, ties together."""
    rows = [row for row in _rows(result) if row["subject_kind"] in quota["subjects"]]
    key = points(result)
    found = {}
    for group in {group_of(result, row, quota["per"]) for row in rows} - {None}:
        here = [row for row in rows if group_of(result, row, quota["per"]) == group]
        counted = [row["subject_id"] for row in here if _state(result, row) == "in"]
        given = seats(quota, len(counted) if quota.get("of") == "candidates" else len(here))
        for name in counted:
            before = sum(key[other] > key[name] for other in counted)
            until = sum(key[other] >= key[name] for other in counted)
            found[name] = "within" if until <= given else "tied" if before < given else "beyond"
    return found
