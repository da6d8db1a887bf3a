"""Awkward cases of discipline, and of the memberships they fall into."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lantoa.sampling.cases.desk import Case, Cells, Desk
from lantoa.sampling.columns import FAR, Bools, Ints, day


def _stamp(year: int, month: int, date: int = 10) -> pd.Timestamp:
    return pd.Timestamp(year, month, date)


def _decide(desk: Desk, person: int, issuer: str, when: tuple[int, int], **cells: object) -> Cells:
    """Adds a decision about a person with an act four months before; cells given win."""
    signed = desk.sign(issuer, *when)
    row = {
        "person_id": desk.name(person),
        "kind": "hanh_chinh",
        "form": "khien_trach",
        "act_id": f"VVX{len(desk.registry.used):04d}",
        "act_date": signed["decision_date"] - pd.Timedelta(days=120),
        "self_detected": False,
    }
    row |= signed | cells
    desk.marked.setdefault(person, []).append(signed["decision_date"].to_datetime64())
    desk.add("discipline", **row)
    return row


def _punished(desk: Desk, year: int) -> int:
    """Somebody whose rating of the year goes down, as the decree asks after discipline."""
    person = desk.person("troubled", desk.lowerable(year))
    _mark_down(desk, person, year)
    return person


def _mark_down(desk: Desk, person: int, year: int) -> None:
    desk.rate(desk.lower(person, year), "hoan_thanh" if year < 2023 else "khong_hoan_thanh")


def _twice(desk: Desk) -> list[str]:
    year = desk.year(3)
    person = _punished(desk, year)
    first = _decide(desk, person, "dang_uy", (year, 6), kind="dang")
    shared = {"act_id": first["act_id"], "act_date": first["act_date"]}
    _decide(desk, person, "co_so", (year, 7), **shared)
    return [desk.name(person)]


def _annulled(desk: Desk) -> list[str]:
    year = desk.year(2)
    person = _punished(desk, year)
    _decide(desk, person, "co_so", (year, 3), annulled_on=_stamp(year + 1, 2, 9))
    return [desk.name(person)]


def _below(desk: Desk) -> list[str]:
    year = desk.year(2)
    person = desk.person("troubled")
    _decide(desk, person, "co_so", (year, 5), form="phe_binh", decision_no=None)
    return [desk.name(person)]


def _union(desk: Desk) -> list[str]:
    person = desk.person("troubled")
    _decide(desk, person, "cong_doan", (desk.year(1), 7), kind="doan_the")
    return [desk.name(person)]


def _fined(desk: Desk) -> list[str]:
    person = desk.person("troubled")
    signed = {"kind": "xu_phat", "form": "phat_tien"}
    _decide(desk, person, "xu_phat", (desk.year(1), 3), **signed)
    return [desk.name(person)]


def _penal(desk: Desk) -> list[str]:
    """Someone who left within a year of the decision, so that no rating follows."""
    left = desk.staff.left
    gone = (left < day(desk.year(0), 6)) & (left > day(desk.year(4), 2))
    person = desk.free(_troubled(desk, gone & (left.astype("M8[M]").astype(int) % 12 < 11)))
    last = pd.Timestamp(left[person])
    _decide(desk, person, "co_so", (last.year, last.month), kind="hinh_su", form=None)
    return [desk.name(person)]


def _blank_form(desk: Desk) -> list[str]:
    year = desk.year(1)
    person = _punished(desk, year)
    _decide(desk, person, "co_so", (year, 6), form=None, decision_no=None, self_detected=None)
    return [desk.name(person)]


def _before_joining(desk: Desk) -> list[str]:
    joined = desk.staff.joined
    came = (joined > day(desk.year(3))) & (desk.staff.left == FAR)
    person = desk.free(np.flatnonzero(came))
    when = pd.Timestamp(joined[person]) - pd.Timedelta(days=200)
    _decide(desk, person, "huyen_cu", (when.year, when.month))
    return [desk.name(person)]


def _after_window(desk: Desk) -> list[str]:
    person = desk.person("troubled")
    after = desk.year(0) + 1
    _decide(desk, person, "co_so", (after, 1), act_date=_stamp(after - 1, 10))
    return [desk.name(person)]


def _act_before_window(desk: Desk) -> list[str]:
    year = desk.world.window[0]
    if len(desk.world.window) < 5:
        desk.year(5)
    person = _punished(desk, year)
    _decide(desk, person, "co_so", (year, 5), act_date=_stamp(year - 1, 11))
    return [desk.name(person)]


def _no_act_date(desk: Desk) -> list[str]:
    year = desk.year(4)
    person = _punished(desk, year)
    _decide(desk, person, "co_so", (year, 9), act_date=None, act_id=None)
    return [desk.name(person)]


def _moved_between(desk: Desk) -> list[str]:
    """The act in one unit, the decision in the next."""
    moves = desk.staff.moves_on
    window = (moves > day(desk.year(4), 2)) & (moves < day(desk.year(0), 6))
    members = window & (desk.staff.next_rank == desk.staff.rank)

    def fits(person: int) -> bool:
        year = pd.Timestamp(moves[person]).year
        return _decided_after(moves[person]).year == year and _can_mark_down(desk, person, year)

    person = desk.free(_troubled(desk, members), fits)
    when = _decided_after(moves[person])
    if desk.can_lower(person, when.year):
        _mark_down(desk, person, when.year)
    act = pd.Timestamp(moves[person]) - pd.Timedelta(days=40)
    _decide(desk, person, "co_so", (when.year, when.month), act_date=act)
    return [desk.name(person)]


def _troubled(desk: Desk, who: Bools) -> Ints:
    """Those people, the ones whose last units work worst first, those of the best unit last."""
    people, staff = np.flatnonzero(who), desk.staff
    line, until = staff.next_line[people], np.minimum(staff.left[people], desk.world.last_day)
    best = desk.world.unit_codes(staff.lines.unit_on(line, until)) == desk.best_unit
    return people[np.lexsort((staff.lines.quality[line], best))]


def _decided_after(move: np.datetime64) -> pd.Timestamp:
    return pd.Timestamp(move) + pd.Timedelta(days=70)


def _can_mark_down(desk: Desk, person: int, year: int) -> bool:
    """Whether the rating of a year can go down or is low, or there is none, without a title."""
    if desk.can_lower(person, year):
        return True
    lowest = "hoan_thanh" if year < 2023 else "khong_hoan_thanh"
    rows = desk.rows("ratings", person, year=year)
    ratings = {desk.cells("ratings", int(row))["rating"] for row in rows}
    return ratings <= {None, lowest} and not len(desk.rows("titles", person, year=year))


def _hole(desk: Desk) -> list[str]:
    """Two months in no unit, and disciplined in them."""
    year = desk.year(1)
    if year == desk.world.years[0]:
        desk.year(2)

    def fits(person: int) -> bool:
        unmoved = desk.staff.moves_on[person] == FAR and _long_here(desk, person, year)
        return unmoved and _can_mark_down(desk, person, year)

    person = desk.person("troubled", fits)
    row = _long_row(desk, person, year)
    cells = desk.cells("memberships", row)
    desk.change("memberships", row, to=_stamp(year - 1, 12, 31))
    desk.add("memberships", **(cells | {"from": _stamp(year, 3, 1)}))
    if desk.can_lower(person, year):
        _mark_down(desk, person, year)
    _decide(desk, person, "co_so", (year, 2), act_date=_stamp(year - 1, 12, 20))
    return [desk.name(person)]


def _long_row(desk: Desk, person: int, year: int) -> int:
    """The membership without an end that began a year before or earlier; -1 if there is none."""
    frame = desk.frames["memberships"]
    for row in desk.rows("memberships", person):
        begun = frame["from"].iloc[row] < _stamp(year - 1, 1)
        if begun and pd.isna(frame["to"].iloc[row]):
            return int(row)
    return -1


def _long_here(desk: Desk, person: int, year: int) -> bool:
    return _long_row(desk, person, year) >= 0


NARROW = [
    Case("discipline_after_move", "act in one unit, decision in the next", _moved_between),
    Case("discipline_penal", "a penal decision without a form", _penal),
]
"""Few people fit these: they are placed before anybody is kept for something else."""

CASES = [
    Case("discipline_in_hole", "two months without a unit, disciplined in them", _hole),
    Case("discipline_party_and_state", "two decisions for one act", _twice),
    Case("discipline_annulled", "a reprimand that was annulled later", _annulled),
    Case("discipline_below_reprimand", "criticised, which is no discipline", _below),
    Case("discipline_of_union", "a reprimand of a mass organisation", _union),
    Case("discipline_fine", "an administrative fine", _fined),
    Case("discipline_blank_form", "a decision whose form cannot be read", _blank_form),
    Case("discipline_before_joining", "disciplined elsewhere before coming", _before_joining),
    Case("discipline_after_window", "decided after the last year on record", _after_window),
    Case("discipline_act_before_window", "an act before the window", _act_before_window),
    Case("discipline_no_act_date", "a decision that names no act", _no_act_date),
]
