"""What may move apart after somebody was given something: yearly numbers, never places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from lantoa import _checks
from lantoa._frames import Kind
from lantoa.concluding import Saying
from lantoa.spreading.counted import COUNTED, counted
from lantoa.spreading.known import year_is_over
from lantoa.spreading.lots import TOPIC
from lantoa.spreading.setting import Codes
from lantoa.trends.options import options
from lantoa.trends.panel import Panel
from lantoa.trends.reading import panel_of

if TYPE_CHECKING:
    from lantoa.office import Office

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


def outcome_of(
    office: Office,
    outcome: Any,
    kind: SubjectKind | None,
    lang: str,
    as_of: np.datetime64 | None = None,
) -> Panel:
    """The yearly numbers of an outcome.

    Args:
        office: Whose registers are read.
        outcome: ``"targets"``, ``"targets:<name>"``, the name of a measure, one of `COUNTED`, or
            a frame with a row per subject and year.
        kind: People or units; None takes what the outcome has.
        lang: ``"vi"`` or ``"en"``.
        as_of: The day on which it is asked: only years that were over are known. None for all.

    Raises:
        InputError: The office has no such outcome; the nearest is named.
    """
    return _known(_whole(office, outcome, kind, lang), as_of)


def _whole(office: Office, outcome: Any, kind: SubjectKind | None, lang: str) -> Panel:
    if not isinstance(outcome, str):
        return _read(outcome, None, None, lang)
    if outcome in COUNTED:
        return counted(office, outcome, kind or "unit")
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


def _known(panel: Panel, as_of: np.datetime64 | None) -> Panel:
    """The years that were over on a day, also of a frame that came from elsewhere."""
    over = sum(year_is_over(year, as_of) for year in panel.years)
    return panel.columns(0, over)


def of_people(office: Office, panel: Panel) -> bool:
    """Whether the numbers are of people: of few of them they are theirs by name (R12)."""
    return are_people(office, panel.subjects)


def are_people(office: Office, subjects: Sequence[str]) -> bool:
    """Whether some subjects are, or may be, people of an office: all that no register has as units.

    Args:
        office: Whose registers tell; people may have none.
        subjects: Ids, or names of what a unit was before it was split.
    """
    units = _ids(office, "units", "unit_id").union(
        *(_ids(office, "unit_changes", one) for one in ("from_unit_id", "to_unit_id"))
    )
    people = _ids(office, "people", "person_id")
    names = [name.partition(_BEFORE_SPLIT)[0] for name in subjects]
    return any(name in people or name not in units for name in names)


def _ids(office: Office, table: str, column: str) -> set[str]:
    if table not in office:
        return set()
    return set(office.tables[table].frame[column].dropna().astype(str))


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
