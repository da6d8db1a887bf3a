"""Taking up soon after stories: every way to move them, floors, and what may be said."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_pulse as reference
from lantoa import _core
from lantoa.spreading import pulsing
from lantoa.spreading.waves import Waves
from soaking import examples


@st.composite
def waves(draw):
    periods, series = draw(st.integers(2, 7)), draw(st.integers(1, 2))
    counts = st.lists(st.integers(0, 4), min_size=periods, max_size=periods)
    taken = [draw(counts) for _ in range(series)]
    groups = draw(st.lists(st.integers(0, 1), min_size=periods - 1, max_size=periods - 1))
    stories = draw(st.lists(st.integers(0, periods - 2), min_size=1, max_size=3))
    of = draw(st.lists(st.integers(0, series - 1), min_size=len(stories), max_size=len(stories)))
    return taken, [*groups, None], of, stories, draw(st.integers(1, 3))


@settings(derandomize=True, max_examples=examples(150), deadline=None)
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
    assert (one.codes, one.arrangements, dict(one.p)) == (("R1",), 19, {})
    assert one.smallest_p == pytest.approx(1 / 19)
    assert "0,0526" in one.reasons[0].saying.told("vi")
    lone = pulses(office(["2020-04-10"], ["2020-02-01"], people=3), window=9)
    assert lone.is_refused
    assert lone.codes == ("R1",)
    assert lone.smallest_p > 0.05


def test_stories_of_one_period_move_together():
    one = pulses(office(SOON, ["2020-02-01", "2022-08-15"]))
    twice = pulses(office(SOON, ["2020-02-01", "2020-03-09", "2022-08-15", "2022-09-01"]))
    assert (twice.arrangements, dict(twice.p)) == (361, dict(one.p))
    assert "4 tin bài, ở 2 kỳ" in twice.facts[0].told("vi")


def shared(days, *, practices=6):
    """One exemplar with several practices, each taken up by others, and one story on the person."""
    found = office([days[0]], ["2022-05-05"], people=40)
    tables = {name: one.frame for name, one in found.tables.items()}
    keys = [f"C{at}" for at in range(1, practices + 1)]
    rows = [
        (key, f"P{1 + at + 6 * turn:02d}", pd.Timestamp(day))
        for at, key in enumerate(keys)
        for turn, day in enumerate(days)
    ]
    tables["practices"] = pd.DataFrame({"practice_id": keys, "exemplar_id": "P00"})
    tables["adoptions"] = pd.DataFrame(rows, columns=["practice_id", "subject_id", "started_on"])
    tables["publicity"] = tables["publicity"].assign(practice_id="")
    return lt.Office.from_frames(tables)


def test_one_story_on_six_practices_is_one_story():
    one = pulses(shared(["2022-08-05"] * 4))
    assert one.about == ""
    assert one.codes == ("R1",)
    assert one.arrangements == 19  # not 19 to the sixth
    assert one.smallest_p == pytest.approx(1 / 19)
    assert one.facts[0].told("en").startswith("Stories: 1, in 1 different periods.")


def test_periods_carry_the_practices_they_are_about():
    rng = np.random.default_rng(8)
    taken = rng.poisson(1.5, (9, 3))
    series, when = np.array([0, 1, 1, 2], np.int32), np.array([2, 2, 6, 6], np.int32)
    waves = Waves(taken, np.full((9, 3), 20), series, when, np.array([0, 0, 1, 2]), ("",) * 9)
    found = pulsing._asked(SimpleNamespace(draws=99, seed=1), waves, "free", 2)
    columns = [reference.excess(one, [20] * 9) for one in taken.T.tolist()]
    sets = [
        [sum(each) for each in zip(*(columns[at] for at in one), strict=True)]
        for one in ((0, 1), (1, 2))
    ]
    expected = reference.pulse(sets, [0, 1], [1, 5], [0] * 8 + [None], 2)
    assert found.observed == pytest.approx(float(expected[0]), abs=1e-12)
    assert (found.arrangements, found.upper, found.lower, found.two) == expected[2:]
    assert (waves.stories, waves.dates) == (3, 2)


def test_a_campaign_amid_shocks_that_practices_share_is_found_as_often_as_chance_allows():
    rng = np.random.default_rng(5)
    periods, practices, runs = 24, 8, 200
    asked = SimpleNamespace(alpha=0.05, draws=499, seed=3)
    labels = tuple(f"{2000 + at // 12}-{1 + at % 12:02d}" for at in range(periods))
    at_risk = np.full((periods, practices), 60)
    found = []
    for _ in range(runs):
        shock = np.exp(0.7 * rng.normal(size=periods))[:, None]
        taken = rng.poisson(np.repeat(shock, practices, axis=1))
        series = np.arange(practices, dtype=np.int32)
        when = np.full(practices, rng.integers(1, periods), np.int32)
        waves = Waves(taken, at_risk, series, when, series, labels)
        found.append(pulsing._asked(asked, waves, "free", 1))
    assert {one.arrangements for one in found} == {periods - 1}
    assert np.mean([one.two / one.counted <= 0.05 for one in found]) <= 0.08


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


def test_the_p_of_the_table_is_the_p_of_the_sentence():
    found = lt.spread(lt.sample_office(seed=7), links="same_unit", lang="en").pulses()
    answered = [one for one in found if not one.is_refused]
    assert answered
    for one in answered:
        assert f"p = {round(one.p[one.judged], 4):g}" in one.may_say[0].told("en")
    told = found.frame.loc[found.frame["status"] == "answered", "p"].tolist()
    assert told == [one.p[one.judged] for one in answered]
