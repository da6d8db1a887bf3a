"""A panel from an office: ratings, targets, places, points or measures of its registers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.concluding import Saying
from lantoa.schema import CODES
from lantoa.trends.lines import Change, followed
from lantoa.trends.options import Options
from lantoa.trends.panel import TOPIC, Panel, What, laid
from lantoa.trends.standing_in import blocks_of

_YEARLY = {
    "ratings": "ratings",
    "targets": "targets",
    "places": "movement_results",
    "points": "movement_results",
    "measures": "measures",
}
_NAMED = ("targets", "measures")  # "targets:<name>": one of them


@dataclass(frozen=True)
class _Asked:
    """What is asked of an office, split at the colon."""

    what: str
    name: str | None


def of_office(office: Any, asked: Options) -> Panel:
    """The panel of an office; see ``lantoa.trend``.

    Raises:
        InputError: Nothing of the office is named, or it has no such register.
    """
    asked.refuse("an office", "subject", "year", "value", "successors", "combine", "levels")
    if asked.direction is not None:
        asked_of = asked.of or ""
        if not asked_of.startswith("measures"):
            raise InputError("direction: of an office only measures need it; expected none")
    one = _split(asked.of, office)
    changes = changes_of(office)
    found = _READ[one.what](office, one.name, changes)
    found = _of_kind(found, office, asked, one.what)
    rows, notes = found.rows, list(found.notes)
    blocks = None
    if asked.by is not None:
        blocks, more = blocks_of(office, rows, asked.by, changes)
        notes += more
    return laid(
        rows["subject"].to_numpy(object),
        rows["year"].to_numpy(np.int64),
        rows["value"].to_numpy(np.float64),
        what=found.what,
        direction=asked.direction or "more",
        block=blocks,
        label=found.label,
        unit=found.unit,
        levels=found.levels,
        zero_sum=found.what == "places",
        computed=one.what in ("targets", "places", "points"),
        breaks=asked.declared_years,
        by=asked.by,
        kind=office.frames,
        notes=tuple(notes),
    )


@dataclass(frozen=True)
class _Found:
    """Rows of ``subject``, ``year``, ``value``, and what they are."""

    rows: pd.DataFrame
    what: What
    label: Saying
    unit: Saying | None
    levels: tuple[str, ...] = ()
    notes: tuple[Saying, ...] = ()


def _split(of: str | None, office: Any) -> _Asked:
    if of is None:
        told = _checks.listed(name for name, table in _YEARLY.items() if table in office)
        raise InputError(f"of: expected which numbers of the office: {told}")
    what, _, name = of.partition(":")
    _checks.one_of(what, list(_YEARLY), what="of")
    if name and what not in _NAMED:
        raise InputError(f'of: "{of}": of {what} there are no names; expected "{what}"')
    if _YEARLY[what] not in office or not len(office.tables[_YEARLY[what]]):
        raise InputError(f'of: "{what}" is in the table "{_YEARLY[what]}", which is not there')
    return _Asked(what, name or None)


def changes_of(office: Any) -> list[Change]:
    """The dated changes of units, in their order.

    A change counts for a whole year from the one on in which it happens.
    """
    if "unit_changes" not in office:
        return []
    frame = office.tables["unit_changes"].frame.dropna(subset=["date"])
    found = [
        Change(int(day.year), str(kind), str(source), str(to))
        for day, kind, source, to in zip(
            frame["date"], frame["kind"], frame["from_unit_id"], frame["to_unit_id"], strict=True
        )
    ]
    return sorted(found, key=lambda one: (one.year, one.source, one.to))


def _ratings(office: Any, _: object, changes: Sequence[Change]) -> _Found:
    frame = office.tables["ratings"].frame
    levels = CODES["ratings"]
    known = frame[frame["rating"].notna() & frame["year"].notna()]
    rows = pd.DataFrame(
        {
            "subject": known["subject_id"].astype(object),
            "year": known["year"].astype(np.int64),
            "value": pd.Categorical(known["rating"], levels).codes.astype(np.float64),
            "day": known["decision_date"],
        }
    ).reset_index(drop=True)
    rows = rows[rows["value"] >= 0]  # a code off the ladder is on no level
    rows, unsettled = _latest(rows)
    rows, notes = followed(rows, changes, add=False)
    if unsettled:
        notes = (*notes, Saying(TOPIC, "notes.unsettled", {"count": unsettled}))
    label, unit = Saying(TOPIC, "what.ratings"), Saying(TOPIC, "units.levels")
    return _Found(rows, "ratings", label, unit, levels, notes)


def _latest(rows: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The latest decision of each subject and year; where none is the latest, no rating at all."""
    keys = ["subject", "year"]
    doubled = rows.duplicated(keys, keep=False)
    if not doubled.any():
        return rows.drop(columns="day"), 0
    several = rows[doubled]
    groups = several.groupby(keys, sort=False)
    last = groups["day"].transform("max")
    dated = several["day"].notna().groupby([several[key] for key in keys]).transform("all")
    kept = several[~dated | (several["day"] == last)]
    alike = kept.groupby(keys)["value"].transform("nunique") == 1
    settled = kept[alike].drop_duplicates(keys)
    unsettled = len(kept[~alike].drop_duplicates(keys))
    found = pd.concat([rows[~doubled], settled]).sort_index()
    return found.drop(columns="day"), unsettled


