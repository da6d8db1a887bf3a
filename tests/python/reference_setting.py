"""What is judged, by which plan, on which day; and the two words that every rule is built on.

A *filling* says what the blank past was; a *future* says what may still come. A filling is met
when the rule holds in every future, failed when it holds in none, open otherwise. A rule keeps
its worst and its best filling.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

FAILED, OPEN, MET = 0, 1, 2
UNKNOWN_PAIR = (FAILED, MET)

DAY = timedelta(days=1)


class Row(dict):
    """A row of a register; ``unreadable`` names its cells that held something unreadable."""

    def __init__(self, cells, unreadable=()):
        super().__init__(cells)
        self.unreadable = frozenset(unreadable)


@dataclass(frozen=True)
class Setting:
    """The office, the resolved plan, and the track if it is one; ``as_of`` is the day on which a
    subject is judged, ``asked_on`` the one that was asked, later for whoever had left by then."""

    office: dict[str, list[Row]]
    plan: dict[str, Any]
    as_of: date
    asked_on: date
    track: str | None = None
    known: dict = field(default_factory=dict)  # answers that were found already

    def on(self, day):
        return replace(self, as_of=day)

    def rows(self, table):
        return self.office.get(table, [])

    @property
    def policy(self):
        return self.plan["policy"]

    @property
    def years(self):
        first, last = self.plan["window"]
        return range(first, last + 1)

    @property
    def first_day(self):
        return date(self.years[0], 1, 1)

    @property
    def last_day(self):
        return date(self.years[-1], 12, 31)

    @property
    def over(self):
        """The last day of the window belongs to it, and closes it."""
        return self.as_of >= self.last_day


def setting_of(office, plan, as_of, unreadable=frozenset(), track=None):
    """Rows as the caller has them, each told which of its cells were unreadable."""

    def told(table, index, cells):
        return Row(cells, {column for t, i, column in unreadable if (t, i) == (table, index)})

    tables = {
        table: [told(table, index, cells) for index, cells in enumerate(rows)]
        for table, rows in office.items()
    }
    return Setting(tables, plan, as_of, as_of, track)


def verdict_of(futures):
    """Whether a filling holds in every future, in none or in some."""
    answers = set(futures)
    if answers == {True}:
        return MET
    return OPEN if True in answers else FAILED


def worst_and_best(verdicts):
    verdicts = set(verdicts)
    return min(verdicts), max(verdicts)


def word(pair):
    """The verdict that a worst and a best make."""
    worst, best = pair
    return ("failed", "open", "met")[worst] if worst == best else "unknown"


def closing_day(fact, year):
    """The day that closes a year of a fact, that day included."""
    closes = fact.get("closes") or {"month": 12, "day": 31}
    return date(year + bool(closes.get("next_year")), closes["month"], closes["day"])


def in_force_for(parameter, year):
    """The value that judges a year, where each has its own (``apply = per_year``)."""
    if isinstance(parameter, dict) and "per_year" in parameter:
        return parameter["per_year"][str(year)]
    return parameter


def in_force_on(parameter, day):
    """The value that judges an event of this day, where each day has its own."""
    if isinstance(parameter, dict) and "dated" in parameter:
        return [value for start, value in parameter["dated"] if start <= day.isoformat()][-1]
    return parameter


def has_gap(setting, table, first, last):
    """Whether the register is declared incomplete for some day of these, up to the as-of date."""
    last = min(last, setting.as_of)
    gaps = [
        (row["from"] or date.min, row["to"] or date.max)
        for row in setting.rows("coverage")
        if row["table"] == table and row["complete"] is False
    ]
    return any(max(first, start) <= min(last, end) for start, end in gaps)
