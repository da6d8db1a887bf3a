"""Forms: what one subject's entries of one stage say together, evidence beside points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lantoa.tallying import values
from lantoa.tallying.entries import STAGES, Entries, Entry, EntryProblem
from lantoa.tallying.layout import Layout
from lantoa.tallying.values import UNKNOWN, Ratio


@dataclass(frozen=True)
class Statement:
    """A sum that a document states, of an item, a group or the total."""

    means: tuple[str, int]
    amount: int
    document: str


@dataclass
class Form:
    """One subject at one stage.

    Attributes:
        subject, stage: Whose form it is.
        evidence: What was said of each evidence; `UNKNOWN` where a row leaves it blank.
        entered: Points by rule.
        extra: Points by item, under no rule of the table.
        statements: Sums that documents state.
        documents: The document that an id was said in, where one was named.
    """

    subject: str
    stage: str
    evidence: dict[str, Ratio] = field(default_factory=dict)
    entered: dict[int, int] = field(default_factory=dict)
    extra: dict[int, int] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    documents: dict[str, str] = field(default_factory=dict)

    def with_noted(self, noted: Form) -> Form:
        """This form with evidence that is noted elsewhere and that nobody counted."""
        return Form(self.subject, self.stage, {**self.evidence, **noted.evidence})


Said = dict[tuple[str, Any], list[tuple[Entry, Any]]]


class Collector:
    """Brings rows together in forms; what is said twice is listed, and unknown where it differs."""

    def __init__(self, layout: Layout, entries: Entries) -> None:
        self.layout = layout
        self.problems: list[EntryProblem] = list(entries.problems)
        self._said: dict[tuple[str, str], Said] = {}
        self.forms: dict[tuple[str, str], Form] = {}
        for row in entries.rows:
            self._read(row)
        for whose in sorted(self._said, key=lambda one: (one[0], STAGES.index(one[1]))):
            self.forms[whose] = self._form(whose, self._said[whose])

    def _problem(self, row: Entry, column: str, kind: str) -> None:
        cell = row.cell(column)
        value = "" if cell is None else str(cell)
        self.problems.append(EntryProblem(row.place, column, value, kind, None, row.subject))

    def _read(self, row: Entry) -> None:
        said = self._said.setdefault((row.subject, row.stage), {})
        self._read_value(row, said)
        what, at = row.means
        for column, allowed in (
            ("entered", ("rule", "item")),
            ("stated", ("item", "group", "total")),
        ):
            cell = row.cell(column)
            if cell is None:
                continue
            amount = values.points(cell, self.layout.file.table.scale)
            if what not in allowed:
                self._problem(row, column, f"no_{column}")
            elif isinstance(amount, str):
                self._problem(row, column, amount)
            else:
                said.setdefault((column, (what, at)), []).append((row, amount))

    def _read_value(self, row: Entry, said: Said) -> None:
        name = self._evidence(row)
        cell = row.cell("value")
        if name is None:
            if cell is not None:
                self._problem(row, "value", "no_value")
            return
        found: Ratio | str = UNKNOWN
        if cell is not None:
            found = values.evidence(self.layout.evidence[name].kind, cell)
        elif row.means[0] == "rule" and self._named(row) != name:
            return  # the rule's points; its evidence stands on a row of its own
        if isinstance(found, str):
            self._problem(row, "value", found)
            found = UNKNOWN
        said.setdefault(("value", name), []).append((row, found))

    def _evidence(self, row: Entry) -> str | None:
        """The evidence that a value on this row is."""
        what, at = row.means
        name = None
        if what == "rule":
            name = self.layout.read_by[at]
        elif what == "evidence":
            name = list(self.layout.evidence)[at]
        return None if name is None or self.layout.evidence[name].share_of else name

    def _named(self, row: Entry) -> str:
        return self.layout.rules[row.means[1]][1].id

    def _form(self, whose: tuple[str, str], said: Said) -> Form:
        form = Form(*whose)
        for (column, what), told in said.items():
            if column == "value":
                form.evidence[what] = self._settled(told, "value", UNKNOWN)
                self._note_document(form, what, told)
            elif column == "entered":
                amount = self._settled(told, "entered", None)
                if amount is not None:
                    (form.entered if what[0] == "rule" else form.extra)[what[1]] = amount
            else:
                form.statements += [
                    Statement(what, amount, str(row.cell("document") or "")) for row, amount in told
                ]
        return form

    def _settled(self, told: Sequence[tuple[Entry, Any]], column: str, blank: Any) -> Any:
        """What all rows say of one thing; nothing sure where they disagree."""
        spoken = [(row, one) for row, one in told if one != blank]
        if not spoken:
            return blank
        seen: set[tuple[str, int]] = set()
        agree = len({one for _, one in spoken}) == 1
        for row, _ in spoken:
            if not agree and row is not spoken[0][0]:
                self._problem(row, column, "conflict")
            elif row.means in seen:
                self._problem(row, column, "duplicate")
            seen.add(row.means)
        return spoken[0][1] if agree else blank

    def _note_document(self, form: Form, what: str, told: Sequence[tuple[Entry, Any]]) -> None:
        named = [str(row.cell("document")) for row, _ in told if row.cell("document") is not None]
        if named:
            form.documents[what] = named[0]


def filled(layout: Layout, form: Form) -> Mapping[str, Ratio]:
    """Everything that a form says or that the table says of what no row names."""
    default = layout.file.table.no_row
    found: dict[str, Ratio] = {}
    for name, one in layout.evidence.items():
        no_row = one.no_row or ("unknown" if one.kind == "share" else default)
        found[name] = form.evidence.get(name, (0, 1) if no_row == "none" else UNKNOWN)
    return found
