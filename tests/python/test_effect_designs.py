"""Lots with strata, other treatments and ties: each held against every draw written out."""

import functools
import operator
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lot_offices import names, office, values


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
    change = table[:, 3:].mean(axis=1) - table[:, :3].mean(axis=1)
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
