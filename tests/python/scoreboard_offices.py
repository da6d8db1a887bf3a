"""Made-up worlds of the scoreboard written into the registers of an office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

import lantoa as lt


def people(n: int) -> list[str]:
    """Ids of people."""
    return [f"P{at:03d}" for at in range(n)]


def yearly(values: np.ndarray, ids: Sequence[str] | None = None) -> pd.DataFrame:
    """A row per subject and year, from 2021 on."""
    n, years = values.shape
    ids = [f"U{at:02d}" for at in range(n)] if ids is None else ids
    return pd.DataFrame(
        {
            "subject_id": np.repeat(ids, years),
            "year": np.tile(np.arange(2021, 2021 + years), n),
            "value": values.ravel(),
        }
    )


def by_lot(values: np.ndarray, first: np.ndarray) -> lt.Office:
    """Units with a yearly score, some of whom a lot gave an award in a year counted from 2021."""
    units = [f"U{at:02d}" for at in range(len(values))]
    given = [f"{2020 + year}-03-01" if year else None for year in first]
    tables = {
        "units": pd.DataFrame({"unit_id": units}),
        "practices": practice("unit"),
        "adoptions": pd.DataFrame(
            {"practice_id": ["CL1"], "subject_id": units[:1], "started_on": ["2024-02-02"]}
        ),
        "measures": yearly(values).assign(measure="score"),
        "assignments": pd.DataFrame(
            {
                "subject_id": units,
                "date": given,
                "treatment": ["award" if day else "none" for day in given],
                "rule": "lot",
                "stratum": None,
            }
        ),
    }
    return lt.read(tables)


def of_lots(
    values: np.ndarray,
    lots: Sequence[np.ndarray],
    *,
    ties: Mapping[str, np.ndarray] | None = None,
) -> lt.Office:
    """The same with several lots, each with a row for everybody who was in the draw.

    Args:
        values: n x T scores.
        lots: Of each n years from 1, 0 for who was not drawn, -1 for who was not in the draw.
        ties: By kind k x 2 codes, source and taker.
    """
    ids = [f"U{at:02d}" for at in range(len(values))]
    rows = []
    for lot in lots:
        year = int(min(lot[lot > 0]))
        for at in np.flatnonzero(lot >= 0):
            given = "award" if lot[at] == year else "none"
            rows.append((ids[at], f"{2020 + year}-03-01", given, "lot", None))
    columns = ["subject_id", "date", "treatment", "rule", "stratum"]
    tables = {
        "units": pd.DataFrame({"unit_id": ids}),
        "practices": practice("unit"),
        "adoptions": pd.DataFrame(
            {"practice_id": ["CL1"], "subject_id": ids[:1], "started_on": ["2024-02-02"]}
        ),
        "measures": yearly(values).assign(measure="score"),
        "assignments": pd.DataFrame(rows, columns=columns),
    }
    return lt.read(tables | ({} if ties is None else {"links": _links(ids, ties)}))


def _links(ids: Sequence[str], ties: Mapping[str, np.ndarray]) -> pd.DataFrame:
    rows = [(ids[one], ids[other], kind) for kind, pairs in ties.items() for one, other in pairs]
    frame = pd.DataFrame(rows, columns=["from_id", "to_id", "kind"])
    return frame.assign(**{"from": "2019-01-01", "origin": "observed_before"})


def practice(kind: str, name: str = "CL1") -> pd.DataFrame:
    """One practice."""
    return pd.DataFrame({"practice_id": [name], "exemplar_id": [None], "eligible": [kind]})


def town(
    made: Any,
    stories: np.ndarray,
    *,
    claimed: np.ndarray | None = None,
    beside: Sequence[Any] = (),
) -> lt.Office:
    """People of ten units with ties and quarters of taking up, and stories on the practice.

    Args:
        made: A town.
        stories: Their quarters.
        claimed: n codes of whom each has it from, -1 for nobody.
        beside: Towns of the same people with further practices.
    """
    ids = people(len(made.unit))
    units = [f"U{at}" for at in made.unit]
    tables = {
        "units": pd.DataFrame({"unit_id": sorted(set(units))}),
        "people": pd.DataFrame({"person_id": ids}),
        "memberships": pd.DataFrame(
            {"person_id": ids, "unit_id": units, "role": "member", "from": "2015-01-01"}
        ).assign(to=None),
        "practices": pd.concat(
            [practice("person", f"CL{at + 1}") for at in range(1 + len(beside))]
        ),
        "adoptions": pd.concat(
            [_adoptions(ids, one, f"CL{at}", claimed) for at, one in enumerate([made, *beside], 1)]
        ),
        "links": pd.DataFrame(
            {
                "from_id": [ids[at] for at in made.source],
                "to_id": [ids[at] for at in made.taker],
                "kind": "link",
                "from": [_quarter(one).start_time.date().isoformat() for one in made.since],
                "to": [_quarter(one).end_time.date().isoformat() for one in made.until],
                "origin": "observed_before",
            }
        ),
        "publicity": pd.DataFrame(
            {
                "story_id": [f"S{at}" for at in range(len(stories))],
                "practice_id": "CL1",
                "date": [_day(one) for one in stories],
            }
        ),
        "observed": pd.DataFrame({"subject_id": ids, "observed_until": "2025-12-31"}),
    }
    return lt.read(tables)


def _adoptions(
    ids: Sequence[str], made: Any, name: str, claimed: np.ndarray | None
) -> pd.DataFrame:
    took = np.flatnonzero(made.adopted)
    rows = {
        "practice_id": name,
        "subject_id": [ids[at] for at in took],
        "started_on": [_day(made.adopted[at]) for at in took],
    }
    if claimed is not None:
        rows["source_id"] = [ids[claimed[at]] if claimed[at] >= 0 else None for at in took]
    return pd.DataFrame(rows)


def _quarter(number: int) -> pd.Period:
    """The quarter of a number, 1 being the first of 2021."""
    return pd.Period("2021Q1") + int(number - 1)


def _day(number: int) -> str:
    return (_quarter(number).start_time + pd.Timedelta(days=40)).date().isoformat()
