"""The JSON Schema of ``scenario/1``: ``python -m lantoa.criteria.scenario_publishing``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lantoa.criteria.loading import BUNDLED
from lantoa.criteria.publishing import schema_of, write_schema
from lantoa.criteria.scenario_model import ScenarioFile

SCHEMA = BUNDLED / "scenario-1.schema.json"


def json_schema() -> dict[str, Any]:
    """The schema of a scenario file, made from the model.

    Example:
        >>> sorted(json_schema()["required"])
        ['format', 'id', 'plan']
    """
    return schema_of(
        ScenarioFile, "scenario/1", "Changes to one plan, with reasons: a question of what-if."
    )


def write(path: Path = SCHEMA) -> None:
    """Write the schema where editors look for it, beside the bundled plans."""
    write_schema(json_schema(), path)


if __name__ == "__main__":
    write()
