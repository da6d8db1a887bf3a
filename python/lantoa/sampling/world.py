"""What every part of a sample shares: size, years, seed, words and ids."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd

from lantoa.sampling.columns import Ints, day


@dataclass(frozen=True)
class World:
    """The frame of a sample; ``ids`` holds the people first, then the units, sorted."""

    units: int
    people: int
    years: list[int]
    seed: int
    ids: pd.Index

    @property
    def first_day(self) -> np.datetime64:
        """1 January of the first year."""
        return day(self.years[0])

    @property
    def last_day(self) -> np.datetime64:
        """31 December of the last year."""
        return day(self.years[-1], 12, 31)

    @property
    def window(self) -> list[int]:
        """The last five years, or all if there are fewer: those that the cases are about."""
        return self.years[-5:]

    def unit_codes(self, units: Ints) -> Ints:
        """The codes of units among the ids."""
        return np.asarray(units + self.people, np.int32)


def make_world(units: int, people: int, years: list[int], seed: int) -> World:
    """The shared frame, with ids such as CB0001 and DV01, long enough for everybody."""
    names = _numbered("CB", people, 4) + _numbered("DV", units, 2)
    return World(units, people, years, seed, pd.Index(names, dtype="str"))


def _numbered(prefix: str, count: int, width: int) -> list[str]:
    digits = max(width, len(str(count)))
    return [f"{prefix}{number:0{digits}d}" for number in range(1, count + 1)]


@cache
def words() -> dict[str, Any]:
    """The lists of words that synthetic offices are made of."""
    path = resources.files("lantoa.sampling") / "words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
