"""Places, quotas and their lines on paper: an assumption of the plan, said so on every sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from lantoa.evaluating import Evaluation
from lantoa.ranking import SubjectKind, quotas, ranking
from lantoa.reporting.paper import Sheet
from lantoa.reporting.sheets import heading, sheet
from lantoa.reporting.words import said


def place_sheets(result: Evaluation) -> Iterator[Sheet]:
    """A sheet of places for each kind that has points, then the quotas where there are any."""
    kinds: tuple[SubjectKind, ...] = ("unit", "person")
    for kind in kinds:
        if _has_points(result, kind):
            yield places(result, kind)
    found = quotas(result)
    if len(found):
        yield _quotas(result, found)


def _has_points(result: Evaluation, kind: SubjectKind) -> bool:
    criteria = {criterion.id: criterion for criterion in result.plan.criteria}
    return any(kind in criteria[name].subjects for name in result._rules.scorings)


def places(result: Evaluation, kind: SubjectKind) -> Sheet:
    """Who stands where: units in the office, people in their unit."""
    lang = result.plan.lang
    frame = ranking(result, kind, "unit_id" if kind == "person" else None)
    told = pd.DataFrame(
        {
            "subject_id": frame["subject_id"],
            "group": _groups(frame["group"], lang),
            "total": [_span(*row) for row in _columns(frame, "points", "points_high", lang)],
            "place": [_place(*row) for row in _whole(frame)],
            "seats": frame["seats"],
            "line": frame["line"].map(_lines(lang)),
            "sure": frame["sure"].map({True: said("words.yes", lang), False: None}),
        }
    )
    widths = {"subject_id": 10, "group": 14, "total": 16, "place": 14, "seats": 10, "line": 34,
              "sure": 10}  # fmt: skip
    name, title = (
        said(f"sheets.{key}", lang, kind=said(f"kinds.{kind}", lang).lower())
        for key in ("places", "places_title")
    )
    note = said("sheets.places_note", lang, chain=_chain(result, kind))
    notes = (note, said("sheets.places_open", lang))
    columns = [heading(one, lang, width, "centre") for one, width in widths.items()]
    return Sheet(name, title, notes, told, columns)


def _chain(result: Evaluation, kind: SubjectKind) -> str:
    labels = [result.plan.criterion(one).label for one in result.plan.scoring["ties"][kind]]
    return ", ".join(labels) or said("sheets.places_none", result.plan.lang)


def _columns(frame: pd.DataFrame, low: str, high: str, lang: str) -> Iterator[tuple[str, str]]:
    for ends in zip(frame[low], frame[high], strict=True):
        first, second = (f"{end:.3f}".rstrip("0").rstrip(".") for end in ends)
        comma = {"vi": ",", "en": "."}[lang]
        yield first.replace(".", comma), second.replace(".", comma)


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low}–{high}"


def _whole(frame: pd.DataFrame) -> Iterator[tuple[int | None, int | None, int | None]]:
    names = ("place", "place_low", "place_high")
    cells = (frame[name].astype(object).where(frame[name].notna(), None) for name in names)
    yield from zip(*cells, strict=True)


def _place(place: int | None, low: int | None, high: int | None) -> str | None:
    """A place with the interval that missing values leave, where it is one.

    >>> _place(2, 1, 4), _place(2, 2, 2), _place(None, 1, 4), _place(None, None, None)
    ('2 (1–4)', '2', '(1–4)', None)
    """
    if low is None or high is None:
        return None
    span = "" if place == low == high else f"({_span(str(low), str(high))})"
    return f"{'' if place is None else place} {span}".strip()


def _groups(groups: pd.Series, lang: str) -> pd.Series:
    return groups.replace({"office": said("lines.office", lang)})


def _lines(lang: str) -> Mapping[str, str]:
    return {line: said(f"lines.{line}", lang) for line in ("within", "tied", "beyond")}


def _seats(low: Any, high: Any) -> int | str | None:
    """Seats of a group, with what is not known about them."""
    if pd.isna(low):
        return None
    return int(low) if low == high else _span(str(low), str(high))


def _quotas(result: Evaluation, found: pd.DataFrame) -> Sheet:
    lang = result.plan.lang
    labels = {name: quota.get(lang) or name for name, quota in result.plan.quotas.items()}
    told = found.assign(
        quota=found["quota"].map(labels),
        inside=found["inside"].map(labels),
        group=_groups(found["group"], lang),
        subject_kind=[
            ", ".join(said(f"kinds.{kind}", lang).lower() for kind in kinds.split(", "))
            for kinds in found["subject_kind"]
        ],
        seats=pd.Series(map(_seats, found["seats_low"], found["seats_high"]), dtype=object),
        status=[said(f"words.{status}", lang) for status in found["status"]],
    )
    widths = {"quota": 34, "subject_kind": 16, "group": 22, "base": 9, "seats": 9, "inside": 22,
              "counted": 9, "perhaps": 9, "within": 9, "tied": 9, "fewer_than": 9,
              "status": 12}  # fmt: skip
    note = said("sheets.quotas_note", lang)
    return sheet("quotas", lang, told, widths, notes=(note,))
