"""The road from sources to tables: words, layout, registers, cells, checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from lantoa._checks import unknown
from lantoa.intake.cells import Cells
from lantoa.intake.checking import Rows
from lantoa.intake.columns import shown
from lantoa.intake.faults import nearest
from lantoa.intake.header import sheet_of
from lantoa.intake.known import Known
from lantoa.intake.laying import Laid, laid, needed
from lantoa.intake.problems import Problem
from lantoa.intake.registering import registers
from lantoa.intake.sources import Grid, Sheet, Source, Unread
from lantoa.intake.tables import table_rows
from lantoa.intake.text import clean, heading_key, key
from lantoa.intake.vocabulary import (
    Vocabulary,
    layout,
    learn,
    shown_heading,
    undeclared,
    vocabulary,
    with_headings,
    written_sheets,
)
from lantoa.schema import TABLES

_LONG = 500_000  # rows; below, threads cost more than they give
_AT_ONCE = 2
NOTHING: Mapping[str, Rows] = MappingProxyType({})


@dataclass(frozen=True)
class Read:
    """What was read.

    Attributes:
        tables: The accepted rows of every table that is present.
        problems: Everything that was not read.
    """

    tables: Mapping[str, Rows]
    problems: Sequence[Problem]


def read_sources(
    found: Sequence[Source],
    *,
    columns: Mapping[str, str],
    aliases: Mapping[str, Mapping[str, str]],
    base: Mapping[str, Rows] = NOTHING,
) -> Read:
    """The tables of an office from everything its path holds.

    Args:
        found: The sources.
        columns: Headings that the caller explains.
        aliases: Spellings that the caller explains, by column.
        base: Tables that were read before; what they list and declare is known here too.
    """
    words = _told(_with_columns(vocabulary(), columns), aliases)
    words = _learned(words, base["aliases"])[0] if "aliases" in base else words
    own = [source for source in found if words.table_of(source.title) == "aliases"]
    spoken, problems = _spellings(own, words)
    sheets: dict[str, list[Laid]] = {}
    for source in found:
        table = spoken.words.table_of(source.title)
        if table == "aliases":
            continue
        part, listed = _laid(source, table, spoken.words)
        problems += listed
        if part is not None:
            sheets.setdefault(part.table.name, []).append(part)
    known = Known(spoken.words, registers(sheets, spoken.words, base), answers=bool(base))
    problems += [
        p for parts in sheets.values() for part in parts if not part.complete for p in part.problems
    ]
    usable = {
        name: [part for part in sheets[name] if part.complete] for name in TABLES if name in sheets
    }
    tables = dict(spoken.tables)
    for name, (rows, listed) in _all_tables(usable, known).items():
        tables[name] = rows
        problems += listed
    problems += _collisions(tables)
    return Read(_without_shared_ids(tables), _in_source_order(problems, found))


def _all_tables(
    parts: Mapping[str, Sequence[Laid]], known: Known
) -> dict[str, tuple[Rows, list[Problem]]]:
    """Every table that can be read; two at a time where they are long."""
    present = {name: some for name, some in parts.items() if some}
    if sum(len(part.rows) for some in present.values() for part in some) < _LONG:
        return {name: table_rows(some, known) for name, some in present.items()}
    known.prepare()
    longest = sorted(present, key=lambda name: -sum(len(part.rows) for part in present[name]))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        read = {name: pool.submit(table_rows, present[name], known) for name in longest}
        return {name: read[name].result() for name in present}


@dataclass(frozen=True)
class _Spoken:
    words: Vocabulary
    tables: Mapping[str, Rows]


def _with_columns(words: Vocabulary, columns: Mapping[str, str]) -> Vocabulary:
    names = list(dict.fromkeys(name for spec in TABLES.values() for name in spec.columns))
    for column in columns.values():
        table, _, name = column.rpartition(".")
        if table and table not in TABLES:
            raise unknown(table, list(TABLES), what="table in columns")
        allowed = list(TABLES[table].columns) if table else names
        if name not in allowed:
            raise unknown(name, allowed, what="canonical column in columns")
    return with_headings(words, columns)


def _told(words: Vocabulary, aliases: Mapping[str, Mapping[str, str]]) -> Vocabulary:
    for column, spellings in aliases.items():
        for text, value in spellings.items():
            learned = learn(words, column, text, value)
            if learned is None:
                name, found, allowed = undeclared(words, column, value)
                what = (
                    "column in aliases" if name == "column" else f'value of "{column}" in aliases'
                )
                raise unknown(found, list(dict.fromkeys(allowed)), what=what)
            words = learned
    return words


def _spellings(own: Sequence[Source], words: Vocabulary) -> tuple[_Spoken, list[Problem]]:
    """The office's table of aliases, learned row by row."""
    parts, problems = [], []
    for source in own:
        part, listed = _laid(source, "aliases", words)
        problems += listed
        if part is not None and part.complete:
            parts.append(part)
        elif part is not None:
            problems += part.problems
    if not parts:
        return _Spoken(words, {}), problems
    rows, listed = table_rows(parts, Known(words, {}))
    problems += listed
    twice = _declared_otherwise(rows)
    if twice.any():
        at = np.flatnonzero(twice)
        values = [_texts(rows)[1][row] for row in at]
        problems += rows.problems(at, "conflict", "text", "declared_otherwise", values=values)
        rows = rows.take(~twice)
    words, unknown_rows = _learned(words, rows)
    if len(unknown_rows):
        problems += _undeclared(rows, unknown_rows, words)
    return _Spoken(words, {"aliases": rows}), problems


