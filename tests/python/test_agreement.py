"""Readings are counted from factors: the counts must be those of going through every one."""

from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lantoa as lt
from lantoa import _core
from lantoa._thresholds import without
from lantoa.agreeing.counting import Factor, count
from lantoa.agreeing.covering import cover
from lantoa.agreeing.questions import asked

PLAN = lt.load_plan("exemplars-2021-2025")


@pytest.fixture(scope="module")
def office(shared):
    return lt.read(shared / "data" / "office" / "csv")


def one_by_one(result, questions):
    """How often each subject is in, by judging under every combination of readings."""
    tally: dict[str, int] = {}
    for readings in product(*(question.readings for question in questions)):
        chosen = {f"reading.{q.id}": r for q, r in zip(questions, readings, strict=True)}
        found = lt.evaluate(
            result.office,
            result.plan.change(chosen),
            result.as_of,
            counting=result.counting,
            gates=result.gates,
        ).subjects
        for subject in found["subject_id"][found["counted"]]:
            tally[subject] = tally.get(subject, 0) + 1
    return tally


def passing(frame):
    return {s: n for s, n in zip(frame["subject_id"], frame["passing"], strict=True) if n}


CASES = [
    # a scale and a fact that two criteria and a head's unit share
    ("khoa_so", "met", "all", ["tuong_duong", "ngay_khen", "gan_voi_tieu_chi"]),
    ("de_nghi_2025", "provisional", "all", ["ky_luat_muc", "ky_luat_loai", "gan_voi_tieu_chi"]),
    # a policy that bears on every year, in each way of counting
    ("so_ket_2023", "possible", "countable", ["nam_chua_dong", "nhieu_sang_kien"]),
    ("de_nghi_2025", "possible", "all", ["nam_chua_dong", "gia_dinh_nam_nao", "tuong_duong"]),
    ("khoa_so", "provisional", "countable", ["nam_khong_xep_loai", "vao_giua_giai_doan"]),
    # who is judged at all, and a unit that was merged
    ("de_nghi_2025", "provisional", "all", ["thuoc_van_phong", "don_vi_sap_nhap", "dan_dau_muc"]),
    # a criterion that becomes countable, or a gate, or none
    ("khoa_so", "possible", "countable", ["chap_hanh_cach_xet", "ky_luat_ngay", "ky_luat_ca_nhan"]),
    ("de_nghi_2025", "provisional", "all", ["lan_toa_cach_xet", "thu_truong_la_ai", "ky_luat_muc"]),
]


@pytest.mark.parametrize(("as_of", "counting", "gates", "names"), CASES)
def test_counts_as_going_through_every_combination_does(office, as_of, counting, gates, names):
    result = lt.evaluate(office, PLAN, as_of, counting=counting, gates=gates)
    frame = result.agreement(names)
    questions = asked(PLAN._book, names)
    assert frame["combinations"].unique().tolist() == [prod(map(len, questions))]
    assert passing(frame) == one_by_one(result, questions)


def test_counts_from_whatever_readings_are_in_force(office):
    plan = PLAN.change({"reading.ky_luat_muc": "tu_canh_cao", "reading.tuong_duong": "chi_tinh"})
    result = lt.evaluate(office, plan, "khoa_so", counting="possible")
    frame = result.agreement(["ky_luat_muc", "ky_luat_thanh_vien"])
    assert passing(frame) == one_by_one(
        result, asked(plan._book, ["ky_luat_muc", "ky_luat_thanh_vien"])
    )


@pytest.mark.parametrize("as_of", ["so_ket_2023", "de_nghi_2025", "khoa_so"])
def test_is_in_by_default_where_the_result_counts_somebody_in(office, as_of):
    result = lt.evaluate(office, PLAN, as_of)
    found = result.agreement().set_index("subject_id")["in_by_default"]
    counted = result.subjects.set_index("subject_id")["counted"]
    assert found.to_dict() == counted.to_dict()


