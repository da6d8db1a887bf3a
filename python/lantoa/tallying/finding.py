"""What people should look at: gaps that were hit, evidence that is missing, numbers that disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa import _core
from lantoa._wording import said
from lantoa.tallying import words
from lantoa.tallying.forms import Form, Statement, filled
from lantoa.tallying.layout import evidence_of
from lantoa.tallying.model import PerCase
from lantoa.tallying.showing import frame
from lantoa.tallying.values import UNKNOWN

if TYPE_CHECKING:
    from lantoa.tallying.tally import Tally

Row = dict[str, Any]


def findings(result: Tally) -> pd.DataFrame:
    """The answer of ``Tally.findings``, in pandas."""
    finder = _Finder(result)
    rows = [row for at in range(len(result)) for row in finder.of(at)]
    texts = dict.fromkeys(("subject_id", "stage", "kind", "at"), "str")
    return frame(rows, {**texts, "points": "Float64", "says": "str"})


class _Finder:
    def __init__(self, result: Tally) -> None:
        self.result = result
        self.layout = result.table.layout
        self.lang, self.scale = result.lang, result.table.scale

    def of(self, at: int) -> Iterator[Row]:
        yield from self._gates(at)
        yield from self._left_out(at)
        for item in range(len(self.layout.file.item)):
            yield from self._intervals(at, item)
            yield from self._extra(at, item)
        yield from self._exempt(at)
        yield from self._statements(at)
        yield from self._noted(at)

    def _gates(self, at: int) -> Iterator[Row]:
        for place, gate in enumerate(self.layout.file.gate):
            holds = int(self.result._scored.written.gates[at, place])
            if holds:
                kind = "not_ranked" if holds == 2 else "perhaps_not_ranked"
                yield self._row(at, kind, gate.id, None, label=getattr(gate, self.lang))

    def _left_out(self, at: int) -> Iterator[Row]:
        """Rows that could not be placed: what they say of the subject is missing from its points."""
        subject = self.result._scored.forms[at].subject
        kinds = ("unknown_id", "unknown_stage")
        rows = [one for one in self.result._listing if one.subject == subject and one.kind in kinds]
        if rows:
            yield self._row(at, "rows_left_out", "total", None, count=str(len(rows)))

    def _intervals(self, at: int, item: int) -> Iterator[Row]:
        """Items whose points evidence leaves open, by a gap of the table or by being missing."""
        written, form = self.result._scored.written, self.result._scored.forms[at]
        known = filled(self.layout, form)
        missing: list[str] = []
        for place in self.layout.rules_of[item]:
            rule = self.layout.rules[place][1]
            if written.notes[at, place] & _core.IN_NO_BAND:
                evidence, value = self._value(evidence_of(rule) or rule.id, known)
                told = {"evidence": evidence, "value": value, "range": self._range(at, item)}
                yield self._row(at, "in_no_band", rule.id, None, label=rule.id, **told)
            elif written.notes[at, place] & _core.OPEN_POINTS:
                names = self.layout.entered_for(rule)
                missing += [name for name in names if known[name] == UNKNOWN] or names
        if missing and written.items_low[at, item] != written.items_high[at, item]:
            labels = [
                getattr(self.layout.evidence[one], self.lang) for one in dict.fromkeys(missing)
            ]
            told = {"evidence": ", ".join(labels), "range": self._range(at, item)}
            one = self.layout.file.item[item]
            yield self._row(at, "unknown", one.id, None, label=getattr(one, self.lang), **told)

    def _value(self, name: str, known: Any) -> tuple[str, str]:
        one = self.layout.evidence[name]
        names = one.share_of or [name]
        values = (words.evidence(self.layout.evidence[n].kind, known[n], self.lang) for n in names)
        return getattr(one, self.lang), " / ".join(values)

    def _range(self, at: int, item: int) -> str:
        written = self.result._scored.written
        return self._interval(written.items_low[at, item], written.items_high[at, item])

    def _extra(self, at: int, item: int) -> Iterator[Row]:
        points = self.result._scored.forms[at].extra.get(item)
        if points:
            one = self.layout.file.item[item]
            told = {"label": one.id, "points": self._p(points)}
            yield self._row(at, "no_rule", one.id, points, **told)

    def _exempt(self, at: int) -> Iterator[Row]:
        known = filled(self.layout, self.result._scored.forms[at])
        for _, rule in self.layout.rules:
            if isinstance(rule, PerCase) and rule.exempt:
                exempt, cases = known[rule.exempt], known[rule.evidence or rule.id]
                if UNKNOWN not in (exempt, cases) and exempt[0] > cases[0]:
                    told = {"label": rule.id, "value": str(exempt[0]), "other": str(cases[0])}
                    yield self._row(at, "exempt_more", rule.id, None, **told)

    def _statements(self, at: int) -> Iterator[Row]:
        """Sums that documents state, beside each other and beside what was entered."""
        told: dict[tuple[str, int], list[Statement]] = {}
        for one in self.result._scored.forms[at].statements:
            told.setdefault(one.means, []).append(one)
        for means, statements in told.items():
            name, label = self._named(means)
            low, high = self._summed(at, means)
            for one in dict.fromkeys(statements):
                if not low <= one.amount <= high:
                    values = self._stated(label, one) | {"other": self._p(low)}
                    yield self._row(at, "stated_differs", name, one.amount, **values)
            for one, other in combinations(dict.fromkeys(statements), 2):
                if one.amount != other.amount:
                    values = self._stated(label, one) | {
                        "other": self._p(other.amount),
                        "other_document": words.document(other.document, self.lang),
                    }
                    yield self._row(at, "statements_conflict", name, one.amount, **values)

    def _stated(self, label: str, one: Statement) -> dict[str, str]:
        document = words.document(one.document, self.lang)
        return {"label": label, "points": self._p(one.amount), "document": document}

    def _named(self, means: tuple[str, int]) -> tuple[str, str]:
        what, at = means
        if what == "total":
            return what, said("tallying", "print.total", self.lang)
        parts: Sequence[Any] = self.layout.file.item if what == "item" else self.layout.groups
        return parts[at].id, getattr(parts[at], self.lang)

    def _summed(self, at: int, means: tuple[str, int]) -> tuple[int, int]:
        what, column = means
        name = {"total": "total", "item": "items", "group": "groups"}[what]
        entered = self.result._scored.entered
        ends = (getattr(entered, f"{name}_{end}")[at, column] for end in ("low", "high"))
        low, high = (int(end) for end in ends)
        return low, high

    def _noted(self, at: int) -> Iterator[Row]:
        """What evidence that is noted and that nobody counted would change."""
        for place, (of, noted) in enumerate(self.result._noted):
            counted = self.result._counted_too
            if of != at or counted is None:
                continue
            before, after = self.result._scored.written, counted.written
            total = self._interval(after.total_low[place, 0], after.total_high[place, 0])
            for item, one in enumerate(self.layout.file.item):
                change = int(after.items_low[place, item] - before.items_low[at, item])
                if change:
                    told = {"label": getattr(one, self.lang), "total": total}
                    told |= {"points": words.points(change, self.scale, self.lang, sign=True)}
                    told |= self._read(noted, item)
                    yield self._row(at, "noted", one.id, change, **told)

    def _read(self, noted: Form, item: int) -> dict[str, str]:
        """The noted evidence that the rules of an item read."""
        rules = [self.layout.rules[place][1] for place in self.layout.rules_of[item]]
        names = [name for rule in rules for name in self.layout.entered_for(rule)]
        name = next(name for name in names if name in noted.evidence)
        one = self.layout.evidence[name]
        return {
            "evidence": getattr(one, self.lang),
            "value": words.evidence(one.kind, noted.evidence[name], self.lang),
            "document": words.document(noted.documents.get(name, ""), self.lang),
        }

    def _interval(self, low: int, high: int) -> str:
        return words.interval(int(low), int(high), self.scale, self.lang)

    def _p(self, amount: int) -> str:
        return words.points(amount, self.scale, self.lang)

    def _row(self, at: int, kind: str, name: str, amount: int | None, /, **told: str) -> Row:
        form = self.result._scored.forms[at]
        says = said("tallying", f"findings.{kind}", self.lang, **told)
        points = None if amount is None else amount / self.scale
        return {"subject_id": form.subject, "stage": form.stage, "kind": kind, "at": name,
                "points": points, "says": says}  # fmt: skip
