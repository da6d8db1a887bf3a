"""State statistics, row by row in plain Python: what the counts of the package must say.

Rows are dicts; a blank cell is None, a cell that holds no value the text of `UNREADABLE`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

UNREADABLE = "(unreadable)"

Row = Mapping[str, Any]


def accounts(rows: Sequence[Row], year: int, as_of: date | None) -> list[str]:
    """What becomes of each row of the register of commendations."""
    told, seen = [], set()
    for row in rows:
        account = _account(row, year, as_of or date.max)
        key = tuple(sorted((name, str(cell)) for name, cell in row.items()))
        legible = UNREADABLE not in row.values()
        if account == "counted" and legible and key in seen:
            account = "repeated"
        if account == "counted" and legible:
            seen.add(key)
        told.append(account)
    return told


def _account(row: Row, year: int, last: date) -> str:
    status, annulled, day = row["status"], row["annulled_on"], row["decision_date"]
    if status == "proposed":
        return "proposed"
    if isinstance(annulled, date) and annulled <= last:
        return "annulled"
    if status == "annulled" and annulled is None:
        return "annulled"
    if UNREADABLE in (status, annulled):
        return "unclear"
    if not isinstance(day, date):
        own = row["year"]
        return "undated" if not isinstance(own, int) or own in (year - 1, year) else "other_year"
    if day.year != year:
        return "other_year"
    return "later" if day > last else "counted"


def receiver(row: Row, tables: Mapping[str, Sequence[Row]]) -> str:
    """Who received an award, on the day of its decision."""
    who = row["subject_id"]
    if who in {person["person_id"] for person in tables["people"]}:
        return _person(who, row["decision_date"], tables)
    units = {unit["unit_id"] for unit in tables["units"]}
    return "collective" if who in units else "unknown"


def _person(who: str, day: date, tables: Mapping[str, Sequence[Row]]) -> str:
    roles = [line["role"] for line in lines(who, day, tables["memberships"])]
    if any(role in ("head", "deputy") for role in roles):
        return "leader"
    if not roles or None in roles or UNREADABLE in roles:
        return "person_unknown"
    found = {person["person_id"]: person["class"] for person in tables["people"]}[who]
    return "person_unknown" if found in (None, UNREADABLE) else found


def lines(who: str, day: date, memberships: Iterable[Row]) -> list[Row]:
    """The lines of the register that cover a day."""
    return [
        line
        for line in memberships
        if line["person_id"] == who
        and (line["from"] or date.min) <= day <= (line["to"] or date.max)
    ]


def unit(row: Row, tables: Mapping[str, Sequence[Row]]) -> str:
    """The unit that an award went to."""
    who = row["subject_id"]
    if who in {one["unit_id"] for one in tables["units"]}:
        return who
    spans: dict[tuple[date, date], set[str]] = {}
    for line in lines(who, row["decision_date"], tables["memberships"]):
        span = (line["from"] or date.min, line["to"] or date.max)
        spans.setdefault(span, set()).add(line["unit_id"])
    last = spans[max(spans)] if spans else set()
    return last.pop() if len(last) == 1 else "unknown"


def awards(tables: Mapping[str, Sequence[Row]], year: int, as_of: date | None) -> Counter[Any]:
    """Level, form, kind of award and receiver to the number of awards."""
    rows = tables["commendations"]
    counted = [
        row
        for row, account in zip(rows, accounts(rows, year, as_of), strict=True)
        if account == "counted"
    ]
    return Counter(
        (*(_known(row[name]) for name in ("level", "form", "category")), receiver(row, tables))
        for row in counted
    )


def by_unit(tables: Mapping[str, Sequence[Row]], year: int, as_of: date | None) -> Counter[Any]:
    """Unit to the number of awards that it or one of its people received."""
    rows = tables["commendations"]
    told = zip(rows, accounts(rows, year, as_of), strict=True)
    return Counter(unit(row, tables) for row, account in told if account == "counted")


def _known(cell: Any) -> str:
    return "unknown" if cell in (None, UNREADABLE) else str(cell)


def length(first: date | None, last: date | None) -> str:
    """How long a movement runs, found by stepping from year to year."""
    if not first or not last or last < first:
        return "unknown"
    years = 0
    while anniversary(first, years + 1) <= last + timedelta(days=1):
        years += 1
    if years == 0:
        return "under_1"
    if years == 1 and anniversary(first, 1) == last + timedelta(days=1):
        return "exactly_1"
    return "to_3" if years < 3 else "to_5" if years < 5 else "from_5"


def anniversary(day: date, years: int) -> date:
    """The same day some years later, or the first day after it."""
    later = day
    while later.year < day.year + years or (later.month, later.day) < (day.month, day.day):
        later += timedelta(days=1)
    return later
