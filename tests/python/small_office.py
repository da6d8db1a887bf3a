"""An office of one unit and one person whom the small plan leaves nothing to ask about."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

import lantoa as lt

BOTH = ("CB01", "DV01")
YEARS = (2021, 2022, 2023)


def rows(columns: str, *cells: tuple[Any, ...]) -> pd.DataFrame:
    """A frame whose columns are named in one line."""
    return pd.DataFrame(cells, columns=columns.split(), dtype=object)


RATINGS = "subject_id year rating decision_date"
AWARDS = "subject_id year form level decision_date status"
JUDGED = "subject_id criterion_id date verdict by votes_for votes_total"
BELONGS = "person_id unit_id role from to"
PUNISHED = "person_id kind form decision_date"
TARGETS = "unit_id year target planned achieved"
RESULTS = "movement_id subject_id year place"
COVERS = "table from to complete"

EXCELLENT = "hoan_thanh_xuat_sac"
GOOD = "hoan_thanh_tot"

TABLES: Mapping[str, pd.DataFrame] = {
    "units": rows("unit_id", ("DV01",)),
    "people": rows("person_id", ("CB01",)),
    "memberships": rows(BELONGS, ("CB01", "DV01", "member", "2015-01-01", None)),
    "ratings": rows(RATINGS, *((who, y, EXCELLENT, f"{y}-12-10") for who in BOTH for y in YEARS)),
    "families": rows("person_id year held", *(("CB01", year, True) for year in YEARS)),
    "targets": rows(TARGETS, *(("DV01", year, "thu", 10, 12) for year in YEARS)),
    "commendations": rows(
        AWARDS, *((who, 2022, "bang_khen", "tinh", "2022-05-05", "valid") for who in BOTH)
    ),
    "initiatives": rows(
        "initiative_id subject_id year recognised share scope decision_date",
        ("SK1", "CB01", 2022, True, 500, "tinh", "2022-05-05"),
    ),
    "practices": rows("practice_id exemplar_id", ("CL1", "CB01")),
    "adoptions": rows("practice_id subject_id started_on"),
    "discipline": rows(PUNISHED),
    "movements": rows("movement_id from to", ("PT1", "2022-01-01", "2022-12-31")),
    "movement_results": rows(RESULTS, *(("PT1", who, 2022, 1) for who in BOTH)),
    "attestations": rows(
        JUDGED, *((who, "acclaimed", "2023-10-01", "met", "hội đồng", 9, 10) for who in BOTH)
    ),
}
"""Everybody is excellent, awarded and acclaimed: judged at the end, every gate is met."""


def office(**tables: pd.DataFrame | None) -> lt.Office:
    """The office with other tables in place of its own; None takes a register away."""
    return lt.read({name: one for name, one in {**TABLES, **tables}.items() if one is not None})


def without(table: str, **cells: Any) -> pd.DataFrame:
    """A table of the office without the rows that have these cells."""
    frame = TABLES[table]
    chosen = pd.Series(True, index=frame.index)
    for name, cell in cells.items():
        chosen &= frame[name] == cell
    assert chosen.any(), f"{table} has no row with {cells}"
    return frame[~chosen]


def nothing_in(table: str) -> pd.DataFrame:
    """A register of the office that is there and has no row."""
    return TABLES[table][:0]


def plus(table: str, *cells: tuple[Any, ...]) -> pd.DataFrame:
    """A table of the office with more rows."""
    own = TABLES[table]
    return pd.concat([own, pd.DataFrame(cells, columns=own.columns, dtype=object)])


def blanked(table: str, column: str, **cells: Any) -> pd.DataFrame:
    """A table of the office with nothing in a column of the rows that have these cells."""
    frame = TABLES[table].copy()
    chosen = pd.Series(True, index=frame.index)
    for name, cell in cells.items():
        chosen &= frame[name] == cell
    assert chosen.any(), f"{table} has no row with {cells}"
    frame.loc[chosen, column] = None
    return frame
