"""Packs an office into the core's facts: once, before any plan, date or reading.

Subjects become codes, units first, then people, each sorted by id; cells become int32. This and
``_rules`` are the only doors to the core's arrays, and neither knows a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa._checks import InputError
from lantoa.schema import CODES, TABLES, ColumnSpec, TableSpec

if TYPE_CHECKING:
    from lantoa.office import Office, Table

Cells = np.ndarray[Any, np.dtype[np.int32]]

_DEFAULTS = {"status": "valid", "nominated_only": False, "better": "more"}
"""What a blank cell means in the columns where it means something."""

_WIDE = ("planned", "achieved")
_HALVES = tuple(f"{name}_{half}" for name in _WIDE for half in ("high", "low"))
_MOST = 2**62


@dataclass(frozen=True)
class Packed:
    """An office as numbers, with the names to find them by.

    Attributes:
        facts: The core's registers.
        ids: Every subject's id by its code.
        units: How many of them are units.
        tables: The core's number of each table.
        columns: The core's number of each column, by table and name.
        codes: For a column of codes or ids its values, by table and column.
        topics: The special topic of each movement that has one.
    """

    facts: _core.Facts
    ids: np.ndarray[Any, np.dtype[np.object_]]
    units: int
    tables: Mapping[str, int]
    columns: Mapping[tuple[str, str], int]
    codes: Mapping[tuple[str, str], pd.Index]
    topics: Mapping[str, str]

    @cached_property
    def code_of(self) -> Mapping[str, int]:
        """Every subject's code by its id; made when it is first asked for."""
        return {name: code for code, name in enumerate(self.ids.tolist())}


def pack(office: Office) -> Packed:
    """The office as numbers; the same object for the same office."""
    found = office.__dict__.get("_packed")
    if found is None:
        found = _Packing(office).packed()
        object.__setattr__(office, "_packed", found)
    return found


def _ids(table: Table | None, column: str) -> list[str]:
    """The ids that rows of a table have, sorted as their categories are."""
    if table is None:
        return []
    cells = table.frame[column].array
    held = np.bincount(cells.codes + 1, minlength=len(cells.categories) + 1)[1:] > 0
    return list(cells.categories.to_numpy(object)[held])


def day_numbers(days: pd.Series) -> Cells:
    """Days since 1970 as int32, `BLANK` where there is none.

    >>> day_numbers(pd.Series(pd.to_datetime(["1970-01-02", None]))).tolist()
    [1, -2147483648]
    """
    values = days.to_numpy("datetime64[D]")
    numbers = values.astype(np.int64).astype(np.int32)
    numbers[np.isnat(values)] = _core.BLANK
    return numbers


def halves(numbers: Iterable[pd.Series]) -> list[Cells]:
    """Decimals of one row made whole by one power of ten, each cut in a high and a low half.

    A float has the shortest decimal that reads back as itself, so 98.5 and 100 become 985 and
    1000 exactly. A blank or negative number is `BLANK` in its high half.
    """
    columns = [series.to_numpy(np.float64, na_value=np.nan) for series in numbers]
    known = [np.where(np.isfinite(column) & (column >= 0), column, np.nan) for column in columns]
    scaled = _whole(np.column_stack(known))
    return [half for i in range(len(columns)) for half in _split(scaled[:, i])]


