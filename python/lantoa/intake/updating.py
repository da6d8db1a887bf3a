"""A filled worklist taken back: blank cells are filled, missing rows are added.

An answer belongs to the row that has its key and says nothing else; where rows contradict each
other, the answer settles them. Everything else is a new row. Lines that nobody filled in are
passed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from lantoa.intake.cells import Cells
from lantoa.intake.checking import Rows, checked
from lantoa.intake.columns import BLANK, Flags
from lantoa.intake.problems import Problem
from lantoa.intake.reading import read_sources
from lantoa.intake.repeats import Places, agree, filled_in, row_numbers
from lantoa.intake.sources import sources
from lantoa.intake.tables import joined_rows
from lantoa.office import Office, Table
from lantoa.schema import TABLES

_VOTES = ("votes_for", "votes_total")  # a judgement says them beside its verdict


def rows_of(table: Table) -> Rows:
    """A table of an office as intake works on it."""
    spec = TABLES[table.name]
    columns = {}
    for name, column in spec.columns.items():
        cells = table.frame[name]
        missing = cells.isna().to_numpy()
        unreadable = table.unreadable.get(name, np.zeros(len(table), bool))
        if isinstance(cells.dtype, pd.CategoricalDtype):
            codes = cells.cat.codes.to_numpy().astype(np.int32)
            columns[name] = Cells(column, codes, missing, unreadable, cells.dtype)
        else:
            data = _stored(cells)
            columns[name] = Cells(column, data, missing, unreadable)
    return Rows(spec, columns, table.origin, {name: name for name in spec.columns})


def _stored(cells: pd.Series[Any]) -> npt.NDArray[Any]:
    if cells.dtype.kind in "Mf":
        return cells.to_numpy()
    whole = np.dtype("?" if cells.dtype.kind == "b" else "i4")
    return cells.to_numpy(dtype=whole, na_value=whole.type(0))


@dataclass(frozen=True)
class Merged:
    """A table with its answers.

    Attributes:
        rows: The rows, old ones first.
        problems: What the answers brought with them.
        settled: Places of old problems that are no more: (file, sheet, row, column or None).
        keys: Keys of yearly rows that were missing and are there now.
    """

    rows: Rows
    problems: Sequence[Problem]
    settled: frozenset[tuple[str, str, int, str]]
    keys: frozenset[tuple[str, ...]]


def merged(old: Rows, answers: Rows) -> Merged:
    """The old rows with the answers filled in or added."""
    both = joined_rows([old, answers], old.table)
    size = len(old.origin.row)
    new = np.flatnonzero(both.filled() & (np.arange(len(both.origin.row)) >= size))
    settling, settled = _settled_rows(both, new, size)
    plain = new[~settling]
    taken, drop = _matched(both, plain, size)
    columns = dict(both.columns)
    filled = plain[taken != BLANK], taken[taken != BLANK]
    places = _cells_filled(both, *filled)
    for name, cells in columns.items():
        columns[name] = filled_in(cells, filled[1], filled[0])
    keep = np.zeros(len(both.origin.row), bool)
    keep[:size], keep[new] = True, True
    keep[filled[0]], keep[drop], keep[settled] = False, False, False
    rows, problems = checked(replace(both, columns=columns).take(keep))
    keys = frozenset(_keys(both, new))
    return Merged(rows, problems, places | _whole_rows(both, settled), keys)


def _matched(rows: Rows, new: Places, size: int) -> tuple[Places, Places]:
    """For each answer the old row that it fills in, BLANK where none; and answers that add nothing.

    An old row is filled in when it has the key and contradicts no cell of the answer.
    """
    numbers = row_numbers([rows.columns[name] for name in rows.table.key])
    wanted = np.isin(numbers[:size], numbers[new])
    old = np.flatnonzero(wanted)
    taken, drop, used = np.full(len(new), BLANK), [], set()
    for i, row in enumerate(new):
        same = old[numbers[old] == numbers[row]]
        fits = same[agree(rows.columns, list(rows.columns), same, np.full(len(same), row))]
        gains = [at for at in fits if at not in used and _gains(rows, at, row)]
        if gains:
            taken[i] = gains[0]
            used.add(gains[0])
        elif len(fits):
            drop.append(row)
    return taken, np.array(drop, np.intp)


def _gains(rows: Rows, old: int, new: int) -> bool:
    return any(cells.missing[old] and not cells.missing[new] for cells in rows.columns.values())


def _cells_filled(rows: Rows, new: Places, old: Places) -> frozenset[tuple[str, str, int, str]]:
    return frozenset(
        (*rows.origin.at(int(b)), name)
        for a, b in zip(new, old, strict=True)
        for name, cells in rows.columns.items()
        if cells.missing[b] and not cells.missing[a]
    )


def _settled_rows(rows: Rows, new: Places, size: int) -> tuple[Flags, Places]:
    """Which answers settle something, and the old rows whose place they take.

    These are rows that contradict each other, and what was said before of a register's coverage.
    """
    settling, gone = np.zeros(len(new), bool), set()
    is_coverage = rows.table.name == "coverage"
    if rows.table.repeats == "differ" or is_coverage:
        same = ("table", "from", "to") if is_coverage else rows.table.same
        numbers = row_numbers([rows.columns[name] for name in same])
        saying = (rows.table.value or "complete", *_VOTES)
        says = row_numbers([rows.columns[name] for name in saying if name in rows.columns])
        asked = np.flatnonzero(np.isin(numbers[:size], numbers[new]))
        for i, row in enumerate(new):
            old = asked[numbers[asked] == numbers[row]]
            contradict = len(set(says[old].tolist())) > 1 or is_coverage
            if len(old) and contradict and not _later(rows, row, old):
                settling[i] = True
                gone.update(old.tolist())
    return settling, np.array(sorted(gone), np.intp)


def _later(rows: Rows, row: int, old: Places) -> bool:
    """Whether the answer's decision comes after all the others: then it wins by itself."""
    if "decision_date" not in rows.columns:
        return False
    days = rows.columns["decision_date"]
    if days.missing[row] or days.missing[old].any():
        return False
    return bool((days.data[row] > days.data[old]).all())


