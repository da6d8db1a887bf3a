"""What the registers cannot mean is listed with its place or refused; nothing is lost in silence."""

import re
import unicodedata

import pandas as pd
import pytest

import lantoa as lt
from lantoa.spreading.setting import NEVER
from spread_offices import PEOPLE, adoptions, day, kinds, links, rows, small


def people(**lives):
    """The people, some with the days on which they joined and left."""
    every = ((one, *lives.get(one, (None, None))) for one in PEOPLE)
    return rows("person_id joined left", *((one, day(a), day(b)) for one, a, b in every))


def one(office, **asked):
    return lt.spread(office, **asked).setting("P")


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("an", "2022-03-01"), "own_exemplar"),
        (("ba", None), "undated"),
        (("ba", "2024-03-01"), "after_last"),
        (("U", "2022-03-01"), "other_kind"),
        (("cu", "2022-03-01", "2022-01-01"), "ended_first"),
        (("cu", "2022-03-01", None, "2022-01-01"), "verified_first"),
        (("cu", "2022-03-01", None, None, "cu"), "own_source"),
        (("ba", "2022-05-01"), "twice"),
        (("ba", "2022-09-01"), "overlap"),
        (("xx", "2022-03-01"), "unknown_subject"),
        (("cu", "2022-03-01", None, None, "xx"), "unknown_subject"),
        (("cu", "2022-03-01", None, None, None, "R"), "unknown_reference"),
        (("cu", "mai"), "bad_date"),
    ],
)
def test_an_adoption_that_cannot_be_so_is_listed_with_its_row(row, kind):
    found = lt.spread(small(adoptions=adoptions(("ba", "2022-05-01"), row)))
    listed = found.problems[found.problems["kind"] == kind]
    assert listed["sheet"].tolist() == ["adoptions"]
    assert listed["row"].tolist() == [2]
    assert listed["what"].str.len().min() > 10


def test_taken_up_before_joining_or_the_unit_opened_is_not_known_when():
    setting = lt.spread(
        small(people=people(ba=("2022-06-01", None)), observed=None), as_of="2023-12-31"
    )
    assert kinds(setting) == ["before_there", "not_followed"]
    only = setting.setting()
    at = only.subjects.index("ba")
    assert only.adopted[at] == NEVER
    assert not only.at_risk[at]
    assert setting.frame["undated"].tolist() == [1]


def test_units_have_lives_too():
    units = rows("unit_id opened closed", ("U", day("2022-06-01"), None), ("V", None, None))
    took = adoptions(("U", "2022-05-01"), ("V", "2022-05-01"))
    office = small(units=units, adoptions=took, memberships=None, observed=None)
    found = lt.spread(office, as_of="2023-12-31")
    assert kinds(found) == ["before_there", "not_followed"]
    assert found.frame["subject_kind"].tolist() == ["unit"]


def test_after_leaving_is_not_counted_and_the_person_is_censored_then():
    office = small(people=people(ba=(None, "2022-03-31")), observed=None)
    found = lt.spread(office, as_of="2023-12-31")
    assert kinds(found) == ["after_left", "no_adopters", "not_followed"]
    setting = found.setting()
    at = setting.subjects.index("ba")
    assert (setting.adopted[at], setting.until[at]) == (NEVER, 1)


def test_after_the_last_day_followed_nothing_is_said():
    seen = rows("subject_id observed_until", ("an", "2023-12-31"), ("ba", "2022-04-30"))
    found = lt.spread(small(observed=seen))
    assert kinds(found) == ["after_followed", "no_adopters", "not_followed"]
    setting = found.setting()
    assert setting.until[setting.subjects.index("ba")] == 2
    assert found.frame["adopters"].tolist() == [0]


