"""Every reading and every threshold, one step either way: what-if says what judging anew says.

On the given office at all its dates, which is skipped where it is not there, and on the sample
office. Answers from kept statistics (curves, lists of values, grids, changed plans, before and
after) are compared with `lantoa.evaluate` of the changed plan, started from nothing.
"""

from functools import cache

import pytest

import lantoa as lt
from lantoa.scenarios.evaluated import evaluated
from lantoa.scenarios.thresholds import thresholds_of

PLAN = lt.load_plan("exemplars-2021-2025")
DAYS = ("2021-09-30", "2023-09-30", "2025-09-30", "2026-01-31")
LEVELS = ("is", "at_least", "more_than", "level_at_least")
READINGS = [
    (row.question, row.reading)
    for row in PLAN.questions.itertuples()
    if row.reading != row.chosen
]  # fmt: skip


@cache
def sample(day="de_nghi_2025"):
    return lt.evaluate(lt.sample_office(seed=7), PLAN, day)


@pytest.fixture(scope="module", params=DAYS)
def given_office(request, acceptance):
    office = lt.read(acceptance / "van-phong-mau.xlsx")
    return lt.evaluate(office, PLAN, request.param)


def fresh(result, change):
    """The changed plan judged from the start, under the same counting."""
    asked = {"counting": result.counting, "gates": result.gates}
    return lt.evaluate(result.office, result.plan.change(change), result.as_of, **asked)


def who(result):
    subjects = result.subjects
    return set(subjects["subject_id"][subjects["counted"]])


def ids(cell):
    return set(cell.split(", ")) if cell else set()


def expect_same(one, other):
    """The same people, and every bit that the core knows about them."""
    assert (one._found.subjects == other._found.subjects).all()
    assert (one._found.bits == other._found.bits).all()
    assert (one._found.all == other._found.all).all()
    assert (one._found.countable == other._found.countable).all()
    assert one._judged.equals(other._judged)


def neighbours(threshold):
    """One less and one more, where the plan allows it."""
    both = (threshold.now - 1, threshold.now + 1)
    return [value for value in both if threshold.least <= value <= threshold.most]


def rungs():
    """Every level that is asked for, and the rungs beside it."""
    known = PLAN.parameters.set_index("path")
    for path, row in known.iterrows():
        if path.startswith("criterion.") and path.rpartition(".")[2] in LEVELS:
            value, allowed = row["value"], row["allowed"]
            if isinstance(value, str) and isinstance(allowed, list):
                at = allowed.index(value)
                beside = [one for one in (at - 1, at + 1) if 0 <= one < len(allowed)]
                yield from ((path, allowed[one]) for one in beside)


def in_stretch(frame, value):
    """The row of a curve in which a value lies."""
    return frame[frame["value"] <= value].iloc[-1]


def expect_told(row, before, then):
    assert ids(row["gained"]) == then - before
    assert ids(row["lost"]) == before - then
    assert row["count"] == len(then)


def expect_thresholds(result, some=None):
    before = who(result)
    for path, threshold in list(thresholds_of(result).items())[:some]:
        curve, values = result.tipping(path).frame, neighbours(threshold)
        cells = result.grid({path: [*values, threshold.now]}).frame.set_index(path)["count"]
        for value in values:
            anew = fresh(result, {path: value})
            expect_same(evaluated(result, {path: value}), anew)
            expect_told(in_stretch(curve, value), before, who(anew))
            assert cells.loc[value] == len(who(anew))
        assert cells.loc[threshold.now] == len(before)


def expect_listed(result, changes):
    """Levels and readings: the list of their values, and the changed plan."""
    before, known = who(result), {}
    for path, value in changes:
        anew = fresh(result, {path: value})
        expect_same(evaluated(result, {path: value}), anew)
        if path not in known:
            known[path] = result.tipping(path).frame.set_index("value")
        expect_told(known[path].loc[value], before, who(anew))


# ---- the given office, at all its dates


def test_every_threshold_one_step_either_way(given_office):
    expect_thresholds(given_office)


def test_every_level_one_rung_either_way(given_office):
    expect_listed(given_office, rungs())


def test_every_reading(given_office):
    expect_listed(given_office, [(f"reading.{question}", one) for question, one in READINGS])


def test_before_and_after_of_some_readings(given_office):
    for question, one in READINGS[::12]:
        found = given_office.what_if(f"reading.{question}", one)
        expect_same(found.after, fresh(given_office, {f"reading.{question}": one}))
        before, then = who(found.before), who(found.after)
        assert set(found.gained["subject_id"]) == then - before
        assert set(found.lost["subject_id"]) == before - then


# ---- the sample office, lighter


def test_every_threshold_of_the_sample_office():
    expect_thresholds(sample())


def test_every_third_reading_of_the_sample_office():
    expect_listed(sample(), [(f"reading.{question}", one) for question, one in READINGS[::3]])


def test_every_level_of_the_sample_office():
    expect_listed(sample("khoa_so"), rungs())


def test_there_is_something_to_ask():
    assert len(READINGS) == 58
    assert len(list(rungs())) >= 10
    assert len(thresholds_of(sample())) >= 12
