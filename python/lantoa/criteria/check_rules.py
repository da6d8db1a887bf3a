"""Is each criterion sound by itself: does its rule fit its fact, its subjects and its numbers?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lantoa import schema
from lantoa.criteria import dated
from lantoa.criteria.problems import Problem
from lantoa.criteria.soundness import Rules, quoted, repeated, unknown_ids
from lantoa.criteria.tables import Table

_PER = {
    "every_year": "year",
    "years_at_least": "year",
    "latest": "year",
    "mean_over_window": "year",
    "events_at_least": "event",
    "never": "event",
    "place_within": "event",
    "ratio_at_least": "event",
    "attested": "judgement",
    "linked": "interval",
    "scored": "event",
}
_COMPARATORS = ("is", "at_least", "more_than")
_SHARES = ("share_at_least", "share_more_than")
# Registers that answer what was launched, and the column that names it.
_LAUNCHED = {"movement_results": "movement_id", "contributions": "call_id"}


def problems(rules: Rules) -> Iterator[Problem]:
    """What is wrong with any criterion, the others left aside."""
    for criterion in rules.criteria.values():
        yield from of_one(criterion, rules)


def of_one(criterion: Table, rules: Rules) -> Iterator[Problem]:
    """What is wrong with one criterion by itself."""
    where = f"criterion {criterion['id']}"
    yield from repeated(where, "subjects", criterion["subjects"])
    yield from _cited(where, criterion)
    yield from _nature(where, criterion)
    yield from _totals(where, criterion, rules)
    if "fact" in criterion:
        yield from _fact(where, criterion, rules)


def _cited(where: str, criterion: Table) -> Iterator[Problem]:
    if "quote" in criterion and "clause" not in criterion:
        yield Problem(where, "clause", "missing", "the clause that the quote is from")


def _nature(where: str, criterion: Table) -> Iterator[Problem]:
    kind, nature = criterion["kind"], criterion.get("nature")
    fitting = "judged" if kind == "attested" else "countable"
    if kind not in ("k_of", "scored") and nature != fitting:
        yield Problem(where, "nature", quoted(nature), f"{fitting}, for its kind is {kind}")


def _totals(where: str, criterion: Table, rules: Rules) -> Iterator[Problem]:
    for key in ("years", "except_years"):
        for _, value in dated.entries(criterion.get(key, 0)):
            if rules.years is not None and value > rules.years:
                yield Problem(where, key, quoted(value), f"at most {rules.years}, the window")


def _fact(where: str, criterion: Table, rules: Rules) -> Iterator[Problem]:
    yield from unknown_ids(where, "fact", [criterion["fact"]], rules.named["fact"], "fact")
    fact = rules.facts.get(criterion["fact"])
    if fact is None:
        return
    kind = criterion["kind"]
    if fact["per"] != _PER[kind]:
        found = f'"{fact["id"]}" is a fact per {fact["per"]}'
        fitting = [key for key, other in rules.facts.items() if other["per"] == _PER[kind]]
        yield Problem(where, "fact", found, f"one per {_PER[kind]}, such as {', '.join(fitting)}")
        return
    yield from _subjects(where, criterion, fact)
    if _PER[kind] == "year":
        yield from _comparator(where, criterion, fact, rules)
    elif kind == "attested":
        yield from _votes(where, criterion)
    elif kind == "ratio_at_least":
        yield from _launches(where, fact)
    elif kind == "place_within":
        yield from _places(where, fact)
    elif kind in ("events_at_least", "never"):
        yield from _filters(where, criterion, fact, rules)


def _subjects(where: str, criterion: Table, fact: Table) -> Iterator[Problem]:
    """Whether rows of the fact can be of the subjects that are asked, or of their members."""
    subjects, over = criterion["subjects"], criterion.get("over", "self")
    if criterion["kind"] == "linked":
        if subjects != ["person"]:
            yield Problem(where, "subjects", quoted(subjects), '["person"]: people hold roles')
        return
    if "person" in subjects and over == "members":
        yield Problem(where, "over", '"members"', "self or self_or_members: a person has none")
    needs = {"unit_id": "person", "person_id": "unit"}.get(fact["subject"])
    reached = needs == "unit" and over != "self"
    if needs in subjects and not reached:
        found = f'"{fact["id"]}" has rows of {"units" if needs == "person" else "people"} only'
        hint = '; or over = "members"' if "over" in criterion and needs == "unit" else ""
        yield Problem(where, "fact", found, f"a fact with rows of a {needs}{hint}")
    if over != "self" and fact["subject"] == "unit_id":
        yield Problem(where, "over", quoted(over), f"self: {fact['id']} has no rows of people")


def _comparator(where: str, criterion: Table, fact: Table, rules: Rules) -> Iterator[Problem]:
    found = [key for key in _COMPARATORS if key in criterion]
    if len(found) != 1:
        what = " and ".join(found) if found else "no comparator"
        yield Problem(where, found[0] if found else "is", what, "one of is, at_least, more_than")
    if criterion["kind"] == "mean_over_window" and fact.get("take") != "mean":
        yield Problem(where, "fact", f'"{fact["id"]}" is no mean', "a ratio with take = mean")
    for key in found:
        for _, value in dated.entries(criterion[key]):
            yield from _threshold(where, key, value, fact, rules)


def _threshold(where: str, key: str, value: Any, fact: Table, rules: Rules) -> Iterator[Problem]:
    if "ratio" in fact:
        yield from _ratio(where, key, value)
    elif "type" in fact:
        if key != "is" or not isinstance(value, bool):
            yield Problem(where, key, quoted(value), f"is = true or false: {fact['id']} is a bool")
    elif fact.get("scale") in rules.scales:
        yield from level(where, key, value, rules.scales[fact["scale"]])


def _ratio(where: str, key: str, value: Any) -> Iterator[Problem]:
    if key == "is":
        yield Problem(where, key, "a ratio is compared", "at_least or more_than")
    elif not isinstance(value, int) or not 0 <= value <= 1_000_000:
        yield Problem(where, key, quoted(value), "per mille, a whole number from 0")


def level(where: str, key: str, value: Any, scale: Table) -> Iterator[Problem]:
    """Whether a threshold is a level of the scale, and one that can be beaten if it must be."""
    if not isinstance(value, str):
        yield Problem(where, key, quoted(value), f"a level of scale {scale['id']}")
        return
    what = f"level of scale {scale['id']}"
    yield from unknown_ids(where, key, [value], scale["levels"], what)
    if key == "more_than" and value == scale["levels"][-1]:
        yield Problem(where, key, f'"{value}" is the highest level', "one that can be exceeded")


def _votes(where: str, criterion: Table) -> Iterator[Problem]:
    asked = [key for key in _SHARES if key in criterion]
    if len(asked) > 1:
        yield Problem(where, asked[0], " and ".join(asked), "one of them")
    for _, value in dated.entries(criterion.get("share_more_than", 0)):
        if value >= 1000:
            yield Problem(where, "share_more_than", quoted(value), "at most 999: votes end at 1000")


def _launches(where: str, fact: Table) -> Iterator[Problem]:
    if fact["table"] not in _LAUNCHED:
        found = f"nothing is launched for {fact['table']}"
        yield Problem(where, "fact", found, f"a fact on {' or '.join(_LAUNCHED)}")
    elif fact.get("key") != _LAUNCHED[fact["table"]]:
        expected = f'key = "{_LAUNCHED[fact["table"]]}", which names what was launched'
        yield Problem(where, "fact", f"{fact['id']} has key {fact.get('key', 'none')}", expected)
    elif fact.get("where", {}).keys() & schema.LOOKED_UP.get(fact["table"], {}).keys():
        found = f"{fact['id']} leaves out movements, and all that were launched would be asked"
        yield Problem(where, "fact", found, "a fact without such a filter, or events_at_least")


def _places(where: str, fact: Table) -> Iterator[Problem]:
    if fact.get("type") != "int":
        yield Problem(where, "fact", f"{fact['id']} has no places", 'a fact with type = "int"')


def _filters(where: str, criterion: Table, fact: Table, rules: Rules) -> Iterator[Problem]:
    columns = schema.TABLES[fact["table"]].columns if fact["table"] in schema.TABLES else {}
    has = {
        "level_at_least": "scale" in fact,
        "share_at_least": "share" in fact,
        "recognised": "recognised" in columns,
    }
    for key, possible in has.items():
        if key in criterion and not possible:
            yield Problem(where, key, f"{fact['id']} has nothing of the kind", "no such key")
    if fact.get("scale") in rules.scales and "level_at_least" in criterion:
        for _, value in dated.entries(criterion["level_at_least"]):
            yield from level(where, "level_at_least", value, rules.scales[fact["scale"]])
