"""Units that change: whose rows are one series.

A renamed unit is one series. A merged unit's series goes on from its predecessors' where their
numbers can be added; else it starts at the merger. Of a split unit the part that keeps the id is
another unit from then on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from lantoa.concluding import Saying
from lantoa.trends.panel import TOPIC


@dataclass(frozen=True)
class Change:
    """A change of a unit.

    Attributes:
        year: The first year of the new one.
        kind: ``"rename"``, ``"merge"`` or ``"split"``.
        source, to: The ids.
    """

    year: int
    kind: str
    source: str
    to: str


def followed(
    table: pd.DataFrame, changes: Sequence[Change], *, add: bool, key: Sequence[str] = ()
) -> tuple[pd.DataFrame, tuple[Saying, ...]]:
    """The rows under the ids that their series go by.

    Args:
        table: ``subject``, ``year``, the columns of ``key``, columns of numbers, perhaps ``block``.
        changes: In the order of years.
        add: Whether predecessors' numbers may be added.
        key: Columns that tell rows of one subject and year apart, such as a target's name.

    Returns:
        The rows, and what a reader must know: what was joined, added, or starts anew.
    """
    rows, notes = table, []
    latest = latest_ids(changes, ("rename",))
    for change in changes:
        if change.kind == "rename":
            rows = _renamed(rows, change, key)
            notes.append(Saying(TOPIC, "changed.rename", _gaps(change)))
    for event in _events(changes, latest):
        rows, note = _applied(rows, event, key, add=add)
        notes.append(note)
    return rows, tuple(notes)


def latest_ids(changes: Sequence[Change], kinds: Sequence[str]) -> Mapping[str, str]:
    """The last id of each unit that changed in one of some ways.

    >>> renamed = [Change(2020, "rename", "A", "B"), Change(2022, "rename", "B", "C")]
    >>> latest_ids(renamed, ["rename"])
    {'B': 'C', 'A': 'C'}
    """
    found: dict[str, str] = {}
    for one in reversed(changes):
        if one.kind in kinds:
            found[one.source] = found.get(one.to, one.to)
    return found


@dataclass(frozen=True, order=True)
class _Event:
    """A merger, or a split, of units under their last ids; in the order of time."""

    year: int
    kind: str
    unit: str
    sources: tuple[str, ...] = ()


def _events(changes: Sequence[Change], latest: Mapping[str, str]) -> list[_Event]:
    mergers: dict[tuple[int, str], set[str]] = {}
    found: set[_Event] = set()
    for one in changes:
        source, to = (latest.get(unit, unit) for unit in (one.source, one.to))
        if one.kind == "merge":
            mergers.setdefault((one.year, to), set()).add(source)
        elif one.kind == "split":
            found.add(_Event(one.year, "split", source))
    found |= {_Event(year, "merge", to, tuple(sorted(of))) for (year, to), of in mergers.items()}
    return sorted(found)


def _applied(
    rows: pd.DataFrame, event: _Event, key: Sequence[str], *, add: bool
) -> tuple[pd.DataFrame, Saying]:
    year, unit, sources = event.year, event.unit, event.sources
    if event.kind == "split":
        gaps: dict[str, object] = {"source": unit, "year": year, "before": before(unit, year)}
        return _parted(rows, year, unit), Saying(TOPIC, "changed.split", gaps)
    if ((rows["subject"] == unit) & (rows["year"] < year)).any():
        rows = _parted(rows, year, unit)  # it took others in: it is one of its predecessors
        sources = tuple(sorted((before(unit, year), *sources)))
    if add:
        rows = _added(rows, unit, sources, key)
    told = {"sources": ", ".join(sources), "to": unit, "year": year}
    return rows, Saying(TOPIC, "changed.added" if add else "changed.merge", told)


def before(unit: str, year: int) -> str:
    """What the series of a unit before a split is called.

    >>> before("DV09", 2024)
    'DV09 (…2023)'
    """
    return f"{unit} (…{year - 1})"


def _gaps(change: Change) -> dict[str, object]:
    return {"source": change.source, "to": change.to, "year": change.year}


def _renamed(rows: pd.DataFrame, change: Change, key: Sequence[str]) -> pd.DataFrame:
    """Both ids as one; where a year has both, the id that was in force counts."""
    mine = rows["subject"].isin([change.source, change.to])
    in_force = (rows["subject"] == change.to) == (rows["year"] >= change.year)
    moved = rows.assign(subject=rows["subject"].mask(mine, change.to), late=~in_force & mine)
    keys = ["subject", "year", *key]
    moved = moved.sort_values("late", kind="stable")
    there = moved[mine.loc[moved.index].to_numpy()]
    doubled = there.index[there.duplicated(keys)]
    return moved.drop(index=doubled).drop(columns="late").sort_index()


def _parted(rows: pd.DataFrame, year: int, source: str) -> pd.DataFrame:
    """The history before a split as a series of its own."""
    early = (rows["subject"] == source) & (rows["year"] < year)
    return rows.assign(subject=rows["subject"].mask(early, before(source, year)))


def _added(rows: pd.DataFrame, to: str, sources: Sequence[str], key: Sequence[str]) -> pd.DataFrame:
    """The predecessors' numbers added up, in years in which all of them have one.

    Where the successor has a row of its own, that one counts.
    """
    ours = rows["subject"].isin(sources)
    if not ours.any():
        return rows
    keys = ["year", *key]
    own = rows.loc[rows["subject"] == to, keys].assign(own=True)
    parts = rows[ours].merge(own, on=keys, how="left")
    parts = parts[parts["own"].isna()].drop(columns="own")
    fixed = [name for name in parts if name in ("block", "less")]
    numbers = [name for name in parts if name not in ("subject", *fixed, *keys)]
    groups = parts.groupby(keys, observed=True, sort=True)
    added = groups[numbers].sum(min_count=len(sources))
    for name in fixed:
        added[name] = groups[name].first()
    return pd.concat([rows[~ours], added.reset_index().assign(subject=to)], ignore_index=True)
