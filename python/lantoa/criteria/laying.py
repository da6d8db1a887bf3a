"""What a change makes of a plan, value by value: edits on what is under them, weights last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lantoa.criteria import dated
from lantoa.criteria.book import key_of, owner_of
from lantoa.criteria.edits import Edit, applied, whole
from lantoa.criteria.tables import edited
from lantoa.criteria.weights import KEEP, moved

if TYPE_CHECKING:
    from lantoa.criteria.book import Book


def laid(book: Book) -> dict[str, Any]:
    """Every change of a book as a plain value by full path, weights that move along too.

    Raises:
        InputError: An edit does not fit what it edits, or weights cannot make up their total.
    """
    under = replace(book, changes={}, weights=KEEP)
    values = {path: _plain(under, path, value) for path, value in book.changes.items()}
    if book.weights == KEEP:
        return values
    from lantoa.criteria.defaults import filled
    from lantoa.criteria.structure import problems_of_table

    pairs = [(owner_of(path), {key_of(path): value}) for path, value in values.items()]
    rules = edited(under.rules, pairs)
    if any(fault for owner, _ in pairs for fault in problems_of_table(owner, rules[owner])):
        return values  # whoever checks the plan tells what is wrong
    set_ = {owner_of(path).partition(".")[2] for path in values if key_of(path) == "weight"}
    return values | moved(filled(rules), set_, book.weights)


def _plain(under: Book, path: str, value: Any) -> Any:
    if not isinstance(value, Edit):
        return value
    beneath = under.filled.get(owner_of(path), {}).get(key_of(path))
    number: Any = beneath
    if dated.is_table(beneath):  # one date is as good as none
        number = number["value"]
    return whole(applied(value, number, path), path)
