"""Every reading with every curve: what evaluating the changed plan gives, found another way."""

import numpy as np
import pytest

import lantoa as lt
from lantoa import _rules
from lantoa.agreeing.questions import asked
from lantoa.scenarios.readings import by_reading, resolved_under
from lantoa.scenarios.thresholds import thresholds_of
from lantoa.scenarios.tipping import curve

PLAN = lt.load_plan("exemplars-2021-2025")
OFFICE = lt.sample_office(seed=7)
ASKED = [
    {"as_of": "de_nghi_2025"},
    {"as_of": "so_ket_2023", "counting": "possible"},
    {"as_of": "de_nghi_2025", "counting": "met", "gates": "countable"},
    {"as_of": "2022-06-30", "track": "chuyen_de"},
]


def changed(plan, question, reading):
    return plan.change({f"reading.{question}": reading})


@pytest.mark.parametrize("options", ASKED, ids=str)
def test_every_curve_is_that_of_the_changed_plan(options):
    result = lt.evaluate(OFFICE, PLAN, **options)
    for one in by_reading(result):
        again = lt.evaluate(OFFICE, changed(PLAN, one.question, one.reading), **options)
        expected = {path: curve(again, t) for path, t in thresholds_of(again).items()}
        assert again.subjects["subject_id"].tolist() == one.subject_ids.tolist()
        assert one.curves.keys() == expected.keys()
        for path, found in one.curves.items():
            where = (one.question, one.reading, path)
            assert found.threshold == expected[path].threshold, where
            assert list(found.starts) == list(expected[path].starts), where
            assert np.array_equal(found.counted, expected[path].counted), where


def test_every_reading_that_is_not_in_force_is_there_once():
    plan = changed(PLAN, "gan_voi_tieu_chi", "duoc_chon")
    found = [
        (one.question, one.reading) for one in by_reading(lt.evaluate(OFFICE, plan, "2024-06-30"))
    ]
    questions = asked(plan._book, "all")
    every = [(q.id, reading) for q in questions for reading in q.readings]
    assert found == [
        one for one in every if one not in {(q.id, q.readings[q.chosen]) for q in questions}
    ]


def expect_as_changed(plan):
    result = lt.evaluate(OFFICE, plan, "de_nghi_2025")
    for question in asked(plan._book, "all"):
        for reading in question.readings:
            expected = changed(plan, question.id, reading).resolved(result.as_of)
            assert resolved_under(result, question, reading) == expected, (question.id, reading)


@pytest.mark.parametrize("path", [None, "policy.min_rated_years"])
def test_a_plan_under_a_reading_is_the_changed_plan(path):
    expect_as_changed(PLAN if path is None else PLAN.change(path, 1))


def test_also_where_every_year_is_judged_by_its_own_values(tmp_path):
    written = PLAN.path.read_text("utf-8").replace('"at_as_of"', '"per_year"', 1)
    yearly = tmp_path / "yearly.toml"
    yearly.write_text(written, "utf-8")
    expect_as_changed(lt.load_plan(yearly))


def test_a_change_that_does_not_fit_a_reading_is_refused():
    result = lt.evaluate(OFFICE, PLAN.change("chung_dong_gop.count", 2), "de_nghi_2025")
    with pytest.raises(lt.InputError, match="count"):
        by_reading(result)


def test_rules_that_are_alike_are_lent_and_no_others():
    result = lt.evaluate(OFFICE, PLAN, "de_nghi_2025")
    resolved = changed(PLAN, "tuong_duong", "chi_tinh").resolved(result.as_of)
    lent = _rules.rules(resolved, result._packed, result.as_of, None, result._rules.made).made
    composed = {one["id"] for one in resolved["criteria"] if one["kind"] in ("k_of", "linked")}
    assert lent.anew == composed | {"cn_bang_khen", "tt_bang_khen"}, "they read the scale"
    assert lent.facts["bang_khen"] is not result._rules.made.facts["bang_khen"]
    assert lent.facts["sang_kien"] is result._rules.made.facts["sang_kien"]
