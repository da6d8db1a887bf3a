"""Everything that can be changed in a plan, and every open question, as frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from lantoa.criteria import dated, possible
from lantoa.criteria.book import Book, key_of, owner_of
from lantoa.criteria.paths import READING, keys_to_change
from lantoa.criteria.tables import Table, questions
from lantoa.criteria.values import thaw
from lantoa.criteria.words import named, word

if TYPE_CHECKING:
    import pandas as pd

_PARAMETER = ["path", "criterion", "label", "value", "status", "clause"]
_QUESTION = ["question", "owner", "clause", "note", "headline", "chosen"]
_QUESTION += ["reading", "vi", "en", "is_chosen"]


def parameters(book: Book, lang: str) -> pd.DataFrame:
    """A row for every value that ``change`` can set, without what is allowed there."""
    import pandas as pd

    rows = [*_values(book, lang), *_readings(book, lang)]
    return pd.DataFrame(rows, columns=_PARAMETER).astype({"value": object})


def allowed(book: Book, paths: Iterable[str]) -> list[Any]:
    """What may stand at paths of ``parameters``: a list of values, or a text."""
    readings = {
        question["id"]: list(question["readings"]) for _, question in questions(book.source)
    }
    return [
        readings[key_of(path)]
        if owner_of(path) == READING
        else possible.values(book, owner_of(path), key_of(path))
        for path in paths
    ]


def _values(book: Book, lang: str) -> Iterator[tuple[Any, ...]]:
    for owner, table in book.filled.items():
        section, _, one = owner.partition(".")
        for key in keys_to_change(owner, table):
            if possible.means_something(book, owner, key):
                path = f"{owner}.{key}"
                label = f"{named(book.filled, owner, lang)}: {word('keys', key, lang)}"
                criterion = one if section == "criterion" else None
                told = _status(book, owner, key), _clause(table, key)
                yield path, criterion, label, _shown(table.get(key)), *told


def _shown(value: Any) -> Any:
    """A value as ``change`` takes it: a single dated one is as good as plain."""
    return thaw(value["value"] if dated.is_table(value) else value)


def _status(book: Book, owner: str, key: str) -> str:
    if f"{owner}.{key}" in book.laid:
        return "changed"
    if key in _set_by_reading(book, owner):
        return "reading"
    marks = [one.get("status") for one in _dated_tables(book.filled[owner].get(key))]
    if any(marks):
        return "assumption" if "assumption" in marks else "source"
    return str(book.filled[owner].get("status", "source"))


def _set_by_reading(book: Book, owner: str) -> set[str]:
    return {
        key
        for path, question in questions(book.source)
        if path == owner
        for key in question["readings"][book.chosen[question["id"]]].get("set", {})
    }


def _dated_tables(value: Any) -> list[Table]:
    if dated.is_table(value) or (isinstance(value, dict) and "status" in value):
        return [value]
    return list(value) if dated.is_amended(value) else []


def _clause(table: Table, key: str) -> str | None:
    own = [one["clause"] for one in _dated_tables(table.get(key)) if "clause" in one]
    return "; ".join(own) or table.get("clause")


def _readings(book: Book, lang: str) -> Iterator[tuple[Any, ...]]:
    for owner, question in questions(book.source):
        section, _, one = owner.partition(".")
        chosen = book.chosen[question["id"]]
        path = f"{READING}.{question['id']}"
        criterion = one if section == "criterion" else None
        label = f"{named(book.source, owner, lang)}: {_note(question, lang)}"
        status = "reading" if chosen == question["chosen"] else "changed"
        clause = book.source[owner].get("clause")
        yield path, criterion, label, chosen, status, clause


def _note(question: Table, lang: str) -> str:
    return str(question.get("note_en", question["note"]) if lang == "en" else question["note"])


def asked(book: Book, lang: str) -> pd.DataFrame:
    """A row for every reading of every open question; see ``Plan.questions``."""
    import pandas as pd

    ordered = sorted(questions(book.source), key=lambda one: not one[1].get("headline", False))
    rows = [row for owner, question in ordered for row in _rows(book, owner, question, lang)]
    return pd.DataFrame(rows, columns=_QUESTION)


def _rows(book: Book, owner: str, question: Table, lang: str) -> Iterator[tuple[Any, ...]]:
    one, chosen = question["id"], book.chosen[question["id"]]
    clause, note = book.source[owner].get("clause"), _note(question, lang)
    shared = one, owner, clause, note, question.get("headline", False), chosen
    for reading_id, reading in question["readings"].items():
        yield *shared, reading_id, reading["vi"], reading["en"], reading_id == chosen
