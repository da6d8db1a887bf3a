"""The JSON Schema of ``scenario/1``: ``python -m lantoa.criteria.scenario_publishing``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lantoa.criteria.loading import BUNDLED
from lantoa.criteria.publishing import without_nulls
from lantoa.criteria.scenario_model import ScenarioFile

SCHEMA = BUNDLED / "scenario-1.schema.json"


def json_schema() -> dict[str, Any]:
    """The schema of a scenario file, made from the model.

    Example:
        >>> sorted(json_schema()["required"])
        ['format', 'id', 'plan']
    """
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "scenario/1",
        "description": "Changes to one plan, with reasons: a question of what-if.",
    }
    made = without_nulls(ScenarioFile.model_json_schema())
    return head | {key: value for key, value in made.items() if key not in head}


def write(path: Path = SCHEMA) -> None:
    """Write the schema where editors look for it, beside the bundled plans."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write()
