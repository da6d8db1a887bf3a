"""The JSON Schema of ``points/1``, for editors: ``python -m lantoa.tallying.publishing``.

It knows shapes only. What one part cannot know of another, our own checker tells when a table is
loaded.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lantoa.criteria.publishing import without_nulls
from lantoa.tallying.loading import BUNDLED
from lantoa.tallying.model import PointFile

SCHEMA = BUNDLED / "points-1.schema.json"


def json_schema() -> dict[str, Any]:
    """The schema of a point table, made from the model.

    Example:
        >>> sorted(json_schema()["required"])
        ['format', 'item', 'table']
    """
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "points/1",
        "description": "A point table: base points, deductions, caps, bonuses, bands, as data.",
    }
    made = without_nulls(PointFile.model_json_schema())
    return head | {key: value for key, value in made.items() if key not in head}


def write(path: Path = SCHEMA) -> None:
    """Write the schema where editors look for it, beside the bundled tables."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write()
