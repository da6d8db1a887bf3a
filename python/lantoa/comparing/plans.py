"""Two plans on one office: who enters, who leaves, and through which criterion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from lantoa import _checks
from lantoa._frames import Frame, given
from lantoa._printing import html_table, of_frame, text_table
from lantoa._wording import day, said
from lantoa.comparing.differences import differences
from lantoa.comparing.shifting import Shifts
from lantoa.comparing.telling import changes_in_words, differences_in_words

if TYPE_CHECKING:
    from lantoa.criteria import Plan
    from lantoa.criteria.milestones import AsOf
    from lantoa.evaluating import Evaluation
    from lantoa.findings import Counting, Gates
    from lantoa.office import Office

_SHOWN = 60  # rows before a printed table is cut


@dataclass(frozen=True, eq=False, repr=False)
class PlanComparison:
    """What another plan would change in one office. ``compare_plans`` makes one.

    Its frames are of the office's kind. It prints as decision tables, in the language of the
    plan in force; ``to_excel`` writes them.

    Attributes:
        this: The result under the plan in force.
        draft: The result under the draft.
        same_window: Whether the draft was judged over the years of the plan in force.
    """

    this: Evaluation
    draft: Evaluation
    same_window: bool
    _differences: pd.DataFrame
    _shifts: Shifts

    def _given(self, frame: pd.DataFrame) -> Frame:
        return given(frame, self.this.office.frames)

    @cached_property
    def differences(self) -> Frame:
        """In what the plans differ, a row each, in the order of the plan in force.

        ``path``; ``what``: ``changed``, or ``only_this`` and ``only_draft`` where one plan alone
        has it; ``criterion_id``, where it is of one; ``label``; ``this`` and ``draft``: what
        stands there, in words.
        """
        return self._given(self._differences)

    @cached_property
    def changes(self) -> Frame:
        """Who enters and who leaves, a row per criterion through which.

        ``subject_id, subject_kind``; ``change``: ``enters`` or ``leaves``; ``criterion_id``: the
        gate that keeps the subject out under the other plan, missing where the plan's scope does;
        ``was`` and ``now``: its verdict under each plan, missing where it is not asked there;
        ``because``: ``only_this``, ``only_draft``, ``rule`` (it differs, or what it rests on),
        ``unit`` (a head's unit), ``common`` (window, scope, policy), ``day`` or ``scope``.
        """
        return self._given(self._shifts.changes)

    @cached_property
    def subjects(self) -> Frame:
        """Everybody judged under either: ``subject_id, subject_kind, was, now``, and
        ``was_counted`` and ``counted``, whether in; verdicts are missing where not judged."""
        return self._given(self._shifts.subjects)

    @property
    def _lang(self) -> str:
        return self.this.plan.lang

    def _said(self, path: str, **values: object) -> str:
        return said("compare_plans", path, self._lang, **values)

    @property
    def title(self) -> str:
        """Which plans, on which days."""
        return self._said("title", this=self.this.plan.id, draft=self.draft.plan.id)

    @property
    def _facts(self) -> Iterator[str]:
        for name, result in (("this", self.this), ("draft", self.draft)):
            first, last = result.plan.window
            told = {"plan": result.plan.title, "first": first, "last": last}
            yield self._said(f"of.{name}", day=day(result.as_of, self._lang), **told)
        if self.same_window:
            yield self._said("same_window")
        counting = said("compare_plans", f"counting.{self.this.counting}", self._lang)
        gates = said("compare_plans", f"gates.{self.this.gates}", self._lang)
        yield self._said("counted", counting=counting, gates=gates)
        if self.this.track:
            yield self._said("track", track=self.this.track)

    @property
    def in_short(self) -> str:
        """How many enter and leave, units and people."""
        counts = {
            f"{change}_{kind}": self._shifts.count(change, kind)
            for change in ("enters", "leaves")
            for kind in ("unit", "person")
        }
        return self._said("in_short", differences=len(self._differences), **counts)

    def _tables(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """The printed tables, under their headings."""
        told = differences_in_words(self._differences, self._lang)
        yield self._said("heads.differences"), told
        told = changes_in_words(self._shifts.changes, self.this.plan, self.draft.plan)
        yield self._said("heads.changes"), told

    def _cut(self, frame: pd.DataFrame) -> str:
        more = len(frame) - _SHOWN
        return self._said("more", rows=more) if more > 0 else ""

    def __repr__(self) -> str:
        parts = [self.title, *self._facts]
        for head, frame in self._tables():
            parts += ["", head]
            parts += text_table(*of_frame(frame.head(_SHOWN))) if len(frame) else []
            parts += [self._cut(frame) or self._said("none")] if self._ends(frame) else []
        return "\n".join([*parts, "", self.in_short, self._said("notice")])

    @staticmethod
    def _ends(frame: pd.DataFrame) -> bool:
        return not len(frame) or len(frame) > _SHOWN

    def _repr_html_(self) -> str:
        lines = "<br>".join(escape(one) for one in self._facts)
        parts = [f"<p><b>{escape(self.title)}</b><br>{lines}</p>"]
        for head, frame in self._tables():
            parts.append(f"<p><b>{escape(head)}</b></p>")
            parts.append(html_table(*of_frame(frame.head(_SHOWN))) if len(frame) else "")
            if self._ends(frame):
                parts.append(f"<p>{escape(self._cut(frame) or self._said('none'))}</p>")
        foot = f"{self.in_short} {self._said('notice')}"
        return "".join([*parts, f"<p>{escape(foot)}</p>"])

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.changes.__arrow_c_stream__(requested_schema)

    def to_excel(self, path: str | Path) -> Path:
        """Write the differences, the changes and everybody's verdicts as a workbook.

        Args:
            path: The ``.xlsx`` file; it is whole or not there.

        Returns:
            The path.

        Raises:
            InputError: It is no ``.xlsx``, or it cannot be written.
        """
        from lantoa.reporting.plan_comparison import write

        return write(self, Path(path))


def compare_plans(
    office: Office,
    this: Plan,
    draft: Plan,
    as_of: AsOf,
    *,
    draft_as_of: AsOf | None = None,
    same_window: bool = False,
    counting: Counting | None = None,
    gates: Gates | None = None,
    track: str | None = None,
) -> PlanComparison:
    """What a draft would change: both plans on one office, side by side.

    Criteria are matched by their ids: one that only one plan has is named as such, and nobody
    guesses which other one it might be. Who counts as in is decided alike under both plans.

    Args:
        office: The registers.
        this: The plan in force.
        draft: The other plan.
        as_of: A milestone of ``this``, or a date.
        draft_as_of: A milestone of ``draft``, or a date; None is the same day.
        same_window: Judge the draft over the years of ``this``, as if its rules had applied then.
            Without it a draft for years to come finds little on record.
        counting: Who counts as in; None: what ``this`` says of its day. See `evaluate`.
        gates: Over which gates; None: what ``this`` says of its day.
        track: A special-topic track that both plans have; None is the main one.

    Returns:
        Differences of the plans beside who enters and who leaves; it prints.

    Raises:
        InputError: A plan, day, counting or track is not known, or the draft cannot be judged
            over the years of ``this``.

    Example:
        >>> import lantoa as lt
        >>> office, plan = lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025")
        >>> stricter = plan.change("cn_sang_kien.count", 5)
        >>> found = compare_plans(office, plan, stricter, "de_nghi_2025")
        >>> found.differences[["path", "this", "draft"]].values.tolist()
        [['criterion.cn_sang_kien.count', '2', '5']]
        >>> set(found.changes["change"]), set(found.changes["criterion_id"])
        ({'leaves'}, {'cn_sang_kien'})
    """
    from lantoa.evaluating import evaluate

    for plan, what in ((this, "this"), (draft, "draft")):
        _checks.made_by(plan, "as_of", what=what, maker="lantoa.load_plan")
    draft = replace(draft, lang=this.lang)
    found = differences(this, draft)
    before = evaluate(office, this, as_of, counting=counting, gates=gates, track=track)
    if same_window and draft.window != this.window:
        first, last = this.window
        draft = draft.change("plan.window", {"from": first, "to": last})
    after = evaluate(
        office,
        draft,
        before.as_of if draft_as_of is None else draft_as_of,
        counting=before.counting,
        gates=before.gates,
        track=track,
    )
    return PlanComparison(before, after, same_window, found, Shifts(before, after, found))
