"""How the points of one subject come about, item by item and rule by rule."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from lantoa import _core
from lantoa._printing import html_table, text_table
from lantoa._wording import said
from lantoa.tallying import words
from lantoa.tallying.framing import told_by
from lantoa.tallying.printing import stage, status

if TYPE_CHECKING:
    from lantoa.tallying.tally import Tally


@dataclass(frozen=True, eq=False, repr=False)
class Explained:
    """The points of one subject at one stage; it prints."""

    result: Tally
    row: int

    @property
    def heading(self) -> str:
        """Whose points these are, and their sums."""
        form, scored = self.result._scored.forms[self.row], self.result._scored
        sums = {
            name: words.interval(
                int(one.total_low[self.row, 0]),
                int(one.total_high[self.row, 0]),
                self.result.table.scale,
                self.result.lang,
            )
            for name, one in (("points", scored.written), ("entered", scored.entered))
        }
        told = {"subject": form.subject, "stage": stage(self.result, form.stage), **sums}
        text = said("tallying", "print.explain", self.result.lang, **told)
        return "; ".join(filter(None, [text, status(self.result, self.row)]))

    def lines(self) -> list[list[str]]:
        """A row for every item and for every rule of it that something is said of."""
        found = []
        written, entered = self.result._scored.written, self.result._scored.entered
        for at, item in enumerate(self.result.table.layout.file.item):
            sums = [
                self._interval(one.items_low[self.row, at], one.items_high[self.row, at])
                for one in (entered, written)
            ]
            base = words.points(self._amount(item.base), self.result.table.scale, self.result.lang)
            label = getattr(item, self.result.lang)
            found.append([item.id, label, *sums, self._said("base", base=base)])
            found += [line for place in self.result.table.layout.rules_of[at]
                      if (line := self._rule(place))]  # fmt: skip
        return found

    def _amount(self, points: object) -> int:
        return int(points * self.result.table.scale)  # type: ignore[operator]

    def _rule(self, place: int) -> list[str] | None:
        form, written = self.result._scored.forms[self.row], self.result._scored.written
        rule = self.result.table.layout.rules[place][1]
        told = told_by(self.result, self.row, place)
        entered = form.entered.get(place)
        if not told and entered is None and not written.notes[self.row, place]:
            return None
        points = self._interval(written.rules_low[self.row, place], written.rules_high[self.row, place])  # fmt: skip
        counted = self._interval(written.counted_low[self.row, place], written.counted_high[self.row, place])  # fmt: skip
        if counted != points:
            points = self._said("counted", points=points, counted=counted)
        scale, lang = self.result.table.scale, self.result.lang
        own = "" if entered is None else words.points(entered, scale, lang)
        mark = (
            f" [{said('tallying', 'marks.assumption', lang)}]"
            if rule.status == "assumption"
            else ""
        )
        if written.notes[self.row, place] & _core.IN_NO_BAND:
            told = f"{told} (!)"
        return [rule.id, f"{getattr(rule, lang)}{mark}", own, points, told]

    def _interval(self, low: int, high: int) -> str:
        return words.interval(int(low), int(high), self.result.table.scale, self.result.lang)

    def _said(self, name: str, **told: str) -> str:
        return said("tallying", f"print.{name}", self.result.lang, **told)

    def heads(self) -> list[str]:
        """What the cells of `lines` are."""
        names = ("item", "rule", "entered", "written", "evidence")
        return [said("tallying", f"columns.{name}", self.result.lang) for name in names]

    def findings(self) -> list[str]:
        """What to look at in these points."""
        form, rows = self.result._scored.forms[self.row], self.result._findings
        own = rows[(rows["subject_id"] == form.subject) & (rows["stage"] == form.stage)]
        return [str(text) for text in own["says"]]

    def __repr__(self) -> str:
        table = text_table(self.heads(), self.lines(), numbers=[2, 3])
        found = self.findings()
        more = ["", said("tallying", "print.findings", self.result.lang), *found] if found else []
        return "\n".join([self.heading, "", *table, *more])

    def _repr_html_(self) -> str:
        table = html_table(self.heads(), self.lines(), numbers=[2, 3])
        found = "".join(f"<li>{escape(text)}</li>" for text in self.findings())
        return f"<p><b>{escape(self.heading)}</b></p>{table}<ul>{found}</ul>"
