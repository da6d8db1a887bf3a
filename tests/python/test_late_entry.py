"""How far a practice was taken up where many come late: no curve is down to the first few."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_network as reference
from lantoa.charts import adoption
from lantoa.spreading.waiting import LEAST, waiting
from soaking import examples

PERIODS, Z = 8, 1.959963984540054


def start_of(adopted, since, until):
    """The period a curve may start in, by its definition; None where there is none."""
    looked = [at for at in range(len(adopted)) if since[at] <= until[at]]
    last = {at: adopted[at] or until[at] for at in looked}
    size = {t: sum(since[at] <= t <= last[at] for at in looked) for t in range(1, PERIODS + 1)}
    few = [
        t
        for t in size
        if size[t] < LEAST
        and any(adopted[at] == t for at in looked)
        and any(since[at] > t for at in looked)
    ]
    if not few:
        return 1
    return next((t for t in size if t > few[-1] and size[t] >= LEAST), None)


@st.composite
def subjects(draw):
    columns = []
    for _ in range(draw(st.integers(1, 14))):
        since = draw(st.integers(1, PERIODS))
        until = draw(st.integers(since - 1, PERIODS))
        took = draw(st.sampled_from([0, *range(since, until + 1)]))
        columns.append((took, since, until))
    return [list(one) for one in zip(*columns, strict=True)]


@settings(derandomize=True, max_examples=examples(300), deadline=None)
@given(subjects())
def test_the_curve_is_of_those_still_there_when_it_starts(columns):
    adopted, since, until = columns
    arrays = (np.array(one, np.int32) for one in columns)
    names = dict(zip(("adopted", "since", "until"), arrays, strict=True))
    one = waiting(SimpleNamespace(**names, last=PERIODS), 0.05, np.ones(len(adopted), bool))
    start = start_of(adopted, since, until)
    assert one.start == start
    if start is None:
        assert np.isnan(one.share).all()
        return
    kept = [at for at, took in enumerate(adopted) if (not took or took >= start)]
    rows = [
        [adopted[at] for at in kept],
        [max(since[at], start) for at in kept],
        [until[at] for at in kept],
    ]
    expected = np.array(reference.survival(*rows, PERIODS, Z), float)[:, [3, 5, 6]]
    expected[: start - 1] = np.nan
    np.testing.assert_allclose(np.array([one.share, one.low, one.high]).T, expected, atol=1e-12)


def late(later, takers=("2023-03-03",)):
    """Two units from 2019 on, one the exemplar, the other taking it up at once; others later."""
    ids = [f"U{at:02d}" for at in range(2 + later)]
    opened = ["2019-01-01"] * 2 + ["2021-07-01"] * later
    return lt.Office.from_frames(
        {
            "units": pd.DataFrame({"unit_id": ids, "opened": pd.to_datetime(opened)}),
            "practices": pd.DataFrame({"practice_id": ["P1"], "exemplar_id": ["U00"]}),
            "adoptions": pd.DataFrame(
                {
                    "practice_id": "P1",
                    "subject_id": ids[1 : 2 + len(takers)],
                    "started_on": pd.to_datetime(["2021-02-05", *takers]),
                }
            ),
            "observed": pd.DataFrame(
                {"subject_id": ids, "observed_until": pd.Timestamp(2024, 12, 31)}
            ),
        }
    )


def test_one_of_one_is_not_everybody():
    found = lt.spread(late(10), years=(2021, 2024), lang="vi")
    fact = found.frame.iloc[0]
    assert fact["taken"] == pytest.approx(0.1)  # one of the ten who came, not 100 %
    assert fact["taken_from"] == "2021-Q3"
    assert pd.isna(fact["median"])
    assert (fact["adopters"], fact["eligible"]) == (2, 11)
    one = found.conclusions["what_happened"]
    assert one.estimate == pytest.approx(0.1)
    assert "2021-Q3" in next(each for each in one.warnings if each.code == "late").saying.told("vi")
    early = found.survival.iloc[:2]
    assert early["taken"].isna().all()
    assert early["events"].tolist() == [1, 0]


def test_without_enough_at_risk_there_is_no_curve_but_a_count():
    found = lt.spread(late(3), years=(2021, 2024), lang="en")
    fact = found.frame.iloc[0]
    assert pd.isna(fact["taken"])
    assert pd.isna(fact["taken_from"])
    one = found.conclusions["what_happened"]
    assert one.estimate is None
    assert one.statistic == {"adopters": 2, "eligible": 4}
    assert "fewer than 5" in next(each for each in one.warnings if each.code == "late").saying.told(
        "en"
    )
    assert found.plot() is not None


def test_few_in_all_who_were_there_from_the_first_are_counted_as_they_are():
    found = lt.spread(late(0, takers=()), years=(2021, 2024))
    assert found.frame.iloc[0]["taken"] == 1.0
    assert pd.isna(found.frame.iloc[0]["taken_from"])


def test_nothing_is_drawn_before_a_late_start():
    rows = pd.DataFrame(
        {
            "period": [1, 2, 3, 4],
            "share": [np.nan, np.nan, 0.0, 0.5],
            "at_risk": [1, 0, 9, 9],
            "events": [1, 0, 0, 4],
        }
    )
    steps = adoption._steps(rows, 4)
    assert steps["x"].tolist() == [2.5, 3.0, 4.0]
    gone = adoption._steps(rows.assign(share=np.nan), 4)
    assert gone["share"].isna().all()
