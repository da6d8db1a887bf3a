"""Weights drawn by hand from the box of the synthetic provinces leave no interval of places."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt

BOX, DRAWS = 0.25, 200_000


@pytest.fixture(scope="module")
def robust():
    return lt.robustness(lt.score(lt.sample_provinces(), "provinces", lang="en"), box=BOX)


@pytest.fixture(scope="module")
def drawn(robust):
    """n x n: in how many draws each subject has each place; equals share the better one."""
    random = np.random.default_rng(2020)
    values = robust.slate.values
    n = len(values)
    counts, seen = np.zeros((n, n), int), 0
    while seen < DRAWS:
        scores = values @ in_box(random, robust.slate.weights, 20_000)
        falling = np.sort(-scores, axis=0)
        for at, own in enumerate(scores):
            places = (falling < -own).sum(axis=0)
            counts[at] += np.bincount(places, minlength=n)
        seen += scores.shape[1]
    return counts / seen


def in_box(random, weights, n):
    """Weights of the box that sum to 1, all equally likely: the last is what the others leave."""
    low, high = weights * (1 - BOX), weights * (1 + BOX)
    free = random.uniform(low[:-1, None], high[:-1, None], (len(weights) - 1, n))
    last = 1 - free.sum(axis=0)
    kept = (low[-1] <= last) & (last <= high[-1])
    return np.vstack([free, last])[:, kept]


def test_no_draw_leaves_the_bounds_or_the_attained_places(robust, drawn):
    seen = drawn > 0
    best, worst = 1 + seen.argmax(axis=1), seen.shape[1] - seen[:, ::-1].argmax(axis=1)
    bounds = robust.frame.set_index("subject_id").loc[list(robust.slate.subjects)]
    assert (bounds["best"].to_numpy(int) <= best).all()
    assert (bounds["worst"].to_numpy(int) >= worst).all()
    some = list(robust.slate.subjects[::12])
    attained = robust.attained(some).frame.set_index("subject_id").loc[some]
    at = [robust.slate.subjects.index(one) for one in some]
    assert (attained["best"].to_numpy(int) <= best[at]).all()
    assert (attained["worst"].to_numpy(int) >= worst[at]).all()
    assert (worst - best).max() > 5


def test_shares_of_places_are_those_of_draws_by_hand(robust, drawn):
    """Two samples of one law: shares differ by five errors of the difference at most."""
    found = robust.acceptability(DRAWS, seed=7)
    shares = pd.DataFrame(found.shares).pivot_table("share", "subject_id", "place")
    ours = shares.loc[list(robust.slate.subjects)].to_numpy()
    middle = (ours + drawn) / 2
    error = np.sqrt(2 * middle * (1 - middle) / DRAWS)
    assert (np.abs(ours - drawn) <= 5 * error + 5 / DRAWS).all()
