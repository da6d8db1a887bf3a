"""A change is a value: what laws scenarios keep, and what a plan refuses to become."""

import pickle
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import lantoa as lt
import small_plan
from lantoa.criteria import Scenario, load_plan
from soaking import examples

COUNCIL = {"by": "Hội đồng", "on": date(2025, 3, 3)}


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    return load_plan(small_plan.written(tmp_path_factory.mktemp("plan")))


@pytest.fixture(scope="module")
def bundled():
    return load_plan("exemplars-2021-2025")


# --- laws

CHOICES = {
    "criterion.always_good.except_years": [0, 1, 2],
    "criterion.two_excellent.years": [1, 2, 3],
    "criterion.two_excellent.consecutive": [True, False],
    "criterion.an_award.level_at_least": ["giay_khen/co_so", "bang_khen/tinh"],
    "criterion.first.role": ["gate", "report"],
    "criterion.acclaimed.share_at_least": [500, 700],
    "criterion.acclaimed.share_more_than": [500, 700],
    "policy.unrated_year": ["skip", "fail"],
    "scope.belongs": ["on_as_of_date", "any_time"],
    "quota.inner.share_per_mille": [100, 200],
    "quota.inner.number": [1, 2],
    "reading.how_many": ["two", "three", "good"],
    "reading.belonging": ["then", "throughout"],
}
RIVALS = [
    {"criterion.acclaimed.share_at_least", "criterion.acclaimed.share_more_than"},
    {"quota.inner.share_per_mille", "quota.inner.number"},
]


@st.composite
def scenarios(draw):
    paths = draw(st.lists(st.sampled_from(list(CHOICES)), unique=True, max_size=4))
    assume(not any(rivals <= set(paths) for rivals in RIVALS))
    return Scenario({path: draw(st.sampled_from(CHOICES[path])) for path in paths})


def clash(one, other):
    return any(path in other and other[path] != one[path] for path in one)


def rival(one, other):
    return any(rivals <= {*one, *other} for rivals in RIVALS)


@given(scenarios(), scenarios())
def test_or_does_both_in_any_order_or_refuses(one, other):
    if clash(one, other):
        with pytest.raises(lt.InputError, match=r"both scenarios change .*>> b lets the second"):
            one | other
    else:
        assert one | other == other | one == Scenario({**one, **other})
        assert hash(one | other) == hash(other | one)


@given(scenarios(), scenarios(), scenarios())
def test_overriding_is_associative_and_the_last_wins(a, b, c):
    assert (a >> b) >> c == a >> (b >> c)
    assert all((a >> b)[path] == b[path] for path in b)
    assert a >> a == a | a == a
    assert a >> Scenario() == Scenario() >> a == a


@given(scenarios(), scenarios())
@settings(max_examples=examples(40))
def test_one_scenario_after_another_is_both_with_the_last_winning(plan, one, other):
    assume(not rival(one, other))
    assert plan.apply(one).apply(other) == plan.apply(one >> other)


@given(scenarios(), scenarios())
@settings(max_examples=examples(40))
def test_the_difference_makes_one_plan_out_of_the_other(plan, one, other):
    first, second = plan.apply(one), plan.apply(other)
    assert first.apply(first.diff(second)) == second
    assert second.apply(second.diff(first)).scenario == first.scenario
    assert first.diff(first) == Scenario()


@given(scenarios(), st.randoms(use_true_random=False))
@settings(max_examples=examples(40))
def test_the_order_of_changes_is_no_matter(plan, scenario, random):
    shuffled = list(scenario)
    random.shuffle(shuffled)
    stepwise = plan
    for path in shuffled:
        stepwise = stepwise.change(path, scenario[path])
    assert stepwise.fingerprint == plan.apply(scenario).fingerprint


@given(scenarios())
@settings(max_examples=examples(40))
def test_a_plan_is_never_changed_itself(plan, scenario):
    before = plan.canonical, repr(plan)
    plan.apply(scenario)
    assert (plan.canonical, repr(plan)) == before


