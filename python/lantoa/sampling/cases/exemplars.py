"""People and a unit that meet everything, and some who are one step away.

They carry the story of a sample: what they lack beside ratings and titles is filled in, so that
whoever asks for exemplars finds some, whatever the seed.
"""

from __future__ import annotations

import pandas as pd

from lantoa.sampling.cases.desk import Case, Cells, Desk, NoRoom
from lantoa.sampling.columns import Bools, Ints, day
from lantoa.sampling.judgements import criteria_of

_BEST = "tap_the_lao_dong_xuat_sac"
_ROOM = 6
"""With fewer units the people of an exemplary one would be missed for cases of discipline."""

_GOOD = {"hoan_thanh_tot", "hoan_thanh_xuat_sac"}


def _promising(desk: Desk, person: int, excellent: int) -> bool:
    """Good or better in the closed years of the window, so often excellent, never disciplined."""
    ratings = [_rating(desk, person, year) for year in desk.world.window[:-1]]
    often = ratings.count("hoan_thanh_xuat_sac") >= excellent
    return often and set(ratings) <= _GOOD and _clean(desk, person)


def _clean(desk: Desk, subject: int) -> bool:
    """Whether a person was never disciplined; a unit is not by itself."""
    if subject >= desk.world.people:
        return True
    return subject not in desk.marked and not len(desk.rows("discipline", subject))


def _rating(desk: Desk, subject: int, year: int) -> str | None:
    rows = desk.rows("ratings", subject, year=year)
    return desk.cells("ratings", int(rows[0]))["rating"] if len(rows) == 1 else None


