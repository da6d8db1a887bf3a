"""Are the criteria sound together: parts, links, points, and no circle among them?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lantoa.criteria import dated
from lantoa.criteria.check_rules import level
from lantoa.criteria.problems import Problem
from lantoa.criteria.soundness import Rules, quoted, repeated, unknown_ids
from lantoa.criteria.tables import Table

_SELECTED = "duoc_chon"  # the fact that says who was named an exemplar


def problems(rules: Rules) -> Iterator[Problem]:
    """What is wrong between criteria."""
    for criterion in rules.criteria.values():
        yield from of_one(criterion, rules)
    yield from _circles(rules)


def of_one(criterion: Table, rules: Rules) -> Iterator[Problem]:
    """What is wrong between one criterion and those it asks."""
    where = f"criterion {criterion['id']}"
    for key, section in (("analogy", "criterion"), ("track", "track")):
        named = [criterion[key]] if key in criterion else []
        yield from unknown_ids(where, key, named, rules.named[section], section)
    if criterion["kind"] == "k_of":
        yield from _parts(where, criterion, rules)
    if criterion["kind"] == "linked":
        yield from _needs(where, criterion, rules)
    if criterion["kind"] == "scored":
        yield from _scored(where, criterion, rules)


def _asked(where: str, key: str, found: list[str], rules: Rules) -> Iterator[Problem]:
    """Whether criteria are known, have a verdict, and are there once."""
    yield from unknown_ids(where, key, found, rules.named["criterion"], "criterion")
    yield from repeated(where, key, found)
    for one in found:
        if rules.criteria.get(one, {}).get("kind") == "scored":
            yield Problem(where, key, f'"{one}" gives points, not a verdict', "a gate or a part")


def _parts(where: str, criterion: Table, rules: Rules) -> Iterator[Problem]:
    parts = criterion["of"]
    yield from _asked(where, "of", parts, rules)
    for _, k in dated.entries(criterion["k"]):
        if k > len(parts):
            yield Problem(where, "k", quoted(k), f"at most {len(parts)}, the parts there are")
    tables = [rules.criteria[part] for part in parts if part in rules.criteria]
    for part in tables:
        missing = [who for who in criterion["subjects"] if who not in part["subjects"]]
        if missing:
            found = f'"{part["id"]}" is not asked of a {missing[0]}'
            yield Problem(where, "of", found, "parts that are asked of the same subjects")
    judged = any(part.get("nature") == "judged" for part in tables)
    if len(tables) == len(parts) and criterion["nature"] != ("judged" if judged else "countable"):
        needs = "judged, for a part is" if judged else "countable, as every part is"
        yield Problem(where, "nature", quoted(criterion["nature"]), needs)


def _needs(where: str, criterion: Table, rules: Rules) -> Iterator[Problem]:
    needs = criterion["needs"]
    if isinstance(needs, list):
        yield from _asked(where, "needs", needs, rules)
        for one in needs:
            if "unit" not in rules.criteria.get(one, {}).get("subjects", ["unit"]):
                found = f'"{one}" is not asked of units'
                yield Problem(where, "needs", found, "criteria of units")
    elif needs == "selected" and not _names_units(rules):
        found = f'there is no fact "{_SELECTED}" per event'
        yield Problem(where, "needs", found, "that fact, which says who was selected")


def _names_units(rules: Rules) -> bool:
    if _SELECTED in rules.facts:
        fact = rules.facts[_SELECTED]
        return bool(fact["per"] == "event" and fact["subject"] != "person_id")
    return _SELECTED in rules.named["fact"]


def _scored(where: str, criterion: Table, rules: Rules) -> Iterator[Problem]:
    yield from _statistic(where, criterion, rules)
    fact = rules.facts.get(criterion.get("fact", ""), {})
    if "highest" in criterion:
        yield from _level_map(where, criterion, rules.scales.get(fact.get("scale", "")))
    else:
        yield from _number_map(where, criterion)
    yield from _points(where, [step[1] for step in criterion["map"]])


def _points(where: str, points: list[Any]) -> Iterator[Problem]:
    odd = [one for one in points if not isinstance(one, int)]
    if odd:
        yield Problem(where, "map", quoted(odd[0]), "whole points")
    elif points != sorted(points):
        yield Problem(where, "map", "points do not grow", "the fewest first")
    elif points[-1] > 1000 or points[0] < 0:
        yield Problem(where, "map", f"points from {points[0]} to {points[-1]}", "0 to 1000")


def _statistic(where: str, criterion: Table, rules: Rules) -> Iterator[Problem]:
    ways = [key for key in ("statistic_of", "fact") if key in criterion]
    if len(ways) != 1:
        found = " and ".join(ways) or "neither"
        yield Problem(where, "statistic_of", found, "one of statistic_of and fact")
    elif "statistic_of" in criterion:
        yield from _borrowed(where, criterion, rules)
    else:
        yield from _counted(where, criterion, rules)


def _borrowed(where: str, criterion: Table, rules: Rules) -> Iterator[Problem]:
    source = criterion["statistic_of"]
    yield from unknown_ids(where, "statistic_of", [source], rules.named["criterion"], "criterion")
    other = rules.criteria.get(source)
    if other and other["kind"] in ("linked", "scored"):
        found = f'"{source}" is {other["kind"]} and has no statistic'
        yield Problem(where, "statistic_of", found, "a criterion that counts or measures")
    missing = [who for who in criterion["subjects"] if other and who not in other["subjects"]]
    if missing:
        found = f'"{source}" is not asked of a {missing[0]}'
        yield Problem(where, "statistic_of", found, "one that is asked of the same subjects")
    for key in ("highest", "count"):
        if key in criterion:
            yield Problem(where, key, "statistic_of says what is counted", "no such key")


def _counted(where: str, criterion: Table, rules: Rules) -> Iterator[Problem]:
    ways = [key for key in ("highest", "count") if key in criterion]
    fact = rules.facts.get(criterion["fact"])
    if len(ways) != 1:
        found = " and ".join(ways) or "neither"
        yield Problem(where, "highest", found, 'one of highest = "level" and count = "key"')
    elif fact and ways == ["highest"] and "scale" not in fact:
        yield Problem(where, "highest", f"{fact['id']} has no levels", "a fact with a scale")
    elif fact and ways == ["count"] and "key" not in fact:
        yield Problem(where, "count", f"{fact['id']} has no key", "a fact with a key")


def _level_map(where: str, criterion: Table, scale: Table | None) -> Iterator[Problem]:
    names = [step[0] for step in criterion["map"]]
    if "between" in criterion:
        yield Problem(where, "between", "there is nothing between two levels", "no such key")
    if scale is None:
        return
    for name in names:
        yield from level(where, "map", name, scale)
    known = [scale["levels"].index(name) for name in names if name in scale["levels"]]
    yield from _growing(where, known, "levels", "the lowest first")


def _number_map(where: str, criterion: Table) -> Iterator[Problem]:
    values = [step[0] for step in criterion["map"]]
    if not all(isinstance(value, int) for value in values):
        found = next(quoted(value) for value in values if not isinstance(value, int))
        yield Problem(where, "map", found, "a whole number")
    elif max(map(abs, values)) >= 2**31:
        found = quoted(max(values, key=abs))
        yield Problem(where, "map", found, f"a number between {1 - 2**31} and {2**31 - 1}")
    else:
        yield from _growing(where, values, "numbers", "the smallest first")


def _growing(where: str, values: list[Any], what: str, wanted: str) -> Iterator[Problem]:
    if values != sorted(set(values)):
        yield Problem(where, "map", f"its {what} do not increase", wanted)


def _circles(rules: Rules) -> Iterator[Problem]:
    """Every circle of criteria that ask each other, told once, with its way round."""
    asks = {one: _asks(criterion, rules) for one, criterion in rules.criteria.items()}
    done: set[str] = set()
    for start in asks:
        circle = _circle(start, asks, done)
        if circle:
            owner = rules.criteria[circle[0]]
            key = next(key for key in ("of", "needs", "statistic_of") if key in owner)
            way = " → ".join([*circle, circle[0]])
            yield Problem(f"criterion {circle[0]}", key, f"a circle: {way}", "criteria in layers")
            done.update(circle)


def _asks(criterion: Table, rules: Rules) -> list[str]:
    if criterion["kind"] == "k_of":
        return list(criterion["of"])
    if criterion["kind"] == "scored":
        return [criterion["statistic_of"]] if "statistic_of" in criterion else []
    if criterion["kind"] == "linked":
        return unit_criteria(criterion["needs"], rules)
    return []


def unit_criteria(needs: str | list[str], rules: Rules) -> list[str]:
    """The criteria of the unit that a link asks for."""
    if isinstance(needs, list):
        return needs
    wanted = {"all_gates": ("countable", "judged"), "countable_gates": ("countable",)}
    return [
        one
        for one, criterion in rules.criteria.items()
        if criterion["role"] == "gate"
        and "unit" in criterion["subjects"]
        and criterion["nature"] in wanted.get(needs, ())
    ]


def _circle(start: str, asks: dict[str, list[str]], done: set[str]) -> list[str] | None:
    """The first circle met from ``start``; what was left behind without one goes into ``done``."""
    way, left = [start], [iter(asks.get(start, ()) if start not in done else ())]
    while left:
        one = next(left[-1], None)
        if one in way:
            return way[way.index(one) :]
        if one is None:
            done.add(way.pop())
            left.pop()
        elif one not in done:
            way.append(one)
            left.append(iter(asks.get(one, ())))
    return None
