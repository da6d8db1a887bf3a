"""Criteria of the format ``criteria/1``, one class for each kind of rule."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import ConfigDict, Field, JsonValue

from lantoa.criteria.model_base import (
    Count,
    Id,
    Ids,
    Owner,
    Param,
    PerMille,
    Status,
    Step,
    Subjects,
    Table,
    Text,
    Whole,
)


class Identity(Owner):
    """What a criterion keeps whatever its rule."""

    id: Id
    vi: Text
    en: Text
    subjects: Subjects
    status: Status = "source"
    track: Id | None = None
    clause: Text | None = None
    quote: Text | None = None
    by: Text | None = None
    evidence: Text | None = None
    analogy: Id | None = None


class Deciding(Identity):
    role: Literal["gate", "part", "report"]
    nature: Literal["countable", "judged"]


def _one_of(*keys: str, needed: bool) -> ConfigDict:
    """For editors: at most one comparator, or exactly one."""
    ways: list[JsonValue] = [{"required": [key]} for key in keys]
    none: JsonValue = {"not": {"anyOf": ways}}
    return ConfigDict(json_schema_extra={"oneOf": ways if needed else [*ways, none]})


class Yearly(Deciding):
    """The comparator of a yearly value: exactly one of is, at_least, more_than."""

    model_config = _one_of("is", "at_least", "more_than", needed=True)

    fact: Id
    equals: Param[str | bool] | None = Field(None, alias="is")
    at_least: Param[str | int] | None = None
    more_than: Param[str | int] | None = None


class EveryYear(Yearly):
    kind: Literal["every_year"]
    except_years: Param[Whole] = 0


class YearsAtLeast(Yearly):
    kind: Literal["years_at_least"]
    years: Param[Count]
    consecutive: Param[bool] = False


class Latest(Yearly):
    kind: Literal["latest"]


class MeanOverWindow(Yearly):
    kind: Literal["mean_over_window"]


class Events(Deciding):
    """Whose events are asked, and from which day membership is taken."""

    fact: Id
    over: Literal["self", "members", "self_or_members"] = "self"
    members_at: Literal["event_date", "as_of_date"] = "event_date"


class FilteredEvents(Events):
    level_at_least: Param[str] | None = None
    share_at_least: Param[PerMille] | None = None
    recognised: Param[bool] | None = None


class EventsAtLeast(FilteredEvents):
    kind: Literal["events_at_least"]
    count: Param[Count]


class Never(FilteredEvents):
    kind: Literal["never"]


class PlaceWithin(Events):
    kind: Literal["place_within"]
    within: Param[Count]
    count: Param[Count]
    every: Param[bool] = False


class RatioAtLeast(Deciding):
    kind: Literal["ratio_at_least"]
    fact: Id
    out_of: Literal["launched_while_present"]
    per_mille: Param[PerMille]


class Attested(Deciding):
    model_config = _one_of("share_at_least", "share_more_than", needed=False)

    kind: Literal["attested"]
    fact: Id
    share_at_least: Param[PerMille] | None = None
    share_more_than: Param[PerMille] | None = None


class KOf(Deciding):
    kind: Literal["k_of"]
    k: Param[Count]
    of: Ids


class OnlyIf(Table):
    role: Annotated[list[Literal["member", "deputy", "head"]], Field(min_length=1)]
    when: Literal["as_of_date", "any_time"] = "as_of_date"


class Linked(Deciding):
    kind: Literal["linked"]
    fact: Id
    only_if: OnlyIf
    via: Literal["unit_id"]
    needs: Literal["all_gates", "countable_gates", "selected"] | Ids


class Scored(Identity):
    """Points for the statistic of another criterion, the highest level, or the number of keys."""

    model_config = _one_of("statistic_of", "fact", needed=True)

    kind: Literal["scored"]
    role: Literal["scored"]
    statistic_of: Id | None = None
    fact: Id | None = None
    highest: Literal["level"] | None = None
    count: Literal["key"] | None = None
    map: Annotated[list[Step], Field(min_length=1)]
    between: Literal["linear"] | None = None
    weight: Param[PerMille]


AnyCriterion: TypeAlias = Annotated[
    EveryYear
    | YearsAtLeast
    | Latest
    | MeanOverWindow
    | EventsAtLeast
    | Never
    | PlaceWithin
    | RatioAtLeast
    | Attested
    | KOf
    | Linked
    | Scored,
    Field(discriminator="kind"),
]
