"""Which codes a filter or a ladder could name, other than it does: whether there is any at all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from lantoa import schema
from lantoa.criteria import dated
from lantoa.criteria.book import Book
from lantoa.criteria.check_facts import listed
from lantoa.criteria.tables import Table

CODED = ("where", "equivalent", "kind_level")
"""Keys that hold tables of codes."""


def tables_of_codes(book: Book, owner: str, key: str) -> Iterator[Table]:
    """Other tables of codes that might stand at a key; one code of each sort stands for all."""
    table = book.filled[owner]
    present = dated.entries(table.get(key) or {})[-1][1]
    if present:
        yield {}
    if key == "where":
        yield from ({**present, **one} for one in _filters(book, table))
    elif key == "equivalent":
        levels = table["levels"]
        for code in _beside(book, owner, levels):
            yield {**present, code: levels[0]}
            yield {**present, code: levels[-1]}
    else:
        yield from ({kind: table["levels"][0]} for kind in _kinds(book, owner))


def _filters(book: Book, fact: Table) -> Iterator[Table]:
    for name, column in schema.TABLES[fact["table"]].columns.items():
        if column.type == "bool":
            yield {name: True}
        elif column.type == "code":
            yield {name: schema.CODES[column.of or ""][0]}
    for name in schema.LOOKED_UP.get(fact["table"], ()):
        yield from ({name: track} for track in book.named["track"])


def _facts_on(book: Book, owner: str) -> list[Table]:
    scale = book.filled[owner]["id"]
    return [
        table
        for path, table in book.filled.items()
        if path.startswith("fact.") and table.get("scale") == scale
    ]


def _beside(book: Book, owner: str, levels: list[str]) -> Iterator[str]:
    """The codes of the registers that are no level themselves."""
    for fact in _facts_on(book, owner):
        columns = schema.TABLES[fact["table"]].columns
        codes = [schema.CODES.get(columns[name].of or "", ()) for name in listed(fact["value"])]
        for parts in product(*codes):
            if "/".join(parts) not in levels:
                yield "/".join(parts)


def _kinds(book: Book, owner: str) -> Iterator[str]:
    for fact in _facts_on(book, owner):
        column = schema.TABLES[fact["table"]].columns.get("kind")
        yield from schema.CODES.get(column.of or "", ()) if column else ()
