"""What an office's registers lack before a difference can be measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa.concluding import Saying, Share
from lantoa.spreading.lots import is_lot

if TYPE_CHECKING:
    from lantoa.office import Office

TOPIC = "designing"
_THIN = 0.1  # a column that is blank in more than this share is thin
_YEARS = 3
_COLUMNS = {
    "assignments": ("date",),
    "links": ("from",),
    "adoptions": ("started_on", "verified_on", "source_id"),
    "publicity": ("date", "audience"),
    "practices": ("eligible",),
    "recognitions": ("merit_from", "merit_to"),
}


@dataclass(frozen=True)
class Gap:
    """Something that is not recorded.

    Attributes:
        table: The register.
        column: The column; blank for the whole register.
        state: How it stands.
        why: What it is for.
    """

    table: str
    column: str
    state: Saying
    why: Saying


def gaps_of(office: Office, subjects: Sequence[str]) -> list[Gap]:
    """What to record from now on: registers that are not there, columns that are thin.

    Args:
        office: The office.
        subjects: Ids of those who could be drawn.

    Example:
        >>> import lantoa as lt
        >>> {gap.table for gap in gaps_of(lt.sample_office(seed=7), ["DV01"])} >= {"publicity"}
        True
    """
    return [*_whole(office, subjects), *_thin(office)]


def _whole(office: Office, subjects: Sequence[str]) -> Iterator[Gap]:
    for table in ("assignments", "observed", "links", "publicity"):
        if not len(_rows(office, table)):
            yield _gap(table, "", Saying(TOPIC, "state.absent"), "whole")
    rules = _rows(office, "assignments").get("rule", pd.Series(dtype=object))
    if len(rules) and not any(map(is_lot, rules)):
        yield _gap("assignments", "rule", Saying(TOPIC, "state.nothing"), "lot")
    origins = _rows(office, "links").get("origin", pd.Series(dtype=object)).astype(object)
    if len(origins) and not origins.isin(["observed_before", "assigned"]).any():
        yield _gap("links", "origin", Saying(TOPIC, "state.nothing"), "before")
    yield from _unseen(office, subjects)
    yield from _years(office)
    covered = _rows(office, "coverage").get("table", pd.Series(dtype=object)).astype(object)
    if not (covered == "adoptions").any():
        yield _gap("coverage", "table", Saying(TOPIC, "state.nothing"), "adoptions")


def _unseen(office: Office, subjects: Sequence[str]) -> Iterator[Gap]:
    rows = _rows(office, "observed")
    if not len(rows) or not len(subjects):
        return
    known = set(rows.loc[rows["observed_until"].notna(), "subject_id"].astype(object))
    share = sum(one not in known for one in subjects) / len(subjects)
    if share > 0:
        yield _gap("observed", "observed_until", _share("state.unseen", share), "whole")


def _years(office: Office) -> Iterator[Gap]:
    """Yearly figures: the longest of a measure or a target counts."""
    longest = 0
    for table, name in (("measures", "measure"), ("targets", "target")):
        rows = _rows(office, table)
        if len(rows):
            longest = max(
                longest, int(rows.groupby(rows[name].astype(object))["year"].nunique().max())
            )
    if longest < _YEARS:
        state = Saying(TOPIC, "state.few", {"years": longest})
        yield _gap("measures", "year", state if longest else Saying(TOPIC, "state.absent"), "years")


def _thin(office: Office) -> Iterator[Gap]:
    for table, columns in _COLUMNS.items():
        rows = _rows(office, table)
        for column in columns if len(rows) else ():
            share = float(rows[column].isna().mean()) if column in rows else 1.0
            if share > _THIN:
                yield _gap(table, column, _share("state.blank", share), column)


def _rows(office: Office, table: str) -> pd.DataFrame:
    found: Any = office.tables.get(table)
    return pd.DataFrame() if found is None else found.frame


def _share(path: str, share: float) -> Saying:
    return Saying(TOPIC, path, {"share": Share(share)})


def _gap(table: str, column: str, state: Saying, why: str) -> Gap:
    return Gap(table, column, state, Saying(TOPIC, f"gap.{table}.{why}"))
