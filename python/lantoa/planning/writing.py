"""A plan as a file for people: every section explained in Vietnamese, a line per value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Any

from lantoa import _toml_text as toml_text
from lantoa.criteria.book import Book
from lantoa.criteria.paths import keys_to_change
from lantoa.criteria.tables import MANY, SECTIONS, Table, Tables, of_section
from lantoa.criteria.words import sentence, word
from lantoa.schema import wording

_WIDTH = 116  # of a line of comment
_PAD = 18  # keys are padded to that many letters at most


def _words() -> Mapping[str, Any]:
    return wording("new_plan")


def text(book: Book, old: Tables, told: Mapping[str, object]) -> str:
    """The whole file.

    Args:
        book: The new plan.
        old: The tables that it was copied from, for what they cite, under the new paths.
        told: What the opening comment says: source, first, last.

    Returns:
        TOML with comments.
    """
    lines = [*_comment(_words()["head"].format(**told)), "", 'format = "criteria/1"']
    for section in SECTIONS:
        tables = _of(section, book.source)
        if tables:
            lines += ["", "", *_comment(_words()["sections"][section])]
        for path, table in tables.items():
            lines += ["", *_above(path, book, old.get(path, {}))]
            lines += _table(path, table, book)
    return "\n".join(lines) + "\n"


def _of(section: str, tables: Tables) -> Tables:
    if section not in MANY:
        return {section: tables[section]} if section in tables else {}
    return {f"{section}.{one}": table for one, table in of_section(tables, section).items()}


def _comment(told: str) -> Iterator[str]:
    """Lines of a comment; a line that is indented is left as it is."""
    for line in told.strip("\n").split("\n"):
        pieces = (
            [line]
            if line.startswith(" ") or not line
            else wrap(line, _WIDTH - 2, break_on_hyphens=False)
        )
        yield from (f"# {piece}".rstrip() for piece in pieces)


def _above(path: str, book: Book, old: Table) -> Iterator[str]:
    """What stands above a table: its rule in words, what the old text said, what to check."""
    if path.startswith("criterion."):
        says = sentence(book.filled[path], book.filled, "vi")
        yield from _comment(_words()["rule"].format(rule=says))
    if "quote" in old:
        yield from _comment(_words()["cited"].format(clause=old["clause"], quote=old["quote"]))
    yield from _comment(_words()["law"][path]) if path in _words()["law"] else ()


def _table(path: str, table: Table, book: Book) -> Iterator[str]:
    section, _, one = path.partition(".")
    yield f"[[{section}]]" if one else f"[{section}]"
    plain = {name: thing for name, thing in table.items() if name != "interpretation"}
    explained = set(keys_to_change(path, book.filled[path]))
    yield from _lines(plain, explained)
    for question in table.get("interpretation", ()):
        yield f"[[{section}.interpretation]]"
        yield from _lines(_flat(question), {"chosen", "headline"})


def _flat(question: Table) -> dict[str, Any]:
    """A question with a line for each of its readings."""
    plain = {name: thing for name, thing in question.items() if name != "readings"}
    return plain | {f"readings.{name}": one for name, one in question["readings"].items()}


def _lines(table: Mapping[str, Any], explained: Iterable[str]) -> Iterator[str]:
    width = min(max((len(name) for name in table if "." not in name), default=0), _PAD)
    for name, thing in table.items():
        called = ".".join(map(toml_text.key, name.split(".")))
        line = f"{called.ljust(width)} = {toml_text.value(thing)}"
        yield line + (_beside(name, thing) if name in explained else "")


def _beside(name: str, thing: Any) -> str:
    """What a value means, behind it: only where the key has a name in words."""
    says = _words()["keys"].get(name) or word("keys", name, "vi")
    if says == name:
        return ""
    is_assumed = isinstance(thing, Mapping) and thing.get("status") == "assumption"
    says = re.sub(r"\s+", " ", says)
    return f"  # {says} ({word('marks', 'assumption', 'vi')})" if is_assumed else f"  # {says}"
