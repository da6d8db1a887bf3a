"""The rules of a plan in their three layers: as written, under readings, with changes on top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lantoa.criteria.tables import Tables, bare, edited, edits_of, named_in, questions


@dataclass(frozen=True, eq=False)
class Book:
    """What a plan says, words and language apart.

    Attributes:
        source: The tables as the file has them. Never altered.
        chosen: The reading in force, by question.
        changes: Full paths and their values, laid over the readings.
    """

    source: Tables
    chosen: Mapping[str, str]
    changes: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def rules(self) -> Tables:
        """Readings and changes applied; nothing is filled in. To be read only."""
        changes = [(owner_of(path), {key_of(path): new}) for path, new in self.changes.items()]
        return edited(bare(self.source), edits_of(self.source, self.chosen) + changes)

    @cached_property
    def filled(self) -> Tables:
        """The rules with every default. To be read only."""
        from lantoa.criteria.defaults import filled

        return filled(self.rules)

    @cached_property
    def named(self) -> dict[str, list[str]]:
        """Every id by section."""
        return named_in(self.source)

    def readings_of(self, owner: str) -> dict[str, str]:
        """The reading in force of every question that sits on one owner."""
        asked = [question["id"] for path, question in questions(self.source) if path == owner]
        return {question: self.chosen[question] for question in asked}


def owner_of(path: str) -> str:
    """The owner's part of a full path.

    Example:
        >>> owner_of("criterion.cn_sang_kien.count"), key_of("policy.merged")
        ('criterion.cn_sang_kien', 'merged')
    """
    return path.rpartition(".")[0]


def key_of(path: str) -> str:
    """The key's part of a full path."""
    return path.rpartition(".")[2]
