"""Is the rest sound: points, tracks, quotas, milestones?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise, product

from lantoa.criteria import dated
from lantoa.criteria.problems import Problem
from lantoa.criteria.soundness import Rules, name, quoted, repeated, unknown_ids
from lantoa.criteria.tables import Table

_SHARE = ("of", "rounding", "minimum_places")  # keys that only a share needs
_OF = {"members_on_as_of_date": "person", "units_on_as_of_date": "unit"}
_GROUPS = ("share_per_mille", "number", "report_if_fewer_than")

MADE_BY_WEIGHTS = "the weights of a "
"""How a problem begins that is about a sum of weights."""


def problems(rules: Rules) -> Iterator[Problem]:
    """What is wrong outside facts and rules."""
    yield from _in_order(rules)
    yield from _scope(rules)
    yield from _policy(rules)
    yield from _weights(rules)
    yield from _ties(rules)
    for track_id, track in rules.section("track").items():
        yield from _track(f"track {track_id}", track, rules)
    yield from of_quotas(rules)
    yield from _calendar(rules)


def of_quotas(rules: Rules) -> Iterator[Problem]:
    """What is wrong with any quota, or with how they are nested."""
    for quota in rules.section("quota").values():
        yield from _quota(quota, rules)
    yield from _nests(rules)


def _in_order(rules: Rules) -> Iterator[Problem]:
    """Whether every amended value has its oldest table first."""
    for path, table in rules.tables.items():
        for key, value in table.items():
            amended = isinstance(value, list) and all(dated.is_table(one) for one in value)
            for before, after in pairwise(value if amended else ()):
                if before["from"] >= after["from"]:
                    found = f"from {after['from']} comes after from {before['from']}"
                    yield Problem(name(path), key, found, "the oldest first")


def _scope(rules: Rules) -> Iterator[Problem]:
    yield from repeated("scope", "subjects", rules.tables.get("scope", {}).get("subjects", []))


def _policy(rules: Rules) -> Iterator[Problem]:
    least = rules.tables.get("policy", {}).get("min_rated_years", 0)
    if rules.years is not None and least > rules.years:
        expected = f"at most {rules.years}, the window"
        yield Problem("policy", "min_rated_years", quoted(least), expected)


def _weights(rules: Rules) -> Iterator[Problem]:
    """Whether the weights of each sort of subject make up the total, on every day."""
    if "scoring" not in rules.tables:
        return
    total = rules.tables["scoring"]["points_total"]
    for who, track, scored in scored_together(rules):
        weights = [criterion["weight"] for criterion in scored]
        where = f"criterion {', '.join(criterion['id'] for criterion in scored)}"
        for day in sorted({day for weight in weights for day, _ in dated.entries(weight)}):
            sum_ = sum(dated.in_force(weight, day) for weight in weights)
            if sum_ != total:
                since = f" from {day}" if day > date.min else ""
                on = f" on track {track}" if track else ""
                found = f"{MADE_BY_WEIGHTS}{who}{on} make {sum_}{since}"
                yield Problem(where, "weight", found, f"{total}, the points_total of scoring")


def scored_together(rules: Rules) -> Iterator[tuple[str, str | None, list[Table]]]:
    """Whose weights make up one total: a sort of subject, the track, the scored criteria."""
    for who, track in product(("person", "unit"), (None, *rules.section("track"))):
        yield (
            who,
            track,
            [
                criterion
                for criterion in rules.criteria.values()
                if criterion["kind"] == "scored"
                and who in criterion["subjects"]
                and _is_asked(criterion, track, rules)
            ],
        )


def _is_asked(criterion: Table, track: str | None, rules: Rules) -> bool:
    """Whether a track, None for the main one, asks a criterion: its own, or one it inherits."""
    if track is None or criterion.get("track"):
        return criterion.get("track") == track
    inherits = rules.section("track")[track]["inherits"]
    return inherits == "all" or criterion["id"] in inherits


def _ties(rules: Rules) -> Iterator[Problem]:
    for who, chain in rules.tables.get("scoring", {}).get("ties", {}).items():
        key = f"ties.{who}"
        yield from unknown_ids("scoring", key, chain, rules.named["criterion"], "criterion")
        yield from repeated("scoring", key, chain)
        for one in chain:
            criterion = rules.criteria.get(one)
            if criterion and criterion["kind"] != "scored":
                yield Problem("scoring", key, f'"{one}" gives no points', "scored criteria")
            elif criterion and who not in criterion["subjects"]:
                yield Problem("scoring", key, f'"{one}" is not asked of a {who}', "one that is")


def _track(where: str, track: Table, rules: Rules) -> Iterator[Problem]:
    inherits = track["inherits"]
    if inherits == "all":
        return
    yield from unknown_ids(where, "inherits", inherits, rules.named["criterion"], "criterion")
    yield from repeated(where, "inherits", inherits)
    for one in inherits:
        if rules.criteria.get(one, {}).get("track"):
            found = f'"{one}" is a criterion of a track'
            yield Problem(where, "inherits", found, "criteria of the plan itself")


def _quota(quota: Table, rules: Rules) -> Iterator[Problem]:
    where = f"quota {quota['id']}"
    yield from repeated(where, "subjects", quota["subjects"])
    ways = [key for key in _GROUPS if key in quota]
    if len(ways) != 1:
        found = " and ".join(ways) or "no number"
        yield Problem(where, ways[0] if ways else "number", found, f"one of {', '.join(_GROUPS)}")
    for key in _SHARE:
        if key in quota and "share_per_mille" not in quota:
            yield Problem(where, key, "there is no share", "share_per_mille, or no such key")
    yield from _groups(where, quota)
    if "inside" in quota:
        yield from _inside(where, quota, rules)
    elif quota.get("of") == "seats_of_outer":
        yield Problem(where, "of", '"seats_of_outer"', "a quota with the key inside")


def _groups(where: str, quota: Table) -> Iterator[Problem]:
    """Whether it is clear of whom a quota is, and in which groups."""
    if "share_per_mille" in quota and "of" not in quota:
        yield Problem(where, "of", "missing", f"one, a share is of {' or '.join(_OF)}")
    if "number" in quota and len(quota["subjects"]) > 1:
        found = " and ".join(quota["subjects"])
        yield Problem(where, "subjects", found, "one kind: people and units have places apart")
    whose = _OF.get(quota.get("of", ""))
    if whose and quota["subjects"] != [whose]:
        yield Problem(where, "of", quoted(quota["of"]), f"a quota of {whose} only")
    if quota["per"] == "unit_id" and quota["subjects"] == ["unit"]:
        yield Problem(where, "per", '"unit_id"', "field or office: a unit is not a group of units")


def _inside(where: str, quota: Table, rules: Rules) -> Iterator[Problem]:
    yield from unknown_ids(where, "inside", [quota["inside"]], rules.named["quota"], "quota")
    outer = rules.section("quota").get(quota["inside"])
    if outer and not set(quota["subjects"]) <= set(outer["subjects"]):
        found = f'"{outer["id"]}" does not hold all of {", ".join(quota["subjects"])}'
        yield Problem(where, "inside", found, "a quota of the same subjects")
    if "report_if_fewer_than" in quota:
        yield Problem(where, "inside", "it only reports", "a quota with a number or a share")
    if outer and quota.get("of") == "seats_of_outer" and quota["per"] != outer["per"]:
        found = f'"seats_of_outer", whose groups are by {outer["per"]}'
        yield Problem(where, "of", found, f'a quota with per = "{outer["per"]}", or another base')
    if outer and "report_if_fewer_than" in outer:
        found = f'"{outer["id"]}" is a finding and caps nothing'
        yield Problem(where, "inside", found, "a quota with a number or a share")


def _nests(rules: Rules) -> Iterator[Problem]:
    """Quotas that are inside each other, each circle told once."""
    outer = {one: quota.get("inside") for one, quota in rules.section("quota").items()}
    told: set[str] = set()
    for start in outer:
        way = [start]
        while (after := outer.get(way[-1])) and after not in way:
            way.append(after)
        if after == start and start not in told:
            told.update(way)
            circle = " → ".join([*way, start])
            yield Problem(f"quota {start}", "inside", f"a circle: {circle}", "quotas in layers")


def _calendar(rules: Rules) -> Iterator[Problem]:
    milestones = rules.section("milestone").values()
    for before, after in pairwise(milestones):
        if before["as_of"] >= after["as_of"]:
            found = f"{after['as_of']} comes after {before['as_of']} of {before['id']}"
            yield Problem(f"milestone {after['id']}", "as_of", found, "milestones by date")
