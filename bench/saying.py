"""What we say of every person, and that a peer says the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from questions import QUESTIONS

from lantoa import _core, _packing, _rules

Answers = dict[str, np.ndarray[Any, Any]]


def answers(bits: Any, rules: Iterable[int], asked: _rules.Rules) -> Answers:
    """Bits as the verdicts that the peers give; ``rules`` says which rule each column is."""
    column_of = {rule: column for column, rule in enumerate(rules)}
    columns = {name: bits[:, column_of[asked.rule_of[name]]] for name in QUESTIONS}
    return {name: _core.verdicts(column, provisional=False) for name, column in columns.items()}


class Said:
    """What we say of every person.

    Args:
        found: The evaluation.
        packed: The office.
        asked: What was asked.
    """

    def __init__(
        self, found: _core.Evaluation, packed: _packing.Packed, asked: _rules.Rules
    ) -> None:
        self.is_person = found.subjects >= packed.units
        self.codes = found.subjects[self.is_person]
        self.ids = packed.ids[self.codes]
        everybody = answers(found.bits, range(len(asked.order)), asked)
        self.verdicts = {name: said[self.is_person] for name, said in everybody.items()}

    def check(self, peer: Answers) -> None:
        """Stops where a peer judges other people, or somebody otherwise."""
        order = np.argsort(peer["subject"], kind="stable")
        subjects = peer["subject"][order]
        expected = self.ids if subjects.dtype == object else self.codes
        self._check_people(subjects, expected)
        self._compare({name: peer[name][order] for name in QUESTIONS})

    def check_ours(self, ours: Answers) -> None:
        """Stops where another way of ours contradicts."""
        self._compare({name: said[self.is_person] for name, said in ours.items()})

    def _check_people(self, subjects: Any, expected: Any) -> None:
        assert len(subjects) == len(expected), "other people are judged"
        assert (subjects == expected).all(), "other people are judged"

    def _compare(self, other: Answers) -> None:
        for name, said in self.verdicts.items():
            differ = np.flatnonzero(said != other[name])
            assert not len(differ), (name, len(differ), self.ids[differ[:3]])
