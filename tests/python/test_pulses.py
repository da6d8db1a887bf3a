"""Taking up soon after stories: every way to move them, floors, and what may be said."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_pulse as reference
from lantoa import _core


@st.composite
def waves(draw):
    periods, series = draw(st.integers(2, 7)), draw(st.integers(1, 2))
    counts = st.lists(st.integers(0, 4), min_size=periods, max_size=periods)
    taken = [draw(counts) for _ in range(series)]
    groups = draw(st.lists(st.integers(0, 1), min_size=periods - 1, max_size=periods - 1))
    stories = draw(st.lists(st.integers(0, periods - 2), min_size=1, max_size=3))
    of = draw(st.lists(st.integers(0, series - 1), min_size=len(stories), max_size=len(stories)))
    return taken, [*groups, None], of, stories, draw(st.integers(1, 3))


@settings(derandomize=True, max_examples=150, deadline=None)
@given(waves())
def test_it_is_every_way_to_move_the_stories(case):
    taken, groups, of, stories, window = case
    at_risk = [[10 - at for at in range(len(column))] for column in taken]
    columns = [reference.excess(*pair) for pair in zip(taken, at_risk, strict=True)]
    observed, mean, count, upper, lower, two = reference.pulse(columns, of, stories, groups, window)
    table = np.asfortranarray(np.array(columns, float).T)
    coded = np.array([-1 if one is None else one for one in groups], np.int32)
    found = _core.pulse(
        table,
        _core.Stories(np.array(of, np.int32), np.array(stories, np.int32) + 1, coded, window),
        _core.Budget(seed=1),
    )
    assert found.observed == pytest.approx(float(observed), abs=1e-12)
    assert found.mean == pytest.approx(float(mean), abs=1e-12)
    assert (found.arrangements, found.counted) == (count, count)
    assert (found.upper, found.lower, found.two) == (upper, lower, two)


def office(days, stories, *, people=30, joined="2018-01-01"):
    """One practice, taken up on some days, with stories on others; all followed to 2023."""
    ids = [f"P{at:02d}" for at in range(people)]
    return lt.Office.from_frames(
        {
            "people": pd.DataFrame({"person_id": ids, "joined": joined}),
            "units": pd.DataFrame({"unit_id": ["U1"]}),
            "memberships": pd.DataFrame(
                {"person_id": ids, "unit_id": "U1", "role": "member", "from": joined}
            ),
            "practices": pd.DataFrame({"practice_id": ["C1"], "exemplar_id": [ids[0]]}),
            "adoptions": pd.DataFrame(
                {
                    "practice_id": "C1",
                    "subject_id": ids[1 : len(days) + 1],
                    "started_on": pd.to_datetime(days),
                }
            ),
            "publicity": pd.DataFrame(
                {
                    "story_id": [f"S{at}" for at in range(len(stories))],
                    "practice_id": "C1",
                    "exemplar_id": ids[0],
                    "date": pd.to_datetime(stories),
                }
            ),
            "observed": pd.DataFrame(
                {"subject_id": ids, "observed_until": pd.Timestamp(2023, 12, 31)}
            ),
        }
    )


SOON = ["2020-04-10", "2020-05-02", "2020-06-20", "2022-10-03", "2022-11-11", "2021-08-08"]


def pulses(found, **asked):
    years = {"years": range(2019, 2024)}
    return lt.spread(found, **years).pulses(**asked)["pulse"]


def test_more_soon_after_stories_than_chance_would_give():
    one = pulses(office(SOON, ["2020-02-01", "2022-08-15"]))
    assert one.arrangements == 361
    assert one.codes == ("R1",)  # within its year each story has four quarters: 16 ways are too few
    assert "2 tin bài" in one.facts[0].told("vi")
    assert "5 người" in one.facts[0].told("vi")
    assert one.p["free"] < 0.05
    assert "nhờ" not in " ".join(text for _, text in one.lines("vi"))


def test_a_floor_is_refused_and_printed():
    one = pulses(office(SOON[:1], ["2020-02-01"], people=3))
    assert one.p or one.codes[0] == "R1"
    lone = pulses(office(["2020-04-10"], ["2020-02-01"], people=3), window=9)
    assert lone.is_refused
    assert lone.codes == ("R1",)
    assert lone.smallest_p > 0.05


def test_without_stories_or_takers_there_is_no_question():
    assert pulses(office(SOON, [])).codes == ("no_story",)
    late = pulses(office(SOON, ["2023-12-01"]))
    assert late.codes == ("no_story",)
    assert "kỳ cuối" in late.facts[1].told("vi")


@pytest.mark.parametrize("window", [0, 1.5, True, 100])
def test_a_window_is_a_number_of_periods(window):
    with pytest.raises(lt.InputError, match="window: expected a number of periods"):
        pulses(office(SOON, ["2020-02-01"]), window=window)


def test_no_order_of_rows_changes_an_answer():
    found = lt.sample_office(seed=7)
    tables = {name: one.frame.sample(frac=1, random_state=2) for name, one in found.tables.items()}
    one, other = (lt.spread(each).pulses() for each in (found, lt.Office.from_frames(tables)))
    pd.testing.assert_frame_equal(one.frame, other.frame)
    assert len(one) == 5  # four practices and all together