def test_the_headline_questions_have_23040_combinations(office):
    frame = lt.evaluate(office, PLAN, "de_nghi_2025").agreement()
    assert frame["combinations"].unique().tolist() == [23_040]
    assert frame["passing"].between(0, 23_040).all()
    assert (frame["share"] == 1000 * frame["passing"] // 23_040).all()


def test_the_deciding_question_alone_takes_somebody_in_or_out(office):
    result = lt.evaluate(office, PLAN, "de_nghi_2025")
    decided = result.agreement().dropna(subset=["deciding_question"])
    assert len(decided) > 5
    for row in decided.itertuples():
        plan = PLAN.change(f"reading.{row.deciding_question}", row.reading)
        other = lt.evaluate(office, plan, "de_nghi_2025").subjects.set_index("subject_id")
        assert other["counted"].get(row.subject_id, False) != row.in_by_default


def test_without_a_question_there_is_one_combination(office):
    frame = lt.evaluate(office, PLAN, "de_nghi_2025").agreement([])
    assert frame["combinations"].unique().tolist() == [1]
    assert (frame["passing"] == frame["in_by_default"]).all()


def test_a_question_that_is_not_in_the_plan_is_named_with_the_nearest(office):
    result = lt.evaluate(office, PLAN, "de_nghi_2025")
    with pytest.raises(
        lt.InputError, match='"ky_luat_mu" is not known; did you mean "ky_luat_muc"'
    ):
        result.agreement(["ky_luat_mu"])
    with pytest.raises(lt.InputError, match='questions "al" is not known; did you mean "all"'):
        result.agreement("al")


def test_a_change_that_another_reading_does_not_allow_is_refused(office):
    plan = PLAN.change("cn_gia_dinh.is", False)
    result = lt.evaluate(office, plan, "de_nghi_2025")
    assert len(result.agreement(["gia_dinh_nam_nao"]))
    plan = PLAN.change("reading.gia_dinh_nam_nao", "mot_nam").change("cn_gia_dinh.years", 2)
    with pytest.raises(lt.InputError):
        lt.evaluate(office, plan, "de_nghi_2025").agreement(["gia_dinh_nam_nao"])


# Counting alone, on tables of truth values


@st.composite
def products(draw):
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    scopes = st.sets(st.integers(0, len(sizes) - 1), max_size=3).map(lambda s: tuple(sorted(s)))
    factors = []
    for scope in draw(st.lists(scopes, min_size=1, max_size=4)):
        shape = (2, *(sizes[one] for one in scope))
        cells = draw(st.lists(st.booleans(), min_size=prod(shape), max_size=prod(shape)))
        factors.append(Factor(scope, np.array(cells).reshape(shape)))
    return factors, sizes


@given(products())
def test_sums_questions_out_as_adding_up_does(drawn):
    factors, sizes = drawn
    every = product(*map(range, sizes))
    expected = sum(np.logical_and.reduce([f.at(one) for f in factors]).astype(int) for one in every)
    names = [f"q{number}" for number in range(len(sizes))]
    assert count(factors, sizes, names).tolist() == expected.tolist()
    assert count([f.trimmed() for f in factors], sizes, names).tolist() == expected.tolist()


def test_questions_that_are_tied_too_widely_are_named():
    sizes = [100, 100, 101, 2]
    wide = Factor((0, 1, 2), np.broadcast_to(np.array(True), (1, 100, 100, 101)))
    with pytest.raises(lt.InputError, match='"a", "b", "c" are tied together: 1010000 comb'):
        count([wide], sizes, ["a", "b", "c", "d"])


@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=5).flatmap(
        lambda sizes: st.tuples(
            st.just(sizes),
            st.lists(
                st.sets(st.integers(0, len(sizes) - 1), max_size=3).map(lambda s: tuple(sorted(s))),
                max_size=5,
            ),
        )
    )
)
def test_every_combination_of_a_group_is_judged_where_it_says(drawn):
    sizes, groups = drawn
    names = [f"q{number}" for number in range(len(sizes))]
    judged, where = cover(groups, sizes, [0] * len(sizes), names)
    for group in groups:
        for readings in product(*(range(sizes[one]) for one in group)):
            found = judged[where[group][readings]]
            assert tuple(found[one] for one in group) == readings


def test_a_criterion_with_too_many_questions_is_refused():
    with pytest.raises(lt.InputError, match='"a", "b" all bear on one criterion: 10000 comb'):
        cover([(0, 1)], [100, 100], [0, 0], ["a", "b"])


# ---- readings that only change thresholds

THRESHOLDS_ONLY = ["nhieu_sang_kien", "suy_ton_ty_le", "tt_sang_kien_so_luong"]


@pytest.mark.parametrize("others", [[], ["thuoc_van_phong"], ["ngay_khen"]])
def test_thresholds_that_readings_change_count_as_evaluating_does(office, others):
    names = [*THRESHOLDS_ONLY[::2], *others]
    result = lt.evaluate(office, PLAN, "khoa_so", counting="possible", gates="countable")
    assert passing(result.agreement(names)) == one_by_one(result, asked(PLAN._book, names))


def test_readings_that_only_change_thresholds_are_measured_once(office, monkeypatch):
    made = []
    for name in ("evaluate", "Measurements"):
        kernel = getattr(_core, name)
        monkeypatch.setattr(
            _core, name, lambda *a, _k=kernel, _n=name, **o: made.append(_n) or _k(*a, **o)
        )
    lt.evaluate(office, PLAN, "khoa_so").agreement(THRESHOLDS_ONLY)
    assert made == ["evaluate", "Measurements"]


def test_votes_asked_or_not_are_no_matter_of_a_threshold():
    asks = {"criteria": [{"kind": "attested", "share_at_least": 0}]}
    assert without(asks) != without({"criteria": [{"kind": "attested"}]})
    assert without(asks) == without({"criteria": [{"kind": "attested", "share_more_than": 500}]})
