"""The rules on a day, as plain values: what the core and its oracle judge by.

Readings and changes are applied before this. Here dated values become the one in force.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from lantoa.criteria import dated
from lantoa.criteria.tables import Table, Tables, of_section

# Under per_year each year (of an event: each day) is judged by the comparator of its own time.
_COMPARATORS = ("is", "at_least", "more_than")
_FILTERS = ("level_at_least", "share_at_least", "recognised", "within")

# Words for people; no rule reads them.
_WORDS = frozenset(
    ["vi", "en", "status", "clause", "quote", "by", "evidence", "analogy", "law", "interpretation"]
)


def resolved(tables: Tables, as_of: date) -> Table:
    """The rules on ``as_of``, ready for JSON; see ``Plan.resolved`` for its shape."""
    head = tables["plan"]
    years = range(head["window"]["from"], head["window"]["to"] + 1)
    return {
        "id": head["id"],
        "window": [years[0], years[-1]],
        "apply": head["apply"],
        "scope": _plain(tables["scope"], as_of),
        "scales": _section(tables, "scale", as_of),
        "facts": _section(tables, "fact", as_of),
        "criteria": [
            _criterion(tables, {"track": None} | criterion, years, as_of)
            for criterion in of_section(tables, "criterion").values()
        ],
        "tracks": {
            key: {"inherits": track["inherits"]}
            for key, track in of_section(tables, "track").items()
        },
        "policy": _plain(tables["policy"], as_of),
        "scoring": _plain(tables["scoring"], as_of),
        "quotas": [_plain(quota, as_of) for quota in of_section(tables, "quota").values()],
        "milestones": [
            _plain(milestone, as_of) for milestone in of_section(tables, "milestone").values()
        ],
    }


def _section(tables: Tables, section: str, as_of: date) -> dict[str, Table]:
    found = of_section(tables, section)
    empty = {"of": None} if section == "scale" else {}
    return {key: empty | _plain(_nameless(table), as_of) for key, table in found.items()}


def _nameless(table: Table) -> Table:
    return {key: value for key, value in table.items() if key != "id"}


def _plain(table: Table, as_of: date) -> Table:
    return {key: json_value(dated.in_force(value, as_of)) for key, value in ruling(table).items()}


def ruling(table: Table) -> Table:
    """The keys that a rule reads, without the words for people."""
    kept = {key: value for key, value in table.items() if key not in _WORDS}
    if "closes" in kept:
        kept["closes"] = ruling(kept["closes"])
    return kept


def _criterion(tables: Tables, criterion: Table, years: range, as_of: date) -> Table:
    plain = _plain(criterion, as_of)
    if tables["plan"]["apply"] == "per_year":
        fact = tables.get(f"fact.{criterion.get('fact')}", {})
        plain |= _by_year(criterion, fact, years)
    return plain


def _by_year(criterion: Table, fact: Table, years: range) -> Table:
    yearly = fact.get("per") == "year"
    keys = _COMPARATORS if yearly else _FILTERS if fact.get("per") == "event" else ()
    closes = fact["closes"] if yearly else {"month": 12, "day": 31, "next_year": False}
    return {
        key: {
            "per_year": {
                str(year): dated.in_force(criterion[key], closing_day(closes, year))
                for year in years
            },
            "dated": [[day.isoformat(), value] for day, value in dated.entries(criterion[key])],
        }
        for key in keys
        if key in criterion
    }


def closing_day(closes: Table, year: int) -> date:
    """The last day on which ``year`` may still get its row.

    Example:
        >>> closing_day({"month": 3, "day": 31, "next_year": True}, 2025)
        datetime.date(2026, 3, 31)
        >>> closing_day({"month": 2, "day": 29, "next_year": False}, 2025)
        datetime.date(2025, 2, 28)
    """
    year += closes["next_year"]
    last = monthrange(year, closes["month"])[1]
    return date(year, closes["month"], min(closes["day"], last))


def json_value(value: Any) -> Any:
    """A copy of ``value`` as JSON knows it, dates as text.

    Example:
        >>> json_value({"from": date(2021, 8, 1), "levels": ["low"]})
        {'from': '2021-08-01', 'levels': ['low']}
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: json_value(item) for key, item in value.items()}
    return [json_value(item) for item in value] if isinstance(value, list) else value
