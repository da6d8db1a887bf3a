"""What every answer of what-if shares: it says what was supposed, and under which counting."""

from __future__ import annotations

import datetime
from abc import ABC
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantoa._wording import day, said
from lantoa.told import Told

if TYPE_CHECKING:
    from lantoa.criteria import Plan
    from lantoa.evaluating import Evaluation
    from lantoa.findings import Counting, Gates


@dataclass(frozen=True)
class Asked:
    """The result that was asked.

    Attributes:
        plan: By what it was judged.
        counting: Who counts as in: possible, provisional or met.
        gates: Over all gates or the countable ones.
        as_of: The day.
        watermark: The line of a result that is not official itself; empty of one that is.
    """

    plan: Plan
    counting: Counting
    gates: Gates
    as_of: datetime.date
    watermark: str

    @property
    def lang(self) -> str:
        """Of what is printed: ``"vi"`` or ``"en"``."""
        return self.plan.lang

    @property
    def in_force(self) -> str:
        """The day and the counting, in words."""
        counting = said("scenarios", f"counting.{self.counting}.{self.gates}", self.lang)
        when = day(self.as_of, self.lang)
        return said("scenarios", "answer.in_force", self.lang, day=when, counting=counting)


def asked_of(result: Evaluation) -> Asked:
    """What answers keep of the result that was asked."""
    return Asked(
        plan=result.plan,
        counting=result.counting,
        gates=result.gates,
        as_of=result.as_of,
        watermark=result.watermark,
    )


@dataclass(frozen=True, eq=False, repr=False)
class Answer(Told, ABC):
    """An answer: a tidy frame, a sentence and a chart. It is supposed, and says so.

    Attributes:
        asked: The result that was asked: its counting, day and language.
    """

    asked: Asked

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self.asked.lang

    @property
    def watermark(self) -> str:
        """The line over everything printed: no answer of what-if is an official result."""
        return self.asked.watermark or said("scenarios", "answer.supposed", self.lang)

    @property
    def over(self) -> list[str]:
        """The watermark."""
        return [self.watermark]

    @property
    def under(self) -> list[str]:
        """The day and the counting in force."""
        return [self.asked.in_force]

    @property
    def footer(self) -> str:
        """The day."""
        return day(self.asked.as_of, self.lang)
