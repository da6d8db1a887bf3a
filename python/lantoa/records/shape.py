"""What a record looks like: every field that must be there, and none beside them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

Text = Annotated[StrictStr, Field(min_length=1)]
Hash = Annotated[StrictStr, Field(pattern="^[0-9a-f]{64}$")]
Day = Annotated[StrictStr, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Verdict = Literal["failed", "unknown", "open", "met"]
Kind = Literal["unit", "person"]


class Part(BaseModel):
    """A part of a record: nothing is converted and nothing is beside it."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Said(Part):
    vi: Text | None
    en: Text | None


class Rule(Part):
    path: Text
    rule: dict[Text, Any]


class OneReading(Part):
    id: Text
    set: dict[Text, Any]


class Question(Part):
    id: Text
    owner: Text
    note: Said
    headline: StrictBool
    readings: Annotated[list[OneReading], Field(min_length=1)]
    chosen: Text
    says: Said
    by: Text | None
    on: Day | None


class PlanPart(Part):
    id: Text
    fingerprint: Hash
    rules: list[Rule]
    questions: list[Question]


class Subject(Part):
    id: Text
    kind: Kind
    unit_id: Text | None


class Whole(Part):
    verdict: Verdict
    provisional: Verdict
    countable: Verdict
    counted: StrictBool


class Evidence(Part):
    part: Text
    table: Text
    row: StrictInt | None = None
    year: StrictInt | None = None
    of: Text | None = None
    why: Text | None = None


class CriterionPart(Part):
    id: Text
    vi: Text
    en: Text | None
    clause: Text | None
    quote: Text | None
    status: Text
    role: Text
    kind: Text
    rule: dict[Text, Any]
    readings: list[Text]
    verdict: Verdict
    provisional: Verdict
    needed: StrictInt | None
    years_left: list[StrictInt]
    why_unknown: Text | None
    evidence: list[Evidence]


class PointsOf(Part):
    criterion_id: Text
    points: StrictInt
    points_high: StrictInt
    weight: StrictInt


class Points(Part):
    status: Text
    criteria: list[PointsOf]
    thousandths: StrictInt
    thousandths_high: StrictInt


class Data(Part):
    fingerprint: Hash


class Engine(Part):
    name: Text
    version: Text


class Notes(Part):
    by: Text | None
    on: Day | None
    supersedes: Hash | None


class Readings(Part):
    questions: Text
    in_by_default: StrictBool
    passing: StrictInt | Text
    combinations: StrictInt | Text
    share: StrictInt
    deciding_question: Text | None
    reading: Text | None


class OfficePlace(Part):
    subject_kind: Kind
    subject_id: Text
    entry: Literal["in", "perhaps"]
    place: StrictInt | None
    place_low: StrictInt | None
    place_high: StrictInt | None
    tied: StrictInt
    status: Text
    points_thousandths: StrictInt
    points_high_thousandths: StrictInt
    parting: list[StrictInt]
    parting_high: list[StrictInt]


class Place(Part):
    standing: Hash
    office: OfficePlace | None
    lines: list[dict[Text, Any]]


class RecordShape(Part):
    """A record."""

    format: Literal["lantoa-record/1"]
    subject: Subject
    as_of: Day
    counting: Literal["possible", "provisional", "met"]
    gates: Literal["all", "countable"]
    track: Text | None
    plan: PlanPart
    verdict: Whole
    criteria: list[CriterionPart]
    points: Points
    facts: dict[Text, list[dict[Text, Any]]]
    units: list[RecordShape]
    place: Place
    readings: Readings | None
    data: Data
    engine: Engine
    notes: Notes
    fingerprint: Hash


class OneVerdict(Whole):
    subject_id: Text
    subject_kind: Kind
    unit_id: Text | None


class Standing(Part):
    verdicts: list[OneVerdict]
    ties: dict[Kind, list[Text]]
    places: list[OfficePlace]
    quotas: list[dict[Text, Any]]
    lines: list[dict[Text, Any]]


class PlanNamed(Part):
    id: Text
    fingerprint: Hash


class BatchShape(Part):
    """A batch."""

    format: Literal["lantoa-batch/1"]
    as_of: Day
    counting: Literal["possible", "provisional", "met"]
    gates: Literal["all", "countable"]
    track: Text | None
    plan: PlanNamed
    data: Data
    engine: Engine
    standing: Standing
    standing_fingerprint: Hash
    records: dict[Text, Hash]
    notes: Notes
    fingerprint: Hash
