"""Is a plan sound? Everything that is wrong with it, before anything is asked of it.

Every reading is checked as well, one at a time: whichever a council chooses, the plan holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from lantoa._checks import nearest
from lantoa.criteria import (
    check_facts,
    check_links,
    check_rules,
    check_scales,
    check_whole,
    structure,
)
from lantoa.criteria.defaults import filled
from lantoa.criteria.problems import Problem
from lantoa.criteria.soundness import Rules, name
from lantoa.criteria.tables import SECTIONS, Table, Tables, bare, edited, named_in

Question: TypeAlias = tuple[str, Table]
Seen: TypeAlias = dict[int, tuple[Table, list[Problem]]]  # by identity; the table keeps it valid


def problems_of_rules(rules: Tables, seen: Seen | None = None) -> list[Problem]:
    """What is wrong with rules under readings and changes: shapes first, then meanings.

    Args:
        rules: Tables without interpretations.
        seen: The shapes of tables already looked at, to be added to.
    """
    seen = {} if seen is None else seen
    for path, table in rules.items():
        if id(table) not in seen:
            seen[id(table)] = table, list(structure.problems_of_table(path, table))
    shapes = {path: seen[id(table)][1] for path, table in rules.items()}
    sound = {path: rules[path] for path in rules if not shapes[path]}
    return [*(one for told in shapes.values() for one in told), *_meanings(sound, rules)]


def _meanings(sound: Tables, rules: Tables) -> Iterator[Problem]:
    checked = Rules(filled(sound), named_in(rules))
    for topic in (check_scales, check_facts, check_rules, check_links, check_whole):
        yield from topic.problems(checked)


def problems_of_content(content: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the content of a plan file, under the readings chosen and each other."""
    told = [*structure.problems_of_file(content, SECTIONS)]
    usable = structure.usable(content)
    told += structure.problems_of_ids(usable)
    tables = structure.identified(usable)
    told += structure.problems_of_tables(tables)
    asked = [
        (path, one)
        for path, table in tables.items()
        for one in structure.well_shaped_questions(table)
    ]
    told += _of_questions(asked)
    return [*told, *_under_readings(tables, asked, told)]


def _of_questions(asked: list[Question]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for path, question in asked:
        where, key = name(path), f"interpretation {question['id']}"
        if question["id"] in seen:
            yield Problem(where, key, f"{seen[question['id']]} has it too", "an id of its own")
        seen.setdefault(question["id"], name(path))
        if question["chosen"] not in question["readings"]:
            near = nearest(question["chosen"], question["readings"])
            found = f'"{question["chosen"]}" is none of its readings'
            yield Problem(where, f"{key}.chosen", found, "", near)
        yield from _alike(where, key, question)
        yield from _names(where, key, question)


def _alike(where: str, key: str, question: Table) -> Iterator[Problem]:
    """Two readings that say the same would count twice in any count of readings."""
    seen: list[tuple[str, Any]] = []
    for reading_id, reading in question["readings"].items():
        twin = next((other for other, told in seen if told == reading.get("set", {})), None)
        if twin:
            found = f"{twin} and {reading_id} say the same"
            yield Problem(where, f"{key}.readings", found, "readings that differ")
        seen.append((reading_id, reading.get("set", {})))


def _names(where: str, key: str, question: Table) -> Iterator[Problem]:
    """A reading may reword its owner; it may not become another one."""
    for reading_id, reading in question["readings"].items():
        for fixed in ("id", "interpretation"):
            if fixed in reading.get("set", {}):
                place = f"{key}.readings.{reading_id}.set.{fixed}"
                yield Problem(where, place, "no reading may set it", "a key of the rule")


def _under_readings(
    tables: Tables, asked: list[Question], told: list[Problem]
) -> Iterator[Problem]:
    """The rules as written, as chosen, and under every reading with the others as chosen."""
    known, written = set(told), bare(tables)
    seen: Seen = {}
    for edits, named in _picks(asked):
        for problem in problems_of_rules(edited(written, edits), seen):
            if problem not in known:
                known.add(problem)
                yield replace(problem, where=f"{problem.where}{named}")


Edits: TypeAlias = list[tuple[str, Table]]


def _picks(asked: list[Question]) -> Iterator[tuple[Edits, str]]:
    """What to lay over the rules as written, and how a message names what only shows there."""
    yield [], ""
    for number, (_, question) in enumerate(asked):
        for reading_id, reading in question["readings"].items():
            if reading.get("set"):
                named = f", {question['id']} = {reading_id}"
                yield list(_edits(asked, {number: reading_id})), named
    yield list(_edits(asked, {})), " under the readings chosen"


def _edits(asked: list[Question], instead: Mapping[int, str]) -> Iterator[tuple[str, Table]]:
    """What the chosen readings set, with others instead where a question's number says so."""
    for number, (path, question) in enumerate(asked):
        reading = question["readings"].get(instead.get(number, question["chosen"]), {})
        if reading.get("set"):
            yield path, reading["set"]