# --- scenarios


def test_a_scenario_is_a_value():
    one = Scenario({"b": [1, 2], "a": {"x": date(2021, 1, 1)}})
    assert one == Scenario({"a": {"x": date(2021, 1, 1)}, "b": (1, 2)})
    assert {one: 1}[pickle.loads(pickle.dumps(one))] == 1
    assert str(one).splitlines() == ["a  x = 2021-01-01", "b  1, 2"]
    assert "<td>x = 2021-01-01</td>" in one._repr_html_()
    assert str(Scenario()) == "no change"


def test_one_is_not_true():
    assert Scenario({"a": 1}) != Scenario({"a": True})
    with pytest.raises(lt.InputError, match="both scenarios change a"):
        Scenario({"a": 1}) | Scenario({"a": True})


# --- paths


@pytest.mark.parametrize(
    ("path", "full"),
    [
        ("two_excellent.years", "criterion.two_excellent.years"),
        ("min_rated_years", "policy.min_rated_years"),
        ("inner.share_per_mille", "quota.inner.share_per_mille"),
        ("ratings.take", "fact.ratings.take"),
        ("window", "plan.window"),
    ],
)
def test_the_first_word_may_be_left_out(plan, path, full):
    value = {"plan.window": {"from": 2021, "to": 2024}, "fact.ratings.take": "min"}.get(full, 1)
    assert list(plan.change(path, value).scenario) == [full]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("two_excellent.yeras", 'did you mean "criterion.two_excellent.years"'),
        ("two_excelent.years", 'did you mean "criterion.two_excellent.years"'),
        ("criterion.two_excellent.count", 'did you mean "criterion.two_excellent'),
        ("policy.mergde", 'did you mean "policy.merged"'),
        ("criterion.two_excellent", "did you mean"),
        ("criterion.two_excellent.kind", "is not in the plan"),
        ("criterion.two_excellent.quote", "is not in the plan"),
        ("nonsense", "is not in the plan"),
        ("", "is not in the plan"),
    ],
)
def test_a_path_that_is_not_there_is_told_with_the_nearest(plan, path, told):
    with pytest.raises(lt.InputError, match=told):
        plan.change(path, 1)


def test_a_path_that_can_mean_two_things_must_be_written_in_full(tmp_path):
    text = small_plan.edited('[[quota]]\nid       = "outer"', '[[quota]]\nid       = "first"')
    text = text.replace('inside   = "outer"', 'inside   = "first"')
    plan = load_plan(small_plan.written(tmp_path, text))
    with pytest.raises(lt.InputError, match=r'"criterion.first.subjects", "quota.first.subjects"'):
        plan.change("first.subjects", ["person"])


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"two_excellent.years": "3"}, "criterion two_excellent, key years"),
        ({"two_excellent.years": 4}, "expected at most 3"),
        ({"two_excellent.years": 0}, "expected at least 1"),
        ({"an_award.level_at_least": "bang_khen"}, "did you mean bang_khen/tinh"),
        ({"either.k": 3}, "expected at most 2"),
        ({"points_years.weight": 500}, "weights of a person make 900"),
        ({"reading.how_many": "for"}, "question how_many: reading"),
        ({"reading.how_mny": "two"}, 'question "how_mny" is not known; did you mean "how_many"'),
        ({"acclaimed.share_at_least": 1, "acclaimed.share_more_than": 1}, "not both"),
        ({"head_tied.subjects": ["unit", "person"]}, "a circle: head_tied → head_tied"),
        ({"plan.window": {"from": 2021, "to": 2020}}, "plan, key window"),
        ({"quota.outer.inside": "inner"}, "a circle: outer → inner → outer"),
    ],
)
def test_a_value_that_is_not_possible_is_told_as_at_loading(plan, changes, told):
    with pytest.raises(lt.InputError, match=told):
        plan.change(changes)


