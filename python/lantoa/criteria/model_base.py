"""What every table of the format ``criteria/1`` is made of: strict types, dates, readings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from lantoa.criteria import dated

T = TypeVar("T")

Id: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")]
Text: TypeAlias = Annotated[str, Field(min_length=1)]
Ids: TypeAlias = Annotated[list[Id], Field(min_length=1)]
PerMille: TypeAlias = Annotated[int, Field(ge=0, le=1000)]
Count: TypeAlias = Annotated[int, Field(ge=1, le=1_000_000)]
Whole: TypeAlias = Annotated[int, Field(ge=0, le=1_000_000)]
Year: TypeAlias = Annotated[int, Field(ge=1900, le=2200)]
Status: TypeAlias = Literal["source", "assumption"]
Subject: TypeAlias = Literal["unit", "person"]
Step: TypeAlias = Annotated[list[int | str], Field(min_length=2, max_length=2)]
Subjects: TypeAlias = Annotated[list[Subject], Field(min_length=1)]


class Table(BaseModel):
    """A table of the file: strict types, no keys beyond those named."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class Dated(Table, Generic[T]):
    """A value in force from a day."""

    value: T
    start: date = Field(alias="from")
    status: Status | None = None
    clause: Text | None = None
    quote: Text | None = None
    by: Text | None = None


def _shape(value: Any) -> str:
    if dated.is_amended(value):
        return "amended"
    return "dated" if isinstance(value, dict) and "value" in value else "plain"


if TYPE_CHECKING:
    # A parameter: a plain value, one dated value, or the list of an amended one.
    Param: TypeAlias = T | Dated[T] | list[Dated[T]]
else:

    class Param:
        """Built when asked for: a generic model cannot be filled in through an alias."""

        def __class_getitem__(cls, kind: Any) -> Any:
            many = Annotated[list[Dated[kind]], Field(min_length=1), Tag("amended")]
            one = Annotated[Dated[kind], Tag("dated")]
            return Annotated[Annotated[kind, Tag("plain")] | one | many, Discriminator(_shape)]


class Reading(Table):
    """One answer to an open question of the text."""

    vi: Text
    en: Text
    set: dict[str, Any] = Field(default_factory=dict)


class Interpretation(Table):
    """An open question; ``chosen`` names the reading in force."""

    id: Id
    note: Text
    note_en: Text | None = None
    headline: bool = False
    chosen: Id
    readings: Annotated[dict[Id, Reading], Field(min_length=1)]


class Owner(Table):
    """What an interpretation may sit on."""

    interpretation: list[Interpretation] = Field(default_factory=list)
