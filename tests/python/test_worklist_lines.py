"""What an unknown verdict is put down to: which row, which cells, who must act.

The office has nothing missing; each test takes one thing away.
"""

import pandas as pd
import pytest

import lantoa as lt
import small_office
import small_plan
from small_office import (
    BELONGS,
    COVERS,
    EXCELLENT,
    GOOD,
    PUNISHED,
    RATINGS,
    RESULTS,
    nothing_in,
    office,
    plus,
    rows,
    without,
)

AS_OF = "the_end"
TOLD = ("table", "subject_id", "column", "waiting", "settles")
SHOWN = ("table", "subject_id", "year", "column", "row", "why", "waiting", "settles")


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    return lt.load_plan(small_plan.written(tmp_path_factory.mktemp("plan")), lang="en")


@pytest.fixture(scope="module")
def asked(plan):
    """The worklist of the office with other tables in place of its own."""
    return lambda as_of=AS_OF, **tables: lt.evaluate(office(**tables), plan, as_of).worklist()


WARNED = rows(PUNISHED, ("CB01", "hanh_chinh", "canh_cao", "2022-03-03"))
HOLE = rows(
    BELONGS,
    ("CB01", "DV01", "member", "2015-01-01", "2022-11-30"),
    ("CB01", "DV01", "member", "2023-02-01", None),
)


def cells(worklist, *columns):
    """Some columns of a worklist as tuples, blanks as None."""
    frame = worklist.frame[list(columns or SHOWN)]
    return [tuple(None if pd.isna(x) else x for x in row) for row in frame.itertuples(index=False)]


def test_where_nothing_is_missing_there_is_nothing_to_do(asked):
    worklist = asked()
    assert len(worklist) == 0
    assert repr(worklist).endswith("Nothing is missing.")


# How many wait, and how many for it alone


def test_a_row_that_two_verdicts_lack_and_nothing_else_settles_both(asked):
    own = rows(RATINGS, ("CB01", 2021, EXCELLENT, None), ("CB01", 2022, GOOD, None))
    worklist = asked(ratings=pd.concat([without("ratings", subject_id="CB01"), own]))
    assert cells(worklist) == [("ratings", "CB01", 2023, "rating", None, "row_missing", 2, 2)]


def test_a_verdict_that_waits_for_two_rows_waits_for_neither_alone(asked):
    ratings = without("ratings", subject_id="CB01")
    worklist = asked(ratings=pd.concat([ratings, rows(RATINGS, ("CB01", 2021, GOOD, None))]))
    assert cells(worklist, "year", "waiting", "settles") == [(2022, 2, 0), (2023, 2, 0)]


def test_what_settles_most_comes_first_even_where_more_waits_for_another(asked):
    own = rows(RATINGS, ("CB01", 2021, GOOD, None))
    worklist = asked(
        ratings=pd.concat([without("ratings", subject_id="CB01"), own]),
        families=without("families", year=2023),
        commendations=nothing_in("commendations"),
        coverage=rows(COVERS, ("commendations", "2021-01-01", "2021-12-31", False)),
    )
    assert cells(worklist, "table", "settles", "waiting") == [
        ("coverage", 2, 2),
        ("families", 1, 1),
        ("ratings", 0, 2),
        ("ratings", 0, 2),
    ]


def test_years_to_come_are_not_asked_for(asked):
    worklist = asked("half_way", ratings=without("ratings", year=2021))
    assert cells(worklist, "table", "year") == [
        ("ratings", 2021),
        ("ratings", 2021),
        ("attestations", None),
        ("attestations", None),
    ]


# Who asks: gates, and what is reported


def test_what_is_only_reported_is_asked_for_too(asked):
    worklist = asked(
        movement_results=rows(RESULTS, ("PT1", "CB01", 2022, 1)),
        coverage=rows(COVERS, ("movement_results", "2022-01-01", "2022-12-31", False)),
    )
    # the unit's place and share; the person's row is there and settles its year
    assert cells(worklist, "table", "column", "waiting") == [("coverage", "complete", 2)]