def test_a_lapse_after_the_last_day_followed_was_not_seen():
    took = adoptions(("ba", "2022-05-01", "2023-06-01"), ("cu", "2022-05-01", "2022-08-01"))
    seen = rows("subject_id observed_until", ("ba", "2022-12-31"), ("cu", "2022-12-31"))
    found = lt.spread(small(adoptions=took, observed=seen))
    assert found.frame["lapsed"].tolist() == [1]
    assert found.adoptions["ended_on"].notna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("an", "an", "k"), "self_link"),
        (("an", "ba", "k", -1.0), "negative_weight"),
        (("an", "U", "k"), "link_outside"),
        (("an", "xx", "k"), "unknown_subject"),
        (("an", "ba", "k", 1.0, "2022-05-01", "2022-01-01"), "link_ends_first"),
        (("an", "cu", "k", 1.0, None, None, "assigned"), "link_twice"),
        (("an", "ba", "k", 1.0, None, None, "hearsay"), "unknown_value"),
    ],
)
@pytest.mark.parametrize("way", ["table", "frame"])
def test_a_tie_that_cannot_be_is_listed_and_left_out(row, kind, way):
    first = ("an", "cu", "k", 1.0, None, None, "assigned")
    table = links(first, (*row, *[None] * (6 - len(row)), "assigned")[:7])
    office = small(links=table) if way == "table" else small()
    found = lt.spread(office, links=None if way == "table" else table)
    assert kind in kinds(found)
    kept = found.ties[["from_id", "to_id"]].to_numpy().tolist()
    assert kept[-1] == ["an", "cu"]
    assert len(kept) == (2 if kind == "unknown_value" else 1)


def test_ties_without_an_origin_and_ties_that_repeat_claims_are_told():
    took = adoptions(("ba", "2022-05-01", None, None, "an"))
    table = links(("an", "ba", "learned"), ("cu", "du", "guide", 1.0, None, None, "assigned"))
    found = lt.spread(small(adoptions=took, links=table))
    assert kinds(found) == ["links_from_adoptions"]  # told once: they are not taken as derived
    ties = found.setting().ties
    assert dict(zip(ties.kinds, ties.origins, strict=True)) == {
        "guide": "assigned",
        "learned": "adoptions",
    }
    assert found.frame["exposed"].tolist() == [0]  # claims are never an exposure


def test_claims_are_chains_and_circles_of_them_are_told():
    took = adoptions(
        ("ba", "2022-02-01", None, None, "an"),
        ("cu", "2022-05-01", None, None, "ba"),
        ("du", "2022-06-01", None, None, "em"),
        ("em", "2022-07-01", None, None, "du"),
    )
    found = lt.spread(small(adoptions=took), links="claimed")
    assert found.chains["depth"].tolist()[:2] == [1, 2]
    assert found.chains["in_circle"].tolist() == [False, False, True, True]
    assert found.chains["source_first"].tolist() == [True, True, False, True]
    assert found.frame[["depth", "circles", "exposed"]].values.tolist() == [[2, 2, 0]]
    assert set(found.setting().ties.origins) == {"adoptions"}


def test_a_practice_without_adopters_and_one_in_no_register_are_told():
    practices = rows("practice_id exemplar_id", ("P", "an"), ("Q", "an"))
    found = lt.spread(small(practices=practices))
    assert kinds(found) == ["no_adopters"]
    assert found.frame["adopters"].tolist() == [1, 0]
    assert kinds(lt.spread(small(practices=None))) == ["no_practice"]


@pytest.mark.parametrize(
    ("eligible", "count", "listed"),
    [("V", 2, False), ("cá nhân", 4, False), ("law", 4, False), ("nobody here", 4, True)],
)
def test_who_may_take_it_up_is_said_in_the_register(eligible, count, listed):
    practices = rows("practice_id exemplar_id eligible", ("P", "an", eligible))
    found = lt.spread(small(practices=practices, adoptions=adoptions(("du", "2022-05-01"))))
    assert found.frame["eligible"].tolist() == [count]
    assert ("eligible_unknown" in kinds(found)) is listed


