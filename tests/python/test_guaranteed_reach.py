"""Whom to choose in large networks: the oracle of OPIM-C, and whether what it promises holds."""

from functools import cache
from itertools import combinations
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_cascades as reference
from lantoa import _core
from soaking import examples
from test_cascades import CASCADE, arcs, networks

FAILURE, RUNS = 0.2, 300


def turned(ties, chances):
    """Ties by their taker, as reverse sets want them."""
    back = sorted((taker, source) for source, taker in ties)
    return back, [chances[ties.index((source, taker))] for taker, source in back]


def asked(n, ties, chances, candidates, k, stopping, seed):
    back = arcs(n, *turned(ties, chances))
    among = np.array(candidates, np.int32)
    return _core.guaranteed_reach(back, CASCADE, among, k, _core.Stopping(*stopping), seed)


@settings(max_examples=examples(60), derandomize=True, deadline=None)
@given(networks(), st.sampled_from([0.3, 0.6, 0.99]), st.integers(0, 2**40), st.data())
def test_it_chooses_and_promises_what_the_oracle_does(network, ratio, seed, data):
    n, ties, chances = network
    candidates = sorted(data.draw(st.sets(st.integers(0, n - 1), min_size=1)))
    k = data.draw(st.integers(1, len(candidates)))
    stopping = (ratio, 0.1, 8, 64)
    found = asked(n, ties, chances, candidates, k, stopping, seed)
    told = reference.guaranteed(n, *turned(ties, chances), candidates, k, stopping, seed)
    assert found.member.tolist() == told[0]
    numbers = (found.reach, found.at_least, found.best_at_most, found.ratio)
    assert numbers == pytest.approx(told[1:5], rel=1e-12)
    assert found.sets == told[5]
    assert found.is_enough == (told[4] >= ratio)
    assert found.failure == 0.1


GRAPHS = {
    "chain": (6, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)], 0.5),
    "two stars": (6, [(0, 1), (0, 2), (3, 2), (3, 4), (3, 5)], 0.3),
    "round": (5, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (0, 2), (1, 3)], 0.4),
    "nobody": (4, [(0, 1)], 0.0),
}


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("k", [1, 2])
def test_the_bounds_fail_no_more_often_than_is_printed(name, k):
    """Against the true best of all sets, and the true reach of those that are chosen."""
    n, ties, chance = GRAPHS[name]
    chances = [chance] * len(ties)

    @cache
    def reach(members):
        return reference.exact_cascade(ties, chances, members)

    best = max(map(reach, combinations(range(n), k)))
    failed, enough = 0, 0
    for seed in range(RUNS):
        stopping = (0.5, FAILURE, 32, 512)
        found = asked(n, ties, chances, range(n), k, stopping, seed)
        true = reach(tuple(sorted(found.member.tolist())))
        holds = found.at_least <= true + 1e-9 and best <= found.best_at_most + 1e-9
        failed += not holds
        enough += found.is_enough
        assert not holds or true >= found.ratio * best - 1e-9
    assert failed <= FAILURE * RUNS + 4 * sqrt(FAILURE * (1 - FAILURE) * RUNS)
    assert enough > 0
