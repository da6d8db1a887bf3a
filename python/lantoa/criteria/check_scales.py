"""Are the head and the scales sound: years in order, levels that a register can hold?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from lantoa import schema
from lantoa.criteria import dated
from lantoa.criteria.check_facts import listed
from lantoa.criteria.problems import Problem
from lantoa.criteria.soundness import Rules, repeated, unknown_ids
from lantoa.criteria.tables import Table

MOST_YEARS = 32
MOST_LEVELS = 31


def problems(rules: Rules) -> Iterator[Problem]:
    """What is wrong with the window or with any scale."""
    if rules.years is not None and not 1 <= rules.years <= MOST_YEARS:
        found = f"{rules.years} years"
        yield Problem("plan", "window", found, f"1 to {MOST_YEARS} years, the first one first")
    for scale_id, scale in rules.scales.items():
        where = f"scale {scale_id}"
        yield from _levels(where, scale)
        yield from _targets(where, scale)
        facts = [fact for fact in rules.facts.values() if fact.get("scale") == scale_id]
        for fact in facts:
            yield from _codes(where, scale, fact)
        yield from _kinds(where, scale, facts)


def _levels(where: str, scale: Table) -> Iterator[Problem]:
    levels = scale["levels"]
    yield from repeated(where, "levels", levels)
    if len(levels) > MOST_LEVELS:
        yield Problem(where, "levels", f"{len(levels)} levels", f"at most {MOST_LEVELS}")
    for lang in ("vi", "en"):
        if scale[lang] and len(scale[lang]) != len(levels):
            found = f"{len(scale[lang])} names for {len(levels)} levels"
            yield Problem(where, lang, found, "a name for each level")
    if scale.get("of"):
        joined = chain(levels, *(table for _, table in dated.entries(scale["equivalent"])))
        for code in joined:
            if len(list(filter(None, code.split("/")))) != 2:
                found = f'"{code}" is not two codes joined by "/"'
                yield Problem(where, "levels" if code in levels else "equivalent", found)


def _targets(where: str, scale: Table) -> Iterator[Problem]:
    levels = scale["levels"]
    for key in ("equivalent", "kind_level"):
        for _, table in dated.entries(scale[key]):
            yield from unknown_ids(where, key, table.values(), levels, "level of this scale")
    apart = {
        "equivalent": chain(*(table for _, table in dated.entries(scale["equivalent"]))),
        "outside": chain(*(codes for _, codes in dated.entries(scale["outside"]))),
    }
    for key, codes in apart.items():
        for code in codes:
            if code in levels:
                yield Problem(where, key, f'"{code}" is a level of its own', "a code beside them")


def _codes(where: str, scale: Table, fact: Table) -> Iterator[Problem]:
    """Whether the register can hold what the scale names: a misspelt code would never match."""
    columns = schema.TABLES[fact["table"]].columns if fact["table"] in schema.TABLES else {}
    lists = [columns[name].of for name in listed(fact.get("value")) if name in columns]
    codes = [schema.CODES.get(name or "", ()) for name in lists]
    if not all(codes):
        return
    reached = {level for table in _tables(scale) for level in table.values()}
    yield from _unheld(
        where, "levels", [one for one in scale["levels"] if one not in reached], codes
    )
    for key in ("equivalent", "outside"):
        for _, names in dated.entries(scale[key]):
            yield from _unheld(where, key, names, codes)


def _tables(scale: Table) -> Iterator[Table]:
    """The tables that lead from other codes to a level, which then need be no code itself."""
    for key in ("equivalent", "kind_level"):
        yield from (table for _, table in dated.entries(scale[key]))


def _unheld(
    where: str, key: str, names: Iterable[str], codes: list[tuple[str, ...]]
) -> Iterator[Problem]:
    for name in names:
        parts = name.split("/") if len(codes) > 1 else [name]
        for part, known in zip(parts, codes, strict=False):
            yield from unknown_ids(where, key, [part], known, "code of the register")


def _kinds(where: str, scale: Table, facts: list[Table]) -> Iterator[Problem]:
    named = list(chain(*(table for _, table in dated.entries(scale["kind_level"]))))
    for fact in (one for one in facts if one["table"] in schema.TABLES):
        column = schema.TABLES[fact["table"]].columns.get("kind") if named else None
        if named and (column is None or column.of not in schema.CODES):
            yield Problem(where, "kind_level", f"{fact['table']} has no kinds", "no such key")
        elif column:
            known = schema.CODES[column.of or ""]
            yield from unknown_ids(where, "kind_level", named, known, f"kind of {fact['table']}")
