"""Many runs of one world, and how often each test says that there is something."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import Any

import numpy as np

ALPHA = 0.05
Finding = float | None
"""A p value, or None where the test refuses or gives none."""
Asked = Callable[..., Mapping[str, Finding]]
"""Makes a world from a generator and says the p value of each test, or the estimate of each
estimator; of peers only with ``beside``."""
BESIDE = 8
"""In one of so many runs peers are asked too: they take most of the time."""
PEERS = ("scipy", "statsmodels", "pymannkendall", "diff_diff")


def peers_there() -> bool:
    """Whether all are installed; without them ours are asked alone."""
    return all(find_spec(name) for name in PEERS)


def seed_of(data: np.ndarray[Any, Any]) -> int:
    """A seed for the draws of a test, another one in each run: else all runs share their luck."""
    return zlib.crc32(np.ascontiguousarray(data).tobytes())


@dataclass(frozen=True)
class Count:
    """What many runs found.

    Attributes:
        runs: How many runs there were.
        refused: In how many of them there was no answer.
        found: In how many of them p was 5 % or less.
        mean: The mean of the answers.
        error: The standard error of that mean.
    """

    runs: int
    refused: int
    found: int
    mean: float
    error: float

    @property
    def share(self) -> float:
        """The share of all runs in which something was found; a refusal finds nothing."""
        return self.found / self.runs

    @property
    def answered(self) -> Count:
        """Only the runs with an answer; itself where there is none."""
        answered = self.runs - self.refused
        return replace(self, runs=answered, refused=0) if answered else self

    @property
    def chance(self) -> float:
        """The standard error of the share."""
        return float(np.sqrt(self.share * (1 - self.share) / self.runs))


def run_many(asked: Asked, runs: int, *, key: int, jobs: int = 0) -> dict[str, Count]:
    """Every test of a world, run after run; the number of processes changes nothing.

    Args:
        asked: Makes the world and asks.
        runs: How many.
        key: Of the draws.
        jobs: Processes, new ones for each world; 0 stays in this one.
    """
    parts: list[Any] = np.array_split(np.arange(runs), min(runs, 16))
    given = [asked] * len(parts), [key] * len(parts), parts
    if jobs:
        with ProcessPoolExecutor(jobs) as pool:
            blocks = list(pool.map(_some, *given))
    else:
        blocks = list(map(_some, *given))
    rows = [row for block in blocks for row in block]
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: _count([row[name] for row in rows if name in row]) for name in names}


def _some(asked: Asked, key: int, part: Sequence[Any]) -> list[Mapping[str, Finding]]:
    there = peers_there()
    return [
        asked(np.random.default_rng([2025, key, int(run)]), beside=there and run % BESIDE == 0)
        for run in part
    ]


def _count(answers: Sequence[Finding]) -> Count:
    given = np.array([one for one in answers if one is not None], float)
    spread = float(given.std(ddof=1) / np.sqrt(len(given))) if len(given) > 1 else float("nan")
    return Count(
        runs=len(answers),
        refused=len(answers) - len(given),
        found=int((given <= ALPHA + 1e-12).sum()),
        mean=float(given.mean()) if len(given) else float("nan"),
        error=spread,
    )
