"""Without a lot: a base before the merit window is not moved by selection, the award year is.

And with one: as many false alarms as promised, no more.
"""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lantoa.spreading.cohorts import Cohort, Named, cells_of, mean_of
from lantoa.spreading.drawing_again import Draw, redrawn
from lantoa.trends.panel import laid

RUNS = 2_000
YEARS = [2019, 2020, 2021, 2022, 2023]


def panel(table):
    """Subjects by year; the standard deviation of a year is 1."""
    count = len(table)
    return laid(
        np.repeat([f"S{at:03d}" for at in range(count)], len(YEARS)),
        np.tile(YEARS, count),
        table.ravel(),
        what="value",
    )


def awarded(chance, count):
    """Half of the variance is the subject, half the year; the best of 2021 are named in 2022."""
    table = np.sqrt(0.5) * (chance.normal(0, 1, (count, 1)) + chance.normal(0, 1, (count, 5)))
    best = np.argsort(-table[:, 2])[: max(count // 5, 1)]
    first = np.zeros(count, np.int32)
    first[best] = 2022
    return panel(table), Named(first, np.where(first, 2021, 0).astype(np.int32))


def difference(table, named, base, controls):
    """From any base, a clean one or not."""
    return mean_of(cells_of(table, named, [Cohort(2022, named.count, 2021, base)], controls))


def many_of_ten(chance, runs):
    """From each base, the mean of so many offices of ten, and three standard errors of the clean.

    Two of ten are named: the difference is that of the means of two and of eight, so that offices
    need no tables of their own. It is checked on some that it is what `difference` says.
    """
    table = np.sqrt(0.5) * (chance.normal(size=(runs, 10, 1)) + chance.normal(size=(runs, 10, 5)))
    best = np.argsort(-table[:, :, 2], axis=1)[:, :2]
    share = np.full((runs, 10), -1 / 8)
    np.put_along_axis(share, best, 1 / 2, axis=1)
    after = table[:, :, 3:].mean(axis=2)
    found = [((after - table[:, :, base]) * share).sum(axis=1) for base in (1, 2)]
    for one in range(3):
        first = np.where(share[one] > 0, 2022, 0).astype(np.int32)
        named = Named(first, np.where(first, 2021, 0).astype(np.int32))
        for at, base in enumerate((2020, 2021)):
            told = difference(panel(table[one]), named, base, "not_yet")
            assert found[at][one] == pytest.approx(told, abs=1e-12)
    return np.mean(found, axis=1), 3 * np.std(found[0]) / np.sqrt(runs)


def test_selection_by_last_years_score_leaves_the_difference_unbiased():
    (clean, naive), error = many_of_ten(np.random.default_rng(11), 60_000)
    assert error < 0.01  # so that a bias of .02 shows
    assert abs(clean) < 0.02
    assert naive < -0.4  # half of the lead of a lucky year is luck


def test_the_clean_base_is_unbiased_to_two_hundredths():
    chance = np.random.default_rng(12)
    found = [difference(*awarded(chance, 400), 2020, "never") for _ in range(600)]
    assert 3 * np.std(found) / np.sqrt(len(found)) < 0.02
    assert abs(np.mean(found)) < 0.02


def test_false_alarms_keep_to_alpha():
    chance = np.random.default_rng(13)
    drawn = np.array([1, 1, 1, 0, 0, 0, 0, 0, 0, 0], np.int32)
    draw = Draw(drawn, np.zeros(10, np.int32), 0.05, 999, 1)
    p = [redrawn(chance.normal(0, 1, 10), draw).p for _ in range(RUNS)]
    assert np.mean(np.array(p) <= 0.05) <= 0.06


def test_recognitions_are_described_and_never_called_a_cause():
    office = lt.sample_office(seed=7, units=10, people=80)
    told = lt.spread(office).effect("initiatives", treatment="recognitions", subject_kind="person")
    assert told.is_refused
    assert "no_lot" in told.conclusion.codes
    for word in ("tác động", "gây ra", "nhờ", "hiệu quả", "làm cho", "dẫn đến"):
        assert word not in told.text()


def recognised(count, *, merit=2021, base_from=2019):
    """``count`` units, two of them named in 2022 for 2021."""
    chance = np.random.default_rng(3)
    ids = [f"U{at:02d}" for at in range(count)]
    rows = [
        (unit, year, "quality", float(np.round(chance.normal(80, 2), 2)))
        for unit in ids
        for year in range(base_from, 2025)
    ]
    return lt.Office.from_frames(
        {
            "units": pd.DataFrame({"unit_id": ids}),
            "practices": pd.DataFrame({"practice_id": ["P1"], "exemplar_id": [ids[0]]}),
            "adoptions": pd.DataFrame(
                {"practice_id": ["P1"], "subject_id": [ids[1]], "started_on": ["2021-05-01"]}
            ),
            "measures": pd.DataFrame(rows, columns=["subject_id", "year", "measure", "value"]),
            "recognitions": pd.DataFrame(
                {
                    "subject_id": ids[:2],
                    "decided_on": pd.Timestamp(2022, 5, 1),
                    "merit_from": merit,
                    "merit_to": 2021,
                    "nominated_only": False,
                }
            ),
        }
    )


def test_the_base_moves_back_before_the_years_judged():
    told = lt.spread(recognised(8)).effect("quality", treatment="recognitions")
    assert told.base == 2020
    assert told.start == 2022
    assert "Mô tả" in told.text()
    asked = lt.spread(recognised(8)).effect("quality", treatment="recognitions", base=2021)
    assert asked.base == 2020
    assert "R3" in asked.conclusion.codes


def test_without_an_earlier_year_selection_stays():
    told = lt.spread(recognised(8, base_from=2021)).effect("quality", treatment="recognitions")
    assert "R3" in told.conclusion.codes
    assert told.base is None
    assert not len(told.frame)
