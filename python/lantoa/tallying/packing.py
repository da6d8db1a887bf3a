"""The one door from a point table to the core's: names become places, numbers whole amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil

from lantoa import _core
from lantoa.tallying.layout import Layout, evidence_of, gives_base
from lantoa.tallying.model import AnyRule, Class, Item, OneOf, PerCase, PerFurther, Steps
from lantoa.tallying.model import Override as OverrideRule
from lantoa.tallying.model_base import Clamp, Condition
from lantoa.tallying.spans import Span, exact, holes, in_order, span_of


class Packer:
    """A table's layout on its way to the core."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.scale = layout.file.table.scale

    def table(self) -> _core.TallyTable:
        """The whole table."""
        file, out = self.layout.file, _core.TallyTable()
        places = {group.id: at for at, group in enumerate(self.layout.groups)}
        out.shares = [self._share(one.share_of) for one in self.layout.evidence.values()]
        out.groups = [self._group(group, places) for group in self.layout.groups]
        out.items = [self._item(item, places) for item in file.item]
        at = {item.id: place for place, item in enumerate(file.item)}
        out.rules = [self._rule(rule, at[item.id]) for item, rule in self.layout.rules]
        out.caps = list(self._caps())
        out.gates = [self._conditions(gate.when) for gate in file.gate]
        out.bands = [self._band(band) for band in file.band]
        return out

    def amount(self, points: int | Decimal | Fraction) -> int:
        """Points as a whole amount; the checker knows that it is one."""
        return int(Fraction(points) * self.scale)

    def _share(self, of: Sequence[str] | None) -> tuple[int, int]:
        at = self.layout.evidence_at
        return (at[of[0]], at[of[1]]) if of else (_core.BLANK, _core.BLANK)

    def _ends(self, clamp: Clamp | None) -> tuple[int, int]:
        least = None if clamp is None else clamp.least
        most = None if clamp is None else clamp.most
        return (
            _core.NO_LEAST if least is None else self.amount(least),
            _core.NO_MOST if most is None else self.amount(most),
        )

    def _group(self, group: object, places: dict[str, int]) -> _core.TallyGroup:
        out = _core.TallyGroup()
        inside = getattr(group, "inside", None)
        out.parent = _core.BLANK if inside is None else places[inside]
        out.least, out.most = self._ends(getattr(group, "clamp", None))
        return out

    def _item(self, item: Item, places: dict[str, int]) -> _core.TallyItem:
        out = _core.TallyItem()
        floor = self.layout.file.table.floor if item.floor is None else item.floor
        out.group = _core.BLANK if item.group is None else places[item.group]
        out.base = self.amount(item.base)
        out.floor = _core.NO_LEAST if floor is None else self.amount(floor)
        out.least, out.most = self._ends(item.clamp)
        return out

    def _rule(self, rule: AnyRule, item: int) -> _core.TallyRule:
        out = _core.TallyRule()
        out.item, out.if_no_deduction = item, rule.if_no_deduction
        out.only_if = self._conditions(rule.only_if)
        if isinstance(rule, PerCase):
            out.kind, out.points = _core.TallyKind.PER_CASE, self.amount(rule.points)
            out.evidence = self.layout.evidence_at[evidence_of(rule) or ""]
            out.exempt = self.layout.evidence_at[rule.exempt] if rule.exempt else _core.BLANK
        elif isinstance(rule, PerFurther):
            self._per_further(rule, out)
        elif isinstance(rule, OverrideRule):
            out.kind, out.points = _core.TallyKind.OVERRIDE, self.amount(rule.to)
            out.only_if += self._asked(rule)
        else:
            out.kind = _core.TallyKind.FIRST_OF
            self._cases(rule, out)
        return out

    def _per_further(self, rule: PerFurther, out: _core.TallyRule) -> None:
        out.kind, out.evidence = (
            _core.TallyKind.PER_FURTHER,
            self.layout.evidence_at[rule.evidence],
        )
        out.points, out.further = self.amount(rule.first), self.amount(rule.further)
        out.start, out.step = exact(rule.above).as_integer_ratio(), _ratio(rule.every)
        out.linear = rule.mode == "linear"

    def _cases(self, rule: AnyRule, out: _core.TallyRule) -> None:
        if isinstance(rule, Steps):
            out.is_base, out.complete = gives_base(rule), True
            out.cases = list(self._steps(rule))
        elif isinstance(rule, OneOf):
            out.cases = [self._case(self._conditions(one.when), one.points) for one in rule.options]
        else:
            points = getattr(rule, "points", 0)
            out.cases = [self._case(self._asked(rule), points)]

    def _asked(self, rule: AnyRule) -> list[_core.TallyCondition]:
        """The conditions of a rule that happens or not."""
        when = getattr(rule, "when", None)
        if when:
            return self._conditions(when)
        return [self._within(evidence_of(rule) or rule.id, Span(Fraction(1), None))]

    def _steps(self, rule: Steps) -> Iterator[_core.TallyCase]:
        if not rule.by:
            points = [Fraction(band.points or 0) for band in rule.bands]
            yield from self._banded(rule, points, [])
            return
        for row in rule.rows:
            inside = [self._within(rule.by, span_of(row))]
            yield from self._banded(rule, [Fraction(one) for one in row.points], inside)
        every = [Fraction(0), *(Fraction(one) for row in rule.rows for one in row.points)]
        for hole, _, _ in self.holes(rule.by, [span_of(row) for row in rule.rows]):
            yield self._gap([self._within(rule.by, hole)], every, rule.otherwise)

    def _banded(
        self, rule: Steps, points: Sequence[Fraction], inside: list[_core.TallyCondition]
    ) -> Iterator[_core.TallyCase]:
        """A case for each band, and one for each hole that they leave."""
        spans = [span_of(band) for band in rule.bands]
        of_span = dict(zip(spans, points, strict=True))
        for span, given in of_span.items():
            yield self._case([*inside, self._within(rule.evidence, span)], given)
        for hole, before, after in self.holes(rule.evidence, spans):
            beside = [of_span[span] if span else Fraction(0) for span in (before, after)]
            yield self._gap([*inside, self._within(rule.evidence, hole)], beside, rule.otherwise)

    def holes(
        self, evidence: str, spans: Sequence[Span]
    ) -> list[tuple[Span, Span | None, Span | None]]:
        """What the spans leave out of all that this evidence can be."""
        share = self.layout.evidence[evidence].kind == "share"
        return holes(in_order(spans), whole=not share)

    def _case(
        self, when: list[_core.TallyCondition], points: int | Decimal | Fraction
    ) -> _core.TallyCase:
        out = _core.TallyCase()
        out.when = when
        out.low = out.high = self.amount(points)
        return out

    def _gap(
        self,
        when: list[_core.TallyCondition],
        beside: Iterable[Fraction],
        otherwise: int | Decimal | None,
    ) -> _core.TallyCase:
        if otherwise is not None:
            return self._case(when, otherwise)
        out = self._case(when, min(beside := list(beside)))
        out.high, out.gap = self.amount(max(beside)), True
        return out

    def _conditions(self, conditions: Iterable[Condition]) -> list[_core.TallyCondition]:
        return [self._condition(one) for one in conditions]

    def _condition(self, one: Condition) -> _core.TallyCondition:
        if one.answer is None:
            return self._within(one.evidence, span_of(one))
        span = Span(Fraction(1), None) if one.answer else Span(Fraction(0), Fraction(0))
        return self._within(one.evidence, span)

    def _within(self, evidence: str, span: Span) -> _core.TallyCondition:
        out = _core.TallyCondition()
        out.evidence = self.layout.evidence_at[evidence]
        out.has_low, out.low_open, out.low = True, span.low_open, span.low.as_integer_ratio()
        if span.high is not None:
            out.has_high, out.high_open = True, span.high_open
            out.high = span.high.as_integer_ratio()
        return out

    def _caps(self) -> Iterator[_core.TallyCap]:
        at = {rule.id: place for place, (_, rule) in enumerate(self.layout.rules)}
        for _, rule in self.layout.rules:
            cap = getattr(rule, "cap", None)
            if cap is not None:
                yield self._cap([at[rule.id]], deductions=_deducts(rule), at_most=cap)
        for item in self.layout.file.item:
            for of_set in item.caps:
                rules = [at[name] for name in of_set.rules]
                yield self._cap(rules, deductions=of_set.of == "deductions", at_most=of_set.at_most)
            if item.cap is not None:
                rules = [at[rule.id] for rule in item.rules if not gives_base(rule)]
                yield self._cap(rules, deductions=True, at_most=item.cap)

    def _cap(self, rules: list[int], *, deductions: bool, at_most: int | Decimal) -> _core.TallyCap:
        out = _core.TallyCap()
        out.rules, out.deductions, out.at_most = rules, deductions, self.amount(at_most)
        return out

    def _band(self, band: Class) -> _core.TallyBand:
        out = _core.TallyBand()
        if band.at_least is not None:
            out.at_least = self.amount(band.at_least)
        items = [_core.NO_LEAST] * len(self.layout.file.item)
        groups = [_core.NO_LEAST] * len(self.layout.groups)
        if band.each_at_least is not None:
            share = Fraction(band.each_at_least) / 100
            if band.each == "item":
                items = [self._least(share, worth(item)) for item in self.layout.file.item]
            else:
                groups = [self._least(share, group.points or 0) for group in self.layout.groups]
        out.items, out.groups, out.when = items, groups, self._conditions(band.when)
        return out

    def _least(self, share: Fraction, of: int | Decimal) -> int:
        """The fewest whole amounts that are no less than a share of some points."""
        return ceil(share * Fraction(of) * self.scale)


def worth(item: Item) -> int | Decimal:
    """What an item is worth in full, bonuses apart."""
    return item.base if item.worth is None else item.worth


def _deducts(rule: AnyRule) -> bool:
    points = getattr(rule, "points", None)
    return (getattr(rule, "further", 0) if points is None else points) < 0


def _ratio(number: int | Decimal) -> tuple[int, int]:
    return exact(number).as_integer_ratio()