def _complete(desk: Desk, person: int, ideas: int = 2) -> None:
    """What a promising person lacks is filled in: initiatives, an award, judgements, the family."""
    window, name = desk.world.window, desk.name(person)
    for at in range(ideas - _ideas(desk, person)):
        year = window[at]
        row: Cells = {
            "initiative_id": f"SKX{len(desk.registry.used):04d}",
            "name": "Sổ tay điện tử",
        }
        row |= {"subject_id": name, "year": year, "recognised": True, "share": 1000}
        desk.add("initiatives", **row, scope="co_so", **desk.sign("co_so", year, 11, 21 + at))
    if not _has_award(desk, person):
        _give_award(desk, person, window[len(window) // 2])
    _take_part(desk, person)
    _hold_family(desk, person)
    _acclaim(desk, person, "person")


def _ideas(desk: Desk, person: int) -> int:
    rows = desk.rows("initiatives", person, recognised=True)
    return int(_before_last(desk, "initiatives", rows).sum())


def _has_award(desk: Desk, subject: int) -> bool:
    rows = desk.rows("commendations", subject, form="bang_khen", level="tinh")
    signed = desk.frames["commendations"]["decision_date"].iloc[rows]
    window = desk.world.window
    return bool(signed.between(pd.Timestamp(window[0], 1, 1), pd.Timestamp(window[-1], 9, 1)).any())


def _give_award(desk: Desk, subject: int, year: int) -> None:
    row = {"subject_id": desk.name(subject), "year": year, "form": "bang_khen"}
    desk.add("commendations", **row, category="chuyen_de", **desk.signed("tinh", year, 10))


def _take_part(desk: Desk, subject: int) -> None:
    """One movement and one call of the window's third year, where there is nothing on record."""
    year = desk.world.window[len(desk.world.window) // 2]
    at = 2 * (year - desk.world.years[0])
    if not len(desk.rows("movement_results", subject, year=year)):
        movement = desk.cells("movements", at)["movement_id"]
        desk.add("movement_results", movement_id=movement, subject_id=desk.name(subject), year=year)
    call = desk.cells("calls", at)
    given = {"subject_id": desk.name(subject), "call_id": call["call_id"], "kind": call["kind"]}
    if not len(desk.rows("contributions", subject, call_id=call["call_id"])):
        desk.add("contributions", **given, date=call["date"] + pd.Timedelta(days=3), amount=2e5)


def _hold_family(desk: Desk, person: int) -> None:
    year = desk.world.window[-2]
    desk.drop("families", desk.rows("families", person, year=year))
    desk.add("families", person_id=desk.name(person), year=year, held=True)


def _acclaim(desk: Desk, subject: int, kind: str) -> None:
    """Every judgement is met; lost ones are found, in the minutes of the others."""
    for criterion in criteria_of(kind):
        rows = desk.rows("attestations", subject, criterion_id=criterion)
        if len(rows):
            desk.change("attestations", int(rows[0]), verdict="met", **_votes(desk, int(rows[0])))
            continue
        other = desk.cells("attestations", desk.one("attestations", subject))
        votes = {"votes_for": 6, "votes_cast": 7, "votes_total": 7}
        blank = dict.fromkeys(votes) if criterion != "chung_suy_ton" else votes
        desk.add("attestations", **(other | {"criterion_id": criterion, "verdict": "met"} | blank))


def _votes(desk: Desk, row: int) -> dict[str, object]:
    total = desk.cells("attestations", row)["votes_total"]
    return {} if total is None else dict.fromkeys(("votes_for", "votes_cast"), total)


def _early(desk: Desk) -> list[str]:
    """Retires in October; rated for the last year in September, before the proposals close."""
    year = desk.year(0)

    def fits(person: int) -> bool:
        return _promising(desk, person, 2) and _rating(desk, person, year) in _GOOD

    person = desk.person("top", fits)
    _complete(desk, person)
    row = desk.one("ratings", person, year=year)
    desk.change("ratings", row, **desk.sign("co_so", year, 9, 22))
    leaves = pd.Timestamp(year, 10, 31)
    desk.change("people", desk.one("people", person), left=leaves)
    last = desk.rows("memberships", person)[-1]
    desk.change("memberships", int(last), to=leaves)
    desk.drop("families", desk.rows("families", person, year=year))
    _never_seen_after(desk, person, leaves)
    return [desk.name(desk.protect(person))]


def _never_seen_after(desk: Desk, person: int, last: pd.Timestamp) -> None:
    """What would have happened after the person left did not."""
    given = desk.rows("contributions", person)
    late = desk.frames["contributions"]["date"].iloc[given] > last
    desk.drop("contributions", given[late.to_numpy(bool)])
    observed = desk.rows("observed", person)
    if len(observed):
        desk.change("observed", int(observed[0]), observed_until=last)
    desk.drop("movement_results", desk.rows("movement_results", person, year=last.year))


def _all_but_the_last_year(desk: Desk) -> list[str]:
    person = desk.person("top", lambda person: _promising(desk, person, 2))
    _complete(desk, person)
    return [desk.name(desk.protect(person))]


def _one_initiative_short(desk: Desk) -> list[str]:
    def fits(person: int) -> bool:
        return _promising(desk, person, 2) and _ideas(desk, person) <= 1

    person = desk.person("top", fits)
    _complete(desk, person, ideas=1)
    return [desk.name(desk.protect(person))]


def _one_excellent_year_short(desk: Desk) -> list[str]:
    def fits(person: int) -> bool:
        return _promising(desk, person, 1) and not _promising(desk, person, 2)

    person = desk.person("able", fits)
    _complete(desk, person)
    return [desk.name(desk.protect(person))]


def _unit(desk: Desk) -> list[str]:
    """A unit with good ratings and two titles gets what it lacks; it leads one movement."""
    if len(desk.world.window) < 5 or desk.world.units < _ROOM:
        raise NoRoom
    unit = desk.steady_unit(lambda unit: _deserving(desk, unit))
    desk.spared |= set(desk.ever_in(unit))
    if not _has_award(desk, unit):
        _give_award(desk, unit, desk.world.window[2])
    _reach_targets(desk, unit)
    _lead(desk, unit)
    _take_part(desk, unit)
    _acclaim(desk, unit, "unit")
    return [desk.name(desk.protect(unit))]


def _deserving(desk: Desk, unit: int) -> bool:
    """Well rated, with two titles, and nobody who was ever in it was disciplined."""
    if not len(_results(desk, unit)) or not _promising(desk, unit, 0) or _titles(desk, unit) < 2:
        return False
    return not any(_disciplined_in(desk, unit, person) for person in desk.ever_in(unit))


def _disciplined_in(desk: Desk, unit: int, person: int) -> bool:
    """Whether a person was disciplined inside the window as a member of the unit."""
    rows = desk.frames["discipline"]["decision_date"].iloc[desk.rows("discipline", person)]
    days = [*rows.to_numpy("M8[D]"), *desk.marked.get(person, [])]
    there = [desk.staff.unit_on(on)[person] + desk.world.people == unit for on in days]
    return any(
        on >= day(desk.world.window[0]) and same for on, same in zip(days, there, strict=True)
    )


def _titles(desk: Desk, unit: int) -> int:
    window = desk.world.window[:-1]
    return sum(len(desk.rows("titles", unit, year=year, title=_BEST)) for year in window)


def _reach_targets(desk: Desk, unit: int) -> None:
    for row in desk.rows("targets", unit):
        cells = desk.cells("targets", int(row))
        less = cells["better"] == "less"
        missed = (
            cells["achieved"] > cells["planned"] if less else cells["achieved"] < cells["planned"]
        )
        if missed and cells["year"] >= desk.world.window[0]:
            desk.change("targets", int(row), achieved=cells["planned"])


def _lead(desk: Desk, unit: int) -> None:
    """First in a movement of the window: it changes places with the first."""
    frame = desk.frames["movement_results"]
    if _leads_in_window(desk, unit):
        return
    own = int(_results(desk, unit)[-1])
    same = (frame["movement_id"] == frame["movement_id"].iloc[own]) & (frame["place"] == 1)
    units = frame["subject_id"].array.codes >= desk.world.people
    same &= units & (frame["of"] == frame["of"].iloc[own])
    first = int(same.to_numpy(bool, na_value=False).nonzero()[0][0])
    for row, other in ((own, first), (first, own)):
        cells = desk.cells("movement_results", other)
        desk.change("movement_results", row, place=cells["place"], points=cells["points"])


def _results(desk: Desk, unit: int) -> Ints:
    """The rows of movements that are over when the unit is judged."""
    rows = desk.rows("movement_results", unit)
    return rows[_before_last(desk, "movement_results", rows)]


def _leads_in_window(desk: Desk, unit: int) -> bool:
    rows = desk.rows("movement_results", unit, place=1)
    return bool(_before_last(desk, "movement_results", rows).any())


def _before_last(desk: Desk, table: str, rows: Ints) -> Bools:
    """Which rows are of the window, its last year left out: that is not over when it is judged."""
    years = desk.frames[table]["year"].iloc[rows]
    return years.between(desk.world.window[0], desk.world.window[-1] - 1).to_numpy(bool)


CASES = [
    Case("rated_early", "meets everything, the last year already rated", _early),
    Case("all_but_the_last_year", "meets everything, the last year open", _all_but_the_last_year),
    Case("one_initiative_short", "one initiative short of everything", _one_initiative_short),
    Case("one_excellent_year_short", "one excellent year short", _one_excellent_year_short),
    Case("exemplary_unit", "a unit that meets everything so far", _unit),
]
