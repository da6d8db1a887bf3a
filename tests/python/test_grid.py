"""Grids: every cell must say what evaluating the plan of that cell says."""

from functools import cache
from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lantoa as lt
from lantoa.scenarios.thresholds import thresholds_of
from random_results import COUNTINGS, results, some

PLAN = lt.load_plan("exemplars-2021-2025")
YEARS, COUNT = "criterion.cn_xuat_sac_2_nam.years", "criterion.cn_sang_kien.count"
GOOD = "criterion.cn_luon_tot.at_least"
SHARE = "quota.so_luong_ca_nhan.share_per_mille"
WEIGHT = "criterion.diem_sang_kien.weight"


@cache
def judged(as_of="so_ket_2023", counting=None, gates=None):
    return lt.evaluate(lt.sample_office(seed=7), PLAN, as_of, counting=counting, gates=gates)


def cells(axes):
    return [dict(zip(axes, values, strict=True)) for values in product(*axes.values())]


def afresh(result, cell, weights="keep"):
    plan = result.plan.change(lt.Scenario(cell, weights=weights))
    asked = {"counting": result.counting, "gates": result.gates, "track": result.track}
    return lt.evaluate(result.office, plan, result.as_of, **asked)


def counted(result):
    rows = result.subjects
    rows = rows[rows["counted"]]
    return dict(zip(rows["subject_id"], rows["subject_kind"], strict=True))


def within(result):
    """Who counts as in and stands within every line that applies, and who is tied at one."""
    sides = result.quota_lines.groupby("subject_id")["line"].agg(set).to_dict()
    found, tied = {}, {}
    for name, kind in counted(result).items():
        lines = sides.get(name, {"within"})
        if lines <= {"within"}:
            found[name] = kind
        elif "beyond" not in lines and "tied" in lines:
            tied[name] = kind
    return found, tied


def expect_cells(result, axes, outcome="counted", weights="keep"):
    frame = result.grid(axes, outcome=outcome, weights=weights).frame
    assert len(frame) == len(cells(axes))
    before = counted(result) if outcome == "counted" else within(result)[0]
    for row, cell in zip(frame.to_dict("records"), cells(axes), strict=True):
        assert {path: row[path] for path in axes} == cell
        changed = afresh(result, cell, weights)
        found, tied = (counted(changed), {}) if outcome == "counted" else within(changed)
        kinds = list(found.values())
        assert (row["units"], row["people"]) == (kinds.count("unit"), kinds.count("person")), cell
        assert row["count"] == len(found), cell
        assert row["gained"] == len(found.keys() - before.keys()), cell
        assert row["lost"] == len(before.keys() - found.keys()), cell
        if outcome == "within":
            assert row["tied"] == len(tied), cell


# ---- every cell


@pytest.mark.parametrize(("counting", "gates"), COUNTINGS)
def test_thresholds_under_every_counting(counting, gates):
    axes = {
        YEARS: [1, 2, 3, 5],
        COUNT: [1, 3],
        "criterion.tt_sang_kien.count": [1, 4],
        "criterion.chung_thanh_tich.k": [1, 2],
    }
    expect_cells(judged("so_ket_2023", counting, gates), axes)


def test_values_may_come_in_any_order():
    result = judged()
    frame = result.grid({YEARS: [3, 1, 2], "criterion.cn_luon_tot.except_years": [2, 0, 1]}).frame
    assert frame[YEARS].tolist()[::3] == [3, 1, 2]
    expect_cells(result, {YEARS: [3, 1, 2], "criterion.cn_luon_tot.except_years": [2, 0, 1]})


def test_thresholds_beside_levels_readings_and_policies():
    axes = {
        YEARS: [1, 2],
        GOOD: ["hoan_thanh", "hoan_thanh_tot"],
        COUNT: [1, 2],
        "policy.min_rated_years": [0, 2],
    }
    expect_cells(judged(), axes)
    expect_cells(judged(), {"reading.gan_voi_tieu_chi": ["du_tieu_chi", "dinh_luong"], COUNT: [1]})


def test_a_cell_may_change_who_is_judged():
    expect_cells(judged(), {"scope.belongs": ["on_as_of_date", "any_time"], YEARS: [1, 2]})


@pytest.mark.parametrize("as_of", ["so_ket_2023", "de_nghi_2025"])
def test_who_stands_within_the_lines(as_of):
    result = judged(as_of)
    expect_cells(result, {YEARS: [1, 2, 3], COUNT: [1, 2]}, "within")
    expect_cells(result, {YEARS: [1, 2], SHARE: [0, 150, 600]}, "within")


def test_within_the_lines_where_candidates_make_the_seats():
    change = {"quota.so_luong_ca_nhan.of": "candidates", SHARE: 500}
    result = lt.evaluate(judged().office, PLAN.change(change), "so_ket_2023")
    expect_cells(result, {YEARS: [1, 2, 3]}, "within")


def test_weights_move_others_along():
    axes = {WEIGHT: [0, 300, 900], YEARS: [1, 2]}
    expect_cells(judged(), axes, "within", weights="proportional")


@some
@given(results(), st.data())
def test_on_random_offices_and_plans(result, data):
    known = thresholds_of(result)
    if not known:
        return
    chosen = data.draw(
        st.lists(st.sampled_from(sorted(known)), min_size=1, max_size=3, unique=True)
    )
    axes = {}
    for path in chosen:
        one = known[path]
        values = st.integers(one.least, min(one.most, one.least + 5))
        axes[path] = data.draw(st.lists(values, min_size=1, max_size=3, unique=True))
    expect_cells(result, axes)


