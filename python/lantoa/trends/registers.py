"""The yearly registers of an office as rows: ratings, targets, movements, measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.concluding import Saying
from lantoa.schema import CODES
from lantoa.trends.lines import Change, followed
from lantoa.trends.panel import TOPIC, What


@dataclass(frozen=True)
class Found:
    """Rows of ``subject``, ``year``, ``value``, and what they are."""

    rows: pd.DataFrame
    what: What
    label: Saying
    unit: Saying | None
    levels: tuple[str, ...] = ()
    notes: tuple[Saying, ...] = ()


Reader: TypeAlias = Callable[[Any, str | None, Sequence[Change]], Found]
"""Of an office, the name of one of several, and changes of units."""


def _ratings(office: Any, _: object, changes: Sequence[Change]) -> Found:
    rows, unsettled = latest_ratings(office)
    rows, notes = followed(rows, changes, add=False)
    if unsettled:
        notes = (*notes, Saying(TOPIC, "notes.unsettled", {"count": unsettled}))
    label, unit = Saying(TOPIC, "what.ratings"), Saying(TOPIC, "units.levels")
    return Found(rows, "ratings", label, unit, CODES["ratings"], notes)


def latest_ratings(office: Any) -> tuple[pd.DataFrame, int]:
    """The rating of each subject and year by the latest decision, and how many are unsettled.

    Where no day says which of several is the latest, the rating is unknown: there is no row.

    Args:
        office: With a register of ratings.

    Returns:
        Rows of ``subject``, ``year`` and ``value``, the code of the level, lowest first; how many
        subjects and years have several levels that no day settles.
    """
    frame = office.tables["ratings"].frame
    known = frame[frame["rating"].notna() & frame["year"].notna()]
    rows = pd.DataFrame(
        {
            "subject": known["subject_id"].astype(object),
            "year": known["year"].astype(np.int64),
            "value": pd.Categorical(known["rating"], CODES["ratings"]).codes.astype(np.float64),
            "day": known["decision_date"],
        }
    ).reset_index(drop=True)
    return _latest(rows[rows["value"] >= 0])  # a code off the ladder is on no level


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


def _targets(office: Any, name: str | None, changes: Sequence[Change]) -> Found:
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
    return Found(means, "targets", label, Saying(TOPIC, "units.percent"), (), notes)


def _ratio(rows: pd.DataFrame) -> pd.Series:
    """Achieved by planned; where less is better planned by achieved. Unknown where it is none."""
    planned, achieved = rows["planned"].astype(float), rows["achieved"].astype(float)
    top, bottom = achieved.where(~rows["less"], planned), planned.where(~rows["less"], achieved)
    nothing = rows["less"] & (achieved == 0) & (planned >= 0)
    usual = (top / bottom.where(bottom > 0)).where((planned >= 0) & (achieved >= 0))
    return usual.mask(nothing, np.where(planned > 0, 2.0, 1.0))


def _movements(what: What, value: Callable[[pd.DataFrame], pd.Series]) -> Reader:
    def read(office: Any, _: object, changes: Sequence[Change]) -> Found:
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
        return Found(means, what, Saying(TOPIC, f"what.movement_{what}"), unit, (), notes)

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


def _measures(office: Any, name: str | None, changes: Sequence[Change]) -> Found:
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
    return Found(rows, "measure", Saying(TOPIC, "what.measure", {"name": name}), None, (), notes)


READERS: dict[str, Reader] = {
    "ratings": _ratings,
    "targets": _targets,
    "places": _movements("places", _beaten),
    "points": _movements("points", lambda frame: frame["points"].astype("Float64")),
    "measures": _measures,
}
