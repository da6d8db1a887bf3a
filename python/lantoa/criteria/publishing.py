"""The JSON Schema of ``criteria/1``, for editors: ``python -m lantoa.criteria.publishing``.

It knows shapes only. What one table cannot know of another, our own checker tells when a plan
is loaded.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from lantoa.criteria.loading import BUNDLED
from lantoa.criteria.model import PlanFile

SCHEMA = BUNDLED / "criteria-1.schema.json"


def json_schema() -> dict[str, Any]:
    """The schema of a plan file, made from the model.

    Example:
        >>> sorted(json_schema()["required"])
        ['format', 'plan', 'scope']
    """
    told = "A plan: criteria as data, with dates, clauses, quotes and readings."
    return _renamed(schema_of(PlanFile, "criteria/1", told))


def schema_of(model: type[BaseModel], title: str, description: str) -> dict[str, Any]:
    """The schema of any of our formats, made from its model.

    Args:
        model: What a file is read as.
        title: The name of the format.
        description: What such a file is, in a sentence.
    """
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": description,
    }
    made = _without_nulls(model.model_json_schema())
    return head | {key: value for key, value in made.items() if key not in head}


def write_schema(schema: dict[str, Any], path: Path) -> None:
    """Write a schema as it is kept beside the files that it speaks of."""
    text = json.dumps(schema, ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")


def _without_nulls(schema: Any) -> Any:
    """TOML has no null: a key that may be left out is simply not there."""
    if isinstance(schema, list):
        return [_without_nulls(item) for item in schema if item != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if not _is_filler(key, value)}
    told = {key: _without_nulls(value) for key, value in kept.items()}
    if len(told.get("anyOf", ())) == 1:
        return told.pop("anyOf")[0] | told
    return told


def _renamed(schema: dict[str, Any]) -> dict[str, Any]:
    """Dated values under names of their own, the same with every release of pydantic."""
    text = json.dumps(schema)
    for name, definition in schema["$defs"].items():
        if name.startswith("Dated_"):
            told = json.dumps(definition["properties"]["value"])
            short = "_".join(["Dated", *re.findall(r"\w+", told)])
            text = text.replace(f'"{name}"', f'"{short}"').replace(f'/{name}"', f'/{short}"')
    return dict(json.loads(text))


def _is_filler(key: str, value: Any) -> bool:
    return (key == "default" and value is None) or (key == "title" and isinstance(value, str))


def write(path: Path = SCHEMA) -> None:
    """Write the schema where editors look for it, beside the bundled plans."""
    write_schema(json_schema(), path)


if __name__ == "__main__":
    write()
