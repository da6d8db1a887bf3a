"""Scales and facts of the format ``criteria/1``: ladders of levels, and what the rules read."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from lantoa.criteria.model_base import Id, Owner, Param, Status, Table, Text


class Law(Table):
    start: date = Field(alias="from")
    by: Text
    status: Status = "source"


class Scale(Owner):
    """``[[scale]]``: a ladder of levels, lowest first."""

    id: Id
    levels: Annotated[list[Text], Field(min_length=1)]
    vi: list[Text] = Field(default_factory=list)
    en: list[Text] = Field(default_factory=list)
    of: Annotated[list[Text], Field(min_length=2, max_length=2)] | None = None
    equivalent: Param[dict[str, Text]] = Field(default_factory=dict)
    outside: Param[list[Text]] = Field(default_factory=list)
    kind_level: Param[dict[str, Text]] = Field(default_factory=dict)
    law: list[Law] = Field(default_factory=list)
    clause: Text | None = None
    quote: Text | None = None
    status: Status = "source"


class Closes(Table):
    """The last day on which a year may still get its row."""

    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]
    next_year: bool = False
    by: Text | None = None
    status: Status = "source"


Where: TypeAlias = dict[str, str | bool | Annotated[list[str], Field(min_length=1)]]
Take: TypeAlias = Literal["any", "latest_decision", "min", "max", "mean"]


class Fact(Owner):
    """Keys that every fact has."""

    id: Id
    vi: Text | None = None
    en: Text | None = None
    table: Text
    subject: Literal["subject_id", "person_id", "unit_id", "exemplar_id"]


class YearlyFact(Fact):
    """One value a year: a level, yes or no, or a ratio."""

    per: Literal["year"]
    year: Literal["year", "decision_date"] = "year"
    value: Text | None = None
    ratio: Annotated[list[Text], Field(min_length=2, max_length=2)] | None = None
    ratio_if_less: Annotated[list[Text], Field(min_length=2, max_length=2)] | None = None
    scale: Id | None = None
    type: Literal["bool"] | None = None
    where: Where = Field(default_factory=dict)
    annulled: Text | None = None
    take: Take = "latest_decision"
    absent: Literal["unknown", "no"]
    closes: Closes
    unrated: Literal["reason_unrated"] | None = None


class EventFact(Fact):
    """Rows that happened on a day."""

    per: Literal["event"]
    counts_on: Text | Annotated[list[Text], Field(min_length=1)]
    seen_on: Text | None = None
    value: Text | Annotated[list[Text], Field(min_length=2, max_length=2)] | None = None
    scale: Id | None = None
    type: Literal["int"] | None = None
    share: Text | None = None
    key: Text | None = None
    through: Literal["practices"] | None = None
    where: Where = Field(default_factory=dict)
    annulled: Text | None = None
    absent: Literal["no"]
    closes: Closes | None = None


class JudgementFact(Fact):
    """What bodies put on record about a subject and a criterion."""

    per: Literal["judgement"]
    seen_on: Text = "date"
    key: Literal["criterion_id"]
    value: Literal["verdict"]
    votes: Annotated[list[Text], Field(min_length=2, max_length=2)]
    take: Literal["latest_decision"] = "latest_decision"
    absent: Literal["unknown"]


class IntervalFact(Fact):
    """Who held which role, from when to when."""

    per: Literal["interval"]
    date: Annotated[list[Text], Field(min_length=2, max_length=2)]
    value: Literal["role"]


AnyFact: TypeAlias = Annotated[
    YearlyFact | EventFact | JudgementFact | IntervalFact, Field(discriminator="per")
]
