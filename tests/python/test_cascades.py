"""Cascades, the best sets and reverse-reachable sets of the core against plain Python."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_cascades as reference
from lantoa import InputError, _core
from soaking import examples

some = settings(max_examples=examples(60), derandomize=True, deadline=None)
CASCADE, THRESHOLD = _core.Model.CASCADE, _core.Model.THRESHOLD


def arcs(n, ties, chances):
    """Ties sorted by their first end."""
    rows = np.array([tie[0] for tie in ties], np.int32)
    first = np.searchsorted(rows, np.arange(n + 1)).astype(np.int32)
    return _core.Arcs(first, np.array([tie[1] for tie in ties], np.int32), np.array(chances, float))


def groups(sets):
    first = np.cumsum([0, *map(len, sets)]).astype(np.int32)
    return _core.Groups(first, np.array([one for group in sets for one in group], np.int32))


@st.composite
def networks(draw, most=6, most_ties=10):
    """Few subjects, isolates among them, ties both ways, chances of nothing and of one."""
    n = draw(st.integers(2, most))
    pairs = [(a, b) for a in range(n) for b in range(n) if a != b]
    ties = sorted(draw(st.lists(st.sampled_from(pairs), max_size=most_ties, unique=True)))
    odd = st.sampled_from([0.0, 1e-12, 0.1, 1 / 3, 0.5, 1.0])
    chances = [draw(odd) for _ in ties]
    return n, ties, chances


def scaled(ties, chances):
    """Chances of at most 1 to each taker."""
    sums = {
        taker: sum(c for t, c in zip(ties, chances, strict=True) if t[1] == taker)
        for _, taker in ties
    }
    return [c / max(1.0, sums[t[1]]) for t, c in zip(ties, chances, strict=True)]


@some
@given(networks(), st.integers(0, 2**64 - 1))
def test_reach_is_what_the_live_ties_of_the_oracle_lead_to(network, seed):
    n, ties, chances = network
    sets = [[0], [n - 1], list(range(n)), [0, n - 1], []]
    for model, live, held in (
        (CASCADE, reference.live_cascade, chances),
        (THRESHOLD, reference.live_threshold, scaled(ties, chances)),
    ):
        states = [live(ties, held, seed, r) for r in range(3, 9)]
        found = _core.cascade_reach(
            arcs(n, ties, held), model, groups(sets), _core.Replicates(6, seed, 3)
        )
        assert found.tolist() == reference.counts(states, [set(one) for one in sets])


@some
@given(networks(most=5, most_ties=7))
def test_exact_reach_goes_through_every_state(network):
    n, ties, chances = network
    sets = [[one] for one in range(n)] + [[0, n - 1]]
    found = _core.exact_reach(arcs(n, ties, chances), CASCADE, groups(sets))
    expected = [reference.exact_cascade(ties, chances, one) for one in sets]
    assert found == pytest.approx(expected, abs=1e-12)
    held = scaled(ties, chances)
    found = _core.exact_reach(arcs(n, ties, held), THRESHOLD, groups(sets))
    expected = [reference.exact_threshold(ties, held, one) for one in sets]
    assert found == pytest.approx(expected, abs=1e-9)


@settings(max_examples=examples(40), derandomize=True, deadline=None)
@given(networks(most=7, most_ties=14), st.integers(0, 99), st.data())
def test_the_best_sets_are_those_of_all_sets(network, seed, data):
    n, ties, chances = network
    candidates = sorted(data.draw(st.sets(st.integers(0, n - 1), min_size=1)))
    k = data.draw(st.integers(1, len(candidates)))
    scenarios = [chances, [one / 2 for one in chances], [one**2 for one in chances]]
    states = [[reference.live_cascade(ties, one, seed, r) for r in range(8)] for one in scenarios]
    sums, best, steady = reference.best_sets(states, candidates, k)
    found = _core.best_sets(
        [arcs(n, ties, one) for one in scenarios],
        CASCADE,
        np.array(candidates, np.int32),
        k,
        _core.Replicates(8, seed),
    )
    assert [one.worth for one in found.best] == best == [one.bound for one in found.best]
    assert found.steady.worth == -steady == found.steady.bound
    for at, one in enumerate(found.best):
        assert sums[tuple(one.member.tolist())][at] == best[at]


@some
@given(networks(), st.integers(0, 2**32))
def test_a_reverse_set_holds_those_from_whom_its_root_is_reached(network, seed):
    n, ties, chances = network
    turned = sorted((b, a) for a, b in ties)
    held = [chances[ties.index((b, a))] for a, b in turned]
    sets = _core.reverse_sets(arcs(n, turned, held), CASCADE, _core.Replicates(20, seed))
    for r in range(20):
        mine = sets.member[sets.first[r] : sets.first[r + 1]].tolist()
        live = reference.live_cascade(turned, held, seed, r, stream=reference.REVERSE)
        assert set(mine) == reference.reached(live, [mine[0]])
        assert len(mine) == len(set(mine))


@some
@given(st.lists(st.sets(st.integers(0, 6), min_size=1), min_size=1, max_size=12), st.data())
def test_greedy_covering_takes_the_most_open_sets_and_of_equals_the_lowest(sets, data):
    candidates = data.draw(
        st.permutations(sorted(data.draw(st.sets(st.integers(0, 6), min_size=1))))
    )
    k = data.draw(st.integers(1, len(candidates)))
    held = groups([sorted(one) for one in sets])
    found = _core.hit_most(held, 7, np.array(candidates, np.int32), k)
    assert found.tolist() == reference.most_hit(sets, candidates, k)


def star(n):
    return [(0, taker) for taker in range(1, n)]


def test_a_star_a_path_and_a_complete_graph_have_their_closed_forms():
    p, alone = 0.3, groups([[0]])
    path = [(one, one + 1) for one in range(4)]
    complete = [(a, b) for a in range(3) for b in range(3) if a != b]
    closed = {
        "star": (6, star(6), 1 + 5 * p),
        "path": (5, path, sum(p**step for step in range(5))),
        "complete": (3, complete, 1 + 2 * (p + (1 - p) * p * p)),
    }
    for n, ties, expected in closed.values():
        network = arcs(n, ties, [p] * len(ties))
        assert _core.exact_reach(network, CASCADE, alone)[0] == pytest.approx(expected, abs=1e-14)
        drawn = _core.cascade_reach(network, CASCADE, alone, _core.Replicates(40_000, 5))
        assert drawn.mean() == pytest.approx(expected, abs=4 * drawn.std() / 200)


def test_the_guarantee_holds_and_threads_change_nothing():
    rng = np.random.default_rng(3)
    n = 400
    pairs = sorted({(int(a), int(b)) for a, b in rng.integers(0, n, (2400, 2)) if a != b})
    pairs = sorted({*pairs, *((7, int(b)) for b in range(20, 90))})
    turned = sorted((b, a) for a, b in pairs)
    forward, backward = (arcs(n, ties, [0.05] * len(ties)) for ties in (pairs, turned))
    everybody = np.arange(n, dtype=np.int32)
    stopping = _core.Stopping(0.6, 0.001, 1024, 2**16)
    one, two = (
        _core.guaranteed_reach(backward, CASCADE, everybody, 3, stopping, 11, threads)
        for threads in (1, 2)
    )
    assert one.member.tolist() == two.member.tolist()
    assert (one.reach, one.ratio, one.sets) == (two.reach, two.ratio, two.sets)
    assert one.is_enough
    assert 7 in one.member
    drawn = _core.cascade_reach(
        forward, CASCADE, groups([one.member.tolist()]), _core.Replicates(20_000, 1)
    )
    again = _core.cascade_reach(
        forward, CASCADE, groups([one.member.tolist()]), _core.Replicates(20_000, 1), 1
    )
    assert (drawn == again).all()
    assert one.at_least <= drawn.mean() <= one.best_at_most
    assert one.reach == pytest.approx(drawn.mean(), abs=4 * (one.error + drawn.std() / 141))


def test_what_is_no_network_is_refused():
    fine, alone = arcs(3, [(0, 1), (1, 2)], [0.5, 0.5]), groups([[0]])
    one = _core.Replicates(1, 1)
    with pytest.raises(InputError, match=r"chance of tie 1: expected 0 to 1, found 1\.5"):
        _core.cascade_reach(arcs(3, [(0, 1), (1, 2)], [0.5, 1.5]), CASCADE, alone, one)
    with pytest.raises(InputError, match="expected 0 to 1, found nan"):
        _core.cascade_reach(arcs(3, [(0, 1)], [np.nan]), CASCADE, alone, one)
    with pytest.raises(InputError, match="chances to taker 1: expected a sum of at most 1"):
        _core.cascade_reach(arcs(3, [(0, 1), (2, 1)], [0.6, 0.6]), THRESHOLD, alone, one)
    with pytest.raises(InputError, match="member 0: expected a subject from 0 to 2, found 3"):
        _core.cascade_reach(fine, CASCADE, groups([[3]]), one)
    with pytest.raises(InputError, match="k: expected 1 to 2, found 3"):
        _core.best_sets([fine], CASCADE, np.array([0, 1], np.int32), 3, one)
