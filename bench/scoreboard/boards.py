"""What is asked: a board is a question, its worlds are columns, the tests are rows."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import telling
from counting import Asked, Count, run_many


@dataclass(frozen=True)
class Board:
    """One table of the report.

    Attributes:
        title: Of the table.
        note: What is looked at, in a sentence or two.
        worlds: By heading of the column, what makes a world and asks every test of it.
        means: Whether estimates are told instead of the share in which something was found.
        part: Of the runs asked for, so large a part is made: slow tests are asked less often.
        true: By heading, and by a word of the name of a test, what is so in that world: what such
            a test finds there is no error.
    """

    title: str
    note: str
    worlds: Mapping[str, Asked]
    means: bool = False
    part: float = 1.0
    true: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def counted(self, runs: int, jobs: int = 0) -> dict[str, dict[str, Count]]:
        """Runs every world."""
        many = max(2, round(runs * self.part))
        return {
            heading: run_many(asked, many, key=_key(self.title, heading), jobs=jobs)
            for heading, asked in self.worlds.items()
        }

    def told(self, found: Mapping[str, Mapping[str, Count]]) -> str:
        """The board as Markdown."""
        runs = max(one.runs for column in found.values() for one in column.values())
        table = telling.board(found, mean_of=self.means, true=self.true)
        return f"### {self.title}\n\n{self.note} {runs:,} runs.\n\n{table}\n"


def _key(title: str, heading: str) -> int:
    """Worlds of a board draw for themselves, whatever other boards there are."""
    return zlib.crc32(f"{title}/{heading}".encode())