def _whole(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Rows of floats as whole numbers, each row times its own power of ten; -1 where blank."""
    out = np.full(values.shape, -1, dtype=np.int64)
    todo = np.ones(len(values), dtype=bool)
    for digits in range(10):
        grown = np.rint(values * 10.0**digits)
        fits = np.isnan(values) | ((grown / 10.0**digits == values) & (grown < _MOST))
        done = todo & fits.all(axis=1)
        out[done] = np.where(np.isnan(values[done]), -1, grown[done]).astype(np.int64)
        todo &= ~done
    return out


def _split(numbers: np.ndarray[Any, Any]) -> tuple[Cells, Cells]:
    high = np.where(numbers < 0, _core.BLANK, numbers >> 32).astype(np.int32)
    low = (numbers & 0xFFFFFFFF).astype(np.uint32).view(np.int32)
    return high, np.where(numbers < 0, 0, low).astype(np.int32)


class _Packing:
    """One pass over the tables."""

    def __init__(self, office: Office) -> None:
        self.office = office
        units = _ids(office.tables.get("units"), "unit_id")
        people = _ids(office.tables.get("people"), "person_id")
        self.units = len(units)
        self.ids = pd.Index([*units, *people], dtype=object)
        self._of_categories: list[tuple[pd.Index, Cells]] = []
        self.facts = _core.Facts(len(units), len(people))
        self.tables: dict[str, int] = {}
        self.columns: dict[tuple[str, str], int] = {}
        self.codes: dict[tuple[str, str], pd.Index] = {}

    def packed(self) -> Packed:
        for name, spec in TABLES.items():
            if spec.subject is not None or name in ("movements", "calls"):
                self._add(name, spec)
        self._add_units()
        self._add_memberships()
        self._add_gaps()
        return Packed(
            facts=self.facts,
            ids=self.ids.to_numpy(dtype=object),
            units=self.units,
            tables=self.tables,
            columns=self.columns,
            codes=self.codes,
            topics=self._topics(),
        )

    def _topics(self) -> dict[str, str]:
        table = self.office.tables.get("movements")
        if table is None:
            return {}
        known = table.frame[["movement_id", "track"]].dropna().astype(object)
        return dict(zip(known["movement_id"], known["track"], strict=True))

    def subjects(self, column: pd.Series) -> Cells:
        """The subject code of each row, -1 where it is blank."""
        known = column.astype("category").array
        found: Cells = self._of_category(known.categories)[known.codes]
        return found

    def _of_category(self, categories: pd.Index) -> Cells:
        """The subject code of each category, -1 after the last; columns share their categories."""
        for known, found in self._of_categories:
            if known is categories:
                return found
        found = np.append(self.ids.get_indexer(categories.astype(object)), -1).astype(np.int32)
        self._of_categories.append((categories, found))
        return found

    def _add(self, name: str, spec: TableSpec) -> None:
        table = self.office.tables.get(name)
        practices = self.office.tables.get("practices")
        if table is None or not len(self.ids) or (name == "adoptions" and practices is None):
            self.tables[name] = self.facts.add_absent_table()
            return
        frame = table.frame
        owner = frame[spec.subject] if spec.subject else None
        if name == "adoptions":
            assert practices is not None
            exemplars = practices.frame.set_index("practice_id")["exemplar_id"].astype(object)
            owner = frame["practice_id"].astype(object).map(exemplars)
        subject = np.zeros(len(frame), np.int32) if owner is None else self.subjects(owner)
        cells = self._cells(name, spec, table)
        self.tables[name] = self.facts.add_table(subject, cells)

    def _cells(self, name: str, spec: TableSpec, table: Table) -> list[Cells]:
        cells: list[Cells] = []
        for column in spec.columns.values():
            if column.name in _WIDE:
                continue
            self.columns[name, column.name] = len(cells)
            cells.append(self._column(name, column, table))
        if set(_WIDE) <= set(spec.columns):
            for half in _HALVES:
                self.columns[name, half] = len(cells) + _HALVES.index(half)
            cells += halves(table.frame[column] for column in _WIDE)
        return cells

    def _column(self, name: str, column: ColumnSpec, table: Table) -> Cells:
        cells = self._numbers(name, column, table.frame[column.name])
        unreadable = table.unreadable.get(column.name)
        if unreadable is not None:
            cells = np.where(unreadable, _core.UNREADABLE, cells).astype(np.int32)
        return cells

    def _numbers(self, name: str, column: ColumnSpec, series: pd.Series) -> Cells:
        read: dict[str, Callable[[pd.Series], Cells]] = {
            "date": day_numbers,
            "year": _integers,
            "int": _integers,
            "per_mille": _integers,
            "bool": _integers,
            "number": _filled,
            "text": _filled,
            "table": _filled,
            "subject": self._subject_cells,
            "person": self._subject_cells,
            "unit": self._subject_cells,
        }
        if column.type in read:
            return read[column.type](series)
        return self._coded(name, column, series)

    def _subject_cells(self, series: pd.Series) -> Cells:
        codes = self.subjects(series)
        codes[codes < 0] = _core.BLANK
        return codes

    def _coded(self, name: str, column: ColumnSpec, series: pd.Series) -> Cells:
        known = series.astype("category").array
        names = known.categories.astype(object)
        vocabulary = self._vocabulary(column, names)
        self.codes[name, column.name] = vocabulary
        places = vocabulary.get_indexer(names)
        of_name: Cells = np.append(places, _core.BLANK).astype(np.int32)
        cells: Cells = of_name[known.codes]
        return cells

    def _vocabulary(self, column: ColumnSpec, names: pd.Index) -> pd.Index:
        """Codes by their list; ids of another table by that table, unknown ones after them."""
        if column.type == "code":
            listed = list(CODES[str(column.of)])
            return pd.Index([*listed, *sorted(set(names) - set(listed))], dtype=object)
        home = (str(column.of), TABLES[str(column.of)].key[0]) if column.type == "ref" else None
        if home is None or self.office.tables.get(home[0]) is None:
            return names if names.is_monotonic_increasing else names.sort_values()
        listed = _ids(self.office.tables[home[0]], home[1])
        return pd.Index([*listed, *sorted(set(names) - set(listed))], dtype=object)

    def _add_units(self) -> None:
        table = self.office.tables.get("units")
        opened, closed = (np.full(self.units, _core.BLANK, np.int32) for _ in range(2))
        if table is not None:
            codes = self.subjects(table.frame["unit_id"])
            opened[codes] = day_numbers(table.frame["opened"])
            closed[codes] = day_numbers(table.frame["closed"])
        self.facts.set_units(opened, closed)
        changes = self.office.tables.get("unit_changes")
        if changes is None:
            return
        frame = changes.frame
        rows = zip(
            day_numbers(frame["date"]).tolist(),
            frame["kind"].astype(object),
            self.subjects(frame["from_unit_id"]).tolist(),
            self.subjects(frame["to_unit_id"]).tolist(),
            strict=True,
        )
        for day, kind, source, target in rows:
            if day != _core.BLANK and source >= 0 and target >= 0:
                self.facts.add_unit_change(day, _core.Change[str(kind).upper()], source, target)

    def _add_memberships(self) -> None:
        table = self.office.tables.get("memberships")
        if table is None:
            return
        frame = table.frame
        spec = TABLES["memberships"].columns
        self.facts.set_memberships(
            self._known("person_id", "people", frame),
            self._known("unit_id", "units", frame),
            self._column("memberships", spec["role"], table),
            day_numbers(frame["from"]),
            day_numbers(frame["to"]),
        )

    def _known(self, column: str, home: str, frame: pd.DataFrame) -> Cells:
        """The subjects of memberships; intake lists unknown ids, but not where a register lacks."""
        codes = self.subjects(frame[column])
        if (codes < 0).any():
            first = frame[column].iloc[int(np.argmax(codes < 0))]
            told = f'memberships.{column} names "{first}", but the office has no table {home}'
            raise InputError(f"{told}: expected one with a row for each of them")
        return codes

    def _add_gaps(self) -> None:
        table = self.office.tables.get("coverage")
        if table is None:
            return
        frame = table.frame
        incomplete = ~frame["complete"].fillna(value=False).astype(bool)
        for row in frame[incomplete].itertuples():
            number = self.tables.get(str(row.table))
            if number is not None:
                first, last = day_numbers(pd.Series([row[2], row[3]])).tolist()
                first = -(2**30) if first == _core.BLANK else first
                last = 2**30 if last == _core.BLANK else last
                self.facts.add_gap(number, first, last)


def _integers(series: pd.Series) -> Cells:
    blank = series.isna().to_numpy()
    values = series.to_numpy(np.int32, na_value=0)
    bounded: Cells = np.clip(values, -(2**30), 2**30)
    bounded[blank] = _core.BLANK
    return bounded


def _filled(series: pd.Series) -> Cells:
    found = np.zeros(len(series), np.int32)
    found[series.isna().to_numpy()] = _core.BLANK
    return found
