"""The kernels of networks and waiting against their definitions, and on two real networks."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_network as reference
from lantoa import InputError, _core
from soaking import examples

steady = settings(derandomize=True, max_examples=examples(150), deadline=None)
PERIODS = 6


@st.composite
def networks(draw):
    """Subjects, ties with isolates, pairs named twice and selves, and periods of taking up."""
    n = draw(st.integers(1, 7))
    ends = st.integers(0, n - 1)
    ties = draw(st.lists(st.tuples(ends, ends), max_size=18))
    adopted = draw(st.lists(st.integers(0, PERIODS), min_size=n, max_size=n))
    return n, ties, adopted


def codes(values):
    return np.array(list(values), np.int32)


def rows(n, ties):
    return _core.rows_of(n, codes(t[1] for t in ties), codes(t[0] for t in ties))


@steady
@given(networks())
def test_exposure_is_the_share_of_sources_that_have_it(network):
    n, ties, adopted = network
    found = _core.exposure(rows(n, ties), codes(adopted), PERIODS)
    assert found.tolist() == reference.exposure(n, ties, adopted, PERIODS)


@st.composite
def networks_in_time(draw):
    n, ties, _ = draw(networks())
    weights = draw(st.sampled_from([st.integers(0, 3).map(float), st.floats(0, 1e9), st.just(1.0)]))
    span = st.tuples(st.integers(1, PERIODS), st.integers(1, PERIODS)).map(sorted).map(tuple)
    dated = [(*tie, draw(weights), *draw(span)) for tie in ties]
    spells = {i: sorted(set(draw(st.lists(span, max_size=2)))) for i in range(n)}
    return n, dated, spells


def in_time(n, ties, spells, periods=PERIODS, threads=0):
    of = [len(spells.get(i, [])) for i in range(n)]
    held = [span for i in range(n) for span in spells.get(i, [])]
    carrying = _core.Carrying(
        codes([0, *np.cumsum(of)]), codes(a for a, _ in held), codes(b for _, b in held)
    )
    holding = _core.Holding(
        np.array([t[2] for t in ties], float), codes(t[3] for t in ties), codes(t[4] for t in ties)
    )
    return _core.exposure_in_time(rows(n, ties), holding, carrying, periods, threads)


@steady
@given(networks_in_time())
def test_exposure_in_time_counts_ties_and_spells_of_the_period(network):
    n, ties, spells = network
    expected = reference.exposure_in_time(n, ties, spells, PERIODS)
    assert in_time(n, ties, spells) == pytest.approx(np.array(expected), rel=1e-12, abs=0)


@steady
@given(networks(), st.integers(1, 20))
def test_thresholds_infection_and_susceptibility_are_as_defined(network, lags):
    n, ties, adopted = network
    found = _core.timing(codes(t[0] for t in ties), codes(t[1] for t in ties), codes(adopted), lags)
    names = ("threshold", "threshold_before", "infection", "susceptibility")
    ours = np.stack([getattr(found, name) for name in names], axis=1)
    expected = np.array(reference.timing(n, ties, adopted, lags))
    assert ours == pytest.approx(expected, rel=1e-14, nan_ok=True)


@steady
@given(networks(), st.randoms(use_true_random=False), st.integers(1, 20))
def test_no_order_of_ties_changes_a_bit(network, random, lags):
    n, ties, adopted = network
    shuffled = random.sample(ties, len(ties))
    both = [
        _core.timing(codes(t[0] for t in one), codes(t[1] for t in one), codes(adopted), lags)
        for one in (ties, shuffled)
    ]
    for name in ("threshold", "threshold_before", "infection", "susceptibility"):
        assert np.array_equal(*(getattr(one, name) for one in both), equal_nan=True)
    tables = [_core.exposure(rows(n, one), codes(adopted), PERIODS) for one in (ties, shuffled)]
    assert np.array_equal(*tables)


@pytest.mark.parametrize(("n", "k", "periods"), [(200_000, 1_500_000, 12), (20_000, 9_000, 300)])
def test_one_and_two_threads_give_the_same_bits(n, k, periods):
    chance = np.random.default_rng(3)
    source, taker = (chance.integers(0, n, k).astype(np.int32) for _ in range(2))
    adopted = chance.integers(0, periods + 1, n).astype(np.int32)
    found, took = _core.rows_of(n, taker, source), adopted > 0
    one, two = (_core.exposure(found, adopted, periods, threads) for threads in (1, 2))
    assert np.array_equal(one, two)
    last = np.full(max(n, k), periods, np.int32)
    holding = _core.Holding(chance.random(k), np.ones(k, np.int32), last[:k])
    until = last[: took.sum()]
    carrying = _core.Carrying(codes([0, *np.cumsum(took)]), adopted[took], until)
    one, two = (
        _core.exposure_in_time(found, holding, carrying, periods, threads) for threads in (1, 2)
    )
    assert np.array_equal(one, two)


@st.composite
def followed(draw):
    n = draw(st.integers(0, 12))
    rows = []
    for _ in range(n):
        since, until = draw(st.integers(1, PERIODS + 1)), draw(st.integers(1, PERIODS))
        took = draw(st.booleans()) and since <= until
        rows.append((draw(st.integers(since, until)) if took else 0, since, until))
    return rows


@steady
@given(followed())
def test_survival_is_kaplan_and_meiers(subjects):
    columns = [codes(row[at] for row in subjects) for at in range(3)]
    found = _core.survival(*columns, PERIODS, 1.959963984540054)
    names = ("at_risk", "events", "censored", "share", "variance", "low", "high")
    ours = np.stack([getattr(found, name).astype(float) for name in names], axis=1)
    lists = [[int(one) for one in column] for column in columns]
    expected = np.array(reference.survival(*lists, PERIODS, 1.959963984540054), float)
    assert ours == pytest.approx(expected, rel=1e-9, nan_ok=True)


@pytest.mark.parametrize("bad", ["ends", "periods", "lags", "survival", "bass"])
def test_what_cannot_be_is_refused(bad):
    calls = {
        "ends": lambda: _core.rows_of(2, codes([0]), codes([2])),
        "periods": lambda: _core.exposure(rows(1, []), codes([7]), PERIODS),
        "lags": lambda: _core.timing(codes([]), codes([]), codes([1]), 0),
        "survival": lambda: _core.survival(codes([3]), codes([1]), codes([2]), 3, 1.96),
        "bass": lambda: _core.bass(np.array([0.1, np.nan, 0.3])),
    }
    with pytest.raises(InputError):
        calls[bad]()


@pytest.fixture(params=["medInnovations", "kfamily"])
def network(request, shared):
    """A real network: what is known of it, and its ties from who is nominated to who nominates."""
    folder = shared / "data" / "diffusion"
    nodes, edges, stats, table = (
        pd.read_csv(folder / f"{request.param}_{name}.csv")
        for name in ("nodes", "edges", "golden_node_stats", "golden_exposure")
    )
    known = json.loads((shared / "data" / "reference_spread.json").read_text("utf-8"))
    ids = pd.Index(nodes["node"])
    return {
        "known": known["diffusion"][request.param],
        "name": request.param,
        "toa": nodes["toa"].to_numpy(np.int32),
        "source": ids.get_indexer(edges["alter"]).astype(np.int32),
        "taker": ids.get_indexer(edges["ego"]).astype(np.int32),
        "stats": stats.set_index("node").loc[ids],
        "table": table.set_index("node").loc[ids].to_numpy(),
    }


def test_exposure_of_the_reference_networks(network):
    toa = network["toa"]
    found = _core.rows_of(len(toa), network["taker"], network["source"])
    assert _core.exposure(found, toa, int(toa.max())) == pytest.approx(network["table"], abs=1e-11)


@pytest.mark.parametrize("lags", [1, 3])
def test_standing_in_the_reference_networks(network, lags):
    found = _core.timing(network["source"], network["taker"], network["toa"], lags)
    stats, known = network["stats"], network["known"]
    for ours, theirs in (
        (found.threshold, "threshold"),
        (found.threshold_before, "threshold_lag1"),
        (found.infection, f"infection_K{lags}_raw"),
        (found.susceptibility, f"suscept_K{lags}_raw"),
    ):
        assert ours == pytest.approx(stats[theirs].to_numpy(), abs=1e-11, nan_ok=True)
    if lags == 1:
        assert found.threshold.mean() == pytest.approx(known["threshold_mean"], abs=1e-11)
        before = np.nanmean(found.threshold_before)
        assert before == pytest.approx(known["threshold_lag1_mean"], abs=1e-11)
        assert found.infection.mean() == pytest.approx(known["infection_K1_raw_mean"], abs=1e-11)
        assert found.susceptibility.mean() == pytest.approx(known["suscept_K1_raw_mean"], abs=1e-11)


def test_a_censored_subject_has_no_threshold(network):
    toa = network["toa"]
    seen = np.where(toa == toa.max(), 0, toa).astype(np.int32)
    found = _core.timing(network["source"], network["taker"], seen, 1)
    known = (seen > 0) & (found.sources > 0)
    expected = {"medInnovations": (0.5631313131, 99), "kfamily": (0.3918740617, 648)}
    mean, count = expected[network["name"]]
    assert known.sum() == count
    assert found.threshold[known].mean() == pytest.approx(mean, abs=1e-10)


def test_bass_both_ways(network):
    toa, known = network["toa"], network["known"]
    share = np.array([(toa <= t).mean() for t in range(1, toa.max() + 1)])
    ways = [name for name in known if name.startswith("bass")]
    assert len(ways) == 2
    for name in ways:
        found = _core.bass(share if "package" in name else share[:-1])
        assert found.converged
        assert [found.innovation, found.imitation] == pytest.approx(known[name], rel=1e-8)


def test_classes_of_takers_and_popularity(network):
    toa, known = network["toa"], network["known"]
    found = _core.timing(network["source"], network["taker"], toa, 1).threshold
    if "cor_indegree_toa" in known:
        named = np.bincount(network["source"], minlength=len(toa))
        assert np.corrcoef(named, toa)[0, 1] == pytest.approx(known["cor_indegree_toa"], abs=5e-7)
    if "threshold_sd" in known:
        assert found.std(ddof=1) == pytest.approx(known["threshold_sd"], abs=1e-10)
    if "classify_pct_README" in known:
        rows, columns = (np.digitize(one, cuts(one)) for one in (toa, found))
        table = np.zeros((4, 4))
        np.add.at(table, (rows, columns), 100 / len(toa))
        assert np.round(table, 2).tolist() == known["classify_pct_README"]


def cuts(values):
    return values.mean() + np.array([-1, 0, 1]) * values.std(ddof=1)
