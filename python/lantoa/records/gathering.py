"""The rows that a subject's verdict rests on, and nothing else: enough to judge it again.

Of the subject itself everything that the rules read; of the members of a unit their memberships
and what a rule asks of members; the units that these name, and the changes that tie them to
others; what could be answered; and what is said of the coverage of each register.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from lantoa.criteria.fingerprints import canonical_json
from lantoa.records.cells import UNREADABLE, Register
from lantoa.records.kin import Kin
from lantoa.records.reading import Reading
from lantoa.schema import TABLES

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.records.canonical import Json

_IDS = ("subject", "person", "unit")
_LAUNCHES = ("movements", "calls")


class Gathered:
    """Rows of several registers, each once, ready for a record.

    Attributes:
        facts: Of each register its rows, sorted by their canonical text.
    """

    def __init__(self, rows: dict[str, dict[int, Json]]) -> None:
        self.facts: dict[str, list[Json]] = {}
        self._number: dict[tuple[str, int], int] = {}
        for table in sorted(rows):
            texts = {at: canonical_json(row) for at, row in rows[table].items()}
            order = sorted(texts, key=lambda at: (texts[at], at))
            self.facts[table] = [rows[table][at] for at in order]
            first: dict[str, int] = {}
            for number, at in enumerate(order):
                self._number[table, at] = first.setdefault(texts[at], number)

    def number(self, table: str, at: int) -> int | None:
        """Which of a register's rows the row of the office is; the first of those alike."""
        return self._number.get((table, at))


class Gathering:
    """The registers of a result, ready for one subject after another."""

    def __init__(self, result: Evaluation) -> None:
        self.result = result
        self.reading = Reading(result)
        self._registers = {n: Register(table) for n, table in result.office.tables.items()}

    @cached_property
    def kin(self) -> Kin:
        """How the units of the office are tied."""
        return Kin(self.result.office)

    def of(self, kind: str, subject: str, units: Iterable[str] = ()) -> Gathered:
        """The rows behind a subject, and behind units that are asked but have no verdict."""
        rows = _Rows(self)
        rows.add_subject(kind, subject)
        for unit in units:
            rows.add_subject("unit", unit)
        return Gathered(rows.complete())

    def register(self, table: str) -> Register | None:
        """A register; None where the office did not hand it in."""
        return self._registers.get(table)


class _Rows:
    """The rows for one record: of each register the cells by place."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.reading = gathering.reading
        self.found: defaultdict[str, dict[int, Json]] = defaultdict(dict)

    def complete(self) -> dict[str, dict[int, Json]]:
        """All of it, with the units and people that the rows name and the coverage."""
        self._add_named()
        read = set(self.found)
        for table in ("coverage",):
            register = self.gathering.register(table)
            if register is not None:
                self._add(table, register.of("table", sorted(read)))
        return self.found

    def add_subject(self, kind: str, subject: str) -> None:
        kin = self.gathering.kin
        own = sorted(kin.line(subject)) if kind == "unit" else [subject]
        facts = self.reading.facts(kind)
        for table in self.reading.tables(facts):
            self._open(table)
            self._add_own(table, own, facts)
        for table in ("units", "unit_changes", "people", "memberships"):
            self._open(table)
        self.found["units" if kind == "unit" else "people"] |= {}
        self._named = {*getattr(self, "_named", ()), *own}
        if kind == "unit":
            self._add_members(own)
        else:
            self._add_by("memberships", "person_id", own)

    def _open(self, table: str) -> None:
        """A register that was handed in is there, whether or not it has a row to show."""
        if self.gathering.register(table) is not None:
            self.found[table] |= {}

    def _add_own(self, table: str, own: Sequence[str], facts: Iterable[str]) -> None:
        register = self.gathering.register(table)
        if register is None:
            return
        if table in _LAUNCHES:
            self._add(table, range(len(register.table)))
        elif table == "adoptions":
            self._add_by(table, "practice_id", self._practices(own))
        elif table == "practices":
            self._add_by(table, "exemplar_id", own)
        else:
            self._add_asked(table, own, self.reading.own_columns(table), facts)

    def _practices(self, own: Sequence[str]) -> list[str]:
        register = self.gathering.register("practices")
        if register is None:
            return []
        at = register.of("exemplar_id", own)
        return [register.row(one, ["practice_id"])["practice_id"] for one in at]

    def _add_members(self, line: Sequence[str]) -> None:
        register = self.gathering.register("memberships")
        if register is None:
            return
        persons = {
            register.row(at, ["person_id"])["person_id"] for at in register.of("unit_id", line)
        }
        self._add_by("memberships", "person_id", sorted(persons))
        facts = self.reading.facts("unit", of_members=True)
        for table in self.reading.tables(facts):
            if self.gathering.register(table) is not None and table not in _LAUNCHES:
                columns = self.reading.columns[table]
                self._add_asked(table, sorted(persons - set(line)), columns, facts)

    def _add_asked(
        self, table: str, ids: Sequence[str], columns: Sequence[str], facts: Iterable[str]
    ) -> None:
        """Rows that some facts read, of these columns, as far as they may count."""
        register = self.gathering.register(table)
        if register is not None:
            rows = {at: register.row(at, columns) for at in register.of(_owner(table), ids)}
            chosen = [at for at, row in rows.items() if self.reading.may_count(table, row, facts)]
            self._add(table, chosen, columns)

    def _add_by(self, table: str, column: str, ids: Sequence[str]) -> None:
        register = self.gathering.register(table)
        if register is not None:
            self._add(table, register.of(column, ids))

    def _add(self, table: str, places: Iterable[int], columns: Sequence[str] = ()) -> None:
        register = self.gathering.register(table)
        assert register is not None
        wanted = columns or self.reading.columns[table]
        for at in places:
            self.found[table].setdefault(at, register.row(at, wanted))

    def _add_named(self) -> None:
        """The units and people whose ids stand in a row, with what changed of the units."""
        named = set(self._named)
        for table, rows in self.found.items():
            columns = [c.name for c in TABLES[table].columns.values() if c.type in _IDS]
            for row in rows.values():
                named |= {row[c] for c in columns if c in row and row[c] != UNREADABLE}
        units = sorted(self.gathering.kin.related(named))
        self._add_by("units", "unit_id", units)
        self._add_by("unit_changes", "from_unit_id", units)
        self._add_by("people", "person_id", sorted(named))


def _owner(table: str) -> str:
    """The column that says whose a row is."""
    return str(TABLES[table].subject)