def test_a_path_alone_needs_a_value(plan):
    with pytest.raises(lt.InputError, match="needs a value"):
        plan.change("two_excellent.years")


# --- what a change does


def test_a_changed_amended_value_is_replaced_with_its_whole_list(plan):
    changed = plan.change("always_good.at_least", "hoan_thanh")
    for day in ("2020-01-01", "2030-01-01"):
        rules = changed.resolved(day)["criteria"]
        assert rules[0]["at_least"] == "hoan_thanh"


def test_one_comparator_takes_the_place_of_another(plan):
    rules = plan.change("two_excellent.at_least", "hoan_thanh_tot").resolved("the_end")["criteria"]
    assert rules[1]["at_least"] == "hoan_thanh_tot"
    assert "is" not in rules[1]
    back = plan.change("two_excellent.at_least", "hoan_thanh").change(
        "two_excellent.is", "hoan_thanh_xuat_sac"
    )
    assert back == plan


@pytest.mark.parametrize(("first", "second"), [("at_least", "is"), ("is", "at_least")])
def test_of_two_comparators_the_later_stays(plan, first, second):
    changed = plan.change(f"two_excellent.{first}", "hoan_thanh")
    changed = changed.change(f"two_excellent.{second}", "hoan_thanh_tot")
    assert list(changed.scenario) == [f"criterion.two_excellent.{second}"]
    assert changed.resolved("the_end")["criteria"][1][second] == "hoan_thanh_tot"


def test_a_number_takes_the_place_of_a_share(plan):
    quota = plan.change("quota.inner.number", 2).resolved("the_end")["quotas"][1]
    assert quota["number"] == 2
    assert "share_per_mille" not in quota
    assert "rounding" not in quota


def test_changes_lie_on_top_of_readings(plan):
    assert plan.change({"reading.how_many": "three", "two_excellent.years": 1}) == plan.change(
        "two_excellent.years", 1
    )


def test_a_reading_and_the_change_it_stands_for_are_equal_plans(plan):
    read, changed = plan.change("how_many", "three"), plan.change("two_excellent.years", 3)
    assert read == changed
    assert read.fingerprint == changed.fingerprint
    assert read.readings["how_many"] == "three"


def test_a_reading_may_replace_the_whole_rule(bundled):
    read = bundled.change("gia_dinh_nam_nao", "mot_nam")
    criterion = read.criterion("cn_gia_dinh")
    assert criterion.kind == "years_at_least"
    assert criterion.parameters == {
        "fact": "gia_dinh_van_hoa",
        "is": True,
        "years": 1,
        "consecutive": False,
    }
    assert criterion.clause == "II.2.2 Cá nhân, gạch 2, vế 4"
    assert read.change("cn_gia_dinh.years", 2).criterion("cn_gia_dinh").parameters["years"] == 2
    with pytest.raises(lt.InputError, match="is not in the plan"):
        bundled.change("cn_gia_dinh.years", 2)


def test_a_change_that_a_new_reading_has_no_place_for_is_told(bundled):
    within = bundled.change("tt_dan_dau.within", 3)
    with pytest.raises(
        lt.InputError, match="criterion tt_dan_dau, key within: not a key of attested"
    ):
        within.change("dan_dau_muc", "ghi_nhan")
    both = within.change({"dan_dau_muc": "ghi_nhan", "tt_dan_dau.within": None})
    assert both == bundled.change("dan_dau_muc", "ghi_nhan")
    assert within.apply(within.diff(both)) == both


def test_none_takes_a_change_back(plan):
    changed = plan.change({"two_excellent.years": 3, "how_many": "good"})
    assert changed.change({"two_excellent.years": None, "how_many": None}) == plan
    assert plan.change("two_excellent.years", None) == plan


