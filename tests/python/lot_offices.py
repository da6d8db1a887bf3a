"""Small offices in which something was given by lot."""

import numpy as np
import pandas as pd

import lantoa as lt

YEARS = range(2019, 2025)


def names(count):
    return [f"U{at:02d}" for at in range(1, count + 1)]


def values(count, *, seed=1, years=YEARS):
    """count x T: a level of each unit and noise."""
    chance = np.random.default_rng(seed)
    level = chance.normal(80, 5, (count, 1))
    return np.round(level + chance.normal(0, 2, (count, len(years))), 2)


def office(table, given, *, years=YEARS, rule="boc_tham", strata=None, **tables):
    """An office of units with one measure, ``quality``.

    Args:
        table: count x T values, NaN where missing.
        given: count years in which each was given the course, 0 where it was not.
        rule: As it is written.
        strata: count names of strata.
        tables: Further ones.
    """
    ids = names(len(table))
    cells = [
        (unit, year, "quality", value)
        for unit, row in zip(ids, table, strict=True)
        for year, value in zip(years, row, strict=True)
        if not np.isnan(value)
    ]
    rows = {
        "subject_id": ids,
        "date": [
            pd.Timestamp(year or min(filter(None, given), default=2022), 3, 1) for year in given
        ],
        "treatment": ["tap_huan" if year else "khong" for year in given],
        "rule": rule,
        "stratum": strata or [None] * len(ids),
    }
    return lt.Office.from_frames(
        {
            "units": pd.DataFrame({"unit_id": ids}),
            "practices": pd.DataFrame({"practice_id": ["P1"], "exemplar_id": [ids[0]]}),
            "adoptions": pd.DataFrame(
                {"practice_id": ["P1"], "subject_id": [ids[1]], "started_on": ["2021-05-01"]}
            ),
            "measures": pd.DataFrame(cells, columns=["subject_id", "year", "measure", "value"]),
            "assignments": pd.DataFrame(rows),
            **tables,
        }
    )


def ties(pairs, kind="exchange", origin="observed_before"):
    """Rows of links, each pair from source to taker."""
    return pd.DataFrame(
        {
            "from_id": [one for one, _ in pairs],
            "to_id": [other for _, other in pairs],
            "kind": kind,
            "from": pd.Timestamp(2019, 1, 1),
            "origin": origin,
        }
    )
