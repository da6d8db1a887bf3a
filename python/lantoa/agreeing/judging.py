"""Judges an office under one combination of readings and keeps every rule's bits."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa import _core, _packing, _rules

if TYPE_CHECKING:
    from lantoa.criteria import Plan

Bits = np.ndarray[Any, np.dtype[np.uint8]]
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

    def judge(self, readings: Mapping[str, str]) -> Judged:
        """Judge under the readings in force and these in their place."""
        book = replace(self.plan._book, chosen={**self.plan._book.chosen, **readings})
        resolved = replace(self.plan, _book=book).resolved(self.as_of)
        criteria = {criterion["id"]: criterion for criterion in resolved["criteria"]}
        extended = {**resolved, "criteria": [*criteria.values(), *self._links(criteria)]}
        rules = _rules.rules(extended, self.packed, self.as_of, self.track)
        found = _core.evaluate(self.packed.facts, rules.plan, threads=1)
        gates = {gate: rules.plan.rules[rules.rule_of[gate]].countable for gate in rules.gates}
        bits = self._bits(rules, found)
        return Judged(bits, criteria, gates, self._present(found))

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

    def _bits(self, rules: _rules.Rules, found: _core.Evaluation) -> dict[str, Bits]:
        """Bits of those who are there on the day, and of the others as of their last day."""
        table = np.full((len(self.packed.ids), len(rules.order)), ALL, dtype=np.uint8)
        for belongs in (_ANYWHERE, _ON_THE_DAY) if self.everywhere else ():
            rules.plan.belongs = belongs
            other = _core.evaluate(self.packed.facts, rules.plan, threads=1)
            table[other.subjects] = other.bits
        table[found.subjects] = found.bits
        return {name: table[:, at] for name, at in rules.rule_of.items()}

    def _present(self, found: _core.Evaluation) -> np.ndarray[Any, np.dtype[np.bool_]]:
        present = np.zeros(len(self.packed.ids), dtype=bool)
        present[found.subjects] = True
        return present
