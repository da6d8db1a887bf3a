"""Point tables of the format ``points/1``, one class for each kind of rule."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from lantoa.tallying.model_base import (
    Clamp,
    Condition,
    Conditions,
    Id,
    Named,
    NoRow,
    NotNegative,
    Number,
    Range,
    Status,
    Table,
    Text,
)


class AnyRuleBase(Named):
    """What a rule has whatever it does."""

    only_if: list[Condition] = Field(default_factory=list)
    if_no_deduction: bool = False


class PerCase(AnyRuleBase):
    """Points for every case; ``exempt`` names the evidence of cases that do not count."""

    kind: Literal["per_case"]
    points: Number
    evidence: Id | None = None
    exempt: Id | None = None
    cap: NotNegative | None = None


class Once(AnyRuleBase):
    """Points once, where its evidence says yes, or ``when`` holds."""

    kind: Literal["once"]
    points: Number
    evidence: Id | None = None
    when: Conditions | None = None


class Option(Table):
    """What is given where all its conditions hold."""

    points: Number
    when: Conditions


class OneOf(AnyRuleBase):
    """The first option whose conditions hold; nothing where none does."""

    kind: Literal["one_of"]
    options: Annotated[list[Option], Field(min_length=1)]


class Band(Range):
    """Points for evidence between two ends; none of its own where ``rows`` give them."""

    points: Number | None = None


class Row(Range):
    """The points of every band, for a volume between two ends."""

    points: Annotated[list[Number], Field(min_length=1)]


class Steps(AnyRuleBase):
    """Points by the band in which the evidence lies; by volume too where ``by`` names one."""

    kind: Literal["steps"]
    evidence: Id
    bands: Annotated[list[Band], Field(min_length=1)]
    by: Id | None = None
    rows: list[Row] = Field(default_factory=list)
    otherwise: Number | None = None
    gives: Literal["adjustment", "base"] = "adjustment"


class PerFurther(AnyRuleBase):
    """``first`` points above a start, and ``further`` ones for every further step."""

    kind: Literal["per_further"]
    evidence: Id
    above: Number
    first: Number = 0
    further: Number
    every: Annotated[Number, Field(gt=0)]
    mode: Literal["step", "linear"]
    cap: NotNegative | None = None


class Override(AnyRuleBase):
    """The points of the whole item, where its evidence says yes, or ``when`` holds."""

    kind: Literal["override"]
    to: Number = 0
    evidence: Id | None = None
    when: Conditions | None = None


AnyRule: TypeAlias = Annotated[
    PerCase | Once | OneOf | Steps | PerFurther | Override, Field(discriminator="kind")
]


class Cap(Table):
    """The most that some rules of an item deduct, or add, together."""

    rules: Annotated[list[Id], Field(min_length=1)]
    of: Literal["deductions", "bonuses"]
    at_most: NotNegative


class Item(Named):
    """What is scored by itself: its base and the rules that move it."""

    group: Id | None = None
    base: Number
    worth: Number | None = None
    floor: Number | None = None
    cap: NotNegative | None = None
    caps: list[Cap] = Field(default_factory=list)
    clamp: Clamp | None = None
    rules: list[AnyRule] = Field(default_factory=list)


class Group(Named):
    """Items, or groups ``inside`` it, whose points are added up."""

    inside: Id | None = None
    points: Number | None = None
    clamp: Clamp | None = None


class Evidence(Named):
    """What is entered: how many, yes or no, a percentage, a day."""

    kind: Literal["count", "flag", "share", "day"]
    share_of: Annotated[list[Id], Field(min_length=2, max_length=2)] | None = None
    no_row: NoRow | None = None


class Gate(Named):
    """Where its conditions hold nobody is ranked, whatever the points."""

    when: Conditions


class Class(Named):
    """A class by total points: the best one whose total, floors and conditions hold."""

    at_least: Number | None = None
    each_at_least: NotNegative | None = None
    each: Literal["item", "group"] = "item"
    when: list[Condition] = Field(default_factory=list)


class Gap(Table):
    """What the published table leaves open or says in two ways."""

    at: Text
    vi: Text
    en: Text


class Assumption(Table):
    """What the text does not settle and this table assumes; ``parameter`` can be changed."""

    id: Id
    vi: Text
    en: Text
    parameter: Text | None = None


class Head(Named):
    """The table as a whole."""

    source: Text
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    scale: Annotated[int, Field(ge=1, le=10_000)]
    floor: Number | None = None
    no_row: NoRow = "unknown"
    status: Status = "source"


class PointFile(Table):
    """A whole file."""

    format: Literal["points/1"]
    table: Head
    group: list[Group] = Field(default_factory=list)
    evidence: list[Evidence] = Field(default_factory=list)
    item: Annotated[list[Item], Field(min_length=1)]
    gate: list[Gate] = Field(default_factory=list)
    band: list[Class] = Field(default_factory=list)
    gap: list[Gap] = Field(default_factory=list)
    assumption: list[Assumption] = Field(default_factory=list)
