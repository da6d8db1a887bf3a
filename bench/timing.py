"""Timings beside each other: what took how long, and whether a target is reached."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ONCE = "LANTOA_BENCH_ONCE"
"""Variable of the environment: each work is done once, for tests that ask whether it still runs."""


def timed(work: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """The shortest of a few runs in seconds, and what the last one gave."""
    runs = []
    found = None
    for _ in range(1 if ONCE in os.environ else times):
        found = None  # what the run before gave is not kept beside what this one makes
        start = time.perf_counter()
        found = work()
        runs.append(time.perf_counter() - start)
    return min(runs), found


@dataclass(frozen=True)
class Row:
    """One line of the table, in seconds.

    Attributes:
        work: What is done.
        ours: How long we take.
        polars: How long polars takes, None where it is not asked.
        duckdb: How long DuckDB takes, None where it is not asked.
        most: The target: at most so many seconds.
        ratio: The target: the faster peer takes at least so many times as long.
        scale: The people that the target speaks of; None: it holds at any size.
    """

    work: str
    ours: float
    polars: float | None = None
    duckdb: float | None = None
    most: float | None = None
    ratio: float | None = None
    scale: int | None = None

    @property
    def peers(self) -> list[float]:
        """The peers that were asked."""
        return [peer for peer in (self.polars, self.duckdb) if peer is not None]

    @property
    def target(self) -> str:
        """The target in words."""
        if self.most is not None:
            return f"<= {spoken(self.most)}"
        return f">= {self.ratio:g} x" if self.ratio is not None else ""

    def reached(self, people: int) -> str:
        """Whether the target is reached; blank where it speaks of another size."""
        if self.target == "" or self.scale not in (None, people):
            return ""
        if self.most is not None:
            return "yes" if self.ours <= self.most else "no"
        assert self.ratio is not None
        return "yes" if min(self.peers) >= self.ratio * self.ours else "no"


def table(rows: list[Row], people: int) -> str:
    """The rows as Markdown, the ratio being that of each peer to us."""
    heads = ("work", "ours", "polars", "DuckDB", "polars x", "DuckDB x", "target", "reached")
    cells = [heads, *(_cells(row, people) for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(heads))]
    lines = [" | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) for line in cells]
    rule = "|".join("-" * (width + 2) for width in widths)
    return "\n".join(f"| {line} |" for line in lines).replace("\n", f"\n|{rule}|\n", 1)


def spoken(seconds: float) -> str:
    """A time in the unit that suits it.

    >>> spoken(1.5), spoken(0.0045), spoken(3e-7)
    ('1.5 s', '4.5 ms', '0.3 µs')
    """
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-6:.3g} µs"


def _cells(row: Row, people: int) -> tuple[str, ...]:
    times = (row.ours, row.polars, row.duckdb)
    ratios = (None if peer is None else peer / row.ours for peer in times[1:])
    return (
        row.work,
        *("" if one is None else spoken(one) for one in times),
        *("" if one is None else f"{one:.1f}" for one in ratios),
        row.target,
        row.reached(people),
    )
