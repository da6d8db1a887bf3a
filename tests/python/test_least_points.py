"""What somebody who is in lacks to the line of a quota, against a definition in plain Python."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lantoa as lt
import reference_points
from lantoa.scenarios.admitting.standing import mapped

PLAN = lt.load_plan("exemplars-2021-2025", lang="en")


@cache
def crowded():
    """Few seats for the whole office, and nearly everybody in."""
    tight = {
        "quota.so_luong_ca_nhan.per": "office",
        "quota.so_luong_ca_nhan.share_per_mille": 100,
        "quota.so_luong_tap_the.share_per_mille": 100,
    }
    easy = {f"criterion.{one.id}.role": "report" for one in PLAN.criteria if one.role == "gate"}
    plan = PLAN.change({**tight, **easy, "criterion.cn_sang_kien.role": "gate"})
    return lt.evaluate(lt.sample_office(seed=7), plan, "khoa_so")


def side(mine, others, seats):
    """Where somebody with these numbers stands among all the others who are in."""
    ahead = sum(one > mine for one in others)
    level = 1 + sum(one == mine for one in others)
    return "within" if ahead + level <= seats else "beyond" if ahead >= seats else "tied"


def seats_of(result, kind):
    name = {"person": "so_luong_ca_nhan", "unit": "so_luong_tap_the"}[kind]
    return result.quotas.set_index("quota").loc[[name], "seats"].iloc[0]


def keys_of(result, kind):
    """Points of everybody who is in, in thousandths, then those of the chain."""
    points = result.points.set_index(["subject_id", "criterion_id"])["points"].unstack()
    weights = result.points.drop_duplicates("criterion_id").set_index("criterion_id")["weight"]
    subjects = result.subjects.query("counted and subject_kind == @kind")["subject_id"]
    parting = result.plan.resolved(result.as_of)["scoring"]["ties"][kind]
    rows = points.loc[subjects].fillna(0).astype(int)
    whole = (rows * weights[rows.columns]).sum(axis=1)
    return {one: (whole[one], *rows.loc[one, parting]) for one in subjects}


@pytest.mark.parametrize("kind", ["person", "unit"])
def test_the_points_to_a_line_are_the_fewest(kind):
    result = crowded()
    keys = keys_of(result, kind)
    seats = seats_of(result, kind)
    checked = 0
    for one in list(keys)[::3]:
        others = [key for who, key in keys.items() if who != one]
        for line in result.least_change(one).lacking:
            mine = keys[one]
            assert (line.points, line.line) == (mine[0], side(mine, others, seats))

            def more(points, mine=mine):
                return (mine[0] + points, *mine[1:])

            assert side(more(line.to_enter), others, seats) == "within"
            assert side(more(line.to_enter - 1), others, seats) != "within"
            if line.to_tie is not None:
                assert side(more(line.to_tie), others, seats) != "beyond"
                assert side(more(line.to_tie - 1), others, seats) == "beyond"
            checked += 1
    assert checked >= 3


def test_one_improvement_is_the_least_value_that_does_it():
    result = crowded()
    keys = keys_of(result, "person")
    seats = seats_of(result, "person")
    found = 0
    for one in list(keys)[::3]:
        others = [key for who, key in keys.items() if who != one]
        for line in result.least_change(one).lacking:
            for way in line.improvements:
                expected = least_value(result, keys[one], others, seats, way)
                assert (way.value, way.to_points, way.line) == expected
                found += 1
    assert found > 3


def least_value(result, mine, others, seats, way):
    """Try every value of the map, the least first, as a plain sum."""
    resolved = result.plan.resolved(result.as_of)
    criterion = next(one for one in resolved["criteria"] if one["id"] == way.criterion_id)
    levels = ["giay_khen/co_so", "bang_khen/tinh", "bang_khen/thu_tuong", "huan_chuong/nha_nuoc"]
    values = levels if "highest" in criterion else range(criterion["map"][-1][0] + 1)
    parting = resolved["scoring"]["ties"]["person"]
    now = side(mine, others, seats)
    for value in values:
        points = reference_points.mapped(criterion, value)
        if points <= way.points:
            continue
        key = [mine[0] + criterion["weight"] * (points - way.points), *mine[1:]]
        if criterion["id"] in parting:
            key[1 + parting.index(criterion["id"])] = points
        then = side(tuple(key), others, seats)
        if then == "within" or (then == "tied" and now == "beyond"):
            return value, points, then
    return None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 1000)), min_size=1), st.integers(0, 12))
def test_points_of_a_map_are_those_of_the_definition(entries, statistic):
    steps = sorted(dict(entries).items())
    assert mapped(steps, statistic) == reference_points.mapped({"map": steps}, statistic)


def test_the_line_is_told_in_the_sentence():
    result = crowded()
    subjects = result.subjects.query("counted")["subject_id"]
    told = [result.least_change(one).sentence for one in subjects]
    assert any("points more to tie at it" in one and "Any one of these" in one for one in told)
    assert any("tied at the line; at least" in one for one in told)
