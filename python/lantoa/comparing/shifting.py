"""Who enters and who leaves from one plan to another, and which gates make the difference."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from lantoa.comparing.differences import asks, owners
from lantoa.comparing.following import ids_now
from lantoa.findings import VERDICT
from lantoa.nearing import in_the_way

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

BECAUSE = ("only_this", "only_draft", "rule", "unit", "common", "day", "scope")
"""Why a gate, or none, lets a subject in under one plan and not under the other."""

COLUMNS = ("subject_id", "subject_kind", "change", "criterion_id", "was", "now", "because")

Row = tuple[str, str, str, str | None, str | None, str | None, str]


class Shifts:
    """Both results of one office, subject by subject.

    Args:
        this: Under the plan in force.
        draft: Under the other one.
        differing: In what the plans differ; see `differences`.
    """

    def __init__(self, this: Evaluation, draft: Evaluation, differing: pd.DataFrame) -> None:
        self.this = this
        self.draft = draft
        self.now = ids_now(this, draft)
        self.differing = owners(differing)

    @cached_property
    def subjects(self) -> pd.DataFrame:
        """Everybody judged under either, by the id that the draft's day knows."""
        columns = ["subject_id", "subject_kind", "verdict", "counted"]
        was = self.this._subjects[columns].assign(
            subject_id=self.this._subjects["subject_id"].map(self.now)
        )
        both = was.merge(
            self.draft._subjects[columns],
            on=["subject_id", "subject_kind"],
            how="outer",
            suffixes=("_was", "_now"),
        )
        both = both.sort_values(
            ["subject_kind", "subject_id"], ascending=[False, True], ignore_index=True
        )
        return pd.DataFrame(
            {
                "subject_id": both["subject_id"],
                "subject_kind": both["subject_kind"],
                "was": both["verdict_was"].astype(object).astype(VERDICT),
                "now": both["verdict_now"].astype(object).astype(VERDICT),
                "was_counted": both["counted_was"].eq(True).astype(bool),
                "counted": both["counted_now"].eq(True).astype(bool),
            }
        )

    @cached_property
    def changes(self) -> pd.DataFrame:
        """A row per subject that enters or leaves and gate through which, units first."""
        moved = self.subjects[self.subjects["was_counted"] != self.subjects["counted"]]
        rows = [
            row
            for one in moved.itertuples()
            for row in self._rows(str(one.subject_id), str(one.subject_kind), bool(one.counted))
        ]
        frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")
        for column in ("was", "now"):
            frame[column] = frame[column].astype(object).astype(VERDICT)
        return frame

    def count(self, change: str, kind: str) -> int:
        """How many units or people enter or leave."""
        is_in = self.subjects["counted"] if change == "enters" else self.subjects["was_counted"]
        moved = self.subjects["counted"] != self.subjects["was_counted"]
        return int((is_in & moved & (self.subjects["subject_kind"] == kind)).sum())

    def _rows(self, subject: str, kind: str, enters: bool) -> Iterator[Row]:
        """The gates that keep the subject out under the plan where it is out."""
        out = self._this if enters else self._draft
        change = "enters" if enters else "leaves"
        if subject not in out.row_of:
            yield subject, kind, change, None, *self._whole(subject), "scope"
        for gate in out.gates_of(subject):
            verdicts = self._this.verdict(subject, gate), self._draft.verdict(subject, gate)
            yield subject, kind, change, gate, *verdicts, self._because(gate)

    def _whole(self, subject: str) -> tuple[str | None, str | None]:
        row = self.subjects[self.subjects["subject_id"] == subject].iloc[0]
        was, now = (None if pd.isna(row[name]) else str(row[name]) for name in ("was", "now"))
        return was, now

    def _because(self, gate: str) -> str:
        known = [gate in {one.id for one in side.result.plan.criteria} for side in self._sides]
        if known != [True, True]:
            return "only_this" if known[0] else "only_draft"
        books = (side.result.plan._book.filled for side in self._sides)
        if any(asks(gate, tables) & self.differing for tables in books):
            return "rule"
        if self.draft.plan.criterion(gate).kind == "linked":
            return "unit"
        return "common" if self._common else "day"

    @property
    def _common(self) -> bool:
        """Whether the plans differ in what bears on every criterion."""
        shared = {one for one in self.differing if "." not in one and one != "scoring"}
        window = self.this.plan.window != self.draft.plan.window
        return bool(shared - {"plan", "reading"}) or window

    @cached_property
    def _this(self) -> _Side:
        return _Side(self.this, self.now)

    @cached_property
    def _draft(self) -> _Side:
        return _Side(self.draft, {})

    @property
    def _sides(self) -> tuple[_Side, _Side]:
        return self._this, self._draft


class _Side:
    """One result, by the ids of the draft's day."""

    def __init__(self, result: Evaluation, now: dict[str, str]) -> None:
        self.result = result
        ids = result._judged["subject_id"]
        self.row_of = {now.get(name, name): at for at, name in enumerate(ids)}
        self.gates, self._in_the_way = in_the_way(result)

    def gates_of(self, subject: str) -> list[str]:
        """The gates that keep a subject out, in the order of the plan."""
        if subject not in self.row_of:
            return []
        row = self._in_the_way[self.row_of[subject]]
        return [gate for gate, hinders in zip(self.gates, row.tolist(), strict=True) if hinders]

    def verdict(self, subject: str, criterion: str) -> str | None:
        """The verdict on a gate; None where it is not asked."""
        rules = self.result._rules
        if subject not in self.row_of or criterion not in rules.gates:
            return None
        row, column = self.row_of[subject], rules.gates.index(criterion)
        if not self.result._asked[row, column]:
            return None
        return str(self.result._gate_verdicts.iloc[row, column])
