"""The tables that are multiplied: what each gate says under the readings that bear on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from lantoa.agreeing.bearing import Bearing
from lantoa.agreeing.counting import Factor
from lantoa.agreeing.covering import cover
from lantoa.agreeing.judging import ALL, Bench, Bits, Judged, link_to
from lantoa.agreeing.questions import Question

Group = tuple[int, ...]
Says = Callable[[Judged, Sequence[int]], Bits]


@dataclass(frozen=True)
class Judgements:
    """Every judgement that is needed, each made once.

    Attributes:
        made: The judgements.
        where: For each group of questions an array of their numbers, an axis per question.
    """

    made: Sequence[Judged]
    where: Mapping[Group, np.ndarray[Any, np.dtype[np.intp]]]

    def table(self, group: Group, bits: Callable[[Judged], Bits]) -> Factor:
        """What the judgements say over a group of questions."""
        where = self.where[group]
        found = {number: bits(self.made[number]) for number in set(where.ravel().tolist())}
        cells = [found[number] for number in where.ravel().tolist()]
        return Factor(group, np.stack(cells, axis=1).reshape(-1, *where.shape)).trimmed()


class Gates:
    """Turns the gates of a plan into factors.

    Args:
        bearing: Which questions bear on what.
        bench: Judges the office.
        countable_only: Whether only countable gates decide.
    """

    def __init__(self, bearing: Bearing, bench: Bench, *, countable_only: bool) -> None:
        self.bearing = bearing
        self.questions = bearing.questions
        self.bench = bench
        self.countable_only = countable_only
        self.names = bearing.candidates()
        self.links = bench.links

    def factors(self) -> list[Factor]:
        """One factor for who is judged, one per gate, one per gate that a head's unit owes."""
        judgements = self._judgements()
        scope = self._group(self.bearing.on_scope())
        present = judgements.table(scope, lambda judged: _as_bits(judged.present))
        gates = [
            judgements.table(self._on(name), self._gate(name))
            for name in self.names
            if name not in self.links
        ]
        links = [f for link in self.links for f in self._of_link(link, judgements)]
        return [present, *gates, *links]

    def _judgements(self) -> Judgements:
        groups = [self._on(name) for name in self.names]
        groups += [self._on(need) for _, needs in self.links.values() for need in needs]
        groups.append(self._group(self.bearing.on_scope()))
        sizes = [len(question) for question in self.questions]
        chosen = [question.chosen for question in self.questions]
        names = [question.id for question in self.questions]
        combinations, where = cover(groups, sizes, chosen, names)
        made = self.bench.judge([self._readings(one) for one in combinations])
        return Judgements(made, where)

    def _readings(self, combination: Sequence[int]) -> dict[str, str]:
        pairs = zip(self.questions, combination, strict=True)
        return {question.id: question.readings[reading] for question, reading in pairs}

    def _on(self, criterion: str) -> Group:
        return self._group(self.bearing.on(criterion))

    def _group(self, bearing: Sequence[Question]) -> Group:
        return tuple(number for number, one in enumerate(self.questions) if one in bearing)

    def _counts(self, judged: Judged, name: str) -> bool:
        """Whether a criterion decides under the gates in force."""
        return name in judged.gates and (judged.gates[name] or not self.countable_only)

    def _gate(self, name: str) -> Callable[[Judged], Bits]:
        def bits(judged: Judged) -> Bits:
            asks = self._counts(judged, name)
            return judged.bits[name] if asks else np.full_like(judged.bits[name], ALL)

        return bits

    def _of_link(self, link: str, judgements: Judgements) -> Iterator[Factor]:
        """The link as gates of the unit, each under the readings of both."""
        own = judgements.where[self._on(link)]
        asks = [judgements.made[number] for number in own.ravel().tolist()]
        yield judgements.table(self._on(link), self._itself(link))
        for need in self.links[link][1]:
            yield self._of_need(link, need, asks, judgements)

    def _itself(self, link: str) -> Callable[[Judged], Bits]:
        """What a link asks whatever the unit's gates: who was named, or another rule."""

        def bits(judged: Judged) -> Bits:
            rule = judged.criteria[link]
            if not self._counts(judged, link):
                return np.full_like(judged.bits[link], ALL)
            if rule["kind"] != "linked" or rule["needs"] == "selected":
                return judged.bits[link]
            return judged.bits[link_to(link, "", self._asked(link, rule))]

        return bits

    def _asked(self, link: str, rule: Mapping[str, Any]) -> int:
        return list(self.links[link][0]).index(rule["only_if"])

    def _of_need(
        self, link: str, need: str, asks: Sequence[Judged], judgements: Judgements
    ) -> Factor:
        """What one gate of the unit says to its head, over the questions of both."""
        mine, its = self._on(link), self._on(need)
        both = tuple(sorted({*mine, *its}))
        sizes = [len(self.questions[one]) for one in both]
        cells = []
        for combination in product(*map(range, sizes)):
            at = dict(zip(both, combination, strict=True))
            asking = asks[self._number(mine, at)]
            answer = judgements.made[judgements.where[its][tuple(at[one] for one in its)]]
            cells.append(self._owed(link, need, asking, answer))
        return Factor(both, np.stack(cells, axis=1).reshape(-1, *sizes)).trimmed()

    def _number(self, group: Group, at: Mapping[int, int]) -> int:
        """The position of a combination in a group's flat order."""
        number = 0
        for one in group:
            number = number * len(self.questions[one]) + at[one]
        return number

    def _owed(self, link: str, need: str, asking: Judged, answer: Judged) -> Bits:
        rule = asking.criteria[link]
        if not self._counts(asking, link) or not self._is_owed(rule, need, answer):
            return np.full_like(asking.bits[link], ALL)
        return answer.bits[link_to(link, need, self._asked(link, rule))]

    def _is_owed(self, rule: Mapping[str, Any], need: str, answer: Judged) -> bool:
        """Whether a link asks for a gate of the unit; see ``linked`` in docs/verdicts.md."""
        needs = rule["needs"] if rule["kind"] == "linked" else "selected"
        countable = answer.criteria[need]["nature"] == "countable"
        if needs == "selected" or (self.countable_only and not countable):
            return False
        if isinstance(needs, list):
            return need in needs
        return need in answer.gates and (needs == "all_gates" or countable)


def _as_bits(present: np.ndarray[Any, np.dtype[np.bool_]]) -> Bits:
    return np.where(present, ALL, 0).astype(np.uint8)
