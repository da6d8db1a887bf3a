"""Second opinions against the slow oracle: ties, missing values, constant columns, any magnitude."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_opinions as reference
from opinion_tables import IDS, NAMES, asked, by_subject, frame, numbers, shares, weights_of
from soaking import examples

some = settings(max_examples=examples(100), derandomize=True, deadline=None)
few = settings(max_examples=examples(40), derandomize=True, deadline=None)

DECIMALS = ("1", "0.1", "0.01", "0.0000000001", "1e15")
STEPS = (*DECIMALS, "1e-200", "1e200")
FINE = (*DECIMALS, Fraction(1, 2**600), Fraction(2**600))  # whose multiples doubles hold


@st.composite
def preferences(draw, p):
    """A function with thresholds for each of p measures, in steps of the grid."""
    found = []
    for _ in range(p):
        function = draw(st.sampled_from(["usual", "u", "v", "level", "linear"]))
        q = draw(st.integers(0, 4)) if function in ("u", "level", "linear") else 0
        p_ = q + draw(st.integers(1, 5)) if function in ("v", "level", "linear") else 0
        found.append((function, q, p_))
    return found


@st.composite
def outranked(draw, missing=False):
    step = draw(st.sampled_from(FINE))
    rows, whole = draw(asked(steps=(step,), missing=missing))
    chosen = draw(preferences(len(whole)))
    step = Fraction(step)
    return rows, whole, [(function, q * step, p * step) for function, q, p in chosen]


def promethee(rows, whole, functions, **more):
    kinds = {NAMES[at]: one[0] for at, one in enumerate(functions)}
    indifference = {
        NAMES[at]: q
        for at, (kind, q, _) in enumerate(functions)
        if kind in ("u", "level", "linear")
    }
    preference = {
        NAMES[at]: p
        for at, (kind, _, p) in enumerate(functions)
        if kind in ("v", "level", "linear")
    }
    return lt.promethee(
        frame(numbers(rows)),
        weights_of(whole),
        functions=kinds,
        indifference=indifference,
        preference=preference,
        **more,
    )


def check_flows(found, rows, whole, functions):
    plus, minus = reference.flows(rows, shares(whole), functions)
    net = [one - other for one, other in zip(plus, minus, strict=True)]
    for column, expected in (("plus", plus), ("minus", minus), ("net", net)):
        told = by_subject(found, column)
        assert told == pytest.approx([float(one) for one in expected], abs=1e-12)
    assert by_subject(found, "place") == [reference.place(net, at) for at in range(len(rows))]
    assert sum(by_subject(found, "net")) == pytest.approx(0, abs=1e-12)
    for one in range(len(rows)):
        for other in range(len(rows)):
            expected = reference.relation(plus, minus, one, other)
            assert found.relation(IDS[one], IDS[other]) == expected


@some
@given(outranked())
def test_promethee_is_the_definition_on_tied_grids(case):
    """To 1e-12, and every tie and relation exactly: 0.7 less 0.4 is 0.3."""
    check_flows(promethee(*case), *case)


@few
@given(outranked(missing=True))
def test_promethee_says_nothing_of_what_one_of_two_lacks(case):
    check_flows(promethee(*case, missing="abstain"), *case)


@some
@given(asked(steps=STEPS), st.sampled_from(["minmax", "vector"]))
def test_topsis_is_the_definition(case, norm):
    rows, whole = case
    found = lt.topsis(frame(numbers(rows)), weights_of(whole), norm=norm)
    expected = reference.closeness(rows, shares(whole), norm)
    assert by_subject(found, "closeness") == pytest.approx(expected, abs=1e-9)
    best, worst = reference.squared_distances(rows, shares(whole), norm)
    order = [b / (a + b) if a + b else Fraction(1, 2) for a, b in zip(best, worst, strict=True)]
    assert by_subject(found, "place") == [reference.place(order, at) for at in range(len(rows))]


@some
@given(asked(steps=STEPS), st.sampled_from(["0", "0.5", "1/3", "1"]))
def test_vikor_is_the_definition(case, majority):
    rows, whole = case
    found = lt.vikor(frame(numbers(rows)), weights_of(whole), majority=majority)
    s, r, q = reference.regrets(rows, shares(whole), Fraction(majority))
    for column, expected in (("s", s), ("r", r), ("q", q)):
        assert by_subject(found, column) == [float(one) for one in expected]
    less = [-one for one in q]
    assert by_subject(found, "place") == [reference.place(less, at) for at in range(len(rows))]
    assert {IDS[at] for at in range(len(rows)) if q[at] == min(q)} <= set(found.compromise)


@some
@given(asked(steps=STEPS))
def test_borda_is_the_definition(case):
    rows, whole = case
    found = lt.borda(frame(numbers(rows)), weights_of(whole))
    expected = reference.borda(rows, shares(whole))
    assert by_subject(found, "points") == pytest.approx([float(one) for one in expected])
    assert by_subject(found, "place") == [reference.place(expected, at) for at in range(len(rows))]


@some
@given(st.one_of(asked(steps=STEPS), asked(steps=STEPS, missing=True)))
def test_copeland_is_the_definition(case):
    rows, whole = case
    found = lt.copeland(frame(numbers(rows)), weights_of(whole), missing="abstain")
    wins, losses, ties = reference.copeland(rows, shares(whole))
    assert by_subject(found, "wins") == wins
    assert by_subject(found, "losses") == losses
    assert by_subject(found, "ties") == ties
    circles = {frozenset(IDS.index(name) for name in cycle) for cycle in found.cycles}
    assert circles == reference.circles(rows, shares(whole))


@few
@given(asked(steps=("0.1",), missing=True, least=2), st.randoms(use_true_random=False))
def test_no_order_of_rows_or_measures_changes_an_opinion(case, random):
    rows, whole = case
    table, weights = frame(numbers(rows)), weights_of(whole)
    turned = table.sample(frac=1, random_state=random.randrange(2**31), ignore_index=True)
    for ask in (lt.promethee, lt.copeland):
        one, other = (ask(data, weights, missing="abstain") for data in (table, turned))
        assert one.frame.equals(other.frame)
    if table.notna().all(axis=1).any():
        for ask in (lt.topsis, lt.borda, lt.vikor):
            assert ask(table, weights).frame.equals(ask(turned, weights).frame)


def test_many_subjects_meet_the_definition_too():
    """Two thousand of them, every pair by numpy."""
    random = np.random.default_rng(5)
    column = random.integers(0, 900, 2_000) / 10
    ids = [f"S{at:05d}" for at in range(len(column))]
    found = lt.promethee(
        pd.DataFrame({"subject_id": ids, "a": column}),
        {"a": 1},
        functions="linear",
        indifference="0.5",
        preference=20,
    )
    away = np.rint(10 * (column[:, None] - column[None, :]))
    degree = np.clip((away - 5) / 195, 0, 1) * (away > 0)
    net = (degree.sum(axis=1) - degree.sum(axis=0)) / (len(column) - 1)
    told = found.standing().scores
    assert np.abs(told - net).max() < 1e-12


@given(st.integers(1, 12))
@settings(derandomize=True, deadline=None)
def test_centroid_weights_are_the_mean_of_the_corners(m):
    found = lt.roc_weights([f"m{at}" for at in range(m)])
    assert list(found.values()) == reference.centroid(m)
    assert sum(found.values()) == 1
