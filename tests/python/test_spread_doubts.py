"""Ties that were made from adoptions, ties without weight, and what the statistic leaves out."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lantoa.spreading.associating import associated
from lantoa.spreading.association import _plain
from spread_offices import PEOPLE, adoptions, kinds, links, small
from spread_settings import asked, setting
from spread_settings import told as lines

TOOK = [("ba", "2022-02-01"), ("cu", "2022-05-01"), ("du", "2022-08-01"), ("em", "2023-02-01")]
IN_TIME = [*combinations(["ba", "cu", "du", "em"], 2)]


def found(pairs, origin=None, took=TOOK, **tables):
    table = links(*((*pair, "k", 1.0, None, None, origin) for pair in pairs))
    return lt.spread(small(adoptions=adoptions(*took), **tables), links=table)


@pytest.mark.parametrize("origin", [None, "derived"])
@pytest.mark.parametrize("pairs", [IN_TIME, [("an", "ba"), *IN_TIME[1:]]])
def test_ties_built_from_the_days_of_taking_up_are_no_exposure_and_told_once(pairs, origin):
    spread = found(pairs, origin)
    assert kinds(spread) == ["links_from_dates"]
    assert spread.ties["origin"].unique().tolist() == ["adoptions"]
    assert spread.frame["exposed"].tolist() == [0]
    answers = list(spread.association())
    assert [one.codes for one in answers] == [("R5",)]


@pytest.mark.parametrize(
    "pairs",
    [
        IN_TIME[:4],  # too few to say
        [*IN_TIME, ("cu", "ba")],  # six of seven
        [tuple(reversed(pair)) for pair in IN_TIME],
        [(one, other) for one in PEOPLE for other in PEOPLE if one != other],
    ],
)
def test_ties_in_any_other_order_are_kept(pairs):
    assert kinds(found(pairs)) == ["no_origin"]


def test_a_tie_with_somebody_who_did_not_take_it_up_was_not_made_from_days():
    assert "links_from_dates" in kinds(found(IN_TIME, practices=None))
    more = [*IN_TIME, ("ba", "an")]  # who takes nothing up where it is no exemplar
    assert "links_from_dates" not in kinds(found(more, practices=None))


def test_nearly_all_is_nine_in_ten():
    names = [f"p{at}" for at in range(8)]
    took = [(one, f"202{2 + at // 4}-0{1 + 2 * (at % 4)}-01") for at, one in enumerate(names)]
    every = [*combinations(names, 2)]
    more = {"people": pd.DataFrame({"person_id": names}), "memberships": None, "observed": None}
    turned = [*every, *((b, a) for a, b in every[:3])]
    assert "links_from_dates" in kinds(found(turned, took=took, practices=None, **more))
    turned += [(b, a) for a, b in every[3:4]]
    assert "links_from_dates" not in kinds(found(turned, took=took, practices=None, **more))


CHAIN = [(one, other) for one, other in zip("abcdefgh", "bcdefghi", strict=True)]


def claimed(origin, begun=None, pairs=CHAIN, more=()):
    """Nine take it up one a month; each names the one before, and `pairs` are written as ties."""
    names = list("abcdefghi")
    days = [f"2022-{month:02}-10" for month in range(2, 11)]
    sources = [None, *names[:-1]]
    took = [(*row[:2], None, None, row[2]) for row in zip(names, days, sources, strict=True)]
    rows = [(*pair, "k", 1.0, begun, None, origin) for pair in [*pairs, *more]]
    office = small(
        adoptions=adoptions(*took), people=pd.DataFrame({"person_id": [*names, "j"]}),
        memberships=None, observed=None, practices=None,
    )  # fmt: skip
    return lt.spread(office, links=links(*rows), lang="en")


@pytest.mark.parametrize("origin", ["observed_before", "assigned"])
@pytest.mark.parametrize("begun", [None, "2022-06-01"])
def test_what_ties_are_called_is_no_proof_of_how_they_were_made(origin, begun):
    spread = claimed(origin, begun)
    assert kinds(spread)[:1] == ["links_from_adoptions"]
    assert spread.ties["origin"].unique().tolist() == ["adoptions"]
    assert spread.association()["association"].codes[0] == "R5"
    dated = found(IN_TIME, origin)
    assert kinds(dated) == ["links_from_dates"]
    assert dated.association()["association"].codes[0] == "R5"


@pytest.mark.parametrize("origin", ["observed_before", "assigned"])
def test_ties_dated_before_anybody_took_up_are_kept_and_the_answer_warns(origin):
    spread = claimed(origin, "2021-12-31")
    assert kinds(spread)[:1] == ["links_like_adoptions"]
    assert spread.ties["origin"].unique().tolist() == [origin]
    one = spread.association()["association"]
    assert "R5" in [warning.code for warning in one.warnings]
    assert "dated before any taking up, yet nearly repeat it" in lines(one)
    assert "gần như trùng với chính việc làm theo" in lines(one, "vi")


def test_recorded_ties_of_which_few_are_claims_are_kept():
    more = [(one, other) for one in "ij" for other in "abcdefgh"]
    spread = claimed("observed_before", more=more)
    assert spread.ties["origin"].unique().tolist() == ["observed_before"]
    assert "R5" not in spread.association()["association"].codes
    few = claimed("assigned", pairs=CHAIN[:4])  # four say nothing yet
    assert few.ties["origin"].unique().tolist() == ["assigned"]


@pytest.mark.parametrize("weight", ["a", np.inf, "inf"])
def test_a_weight_that_cannot_be_read_is_not_one(weight):
    table = links(("an", "ba", "k", weight, None, None, "assigned"), ("an", "cu", "k", None))
    spread = lt.spread(small(), links=table.assign(origin="assigned"))
    assert spread.ties["to_id"].tolist() == ["cu"]  # a blank weight counts as 1
    assert "unread_weight" in kinds(spread)
    listed = spread.problems.set_index("kind").loc["unread_weight"]
    assert (listed["sheet"], listed["row"], listed["column"]) == ("links", 1, "weight")


def test_ties_of_weight_nothing_are_said_to_be_without_weight():
    one = setting([1, 2, 3, 0], [(0, 1), (1, 2), (2, 3)])
    one.ties.weight[:] = 0
    spread = asked(one)
    answer = associated(spread)["association"]
    assert answer.codes == ("no_weight",)
    assert "3 ties without weight" in lines(answer)


def test_takers_of_the_first_period_are_said_to_be_left_out():
    answer = associated(asked(setting([1, 1, 2, 3, 0], [(0, 1), (1, 2), (2, 3), (3, 4)])))
    said = "2 who took it up in the first period (2000) are not in E"
    assert said in lines(answer["association"])
    later = associated(asked(setting([2, 3, 0], [(0, 1), (1, 2)])))
    assert "in the first period" not in lines(later["association"])


def test_no_end_of_an_interval_is_the_dust_of_rounding():
    assert [_plain(one) for one in (-5.55e-17, 0.1 + 0.2 - 0.3, -0.25)] == [0.0, 0.0, -0.25]
    assert str(_plain(-0.0)) == "0.0"