def test_someone_who_may_not_is_not_counted():
    practices = rows("practice_id exemplar_id eligible", ("P", "an", "V"))
    found = lt.spread(small(practices=practices))
    assert kinds(found) == ["no_adopters", "not_eligible"]


def test_ids_are_compared_in_one_spelling():
    name = "Đặng Ấn"
    table = rows("from_id to_id", (unicodedata.normalize("NFD", name), "ba"))
    office = small(
        people=rows("person_id", (name,), ("ba",)), memberships=None, observed=None, practices=None
    )
    found = lt.spread(office, links=table, practice=unicodedata.normalize("NFD", "P"))
    assert found.ties["from_id"].tolist() == [name]


def test_empty_tables_are_no_fault():
    found = lt.spread(small(adoptions=adoptions()))
    assert found.frame["adopters"].tolist() == [0]
    assert found.frame["taken"].tolist() == [0.0]
    for frame in (found.adoptions, found.chains, found.thresholds, found.infectiousness):
        assert isinstance(frame, pd.DataFrame)
    assert "Taken up by 0 of 4" in found.sentence


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"practice": "p"}, 'practice "p" is not known; did you mean "P"?'),
        ({"exemplar": "am"}, 'exemplar "am" is not known; did you mean "an"?'),
        ({"practice": 3}, 'practice "3" is not known'),
        ({"practice": []}, "practice: expected at least one"),
        ({"links": "same_unti"}, 'did you mean "same_unit"?'),
        ({"links": "table"}, "the office has no table links"),
        ({"links": 3}, "links: expected names"),
        ({"links": pd.DataFrame({"a": [1]})}, "links: expected a frame with the columns"),
        ({"by": "unit"}, 'by "unit" is not known; did you mean "unit_id"?'),
        ({"every": "week"}, 'every "week" is not known'),
        ({"as_of": "hôm nay"}, "as_of: "),
        ({"as_of": "2020-01-01", "years": 2021}, "2021 begins after"),
        ({"years": "2021"}, "years: expected years"),
        ({"years": [2021.5]}, "years: expected years"),
        ({"years": (1500, 2023), "every": "month"}, "at most 4000"),
        ({"alpha": 5}, "alpha: expected a number above 0 and below 0.5"),
        ({"alpha": 0.7}, "alpha: expected a number above 0 and below 0.5, not 0.7"),
        ({"alpha": True}, "alpha: expected a number above 0"),
        ({"draws": 10}, "draws: expected a whole number from 99 to 10000000, not 10"),
        ({"draws": 10_000_001}, "draws: expected a whole number from 99 to 10000000"),
        ({"seed": -1}, "seed: expected a whole number from 0 to 18446744073709551615, not -1"),
        ({"seed": 2**64}, "seed: expected a whole number from 0 to 18446744073709551615"),
        ({"lang": "fr"}, 'lang "fr" is not known'),
    ],
)
def test_arguments_that_cannot_be_used_are_refused(asked, message):
    with pytest.raises(lt.InputError, match=re.escape(message)):
        lt.spread(small(), **asked)


def test_an_office_without_adoptions_or_days_is_refused():
    with pytest.raises(lt.InputError, match="no table adoptions"):
        lt.spread(small(adoptions=None))
    with pytest.raises(lt.InputError, match="no day is known"):
        lt.spread(small(adoptions=adoptions(("ba", None)), observed=None))
    with pytest.raises(lt.InputError, match=r"lantoa\.read"):
        lt.spread("so-lieu.xlsx")


@pytest.mark.parametrize("wrong", [("ba", "1905-05-01"), ("an", "1905-05-01")])
def test_a_day_that_cannot_be_moves_nothing_but_the_list(wrong):
    joined = rows("person_id joined left", *((one, "2020-01-01", None) for one in PEOPLE))
    plain = lt.spread(small(people=joined))
    office = small(people=joined, adoptions=adoptions(("ba", "2022-05-01"), wrong))
    found = lt.spread(office)
    assert found.years == plain.years == (2022, 2023)
    pd.testing.assert_frame_equal(found.frame, plain.frame)
    assert len(found.survival) == len(plain.survival)
    assert len(found.problems) == len(plain.problems) + 1