def test_what_another_track_reports_is_asked_for_there_alone(tmp_path):
    old = 'id       = "takes_part"\n'
    text = small_plan.edited(old, old + 'track    = "topic"\n')
    plan = lt.load_plan(small_plan.written(tmp_path, text))
    lacking = office(movements=None)  # which nothing else reads
    assert len(lt.evaluate(lacking, plan, AS_OF).worklist()) == 0
    [row] = lt.evaluate(lacking, plan, AS_OF, track="topic").worklist().frame.itertuples()
    assert (row.table, row.waiting) == ("movements", 2)


def test_a_part_is_asked_for_where_the_whole_is_unknown_and_once(asked):
    assert cells(asked(adoptions=None)) == []  # the other part is met
    worklist = asked(adoptions=None, initiatives=nothing_in("initiatives"))
    assert cells(worklist) == [("adoptions", None, None, None, None, "register_gap", 1, 1)]


# Registers that are absent or incomplete


@pytest.mark.parametrize(
    ("absent", "waiting"),
    [
        ("ratings", 3),
        ("attestations", 2),
        ("discipline", 1),
        ("movement_results", 3),
        ("movements", 2),  # what was launched, which only a share of it asks for
    ],
)
def test_an_absent_register_is_asked_for_as_a_whole(asked, absent, waiting):
    worklist = asked(**{absent: None})
    assert cells(worklist) == [(absent, None, None, None, None, "register_gap", waiting, waiting)]
    [what] = worklist.frame["what"]
    assert what == f"There is no register {absent}: supply it"


def test_members_are_asked_for_with_what_they_did(asked):
    worklist = asked(discipline=None, memberships=None)
    assert cells(worklist, "table", "waiting", "settles") == [
        ("memberships", 1, 0),
        ("discipline", 1, 0),
    ]


def test_what_a_register_leads_through_is_asked_for_with_it(asked):
    worklist = asked(adoptions=None, practices=None, initiatives=nothing_in("initiatives"))
    assert cells(worklist, "table", "settles") == [("practices", 0), ("adoptions", 0)]


def test_a_gap_is_asked_once_for_everybody_and_other_gaps_are_not(asked):
    worklist = asked(
        commendations=nothing_in("commendations"),
        coverage=rows(
            COVERS,
            ("commendations", "2021-01-01", "2021-12-31", True),
            ("commendations", "2022-01-01", "2022-12-31", False),
            ("commendations", "2024-01-01", "2024-12-31", False),  # after the day
            ("discipline", "2015-01-01", "2015-12-31", False),  # before the window
        ),
    )
    assert cells(worklist) == [("coverage", None, None, "complete", 2, "register_gap", 2, 2)]
    assert worklist.frame["what"][0].startswith(
        "The register commendations is incomplete from 2022-01-01 to 2022-12-31"
    )
    assert worklist.frame["by"][0] == "The keeper of the register commendations"


def test_a_gap_of_a_year_is_asked_for_by_the_rows_that_touch_the_year(tmp_path):
    held = 'type    = "bool"\nabsent  = '
    text = small_plan.edited(f'{held}"unknown"', f'{held}"no"')
    plan = lt.load_plan(small_plan.written(tmp_path, text))
    lacking = office(
        families=without("families", year=2023),
        coverage=rows(
            COVERS,
            ("families", None, "2022-12-31", False),
            ("families", None, "2023-01-01", False),
            ("families", "2023-12-31", None, False),
            ("families", "2024-01-01", None, False),
            ("families", "2023-01-01", "2023-12-31", True),
            ("ratings", "2023-01-01", "2023-12-31", False),
        ),
    )
    worklist = lt.evaluate(lacking, plan, "2024-06-30").worklist()
    assert cells(worklist, "row", "why", "waiting", "settles") == [
        (row, "register_gap", 1, 0) for row in (2, 3)
    ]


# Rows that are missing or contradict each other


