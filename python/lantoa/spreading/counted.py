"""Outcomes that are counted from registers: what nobody recorded or decided is not known, never 0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lantoa._checks import InputError
from lantoa.concluding import Saying
from lantoa.schema import CODES
from lantoa.spreading.circle import SubjectKind
from lantoa.spreading.covering import Cover, cover_of
from lantoa.spreading.lots import TOPIC
from lantoa.trends.panel import COMPUTED, Panel, laid
from lantoa.trends.panel import TOPIC as TRENDS
from lantoa.trends.registers import latest_ratings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lantoa.office import Office

COUNTED = ("initiatives", "good_or_better")
"""Outcomes that are counted from registers, beside measures and targets."""

_GOOD = CODES["ratings"].index("hoan_thanh_tot")


@dataclass(frozen=True)
class _Found:
    """Rows of ``person``, ``unit``, ``year`` and ``value``, NaN where unknown, and what to know."""

    rows: pd.DataFrame
    notes: tuple[Saying, ...] = ()


def counted(office: Office, outcome: str, kind: SubjectKind) -> Panel:
    """The yearly numbers of one of `COUNTED`.

    A year counts where ``coverage`` says that the register is complete, or, where it says nothing,
    in which the register has a row. A person with a row that is undecided, or of whom two latest
    decisions disagree, has no number in that year.

    Args:
        office: Whose registers are read.
        outcome: ``"initiatives"``: recognised ones of a person, or of a unit's members on 31
            December by head, unknown where one of them is; ``"good_or_better"``: 100 or 0, or the
            share of a unit's members of those rated.
        kind: People or units.

    Raises:
        InputError: No year has a number.
    """
    found = _initiatives(office, kind) if outcome == "initiatives" else _good(office, kind)
    rows = found.rows
    if rows.empty or rows["value"].isna().all():
        raise InputError(f'outcome "{outcome}": the office has no rows to count it from')
    return laid(
        rows["subject"].to_numpy(object),
        rows["year"].to_numpy(np.int64),
        rows["value"].to_numpy(np.float64),
        what="value",
        label=Saying(TOPIC, f"counted.{outcome}"),
        digits=COMPUTED,
        kind=office.frames,
        notes=found.notes,
    )


def _initiatives(office: Office, kind: SubjectKind) -> _Found:
    if "initiatives" not in office:
        return _Found(_nothing())
    cover, frame = cover_of(office, "initiatives"), office.tables["initiatives"].frame
    rows = pd.DataFrame(
        {
            "person": frame["subject_id"].astype(object),
            "year": frame["year"].astype("Int64"),
            "recognised": frame["recognised"].astype("boolean"),
        }
    ).dropna(subset="person")
    rows = rows[rows["person"].isin(_people(office))]
    members = _members(office, _recorded(rows["year"], cover))
    keys = ["person", "year"]
    yes = rows[rows["recognised"].fillna(value=False) & rows["year"].notna()]
    count = yes.astype({"year": np.int64}).value_counts(keys).rename("value").reset_index()
    told = members.merge(count, how="left", on=keys).fillna({"value": 0.0})
    open_rows = rows[rows["recognised"].isna() | (rows["year"].isna() & rows["recognised"])]
    told["value"] = told["value"].astype(float).mask(_undecided(told, open_rows))
    count_open = len(open_rows[open_rows["year"].isna() | open_rows["year"].isin(told["year"])])
    gaps = {"count": count_open}
    notes = (Saying(TOPIC, "counted.undecided", gaps),) if count_open else ()
    return _Found(_by_kind(told, kind, whole=True), notes)


def _recorded(years: pd.Series, cover: Cover) -> list[int]:
    """The years of which the register can be believed to hold everything."""
    written = sorted({int(year) for year in years.dropna()})
    if not cover.complete:
        return [year for year in written if not cover.has_gap(year)]
    ends = [int(str(day)[:4]) for span in cover.complete for day in span]
    # Of a span without a first or last day only the years that are written of are asked about.
    inside = [*written, *(year for year in ends if 1 < year < 9999)]
    if not inside:
        return []
    return [year for year in range(min(inside), max(inside) + 1) if cover.is_complete(year)]


def _undecided(told: pd.DataFrame, open_rows: pd.DataFrame) -> pd.Series:
    """Where a person has a row that may count: in its year, in any where that is not written."""
    anytime = set(open_rows.loc[open_rows["year"].isna(), "person"])
    dated = open_rows.dropna(subset="year")
    pairs = set(zip(dated["person"], dated["year"].astype(int), strict=True))
    return pd.Series(
        [
            one in anytime or (one, year) in pairs
            for one, year in zip(told["person"], told["year"], strict=True)
        ],
        index=told.index,
        dtype=bool,
    )


def _good(office: Office, kind: SubjectKind) -> _Found:
    """Rated good or better: not capped, unlike excellent."""
    if "ratings" not in office:
        return _Found(_nothing())
    rated, unsettled = latest_ratings(office)
    cover = cover_of(office, "ratings")
    rows = pd.DataFrame(
        {
            "person": rated["subject"],
            "year": rated["year"],
            "value": 100.0 * (rated["value"] >= _GOOD),
        }
    )
    if kind == "unit":  # of a register with a gap the share of those rated is that of a part
        rows = rows[~rows["year"].map(cover.has_gap).astype(bool)]
    members = _members(office, sorted(set(rows["year"].tolist())))
    gaps = {"count": unsettled}
    notes = (Saying(TRENDS, "notes.unsettled", gaps),) if unsettled else ()
    return _Found(_by_kind(rows.merge(members, on=["person", "year"]), kind), notes)


def _people(office: Office) -> set[str]:
    found: set[str] = set()
    for table in ("people", "memberships"):
        if table in office:
            found |= set(office.tables[table].frame["person_id"].dropna().astype(str))
    return found


def _members(office: Office, years: Iterable[int]) -> pd.DataFrame:
    """A row per person and year in which the person was a member on 31 December: its unit."""
    parts = [pd.DataFrame({"person": [], "unit": [], "year": []}).astype({"year": np.int64})]
    stays = office.tables["memberships"].frame if "memberships" in office else None
    for year in years if stays is not None else ():
        assert stays is not None
        day = pd.Timestamp(year, 12, 31)
        there = (stays["from"].isna() | (stays["from"] <= day)) & (
            stays["to"].isna() | (stays["to"] >= day)
        )
        found = (
            stays[there]
            .sort_values(["person_id", "from", "unit_id"])
            .drop_duplicates("person_id", keep="last")
        )
        ids = {"person": found["person_id"].astype(str), "unit": found["unit_id"].astype(str)}
        parts.append(pd.DataFrame({**ids, "year": year}))
    return pd.concat(parts[1:] or parts, ignore_index=True).astype({"person": object})


def _by_kind(rows: pd.DataFrame, kind: SubjectKind, *, whole: bool = False) -> pd.DataFrame:
    """The mean of each subject and year; ``whole``: unknown where that of one of them is."""
    column = "person" if kind == "person" else "unit"
    groups = rows.groupby([column, "year"], sort=True)["value"]
    found = groups.mean()
    if whole:
        found = found.mask(groups.count() < groups.size())
    return found.reset_index().rename(columns={column: "subject"})


def _nothing() -> pd.DataFrame:
    return pd.DataFrame({"subject": [], "year": [], "value": []})
