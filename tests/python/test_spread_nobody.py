"""Offices in which nobody is there yet, no practice is known, or a source cannot be one."""

import pandas as pd
import pytest

import lantoa as lt
from spread_offices import PEOPLE, adoptions, day, kinds, rows, small

LATER = rows("person_id joined left", *((one, day("2021-06-01"), None) for one in PEOPLE))


def claims(*cells, **tables):
    took = adoptions(*((one, on, None, None, source) for one, on, source in cells))
    return lt.spread(small(adoptions=took, **tables))


def listed(spread, kind):
    found = spread.problems[spread.problems["kind"] == kind]
    return found[["sheet", "row", "column", "value"]].values.tolist()


def test_a_source_who_took_it_up_later_is_listed_with_its_row():
    spread = claims(("ba", "2022-05-01", None), ("cu", "2022-02-01", "ba"))
    assert listed(spread, "source_later") == [["adoptions", 2, "source_id", "ba"]]
    assert kinds(spread) == ["source_later"]


def test_a_source_who_never_took_it_up_is_listed_unless_it_is_the_exemplar():
    spread = claims(("ba", "2022-05-01", "du"), ("cu", "2022-02-01", "an"))
    assert listed(spread, "source_never") == [["adoptions", 1, "source_id", "du"]]
    assert kinds(spread) == ["source_never"]
    assert "source_never" in kinds(claims(("cu", "2022-02-01", "an"), practices=None))


def test_a_source_on_a_day_that_nobody_can_say_is_neither_later_nor_never():
    spread = claims(("ba", None, None), ("cu", "2022-02-01", "ba"))
    assert kinds(spread) == ["undated"]


def test_circles_of_claims_are_listed():
    spread = claims(("du", "2022-06-01", "em"), ("em", "2022-07-01", "du"))
    assert [row[1] for row in listed(spread, "source_circle")] == [1, 2]
    assert kinds(spread) == ["source_circle", "source_circle", "source_later"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda spread: spread.design(),
        lambda spread: spread.whom(),
        lambda spread: spread.plot_network(),
        lambda spread: spread.setting(),
        lambda spread: spread.setting("P"),
    ],
)
def test_an_office_without_any_practice_says_so(ask):
    spread = lt.spread(small(adoptions=adoptions(), practices=None))
    assert "Taken up by 0 of 0 who could (practices: 0)" in spread.sentence
    with pytest.raises(lt.InputError, match="practice: there is none to ask about"):
        ask(spread)


def test_before_anybody_joined_a_practice_of_people_stays_one():
    stays = [(one, "U", "member", day("2021-06-01"), None) for one in PEOPLE]
    office = small(
        people=LATER, memberships=rows("person_id unit_id role from to", *stays), observed=None
    )
    spread = lt.spread(office, as_of="2021-03-01")
    assert spread.frame[["subject_kind", "subjects", "eligible"]].values.tolist() == [
        ["person", 0, 0]
    ]
    assert {"nobody_there", "after_last"} <= set(kinds(spread))
    assert "nobody who could take it up was there" in " ".join(spread.problems["what"])


def test_units_of_a_practice_that_nobody_took_up_are_units_before_they_open():
    units = rows("unit_id opened closed", ("U", day("2022-06-01"), None))
    practices = rows("practice_id exemplar_id eligible", ("P", "U", None))
    office = small(units=units, practices=practices, adoptions=adoptions(), memberships=None,
                   observed=None)  # fmt: skip
    assert lt.spread(office, as_of="2021-01-01").frame["subject_kind"].tolist() == ["unit"]


def test_takers_of_an_office_without_people_are_listed_and_no_units():
    found = lt.spread(small(people=None, memberships=None))
    (listed,) = found.problems[found.problems["sheet"] == "adoptions"].to_dict("records")
    assert (listed["kind"], listed["value"]) == ("unknown_subject", "ba")
    assert "(people, memberships, units)" in listed["what"]
    assert "Taken up by 0 of 0" in found.sentence  # not 0 of the units
    nobody = pd.DataFrame({"practice_id": ["P"], "exemplar_id": [None]})
    empty = small(people=None, memberships=None, adoptions=adoptions(), practices=nobody)
    assert lt.spread(empty).frame["subject_kind"].tolist() == ["unit"]


def test_a_level_of_half_is_no_level_of_a_design():
    with pytest.raises(lt.InputError, match=r"below 0\.5"):
        lt.spread(small()).design(alpha=0.5)


def test_a_total_without_any_exposure_is_not_refused_for_want_of_the_unexposed():
    spread = lt.spread(small(), links=rows("from_id to_id origin", ("du", "em", "assigned")))
    total = spread.conclusions["total"]
    assert total.codes == ("unexposed",)
    assert "none of 4 who could take something up was recorded as exposed" in total.reasons[
        0
    ].saying.told("en")


def test_an_exemplar_that_is_none_is_answered_with_what_there_is():
    with pytest.raises(lt.InputError, match=r'exemplar "zz": no practice names one'):
        lt.spread(small(practices=None), exemplar="zz")
    two = rows("practice_id exemplar_id", ("P", "an"), ("Q", "ba"))
    with pytest.raises(lt.InputError, match='no practice "P" comes from "ba"; from "an"'):
        lt.spread(small(practices=two), practice="P", exemplar="ba")


def test_a_practice_that_nobody_took_up_has_a_share_without_an_interval():
    two = rows("practice_id exemplar_id eligible", ("P", "an", None), ("Q", "an", None))
    took = adoptions(("ba", "2022-05-01", None, None, None, "Q"))
    spread = lt.spread(small(adoptions=took, practices=two), practice="P", lang="en")
    row = spread.frame.iloc[0]
    assert row["taken"] == 0
    assert row[["taken_low", "taken_high"]].isna().all()
    assert spread.survival[["low", "high"]].isna().all(axis=None)
    told = [text for _, text in spread.conclusions["what_happened"].lines("en")]
    assert not any(text.startswith("[") for text in told)
    assert "0 of 4 who could were recorded as taking it up." in told
    spread.plot().to_dict()
