"""The JSON Schema of ``points/1``, for editors: ``python -m lantoa.tallying.publishing``.

It knows shapes only. What one part cannot know of another, our own checker tells when a table is
loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lantoa.criteria.publishing import schema_of, write_schema
from lantoa.tallying.loading import BUNDLED
from lantoa.tallying.model import PointFile

SCHEMA = BUNDLED / "points-1.schema.json"


def json_schema() -> dict[str, Any]:
    """The schema of a point table, made from the model.

    Example:
        >>> sorted(json_schema()["required"])
        ['format', 'item', 'table']
    """
    return schema_of(
        PointFile,
        "points/1",
        "A point table: base points, deductions, caps, bonuses, bands, as data.",
    )


def write(path: Path = SCHEMA) -> None:
    """Write the schema where editors look for it, beside the bundled tables."""
    write_schema(json_schema(), path)


if __name__ == "__main__":
    write()
