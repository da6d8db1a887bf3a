"""What a change is put down to, on a small office where one thing is changed at a time."""

import pandas as pd
import pytest

import lantoa as lt
import small_office
import small_plan
from small_office import BELONGS, nothing_in, office, rows, without


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    return lt.load_plan(small_plan.written(tmp_path_factory.mktemp("plan")))


def told(comparison, *columns):
    """Some columns of the changes as tuples, blanks as None."""
    frame = comparison.changes[list(columns)]
    return [tuple(None if pd.isna(x) else x for x in row) for row in frame.itertuples(index=False)]


def compared(plan, before, after, days=("the_end", "the_end")):
    pairs = zip((before, after), days, strict=True)
    return lt.compare(*(lt.evaluate(one, plan, day) for one, day in pairs))


def test_an_award_that_another_office_calls_annulled_is_named(plan):
    awards = small_office.TABLES["commendations"]
    annulled = office(commendations=awards.assign(status=["annulled", "valid"]))
    changes = compared(plan, office(), annulled)
    assert told(changes, "subject_id", "criterion_id", "was", "now", "because", "row") == [
        ("CB01", "an_award", "met", "failed", "annulled", 1)
    ]
    gone = compared(plan, office(), office(commendations=awards[1:]))
    assert told(gone, "because", "row") == [("row_gone", 1)]
    assert told(compared(plan, annulled, office()), "because", "row") == [("new_row", 1)]


def test_the_summary_has_the_most_first(plan):
    lacking = office(
        commendations=nothing_in("commendations"), families=without("families", year=2023)
    )
    summary = compared(plan, office(), lacking).summary
    assert summary["changes"].tolist() == [2, 1]
    assert summary["because"].tolist() == ["row_gone", "year_closed"]


def test_of_plans_that_are_no_kin_the_plan_is_the_cause(plan, tmp_path):
    text = small_plan.edited('id     = "small"', 'id     = "other"')
    text = small_plan.edited('is       = "hoan_thanh_xuat_sac"', 'is       = "hoan_thanh"', text)
    text = small_plan.edited('id     = "how_many"', 'id     = "how_few"', text)
    other = lt.load_plan(small_plan.written(tmp_path, text))
    changes = lt.compare(*(lt.evaluate(office(), one, "the_end") for one in (plan, other)))
    assert told(changes, "criterion_id", "because") == [("two_excellent", "parameter")]


def test_a_post_that_became_known_is_not_put_down_to_what_the_person_lost(plan):
    """A head is asked for the unit's gates, never for the person's own of the same name."""
    unknown, known = (
        rows(BELONGS, ("CB01", "DV01", role, "2015-01-01", None)) for role in (None, "member")
    )
    before = without("commendations", subject_id="DV01")
    changes = compared(
        plan,
        office(memberships=unknown, commendations=before),
        office(memberships=known, commendations=nothing_in("commendations")),
    )
    because = told(changes, "criterion_id", "was", "now", "because", "table")
    assert ("head_tied", "unknown", "met", "row_gone", "memberships") in because


def test_a_head_whose_unit_is_no_longer_known_changes_because_of_what_the_unit_lacks(plan):
    head = rows(BELONGS, ("CB01", "DV01", "head", "2015-01-01", None))
    changes = compared(
        plan,
        office(memberships=head),
        office(memberships=head, ratings=without("ratings", subject_id="DV01", year=2022)),
    )
    because = told(changes, "subject_id", "criterion_id", "was", "now", "because", "table")
    unit, link = (
        next(line for line in because if line[:2] == pair)
        for pair in (("DV01", "always_good"), ("CB01", "head_tied"))
    )
    assert unit[2:4] == link[2:4] == ("met", "unknown")
    assert link[4:] == unit[4:]


RENAMED = rows("date kind from_unit_id to_unit_id", ("2023-01-01", "rename", "DV01", "DV02"))


def units(closed=None):
    return rows(
        "unit_id opened closed", ("DV01", None, "2022-12-31"), ("DV02", "2023-01-01", closed)
    )


def test_a_rename_that_the_later_office_alone_knows_is_followed(plan):
    before = office(units=units())
    changes = compared(
        plan, before, office(units=units(), unit_changes=RENAMED), ("half_way", "the_end")
    )
    own = {subject for subject, _ in told(changes, "subject_id", "because")} - {"CB01"}
    assert own == {"DV02"}
    assert not {"joined", "left"} & set(changes.changes["because"])


def test_a_unit_whose_later_name_is_gone_has_left_under_its_own(plan):
    gone = office(units=units("2023-06-30"), unit_changes=RENAMED)
    changes = compared(plan, gone, gone, ("half_way", "the_end"))
    left = [row for row in told(changes, "subject_id", "because") if row[1] == "left"]
    assert left == [("DV01", "left")]


@pytest.mark.parametrize(("step", "row"), [(1, 2), (-1, 5)], ids=["in order", "backwards"])
def test_the_row_that_does_what_the_verdict_says_is_named(plan, step, row):
    """Of the rows that came those that break, and of these the latest, wherever it stands."""
    shown = small_office.TABLES["ratings"]
    own = shown["subject_id"] == "CB01"
    bad = shown["rating"].mask(own & shown["year"].isin([2021, 2022]), "khong_hoan_thanh")
    after = office(ratings=shown.assign(rating=bad)[::step])
    changes = compared(plan, office(ratings=shown[~own]), after)
    assert dict(told(changes, "criterion_id", "row"))["always_good"] == row  # of 2022