def four_units(opened, taker, **more):
    ids = [f"U{at}" for at in range(4)]
    taken = {"practice_id": ["P"], "subject_id": [taker], "started_on": ["2020-05-01"]}
    tables = {
        "units": pd.DataFrame({"unit_id": ids, "opened": opened}),
        "practices": pd.DataFrame({"practice_id": ["P"], "exemplar_id": ["U0"]}),
        "adoptions": pd.DataFrame(taken),
    }
    return lt.Office.from_frames({**tables, **more})


def test_an_exemplar_alone_in_the_adoptions_is_listed_beside_recorded_ties_too():
    recorded = {"from_id": ["U0"], "to_id": ["U1"], "kind": ["g"], "origin": ["assigned"]}
    found = lt.spread(four_units("2018-01-01", "U0", links=pd.DataFrame(recorded)), lang="en")
    assert list(found.problems["kind"]).count("own_exemplar") == 1
    assert [one.is_refused for one in found.association()] == [True]


@pytest.mark.parametrize(
    "asked", [{}, {"years": 2020}, {"as_of": "2020-12-31"}], ids=["plain", "years", "as_of"]
)
def test_what_was_taken_up_before_anybody_was_there_is_listed(asked):
    found = lt.spread(four_units("2021-01-01", "U1"), lang="en", by=None, **asked)
    assert "Taken up by 0 of 0" in found.sentence
    assert ("U1", "never_there") in zip(
        found.problems["value"], found.problems["kind"], strict=True
    )


@pytest.mark.parametrize("tables", [{}, {"people": rows("person_id", ("an",), ("ba",))}])
@pytest.mark.parametrize("way", ["table", "frame"])
def test_an_id_in_no_register_is_shown_and_called_unknown(tables, way):
    """Without a register of people, or of units, intake takes any id: spread looks them up."""
    ids = ["U", "V"] if not tables else ["an", "ba"]
    table = links((ids[0], "zz", "k"), ("zy", ids[1], "k"), ("zx", "zw", "k"), (*ids, "k"))
    office = lt.Office.from_frames(
        {
            **(tables or {"units": rows("unit_id", ("U",), ("V",))}),
            "practices": rows("practice_id", ("P",)),
            "adoptions": adoptions((ids[0], "2022-05-01"), ("yy", "2022-06-01")),
            **({"links": table} if way == "table" else {}),
        }
    )
    found = lt.spread(office, links=None if way == "table" else table, by=None, lang="en")
    unknown = found.problems[found.problems["kind"] == "unknown_subject"]
    listed = unknown[["sheet", "row", "column", "value"]].to_numpy().tolist()
    assert sorted(listed) == [
        ["adoptions", 2, "subject_id", "yy"],
        ["links", 1, "to_id", "zz"],
        ["links", 2, "from_id", "zy"],
        ["links", 3, "from_id", "zx"],
        ["links", 3, "to_id", "zw"],
    ]
    assert not {"other_kind", "link_outside"} & set(found.problems["kind"])
    assert found.frame["adopters"].tolist() == [1]
    assert len(found.setting().ties) == 1


@pytest.mark.parametrize(("ends", "column"), [(("an", "U"), "to_id"), (("U", "an"), "from_id")])
def test_the_end_of_a_tie_that_is_outside_is_shown(ends, column):
    found = lt.spread(small(links=links((*ends, "k"), ("an", "ba", "k"))))
    outside = found.problems[found.problems["kind"] == "link_outside"]
    assert outside[["column", "value"]].to_numpy().tolist() == [[column, "U"]]
