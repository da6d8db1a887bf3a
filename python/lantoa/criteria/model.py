"""The format ``criteria/1``: every table, key and choice that a plan file may hold.

Extra keys are refused everywhere, and each kind of rule has its own closed set of parameters,
so that nothing a plan says is ever read past. The JSON Schema for editors is made from here.
What one table cannot know about another is in the modules beside this one.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Generic, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, JsonValue, Tag

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


# --- values with a date


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


# A parameter: a plain value, one dated value, or the list of an amended one.
Param: TypeAlias = Annotated[
    Annotated[T, Tag("plain")]
    | Annotated[Dated[T], Tag("dated")]
    | Annotated[list[Dated[T]], Field(min_length=1), Tag("amended")],
    Discriminator(_shape),
]


# --- readings


class Reading(Table):
    """One answer to an open question of the text."""

    vi: Text
    en: Text
    set: dict[str, Any] = {}


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

    interpretation: list[Interpretation] = []


# --- the head of the file


class Window(Table):
    first: Year = Field(alias="from")
    last: Year = Field(alias="to")


class Head(Table):
    """``[plan]``: which document this is, the years it covers, how dated values apply."""

    id: Id
    title: Text
    title_en: Text | None = None
    issuer: Text | None = None
    number: Text | None = None
    issued: Text | None = None
    start: date | None = Field(None, alias="from")
    based_on: list[Text] = []
    window: Window
    apply: Literal["at_as_of", "per_year"] = "at_as_of"
    source: Text | None = None


class Scope(Owner):
    """``[scope]``: who is judged at all."""

    subjects: Subjects
    belongs: Literal["on_as_of_date", "whole_window", "any_time"] = "on_as_of_date"
    clause: Text | None = None
    quote: Text | None = None
    status: Status = "source"


class Amendable(Table):
    """``[amendable]``: where the text says that it may be adjusted."""

    clause: Text
    quote: Text


# --- scales and facts


class Law(Table):
    start: date = Field(alias="from")
    by: Text
    status: Status = "source"


class Scale(Owner):
    """``[[scale]]``: a ladder of levels, lowest first."""

    id: Id
    levels: Annotated[list[Text], Field(min_length=1)]
    vi: list[Text] = []
    en: list[Text] = []
    of: Annotated[list[Text], Field(min_length=2, max_length=2)] | None = None
    equivalent: Param[dict[str, Text]] = {}
    outside: Param[list[Text]] = []
    kind_level: Param[dict[str, Text]] = {}
    law: list[Law] = []
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
    where: Where = {}
    annulled: Text | None = None
    take: Take = "latest_decision"
    absent: Literal["unknown", "no"]
    closes: Closes
    unrated: Text | None = None


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
    where: Where = {}
    annulled: Text | None = None
    absent: Literal["no"]
    closes: Closes | None = None


class JudgementFact(Fact):
    """What bodies put on record about a subject and a criterion."""

    per: Literal["judgement"]
    seen_on: Text = "date"
    key: Literal["criterion_id"]
    value: Literal["verdict"]
    votes: Annotated[list[Text], Field(min_length=2, max_length=2)] | None = None
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


# --- criteria, one class per kind of rule


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


# --- tracks, scoring, quotas, milestones, actors, policy


class Track(Owner):
    """``[[track]]``: a special-topic movement, with criteria of its own and inherited ones."""

    id: Id
    vi: Text
    en: Text
    clause: Text | None = None
    quote: Text | None = None
    status: Status = "source"
    inherits: list[Id] | Literal["all"] = []
    files: list[Text] = []


class Ties(Table):
    person: list[Id] = []
    unit: list[Id] = []


class Scoring(Table):
    status: Status = "assumption"
    points_total: Annotated[int, Field(ge=1, le=1_000_000)] = 1000
    missing: Literal["bounds"] = "bounds"
    ties: Ties = Ties()
    unresolved: Literal["tie"] = "tie"


class Quota(Table):
    """``[[quota]]``: how many may be named in each group; or a finding when fewer are."""

    id: Id
    vi: Text | None = None
    en: Text | None = None
    status: Status = "source"
    subjects: Subjects
    per: Literal["unit_id", "field", "office"]
    of: Literal["members_on_as_of_date", "units_on_as_of_date"] | None = None
    share_per_mille: PerMille | None = None
    number: Whole | None = None
    minimum_places: Whole | None = None
    rounding: Literal["down", "up"] | None = None
    report_if_fewer_than: Whole | None = None
    inside: Id | None = None
    ties_at_line: Literal["to_council"] = "to_council"
    clause: Text | None = None
    quote: Text | None = None


class Counting(Table):
    verdict: Literal["possible", "provisional", "met"]
    gates: Literal["all", "countable"]


class Milestone(Table):
    id: Id
    vi: Text | None = None
    en: Text | None = None
    as_of: date
    purpose: Literal["build", "interim", "propose", "final", "close"]
    counting: Counting
    status: Status = "source"
    clause: Text | None = None
    quote: Text | None = None


class Actor(Table):
    id: Id
    does: Annotated[list[Text], Field(min_length=1)]
    clause: Text | None = None
    quote: Text | None = None


class Policy(Owner):
    """``[policy]``: how gaps, late joiners, moves and merges are read."""

    status: Status = "assumption"
    missing_past_value: Literal["unknown", "fail", "skip"] = "unknown"
    missing_judgement: Literal["unknown", "fail"] = "unknown"
    open_years: Literal["open", "leave_out"] = "open"
    unrated_year: Literal["skip", "fail", "unknown"] = "skip"
    min_rated_years: Whole = 0
    joined_late: Literal["from_first_year", "whole_window", "former_agency"] = "from_first_year"
    new_unit: Literal["from_first_year", "whole_window"] = "from_first_year"
    renamed: Literal["same_unit", "new_unit"] = "same_unit"
    merged: Literal["all_predecessors", "any_predecessor", "largest_predecessor", "new_unit"] = (
        "all_predecessors"
    )
    conflicting_rows: Literal["later_decision", "unknown"] = "later_decision"


class TrackFile(Table):
    """A file that a track names: criteria of the track, and what only they read."""

    format: Literal["criteria/1"]
    scale: list[Scale] = []
    fact: list[AnyFact] = []
    criterion: list[AnyCriterion] = []


class PlanFile(TrackFile):
    """A whole plan."""

    plan: Head
    scope: Scope
    amendable: Amendable | None = None
    track: list[Track] = []
    scoring: Scoring = Scoring()
    quota: list[Quota] = []
    milestone: list[Milestone] = []
    actor: list[Actor] = []
    policy: Policy = Policy()