def _declared_otherwise(rows: Rows) -> npt.NDArray[np.bool_]:
    """Declarations of a spelling that a row above gives another meaning."""
    meanings: dict[tuple[str, str], str] = {}
    return np.array(
        [
            meanings.setdefault((heading_key(column), key(text)), key(value)) != key(value)
            for column, text, value in zip(*_texts(rows), strict=True)
        ],
        bool,
    )


def _undeclared(rows: Rows, at: npt.NDArray[np.intp], words: Vocabulary) -> list[Problem]:
    """The cells of declarations that say nothing, each with the nearest that would."""
    found = []
    for row in at:
        column, _, value = (texts[row] for texts in _texts(rows))
        name, text, allowed = undeclared(words, column, value)
        near = nearest(text, allowed)
        one = np.array([row])
        found += rows.problems(
            one, "unknown_value", name, "not_declared", values=[text], nearest=[near]
        )
    return found


def _learned(words: Vocabulary, rows: Rows) -> tuple[Vocabulary, npt.NDArray[np.intp]]:
    """The vocabulary with every spelling declared, and the rows that declare nothing."""
    nothing = []
    for i, (column, text, value) in enumerate(zip(*_texts(rows), strict=True)):
        learned = learn(words, column, text, value)
        if learned is None:
            nothing.append(i)
        words = learned or words
    return words, np.array(nothing, np.intp)


def _texts(rows: Rows) -> list[list[str]]:
    return [
        [str(text) for text in np.asarray(rows.columns[name].array())]
        for name in ("column", "text", "value")
    ]


def _laid(
    source: Source, table: str | None, words: Vocabulary
) -> tuple[Laid | None, list[Problem]]:
    """A source as rows of its table, None with a problem where it has no table or no headings."""
    if isinstance(source, Unread):
        return None, [_whole_sheet(source, "unread_file", None)]
    if table is None:
        return None, _unknown_sheet(source)
    spec = TABLES[table]
    sheet = sheet_of(source, spec, words) if isinstance(source, Grid) else source
    if sheet is None:
        headings = ", ".join(shown_heading(name, table) for name in needed(spec))
        whole = _whole_sheet(source, "no_header", None)
        return None, [replace(whole, words={"expected": headings})]
    return laid(sheet, spec, words), []


def _unknown_sheet(source: Grid | Sheet) -> list[Problem]:
    ignored = {heading_key(name) for name in layout()["unread_sheets"]}
    if heading_key(source.title) in ignored or _is_empty(source):
        return []
    return [_whole_sheet(source, "unknown_sheet", nearest(clean(source.title), written_sheets()))]


def _whole_sheet(source: Source, kind: str, near: str | None) -> Problem:
    title = clean(source.title)
    return Problem(source.file, source.name, np.array([1]), None, kind, [title], [near])


def _is_empty(source: Grid | Sheet) -> bool:
    if isinstance(source, Sheet):
        return not source.columns
    return not any(clean(shown(cell) or "") for row in source.cells for cell in row)


def _ids(tables: Mapping[str, Rows], table: str) -> Cells | None:
    return tables[table].columns[TABLES[table].key[0]] if table in tables else None


def _shared(tables: Mapping[str, Rows]) -> set[str]:
    people, units = _ids(tables, "people"), _ids(tables, "units")
    if people is None or units is None or people.dtype is None or units.dtype is None:
        return set()
    shared = people.dtype.categories.intersection(units.dtype.categories)
    return {str(id_) for id_ in shared}


def _collisions(tables: Mapping[str, Rows]) -> list[Problem]:
    """Ids that a unit and a person share: both rows are listed."""
    shared = _shared(tables)
    found: list[Problem] = []
    for table in ("units", "people") if shared else ():
        rows, name = tables[table], TABLES[table].key[0]
        texts = np.asarray(rows.columns[name].array(), dtype=object)
        at = np.flatnonzero([text in shared for text in texts])
        values = [str(text) for text in texts[at]]
        found += rows.problems(at, "id_collision", name, None, values=values)
    return found


def _without_shared_ids(tables: Mapping[str, Rows]) -> Mapping[str, Rows]:
    """The unit keeps a shared id, for others belong to it; the person's row is left out."""
    shared = _shared(tables)
    if not shared:
        return tables
    texts = np.asarray(tables["people"].columns["person_id"].array(), dtype=object)
    keep = np.array([text not in shared for text in texts], bool)
    return {**tables, "people": tables["people"].take(keep)}


def _in_source_order(problems: Sequence[Problem], found: Sequence[Source]) -> list[Problem]:
    order = {(source.file, source.name): i for i, source in reversed([*enumerate(found)])}
    return sorted(problems, key=lambda problem: order.get((problem.file, problem.sheet), 0))
