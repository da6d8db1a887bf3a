"""Lots with strata, other treatments and ties: each held against every draw written out."""

import functools
import operator
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lot_offices import names, office, ties, values


def effect(found, **asked):
    links = "table" if "links" in found else None
    return lt.spread(found, links=links).effect("quality", **asked)


def draws(strata, given):
    """Every set of as many of each stratum as were drawn."""
    ways = []
    for one in sorted(set(strata)):
        here = [at for at, name in enumerate(strata) if name == one]
        ways.append(list(combinations(here, sum(1 for at in here if given[at]))))
    return [
        sorted(functools.reduce(operator.iadd, map(list, parts), [])) for parts in product(*ways)
    ]


def test_the_lot_is_redrawn_within_its_strata():
    table = values(11, seed=6)
    strata = ["a"] * 5 + ["b"] * 6
    table[5:, 3:] += 9
    given = [2022, 2022, 0, 0, 0, 2022, 2022, 2022, 2022, 0, 0]
    one = effect(office(table, given, strata=strata)).conclusion
    change = table[:, 3:].mean(axis=1) - table[:, 2]
    away = change.copy()
    for name in "ab":
        here = np.array([one == name for one in strata])
        away[here] -= change[here].mean()
    every = np.array([abs(away[way].sum()) for way in draws(strata, given)])
    observed = abs(away[np.flatnonzero(given)].sum())
    assert one.arrangements == len(every) == 150
    assert one.p["assignment"] == pytest.approx(np.mean(every >= observed - 1e-9))


def test_who_was_given_something_else_is_not_compared():
    table = values(10, seed=7)
    found = office(table, [2022] * 4 + [0] * 6)
    rows = found.tables["assignments"].frame.astype({"treatment": object})
    rows.loc[8:, "treatment"] = "tham_quan"
    tables = {name: one.frame for name, one in found.tables.items()}
    other = lt.Office.from_frames({**tables, "assignments": rows})
    assert effect(other, treatment="tap_huan").conclusion.arrangements == 70
    with pytest.raises(lt.InputError, match='treatment: there are 2, name one of "tap_huan"'):
        effect(other)


def test_who_was_not_drawn_must_be_on_record():
    found = office(values(10), [2022] * 4 + [0] * 6)
    tables = {name: one.frame for name, one in found.tables.items()}
    only = tables["assignments"].iloc[:4]
    told = effect(lt.Office.from_frames({**tables, "assignments": only})).conclusion
    assert told.codes == ("R4",)


def test_nominations_and_revoked_names_are_no_recognitions():
    found = office(values(8), [0] * 8)
    tables = {name: one.frame for name, one in found.tables.items()}
    ids = names(8)
    named = pd.DataFrame(
        {
            "subject_id": ids[:4],
            "decided_on": pd.Timestamp(2022, 5, 1),
            "merit_from": 2021,
            "merit_to": 2021,
            "nominated_only": [False, False, True, False],
            "revoked_on": [None, None, None, pd.Timestamp(2023, 1, 1)],
        }
    )
    tables = {name: one for name, one in tables.items() if name != "assignments"}
    told = effect(lt.Office.from_frames({**tables, "recognitions": named}))
    facts = [one.told("vi") for one in told.conclusion.facts]
    assert facts[0].startswith("2 đối tượng được công nhận")


@pytest.fixture(scope="module")
def near():
    """Twelve units, four drawn; of those not drawn the first four are tied to a drawn one."""
    table = values(12, seed=9)
    given = [2022] * 4 + [0] * 8
    table[4:8, 3:] += 30
    ids = names(12)
    pairs = [(0, 4), (1, 5), (2, 6), (3, 7), (8, 0), (9, 1), (10, 2), (11, 3), (4, 8), (5, 9)]
    links = ties([(ids[one], ids[other]) for one, other in pairs])
    return office(table, given, links=links), table, pairs


def contrast(change, pairs, drawn, odds):
    """Hajek means of those not drawn: tied to who was, less not tied."""
    tied = {other for one, other in pairs if one in drawn}
    beside = [at for at in range(len(change)) if at not in drawn]
    parts = []
    for side, want in ((0, True), (1, False)):
        who = [at for at in beside if (at in tied) == want and min(odds[0][at], odds[1][at]) > 0]
        weights = [1 / odds[side][at] for at in who]
        if not who:
            return None
        parts.append(np.average(change[who], weights=weights))
    return parts[0] - parts[1]


def test_those_tied_to_who_was_drawn_are_compared_by_every_draw(near):
    found, table, pairs = near
    one = effect(found).conclusions["spillover"]
    change = table[:, 3:].mean(axis=1) - table[:, 2]
    ways = [set(way) for way in combinations(range(12), 4)]
    tied = [{other for source, other in pairs if source in way} for way in ways]
    odds = [
        [np.mean([at not in w and (at in t) == want for w, t in zip(ways, tied, strict=True)])
         for at in range(12)]
        for want in (True, False)
    ]  # fmt: skip
    every = [contrast(change, pairs, way, odds) for way in ways]
    observed = contrast(change, pairs, {0, 1, 2, 3}, odds)
    mean = np.mean([each for each in every if each is not None])
    extreme = [each is None or abs(each - mean) >= abs(observed - mean) - 1e-9 for each in every]
    assert one.about == "exchange"
    assert one.estimate == pytest.approx(observed)
    assert one.p["assignment"] == pytest.approx(np.mean(extreme))
    assert one.p["assignment"] <= 0.05


def test_who_can_never_be_tied_is_listed(near):
    found = near[0]
    one = effect(found).conclusions["spillover"]
    names_left = next(each for each in one.warnings if each.code == "R11").saying.told("vi")
    assert "U11" in names_left
    assert "U12" in names_left
    assert "U01" not in names_left


def test_without_anybody_tied_the_contrast_is_refused():
    ids = names(10)
    links = ties([(ids[9], ids[8])])
    found = office(values(10), [2022] * 4 + [0] * 6, links=links)
    one = effect(found).conclusions["spillover"]
    assert one.codes[0] == "R11"
    assert one.is_refused