@some
@given(st.sampled_from(["lua_chon_2021", "so_ket_2023", "de_nghi_2025"]), st.data())
def test_lines_of_random_thresholds_and_quotas(as_of, data):
    result = judged(as_of)
    known = thresholds_of(result)
    paths = data.draw(st.lists(st.sampled_from(sorted(known)), min_size=1, max_size=2, unique=True))
    axes = {}
    for path in paths:
        values = st.integers(known[path].least, min(known[path].most, known[path].least + 4))
        axes[path] = data.draw(st.lists(values, min_size=1, max_size=2, unique=True))
    if data.draw(st.booleans()):
        axes[SHARE] = data.draw(st.lists(st.integers(0, 1000), min_size=1, max_size=2, unique=True))
    expect_cells(result, axes, "within")


# ---- what it says


def test_the_cell_in_force_is_told():
    found = judged().grid({YEARS: [1, 2, 3], COUNT: [1, 2]})
    here = found.frame[found.frame["in_force"]]
    assert here[[YEARS, COUNT]].to_numpy().tolist() == [[2, 2]]
    assert here[["gained", "lost"]].to_numpy().tolist() == [[0, 0]]
    assert here["count"].tolist() == [found.now]
    assert "2 ◀ hiện nay" in repr(found)
    assert "không nằm trong bảng" not in found.sentence


def test_a_grid_without_the_plan_as_it_is_says_so():
    assert "không nằm trong bảng" in judged().grid({YEARS: [4, 5]}).sentence


def test_the_counting_in_force_and_the_watermark_are_printed():
    text = repr(judged().grid({YEARS: [1]}))
    assert "GIẢ ĐỊNH" in text
    assert "đạt hoặc còn khả năng, các tiêu chí đếm được" in text


def test_short_paths_and_grids_of_scenarios_are_taken():
    one = judged().grid({"cn_xuat_sac_2_nam.years": range(1, 4)}).frame
    two = judged().grid(lt.Scenario.grid({YEARS: [1, 2, 3]})).frame
    pd.testing.assert_frame_equal(one, two)


def test_a_chart_of_one_path_or_two(tmp_path):
    path = tmp_path / "heat.svg"
    judged().grid({YEARS: [1, 2, 3]}).plot().save(path)
    assert "Dòng" not in path.read_text(encoding="utf-8")
    judged().grid({YEARS: [1, 2, 3], GOOD: ["hoan_thanh"]}).plot().save(path)
    assert "Dòng: Tối thiểu 02 năm" in path.read_text(encoding="utf-8")


def test_it_becomes_a_workbook(tmp_path):
    path = judged().grid({YEARS: [1, 2], COUNT: [1, 2]}).to_excel(tmp_path / "bang.xlsx")
    told = pd.read_excel(path, header=None, engine="calamine").to_string()
    assert "GIẢ ĐỊNH" in told
    assert "hiện nay" in told


# ---- what is refused


@pytest.mark.parametrize(
    ("axes", "told"),
    [
        ({"cn_xuat_sac_2_nam.year": [1]}, 'did you mean "criterion.cn_xuat_sac_2_nam.years"'),
        ({YEARS: [1, 17]}, "17 is not possible; expected 1 to 5, the nearest is 5"),
        ({YEARS: [True]}, "True is not possible; expected 1 to 5"),
        ({YEARS: ["2"]}, "'2' is not possible"),
        ({COUNT: [0]}, "expected 1 to 1000000, the nearest is 1"),
        ({COUNT: [1_000_001]}, "the nearest is 1000000"),
        ({YEARS: [1], "cn_xuat_sac_2_nam.years": [2]}, "are the same path"),
        ({YEARS: []}, "at least one value"),
        ({}, "expected a mapping of paths to values"),
        ({YEARS: [1, 1]}, "given twice"),
        ({GOOD: ["tot"]}, "tot"),
        ({GOOD: [None, "hoan_thanh"]}, "None takes a change back"),
        ({WEIGHT: [200]}, "weight"),
        ({COUNT: range(1, 10**9), YEARS: [1]}, "cells, expected at most 1000000"),
        ({SHARE: range(1, 1001), "policy.min_rated_years": [0, 1, 2]}, "3000 combinations"),
    ],
)
def test_what_no_grid_can_have_is_refused(axes, told):
    result = judged()
    with pytest.raises(lt.InputError, match=told):
        result.grid(axes)


def test_other_weights_that_cannot_move_so_are_refused():
    with pytest.raises(lt.InputError, match='did you mean "proportional"'):
        judged().grid({COUNT: [1]}, weights="proportionl")
    with pytest.raises(lt.InputError, match=r"say it in Scenario\.grid alone"):
        judged().grid(lt.Scenario.grid({COUNT: [1]}), weights="proportional")


def test_lines_of_too_many_cells_are_refused_with_what_can_be_asked():
    axes = {COUNT: range(1, 500), YEARS: range(1, 6)}
    assert len(judged().grid(axes)) == 2495
    with pytest.raises(lt.InputError, match='outcome="counted" answers up to a million'):
        judged().grid(axes, outcome="within")


def test_a_chart_of_three_paths_is_refused():
    found = judged().grid({YEARS: [1], COUNT: [1], GOOD: ["hoan_thanh"]})
    with pytest.raises(lt.InputError, match="one path or two, not 3"):
        found.plot()


def test_an_outcome_that_is_none_is_refused():
    with pytest.raises(lt.InputError, match='did you mean "within"'):
        judged().grid({YEARS: [1]}, outcome="withn")
