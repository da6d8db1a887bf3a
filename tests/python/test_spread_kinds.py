"""Whether people or units take a practice up is told by what was known on the day, or said not to be."""

import pytest

import lantoa as lt
from spread_offices import links, rows

UNITS = [f"U{at}" for at in range(10)]
RING = [
    (UNITS[at], UNITS[at - 1], "guide", 1.0, "2018-01-01", None, "assigned") for at in range(10)
]


def office(**tables):
    """Ten units, two people; a practice without an exemplar that units take up from 2020 on."""
    took = [("P", one, f"{2020 + at}-02-01") for at, one in enumerate(UNITS[:3])]
    every = {
        "units": rows("unit_id", *((one,) for one in UNITS)),
        "people": rows("person_id", ("an",), ("ba",)),
        "practices": rows("practice_id", ("P",)),
        "adoptions": rows("practice_id subject_id started_on", *took),
        "links": links(*RING),
    }
    given = {name: one for name, one in {**every, **tables}.items() if one is not None}
    return lt.Office.from_frames(given)


def asked(found, as_of=None, **how):
    spread = lt.spread(found, by=None, lang="en", as_of=as_of, **how)
    told = "kind_untold" not in set(spread.problems["kind"])
    first = spread.conclusions.every[0]
    assert ("kind" in first.codes) is not told
    return spread.frame["subject_kind"].tolist()[0], int(spread.frame["eligible"].iloc[0]), told


@pytest.mark.parametrize("day", [None, "2020-03-01", "2020-01-31", "2019-12-31"])
def test_before_the_first_adoption_the_ties_tell(day):
    assert asked(office(), day) == ("unit", 10, True)


def test_an_empty_register_of_adoptions_does_not_make_people_of_units():
    empty = office(
        adoptions=rows("practice_id subject_id started_on", ("P", "U0", "2020-02-01"))[:0]
    )
    assert asked(empty, "2020-01-31") == ("unit", 10, True)


def test_the_exemplar_comes_before_the_ties():
    named = office(practices=rows("practice_id exemplar_id", ("P", "an")))
    assert asked(named, "2020-01-31") == ("person", 1, True)
    assert asked(named, "2020-03-01") == ("unit", 10, True)  # a unit took it up


def test_a_day_sees_no_later_ties_and_no_later_takers():
    later = links(*((*row[:4], "2021-01-01", *row[5:]) for row in RING))
    assert asked(office(links=later), "2020-01-31") == ("person", 2, False)
    assert asked(office(links=later), "2021-06-30") == ("unit", 10, True)
    frame = lt.spread(office(links=None), links=later, by=None, as_of="2020-01-31", lang="en")
    assert frame.frame["subject_kind"].tolist() == ["person"]


def test_ties_of_both_kinds_tell_nothing_and_that_is_said():
    both = office(links=links(*RING, ("an", "ba", "guide", 1.0, "2018-01-01", None, "assigned")))
    assert asked(both, "2020-01-31") == ("person", 2, False)
    spread = lt.spread(both, by=None, as_of="2020-01-31", lang="vi")
    row = spread.problems[spread.problems["kind"] == "kind_untold"].iloc[0]
    assert (row["sheet"], row["row"], row["column"]) == ("practices", 1, "eligible")
    assert "tạm tính là cá nhân" in row["what"]
    assert "tạm tính là cá nhân" in str(spread.conclusions.every[0])
    said = rows("practice_id eligible", ("P", "tập thể"))
    assert asked(office(links=None, practices=said), "2020-01-31") == ("unit", 10, True)


def test_the_only_kind_that_the_office_knows_needs_no_word():
    assert asked(office(links=None, people=None), "2020-01-31") == ("unit", 10, True)
    assert asked(office(links=None), "2020-01-31") == ("person", 2, False)


@pytest.mark.parametrize(
    ("missing", "takers", "kind"), [("people", ["cu", "du"], "person"), ("units", UNITS, "unit")]
)
def test_takers_of_a_kind_without_a_register_are_none_of_the_other(missing, takers, kind):
    took = rows("practice_id subject_id started_on", *(("P", one, "2020-02-01") for one in takers))
    found = lt.spread(office(**{missing: None, "adoptions": took, "links": None}), lang="en")
    assert found.frame[["subject_kind", "subjects"]].to_numpy().tolist() == [[kind, 0]]
    unknown = found.problems[found.problems["kind"] == "unknown_subject"]
    assert unknown["value"].tolist() == takers
    assert "Taken up by 0 of 0" in found.sentence
    assert len(str(found.conclusions)) > 0


def test_a_practice_whose_takers_nobody_knows_leaves_the_others_their_answer():
    took = [("P", "U0", "2020-02-01"), ("Q", "cu", "2020-02-01")]
    names = rows("practice_id", ("P",), ("Q",))
    took = rows("practice_id subject_id started_on", *took)
    found = office(people=None, practices=names, adoptions=took)
    assert lt.spread(found, by=None).frame["eligible"].tolist() == [10, 0]
