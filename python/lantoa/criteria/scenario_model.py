"""The format ``scenario/1``: a question of what-if as a file, for people to write and to keep."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import ConfigDict, Field, WithJsonSchema

from lantoa.criteria.model_base import Id, Table, Text

# Checked by edits.exact, whose message is ours. A number with a point is read exactly.
Number: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number"},
                {"type": "string", "pattern": r"^[+-]?\d{1,18}(/\d{1,18}|\.\d{1,18})?$"},
            ]
        }
    ),
]


class Change(Table):
    """One change: a value, an edit of the value that is there, or an earlier change taken back.

    ``scale`` and ``add`` may stand together: scaled first, then added.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["set"]},
                {
                    "anyOf": [
                        {"required": ["add"]},
                        {"required": ["scale"]},
                        {"required": ["take_back"]},
                    ]
                },
            ]
        }
    )

    path: Text
    value: Any = Field(None, alias="set")
    scale: Number = None
    add: Number = None
    take_back: Literal[True] | None = None
    reason: Text | None = None


class ScenarioFile(Table):
    """A file of changes to one plan."""

    format: Literal["scenario/1"]
    id: Id
    title: Text | None = None
    plan: Id
    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    weights: Id = Field(
        "keep", description="keep, proportional, or the criterion that takes the difference"
    )
    change: list[Change] = Field(default_factory=list)