def test_rows_that_contradict_each_other_are_asked_for_as_one(asked):
    worklist = asked(ratings=plus("ratings", ("CB01", 2022, "hoan_thanh", None)))
    assert cells(worklist) == [("ratings", "CB01", 2022, "rating", None, "conflict", 1, 1)]
    assert worklist.frame["what"][0] == (
        "The rows of 2022 contradict each other: give the right “rating”"
    )


def test_a_missing_target_is_asked_for_by_the_names_of_the_nearest_year(asked):
    targets = rows(
        small_office.TARGETS,
        ("DV01", 2020, "far", 10, 12),
        ("DV01", 2021, "thu", 10, 12),
        ("DV01", 2021, "chi", 10, 12),
        ("DV01", 2023, "thu", 10, 12),
        ("DV01", 2023, "moi", 10, 12),
    )
    worklist = asked(targets=targets)
    assert set(cells(worklist, "year", "column")) == {(2022, "planned"), (2022, "achieved")}
    named = {what.split("target ")[1] for what in worklist.frame["what"]}
    assert named == {f"“{name}” for 2022" for name in ("thu", "chi", "moi")}


def test_a_target_is_asked_for_by_name_where_the_unit_never_had_one(asked):
    worklist = asked(targets=nothing_in("targets"))
    assert cells(worklist, "year", "column") == [
        (year, column)
        for year in small_office.YEARS
        for column in ("target", "planned", "achieved")
    ]


def test_a_hole_between_memberships_is_asked_of_the_person(asked):
    worklist = asked(
        memberships=rows(
            BELONGS,
            ("CB01", "DV01", "member", "2015-01-01", "2022-02-28"),
            ("CB01", "DV01", "deputy", "2022-04-01", "2030-12-31"),
        ),
        discipline=WARNED,
    )
    assert cells(worklist) == [("memberships", "CB01", None, "unit_id", None, "membership", 1, 1)]
    assert worklist.frame["what"][0] == "Not recorded in which unit from 2022-03-01 to 2022-03-31"


def test_a_hole_on_the_day_of_a_launch_is_asked_of_the_person(asked):
    worklist = asked(
        memberships=HOLE,
        movements=rows("movement_id from to", ("PT1", "2022-12-31", "2022-12-31")),
        movement_results=without("movement_results", subject_id="CB01"),
    )
    assert cells(worklist, "table", "subject_id", "column", "why") == [
        ("memberships", "CB01", "unit_id", "membership")
    ]


def test_what_has_a_year_and_no_day_is_dated_by_its_end(tmp_path):
    own = 'level_at_least = "bang_khen/tinh"\n'
    text = small_plan.edited(own, own + 'over = "self_or_members"\n')
    old = '"decision_date"\nvalue     = ["form"'
    text = small_plan.edited(old, old.replace("decision_date", "year"), text)
    plan = lt.load_plan(small_plan.written(tmp_path, text))
    awards = without("commendations", subject_id="DV01")
    worklist = lt.evaluate(office(memberships=HOLE, commendations=awards), plan, AS_OF).worklist()
    assert cells(worklist, "table", "subject_id", "column", "why") == [
        ("memberships", "CB01", "unit_id", "membership")
    ]


def test_a_membership_without_a_start_is_asked_for_it(asked):
    worklist = asked(
        memberships=rows(BELONGS, ("CB01", "DV01", "member", None, None)), discipline=WARNED
    )
    assert cells(worklist) == [("memberships", "CB01", None, "from", 1, "membership", 1, 1)]
    assert worklist.frame["what"][0] == "The cell “from” is blank or cannot be read"


# Posts


def test_an_unreadable_post_is_asked_of_the_person_with_what_the_unit_lacks(asked):
    worklist = asked(
        memberships=rows(BELONGS, ("CB01", "DV01", None, "2015-01-01", None)),
        targets=without("targets", year=2022),
        attestations=without("attestations", subject_id="CB01"),  # which no link asks for
    )
    assert set(cells(worklist, *TOLD)) == {
        ("memberships", "CB01", "role", 1, 0),
        ("targets", "DV01", "planned", 2, 1),
        ("targets", "DV01", "achieved", 2, 1),
        ("attestations", "CB01", "verdict", 1, 1),
    }
