"""What may move apart after somebody was given something: yearly numbers, never places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._frames import Kind
from lantoa.concluding import Saying
from lantoa.schema import wording
from lantoa.spreading.lots import TOPIC
from lantoa.spreading.setting import Codes
from lantoa.trends.options import options
from lantoa.trends.panel import Panel, laid
from lantoa.trends.reading import panel_of

if TYPE_CHECKING:
    from lantoa.office import Office

COUNTED = ("initiatives", "good_or_better")
"""Outcomes that are counted from registers, beside measures and targets."""

SubjectKind = Literal["unit", "person"]
_BEFORE_SPLIT = " (…"


def zero_sum(outcome: Any) -> Saying | None:
    """Why an outcome can never be one of spread: one's gain is another's loss."""
    if isinstance(outcome, str):
        name = outcome.partition(":")[0]
        if name in ("places", "ranks", "ranking"):
            return Saying(TOPIC, "reasons.places")
        if name in ("ratings", "excellent"):
            return Saying(TOPIC, "reasons.excellent")
    if hasattr(outcome, "_overall") and hasattr(outcome, "_asked"):
        return Saying(TOPIC, "reasons.places")
    return None


def outcome_of(office: Office, outcome: Any, kind: SubjectKind | None, lang: str) -> Panel:
    """The yearly numbers of an outcome.

    Args:
        office: Whose registers are read.
        outcome: ``"targets"``, ``"targets:<name>"``, the name of a measure, one of `COUNTED`, or
            a frame with a row per subject and year.
        kind: People or units; None takes what the outcome has.
        lang: ``"vi"`` or ``"en"``.

    Raises:
        InputError: The office has no such outcome; the nearest is named.
    """
    if not isinstance(outcome, str):
        return _read(outcome, None, None, lang)
    if outcome in COUNTED:
        return _counted(office, outcome, kind or "unit")
    view = _Unmerged.of(office)
    if outcome.partition(":")[0] in ("targets", "measures"):
        return _read(view, outcome, kind, lang)
    named = _checks.one_of(outcome, ["targets", *COUNTED, *_measures(office)], what="outcome")
    return _read(view, f"measures:{named}", kind, lang)


@dataclass(frozen=True)
class _Unmerged:
    """An office whose merged units keep the numbers of their own: they were drawn one by one."""

    tables: Mapping[str, Any]
    frames: Kind

    @classmethod
    def of(cls, office: Office) -> _Unmerged:
        tables: dict[str, Any] = dict(office.tables)
        if "unit_changes" in tables:
            rows = tables["unit_changes"].frame
            kept = rows[rows["kind"].astype(object) != "merge"]
            tables["unit_changes"] = SimpleNamespace(frame=kept)
        return cls(tables, office.frames)

    def __contains__(self, table: object) -> bool:
        return table in self.tables


def _read(what: Any, of: str | None, kind: str | None, lang: str) -> Panel:
    asked: dict[str, Any] = dict.fromkeys(
        ("by", "subject", "year", "value", "years", "direction", "levels", "successors", "combine")
    )
    return panel_of(what, options(**asked, of=of, breaks="none", subject_kind=kind, lang=lang))


def _measures(office: Office) -> list[str]:
    if "measures" not in office:
        return []
    return sorted(office.tables["measures"].frame["measure"].dropna().astype(str).unique())


def _counted(office: Office, outcome: str, kind: SubjectKind) -> Panel:
    rows = _initiatives(office, kind) if outcome == "initiatives" else _good(office, kind)
    if rows.empty:
        raise InputError(f'outcome "{outcome}": the office has no rows to count it from')
    return laid(
        rows["subject"].to_numpy(object),
        rows["year"].to_numpy(np.int64),
        rows["value"].to_numpy(np.float64),
        what="value",
        label=Saying(TOPIC, f"counted.{outcome}"),
        computed=True,
        kind=office.frames,
    )


def _members(office: Office) -> pd.DataFrame:
    """A row per person and year in which the person was a member on 31 December: its unit."""
    stays = office.tables["memberships"].frame if "memberships" in office else None
    if stays is None or stays.empty:
        return pd.DataFrame({"person": [], "year": [], "unit": []})
    parts = []
    for year in range(min(office.years), max(office.years) + 1):
        day = pd.Timestamp(year, 12, 31)
        there = (stays["from"].isna() | (stays["from"] <= day)) & (
            stays["to"].isna() | (stays["to"] >= day)
        )
        found = (
            stays[there]
            .sort_values(["person_id", "from"])
            .drop_duplicates("person_id", keep="last")
        )
        ids = {"person": found["person_id"].astype(str), "unit": found["unit_id"].astype(str)}
        parts.append(pd.DataFrame({**ids, "year": year}))
    return pd.concat(parts, ignore_index=True)


def _initiatives(office: Office, kind: SubjectKind) -> pd.DataFrame:
    """Recognised initiatives by year: of a person, or of a unit's members by head."""
    members = _members(office)
    if "initiatives" not in office:
        return pd.DataFrame()
    frame = office.tables["initiatives"].frame
    known = frame[frame["recognised"].fillna(False).astype(bool) & frame["year"].notna()]
    keys = {"person": known["subject_id"].astype(str), "year": known["year"].astype(int)}
    count = pd.DataFrame(keys).value_counts().rename("value").reset_index()
    rows = members.merge(count, how="left", on=["person", "year"]).fillna({"value": 0.0})
    return _by_kind(rows, kind)


def _good(office: Office, kind: SubjectKind) -> pd.DataFrame:
    """The share rated good or better of those rated: not capped, unlike excellent."""
    if "ratings" not in office:
        return pd.DataFrame()
    frame = office.tables["ratings"].frame
    good = frozenset(wording("tables")["codes"]["ratings"][2:])
    known = frame[frame["rating"].notna() & frame["year"].notna()]
    known = known.sort_values(["subject_id", "year", "decision_date"], kind="stable")
    known = known.drop_duplicates(["subject_id", "year"], keep="last")
    rows = pd.DataFrame(
        {
            "person": known["subject_id"].astype(str),
            "year": known["year"].astype(int),
            "value": 100.0 * known["rating"].astype(str).isin(good),
        }
    )
    return _by_kind(rows.merge(_members(office), on=["person", "year"]), kind)


def _by_kind(rows: pd.DataFrame, kind: SubjectKind) -> pd.DataFrame:
    column = "person" if kind == "person" else "unit"
    found = rows.groupby([column, "year"], sort=True)["value"].mean().reset_index()
    return found.rename(columns={column: "subject"})


def of_people(office: Office, panel: Panel) -> bool:
    """Whether the numbers are of people: of few of them they are theirs by name (R12)."""
    return are_people(office, panel.subjects)


def are_people(office: Office, subjects: Sequence[str]) -> bool:
    """Whether some subjects are people of an office."""
    if "people" not in office:
        return False
    ids = set(office.tables["people"].frame["person_id"].dropna().astype(str))
    return any(name in ids for name in subjects)


def rows_of(panel: Panel, ids: Sequence[str], years: Sequence[int]) -> Codes:
    """The row of each id that has the outcome in some years, -1 where there is none.

    A unit that was split is another one before than after: of its rows that of these years counts.
    """
    columns = [panel.years.index(year) for year in years]
    known = np.asarray(~np.isnan(panel.values[:, columns]).any(axis=1), bool)
    at: dict[str, int] = {}
    for row, name in enumerate(panel.subjects):
        if known[row]:
            at.setdefault(name.partition(_BEFORE_SPLIT)[0], row)
    return np.array([at.get(name, -1) for name in ids], np.int32)
