"""The format ``scheme/1``: what measures a score is made of, and by which rule."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

Number: TypeAlias = Annotated[int | Decimal, WithJsonSchema({"type": "number"})]
"""A number as it is written: ``0.1`` is a tenth, not the nearest binary fraction."""

Text: TypeAlias = Annotated[str, Field(min_length=1)]
Normalise = Literal["goalposts", "minmax", "z", "rank", "target", "none"]
Over = Literal["year", "pooled"]
Aggregate = Literal["arithmetic", "geometric", "harmonic", "penalised", "sum"]
Missing = Literal["unscored", "zero", "renormalise", "carry_forward"]
Direction = Literal["more", "less"]

NORMALISE: tuple[str, ...] = ("goalposts", "minmax", "z", "rank", "target", "none")
OVER: tuple[str, ...] = ("year", "pooled")
AGGREGATE: tuple[str, ...] = ("arithmetic", "geometric", "harmonic", "penalised", "sum")
MISSING: tuple[str, ...] = ("unscored", "zero", "renormalise", "carry_forward")
DIRECTION: tuple[str, ...] = ("more", "less")


class Table(BaseModel):
    """A table of the file: strict types, no keys beyond those named."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class Node(Table):
    """A measure, or a pillar that other nodes name as their parent."""

    name: Text
    parent: Text | None = None
    direction: Direction | None = None
    weight: Number | None = None
    low: Number | None = None
    high: Number | None = None
    target: Number | None = None
    normalise: Normalise | None = None
    aggregate: Aggregate | None = None
    vi: Text | None = None
    en: Text | None = None


class Break(Table):
    """A year from which on a measure is another one: it was defined anew."""

    measure: Text
    year: int


class SchemeFile(Table):
    """A scheme of measures."""

    format: Literal["scheme/1"]
    id: Text
    vi: Text | None = None
    en: Text | None = None
    normalise: Normalise = "goalposts"
    over: Over = "year"
    aggregate: Aggregate | list[Aggregate] = Field(
        "arithmetic", description="of every pillar, or of each level from the whole down"
    )
    missing: Missing = "unscored"
    coverage: Number | None = Field(
        None, description="renormalise: the least share of a pillar's weight that must be there"
    )
    factor: Number = Field(1, description="what the whole is multiplied by, such as 100")
    broken: list[Break] = Field(default_factory=list)
    node: list[Node]
