"""The text of a new plan: another one's tables moved, named and changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lantoa._checks import InputError
from lantoa.criteria import dated
from lantoa.criteria.book import Book, key_of, owner_of
from lantoa.criteria.changing import changed
from lantoa.criteria.tables import Table, Tables, overlay, questions
from lantoa.planning import writing
from lantoa.planning.moving import Move, Window, moved

if TYPE_CHECKING:
    from lantoa.criteria import Plan


def composed(
    source: Plan,
    window: Window,
    names: Mapping[str, str | None],
    changes: Mapping[str, Any],
    file: str,
) -> str:
    """The file's text; see ``lantoa.planning.new_plan``.

    Args:
        source: The plan to copy.
        window: The new years.
        names: ``id``, ``title`` and ``issuer``; None is the source's, moved.
        changes: Paths and values to set.
        file: What messages should call the plan.
    """
    move = Move(source.window, checked(window))
    tables = moved(source._book.source, move)
    tables["plan"] = _head(tables["plan"], source.id, window, names)
    chosen = {question["id"]: question["chosen"] for _, question in questions(tables)}
    book = changed(Book(tables, chosen), dict(changes), file)
    final = Book(_written(tables, book), dict(book.chosen))
    _not_overruled(book, final)
    old = {move.text(path): table for path, table in source._book.source.items()}
    told = {"source": source.id, "first": window[0], "last": window[1]}
    return writing.text(final, old, told)


def checked(window: Any) -> Window:
    """A window that can be one.

    Raises:
        InputError: It is not two years, the first one first.
    """
    years = list(window) if isinstance(window, tuple | list) else []
    if len(years) != 2 or not all(type(year) is int for year in years):
        raise InputError(f"window: expected two years such as (2026, 2030), not {window!r}")
    first, last = years
    if not 1900 <= first <= last <= 2200:
        raise InputError(
            f"window: {first}-{last}; expected years from 1900 to 2200, the first first"
        )
    return first, last


def _head(head: Table, old_id: str, window: Window, names: Mapping[str, str | None]) -> Table:
    given = {name: told for name, told in names.items() if told is not None}
    head = head | given
    if head["id"] == old_id and "id" not in given:
        head["id"] = f"{old_id}-{window[0]}-{window[1]}"
    if "title" in given:  # the English one is of another plan
        head.pop("title_en", None)
    return head


def _written(tables: Tables, book: Book) -> Tables:
    """The tables with the changes written into them, dated where the value was."""
    new = {path: _chosen(table, book) for path, table in tables.items()}
    for path, value in book.laid.items():
        owner, key = owner_of(path), key_of(path)
        was = new[owner].get(key)
        stays_dated = dated.is_table(was) and not _is_dated(value)
        told = {**was, "value": value} if stays_dated and was else value
        new[owner] = overlay(new[owner], {key: told})
    return new


def _not_overruled(asked: Book, final: Book) -> None:
    """Refuse a value that a chosen reading would set otherwise in the file."""
    for path in asked.changes:
        owner, key = owner_of(path), key_of(path)
        wanted, found = (book.filled[owner].get(key) for book in (asked, final))
        if dated.entries(wanted)[-1][1] != dated.entries(found)[-1][1]:
            readings = ", ".join(f"{q} = {r}" for q, r in final.readings_of(owner).items())
            raise InputError(
                f"{path}: the reading chosen sets it ({readings}); choose another reading instead"
            )


def _is_dated(value: Any) -> bool:
    return dated.is_table(value) or dated.is_amended(value)


def _chosen(table: Table, book: Book) -> Table:
    if "interpretation" not in table:
        return table
    asked = [one | {"chosen": book.chosen[one["id"]]} for one in table["interpretation"]]
    return table | {"interpretation": asked}
