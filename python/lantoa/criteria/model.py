"""The format ``criteria/1``: every table, key and choice that a plan file may hold.

Extra keys are refused everywhere, and each kind of rule has its own closed set of parameters,
so that nothing a plan says is ever read past. The JSON Schema for editors is made from here.
What one table cannot know about another is checked in the modules beside this one.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from lantoa.criteria.model_base import (
    Dated,
    Id,
    Interpretation,
    Owner,
    PerMille,
    Reading,
    Status,
    Subjects,
    Table,
    Text,
    Whole,
    Year,
)
from lantoa.criteria.model_facts import (
    AnyFact,
    Closes,
    EventFact,
    IntervalFact,
    JudgementFact,
    Law,
    Scale,
    YearlyFact,
)
from lantoa.criteria.model_rules import AnyCriterion, OnlyIf

__all__ = [
    "Actor",
    "Amendable",
    "AnyCriterion",
    "AnyFact",
    "Closes",
    "Counting",
    "Dated",
    "EventFact",
    "Head",
    "Interpretation",
    "IntervalFact",
    "JudgementFact",
    "Law",
    "Milestone",
    "OnlyIf",
    "PlanFile",
    "Policy",
    "Quota",
    "Reading",
    "Scale",
    "Scope",
    "Scoring",
    "Ties",
    "Track",
    "TrackFile",
    "Window",
    "YearlyFact",
]


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
    based_on: list[Text] = Field(default_factory=list)
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


class Track(Owner):
    """``[[track]]``: a special-topic movement, with criteria of its own and inherited ones."""

    id: Id
    vi: Text
    en: Text
    clause: Text | None = None
    quote: Text | None = None
    status: Status = "source"
    inherits: list[Id] | Literal["all"] = Field(default_factory=list)
    files: list[Text] = Field(default_factory=list)


class Ties(Table):
    person: list[Id] = Field(default_factory=list)
    unit: list[Id] = Field(default_factory=list)


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
    of: (
        Literal["members_on_as_of_date", "units_on_as_of_date", "candidates", "seats_of_outer"]
        | None
    ) = None
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
    scale: list[Scale] = Field(default_factory=list)
    fact: list[AnyFact] = Field(default_factory=list)
    criterion: list[AnyCriterion] = Field(default_factory=list)


class PlanFile(TrackFile):
    """A whole plan."""

    plan: Head
    scope: Scope
    amendable: Amendable | None = None
    track: list[Track] = Field(default_factory=list)
    scoring: Scoring = Scoring()
    quota: list[Quota] = Field(default_factory=list)
    milestone: list[Milestone] = Field(default_factory=list)
    actor: list[Actor] = Field(default_factory=list)
    policy: Policy = Policy()
