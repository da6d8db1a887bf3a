"""Which values a key may take, given everything else in the plan.

Finite choices are tried one by one against the checks of their own table, so a list holds
nothing that ``change`` would refuse there. Numbers without an end are told as a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args, get_origin

from lantoa import schema
from lantoa.criteria import (
    check_facts,
    check_links,
    check_rules,
    check_scales,
    check_whole,
    checking,
    dated,
    structure,
)
from lantoa.criteria.book import Book
from lantoa.criteria.check_facts import listed
from lantoa.criteria.defaults import class_of, filled
from lantoa.criteria.possible_codes import CODED, tables_of_codes
from lantoa.criteria.problems import Problem
from lantoa.criteria.soundness import Rules
from lantoa.criteria.tables import Table, overlay

_TOLD = {
    "window": "a table: from, to",
    "equivalent": "a table: code = level",
    "kind_level": "a table: kind = level",
    "closes": "a table: month, day, next_year",
    "where": "a table: column = code, or a list of codes",
    "inherits": '"all", or a list of criteria',
    "ties": "a table: person, unit, each a list of scored criteria",
    "as_of": "a date",
    "counting": "a table: verdict, gates",
    "only_if": "a table: role, when",
    "map": "a list of [value, points]",
    "of": "a list of criteria",
    "needs": '"all_gates", "countable_gates", "selected", or a list of criteria of units',
    "count": "1 or more",
    "within": "1 or more",
    "number": "0 or more",
    "minimum_places": "0 or more",
    "report_if_fewer_than": "0 or more",
    "points_total": "1 or more",
    "share_per_mille": "0 to 1000",
    "share_at_least": "0 to 1000",
    "share_more_than": "0 to 999",
    "per_mille": "0 to 1000",
    "weight": "0 to 1000",
}


_LISTED_HERE = {("quota", "of")}
"""Keys that can be listed in one section only."""

_EVERYBODY = (["unit"], ["person"], ["unit", "person"])


def values(book: Book, owner: str, key: str) -> list[Any] | str:
    """What ``change`` takes at a path.

    Returns:
        Every value, lowest first where they have an order; a text where they cannot be listed.
    """
    if key in CODED:
        others = tables_of_codes(book, owner, key)
        is_free = any(_fits(book, owner, {key: other}) for other in others)
        return _TOLD[key] if is_free else [_plain(book.filled[owner].get(key))]
    if key in _TOLD and (owner.partition(".")[0], key) not in _LISTED_HERE:
        is_word = key == "count" and book.filled[owner]["kind"] == "scored"
        if not is_word:
            return _TOLD[key]
    if key in ("at_least", "more_than") and "ratio" in _fact(book, book.filled[owner]):
        return "0 or more, per mille"
    return list(_fitting(book, owner, key))


def is_free(value: Any, allowed: list[Any] | str) -> bool:
    """Whether anything else than what is there may stand there."""
    return isinstance(allowed, str) or any(other != _plain(value) for other in allowed)


def _plain(value: Any) -> Any:
    return value["value"] if dated.is_table(value) else value


def means_something(book: Book, owner: str, key: str) -> bool:
    """Whether a key is set in a table, or could be."""
    return key in book.filled[owner] or any(True for _ in _fitting(book, owner, key))


def _fitting(book: Book, owner: str, key: str) -> Iterator[Any]:
    return (value for value in _choices(book, owner, key) if _fits(book, owner, {key: value}))


def _choices(book: Book, owner: str, key: str) -> Iterator[Any]:
    """What might be possible; for a number without an end one that stands for all."""
    table, section = book.filled[owner], owner.partition(".")[0]
    if key in ("is", "at_least", "more_than", "level_at_least"):
        yield from _thresholds(book, table)
    elif key in ("years", "except_years", "min_rated_years"):
        yield from range(key == "years", _years(book) + 1)
    elif key == "k":
        yield from range(1, len(table["of"]) + 1)
    elif key in ("fact", "statistic_of", "inside"):
        yield from _ids(book, {"fact": "fact", "inside": "quota"}.get(key, "criterion"))
    elif key in ("counts_on", "seen_on"):
        yield from _days(table, key)
    elif key == "subjects":
        yield from (one if set(one) != set(table[key]) else table[key] for one in _EVERYBODY)
    elif _has_no_members(table, key):
        yield table[key]
    elif key == "over" and _of_people_only(book, table):
        yield "members"  # a unit has no such rows itself
    elif key == "of" and section == "quota":
        yield from _literals(owner, table, key)
    elif key in _TOLD:
        yield table.get(key, 0)
    else:
        yield from _literals(owner, table, key)


def _has_no_members(table: Table, key: str) -> bool:
    """Whether members play no part: of a person, or where the subject's own rows are asked."""
    if key == "over":
        return bool(table["subjects"] == ["person"])
    return key == "members_at" and table["over"] == "self"


