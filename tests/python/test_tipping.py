"""Tipping curves: at every value they must say what evaluating the changed plan says."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lantoa as lt
import small_plan
from lantoa import _core
from lantoa.scenarios.steps import steps
from lantoa.scenarios.thresholds import ENDLESS, thresholds_of
from random_results import COUNTINGS, results, some

PLAN = lt.load_plan("exemplars-2021-2025")
EVERY = [
    f"{one.id}.{key}"
    for one in PLAN.criteria
    for key in ("years", "except_years", "count", "k", "share_more_than")
    if key in one.parameters and one.kind != "scored"
]
YEARS = "cn_xuat_sac_2_nam.years"


@cache
def judged(counting="provisional", gates="all"):
    office = lt.sample_office(seed=7)
    return lt.evaluate(office, PLAN, "de_nghi_2025", counting=counting, gates=gates)


def counted(result, path=None, value=None):
    """Who counts as in when the changed plan is judged from the start."""
    plan = result.plan if path is None else result.plan.change(path, value)
    asked = {"counting": result.counting, "gates": result.gates, "track": result.track}
    found = lt.evaluate(result.office, plan, result.as_of, **asked).subjects
    return set(found["subject_id"][found["counted"]])


def ids(cell):
    return set(cell.split(", ")) if cell else set()


def stretches(curve):
    """(first value, last, row); a stretch without an end is followed for a while."""
    for row in curve.frame.to_dict("records"):
        last = row["value"] + 40 if pd.isna(row["until"]) else row["until"]
        yield row["value"], last, row


def expect_as_evaluated(result, path):
    present = counted(result)
    before = None
    for first, last, row in stretches(result.tipping(path)):
        for value in {first, (first + last) // 2, last}:
            found = counted(result, path, value)
            assert row["count"] == len(found), (path, value)
            assert ids(row["gained"]) == found - present, (path, value)
            assert ids(row["lost"]) == present - found, (path, value)
        assert ids(row["who"]) == (set() if before is None else found ^ before), (path, first)
        before = found


# ---- what a curve says


@pytest.mark.parametrize("path", EVERY)
def test_every_value_is_what_evaluating_the_changed_plan_gives(path):
    for counting, gates in COUNTINGS[1::2] if "tt_" in path else COUNTINGS[::2]:
        expect_as_evaluated(judged(counting, gates), path)


@pytest.mark.parametrize(("counting", "gates"), COUNTINGS)
def test_under_every_counting(counting, gates):
    expect_as_evaluated(judged(counting, gates), YEARS)


@some
@given(results())
def test_on_random_offices_and_plans(result):
    for path in thresholds_of(result):
        expect_as_evaluated(result, path)


def test_stretches_follow_on_one_another_over_all_allowed_values():
    curve = judged().tipping(YEARS)
    values = [value for first, last, _ in stretches(curve) for value in range(first, last + 1)]
    allowed = PLAN.parameters.set_index("path").loc[curve.path, "allowed"]
    assert values == allowed


def test_a_count_has_no_end():
    assert judged().tipping("cn_sang_kien.count").frame["until"].isna().tolist()[-1]


def test_everybody_who_flips_is_named():
    frame = judged("possible").tipping("chung_dong_gop.count").frame
    assert (frame["count"].diff().abs().iloc[1:] <= frame["who"].iloc[1:].map(len)).all()
    assert frame["who"].iloc[0] == ""
    assert all(frame["who"].iloc[1:])


def test_the_value_in_force_gains_and_loses_nobody():
    curve = judged("possible", "countable").tipping(YEARS)
    first, last = curve.unchanged
    row = curve.frame.set_index("value").loc[first]
    assert first <= curve.now <= last
    assert (row["gained"], row["lost"]) == ("", "")


def test_a_plan_that_was_changed_starts_from_its_own_value():
    result = judged("possible", "countable")
    stricter = lt.evaluate(
        result.office,
        PLAN.change(YEARS, 3),
        result.as_of,
        counting=result.counting,
        gates=result.gates,
    )
    assert stricter.tipping(YEARS).now == 3
    expect_as_evaluated(stricter, YEARS)


def test_an_amended_threshold_is_the_one_in_force(tmp_path):
    amended = "[{ value = 1, from = 2021-01-01 }, { value = 3, from = 2023-01-01 }]"
    text = small_plan.edited("{ value = 2, from = 2021-01-01 }", amended)
    plan = lt.load_plan(small_plan.written(tmp_path, text))
    for as_of, now in (("2022-06-30", 1), ("2023-12-31", 3)):
        result = lt.evaluate(lt.sample_office(seed=7), plan, as_of)
        assert result.tipping("two_excellent.years").now == now
        expect_as_evaluated(result, "two_excellent.years")


def test_a_track_has_curves_of_its_own():
    result = lt.evaluate(lt.sample_office(seed=7), PLAN, "khoa_so", track="chuyen_de")
    expect_as_evaluated(result, "chung_suy_ton.share_more_than")


# ---- how it shows


def test_the_counting_in_force_is_printed():
    assert "tạm tính đạt, mọi tiêu chí" in repr(judged().tipping(YEARS))
    plan = lt.load_plan("exemplars-2021-2025", lang="en")
    result = lt.evaluate(lt.sample_office(seed=7), plan, "khoa_so", gates="countable")
    assert "who meet every countable gate" in repr(result.tipping(YEARS))
    assert "2026-03-31" in result.tipping(YEARS)._repr_html_()


def test_long_lists_are_cut_where_they_are_printed_only():
    curve = judged("possible", "countable").tipping(YEARS)
    assert "(+" in repr(curve)
    assert "(+" not in "".join(curve.frame["gained"])


# ---- what is refused


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("cn_xuat_sac_2_nam.year", "criterion.cn_xuat_sac_2_nam.years"),
        ("cn_luon_tot.except_year", "criterion.cn_luon_tot.except_years"),
        ("policy.min_rated_year", "policy.min_rated_years"),
    ],
)
def test_a_path_that_is_not_there_is_refused_with_the_nearest(path, near):
    with pytest.raises(lt.InputError, match=f'"{path}" is not in the plan; did you mean "{near}"'):
        judged().tipping(path)


def test_the_core_refuses_thresholds_that_are_not_one_for_each_rule():
    with pytest.raises(
        lt.InputError, match=r"thresholds must have \d+ entries like the rules, not 2"
    ):
        judged()._measured.regate(np.array([1, 2], dtype=np.int32))


# ---- the core's path for other thresholds


@given(st.lists(st.integers(-3, 5), min_size=1), st.lists(st.integers(-3, 5), min_size=1))
def test_regated_twice_is_regated_once(some_thresholds, others):
    measured, rules = judged()._measured, judged()._rules
    wide = rules.thresholds.size
    first, second = (np.resize(np.array(t, np.int32), wide) for t in (some_thresholds, others))
    once = measured.regate(second)
    measured.regate(first)
    twice = measured.regate(second)
    for part in ("rules", "bits", "all", "countable"):
        assert (getattr(once, part) == getattr(twice, part)).all()


def test_regating_to_the_same_thresholds_changes_nothing():
    result = judged()
    same = result._measured.regate(result._rules.thresholds)
    assert same.rules.size == 0
    assert (same.all == result._found.all).all()
    assert (same.countable == result._found.countable).all()


# ---- finding steps


numbers = st.lists(st.integers(-5, 300), max_size=8)


@given(numbers, st.integers(-5, 50), st.integers(0, 250), numbers)
def test_steps_are_those_of_asking_at_every_number(limits, least, more, guesses):
    def answer(value):
        return np.array([value < limit for limit in limits])

    most = least + more
    expected = [
        value
        for value in range(least, most + 1)
        if value == least or (answer(value) != answer(value - 1)).any()
    ]
    found = steps(answer, least, most, guesses)
    assert [value for value, _ in found] == expected
    assert all((told == answer(value)).all() for value, told in found)


def test_an_endless_range_is_searched_near_its_start_and_where_a_guess_says():
    asked = []

    def answer(value):
        asked.append(value)
        return np.array([value < 7, value < 1_000])

    assert [value for value, _ in steps(answer, 1, ENDLESS)] == [1, 7, 1_000]
    assert len(asked) < 60
    asked.clear()
    assert [value for value, _ in steps(answer, 1, ENDLESS, [1, 7, 1_000])] == [1, 7, 1_000]
    assert len(asked) == 6, "both sides of each guess, and the ends"


def test_the_core_names_its_refusals_as_the_package_does():
    assert issubclass(lt.InputError, ValueError)
    with pytest.raises(lt.InputError):
        _core.Measurements(_core.Facts(0, 1), judged()._rules.plan)
