"""Awkward judgements, contributions, names and recognitions."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from lantoa.sampling.cases.desk import Case, Cells, Desk, NoRoom

_VOTED = "chung_suy_ton"
_SPREADS = "chung_lan_toa"


def _judged(
    name: str, what: str, criterion: str, change: Callable[[Desk, int], None], kind: str = "able"
) -> Case:
    """A judgement on record that is changed; ``change`` gets the desk and the row."""

    def place(desk: Desk) -> list[str]:
        found = desk.has("attestations", criterion_id=criterion, verdict="met")
        person = desk.person(kind, found)
        change(desk, desk.one("attestations", person, criterion_id=criterion, verdict="met"))
        return [desk.name(person)]

    return Case(name, what, place)


def _blank(desk: Desk, row: int) -> None:
    desk.change("attestations", row, verdict=None)


def _without_votes(desk: Desk, row: int) -> None:
    desk.change("attestations", row, votes_for=None, votes_cast=None, votes_total=None)


def _half(desk: Desk, row: int) -> None:
    """Met, the minutes say, with exactly half of the votes."""
    total = desk.cells("attestations", row)["votes_total"]
    even = total + total % 2
    desk.change("attestations", row, votes_for=even // 2, votes_cast=even, votes_total=even)


def _earlier(desk: Desk, row: int) -> None:
    """Failed at the interim review; met now."""
    date = pd.Timestamp(desk.year(2), 8, 25)
    cells = desk.cells("attestations", row) | {"date": date, "verdict": "failed"}
    minutes = f"BB-04/{desk.year(2)}"
    desk.add("attestations", **(cells | {"document": minutes}))


def _later(desk: Desk, row: int) -> None:
    """Met in August, failed in September."""
    cells = desk.cells("attestations", row)
    date = cells["date"] + pd.Timedelta(days=21)
    desk.add("attestations", **(cells | {"date": date, "verdict": "failed"}))


def _disagree(desk: Desk, row: int) -> None:
    desk.add("attestations", **(desk.cells("attestations", row) | {"verdict": "failed"}))


def _never(desk: Desk) -> list[str]:
    person = desk.person("able", desk.has("attestations"))
    desk.drop("attestations", desk.rows("attestations", person))
    return [desk.name(person)]


def _no_call(desk: Desk) -> list[str]:
    return _contribution(desk, call_id=None)


def _no_day(desk: Desk) -> list[str]:
    return _contribution(desk, date=None)


def _contribution(desk: Desk, **cells: object) -> list[str]:
    person = desk.person("plain", desk.has("contributions"))
    desk.change("contributions", desk.one("contributions", person), **cells)
    return [desk.name(person)]


def _namesakes(desk: Desk) -> list[str]:
    one, other = desk.person("plain"), desk.person("plain")
    if one == other:
        raise NoRoom
    name = desk.cells("people", desk.one("people", one))["name"]
    desk.change("people", desk.one("people", other), name=name)
    return [desk.name(one), desk.name(other)]


def _revoked(desk: Desk) -> list[str]:
    """Named at the interim review, taken back a year later."""
    person = desk.person("plain")
    row: Cells = {"subject_id": desk.name(person), "nominated_only": False}
    row |= {"merit_from": desk.year(4), "merit_to": desk.year(3)}
    decided, revoked = pd.Timestamp(desk.year(2), 10, 10), pd.Timestamp(desk.year(1), 11, 5)
    desk.add("recognitions", **(row | {"decided_on": decided, "revoked_on": revoked}))
    return [desk.name(person)]


CASES = [
    _judged("judgement_blank", "the verdict is blank", _SPREADS, _blank),
    _judged("judgement_without_votes", "acclaimed, but no votes on record", _VOTED, _without_votes),
    _judged("judgement_half", "acclaimed with half of the votes", _VOTED, _half, "plain"),
    _judged("judged_again", "failed at the interim review, met now", "chung_dan_dau", _earlier),
    _judged("judged_worse", "met, then failed three weeks later", "chung_doan_ket", _later, "weak"),
    _judged("judgement_conflict", "two of one day that disagree", "chung_chap_hanh", _disagree),
    Case("never_judged", "nobody has judged this person", _never),
    Case("contribution_without_call", "given to a call that is not named", _no_call),
    Case("contribution_without_day", "given on no known day", _no_day),
    Case("namesakes", "two people with one name", _namesakes),
    Case("recognition_revoked", "named an exemplar, taken back later", _revoked),
]
