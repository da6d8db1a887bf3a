"""Awkward commendations and initiatives."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from lantoa.sampling.cases.desk import Case, Cells, Desk, NoRoom
from lantoa.sampling.columns import day
from lantoa.sampling.lines import HEAD


def _award(
    name: str,
    what: str,
    level: str,
    back: int,
    when: tuple[int, int] = (0, 9),
    kind: str = "able",
    change: Callable[[Cells], Cells] = lambda cells: cells,
    form: str = "bang_khen",
    category: str = "chuyen_de",
) -> Case:
    """A commendation of a person for a year, decided ``when`` = years later, in which month."""

    def place(desk: Desk) -> list[str]:
        year = desk.world.years[-1] - back
        person = desk.person(kind)
        later, month = when
        row = {"subject_id": desk.name(person), "year": year, "form": form, "category": category}
        desk.add("commendations", **change(row | desk.signed(level, year + later, month)))
        return [desk.name(person)]

    return Case(name, what, place)


def _with(**cells: object) -> Callable[[Cells], Cells]:
    return lambda row: row | cells


def _annulled(row: Cells) -> Cells:
    return row | {
        "status": "annulled",
        "annulled_on": row["decision_date"] + pd.Timedelta(600, "D"),
    }


def _unsigned(row: Cells) -> Cells:
    return row | {"status": "proposed", "decision_no": None, "decision_date": None}


def _entered_twice(desk: Desk) -> list[str]:
    year = desk.year(2)
    person = desk.person("plain")
    row = {"subject_id": desk.name(person), "year": year, "form": "giay_khen"}
    row |= {"category": "dot_xuat"} | desk.signed("co_so", year, 6)
    desk.add("commendations", **row)
    desk.add("commendations", **row)
    return [desk.name(person)]


def _unit_and_head(desk: Desk) -> list[str]:
    """One decision that names a unit and its head: an award for each, not two for either."""
    year = desk.year(3)
    heads = desk.staff.role_on(day(year, 9)) == HEAD
    unit_of = np.where(heads, desk.staff.unit_on(day(year, 9)), -1) + desk.world.people
    unit = desk.unit(lambda unit: bool((unit_of == unit).any()))
    head = int(np.flatnonzero(unit_of == unit)[0])
    signed = desk.signed("tinh", year, 9, 21)
    for subject in (unit, head):
        row = {"subject_id": desk.name(subject), "year": year, "form": "bang_khen"}
        desk.add("commendations", **(row | {"category": "chuyen_de"} | signed))
    return [desk.name(unit), desk.name(head)]


def _initiative(name: str, what: str, kind: str, change: Callable[[Desk, Cells], Cells]) -> Case:
    """One more initiative of a person, three years before the last."""

    def place(desk: Desk) -> list[str]:
        person = desk.person(kind)
        desk.add("initiatives", **change(desk, _idea(desk, desk.name(person))))
        return [desk.name(person)]

    return Case(name, what, place)


def _idea(desk: Desk, subject: str) -> Cells:
    year = desk.year(3)
    number = len(desk.registry.used)
    return {
        "initiative_id": f"SKX{number:04d}",
        "name": "Sổ tay nghiệp vụ",
        "subject_id": subject,
        "year": year,
        "recognised": True,
        "share": 1000,
        "scope": "co_so",
    } | desk.sign("co_so", year, 12, 1)


def _turned_down(_: Desk, row: Cells) -> Cells:
    return row | {"recognised": False, "scope": None, "decision_no": None, "decision_date": None}


def _too_late(desk: Desk, row: Cells) -> Cells:
    last = desk.year(0)
    return row | {"year": last} | desk.sign("co_so", last + 1, 2)


def _no_day(_: Desk, row: Cells) -> Cells:
    return row | {"decision_date": None}


def _implied(_: Desk, row: Cells) -> Cells:
    return row | {"recognised": None}


def _unsaid(_: Desk, row: Cells) -> Cells:
    return _turned_down(_, row) | {"recognised": None}


def _no_share(_: Desk, row: Cells) -> Cells:
    return row | {"share": None}


def _three_authors(desk: Desk) -> list[str]:
    people = [desk.person("plain") for _ in range(3)]
    if len(set(people)) < 3:
        raise NoRoom
    row = _idea(desk, "")
    for person, share in zip(people, (500, 300, 200), strict=True):
        desk.add("initiatives", **(row | {"subject_id": desk.name(person), "share": share}))
    return [desk.name(person) for person in people]


def _units_own(desk: Desk) -> list[str]:
    unit = desk.unit()
    desk.add("initiatives", **_idea(desk, desk.name(unit)))
    return [desk.name(unit)]


def _blank_day(row: Cells) -> Cells:
    return row | {"decision_date": None}


CASES = [
    _award("award_annulled", "a commendation annulled later", "tinh", 3, change=_annulled),
    _award("award_year_before", "for the year before, decided in the window", "tinh", 5, (1, 3)),
    _award("award_decided_after", "for the last year, decided in the next", "tinh", 0, (1, 2)),
    _award("award_proposed", "only put forward", "tinh", 1, change=_unsigned),
    _award("award_of_ministry", "from a ministry", "bo", 2),
    _award("award_of_province_union", "from a mass organisation", "doan_the_tinh", 2),
    _award("award_of_party", "from the provincial party committee", "tinh_uy", 1),
    _award("award_of_central_union", "from a central one", "doan_the_trung_uong", 1),
    _award("award_of_prime_minister", "from the Prime Minister", "thu_tuong", 3, kind="top"),
    _award("badge", "a badge", "bo", 2, form="ky_niem_chuong", category="cong_hien"),
    _award("award_blank_form", "the form is blank", "tinh", 2, change=_with(form=None)),
    _award("award_blank_level", "the level is blank", "tinh", 1, change=_with(level=None)),
    _award("award_blank_day", "the day is blank", "tinh", 3, change=_blank_day),
    Case("award_entered_twice", "one decision in the register twice", _entered_twice),
    Case("award_unit_and_head", "one decision for a unit and its head", _unit_and_head),
    Case("initiative_three_authors", "three authors with shares", _three_authors),
    Case("initiative_of_unit", "held by a unit", _units_own),
    _initiative("initiative_turned_down", "not recognised", "plain", _turned_down),
    _initiative("initiative_too_late", "recognised after the window", "able", _too_late),
    _initiative("initiative_without_day", "recognised on no known day", "able", _no_day),
    _initiative("initiative_implied", "recognition left blank, but decided", "able", _implied),
    _initiative("initiative_unsaid", "recognition left blank, no decision", "able", _unsaid),
    _initiative("initiative_no_share", "the share is blank", "able", _no_share),
]
