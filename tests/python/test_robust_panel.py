"""Rank intervals of a real panel: reference results, and a million weights that never leave them.

The panel is read from the folder beside the project; without it these tests are skipped.
"""

import csv
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import lantoa as lt


@pytest.fixture(scope="module")
def robust(shared):
    """The eight dimensions of 2020 as sums of their sub-dimensions, equal weights."""
    folder = shared / "data" / "papi"
    with (folder / "indicators.csv").open(encoding="utf-8-sig") as file:
        of = {row["Variable_Code"]: row["Criteria_Code"] for row in csv.DictReader(file)}
    with (folder / "2020.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    names = {row["Province"]: row for row in rows}
    with (folder / "provinces.csv").open(encoding="utf-8-sig") as file:
        called = dict(list(csv.reader(file))[1:])
    frame = pd.DataFrame({"subject_id": [called[code] for code in names]})
    for dimension in sorted(set(of.values())):
        parts = [name for name, where in of.items() if where == dimension]
        frame[dimension] = [float(sum(Fraction(row[p]) for p in parts)) for row in rows]
    scheme = dict.fromkeys(sorted(set(of.values())), 1)
    return lt.robustness(lt.score(frame, scheme, normalise="none", lang="vi"), box=0.25)


@pytest.fixture(scope="module")
def attained(robust):
    return robust.attained()


def told(frame, name):
    rows = frame.set_index("subject_id")
    return rows.loc[name, ["best", "worst"]].tolist()


BOUNDS = {
    "Quang Ninh": [1, 1],
    "Dong Thap": [2, 3],
    "Thai Nguyen": [2, 3],
    "Bac Ninh": [4, 8],
    "Ha Tinh": [4, 11],
}


def test_bounds_from_pairs_are_those_of_the_reference(robust):
    assert robust._bound.corners == 70
    assert {name: told(robust.frame, name) for name in BOUNDS} == BOUNDS
    assert round(float((robust.frame["worst"] - robust.frame["best"] + 1).mean()), 2) == 13.38


def test_attained_places_are_those_of_the_reference(attained):
    expected = BOUNDS | {"Ha Tinh": [4, 9]}
    assert {name: told(attained.frame, name) for name in BOUNDS} == expected
    assert round(float((attained.frame["worst"] - attained.frame["best"] + 1).mean()), 2) == 11.68
    assert set(attained.frame["proof"]) == {"exact"}


def test_attained_places_lie_within_the_bounds_and_are_reached(robust, attained):
    bound = robust.frame.set_index("subject_id")
    values = robust._varied.slate.values
    for row in attained.weights.to_dict("records"):
        at = robust.slate.subjects.index(row["subject_id"])
        sums = values @ np.array([row[name] for name in robust.slate.criteria])
        assert 1 + (sums > sums[at]).sum() == row["place"]
        low, high = bound.loc[row["subject_id"], ["best", "worst"]]
        assert low <= row["place"] <= high


def test_a_million_sampled_weights_leave_no_attained_interval(robust, attained):
    random = np.random.default_rng(2020)
    values = robust._varied.slate.values
    best, worst = np.full(63, 63), np.ones(63, int)
    seen = 0
    while seen < 1_000_000:
        weights = in_box(random, 40_000)
        sums = (values @ weights).astype(np.float64)
        order = np.argsort(-sums, axis=0, kind="stable")
        places = np.empty_like(order)
        np.put_along_axis(places, order, np.arange(1, 64)[:, None], axis=0)
        best = np.minimum(best, places.min(axis=1))
        worst = np.maximum(worst, places.max(axis=1))
        seen += weights.shape[1]
    assert (attained.frame["best"].to_numpy() <= best).all()
    assert (attained.frame["worst"].to_numpy() >= worst).all()


def in_box(random, n):
    """Weights of the box that sum to 1: towards corners, which is where places change most."""
    scales = random.choice([1.0, 3.0, 30.0], n)
    steps = random.normal(size=(8, n)) * scales
    moved = np.clip(steps, -1, 1)
    for _ in range(60):  # the sum is brought back within the box
        moved = np.clip(moved - moved.mean(axis=0), -1, 1)
    kept = np.abs(moved.sum(axis=0)) < 1e-12
    return (1 + 0.25 * moved[:, kept]) / 8


def test_changes_of_weights_are_where_attained_places_cross_the_line(robust):
    """Just within the change the line is not crossed by any weights, just beyond it is."""
    for at in (1, 4, 9, 10, 14):
        subject = robust.slate.subjects[int(np.argsort(-robust.slate.keys)[at])]
        change = robust.flips(subject, line=10).change
        for factor, crosses in ((1 - 1e-6, False), (1 + 1e-6, True)):
            box = Fraction(change * factor).limit_denominator(10**12)
            row = lt.robustness(robust.score, box=box).attained(subject).frame.iloc[0]
            assert (row["best"] <= 10 < row["worst"]) == crosses


def test_the_first_keeps_its_place_until_weights_move_by_almost_half(robust):
    found = robust.flips()
    assert found.subject == "Quang Ninh"
    first = found.frame.iloc[0]
    assert first["rival"] in ("Thai Nguyen", "Dong Thap")
    assert 0.46 < first["change"] < 0.48
