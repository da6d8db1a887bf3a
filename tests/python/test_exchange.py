"""Times of taking up, exchanged within strata: against every arrangement, and real networks."""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_exchange as reference
from lantoa import _core
from soaking import examples

quick = settings(derandomize=True, max_examples=examples(120), deadline=None)
LAST = 9


def codes(numbers):
    return np.array(list(numbers), dtype=np.int32)


def rows_of(ties, last=LAST):
    k = len(ties)
    source, taker, weight = zip(*ties, strict=True) if ties else ((), (), ())
    return _core.TieRows(
        codes(source),
        codes(taker),
        np.array(weight, float),
        np.ones(k, np.int32),
        np.full(k, last, np.int32),
    )


def ask(times, stratum, ties, *, draws=9_999, seed=1, threads=0, stop=0, most=2_000_000):
    budget = _core.Budget(draws=draws, seed=seed, threads=threads, most=most)
    return _core.permuted_exposure(codes(times), codes(stratum), rows_of(ties), 0.05, stop, budget)


@st.composite
def networks(draw):
    n = draw(st.integers(1, 6))
    times = draw(st.lists(st.integers(0, 4), min_size=n, max_size=n))
    stratum = draw(st.lists(st.integers(-1, min(1, n - 1)), min_size=n, max_size=n))
    pairs = [(a, b) for a in range(n) for b in range(n) if a != b]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=12)) if pairs else []
    weights = draw(st.lists(st.sampled_from([0, 1, 1, 2]), min_size=12, max_size=12))
    ties = [(*pair, weight) for pair, weight in zip(chosen, weights, strict=False)]
    return times, stratum, ties


@quick
@given(networks())
def test_counts_as_every_arrangement_one_by_one_does(network):
    times, stratum, ties = network
    observed, members = reference.share(times, reference.held_ties(ties, stratum))
    assume(observed is not None)
    found = ask(times, stratum, ties)
    assert found.is_exact
    assert found.observed == pytest.approx(float(observed), abs=1e-12)
    assert found.members == members
    told = (found.counted, found.upper, found.lower, found.two, found.at_the_end)
    assert told == reference.tails(times, stratum, ties)
    assert _core.permutation_count(codes(times), codes(stratum)) == found.counted


@quick
@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_ties_and_threads_change_nothing(network, random):
    times, stratum, ties = network
    shuffled = random.sample(ties, len(ties))
    one = ask(times, stratum, ties, draws=200, most=0, threads=1)
    two = ask(times, stratum, shuffled, draws=200, most=0, threads=2)
    assert np.array_equal(one.values, two.values)


def test_the_names_of_strata_change_nothing():
    times, stratum = [1, 2, 3, 0, 2, 0], [0, 0, 0, 1, 1, 1]
    ties = [(a, b, 1) for a, b in pairwise([0, 1, 2, 3, 4, 5, 0])]
    one = ask(times, stratum, ties)
    two = ask(times, [4 - 4 * s for s in stratum], ties)
    assert (one.upper, one.lower, one.two) == (two.upper, two.lower, two.two)


def test_a_subject_without_ties_can_have_any_time_and_is_no_member():
    found = ask([1, 2, 0], [0, 0, 0], [(0, 1, 1)])
    assert (found.members, found.observed) == (1, 1.0)
    assert found.empty == 4  # 1 does not take it up from period 2 on
    assert found.upper == 5  # each of these counts as extreme


def test_one_taker_among_ten_has_a_floor_of_a_tenth():
    ties = [(0, one, 1) for one in range(1, 6)]  # half of them stand next to the exemplar
    found = ask([1, 2] + [0] * 9, [-1] + [0] * 10, ties)
    assert found.counted == 10
    assert min(found.two, found.at_the_end) / found.counted >= 0.1


# --- the two networks -----------------------------------------------------------------------

NETWORKS = {
    "medInnovations": (18, "city", 89, 0.5063670412, (0.1026, 0.0993, 0.8366)),
    "kfamily": (11, "village", 581, 0.3425694978, (0.032, 0.071, 0.152)),
}


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def network(shared, name):
    last, block, *_ = NETWORKS[name]
    nodes = read(shared / "data" / "diffusion" / f"{name}_nodes.csv")
    edges = read(shared / "data" / "diffusion" / f"{name}_edges.csv")
    at = {row["node"]: number for number, row in enumerate(nodes)}
    toa = [int(row["toa"]) for row in nodes]
    times = codes(0 if one >= last else one for one in toa)
    source = codes(at[row["alter"]] for row in edges)
    taker = codes(at[row["ego"]] for row in edges)
    k = len(edges)
    rows = _core.TieRows(
        source, taker, np.ones(k), np.ones(k, np.int32), np.full(k, last, np.int32)
    )
    named = np.bincount(source, minlength=len(nodes))
    popularity = np.searchsorted([1, 3, 6], named, side="right")
    blocks = np.unique([row[block] for row in nodes], return_inverse=True)[1]
    both = np.unique(np.column_stack([blocks, popularity]), axis=0, return_inverse=True)[1]
    return times, rows, [codes(np.zeros(len(nodes))), codes(blocks), codes(both.reshape(-1))]


@pytest.mark.parametrize("name", NETWORKS)
def test_the_reference_networks_have_the_reference_p(shared, name):
    *_, members, observed, expected = NETWORKS[name]
    times, rows, strata = network(shared, name)
    given = json.loads((shared / "data" / "reference_spread.json").read_text(encoding="utf-8"))
    assert given["restricted_permutation"][name]["obs"] == pytest.approx(observed, abs=1e-4)
    draws = 19_999
    for stratum, p in zip(strata, expected, strict=True):
        budget = _core.Budget(draws=draws, seed=2025)
        found = _core.permuted_exposure(times, stratum, rows, 0.05, 0, budget)
        assert found.observed == pytest.approx(observed, abs=1e-10)
        assert found.members == members
        assert abs(found.upper / found.counted - p) < 3 * sqrt(p * (1 - p) / draws) + 5e-4
        assert found.upper + found.lower >= found.counted


def test_the_villages_are_the_same_on_one_thread_and_on_two(shared):
    times, rows, strata = network(shared, "kfamily")
    found = [
        _core.permuted_exposure(
            times, strata[1], rows, 0.05, 0, _core.Budget(draws=999, seed=7, threads=threads)
        )
        for threads in (1, 2)
    ]
    assert np.array_equal(found[0].values, found[1].values)


def test_numbers_out_of_range_are_refused():
    with pytest.raises(lt.InputError, match="adopted must be 0 or more, not -1 in row 0"):
        ask([-1, 2], [0, 0], [])
    with pytest.raises(lt.InputError, match="stratum must be -1 to 1, not 2 in row 1"):
        ask([1, 2], [0, 2], [])
    with pytest.raises(lt.InputError, match="tie 0: source and taker must be 0 to 1"):
        ask([1, 2], [0, 0], [(0, 2, 1)])
    with pytest.raises(lt.InputError, match="tie 0: weight must be finite and 0 or more"):
        ask([1, 2], [0, 0], [(0, 1, -1)])