def _of_people_only(book: Book, table: Table) -> bool:
    """Whether only people have rows of the fact, and units are asked."""
    fact = _fact(book, table)
    columns = schema.TABLES[fact["table"]].columns
    return (
        table["subjects"] == ["unit"]
        and getattr(columns.get(fact["subject"]), "type", "") == "person"
    )


def _literals(owner: str, table: Table, key: str) -> Iterator[Any]:
    fields = class_of(owner, table).model_fields
    field = next(one for name, one in fields.items() if key in (name, one.alias))
    yield from _literal_values(field.annotation)


def _literal_values(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif annotation is bool:
        yield from (False, True)
    else:
        for part in get_args(annotation):
            yield from _literal_values(part)


def _thresholds(book: Book, table: Table) -> Iterator[Any]:
    fact = _fact(book, table)
    if "ratio" in fact:
        yield 1000
    elif fact.get("type") == "bool":
        yield from (False, True)
    elif "scale" in fact:
        yield from book.filled[f"scale.{fact['scale']}"]["levels"]


def _fact(book: Book, table: Table) -> Table:
    return book.filled.get(f"fact.{table.get('fact')}", {})


def _years(book: Book) -> int:
    window = book.filled["plan"]["window"]
    return int(window["to"] - window["from"] + 1)


def _ids(book: Book, section: str) -> list[str]:
    return book.named[section]


def _days(fact: Table, key: str) -> Iterator[Any]:
    kinds = ("date", "year") if key == "counts_on" else ("date",)
    columns = schema.TABLES[fact["table"]].columns
    by_itself = None
    if key == "seen_on" and key not in fact:  # what is seen of a row where nothing is said
        by_itself = "decision_date" if "decision_date" in columns else fact.get("counts_on")
    fitting = (name for name, column in columns.items() if column.type in kinds)
    yield from (name for name in fitting if name != by_itself)
    if len(listed(fact.get(key))) > 1:
        yield fact[key]


def _fits(book: Book, owner: str, keys: Table) -> bool:
    """Whether a table would still be sound by itself with other keys."""
    rule = overlay(book.rules[owner], keys) if owner in book.rules else keys
    if any(structure.problems_of_table(owner, rule)):
        return False
    if "subjects" in keys:  # others are tied to whom a criterion is asked of
        return not checking.problems_of_rules(book.rules | {owner: rule}, book.seen)
    tables = book.filled | filled({owner: rule})
    return not any(_problems(owner, tables[owner], Rules(tables, book.named)))


def _problems(owner: str, table: Table, rules: Rules) -> Iterable[Problem]:
    section = owner.partition(".")[0]
    if section == "criterion":
        yield from check_rules.of_one(table, rules)
        yield from check_links.of_one(table, rules)
    elif section == "fact":
        yield from check_facts.of_one(table, rules)
        for criterion in rules.criteria.values():
            if criterion.get("fact") == table["id"]:
                yield from check_rules.of_one(criterion, rules)
    elif section == "quota":
        yield from check_whole.of_quotas(rules)
    elif section == "scale":
        yield from check_scales.problems(rules)
