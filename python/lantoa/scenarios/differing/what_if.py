"""What if a criterion were different, or a row were there: who enters, who leaves, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._printing import html_table, text_table
from lantoa._wording import said
from lantoa.scenarios.differing import asking, edits, tables, telling
from lantoa.scenarios.differing.changes import Changes
from lantoa.scenarios.labels import labels_of
from lantoa.told import SHOWN, cut

if TYPE_CHECKING:
    from lantoa.charts.dumbbell import Shows
    from lantoa.evaluating import Evaluation

_PRINTED = ("gained", "lost", "lines", "effects")
_AT_A_GLANCE = ("edit", "first_in", "last_in", "share")
_FEW = range(2, 5)  # edits that are told apart in print without being asked for


class WhatIf(Changes):
    """What a change does: who comes in and goes out, what else moves, and why.

    It prints the numbers, then who enters, leaves and moves over the line of a quota, then a
    sentence; ``.plot()`` draws it and ``.to_excel(path)`` writes every table. Each table below is
    worked out when it is first asked for, is of the office's kind of frame and is empty where
    nothing changes.

    Attributes:
        before: The result that was asked.
        after: The result under the change; it never becomes a record.
        scenario: What was changed in the plan.
    """

    @cached_property
    def title(self) -> str:
        """Each edit with the value before and after, in the plan's words, and why."""
        between = vars(self)["_between"]
        is_supposed = between is not self.before
        supposed = between.office.supposed if is_supposed else {}
        already = self.before.office.supposed
        added = {name: count - already.get(name, 0) for name, count in supposed.items()}
        new = {name: count for name, count in added.items() if count}
        return edits.title(self._table("edits"), new, self.lang)

    @cached_property
    def sentence(self) -> str:
        """Who comes in and who goes out, through what, and what else changes."""
        return telling.sentence(self)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        """What each criterion is called, in the order of the plan."""
        return labels_of(self.before.plan)

    @cached_property
    def _words(self) -> tables.Words:
        lang = self.lang
        quotas = {
            name: str(quota.get(lang) or quota.get("vi") or name)
            for name, quota in self.before.plan.quotas.items()
        }
        told = self._table("edits")
        named = dict(zip(told["path"], told["edit"], strict=True))
        short = {path.partition(".")[2]: label for path, label in named.items()}
        return tables.Words(
            lang,
            self._labels,
            quotas,
            {**short, **named, asking.SUPPOSE: said("what_if", "because.rows", lang)},
        )

    def _told(self, name: str, most: int | None = None) -> pd.DataFrame:
        """A table in words, or its first rows."""
        return self._words.table(name, self._table(name)[:most])

    def _is_shown(self, name: str) -> bool:
        """Effects are of several edits."""
        return name != "effects" or len(self._effects.edits) > 1

    def sheets(self) -> dict[str, pd.DataFrame]:
        """The tables of the workbook by the names of their sheets, with headings in words."""
        return {
            said("what_if", f"sheets.{name}", self.lang): self._told(name)
            for name in tables.NAMES
            if self._is_shown(name)
        }

    def _heads(self) -> Sequence[str]:
        return [str(name) for name in self._told("summary")]

    def _all_rows(self) -> Iterator[Sequence[Any]]:
        yield from self._cells(self._told("summary"))

    def _cells(self, told: pd.DataFrame) -> list[list[str]]:
        """Cells as they are printed: long lists of ids are cut."""
        ids = {self._words.heading(name) for name in tables.IDS}

        def printed(head: object, cell: object) -> str:
            text = tables.text(cell, self.lang)
            return cut(text) if head in ids else text

        rows = told.itertuples(index=False)
        return [[printed(*pair) for pair in zip(told, row, strict=True)] for row in rows]

    def _sections(self) -> Iterator[tuple[str, list[str], list[list[str]], str]]:
        """What is printed: a heading, the columns, the rows, and how many more there are."""
        for name in ("summary", *_PRINTED):
            if name == "effects" and len(self._effects.edits) not in _FEW:
                continue
            told, more = self._told(name, SHOWN), len(self._table(name)) - SHOWN
            if name == "effects":
                told = told[[self._words.heading(one) for one in _AT_A_GLANCE]]
            if len(told):
                told = told[[one for one in told if (told[one].fillna("") != "").any()]]
                line = said("what_if", "more", self.lang, rows=more) if more > 0 else ""
                rows = self._cells(told)
                yield said("what_if", f"heads.{name}", self.lang), list(map(str, told)), rows, line

    def __repr__(self) -> str:
        parts = [self.watermark, self.title, self.asked.in_force]
        for head, heads, rows, more in self._sections():
            parts += ["", head, *text_table(heads, rows), *([more] if more else [])]
        return "\n".join([*parts, "", self.sentence, said("what_if", "notice", self.lang)])

    def _repr_html_(self) -> str:
        parts = [f"<p><i>{escape(self.watermark)}</i></p><p><b>{escape(self.title)}</b><br>"]
        parts.append(f"{escape(self.asked.in_force)}</p>")
        for head, heads, rows, more in self._sections():
            parts.append(f"<p><b>{escape(head)}</b></p>{html_table(heads, rows)}")
            parts.append(f"<p>{escape(more)}</p>" if more else "")
        notice = said("what_if", "notice", self.lang)
        return "".join([*parts, f"<p>{escape(self.sentence)} {escape(notice)}</p>"])

    def plot(self, shows: Shows | None = None) -> Any:
        """Before and after: a dumbbell, or lines from place to place.

        Args:
            shows: ``"units"`` or ``"fields"``: how many people of each are listed; ``"points"``:
                everybody's whose points change; ``"places"``: a line from each place to the new
                one. None is points where some change, else units.

        Returns:
            A chart of Altair; needs ``lantoa[charts]``.

        Raises:
            InputError: ``shows`` is not known.
        """
        from lantoa.charts.dumbbell import chart

        return chart(self, shows)


def what_if(
    result: Evaluation, change: object, value: object, suppose: asking.Rows | None
) -> WhatIf:
    """The answer of ``Evaluation.what_if``; see there."""
    scenario = asking.scenario_of(change, value, suppose)
    return WhatIf(result, asking.supposing(result, suppose), scenario)
