"""The ids that an office knows, gathered before anything refers to them.

Persons and units are those of the registers ``people`` and ``units``. Where such a register is
absent, whoever the other tables name is known: nothing is there to compare with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial

import numpy as np

from lantoa.intake.cells import Cells
from lantoa.intake.checking import Rows
from lantoa.intake.columns import Column, Formula, shown
from lantoa.intake.laying import Laid
from lantoa.intake.registers import Register
from lantoa.intake.text import clean
from lantoa.intake.vocabulary import Vocabulary, layout
from lantoa.schema import TABLES

Tables = Mapping[str, Sequence[Laid]]
Base = Mapping[str, Rows]


def registers(tables: Tables, words: Vocabulary, base: Base) -> dict[str, Register]:
    """The registers that columns of type subject, person, unit and ref are looked up in.

    Args:
        tables: What is being read.
        words: The vocabulary, with the ids that the office's spellings mean.
        base: Tables that were read before and that this adds to.
    """
    people, units = _listed(tables, base, "people"), _listed(tables, base, "units")
    persons = people if people is not None else _named(tables, base, {"person"})
    groups = units if units is not None else _named(tables, base, {"unit"})
    everybody = [*persons, *groups]
    if people is None or units is None:
        everybody += _named(tables, base, {"subject"})
    names = partial(_unit_names, tables, base)
    spelled = words.spelled("subject")
    both = frozenset(groups).intersection(persons)
    person = Register(persons, "unknown_subject", spelled, ambiguous=both)
    unit = Register(groups, "unknown_unit", spelled, names, ambiguous=both)
    return {
        "person": person,
        "unit": unit,
        "subject": Register(everybody, "unknown_subject", spelled, names, ambiguous=both),
        "person_id": person.plain(),
        "unit_id": unit.plain(),
        **_references(tables, base, words),
    }


def _references(tables: Tables, base: Base, words: Vocabulary) -> dict[str, Register]:
    wanted = {c.of for table in TABLES.values() for c in table.columns.values() if c.type == "ref"}
    lists = {name: _listed(tables, base, name) for name in sorted(filter(None, wanted))}
    return {
        name: Register(ids, "unknown_reference", words.spelled(TABLES[name].key[0]))
        for name, ids in lists.items()
        if ids
    }


def _listed(tables: Tables, base: Base, table: str) -> Sequence[str] | None:
    """The ids of a register in the order of its file, None where it is absent."""
    parts = [part for part in tables.get(table, ()) if part.complete]
    if not parts and table not in base:
        return None
    name = TABLES[table].key[0]
    known = _known(base[table].columns[name]) if table in base else []
    return _added(known, _distinct(part.columns[name] for part in parts))


def _named(tables: Tables, base: Base, types: set[str]) -> Sequence[str]:
    """The ids that tables name in columns of some types."""
    columns = [
        part.columns[name]
        for parts in tables.values()
        for part in parts
        for name, spec in part.table.columns.items()
        if spec.type in types and name in part.columns
    ]
    known = [
        id_
        for rows in base.values()
        for name, spec in rows.table.columns.items()
        if spec.type in types
        for id_ in _known(rows.columns[name])
    ]
    return _added(known, _distinct(columns))


def _known(cells: Cells) -> list[str]:
    """The ids of a column that was read, in the order of its rows."""
    if cells.dtype is None:
        return []
    texts = cells.dtype.categories
    return [str(texts[code]) for code in dict.fromkeys(cells.data.tolist()) if code >= 0]


def _added(known: Sequence[str], more: Sequence[str]) -> Sequence[str]:
    return list(dict.fromkeys([*known, *more])) if known else more


def _distinct(columns: Iterable[Column]) -> Sequence[str]:
    columns = list(columns)
    if len(columns) == 1 and (texts := columns[0].texts()) and not texts.untidy.any():
        return texts.distinct
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


def _unit_names(tables: Tables, base: Base) -> list[tuple[str, str]]:
    """Name and id of every unit, in the order of the file."""
    pairs = _names_read(base["units"]) if "units" in base else []
    for part in tables.get("units", ()):
        if part.complete and "name" in part.columns:
            ids, names = part.columns["unit_id"].encoded(), part.columns["name"].encoded()
            pairs += [
                (clean(shown(names.distinct[name]) or ""), _id(ids.distinct[id_]))
                for id_, name in zip(ids.codes, names.codes, strict=True)
                if id_ >= 0 and name >= 0
            ]
    return pairs


def _names_read(units: Rows) -> list[tuple[str, str]]:
    named = units.take(~units.columns["name"].missing)
    names, ids = (np.asarray(named.columns[c].array()) for c in ("name", "unit_id"))
    return [(str(name), str(id_)) for name, id_ in zip(names, ids, strict=True)]
