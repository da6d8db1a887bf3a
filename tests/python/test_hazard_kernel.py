"""Hazards of taking up: the reference regression, the oracle, counting, threads."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_hazard as reference
from lantoa import _core
from soaking import examples

CASES = [(link, firth) for link in ("logit", "cloglog") for firth in (False, True)]


def fit(design, events, link="logit", firth=False, at_risk=None, threads=1):
    table = np.asfortranarray(design, np.float64)
    risk = np.ones(len(table)) if at_risk is None else np.asarray(at_risk, np.float64)
    penalty = _core.Penalty.FIRTH if firth else _core.Penalty.NONE
    return _core.fit_hazard(
        table, risk, np.asarray(events, np.float64), _core.Link[link.upper()], penalty, threads
    )


def doctors(folder):
    """Months at risk of 125 doctors: a column of ones, exposure, traits, month and city."""
    nodes = pd.read_csv(folder / "medInnovations_nodes.csv")
    edges = pd.read_csv(folder / "medInnovations_edges.csv")
    toa = nodes.set_index("node")["toa"]
    named = edges.groupby("ego")["alter"].apply(list)
    rows = []
    for one in nodes.dropna(subset=["belief", "proage"]).itertuples():
        alters = named.get(one.node, [])
        for month in range(2, min(one.toa, 17) + 1):
            exposure = np.mean([toa[a] <= month - 1 for a in alters]) if alters else 0.0
            months = [float(month == other) for other in range(3, 18)]
            cities = [float(one.city == other) for other in (2, 3, 4)]
            traits = [1.0, exposure, one.belief, one.proage, one.proage**2]
            rows.append([*traits, *months, *cities, float(one.toa == month)])
    table = np.array(rows)
    return table[:, :-1], table[:, -1]


def test_the_doctors_give_the_reference_regression(shared):
    told = json.loads((shared / "data" / "reference_spread.json").read_text(encoding="utf-8"))
    expected = told["diffusion"]["medInnovations"]["diffreg"]
    design, events = doctors(shared / "data" / "diffusion")
    found = fit(design, events)
    assert design.shape == (expected["n"], expected["parameters"])
    assert events.sum() == expected["events"]
    assert found.converged
    assert not found.separated
    named = ("exposure", "belief", "proage", "proage_squared")
    assert set(expected) == {*named, "n", "parameters", "events", "deviance", "aic"}
    for at, name in enumerate(named, start=1):
        pair = [found.coefficient[at], found.error[at]]
        np.testing.assert_allclose(pair, expected[name], rtol=0, atol=1e-9)
    assert found.deviance == pytest.approx(expected["deviance"], abs=1e-7)
    aic = found.deviance + 2 * len(found.coefficient)
    assert aic == pytest.approx(expected["aic"], abs=1e-7)


@st.composite
def histories(draw):
    count = draw(st.integers(6, 14))
    rows = [[1.0, draw(st.integers(-2, 2)) / 2] for _ in range(count)]
    return rows, draw(st.lists(st.integers(0, 1), min_size=count, max_size=count))


@pytest.mark.parametrize(("link", "firth"), CASES)
@settings(derandomize=True, max_examples=examples(25), deadline=None)
@given(history=histories())
def test_it_is_what_plain_steps_find(history, link, firth):
    design, events = history
    found = fit(design, events, link, firth)
    if found.collinear:
        assert len({x for _, x in design}) == 1
        return
    if found.separated:
        ones = sorted(x for (_, x), event in zip(design, events, strict=True) if event)
        noes = sorted(x for (_, x), event in zip(design, events, strict=True) if not event)
        assert not ones or not noes or ones[0] >= noes[-1] or ones[-1] <= noes[0]
        assert not firth
        return
    assert found.converged
    coefficient, error = reference.fit(design, events, link, firth)
    np.testing.assert_allclose(found.coefficient, coefficient, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(found.error, error, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(("link", "firth"), CASES)
def test_counted_rows_give_the_same_as_single_ones(link, firth):
    chance = np.random.default_rng(3)
    codes = np.asfortranarray(chance.integers(0, 3, (500, 2)), np.int32)
    events = (chance.random(500) < 0.2 + 0.1 * codes[:, 0]).astype(np.int32)
    counted = _core.counted_at_risk(codes, events, 1)
    assert len(counted.events) == 9
    assert counted.at_risk.sum() == 500
    single = fit(np.column_stack([np.ones(500), codes]), events, link, firth)
    design = np.column_stack([np.ones(9), counted.codes])
    together = fit(design, counted.events, link, firth, counted.at_risk)
    np.testing.assert_allclose(together.coefficient, single.coefficient, rtol=1e-9)
    np.testing.assert_allclose(together.error, single.error, rtol=1e-9)
    assert together.deviance == pytest.approx(single.deviance, rel=1e-12)


@settings(derandomize=True, max_examples=examples(60), deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from([0, 1, 5_000_000]), st.integers(0, 1)),
        max_size=20,
    )
)
def test_rows_are_counted_like_cards(rows):
    codes = np.asfortranarray(np.array([row[:2] for row in rows], np.int32).reshape(-1, 2))
    events = np.array([row[2] for row in rows], np.int32)
    found = _core.counted_at_risk(codes, events, 1)
    kinds = sorted({row[:2] for row in rows})
    assert [tuple(row) for row in found.codes.tolist()] == kinds
    assert found.at_risk.tolist() == [sum(row[:2] == kind for row in rows) for kind in kinds]
    assert found.events.tolist() == [sum(r[2] for r in rows if r[:2] == kind) for kind in kinds]


def test_threads_and_order_change_nothing():
    chance = np.random.default_rng(4)
    codes = np.asfortranarray(chance.integers(0, 50, (3_000_000, 2)), np.int32)
    events = (chance.random(len(codes)) < 0.1).astype(np.int32)
    one, two = (_core.counted_at_risk(codes, events, threads) for threads in (1, 2))
    back = _core.counted_at_risk(np.asfortranarray(codes[::-1]), events[::-1].copy(), 2)
    for other in (two, back):
        assert (one.codes == other.codes).all()
        assert (one.events == other.events).all()
    design = np.asfortranarray(np.column_stack([np.ones(300_000), codes[:300_000]]), np.float64)
    fits = [fit(design, events[:300_000], threads=threads) for threads in (1, 2)]
    assert (fits[0].coefficient == fits[1].coefficient).all()
    assert (fits[0].error == fits[1].error).all()
