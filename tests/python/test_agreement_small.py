"""Under how many readings somebody is in, on a small office where every one can be counted."""

import pandas as pd
import pytest

import lantoa as lt
import small_office
import small_plan
from small_office import BELONGS, GOOD, RATINGS, office, rows, without

TWO_EXCELLENT = pd.concat(
    [
        without("ratings", subject_id="CB01", year=2023),
        rows(RATINGS, ("CB01", 2023, GOOD, "2023-12-10")),
    ]
)
LATE = rows(BELONGS, ("CB01", "DV01", "member", "2021-03-01", None))


@pytest.fixture
def plan_of(tmp_path):
    """The small plan with one place altered."""
    return lambda *edit: lt.load_plan(
        small_plan.written(tmp_path, small_plan.edited(*edit) if edit else small_plan.TEXT)
    )


def counted(plan, questions="all", **tables):
    """Of the person: in by default, passing, combinations, deciding question and reading."""
    frame = lt.evaluate(office(**tables), plan, "the_end").agreement(questions)
    [row] = frame[frame["subject_id"] == "CB01"].itertuples()
    decided = None if pd.isna(row.deciding_question) else (row.deciding_question, row.reading)
    return row.in_by_default, row.passing, row.combinations, decided


def test_whoever_is_in_under_every_reading_is_decided_by_none(plan_of):
    assert counted(plan_of()) == (True, 6, 6, None)


def test_the_first_question_that_alone_takes_somebody_out_is_named(plan_of):
    plan = plan_of()
    late = {"ratings": TWO_EXCELLENT, "memberships": LATE}
    assert counted(plan, ratings=TWO_EXCELLENT) == (True, 4, 6, ("how_many", "three"))
    assert counted(plan, **late) == (True, 2, 6, ("belonging", "throughout"))
    assert counted(plan, ["how_many"], **late) == (True, 2, 3, ("how_many", "three"))


def test_headline_questions_come_first_and_are_asked_alone_unless_all_are(plan_of):
    plan = plan_of('id     = "how_many"', 'id     = "how_many"\nheadline = true')
    late = {"ratings": TWO_EXCELLENT, "memberships": LATE}
    assert counted(plan, **late) == (True, 2, 6, ("how_many", "three"))
    assert counted(plan, "headline", **late) == (True, 2, 3, ("how_many", "three"))


def test_a_head_is_asked_for_the_countable_gates_of_the_unit_where_a_plan_says_so(plan_of):
    judged = small_office.TABLES["attestations"].assign(verdict=["met", "failed"])
    head = {
        "memberships": rows(BELONGS, ("CB01", "DV01", "head", "2015-01-01", None)),
        "attestations": judged,
    }
    assert counted(plan_of(), **head)[:2] == (False, 0)
    countable = plan_of('needs    = "all_gates"', 'needs    = "countable_gates"')
    assert counted(countable, **head)[:2] == (True, 6)
