"""Judges an office under combinations of readings and keeps every rule's bits."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa import _core, _packing, _rules, _thresholds

if TYPE_CHECKING:
    from lantoa.criteria import Plan

Bits = np.ndarray[Any, np.dtype[np.uint8]]
Codes = np.ndarray[Any, np.dtype[np.int32]]
Table = dict[str, Any]

ALL = 0xFF
"""The bits of a rule that asks nothing."""

_ANYWHERE = _core.Belongs.ANY_TIME
_ON_THE_DAY = _core.Belongs.ON_AS_OF_DATE


@dataclass(frozen=True)
class Judged:
    """An office under one combination of readings.

    Attributes:
        bits: Of every criterion and link, n bits; ``ALL`` where it is not asked of the subject.
        criteria: The resolved criteria.
        gates: Which of them decide, and whether they are countable.
        present: Who of the n subjects is judged.
    """

    bits: Mapping[str, Bits]
    criteria: Mapping[str, Table]
    gates: Mapping[str, bool]
    present: np.ndarray[Any, np.dtype[np.bool_]]


def link_to(link: str, unit_gate: str, only_if: int) -> str:
    """The name of a head's link that asks for one gate of the unit only."""
    return f"{link} > {unit_gate} > {only_if}"


@dataclass(frozen=True)
class _Asked:
    """What is asked under one combination; equal ``likeness``, equal statistics."""

    criteria: Mapping[str, Table]
    rules: _rules.Rules
    likeness: str

    def judged(self, table: Bits, present: np.ndarray[Any, np.dtype[np.bool_]]) -> Judged:
        rules = self.rules
        gates = {gate: rules.plan.rules[rules.rule_of[gate]].countable for gate in rules.gates}
        bits = {name: table[:, at] for name, at in rules.rule_of.items()}
        return Judged(bits, self.criteria, gates, present)


@dataclass(frozen=True)
class Bench:
    """What stays the same from one combination of readings to the next.

    Attributes:
        plan: The plan under the readings in force.
        as_of: The day.
        track: The track that is judged, None for the main one.
        packed: The office.
        everywhere: Judge also those who do not belong now, as of their last day.
        links: For each head's link who may be asked, and the unit's gates to ask for.
    """

    plan: Plan
    as_of: datetime.date
    track: str | None
    packed: _packing.Packed
    everywhere: bool
    links: Mapping[str, tuple[Sequence[Table], Sequence[str]]]

    def judge(self, combinations: Sequence[Mapping[str, str]]) -> list[Judged]:
        """Judge under the readings in force and each of these in their place, in this order.

        Where combinations differ in thresholds only, statistics are made once.
        """
        asked: list[_Asked] = []
        for readings in combinations:
            asked.append(self._asked(readings, asked[0].rules.made if asked else None))
        alike: dict[str, list[int]] = {}
        for number, one in enumerate(asked):
            alike.setdefault(one.likeness, []).append(number)
        found: dict[int, Judged] = {}
        for numbers in alike.values():
            found |= zip(numbers, self._judged([asked[one] for one in numbers]), strict=True)
        return [found[number] for number in range(len(asked))]

    def _asked(self, readings: Mapping[str, str], like: _rules.Made | None) -> _Asked:
        book = replace(self.plan._book, chosen={**self.plan._book.chosen, **readings})
        resolved = replace(self.plan, _book=book).resolved(self.as_of)
        criteria = {criterion["id"]: criterion for criterion in resolved["criteria"]}
        extended = {**resolved, "criteria": [*criteria.values(), *self._links(criteria)]}
        rules = _rules.rules(extended, self.packed, self.as_of, self.track, like)
        return _Asked(criteria, rules, _thresholds.without(resolved))

    def _links(self, criteria: Mapping[str, Table]) -> list[Table]:
        """Every link once per gate of the unit, and once without any."""
        return [
            {
                **criteria[link],
                "id": link_to(link, needed, number),
                "role": "report",
                "only_if": only_if,
                "needs": [needed] if needed else [],
            }
            for link, (asked, needs) in self.links.items()
            if criteria[link]["kind"] == "linked"
            for number, only_if in enumerate(asked)
            for needed in ("", *needs)
        ]

    def _judged(self, alike: Sequence[_Asked]) -> list[Judged]:
        """What is said under combinations that differ in thresholds only.

        Bits of those who are there on the day, and of the others as of their last day.
        """
        plan = alike[0].rules.plan
        shape = (len(self.packed.ids), len(plan.rules))
        tables = [np.full(shape, ALL, dtype=np.uint8) for _ in alike]
        subjects = np.zeros(0, dtype=np.int32)
        for belongs in (*((_ANYWHERE, _ON_THE_DAY) if self.everywhere else ()), plan.belongs):
            plan.belongs = belongs
            subjects, found = self._found([one.rules for one in alike])
            for table, bits in zip(tables, found, strict=True):
                table[subjects] = bits
        present = np.zeros(len(self.packed.ids), dtype=bool)
        present[subjects] = True
        return [one.judged(table, present) for one, table in zip(alike, tables, strict=True)]

    def _found(self, alike: Sequence[_rules.Rules]) -> tuple[Codes, list[Bits]]:
        """Who is judged, and their bits at the thresholds of each."""
        plan = alike[0].plan
        if len(alike) == 1:
            once = _core.evaluate(self.packed.facts, plan, threads=1)
            return once.subjects, [once.bits]
        measured = _core.Measurements(self.packed.facts, plan, threads=1)
        found = [_bits_at(measured, rules.thresholds) for rules in alike]
        return measured.evaluation.subjects, found


def _bits_at(measured: _core.Measurements, thresholds: Codes) -> Bits:
    again = measured.regate(thresholds, threads=1)
    bits = measured.evaluation.bits.copy(order="K")
    bits[:, again.rules] = again.bits
    return bits
