"""How many examples are looked at: a part of them in every run, all in ``./dev soak``."""

import os
from collections.abc import Sequence
from typing import TypeVar

One = TypeVar("One")

SHARE = 1.0 if os.environ.get("LANTOA_SOAK") else 0.4
_FEWEST = 3


def examples(count: int) -> int:
    """So many of a count, in this run."""
    return max(round(count * SHARE), min(count, _FEWEST))


def part_of(whole: Sequence[One], first: int = 0) -> Sequence[One]:
    """Evenly many of a list, from one of its first on, in this run."""
    step = round(1 / SHARE + 0.5) if SHARE < 1 else 1
    return whole[first % step :: step]
