"""Awkward cases of units: ratings, titles, targets, places."""

from __future__ import annotations

import pandas as pd

from lantoa.sampling.cases.desk import Case, Desk

BEST = "tap_the_lao_dong_xuat_sac"


def _rating_missing(desk: Desk) -> list[str]:
    year = desk.year(2)
    unit = desk.unit(desk.has("ratings", year=year, rating="hoan_thanh_tot"))
    desk.drop("ratings", desk.rows("ratings", unit, year=year))
    return [desk.name(unit)]


def _rating_conflict(desk: Desk) -> list[str]:
    year = desk.year(4)
    unit = desk.unit(desk.has("ratings", year=year, rating="hoan_thanh_tot"))
    cells = desk.cells("ratings", desk.one("ratings", unit, year=year))
    number = desk.registry.number("co_so", cells["decision_date"].to_datetime64())
    desk.add("ratings", **(cells | {"rating": "hoan_thanh", "decision_no": number}))
    return [desk.name(unit)]


def _rating_late(desk: Desk) -> list[str]:
    year = desk.year(1)
    unit = desk.unit(desk.has("ratings", year=year, rating="hoan_thanh_tot"))
    row = desk.one("ratings", unit, year=year)
    desk.change("ratings", row, **desk.sign("co_so", year + 1, 11, 18))
    return [desk.name(unit)]


def _title_proposed(desk: Desk) -> list[str]:
    year = desk.year(1)
    unit = desk.unit(lambda unit: not len(desk.rows("titles", unit, year=year, title=BEST)))
    row = {"subject_id": desk.name(unit), "year": year, "title": BEST, "status": "proposed"}
    desk.add("titles", **row)
    return [desk.name(unit)]


def _title_annulled(desk: Desk) -> list[str]:
    year = desk.year(3)
    unit = desk.unit(desk.has("titles", year=year))
    row = desk.one("titles", unit, year=year)
    ended = pd.Timestamp(year + 2, 5, 20)
    desk.change("titles", row, status="annulled", annulled_on=ended)
    return [desk.name(unit)]


def _title_annulled_undated(desk: Desk) -> list[str]:
    year = desk.year(2)
    unit = desk.unit(desk.has("titles", year=year))
    row = desk.one("titles", unit, year=year)
    desk.change("titles", row, status="annulled")
    return [desk.name(unit)]


def _title_late(desk: Desk) -> list[str]:
    year = desk.year(1)
    unit = desk.unit(desk.has("titles", year=year))
    row = desk.one("titles", unit, year=year)
    desk.change("titles", row, **desk.sign("tinh", year + 1, 11, 20))
    return [desk.name(unit)]


def _flag_only(desk: Desk) -> list[str]:
    year = desk.year(4)
    unit = desk.unit(desk.has("titles", year=year))
    row = desk.one("titles", unit, year=year)
    signed = desk.sign("tinh", year + 1, 3)
    desk.change("titles", row, title="co_thi_dua_bo_tinh", **signed)
    return [desk.name(unit)]


def _target_missed(desk: Desk) -> list[str]:
    unit, row = _target(desk, 2)
    planned = desk.cells("targets", row)["planned"]
    desk.change("targets", row, achieved=planned - 1)
    return [desk.name(unit)]


def _target_blank(desk: Desk) -> list[str]:
    unit, row = _target(desk, 3)
    desk.change("targets", row, achieved=None)
    return [desk.name(unit)]


def _target(desk: Desk, back: int, target: str | None = None) -> tuple[int, int]:
    """A unit and one of its targets of a year."""
    year = desk.year(back)
    equal: dict[str, object] = {"year": year} | ({"target": target} if target else {})
    unit = desk.unit(desk.has("targets", **equal))
    return unit, desk.one("targets", unit, **equal)


def _less_is_better(desk: Desk) -> list[str]:
    year = desk.year(1)
    unit = desk.unit(desk.has("targets", year=year, better="less"))
    desk.change("targets", desk.one("targets", unit, year=year, better="less"), achieved=0.0)
    return [desk.name(unit)]


def _targets_missing(desk: Desk) -> list[str]:
    year = desk.year(4)
    unit = desk.unit(desk.has("targets", year=year))
    desk.drop("targets", desk.rows("targets", unit, year=year))
    return [desk.name(unit)]


def _unranked(desk: Desk) -> list[str]:
    year = desk.year(1)
    unit = desk.unit(desk.has("movement_results", year=year))
    row = desk.one("movement_results", unit, year=year)
    desk.change("movement_results", row, place=None, of=None, points=None)
    return [desk.name(unit)]


def _shared_place(desk: Desk) -> list[str]:
    year = desk.year(2)
    unit = desk.unit(desk.has("movement_results", year=year, place=2))
    row = desk.one("movement_results", unit, year=year, place=2)
    desk.change("movement_results", row, place=1)
    return [desk.name(unit)]


CASES = [
    Case("unit_rating_missing", "a unit's rating of a past year is lost", _rating_missing),
    Case("unit_rating_conflict", "two ratings of a unit decided on one day", _rating_conflict),
    Case("unit_rating_decided_late", "a unit's rating decided a year late", _rating_late),
    Case("title_proposed", "a title that was only proposed", _title_proposed),
    Case("title_annulled", "a title that was annulled later", _title_annulled),
    Case("title_annulled_undated", "a title annulled on no known day", _title_annulled_undated),
    Case("title_decided_late", "last year's title decided in November", _title_late),
    Case("title_flag_only", "a year with the flag alone in the register", _flag_only),
    Case("target_missed", "a target missed by one", _target_missed),
    Case("target_blank", "a target without its result", _target_blank),
    Case("target_less_is_better", "nothing achieved where less is better", _less_is_better),
    Case("targets_missing", "no targets on record in a year", _targets_missing),
    Case("result_unranked", "a unit that took part and was not ranked", _unranked),
    Case("result_shared_place", "two units in the first place", _shared_place),
]
