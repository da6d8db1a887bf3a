"""A point table of a few lines, to be changed by tests."""

from pathlib import Path

from lantoa.tallying.loading import load_point_table

HEAD = """
format = "points/1"
[table]
id = "small"
vi = "Bảng nhỏ"
en = "Small table"
source = "made for a test"
scale = 100
no_row = "none"
"""

BODY = """
[[evidence]]
id = "q"
kind = "share"
vi = "Tỷ lệ"
en = "Share"

[[item]]
id = "a1"
vi = "Mục a1"
en = "Item a1"
base = 3
cap = 1.5
rules = [
  { id = "a1.1", kind = "per_case", points = -0.5, vi = "trừ", en = "off" },
  { id = "a1.2", kind = "per_case", points = 1, vi = "cộng", en = "more" },
]

[[item]]
id = "a2"
vi = "Mục a2"
en = "Item a2"
base = 2
rules = [
  { id = "a2.1", kind = "steps", evidence = "q", vi = "bậc", en = "bands", bands = [
    { at_least = 50, less_than = 90, points = 1 },
    { at_least = 90, points = 2 },
  ] },
]
"""

TEXT = HEAD + BODY


def written(folder: Path, text: str) -> Path:
    path = folder / "small.toml"
    path.write_text(text, encoding="utf-8")
    return path


def table(folder: Path, text: str = TEXT, **options):
    return load_point_table(written(folder, text), **{"lang": "en", **options})
