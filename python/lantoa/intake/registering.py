"""The ids that an office knows, gathered before anything refers to them.

Persons and units are those of the registers ``people`` and ``units``. Where such a register is
absent, whoever the other tables name is known: nothing is there to compare with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial

from lantoa.intake.columns import Column, Formula, shown
from lantoa.intake.laying import Laid
from lantoa.intake.registers import Register
from lantoa.intake.text import clean
from lantoa.intake.vocabulary import Vocabulary, layout
from lantoa.schema import TABLES

Tables = Mapping[str, Sequence[Laid]]


def registers(tables: Tables, words: Vocabulary) -> dict[str, Register]:
    """The registers that columns of type subject, person, unit and ref are looked up in."""
    people, units = _listed(tables, "people"), _listed(tables, "units")
    persons = people if people is not None else _named(tables, {"person"})
    groups = units if units is not None else _named(tables, {"unit"})
    everybody = [*persons, *groups]
    if people is None or units is None:
        everybody += _named(tables, {"subject"})
    names = partial(_unit_names, tables)
    both = frozenset(groups).intersection(persons)
    person = Register(persons, "unknown_subject", words.ids, ambiguous=both)
    unit = Register(groups, "unknown_unit", words.ids, names, ambiguous=both)
    return {
        "person": person,
        "unit": unit,
        "subject": Register(everybody, "unknown_subject", words.ids, names, ambiguous=both),
        "person_id": person.plain(),
        "unit_id": unit.plain(),
        **_references(tables, words),
    }


def _references(tables: Tables, words: Vocabulary) -> dict[str, Register]:
    wanted = {c.of for table in TABLES.values() for c in table.columns.values() if c.type == "ref"}
    lists = {name: _listed(tables, name) for name in sorted(filter(None, wanted))}
    return {
        name: Register(ids, "unknown_reference", words.ids) for name, ids in lists.items() if ids
    }


def _listed(tables: Tables, table: str) -> Sequence[str] | None:
    """The ids of a register in the order of its file, None where it is absent."""
    parts = [part for part in tables.get(table, ()) if part.complete]
    if not parts:
        return None
    return _distinct(part.columns[TABLES[table].key[0]] for part in parts)


def _named(tables: Tables, types: set[str]) -> Sequence[str]:
    """The ids that tables name in columns of some types."""
    columns = [
        part.columns[name]
        for parts in tables.values()
        for part in parts
        for name, spec in part.table.columns.items()
        if spec.type in types and name in part.columns
    ]
    return _distinct(columns)


def _distinct(columns: Iterable[Column]) -> Sequence[str]:
    columns = list(columns)
    if len(columns) == 1 and (texts := columns[0].tidy_texts()) is not None:
        return texts
    found = (_id(value) for column in columns for value in column.different())
    return list(dict.fromkeys(id_ for id_ in found if id_))


def _id(value: object) -> str:
    if isinstance(value, str) and value.isascii() and value.isalnum():
        return value
    text = "" if isinstance(value, Formula) else clean(shown(value) or "")
    return "" if text in _no_ids() else text


@cache
def _no_ids() -> frozenset[str]:
    marks = layout()
    return frozenset([*marks["blank"], *marks["errors"]])


def _unit_names(tables: Tables) -> list[tuple[str, str]]:
    """Name and id of every unit, in the order of the file."""
    pairs = []
    for part in tables.get("units", ()):
        if part.complete and "name" in part.columns:
            ids, names = part.columns["unit_id"].encoded(), part.columns["name"].encoded()
            pairs += [
                (clean(shown(names.values[name]) or ""), _id(ids.values[id_]))
                for id_, name in zip(ids.codes, names.codes, strict=True)
                if id_ >= 0 and name >= 0
            ]
    return pairs
