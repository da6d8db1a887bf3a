"""Every register of an office in another order of rows: whatever is asked, the answer is equal."""

from dataclasses import asdict

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lantoa.sampling import sample_tables

SEEDS = (1, 2)
SPREAD_FRAMES = [
    "frame",
    "chains",
    "adoptions",
    "exemplars",
    "survival",
    "exposure",
    "thresholds",
    "infectiousness",
    "ties",
]
TREND_FRAMES = ["frame", "changes", "yearly", "mobility", "blocks", "emerging", "slipping", "tests"]


def shuffled(tables, seed):
    chance = np.random.default_rng(seed)
    return {
        name: table.iloc[chance.permutation(len(table))].reset_index(drop=True)
        for name, table in tables.items()
    }


@pytest.fixture(scope="module", params=SEEDS)
def offices(request):
    """One office as it is, and as it is with all rows in another order."""
    tables = sample_tables(units=8, people=45, years=range(2018, 2026), seed=request.param)
    return lt.read(tables), lt.read(shuffled(tables, request.param))


@pytest.fixture(scope="module")
def spreads(offices):
    return [lt.spread(one, links="same_unit") for one in offices]


def same_frames(one, other):
    one, other = (pd.DataFrame(frame) for frame in (one, other))
    lines = [sorted(map(repr, frame.itertuples(index=False))) for frame in (one, other)]
    assert list(one.columns) == list(other.columns)
    assert lines[0] == lines[1]


def same_conclusions(one, other):
    told = [[repr(asdict(conclusion)) for conclusion in found] for found in (one, other)]
    assert told[0]
    assert told[0] == told[1]


@pytest.mark.parametrize("name", SPREAD_FRAMES)
def test_frames_of_spread(spreads, name):
    same_frames(*(getattr(one, name) for one in spreads))


def test_problems_name_the_same_cells_wherever_their_rows_are(spreads):
    same_frames(*(one.problems.drop(columns="row") for one in spreads))


ASKED = {
    "all": lambda one: one.conclusions,
    "association": lambda one: one.association(outcome="good_or_better"),
    "pulses": lambda one: one.pulses(),
    "hazard": lambda one: one.hazard(),
    "effect of a lot": lambda one: [one.effect("good_or_better").conclusion],
    "recognitions": lambda one: [
        one.effect("good_or_better", treatment="recognitions", subject_kind="person").conclusion
    ],
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_conclusions_of_spread(spreads, ask):
    same_conclusions(*map(ask, spreads))


def test_sources_and_who_is_compared_are_among_what_is_asked(spreads):
    keys = {one.key for one in ASKED["association"](spreads[0])}
    assert {"association", "outcome", "compared"} <= keys


def test_whom_to_publicise_and_the_next_lot(spreads):
    practice = next(iter(spreads[0].settings))
    one, other = (which.whom(1, practice=practice) for which in spreads)
    assert repr(one) == repr(other)
    assert repr(spreads[0].design()) == repr(spreads[1].design())


@pytest.mark.parametrize("of", ["ratings", "places", "targets"])
def test_trends(offices, of):
    one, other = (lt.trend(office, of=of) for office in offices)
    for name in TREND_FRAMES:
        same_frames(*(getattr(which, name) for which in (one, other)))
    same_conclusions(one.conclusions, other.conclusions)
