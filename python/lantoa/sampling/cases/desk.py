"""The desk at which the awkward cases are placed: who is free for one, and how rows change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from lantoa.sampling.cases.margins import Margins
from lantoa.sampling.columns import FAR, Bools, Ints, day
from lantoa.sampling.decisions import Registry, signed_by
from lantoa.sampling.frames import with_rows
from lantoa.sampling.staff import LEAD, Staff
from lantoa.sampling.titles import EVERY_TITLE_UP_TO
from lantoa.sampling.unit_years import unit_quality
from lantoa.sampling.workdays import working
from lantoa.sampling.world import World

Cells = dict[str, Any]
Frames = dict[str, pd.DataFrame]
Fits = Callable[[int], bool]


_ASKED = 400
"""How many are asked whether they fit a case before it is left out."""

_PROTECTED = 1_000_000


class NoRoom(Exception):
    """Nobody in this office fits a case; it is left out."""


@dataclass(frozen=True)
class Case:
    """One awkward case: a name, what it is, and how it is placed; placing it answers with ids."""

    name: str
    what: str
    place: Callable[[Desk], list[str]]


def anybody(_: int) -> bool:
    """Fits everybody."""
    return True


@dataclass
class Desk:
    """Frames that cases change, and the people and units that are still free for one.

    People and units are numbers here; `name` gives their ids. Rows that a case adds or changes are
    collected and not seen by later cases; `finished` gives the frames with all of them. ``marked``
    says whom a case has disciplined, and when; ``spared`` are those whom none may discipline.
    """

    world: World
    staff: Staff
    frames: Frames
    registry: Registry
    marked: dict[int, list[np.datetime64]] = field(default_factory=dict)
    spared: set[int] = field(default_factory=set)
    _uses: Counter[int] = field(default_factory=Counter)
    _added: dict[str, list[Cells]] = field(default_factory=dict)
    _gone: dict[str, Bools] = field(default_factory=dict)
    _order: dict[str, tuple[Ints, Ints]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.margins = Margins(self.world, self.staff, self.frames)
        steady = (self.staff.joined < day(self.world.window[0])) & (self.staff.left == FAR)
        steady &= self.staff.rank != LEAD
        people = np.flatnonzero(steady)
        self._by_ability = people[np.argsort(-self.staff.ability[people], kind="stable")]
        quality = self.staff.lines.quality[self.staff.line[people]]
        self._by_trouble = people[np.argsort(quality, kind="stable")]

    # ---------------------------------------------------------------- who and when

    def year(self, back: int) -> int:
        """The year that lies ``back`` years before the last one; it must be on record."""
        year = self.world.years[-1] - back
        if year < self.world.years[0]:
            raise NoRoom
        return year

    def name(self, code: int) -> str:
        """The id of a person, or of a unit whose number is counted after the people."""
        return str(self.world.ids[code])

    def person(self, kind: str = "plain", fits: Fits = anybody) -> int:
        """Somebody who was there all the window and leads nothing.

        Args:
            kind: top, able, plain or weak; troubled is somebody of a unit that works badly, so that
                discipline does not touch every unit of a small office.
            fits: What else must hold.
        """
        if kind == "troubled":
            return self._free(self._by_trouble, lambda code: code not in self.spared and fits(code))
        size = len(self._by_ability)
        starts = {"top": 0, "able": size // 8, "plain": size // 2, "weak": size - 1}
        step = -1 if kind == "weak" else 1
        order = np.roll(self._by_ability[::step], -starts[kind] if step == 1 else 0)
        return self._free(order, fits)

    def free(self, codes: Ints, fits: Fits = anybody) -> int:
        """The first of ``codes`` that fits, of those who serve the fewest cases."""
        return self._free(codes, fits)

    def unit(self, fits: Fits = anybody) -> int:
        """A unit, counted after the people."""
        return self._free(self.world.unit_codes(np.arange(self.world.units)), fits)

    def steady_unit(self, fits: Fits = anybody) -> int:
        """The best unit that fits, of those that exist all the time."""
        return self._free(self._steady_units(), fits)

    @property
    def best_unit(self) -> int:
        """The best of the units that exist all the time."""
        return int(self._steady_units()[0])

    def _steady_units(self) -> Ints:
        lines = self.staff.lines
        units = np.flatnonzero(np.isnat(lines.opened) & np.isnat(lines.closed))
        best = units[np.argsort(-unit_quality(lines)[units], kind="stable")]
        return self.world.unit_codes(best)

    def ever_in(self, unit: int) -> list[int]:
        """Everybody who was ever a member of a unit."""
        memberships = self.frames["memberships"]
        rows = memberships["unit_id"].array.codes == unit
        return sorted(set(memberships["person_id"].array.codes[rows].tolist()))

    def protect(self, code: int) -> int:
        """Keeps somebody from serving any other case."""
        self._uses[code] = _PROTECTED
        return code

    def _free(self, codes: Ints, fits: Fits) -> int:
        """The first that fits of those who serve the fewest cases."""
        asked = [int(code) for code in codes[:_ASKED]]
        for uses in sorted({self._uses[code] for code in asked} - {_PROTECTED}):
            for code in asked:
                if self._uses[code] == uses and fits(code):
                    self._uses[code] += 1
                    return code
        raise NoRoom

    # ---------------------------------------------------------------- rows

    def rows(self, table: str, subject: int, **equal: object) -> Ints:
        """Rows of a subject whose cells are equal to those given."""
        frame = self.frames[table]
        order, ordered = self._index(table)
        first, last = np.searchsorted(ordered, [subject, subject + 1])
        found = order[first:last]
        found = found[~self._gone_of(table)[found]]
        for column, value in equal.items():
            found = found[np.asarray((frame[column].iloc[found] == value).fillna(False), bool)]
        return found

    def _index(self, table: str) -> tuple[Ints, Ints]:
        """The rows of a table sorted by subject, and the subjects in that order."""
        if table not in self._order:
            codes = self.frames[table][self._subject(table)].array.codes
            order = np.argsort(codes, kind="stable")
            self._order[table] = order, codes[order]
        return self._order[table]

    def _subject(self, table: str) -> str:
        columns = self.frames[table].columns
        return next(name for name in ("subject_id", "person_id", "unit_id") if name in columns)

    def one(self, table: str, subject: int, **equal: object) -> int:
        """The first such row."""
        found = self.rows(table, subject, **equal)
        if not len(found):
            raise NoRoom
        return int(found[0])

    def has(self, table: str, **equal: object) -> Fits:
        """Fits those who have such a row."""
        return lambda subject: len(self.rows(table, subject, **equal)) > 0

    def cells(self, table: str, row: int) -> Cells:
        """The cells of a row, None for a blank one."""
        cells = self.frames[table].iloc[row].to_dict()
        return {str(name): None if pd.isna(cell) else cell for name, cell in cells.items()}

    def add(self, table: str, **cells: object) -> None:
        """One more row."""
        self._added.setdefault(table, []).append(cells)

    def drop(self, table: str, rows: Ints | int) -> None:
        """Rows that are not there."""
        self._gone_of(table)[rows] = True

    def change(self, table: str, row: int, **cells: object) -> None:
        """A row with other cells; it moves to the end of its table."""
        self.add(table, **(self.cells(table, row) | cells))
        self.drop(table, row)

    def _gone_of(self, table: str) -> Bools:
        return self._gone.setdefault(table, np.zeros(len(self.frames[table]), bool))

    def sign(self, issuer: str, year: int, month: int, date: int = 12) -> Cells:
        """A decision of its own, on that day or the next working one."""
        on = working(np.array([day(year, month, date)]))[0]
        return {"decision_no": self.registry.number(issuer, on), "decision_date": pd.Timestamp(on)}

    def signed(self, issuer: str, year: int, month: int, date: int = 12) -> Cells:
        """The same with the level and who signed."""
        return {"level": issuer, "issuer": signed_by(issuer)} | self.sign(issuer, year, month, date)

    def finished(self) -> Frames:
        """The frames with every change made."""
        return {name: self._finished(name) for name in self.frames}

    def _finished(self, table: str) -> pd.DataFrame:
        frame = self.frames[table]
        if table in self._gone and self._gone[table].any():
            frame = frame[~self._gone[table]].reset_index(drop=True)
        rows = self._added.get(table, [])
        return with_rows(frame, table, rows) if rows else frame

    # ---------------------------------------------------------------- ratings, kept lawful

    def can_lower(self, person: int, year: int) -> bool:
        """Whether a good rating can become less without breaking shares and titles of the unit."""
        good = self.rows("ratings", person, year=year, rating="hoan_thanh_tot")
        return (
            len(good) == 1 and self._spares_title(person, year) and self.margins.allow(person, year)
        )

    def _spares_title(self, person: int, year: int) -> bool:
        """Whether the person holds the lowest title, or an office too large to keep it."""
        if self.world.people > EVERY_TITLE_UP_TO:
            return not len(self.rows("titles", person, year=year))
        return len(self.rows("titles", person, year=year, title="lao_dong_tien_tien")) > 0

    def lowerable(self, *years: int) -> Fits:
        """Fits those whose ratings of ``years`` can all become less."""
        return lambda person: all(self.can_lower(person, year) for year in years)

    def lower(self, person: int, year: int) -> Cells:
        """Takes a good rating and its title away, and answers with the rating's cells."""
        row = self.one("ratings", person, year=year)
        cells = self.cells("ratings", row)
        self.drop("ratings", row)
        self.drop("titles", self.rows("titles", person, year=year))
        self.margins.take(person, year)
        return cells

    def rate(self, cells: Cells, rating: str | None, **more: object) -> None:
        """A row of a rating that was taken away, with another rating."""
        self.add("ratings", **(cells | {"rating": rating} | more))


def placed(cases: list[Case], desk: Desk) -> Iterator[dict[str, str]]:
    """Places every case that has room; says who it is about."""
    for case in cases:
        try:
            subjects = case.place(desk)
        except NoRoom:
            continue
        for subject in subjects:
            yield {"case": case.name, "subject_id": subject, "what": case.what}
