"""The JSON Schema of ``criteria/1``, for editors: ``python -m lantoa.criteria.publishing``.

It knows shapes only. What one table cannot know of another, our own checker tells when a plan
is loaded.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lantoa.criteria.loading import BUNDLED
from lantoa.criteria.model import PlanFile

SCHEMA = BUNDLED / "criteria-1.schema.json"


def json_schema() -> dict[str, Any]:
    """The schema of a plan file, made from the model.

    Example:
        >>> sorted(json_schema()["required"])
        ['format', 'plan', 'scope']
    """
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "criteria/1",
        "description": "A plan: criteria as data, with dates, clauses, quotes and readings.",
    }
    return head | {
        key: value for key, value in PlanFile.model_json_schema().items() if key not in head
    }


def write(path: Path = SCHEMA) -> None:
    """Write the schema where editors look for it, beside the bundled plans."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write()
