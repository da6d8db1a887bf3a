"""What keeps somebody out, gate by gate, and what would settle each of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lantoa.explaining.asking import Asking
from lantoa.explaining.wordings import Words
from lantoa.nearing import Near
from lantoa.scenarios.admitting.about import headed, narrowed
from lantoa.scenarios.admitting.bringing import YEARLY, Bringing
from lantoa.scenarios.admitting.choosing import Choosing
from lantoa.scenarios.admitting.rows import Pair, Step, owner_of, rows_in
from lantoa.scenarios.admitting.trying import Trying

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation


@dataclass(frozen=True)
class Need:
    """One criterion that keeps somebody out, and what would settle it.

    Attributes:
        gate: The gate of whoever is asked about; a head's link where the unit is what it takes.
        subject_id: Whose criterion it is: the subject's, or the unit's that it heads.
        criterion_id: The criterion.
        verdict: Its strict verdict.
        possible: Whether it can still be settled in this period.
        by_when: The last day on which it can still come; None where no day limits it.
        steps: The fewest rows that settle it; none where time does; None where rows alone do not.
        says: The sentence about it.
    """

    gate: str
    subject_id: str
    criterion_id: str
    verdict: str
    possible: bool
    by_when: datetime.date | None
    steps: tuple[Step, ...] | None
    says: str

    @property
    def pair(self) -> Pair:
        """Whose criterion, and which."""
        return self.subject_id, self.criterion_id


@dataclass(frozen=True, eq=False)
class Needing:
    """What is in the way of one subject that is judged.

    Attributes:
        result: What is asked.
        subject_id: Who.
    """

    result: Evaluation
    subject_id: str

    @cached_property
    def units(self) -> list[str]:
        """The unit itself, or those that a head's link asks for."""
        if self.result._is_unit(self.subject_id):
            return [self.subject_id]
        return headed(self.result, self.subject_id)

    @cached_property
    def view(self) -> Evaluation:
        """The result with only these in words."""
        return narrowed(self.result, dict.fromkeys([self.subject_id, *self.units]))

    @cached_property
    def near(self) -> Near:
        """What is in the way, and what could still come."""
        return Near(self.view)

    @cached_property
    def asking(self) -> Asking:
        """The criteria in words."""
        return Asking(self.result.plan, self.result.as_of, Words.of(self.result.plan.lang))

    @cached_property
    def choosing(self) -> Choosing:
        """Finds the fewest rows."""
        trying = Trying(self.result, self.subject_id, self.units)
        return Choosing(trying, Bringing(self.view, trying.known))

    @cached_property
    def gates(self) -> list[str]:
        """The gates that keep the subject out, under the counting in force."""
        ids = self.near.subjects["subject_id"].to_numpy()
        row = self.near.in_the_way()[ids == self.subject_id][0]
        return [gate for gate, blocks in zip(self.near.gates, row, strict=True) if blocks]

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """Every criterion in the way, a head's link as the criteria that the unit owes."""
        return tuple(self._need(gate, pair) for gate in self.gates for pair in self._pairs(gate))

    def _pairs(self, gate: str) -> list[Pair]:
        is_link = self.near.criteria[gate]["kind"] == "linked"
        owed = list(self.near.owed(self.subject_id, gate)) if is_link else []
        return owed or [(self.subject_id, gate)]

    def _need(self, gate: str, pair: Pair) -> Need:
        possible = self.near.possible(*pair)
        return Need(
            gate=gate,
            subject_id=pair[0],
            criterion_id=pair[1],
            verdict=self.near.strict(pair),
            possible=possible,
            by_when=self.near.by_when(*pair),
            steps=self._fewest(pair) if possible else None,
            says=self.near.says(pair),
        )

    def _fewest(self, pair: Pair) -> tuple[Step, ...] | None:
        if self.choosing.settled([pair], ()):
            return ()
        known = self._guessed.get(pair)
        return self.choosing.fewest(pair) if known is None else known

    @cached_property
    def _guessed(self) -> dict[Pair, tuple[Step, ...]]:
        """What most of the criteria need, found in one go."""
        pairs = [pair for gate in self.gates for pair in self._pairs(gate)]
        able = [pair for pair in pairs if self.near.possible(*pair)]
        bare = [pair for pair in able if not self.choosing.settled([pair], ())]
        return self.choosing.guessed({pair: self.near.needed(pair) for pair in bare})

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The rows of all criteria together, less those that can be left out."""
        known = [need for need in self.needs if need.steps]
        pairs = [need.pair for need in self.needs if need.steps is not None]
        steps = self.choosing.joined((one for need in known for one in need.steps or ()), pairs)
        return self.choosing.without_spare(pairs, steps, self._shared)

    @property
    def _shared(self) -> set[tuple[str, Any]]:
        """The registers to which several criteria bring rows of one subject."""
        brought = [{owner_of(step) for step in need.steps or ()} for need in self.needs]
        every = [one for owners in brought for one in owners if one[0] != "attestations"]
        return {one for one in every if every.count(one) > 1}

    @cached_property
    def enough(self) -> bool:
        """Whether these rows, and time, settle everything that is in the way."""
        if any(need.steps is None for need in self.needs):
            return False
        return self.choosing.settled([need.pair for need in self.needs], self.steps)

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The rows by register, as ``office.suppose`` takes them."""
        found: dict[str, list[dict[str, Any]]] = {}
        for table, cells in sorted(rows_in(self.steps), key=repr):
            found.setdefault(table, []).append(dict(cells))
        return found

    def years(self, need: Need) -> Sequence[int]:
        """The years of the rows that settle it, of a yearly criterion."""
        if self.near.criteria[need.criterion_id]["kind"] not in YEARLY:
            return []
        return sorted({dict(step[-1][1])["year"] for step in need.steps or ()})

    def lost(self) -> Iterator[Need]:
        """What can no longer be settled in this period."""
        return (need for need in self.needs if not need.possible)
