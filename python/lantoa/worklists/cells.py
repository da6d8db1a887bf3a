"""Which blank cells of a row a criterion asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lantoa.schema import LOOKED_UP, TABLES

if TYPE_CHECKING:
    from lantoa.office import Office, Table

Fields = Mapping[str, Any]

_BLANK_MEANS = frozenset(["status", "nominated_only", "better", "annulled_on", "revoked_on"])
"""Columns whose blank cell says something; only one that cannot be read is asked for."""

_RECOGNISED_BY = ("scope", "decision_no", "decision_date")


def values_of(fact: Fields) -> tuple[str, ...]:
    """The columns that say what a yearly row or a judgement is about.

    >>> values_of({"value": ["form", "level"]}), values_of({"ratio": ["achieved", "planned"]})
    (('form', 'level'), ('achieved', 'planned'))
    """
    if fact.get("ratio") is not None:
        return tuple(fact["ratio"])
    value = fact.get("value")
    return tuple(value) if isinstance(value, list | tuple) else (value,) if value else ()


def asks_votes(criterion: Fields) -> bool:
    """Whether a judgement needs its votes."""
    return any(criterion.get(key) is not None for key in ("share_at_least", "share_more_than"))


def blank_cells(office: Office, criterion: Fields, fact: Fields, position: int) -> tuple[str, ...]:
    """The cells of a row that the criterion asks for and nobody can read.

    Args:
        office: The registers.
        criterion: A resolved criterion that reads ``fact``.
        fact: The resolved fact.
        position: The row of the fact's table.

    Returns:
        Columns, in the order in which they are asked for.
    """
    row = _Row(office.tables[fact["table"]], position)
    asked = _BY_PER[fact["per"]](row, criterion, fact)
    return tuple(dict.fromkeys(name for name in asked if row.is_asked(name)))


class _Row:
    """One row of a register."""

    def __init__(self, table: Table, position: int) -> None:
        self.table = table
        self.position = position

    def is_blank(self, column: str) -> bool:
        return bool(self.table.frame[column].isna().iloc[self.position])

    def is_unreadable(self, column: str) -> bool:
        found = self.table.unreadable.get(column)
        return found is not None and bool(found[self.position])

    def value(self, column: str) -> Any:
        return self.table.frame[column].iloc[self.position]

    def is_asked(self, column: str) -> bool:
        """Whether a cell that a rule reads has nothing to say."""
        blank_says = column in _BLANK_MEANS
        return self.is_unreadable(column) if blank_says else self.is_blank(column)


def _of_year(row: _Row, criterion: Fields, fact: Fields) -> Iterator[str]:
    del criterion
    yield from values_of(fact)
    yield from _standing(row, fact)
    if fact.get("ratio") is not None:
        yield "better"
    if fact.get("year") == "decision_date":
        yield "decision_date"


def _of_event(row: _Row, criterion: Fields, fact: Fields) -> Iterator[str]:
    yield from _day(row, fact)
    yield from _standing(row, fact)
    if criterion.get("level_at_least") is not None:
        yield from values_of(fact)
    if criterion.get("share_at_least"):
        yield fact.get("share") or "share"
    if criterion.get("recognised"):
        yield from _recognised(row)
    if criterion["kind"] == "place_within":
        yield from (name for name in values_of(fact) if row.is_unreadable(name))
    if fact.get("key"):
        yield fact["key"]


def _of_judgement(row: _Row, criterion: Fields, fact: Fields) -> Iterator[str]:
    yield fact["seen_on"]
    yield fact["value"]
    if asks_votes(criterion) and row.value(fact["value"]) != "failed":
        yield from fact["votes"]


def _of_interval(row: _Row, criterion: Fields, fact: Fields) -> Iterator[str]:
    del row, criterion
    yield from values_of(fact)


_BY_PER = {
    "year": _of_year,
    "event": _of_event,
    "judgement": _of_judgement,
    "interval": _of_interval,
}


def _day(row: _Row, fact: Fields) -> Iterator[str]:
    """An event is dated by the first of these that is filled."""
    columns = day_columns(fact)
    if all(row.is_blank(name) for name in columns):
        yield from columns[:1]


def day_columns(fact: Fields) -> tuple[str, ...]:
    """What dates an event, the first column that is filled.

    >>> day_columns({"counts_on": "date"}), day_columns({"counts_on": ["decision_date", "year"]})
    (('date',), ('decision_date', 'year'))
    """
    counts_on = fact.get("counts_on") or ()
    return (counts_on,) if isinstance(counts_on, str) else tuple(counts_on)


def _standing(row: _Row, fact: Fields) -> Iterator[str]:
    """What decides whether a row counts at all, and until when."""
    looked_up = LOOKED_UP.get(row.table.name, {})
    yield from (looked_up.get(name, name) for name in fact.get("where") or ())
    if fact.get("annulled"):
        yield fact["annulled"]


def _recognised(row: _Row) -> Iterator[str]:
    """A decision or a scope says it too."""
    columns = [name for name in _RECOGNISED_BY if name in TABLES[row.table.name].columns]
    if row.is_unreadable("recognised") or all(row.is_blank(name) for name in columns):
        yield "recognised"