def _targets(office: Any, name: str | None, changes: Sequence[Change]) -> _Found:
    frame = office.tables["targets"].frame
    names = sorted(frame["target"].dropna().astype(str).unique())
    if name is not None:
        _checks.one_of(name, names, what="of: target")
        frame = frame[frame["target"].astype(object) == name]
    rows = pd.DataFrame(
        {
            "subject": frame["unit_id"].astype(object),
            "year": frame["year"].astype("Int64"),
            "target": frame["target"].astype(object),
            "planned": frame["planned"],
            "achieved": frame["achieved"],
            "less": frame["better"].astype(object).eq("less"),
        }
    ).dropna(subset=["year", "target"])
    rows = rows.astype({"year": np.int64}).reset_index(drop=True)
    rows, notes = followed(rows, changes, add=True, key=("target",))
    ratio = _ratio(rows)
    means = _means(rows.assign(value=100 * ratio).dropna(subset=["value"]))
    label = Saying(TOPIC, "what.targets" if name is None else "what.target", {"name": name or ""})
    if name is None:
        notes = (*notes, Saying(TOPIC, "notes.mean_of_targets"))
    return _Found(means, "targets", label, Saying(TOPIC, "units.percent"), (), notes)


def _ratio(rows: pd.DataFrame) -> pd.Series:
    """Achieved by planned; where less is better planned by achieved. Unknown where it is none."""
    planned, achieved = rows["planned"].astype(float), rows["achieved"].astype(float)
    top, bottom = achieved.where(~rows["less"], planned), planned.where(~rows["less"], achieved)
    nothing = rows["less"] & (achieved == 0) & (planned >= 0)
    usual = (top / bottom.where(bottom > 0)).where((planned >= 0) & (achieved >= 0))
    return usual.mask(nothing, np.where(planned > 0, 2.0, 1.0))


def _movements(
    what: What, value: Callable[[pd.DataFrame], pd.Series]
) -> Callable[[Any, str | None, Sequence[Change]], _Found]:
    def read(office: Any, _: object, changes: Sequence[Change]) -> _Found:
        frame = office.tables["movement_results"].frame
        rows = pd.DataFrame(
            {
                "subject": frame["subject_id"].astype(object),
                "year": frame["year"].astype("Int64"),
                "value": value(frame),
            }
        ).dropna()
        rows = rows.astype({"year": np.int64, "value": np.float64})
        means, notes = followed(_means(rows), changes, add=False)
        notes = (*notes, Saying(TOPIC, f"notes.{what}_of_movements"))
        unit = Saying(TOPIC, "units.percent" if what == "places" else "units.points")
        return _Found(means, what, Saying(TOPIC, f"what.movement_{what}"), unit, (), notes)

    return read


def _means(rows: pd.DataFrame) -> pd.DataFrame:
    """The mean value of each subject and year."""
    return rows.groupby(["subject", "year"], sort=True)["value"].mean().reset_index()


def _beaten(frame: pd.DataFrame) -> pd.Series:
    """The share of the others who stand behind, in per cent; unknown where nobody else is there."""
    place = frame["place"].astype("Float64")
    others = frame["of"].astype("Float64") - 1
    found = 100 * (others + 1 - place) / others.where(others > 0)
    return found.where((place >= 1) & (place <= others + 1))


def _measures(office: Any, name: str | None, changes: Sequence[Change]) -> _Found:
    frame = office.tables["measures"].frame
    names = sorted(frame["measure"].dropna().astype(str).unique())
    if name is None and len(names) > 1:
        raise InputError(
            f'of: "measures": which of them? Expected "measures:{names[0]}"; there are '
            f"{_checks.listed(names)}"
        )
    name = _checks.one_of(name or names[0], names, what="of: measure")
    mine = frame[frame["measure"].astype(object) == name].dropna(subset=["year", "value"])
    rows = pd.DataFrame(
        {
            "subject": mine["subject_id"].astype(object),
            "year": mine["year"].astype(np.int64),
            "value": mine["value"].astype(np.float64),
        }
    ).drop_duplicates(["subject", "year"])
    rows, notes = followed(rows, changes, add=False)
    return _Found(rows, "measure", Saying(TOPIC, "what.measure", {"name": name}), None, (), notes)


def _of_kind(found: _Found, office: Any, asked: Options, what: str) -> _Found:
    """Only people or only units: the two are never in one trend."""
    people = set()
    if "people" in office:
        people = set(office.tables["people"].frame["person_id"].dropna().astype(str))
    is_person = found.rows["subject"].isin(people)
    kind = asked.subject_kind or ("person" if is_person.any() else "unit")
    kept = found.rows[is_person if kind == "person" else ~is_person]
    if kept.empty:
        raise InputError(
            f'subject_kind "{kind}": nobody of that kind has {what}; expected '
            f'"{"unit" if kind == "person" else "person"}"'
        )
    noted = found.notes if kind == "unit" else tuple(_not_of_units(found.notes))
    label = Saying(TOPIC, f"of_kind.{kind}", {"what": found.label})
    return _Found(kept.reset_index(drop=True), found.what, label, found.unit, found.levels, noted)


def _not_of_units(notes: Sequence[Saying]) -> list[Saying]:
    return [one for one in notes if not one.path.startswith("changed.")]


_READ: dict[str, Callable[[Any, str | None, Sequence[Change]], _Found]] = {
    "ratings": _ratings,
    "targets": _targets,
    "places": _movements("places", _beaten),
    "points": _movements("points", lambda frame: frame["points"].astype("Float64")),
    "measures": _measures,
}
