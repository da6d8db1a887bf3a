"""Made-up worlds of the scoreboard written into the registers of an office."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

import lantoa as lt


def yearly(values: np.ndarray) -> pd.DataFrame:
    """A row per subject and year, from 2021 on."""
    n, years = values.shape
    return pd.DataFrame(
        {
            "subject_id": np.repeat([f"U{at:02d}" for at in range(n)], years),
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


def practice(kind: str) -> pd.DataFrame:
    """One practice."""
    return pd.DataFrame({"practice_id": ["CL1"], "exemplar_id": [None], "eligible": [kind]})


def town(made: Any, stories: np.ndarray) -> lt.Office:
    """People of ten units with ties and quarters of taking up, and stories on the practice."""
    people = [f"P{at:03d}" for at in range(len(made.unit))]
    units = [f"U{at}" for at in made.unit]
    took = np.flatnonzero(made.adopted)
    tables = {
        "units": pd.DataFrame({"unit_id": sorted(set(units))}),
        "people": pd.DataFrame({"person_id": people}),
        "memberships": pd.DataFrame(
            {"person_id": people, "unit_id": units, "role": "member", "from": "2015-01-01"}
        ).assign(to=None),
        "practices": practice("person"),
        "adoptions": pd.DataFrame(
            {
                "practice_id": "CL1",
                "subject_id": [people[at] for at in took],
                "started_on": [_day(made.adopted[at]) for at in took],
            }
        ),
        "links": pd.DataFrame(
            {
                "from_id": [people[at] for at in made.source],
                "to_id": [people[at] for at in made.taker],
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
        "observed": pd.DataFrame({"subject_id": people, "observed_until": "2025-12-31"}),
    }
    return lt.read(tables)


def _quarter(number: int) -> pd.Period:
    """The quarter of a number, 1 being the first of 2021."""
    return pd.Period("2021Q1") + int(number - 1)


def _day(number: int) -> str:
    return (_quarter(number).start_time + pd.Timedelta(days=40)).date().isoformat()
