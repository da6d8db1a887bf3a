"""One criterion as users meet it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lantoa.criteria.tables import IDENTITY
from lantoa.criteria.values import Record

_RULE = ("id", "kind")


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion under the readings chosen.

    Attributes:
        id: Its id in the plan.
        label: What it is called, in the plan's language.
        subjects: Who is asked: ``"unit"``, ``"person"`` or both.
        role: ``"gate"``, ``"part"``, ``"report"`` or ``"scored"``.
        nature: ``"countable"`` or ``"judged"``; None for a scored one.
        kind: The kind of its rule.
        parameters: The values of the rule, dated ones with their dates.
        clause: Where the text says it.
        quote: The text itself, to the letter.
        status: ``"source"`` or ``"assumption"``.
        by: The body whose judgement decides, to be printed.
        evidence: What that body should put on record.
        track: The special-topic movement that it belongs to.
        readings: The reading chosen for each of its open questions.
    """

    id: str
    label: str
    subjects: tuple[str, ...]
    role: str
    nature: str | None
    kind: str
    parameters: Record
    clause: str | None
    quote: str | None
    status: str
    by: str | None
    evidence: str | None
    track: str | None
    readings: Record


def criterion_of(table: Mapping[str, Any], lang: str, readings: Mapping[str, str]) -> Criterion:
    """A filled table as a ``Criterion``; ``readings`` are those of its own questions."""
    rule = {key: value for key, value in table.items() if key not in IDENTITY and key not in _RULE}
    words = ("clause", "quote", "by", "evidence", "track", "nature")
    return Criterion(
        id=table["id"],
        label=table[lang],
        subjects=tuple(table["subjects"]),
        role=table["role"],
        kind=table["kind"],
        status=table["status"],
        parameters=Record(rule),
        readings=Record(readings),
        **{key: table.get(key) for key in words},
    )
