"""What is wrong with a plan, one small record for each fault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa._checks import InputError, quantity

_SHOWN = 50  # problems in a message before it is cut; the error holds them all


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a plan.

    Attributes:
        where: The owner, such as ``"criterion cn_sang_kien"``, and the reading it shows under.
        key: The key at fault, dotted where it is inside a table; empty for the owner itself.
        found: What is there.
        expected: What should be; empty where ``found`` says it all.
        nearest: The nearest valid name, where there is one.

    Example:
        >>> print(Problem("criterion a", "yeras", "not a key of years_at_least", "", "years"))
        criterion a, key yeras: not a key of years_at_least; did you mean years?
    """

    where: str
    key: str
    found: str
    expected: str = ""
    nearest: str | None = None

    def __str__(self) -> str:
        place = ", ".join(filter(None, [self.where, self.key and f"key {self.key}"]))
        expected = f"; expected {self.expected}" if self.expected else ""
        hint = f"; did you mean {self.nearest}?" if self.nearest else ""
        return f"{place}: {self.found}{expected}{hint}"


def refuse(problems: Iterable[Problem], file: str) -> None:
    """Raise one ``InputError`` with all the problems, where there are any.

    Args:
        problems: What was found; a problem said twice is told once.
        file: What the message should call the plan.
    """
    told = list(dict.fromkeys(problems))
    if len(told) == 1:
        raise InputError(f"{file}: {told[0]}", problems=told)
    if told:
        lines = "".join(f"\n  {problem}" for problem in told[:_SHOWN])
        if len(told) > _SHOWN:
            lines += f"\n  and {len(told) - _SHOWN} more"
        raise InputError(f"{file}: {quantity(len(told), 'problem')}{lines}", problems=told)
