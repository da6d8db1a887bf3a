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
        changes: Full paths and their values or edits, laid over the readings.
        weights: How other weights move along: keep, proportional, or the criterion that does.
    """

    source: Tables
    chosen: Mapping[str, str]
    changes: Mapping[str, Any] = field(default_factory=dict)
    weights: str = "keep"

    @cached_property
    def laid(self) -> dict[str, Any]:
        """Every change as a plain value by full path, with the weights that moved along."""
        from lantoa.criteria.laying import laid

        return laid(self) if self.changes or self.weights != "keep" else {}

    @cached_property
    def rules(self) -> Tables:
        """Readings and changes applied; nothing is filled in. To be read only."""
        changes = [(owner_of(path), {key_of(path): new}) for path, new in self.laid.items()]
        return edited(bare(self.source), edits_of(self.source, self.chosen) + changes)

    @cached_property
    def filled(self) -> Tables:
        """The rules with every default. To be read only."""
        from lantoa.criteria.defaults import filled

        return filled(self.rules)

    @cached_property
    def seen(self) -> dict[int, Any]:
        """The shapes of tables that were looked at; see ``checking.problems_of_rules``."""
        return {}

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
