"""The result of scoring entries by a point table: what it says, frame by frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from lantoa import _checks, _frames
from lantoa._checks import InputError
from lantoa._frames import Frame
from lantoa.tallying import differing, entries, explaining, finding, framing, printing
from lantoa.tallying.entries import EntryProblem
from lantoa.tallying.forms import Collector, Form
from lantoa.tallying.scoring import Scored, scored
from lantoa.tallying.table import PointTable


@dataclass(frozen=True, eq=False, repr=False)
class Tally:
    """Points of every subject and stage, as entered and under the written rules.

    Points in frames are whole amounts divided by the table's scale once, at the very end, and
    therefore print as they should; the arithmetic before is in whole numbers. ``…_high`` is the
    other end where missing evidence, or evidence in no band, leaves an interval; an end that
    nothing bounds is missing.
    """

    table: PointTable
    _scored: Scored
    _noted: Sequence[tuple[int, Form]]
    _counted_too: Scored | None
    _listing: Sequence[EntryProblem]

    @property
    def lang(self) -> str:
        """The language of what prints."""
        return self.table.lang

    @property
    def subjects(self) -> list[str]:
        """Every subject that has a form, in order."""
        return list(dict.fromkeys(form.subject for form in self._scored.forms))

    @cached_property
    def totals(self) -> Frame:
        """A row per subject and stage.

        Columns: subject_id, stage, entered, entered_high, written, written_high, difference
        (written less entered; missing where either is an interval), status (``ranked``,
        ``not_ranked``, ``perhaps_not_ranked``), band (the class that is sure), band_high (the
        best one possible).
        """
        return self._given(framing.totals(self))

    @cached_property
    def groups(self) -> Frame:
        """A row per subject, stage and group: entered, entered_high, written, written_high."""
        return self._given(framing.groups(self))

    @cached_property
    def items(self) -> Frame:
        """A row per subject, stage and item: entered and written, with their other ends."""
        return self._given(framing.items(self))

    @cached_property
    def rules(self) -> Frame:
        """A row per subject, stage and rule that something is entered for or that counts.

        Columns: subject_id, stage, item, rule, evidence, entered, points, points_high (of the rule
        alone), counted, counted_high (after caps and floors), mark (``assumption`` where the
        text does not settle the rule).
        """
        return self._given(framing.rules(self))

    @cached_property
    def differences(self) -> Frame:
        """Why two totals differ, item by item; ``points`` add up to the whole difference.

        Columns: subject_id, between (``entered_written`` for each stage, ``self_appraised`` as
        entered), stage, item, rule (missing where it is the item as a whole), first, second,
        points, says.
        """
        return self._given(self._differences)

    @cached_property
    def findings(self) -> Frame:
        """What people should look at: subject_id, stage, kind, at, points, says.

        Kinds: ``in_no_band``, ``unknown``, ``no_rule``, ``stated_differs``,
        ``statements_conflict``, ``noted``, ``exempt_more``, ``rows_left_out``,
        ``not_ranked``, ``perhaps_not_ranked``.
        """
        return self._given(self._findings)

    @cached_property
    def problems(self) -> Frame:
        """Rows, cells and columns of the entries that were not taken as they are written.

        Columns: subject_id, file, sheet, row, column, value, kind, what, nearest.
        """
        return self._given(framing.problems(self))

    @cached_property
    def _differences(self) -> pd.DataFrame:
        return differing.differences(self)

    @cached_property
    def _findings(self) -> pd.DataFrame:
        return finding.findings(self)

    def explain(self, subject_id: str, stage: str | None = None) -> explaining.Explained:
        """How the points of one subject come about, item by item.

        Args:
            subject_id: The subject.
            stage: ``"self_report"`` or ``"appraised"``; None takes the last that there is.

        Raises:
            InputError: There is no such subject, or it has no form of that stage.
        """
        _checks.one_of(subject_id, self.subjects, what="subject_id")
        rows = [at for at, form in enumerate(self._scored.forms) if form.subject == subject_id]
        stages = {self._scored.forms[at].stage: at for at in rows}
        if stage is not None:
            _checks.one_of(stage, list(stages), what=f"stage of {subject_id}")
        return explaining.Explained(self, stages[stage] if stage else rows[-1])

    def _given(self, frame: Any) -> Frame:
        return _frames.given(frame, self.table.frames)

    def __len__(self) -> int:
        return len(self._scored.forms)

    def __repr__(self) -> str:
        return printing.as_text(self)

    def _repr_html_(self) -> str:
        return printing.as_html(self)


def tallied(table: PointTable, given: Any, *, strict: bool) -> Tally:
    """The answer of ``PointTable.score``; see there."""
    layout = table.layout
    collected = Collector(layout, entries.read(given, layout))
    if strict and collected.problems:
        refuse(collected.problems)
    forms = [form for form in collected.forms.values() if form.stage != "noted"]
    if not forms:
        raise InputError("entries: no row of the stage self_report or appraised could be taken; "
                         f"{_checks.quantity(len(collected.problems), 'problem')}",
                         problems=collected.problems)  # fmt: skip
    noted = [
        (at, collected.forms[form.subject, "noted"])
        for at, form in enumerate(forms)
        if (form.subject, "noted") in collected.forms
    ]
    counted_too = [forms[at].with_noted(one) for at, one in noted]
    return Tally(
        table,
        scored(layout, table._packed, forms),
        noted,
        scored(layout, table._packed, counted_too) if noted else None,
        collected.problems,
    )


def refuse(problems: Sequence[EntryProblem]) -> None:
    """Raise one error with everything that could not be read."""
    lines = "".join(
        f"\n  {one.place.file or 'row'} {one.place.sheet} {one.place.row}, {one.column}: "
        f'"{one.value}": {one.said("en")}'
        for one in problems[:50]
    )
    told = f"entries: {_checks.quantity(len(problems), 'problem')}{lines}"
    raise InputError(told, problems=problems)
