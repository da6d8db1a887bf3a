"""What a table's rows say together: repeated keys, decisions entered twice, contradictions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lantoa.intake.cells import Cells
from lantoa.intake.columns import Flags, either
from lantoa.intake.origin import Origin
from lantoa.intake.problems import Problem
from lantoa.intake.repeats import Places, agree, equal, filled_in, first_of, row_numbers, whole
from lantoa.schema import TableSpec

_CONTENT = ("title", "form", "level", "kind", "status", "annulled_on")


@dataclass(frozen=True)
class Rows:
    """The accepted rows of a table.

    Attributes:
        table: The table.
        columns: Every canonical column with its n cells.
        origin: Where the n rows stand.
        headings: Canonical name to the heading as written.
    """

    table: TableSpec
    columns: Mapping[str, Cells]
    origin: Origin
    headings: Mapping[str, str]

    def take(self, keep: Flags) -> Rows:
        """The rows to keep, their order unchanged."""
        if keep.all():
            return self
        columns = {name: cells.take(keep) for name, cells in self.columns.items()}
        return replace(self, columns=columns, origin=self.origin.take(keep))

    def filled(self) -> Flags:
        """Rows that say something; the others are lines that nobody filled in."""
        return either([~self.columns[name].missing for name in self.table.says])

    def problems(
        self, at: Places, kind: str, column: str | None, text: str | None, **each: Any
    ) -> list[Problem]:
        """One problem per part of the source for the rows ``at``."""
        found = []
        for part in np.unique(self.origin.part[at]):
            here = np.flatnonzero(self.origin.part[at] == part)
            found.append(
                Problem(
                    file=self.origin.file[part], sheet=self.origin.sheet[part],
                    rows=self.origin.row[at[here]], kind=kind, text=text,
                    column=self.headings.get(column or "", column), table=self.table.name,
                    name=column, places=at[here], **{name: [list_[i] for i in here] for name, list_ in each.items()},
                )
            )  # fmt: skip
        return found


def checked(rows: Rows) -> tuple[Rows, list[Problem]]:
    """The rows without those that repeat others, and what was found."""
    if not len(rows.origin.row):
        return rows, []
    check = {"first": _firsts, "decision": _decisions, "differ": _answers}.get(rows.table.repeats)
    return check(rows) if check else (rows, [])


def _firsts(rows: Rows) -> tuple[Rows, list[Problem]]:
    """Of a repeated key the first row stays."""
    names = rows.table.same
    first = first_of([rows.columns[name] for name in names], whole(rows.columns, names))
    at = np.flatnonzero(first != np.arange(len(first)))
    if not len(at):
        return rows, []
    twins = equal(rows.columns, list(rows.columns), at, first[at]) & (len(names) > 1)
    column = names[0]
    found = []
    for kind, these in [("duplicate", at[twins]), ("duplicate_key", at[~twins])]:
        text = {"people": "second_person", "units": "second_unit"}.get(rows.table.name)
        values = _shown(rows.columns[column], these)
        words = [{"value": value} for value in values]
        if len(these):
            own = text if kind == "duplicate_key" else None
            found += rows.problems(these, kind, column, own, values=values, words=words)
    keep = np.ones(len(first), bool)
    keep[at] = False
    return rows.take(keep), found


def _shown(cells: Cells, at: Places) -> list[str | None]:
    array = cells.take(at).array()
    return [
        None if missing else str(v) for v, missing in zip(array, cells.missing[at], strict=True)
    ]


def _decisions(rows: Rows) -> tuple[Rows, list[Problem]]:
    """One decision for one receiver is one row: merged by number, date, issuer and receiver."""
    subject = str(rows.table.subject)
    names = [subject, "decision_no", "decision_date"]
    names += [name for name in ["issuer"] if name in rows.columns]
    names += [name for name in ["year"] if rows.table.name == "titles"]
    first = first_of([rows.columns[name] for name in names], whole(rows.columns, names[:3]))
    at = np.flatnonzero(first != np.arange(len(first)))
    if not len(at):
        return rows, []
    content = [name for name in _CONTENT if name in rows.columns]
    unread = either([rows.columns[name].unreadable for name in content])
    same = agree(rows.columns, content, at, first[at]) & ~(unread[at] | unread[first[at]])
    found = []
    for kind, text, these in [
        ("duplicate", "same_decision", at[same]),
        ("conflict", "other_award", at[~same]),
    ]:
        if len(these):
            words = [{"first": int(rows.origin.row[first[i]])} for i in these]
            values = _shown(rows.columns["decision_no"], these)
            found += rows.problems(these, kind, "decision_no", text, values=values, words=words)
    return _merged(rows, at[same], first[at[same]]), found


def _merged(rows: Rows, dropped: Places, kept: Places) -> Rows:
    columns = {name: filled_in(cells, kept, dropped) for name, cells in rows.columns.items()}
    keep = np.ones(len(rows.origin.row), bool)
    keep[dropped] = False
    return replace(rows, columns=columns).take(keep)


def _answers(rows: Rows) -> tuple[Rows, list[Problem]]:
    """Two answers to one question are both kept, and listed where they do not say the same."""
    names = rows.table.same
    first = first_of([rows.columns[name] for name in names], whole(rows.columns, names))
    again = np.flatnonzero(first != np.arange(len(first)))
    if not len(again):
        return rows, []
    others = [name for name in rows.columns if name not in names]
    twins = equal(rows.columns, others, again, first[again])
    kept, listed = _without_twins(rows, again[twins])
    return kept, [*listed, *_contradictions(rows, first, again[~twins])]


def _without_twins(rows: Rows, twins: Places) -> tuple[Rows, list[Problem]]:
    if not len(twins):
        return rows, []
    keep = np.ones(len(rows.origin.row), bool)
    keep[twins] = False
    return rows.take(keep), rows.problems(twins, "duplicate", rows.table.value, None)


def _contradictions(rows: Rows, first: Places, again: Places) -> list[Problem]:
    """Every row of a group whose rows do not say the same."""
    says = row_numbers([rows.columns[name] for name in _saying(rows.table)])
    differing = np.unique(first[again[says[again] != says[first[again]]]])
    if not len(differing):
        return []
    asked = np.zeros(len(first), bool)
    asked[differing] = True
    at = np.flatnonzero(asked[first])
    groups: dict[int, list[int]] = {}
    for row in at:
        groups.setdefault(int(first[row]), []).append(int(row))
    told = {group: _told(rows, members, says) for group, members in groups.items()}
    found: list[Problem] = []
    for text in dict.fromkeys(text for text, _ in told.values()):
        these = np.array([row for row in at if told[int(first[row])][0] == text])
        words = [told[int(first[row])][1] for row in these]
        found += rows.problems(these, "conflict", rows.table.value, text, words=words)
    return found


def _saying(table: TableSpec) -> list[str]:
    return [name for name in (table.value, table.instead) if name]


def _told(rows: Rows, members: Sequence[int], says: Any) -> tuple[str, dict[str, str]]:
    """How a contradiction is read: by the later decision, or not at all."""
    subject = str(rows.table.subject)
    words = {"subject": str(_shown(rows.columns[subject], np.array(members[:1]))[0])}
    if rows.table.name == "attestations":
        return "two_judgements", words
    words["year"] = str(rows.columns["year"].data[members[0]])
    if "decision_date" not in rows.columns:
        return "two_answers", words
    days = rows.columns["decision_date"]
    if days.missing[members].any():
        return "no_day", words
    last = days.data[members].max()
    latest = {int(says[row]) for row in members if days.data[row] == last}
    words["day"] = f"{last.astype('M8[D]').item():%d/%m/%Y}"
    return ("same_day" if len(latest) > 1 else "later_wins"), words
