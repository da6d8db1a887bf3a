"""One record after another from one result."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lantoa import _checks
from lantoa.agreeing import agreement
from lantoa.records import rules
from lantoa.records.canonical import sealed
from lantoa.records.cells import UNREADABLE
from lantoa.records.gathering import Gathering
from lantoa.records.judging import Judging
from lantoa.records.standing import Standing

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.records.canonical import Json

FORMAT = "lantoa-record/1"
_EXACT = 2**53


class Desk:
    """A result, ready for the records of some subjects or of everybody.

    Args:
        result: The result.
        everybody: Whether everybody's record will be asked; the others are looked at one by one.
    """

    def __init__(self, result: Evaluation, *, everybody: bool = False) -> None:
        self.result = result
        self.gathering = Gathering(result)
        self.standing = Standing(result)
        self.everybody = everybody

    @cached_property
    def judged(self) -> Mapping[str, Json]:
        """Everybody judged, with kind, unit and verdicts."""
        return {row["subject_id"]: row for row in self.standing.verdicts}

    @cached_property
    def _of_everybody(self) -> Judging:
        return Judging(self.result)

    def _judging(self, subject: str) -> Judging:
        return self._of_everybody if self.everybody else Judging(self.result, [subject])

    @cached_property
    def _plan(self) -> Json:
        return rules.told(self.result.plan)

    def record(self, subject: str, notes: Mapping[str, str | None]) -> Json:
        """The whole record of a subject, sealed.

        Args:
            subject: Somebody who is judged.
            notes: ``by``, ``on`` and ``supersedes``; a unit's record inside another one takes
                the first two over.
        """
        beside = {**notes, "supersedes": None}
        units = [self.record(unit, beside) for unit in self.units_of(subject)[0]]
        return sealed(
            {
                **self.body(subject),
                "units": units,
                "place": self.standing.of(subject),
                "readings": self._readings(subject),
                "data": {"fingerprint": self.result.office.fingerprint},
                "engine": engine(),
                "notes": dict(notes),
            }
        )

    def body(self, subject: str) -> Json:
        """What the core says again whenever it is asked: rules, rows, verdicts, points."""
        told = self.judged[subject]
        judging = self._judging(subject)
        gathered = self.gathering.of(told["subject_kind"], subject, self.units_of(subject)[1])
        return {
            "format": FORMAT,
            "subject": {
                "id": subject,
                "kind": told["subject_kind"],
                "unit_id": told["unit_id"],
            },
            "as_of": self.result.as_of.isoformat(),
            "counting": self.result.counting,
            "gates": self.result.gates,
            "track": self.result.track,
            "plan": self._plan,
            "verdict": {
                name: told[name] for name in ("verdict", "provisional", "countable", "counted")
            },
            "criteria": judging.criteria(subject, gathered),
            "points": self._points(judging.points(subject)),
            "facts": gathered.facts,
        }

    def _points(self, found: Sequence[Json]) -> Json:
        """Points by criterion and in all: weight times points, in thousandths."""
        return {
            "status": self.result.plan.scoring["status"],
            "criteria": list(found),
            "thousandths": sum(one["points"] * one["weight"] for one in found),
            "thousandths_high": sum(one["points_high"] * one["weight"] for one in found),
        }

    @cached_property
    def _agreed(self) -> tuple[Mapping[str, list[Any]], Mapping[str, int]]:
        """Everybody's agreement over the headline questions by column, and whose row is where."""
        try:
            frame = agreement(self.result, "headline")
        except _checks.InputError:  # too many questions bear on each other to be counted
            return {}, {}
        columns = {str(name): frame[name].tolist() for name in frame}
        return columns, {name: at for at, name in enumerate(columns["subject_id"])}

    def _readings(self, subject: str) -> Json | None:
        """Under how many combinations of readings a subject is in, and the one that decides."""
        columns, places = self._agreed
        if subject not in places:
            return None
        row = {name: cells[places[subject]] for name, cells in columns.items()}
        names = ("in_by_default", "passing", "combinations", "share")
        texts = ("deciding_question", "reading")
        return {
            "questions": "headline",
            **{name: _exact(row[name]) for name in names},
            **{name: row[name] if isinstance(row[name], str) else None for name in texts},
        }

    def units_of(self, subject: str) -> tuple[list[str], list[str]]:
        """The units that a head's link asks: those that are judged, and those that are not."""
        if self.judged[subject]["subject_kind"] == "unit":
            return [], []
        found = dict.fromkeys(self._headed(subject))
        kin = self.gathering.kin
        now = {unit: [one for one in kin.names(unit) if one in self.judged] for unit in found}
        judged = {name for names in now.values() for name in names}
        return sorted(judged), sorted(unit for unit, names in now.items() if not names)

    def _headed(self, person: str) -> Iterator[str]:
        """The units in which a person holds, or perhaps holds, a role that a link asks about."""
        links = self.gathering.reading.links("person")
        register = self.gathering.register("memberships")
        if not links or register is None:
            return
        asked = {role for link in links for role in link["only_if"]["role"]}
        now = all(link["only_if"]["when"] == "as_of_date" for link in links)
        day = self.result.as_of.isoformat() if now and self._on_the_day else None
        for at in register.of("person_id", [person]):
            row = register.row(at, ["unit_id", "role", "from", "to"])
            role = row.get("role", UNREADABLE)
            if (role == UNREADABLE or role in asked) and (day is None or _covers(row, day)):
                yield row["unit_id"]

    @property
    def _on_the_day(self) -> bool:
        return bool(self.result._resolved["scope"]["belongs"] == "on_as_of_date")


def _covers(row: Mapping[str, Any], day: str) -> bool:
    """Whether a membership may cover a day; one that nobody can read may."""
    start, end = row.get("from", ""), row.get("to", "9999")
    starts = not isinstance(start, str) or start <= day
    return starts and (not isinstance(end, str) or day <= end)


def engine() -> Json:
    """What made the record."""
    from lantoa.building import __version__

    return {"name": "lantoa", "version": __version__}


def _exact(number: Any) -> Any:
    """A whole number; as text where not every reader takes it exactly."""
    if isinstance(number, bool) or not hasattr(number, "__index__"):
        return bool(number)
    whole = int(number)
    return whole if whole < _EXACT else str(whole)


def notes_of(by: str | None, on: datetime.date | None, supersedes: str | None) -> Json:
    """Who made a record, when, and in place of which one."""
    return {
        "by": by,
        "on": None if on is None else on.isoformat(),
        "supersedes": supersedes,
    }