def test_numbers_of_numpy_and_timestamps_are_taken_for_what_they_are(plan):
    assert plan.change("two_excellent.years", np.int64(3)) == plan.change("how_many", "three")
    moved = plan.change("half_way.as_of", datetime(2022, 7, 1, 12))
    assert moved.as_of("half_way") == date(2022, 7, 1)


def test_plans_of_other_files_have_no_difference(plan, bundled):
    with pytest.raises(lt.InputError, match="small and exemplars-2021-2025 come from files"):
        plan.diff(bundled)


def test_who_chose_a_reading_is_kept_and_is_no_part_of_the_rules(plan):
    chosen = plan.choose("how_many", "three", **COUNCIL)
    assert chosen == plan.change("how_many", "three")
    assert chosen.choices.to_dict("records") == [
        {"question": "how_many", "reading": "three", **COUNCIL, "on": pd.Timestamp(2025, 3, 3)}
    ]
    assert plan.choices.empty
    kept = chosen.change("two_excellent.years", 1).choices
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("question", "reading", "by", "told"),
    [
        ("how_mny", "two", "A", 'did you mean "how_many"'),
        ("how_many", "tow", "A", 'did you mean "two"'),
        ("how_many", "two", " ", "by is blank"),
    ],
)
def test_a_choice_that_is_none_is_told(plan, question, reading, by, told):
    with pytest.raises(lt.InputError, match=told):
        plan.choose(question, reading, by=by, on=date(2025, 1, 1))


# --- parameters


def test_every_parameter_may_be_set_to_what_it_is(plan):
    for row in plan.parameters.itertuples():
        assert plan.change(row.path, row.value) == plan, row.path


def test_every_parameter_takes_every_value_that_is_allowed(plan):
    for row in plan.parameters.itertuples():
        for value in row.allowed if isinstance(row.allowed, list) else []:
            assert plan.change(row.path, value), row.path


def test_every_parameter_of_the_bundled_plan_may_be_set_to_what_it_is(bundled):
    frame = bundled.parameters
    assert frame["path"].is_unique
    for row in frame[::3].itertuples():
        assert bundled.change(row.path, row.value) == bundled, row.path


def test_parameters_tell_label_status_and_clause(bundled):
    frame = bundled.change({"cn_luon_tot.except_years": 1, "ky_luat_muc": "tu_canh_cao"}).parameters
    rows = frame.set_index("path")
    years = rows.loc["criterion.cn_xuat_sac_2_nam.years"]
    assert years["label"] == "Tối thiểu 02 năm hoàn thành xuất sắc nhiệm vụ: số năm"
    assert years["allowed"] == [1, 2, 3, 4, 5]
    assert years["clause"] == "II.2.2 Cá nhân, gạch 2, vế 2"
    status = rows["status"]
    assert status["criterion.cn_xuat_sac_2_nam.years"] == "source"
    assert status["criterion.cn_sang_kien.count"] == "assumption"
    assert status["criterion.cn_luon_tot.except_years"] == "changed"
    assert status["criterion.tt_khong_ky_luat.level_at_least"] == "reading"
    assert status["reading.ky_luat_muc"] == "changed"
    assert status["policy.merged"] == "assumption"


def test_parameters_leave_out_what_means_nothing(plan):
    paths = set(plan.parameters["path"])
    assert "criterion.an_idea.share_at_least" in paths
    assert "criterion.an_award.share_at_least" not in paths  # awards have no shares
    assert "criterion.family_now.at_least" not in paths  # held or not held


def test_parameters_and_questions_are_in_the_language_of_the_plan():
    english = load_plan("exemplars-2021-2025", lang="en")
    labels = english.parameters.set_index("path")["label"]
    assert (
        labels["criterion.cn_xuat_sac_2_nam.years"]
        == "Rated excellent in at least two years: years"
    )
    assert "how many" in english.questions.set_index("question")["note"]["nhieu_sang_kien"].iloc[0]
