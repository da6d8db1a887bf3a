"""What every table of the format ``points/1`` is made of: exact numbers, ids, conditions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue, WithJsonSchema

Number: TypeAlias = Annotated[int | Decimal, WithJsonSchema({"type": "number"})]
"""A number as it is written: ``0.1`` is a tenth, not the nearest binary fraction."""

NotNegative: TypeAlias = Annotated[Number, Field(ge=0)]
Id: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]+$")]
Text: TypeAlias = Annotated[str, Field(min_length=1)]
Status: TypeAlias = Literal["source", "assumption"]
NoRow: TypeAlias = Literal["none", "unknown"]
Threshold: TypeAlias = Annotated[
    int | Decimal | date,
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "format": "date"}]}),
]

ENDS = ("at_least", "more_than", "less_than", "at_most")
_ENDED: list[JsonValue] = [{"required": [end]} for end in ENDS]


class Table(BaseModel):
    """A table of the file: strict types, no keys beyond those named."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class Named(Table):
    """Something with an id and what it is called in both languages."""

    id: Id
    vi: Text
    en: Text
    status: Status = "source"


class Range(Table):
    """Between two ends; an end that is left out is open for ever."""

    model_config = ConfigDict(json_schema_extra={"anyOf": _ENDED})

    at_least: Threshold | None = None
    more_than: Threshold | None = None
    less_than: Threshold | None = None
    at_most: Threshold | None = None


class Condition(Table):
    """Evidence that is yes or no, or lies between two ends."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [*_ENDED, {"required": ["is"]}]})

    evidence: Id
    answer: bool | None = Field(None, alias="is")
    at_least: Threshold | None = None
    more_than: Threshold | None = None
    less_than: Threshold | None = None
    at_most: Threshold | None = None


Conditions: TypeAlias = Annotated[list[Condition], Field(min_length=1)]


class Clamp(Table):
    """How far something may move: below its base as a negative number, and above."""

    least: Number | None = None
    most: Number | None = None
