"""What is known of the office while its cells are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lantoa.intake.registers import Register
from lantoa.intake.vocabulary import Vocabulary
from lantoa.schema import ColumnSpec

_LOOKED_UP = {"subject", "person", "unit", "ref"}


@dataclass(frozen=True)
class Known:
    """What is known of the office while its cells are read.

    Attributes:
        words: Headings and labels.
        registers: The ids for ``subject``, ``person``, ``unit``, for every table with ids, and
            for ``person_id`` and ``unit_id`` of the registers themselves.
        answers: Whether a worklist is read: its lines may be left blank.
    """

    words: Vocabulary
    registers: Mapping[str, Register]
    answers: bool = False

    def register(self, spec: ColumnSpec) -> Register | None:
        """The ids that a column may hold, None where any id may stand."""
        if spec.type == "id":
            return self.registers.get(spec.name)
        return self.registers.get(spec.of or spec.type) if spec.type in _LOOKED_UP else None

    def prepare(self) -> None:
        """Sorts every register now, so that threads find them ready."""
        for register in self.registers.values():
            register.dtype  # noqa: B018 asked for to be kept
