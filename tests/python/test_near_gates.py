"""What is in the way and by when it can still come, kind by kind, on a small office."""

import datetime

import pandas as pd
import pytest

import lantoa as lt
import small_office
import small_plan
from small_office import BELONGS, nothing_in, office, rows, without

HEAD = rows(BELONGS, ("CB01", "DV01", "head", "2015-01-01", None))
NOT_HELD = small_office.TABLES["families"].assign(held=False)
CLOSING = datetime.date(2023, 12, 15)  # of ratings
END = datetime.date(2023, 12, 31)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return small_plan.written(tmp_path_factory.mktemp("plan"))


@pytest.fixture(scope="module")
def plan(path):
    return lt.load_plan(path)


def way(plan, as_of, criterion, subject="CB01", counting="met", **tables):
    """Verdict, what is needed, whether it is possible, by when; of one gate that is in the way."""
    near = lt.evaluate(office(**tables), plan, as_of, counting=counting).near(steps=9)
    [row] = near[(near["subject_id"] == subject) & (near["criterion_id"] == criterion)].itertuples()
    blank = [pd.isna(cell) for cell in (row.needed, row.by_when)]
    needed = None if blank[0] else row.needed
    return row.verdict, needed, row.possible, None if blank[1] else row.by_when.date()


def test_years_and_events_have_the_day_on_which_the_last_one_closes(plan):
    assert way(plan, "half_way", "always_good") == ("open", 2, True, CLOSING)
    assert way(plan, "half_way", "clean", "DV01") == ("open", None, True, END)


def test_one_of_two_has_the_day_of_the_parts_in_the_way(plan):
    none = {"initiatives": nothing_in("initiatives")}
    assert way(plan, "half_way", "either", **none) == ("open", 1, True, END)
    assert way(plan, "the_end", "either", **none) == ("failed", None, False, None)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2022-06-30", ("failed", None, True, END)),
        ("2023-12-30", ("failed", None, True, END)),
        ("2023-12-31", ("failed", None, False, None)),  # the last year closed that day
    ],
)
def test_the_latest_year_may_come_back_while_a_year_is_to_close(plan, as_of, expected):
    assert way(plan, as_of, "family_now", families=NOT_HELD) == expected


def test_a_head_has_the_last_day_of_what_the_unit_lacks(plan):
    assert way(plan, "half_way", "head_tied", memberships=HEAD) == ("open", None, True, END)
    possible = lt.evaluate(office(memberships=HEAD), plan, "half_way", counting="possible")
    assert possible.near(steps=9).empty  # what is open is in nobody's way


def test_a_head_is_lost_with_a_gate_that_is_lost_and_not_with_one_that_may_be_judged_again(plan):
    awards = without("commendations", subject_id="DV01")
    lost = way(plan, "the_end", "head_tied", memberships=HEAD, commendations=awards)
    assert lost == ("failed", None, False, None)
    judged = small_office.TABLES["attestations"].assign(verdict=["met", "failed"])
    again = way(plan, "the_end", "head_tied", memberships=HEAD, attestations=judged)
    assert again == ("failed", None, True, None)


def with_second_unit(**tables):
    """The office with a unit DV02 whose rows are those of DV01, and what else differs."""
    found = {**small_office.TABLES, **tables}
    for name, frame in found.items():
        own = frame[(frame == "DV01").any(axis=1)]
        if name != "memberships" and len(own):
            found[name] = pd.concat([frame, own.replace("DV01", "DV02")], ignore_index=True)
    return found


def test_what_a_doubtful_head_lacks_itself_is_not_what_the_unit_lacks(plan):
    perhaps = rows(BELONGS, ("CB01", "DV02", None, "2015-01-01", None))
    bad = small_office.TABLES["ratings"].copy()
    bad.loc[(bad["subject_id"] == "CB01") & (bad["year"] == 2021), "rating"] = "khong_hoan_thanh"
    tables = with_second_unit(memberships=pd.concat([HEAD, perhaps], ignore_index=True))
    tables |= {"ratings": pd.concat([bad, tables["ratings"].query("subject_id == 'DV02'")])}
    judged = tables["attestations"].copy()
    judged.loc[judged["subject_id"] == "DV01", "verdict"] = "failed"
    tables |= {"attestations": judged}
    assert way(plan, "the_end", "always_good", **tables) == ("failed", None, False, None)
    assert way(plan, "the_end", "head_tied", **tables) == ("failed", None, True, None)


def test_a_judgement_has_no_day(plan):
    judged = small_office.TABLES["attestations"].assign(verdict="failed", date="2022-03-03")
    whole = lt.evaluate(
        office(attestations=judged), plan, "half_way", counting="met", gates="all"
    ).near(steps=9)
    [row] = whole[whole["criterion_id"] == "acclaimed"][:1].itertuples()
    assert (row.verdict, row.possible, pd.isna(row.by_when)) == ("failed", True, True)


def test_of_parts_that_are_needed_enough_must_be_possible(tmp_path):
    two = small_plan.edited("k        = 1", "k        = 2")
    both = lt.load_plan(small_plan.written(tmp_path, two))
    assert way(both, "the_end", "either")[2] is False  # no copy can come any more
    text = small_plan.edited('"an_idea", "a_copy"]', '"an_idea", "a_word"]', two)
    kind = 'nature   = "countable"\nkind     = "k_of"'
    text = small_plan.edited(kind, kind.replace("countable", "judged"), text)
    text = small_plan.edited(BEFORE, WORD + BEFORE, text)
    told = lt.load_plan(small_plan.written(tmp_path, text))
    own = small_office.TABLES["attestations"]
    refused = own.assign(criterion_id="a_word", verdict="failed")
    judged = pd.concat([own, refused])
    assert way(told, "the_end", "either", attestations=judged)[2] is True
    lost = way(
        told, "the_end", "either", attestations=judged, initiatives=nothing_in("initiatives")
    )
    assert lost[2] is False  # no idea can


BEFORE = """[[criterion]]
id       = "clean"
"""
WORD = """[[criterion]]
id       = "a_word"
vi       = "Một lời"
en       = "A word"
subjects = ["person"]
role     = "part"
nature   = "judged"
kind     = "attested"
fact     = "judgements"
by       = "hội đồng"

"""