def _whole_rows(rows: Rows, places: Places) -> frozenset[tuple[str, str, int, str]]:
    return frozenset(
        (*rows.origin.at(int(place)), name) for place in places for name in rows.columns
    )


def _keys(rows: Rows, places: Places) -> list[tuple[str, ...]]:
    parts = [np.asarray(rows.columns[name].take(places).array()) for name in rows.table.key]
    return [tuple(str(part[i]) for part in parts) for i in range(len(places))]


def still_open(problems: Sequence[Problem], merged_tables: Mapping[str, Merged]) -> list[Problem]:
    """The old problems that the answers did not settle."""
    kept = []
    for problem in problems:
        merged_ = merged_tables.get(problem.table or "")
        if merged_ is None:
            kept.append(problem)
            continue
        if problem.kind == "conflict":
            continue
        keep = [i for i in range(len(problem.rows)) if not _is_settled(problem, i, merged_)]
        if keep:
            kept.append(problem.only(keep))
    return kept


def _is_settled(problem: Problem, i: int, merged_: Merged) -> bool:
    place = (problem.file, problem.sheet, int(problem.rows[i]), problem.name or "")
    return place in merged_.settled or (bool(problem.keys) and problem.keys[i] in merged_.keys)


def unfilled(problems: Sequence[Problem]) -> list[Problem]:
    """The problems of a worklist without the cells that say nobody knows: "-" for a rating."""
    return [
        problem
        for problem in problems
        if not (problem.kind == "missing" and problem.name not in TABLES[problem.table or ""].key)
    ]


def updated(
    office: Office,
    path: Any,
    columns: Mapping[str, str],
    aliases: Mapping[str, Mapping[str, str]],
) -> Office:
    """The office with the answers of a worklist; see `lantoa.office.Office.updated`."""
    base = {name: rows_of(table) for name, table in office.tables.items()}
    answers = read_sources(sources(path), columns=columns, aliases=aliases, base=base)
    both = {name: merged(base[name], rows) for name, rows in answers.tables.items() if name in base}
    added = {
        name: rows.take(rows.filled()) for name, rows in answers.tables.items() if name not in base
    }
    tables = {**base, **added, **{name: table.rows for name, table in both.items()}}
    return office.with_rows(
        {name: tables[name] for name in {**answers.tables}},
        [
            *still_open(office.listed, both),
            *unfilled(answers.problems),
            *(problem for table in both.values() for problem in table.problems),
        ],
    )
