"""Why totals differ: as entered against the written rules, self-report against appraisal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._wording import said
from lantoa.tallying import words
from lantoa.tallying.forms import Form
from lantoa.tallying.showing import frame

if TYPE_CHECKING:
    from lantoa.tallying.tally import Tally

Row = dict[str, Any]


def differences(result: Tally) -> pd.DataFrame:
    """The answer of ``Tally.differences``, in pandas."""
    teller = _Teller(result)
    rows = [row for at in range(len(result)) for row in teller.entered_written(at)]
    rows += teller.self_appraised()
    texts = dict.fromkeys(("subject_id", "between", "stage", "item", "rule"), "str")
    numbers = dict.fromkeys(("first", "second", "points"), "Float64")
    return frame(rows, {**texts, **numbers, "says": "str"})


class _Teller:
    """Says for one result what differs; amounts stay whole until a row is written."""

    def __init__(self, result: Tally) -> None:
        self.result = result
        self.layout = result.table.layout
        self.lang = result.lang

    def entered_written(self, at: int) -> Iterator[Row]:
        entered, written = self.result._scored.entered, self.result._scored.written
        form, explained = self.result._scored.forms[at], 0
        for item in range(len(self.layout.file.item)):
            first, second = int(entered.items_low[at, item]), int(written.items_low[at, item])
            sure = first == entered.items_high[at, item] and second == written.items_high[at, item]
            if not sure or first == second:
                continue
            explained += second - first
            parts = list(self._parts(at, item))
            if sum(part["points"] for part in parts) != second - first:
                says = self._because("item", entered=self._p(first), points=self._p(second))
                parts = [self._part(item, None, first, second, says)]
            yield from (self._row(form, "entered_written", part) for part in parts)
        whole = self._whole_difference(at)
        if whole is not None and whole != explained:
            part = self._part(None, None, 0, whole - explained, self._because("group"))
            yield self._row(form, "entered_written", part)

    def _whole_difference(self, at: int) -> int | None:
        entered, written = self.result._scored.entered, self.result._scored.written
        ends = [int(one[at, 0]) for one in (entered.total_low, entered.total_high)]
        rules = [int(one[at, 0]) for one in (written.total_low, written.total_high)]
        sure = ends[0] == ends[1] and rules[0] == rules[1]
        return rules[0] - ends[0] if sure else None

    def _parts(self, at: int, item: int) -> Iterator[Row]:
        """What of an item's difference lies with each of its rules."""
        form, written = self.result._scored.forms[at], self.result._scored.written
        for rule in self.layout.rules_of[item]:
            if rule not in form.entered:
                continue
            first, second = form.entered[rule], int(written.counted_low[at, rule])
            if first != second:
                alone = int(written.rules_low[at, rule])
                told = {"points": self._p(alone), "cap": self._p(abs(second))}
                if alone == second:
                    told = {"entered": self._p(first), "points": self._p(second)}
                says = self._because("rule" if alone == second else "cap", **told)
                yield self._part(item, rule, first, second, says)
        if item in form.extra:
            yield self._part(item, None, form.extra[item], 0, self._because("no_rule"))

    def self_appraised(self) -> list[Row]:
        forms = self.result._scored.forms
        at = {(form.subject, form.stage): place for place, form in enumerate(forms)}
        rows: list[Row] = []
        for subject in self.result.subjects:
            own, other = at.get((subject, "self_report")), at.get((subject, "appraised"))
            if own is not None and other is not None:
                rows += self._between(own, other)
        return rows

    def _between(self, own: int, other: int) -> Iterator[Row]:
        entered, forms = self.result._scored.entered, self.result._scored.forms
        for item in range(len(self.layout.file.item)):
            low, high = entered.items_low[:, item], entered.items_high[:, item]
            if low[own] != high[own] or low[other] != high[other] or low[own] == low[other]:
                continue
            says = "; ".join(self._changes(forms[own], forms[other], item))
            part = self._part(item, None, int(low[own]), int(low[other]), says)
            yield self._row(forms[other], "self_appraised", part)

    def _changes(self, own: Form, other: Form, item: int) -> Iterator[str]:
        """What of one item the appraisal sees otherwise: its evidence, else its points."""
        for rule in self.layout.rules_of[item]:
            names = self.layout.entered_for(self.layout.rules[rule][1])
            changed = [one for one in names if own.evidence.get(one) != other.evidence.get(one)]
            for name in changed:
                one = self.layout.evidence[name]
                told = [words.evidence(one.kind, form.evidence.get(name, (0, 0)), self.lang)
                        for form in (own, other)]  # fmt: skip
                label = getattr(one, self.lang)
                yield self._because("evidence", label=label, first=told[0], second=told[1])
            if not changed and own.entered.get(rule) != other.entered.get(rule):
                told = [self._p(form.entered.get(rule, 0)) for form in (own, other)]
                yield self._because("appraised", first=told[0], second=told[1])
        if own.extra.get(item) != other.extra.get(item):
            told = [self._p(form.extra.get(item, 0)) for form in (own, other)]
            yield self._because("appraised", first=told[0], second=told[1])

    def _part(self, item: int | None, rule: int | None, first: int, second: int, says: str) -> Row:
        return {
            "item": None if item is None else self.layout.file.item[item].id,
            "rule": None if rule is None else self.layout.rules[rule][1].id,
            "first": first, "second": second, "points": second - first, "says": says,
        }  # fmt: skip

    def _row(self, form: Form, between: str, part: Row) -> Row:
        scale = self.result.table.scale
        points = {name: part[name] / scale for name in ("first", "second", "points")}
        return {
            "subject_id": form.subject,
            "between": between,
            "stage": form.stage,
            **part,
            **points,
        }

    def _p(self, amount: int) -> str:
        return words.points(amount, self.result.table.scale, self.lang)

    def _because(self, why: str, **told: str) -> str:
        return said("tallying", f"because.{why}", self.lang, **told)
