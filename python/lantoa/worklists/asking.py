"""From unknown verdicts to the rows and cells that would settle them."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa.worklists.cells import asks_votes, blank_cells, day_columns, values_of
from lantoa.worklists.lines import Line, known, merged

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

Pair = tuple[str, str]

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Note:
    """What decided: a row, or its absence.

    ``waits``: for somebody to act; other notes are rows that say something, or years to come.
    """

    waits: bool
    table: str
    position: int
    subject_id: str
    year: int
    why: str


class Asking:
    """Finds what the unknown verdicts of a result wait for."""

    def __init__(self, result: Evaluation) -> None:
        self.result = result
        self.office = result.office
        resolved = result._resolved
        self.facts: Mapping[str, dict[str, Any]] = resolved["facts"]
        self.criteria = {one["id"]: one for one in resolved["criteria"]}
        self.window: list[int] = resolved["window"]

    def waiting(self) -> dict[Line, tuple[int, int]]:
        """For each line how many verdicts wait for it, and how many for it alone.

        Verdicts are those of gates and of criteria that are only reported; what serves another
        criterion is asked for where that one is unknown.
        """
        by_root = {root: self.lines(root) for root in self._roots()}
        every = merged([line for lines in by_root.values() for line in lines])
        row = {(line.table, line.position, line.known): line for line in every}
        rows = [
            {row[line.table, line.position, line.known] for line in lines}
            for lines in by_root.values()
        ]
        waiting = Counter(line for lines in rows for line in lines)
        alone = Counter(line for lines in rows if len(lines) == 1 for line in lines)
        return {line: (waiting[line], alone[line]) for line in every}

    def _roots(self) -> list[Pair]:
        gates = set(self.result._rules.gates)
        roles = {
            name
            for name, one in self.criteria.items()
            if one["role"] == "report" and one["track"] in (None, self.result.track)
        }
        return [pair for pair in self._unknown if pair[1] in gates | roles]

    @cached_property
    def _unknown(self) -> dict[Pair, int]:
        pairs = self.result._pairs
        unknown = pairs[pairs["verdict"] == "unknown"]
        names = zip(unknown["subject_id"], unknown["criterion_id"], strict=True)
        return dict(zip(names, unknown.index, strict=True))

    @cached_property
    def _notes(self) -> dict[int, list[Note]]:
        notes = self.result._notes
        notes = notes[notes["pair"].isin(set(self._unknown.values()))]
        found: dict[int, list[Note]] = {}
        waits = notes["part"].isin(["perhaps", "missing"]).tolist()
        cells = (
            notes[name].tolist() for name in ("table", "position", "subject_id", "year", "why")
        )
        for pair, *said in zip(notes["pair"].tolist(), waits, *cells, strict=True):
            found.setdefault(pair, []).append(Note(*said))
        return found

    def lines(self, pair: Pair) -> list[Line]:
        """What one unknown verdict waits for, through everything that it is made of."""
        if pair not in self._unknown:
            return []
        subject, name = pair
        criterion = self.criteria[name]
        notes = self._notes.get(self._unknown[pair], [])
        if criterion["kind"] == "k_of":
            return [line for part in criterion["of"] for line in self.lines((subject, part))]
        own = [line for note in notes for line in self._asked(subject, criterion, note)]
        if criterion["kind"] != "linked":
            return own
        units = dict.fromkeys(self._headed(note) for note in notes)
        needs = [(unit, need) for unit in units for need in self._needs(name)]
        return own + [line for need in needs for line in self.lines(need)]

    def _headed(self, note: Note) -> str:
        """The unit of a head's membership; where the post is in doubt the note names the person."""
        if not note.waits:
            return note.subject_id
        return str(self.office.tables["memberships"].frame["unit_id"].iloc[note.position])

    def _needs(self, link: str) -> list[str]:
        rules = self.result._rules
        names = [rules.order[need] for need in rules.plan.rules[rules.rule_of[link]].needs]
        return [name for name in names if name is not None]

    def _asked(self, subject: str, criterion: dict[str, Any], note: Note) -> Iterator[Line]:
        """The lines of one note."""
        fact = self.facts[criterion["fact"]]
        if not note.waits or criterion["kind"] == "linked":
            yield from self._blank(criterion, fact, note)
        elif note.why == "register_gap":
            yield from self._gap(criterion, note)
        elif note.why == "not_judged":
            yield self._judgement(subject, criterion, note, self.result.as_of)
        elif note.why == "membership":
            yield from self._membership(fact, note)
        elif note.why == "conflict" and fact["per"] == "judgement":
            day = self.office.tables[note.table].frame[fact["seen_on"]].iloc[note.position]
            yield self._judgement(subject, criterion, note, day)
        elif note.why == "conflict" or note.position < 0:
            yield from self._row(fact, note)
        else:
            yield from self._blank(criterion, fact, note)

    def _gap(self, criterion: dict[str, Any], note: Note) -> Iterator[Line]:
        absent = self._absent(criterion)
        for table in absent:
            yield Line(table, why=note.why)
        coverage = self.office.tables.get("coverage")
        if absent or coverage is None:
            return
        frame = coverage.frame
        incomplete = ~frame["complete"].fillna(value=False).astype(bool)
        touches = frame["from"].isna() | (frame["from"] <= pd.Timestamp(self.result.as_of))
        rows = (frame["table"] == note.table) & incomplete & touches
        if note.year:
            first, last = (pd.Timestamp(note.year, *day) for day in ((1, 1), (12, 31)))
            rows &= frame["from"].isna() | (frame["from"] <= last)
            rows &= frame["to"].isna() | (frame["to"] >= first)
        for position in rows.to_numpy().nonzero()[0].tolist():
            yield Line("coverage", position, columns=("complete",), why=note.why)

    def _absent(self, criterion: dict[str, Any]) -> list[str]:
        """The registers that a criterion reads and the office does not have."""
        fact = self.facts[criterion["fact"]]
        launches = {"movement_id": "movements", "call_id": "calls"}.get(str(fact.get("key")))
        asks_launches = criterion["kind"] == "ratio_at_least" and launches
        members = criterion.get("over", "self") != "self"
        needed = [
            fact["table"],
            *([fact["through"]] if fact.get("through") else []),
            *([launches] if asks_launches and launches else []),
            *(["memberships"] if members else []),
        ]
        return [table for table in needed if table not in self.office.tables]

    def _judgement(
        self, subject: str, criterion: dict[str, Any], note: Note, day: datetime.date
    ) -> Line:
        """A judgement to come; where those of one day contradict each other, the right one."""
        votes = ("votes_for", "votes_total") if asks_votes(criterion) else ()
        asked = self.result.plan.criterion(criterion["id"])
        cells = known(
            subject_id=subject,
            criterion_id=criterion["id"],
            date=pd.Timestamp(day),
            by=asked.by,
        )
        return Line(
            "attestations",
            known=cells,
            columns=("verdict",),
            beside=votes,
            why=note.why,
            subject_id=subject,
            criterion_id=criterion["id"],
        )

    def _row(self, fact: dict[str, Any], note: Note) -> Iterator[Line]:
        """A yearly row that is not there; where rows contradict each other, one in their place."""
        columns = values_of(fact)
        for target in self._targets(note) if fact["table"] == "targets" else [None]:
            cells = known(**{fact["subject"]: note.subject_id}, year=note.year, target=target)
            missing = ("target",) if fact["table"] == "targets" and target is None else ()
            yield Line(
                fact["table"],
                known=cells,
                columns=(*missing, *columns),
                why=note.why,
                subject_id=note.subject_id,
            )

    def _targets(self, note: Note) -> list[str | None]:
        """The targets that the unit has in the nearest other year; one without a name if none."""
        table = self.office.tables.get("targets")
        if table is None:
            return [None]
        own = table.frame[table.frame["unit_id"] == note.subject_id].dropna(subset=["target"])
        if own.empty:
            return [None]
        away = (own["year"].astype(int) - note.year).abs()
        return list(dict.fromkeys(own.loc[away == away.min(), "target"].astype(str)))

    def _blank(self, criterion: dict[str, Any], fact: dict[str, Any], note: Note) -> Iterator[Line]:
        """The cells of a row that nobody can read; of a year not rated its value."""
        if note.position < 0 or note.table != fact["table"]:
            return
        columns = blank_cells(self.office, criterion, fact, note.position)
        if columns:
            named = criterion["id"] if fact["per"] == "judgement" else None
            yield Line(
                note.table,
                note.position,
                columns=columns,
                why="cell_unreadable",
                subject_id=note.subject_id,
                criterion_id=named,
            )

    def _membership(self, fact: dict[str, Any], note: Note) -> Iterator[Line]:
        """The hole between two memberships on the day of a row, or a membership without a start."""
        memberships = self.office.tables.get("memberships")
        if memberships is None:
            return
        own = memberships.frame[memberships.frame["person_id"] == note.subject_id]
        for position in own.index[own["from"].isna()].tolist():
            yield _membership(note, ("from",), position=position)
        day = self._day(fact, note)
        if day is None:
            return
        before, after = own["to"][own["to"] < day].max(), own["from"][own["from"] > day].min()
        if pd.isna(before) or pd.isna(after):
            return
        cells = known(**{"person_id": note.subject_id, "from": before + _DAY, "to": after - _DAY})
        yield _membership(note, ("unit_id",), known=cells)

    def _day(self, fact: dict[str, Any], note: Note) -> pd.Timestamp | None:
        """The day of a row, or of what was launched; None where it has none."""
        row = self.office.tables[note.table].frame.iloc[note.position]
        columns = day_columns(fact) if note.table == fact["table"] else ("from", "date")
        for name in columns:
            if name in row.index and not pd.isna(row[name]):
                is_year = name == "year"
                return pd.Timestamp(int(row[name]), 12, 31) if is_year else pd.Timestamp(row[name])
        return None


def _membership(note: Note, columns: tuple[str, ...], **place: Any) -> Line:
    return Line(
        "memberships", columns=columns, why="membership", subject_id=note.subject_id, **place
    )
