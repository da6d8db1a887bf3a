"""When a lot is on record and still no cause may be named; and what changes are counted from."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lantoa.spreading.drawing_again import Draw, redrawn
from lantoa.spreading.judging import more_room
from lot_offices import names, office, values

CAUSES = ("the effect of", "cause", "impact", "because", "thanks to")


def effect(found, **asked):
    return lt.spread(found, lang="en").effect("quality", **asked)


def told_of(one):
    return " ".join(each.told("en") for each in one.facts)


def test_the_three_worst_of_those_drawn_go_missing():
    given = [2021] * 8 + [0] * 12
    for seed in range(12):
        table = values(20, seed=seed)
        after = table[:, 2:].mean(axis=1) - table[:, :2].mean(axis=1)
        table[np.argsort(after[:8])[:3], 2:] = np.nan
        told = effect(office(table, given))
        assert told.is_refused
        assert told.conclusion.codes[0] == "lost"
        assert "given it: 3, not given it: 0" in told.sentence
        assert "A description: of those with numbers (5 given it, 12 not)" in told_of(
            told.conclusion
        )
        assert not len(told.frame)
        assert not any(word in told.text() for word in CAUSES)


def test_who_never_had_the_numbers_before_is_no_loss():
    table = values(10)
    table[0, :3] = np.nan
    told = effect(office(table, [2022] * 5 + [0] * 5))
    assert "lost" not in told.conclusion.codes
    assert told.conclusion.arrangements == 126
    assert "left out for want of numbers before it was given: 1" in told_of(told.conclusion)


def test_no_cause_where_they_moved_apart_before():
    table = values(10, seed=8)
    table[:5, 2] += 40
    table[:5, 3:] -= 40
    told = effect(office(table, [2022] * 5 + [0] * 5))
    assert told.is_refused
    assert told.conclusion.codes[0] == "R8"
    assert not any(word in told.text() for word in CAUSES)
    assert "A description" in told_of(told.conclusion)
    assert told.conclusions["before"].deciding_p <= 0.05


def people(given):
    """The same office of people."""
    made = office(values(len(given)), given)
    tables = {name: one.frame for name, one in made.tables.items()}
    tables["people"] = pd.DataFrame({"person_id": names(len(given))})
    return lt.Office.from_frames({name: one for name, one in tables.items() if name != "units"})


def test_few_people_have_no_numbers():
    told = effect(people([2022] * 4 + [0] * 8))
    assert told.conclusion.codes[0] == "R12"
    assert told.conclusion.estimate is None
    assert "A description" not in told_of(told.conclusion)
    assert not len(told.frame)
    assert len(told.conclusions.every) == 1
    many = effect(people([2022] * 5 + [0] * 8)).conclusion
    assert "R12" not in many.codes


@pytest.mark.parametrize("register", ["memberships", "people", None])
def test_few_people_have_no_numbers_whichever_register_knows_them(register):
    made = people([2022] * 4 + [0] * 8)
    tables = {name: one.frame for name, one in made.tables.items() if name != "people"}
    ids = names(12)
    tables["units"] = pd.DataFrame({"unit_id": ["DV1"]})
    if register == "memberships":
        tables["memberships"] = pd.DataFrame({"person_id": ids, "unit_id": "DV1"})
    elif register == "people":
        tables["people"] = pd.DataFrame({"person_id": ids})
    told = effect(lt.Office.from_frames(tables))
    assert told.conclusion.codes[0] == "R12"
    assert not len(told.frame)


def test_a_day_late_in_a_year_leaves_that_year_out():
    made = office(values(10), [2022] * 5 + [0] * 5)
    tables = {name: one.frame for name, one in made.tables.items()}
    rows = tables["assignments"].assign(date=pd.Timestamp(2022, 9, 1).as_unit("s"))
    told = effect(lt.Office.from_frames({**tables, "assignments": rows}))
    assert told.base == 2021
    assert told.start == 2023
    assert 2022 not in told.frame["year"].tolist()
    assert "2022 counts neither as before nor as after" in told_of(told.conclusion)


def test_the_base_is_the_mean_of_the_clean_years():
    table = values(10, seed=3)
    told = effect(office(table, [2022] * 5 + [0] * 5))
    assert told.base_years == (2019, 2020, 2021)
    assert told.under == ["Differences since the mean of 2019-2021; year 0 is 2022"]
    assert "Counted from the mean of 2019-2021" in told_of(told.conclusion)
    change = table[:, 3:].mean(axis=1) - table[:, :3].mean(axis=1)
    assert told.conclusion.estimate == pytest.approx(change[:5].mean() - change[5:].mean())
    one = effect(office(table, [2022] * 5 + [0] * 5), base=2021)
    assert one.base_years == (2021,)
    assert one.under == ["Differences since the base year 2021; year 0 is 2022"]


def test_the_mean_finds_more_and_keeps_to_alpha():
    chance = np.random.default_rng(2)
    draw = Draw(np.array([1] * 3 + [0] * 7, np.int32), np.zeros(10, np.int32), 0.05, 999, 1)
    found = {(size, base): 0 for size in (0, 2) for base in ("mean", "last")}
    for _ in range(600):
        noise = chance.normal(size=(10, 5))
        for size in (0, 2):
            after = noise[:, 3:].mean(axis=1) + size * draw.drawn
            bases = {"mean": noise[:, :3].mean(axis=1), "last": noise[:, 2]}
            for name, base in bases.items():
                found[size, name] += redrawn(after - base, draw).p <= 0.05
    assert found[0, "mean"] / 600 <= 0.07
    assert found[2, "mean"] > found[2, "last"] + 60


@pytest.mark.parametrize(
    ("drawn", "groups", "says"),
    [
        ([1, 0] * 4, [0, 0, 1, 1, 2, 2, 3, 3], "4 of the 8 are drawn from all of them at once"),
        (
            [1, 0, 0, 0, 0, 0, 1, 0, 0],
            [0] * 6 + [1] * 3,
            "3 of the 9 are drawn, more in each of the 2 groups",
        ),
        ([1] + [0] * 9, [0] * 10, "2 of the 10 are drawn"),
    ],
)
def test_the_smallest_change_has_room_in_the_strata_that_were_drawn_in(drawn, groups, says):
    draw = Draw(np.array(drawn, np.int32), np.array(groups, np.int32), 0.05, 9_999, 1)
    assert draw.smallest_p > draw.alpha
    (told,) = more_room(draw)
    assert told.told("en").startswith(says)
