"""Awkward ratings and family titles."""

from __future__ import annotations

import pandas as pd

from lantoa.sampling.cases.desk import Case, Desk
from lantoa.sampling.columns import FAR, day


def _lost(kind: str, back: int) -> Case:
    def place(desk: Desk) -> list[str]:
        year = desk.year(back)
        person = desk.person(kind, desk.lowerable(year))
        desk.lower(person, year)
        return [desk.name(person)]

    return Case(
        f"rating_missing_{kind}", f"the rating of a past year is lost, of someone {kind}", place
    )


def _unrated(reason: str, back: int, *, woman: bool | None = None) -> Case:
    def place(desk: Desk) -> list[str]:
        year = desk.year(back)
        able = desk.lowerable(year)

        def fits(person: int) -> bool:
            return (woman is None or desk.staff.woman[person] == woman) and able(person)

        person = desk.person("plain", fits)
        desk.rate(desk.lower(person, year), None, reason_unrated=reason)
        return [desk.name(person)]

    return Case(f"not_rated_{reason}", f"a year not rated, with the reason {reason}", place)


def _same_day(desk: Desk) -> list[str]:
    year = desk.year(3)
    person = desk.person("plain", desk.has("ratings", year=year, rating="hoan_thanh_tot"))
    cells = desk.cells("ratings", desk.one("ratings", person, year=year))
    number = desk.registry.number("co_so", cells["decision_date"].to_datetime64())
    desk.add("ratings", **(cells | {"rating": "hoan_thanh", "decision_no": number}))
    return [desk.name(person)]


def _undated(desk: Desk) -> list[str]:
    year = desk.year(2)
    person = desk.person("able", desk.has("ratings", year=year, rating="hoan_thanh_tot"))
    desk.add("ratings", subject_id=desk.name(person), year=year, rating="hoan_thanh")
    return [desk.name(person)]


def _appeal(desk: Desk) -> list[str]:
    year = desk.year(3)
    person = desk.person("able", desk.has("ratings", year=year, rating="hoan_thanh_tot"))
    row = desk.one("ratings", person, year=year)
    cells = desk.cells("ratings", row)
    desk.change("ratings", row, rating="hoan_thanh")
    desk.add("ratings", **(cells | desk.sign("co_so", year + 1, 6)))
    return [desk.name(person)]


def _late(desk: Desk) -> list[str]:
    year = desk.year(1)
    person = desk.person("plain", desk.has("ratings", year=year, rating="hoan_thanh_tot"))
    row = desk.one("ratings", person, year=year)
    desk.change("ratings", row, **desk.sign("co_so", year + 1, 11))
    return [desk.name(person)]


def _former_agency(desk: Desk) -> list[str]:
    """Ratings of two years before coming, decided by another office."""
    joined = desk.staff.joined
    came = (joined > day(desk.year(3) - 1)) & (joined < day(desk.year(0), 7))
    person = desk.free((came & (desk.staff.left == FAR)).nonzero()[0])
    year = pd.Timestamp(joined[person]).year
    for before in (year - 2, year - 1):
        signed = desk.sign("so_cu", before, 12)
        desk.add(
            "ratings",
            subject_id=desk.name(person),
            year=before,
            rating="hoan_thanh_tot",
            **signed,
        )
    return [desk.name(person)]


def _family_lost(desk: Desk) -> list[str]:
    year = desk.year(1)
    person = desk.person("able", desk.has("families", year=year, held=True))
    desk.change("families", desk.one("families", person, year=year), held=False)
    return [desk.name(person)]


def _family_missing(desk: Desk) -> list[str]:
    year = desk.year(1)
    person = desk.person("able", desk.has("families", year=year))
    desk.drop("families", desk.rows("families", person, year=year))
    return [desk.name(person)]


def _family_both(desk: Desk) -> list[str]:
    year = desk.year(1)
    person = desk.person("plain", desk.has("families", year=year, held=True))
    desk.add("families", person_id=desk.name(person), year=year, held=False)
    return [desk.name(person)]


CASES = [
    _lost("able", 3),
    _lost("weak", 2),
    Case("rating_conflict_same_day", "two ratings of one year decided on one day", _same_day),
    Case("rating_conflict_undated", "two ratings of one year, one without a day", _undated),
    Case("rating_appeal", "a rating that a later decision replaces", _appeal),
    Case("rating_decided_late", "last year's rating decided in November of this year", _late),
    Case("rating_of_former_agency", "ratings of years before coming", _former_agency),
    _unrated("maternity", 2, woman=True),
    _unrated("training", 1),
    _unrated("long_leave", 4),
    _unrated("other", 3),
    Case("family_lost", "no family title in the latest closed year", _family_lost),
    Case("family_missing", "family title of the latest closed year not known", _family_missing),
    Case("family_conflict", "the family title both held and not held in a year", _family_both),
]
