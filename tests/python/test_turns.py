"""Lots in waves: the kernel beside every deal of the labels, and beside what others compute."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_turns as reference
from lantoa import _core

EFFORT = _core.Budget(seed=1)
CONTROLS = _core.Controls.NOT_YET


def codes(numbers):
    return np.array(numbers, np.int32)


def packed(turns):
    return _core.Turns(
        wave=codes(turns.wave),
        stratum=codes(turns.stratum),
        start=codes(turns.start),
        clean=codes(turns.clean),
        years=turns.years,
    )


def table(values):
    return np.asfortranarray(np.array(values, float))


def found(turns, values, weight, alpha=0.1, effort=EFFORT):
    return _core.staggered(table(values), packed(turns), np.array(weight, float), alpha, effort)


def shares(one):
    tails = one.tails
    return tuple(Fraction(got, tails.counted) for got in (tails.upper, tails.lower, tails.two))


@st.composite
def staggered_lots(draw):
    """Up to seven subjects in up to two strata, up to two waves, with some cell."""
    years = draw(st.integers(1, 3))
    waves = draw(st.integers(1, 2))
    n = draw(st.integers(2, 7))
    start = sorted(draw(st.lists(st.integers(0, years), min_size=waves, max_size=waves)))
    clean = [draw(st.integers(0, one)) for one in start]
    wave = draw(st.lists(st.integers(0, waves), min_size=n, max_size=n))
    stratum = draw(st.lists(st.integers(0, min(1, n - 1)), min_size=n, max_size=n))
    turns = reference.Turns(wave, stratum, start, clean, years)
    one = st.integers(-3, 3)
    values = draw(st.lists(st.lists(one, min_size=years, max_size=years), min_size=n, max_size=n))
    count = len(reference.cells(turns))
    weight = draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    return turns, values, weight


@settings(max_examples=150, deadline=None)
@given(staggered_lots())
def test_every_deal_of_the_labels_is_counted(drawn):
    turns, values, weight = drawn
    cells = _core.turn_cells(packed(turns))
    assert list(zip(cells.wave.tolist(), cells.year.tolist(), strict=True)) == reference.cells(
        turns
    )
    if not sum(weight):
        return
    one = found(turns, values, weight)
    exact = [[Fraction(value) for value in row] for row in values]
    assert shares(one) == reference.tails(turns, exact, weight)
    assert one.estimate == pytest.approx(float(reference.aggregate(turns, exact, weight)), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(staggered_lots(), st.sampled_from([0.05, 0.2, 0.34]))
def test_an_interval_holds_what_the_test_keeps_and_nothing_else(drawn, alpha):
    turns, values, weight = drawn
    if not sum(weight):
        return
    one = found(turns, values, weight, alpha)
    exact = [[Fraction(value) for value in row] for row in values]

    def p(shift):
        return reference.tails(turns, reference.without(turns, exact, shift), weight)[2]

    level, near = Fraction(str(alpha)), Fraction(1, 10**6)
    for end, side in ((one.low, 1), (one.high, -1)):
        if np.isfinite(end):
            assert p(Fraction(end) + side * near) > level or one.low == pytest.approx(one.high)
            assert p(Fraction(end) - side * near) <= level
        else:
            assert p(Fraction(-side * 10**6)) > level


@settings(max_examples=60, deadline=None)
@given(staggered_lots())
def test_the_smallest_p_is_reached_and_no_outcome_goes_below(drawn):
    turns, values, weight = drawn
    if not sum(weight):
        return
    coded, weighed = packed(turns), np.array(weight, float)
    floor = _core.smallest_turn_p(coded, weighed, EFFORT)
    exact = [[Fraction(value) for value in row] for row in values]
    assert reference.tails(turns, exact, weight)[2] >= Fraction(floor).limit_denominator(10**6)
    # The most telling outcome is what each subject adds to the comparison itself.
    zero = [[Fraction(0)] * turns.years for _ in turns.wave]
    telling = []
    for row in range(len(turns.wave)):
        telling.append([])
        for year in range(turns.years):
            unit = [list(one) for one in zero]
            unit[row][year] = Fraction(1)
            telling[row].append(reference.aggregate(turns, unit, weight))
    reached = reference.tails(turns, telling, weight)[2]
    assert float(reached) == pytest.approx(floor)


@settings(max_examples=40, deadline=None)
@given(staggered_lots(), st.randoms(use_true_random=False))
def test_no_order_of_rows_changes_anything(drawn, random):
    turns, values, weight = drawn
    if not sum(weight):
        return
    order = list(range(len(values)))
    random.shuffle(order)
    moved = reference.Turns(
        [turns.wave[at] for at in order],
        [turns.stratum[at] for at in order],
        turns.start,
        turns.clean,
        turns.years,
    )
    one, other = found(turns, values, weight), found(moved, [values[at] for at in order], weight)
    assert shares(one) == shares(other)
    assert other.estimate == pytest.approx(one.estimate, abs=1e-12)
    assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_single_wave_is_a_lot(data):
    n = data.draw(st.integers(2, 9))
    flags = data.draw(st.lists(st.integers(0, 1), min_size=n, max_size=n))
    stratum = data.draw(st.lists(st.integers(0, min(1, n - 1)), min_size=n, max_size=n))
    values = data.draw(st.lists(st.integers(-50, 50), min_size=n, max_size=n))
    turns = reference.Turns(flags, stratum, [0], [0], 1)
    if not reference.cells(turns):
        return
    numbers = np.array(values) / 10
    one = found(turns, numbers[:, None], [1])
    tails = _core.lot_tails(numbers, codes(flags), codes(stratum), False, EFFORT)
    shift = _core.shift_interval(numbers, codes(flags), codes(stratum), 0.1, EFFORT)
    assert shares(one) == tuple(
        Fraction(got, tails.counted) for got in (tails.upper, tails.lower, tails.two)
    )
    assert one.estimate == pytest.approx(shift.estimate, abs=1e-12)
    assert (one.low, one.high) == pytest.approx((shift.low, shift.high), abs=1e-9)


def test_counties_have_the_group_time_differences_of_the_cohort_kernel(shared):
    frame = pd.read_csv(shared / "data" / "did" / "mpdta.csv")
    wide = frame.pivot_table(index="countyreal", columns="year", values="lemp").sort_index()
    first = frame.groupby("countyreal")["first.treat"].first().loc[wide.index].to_numpy(int)
    years, waves = wide.columns.tolist(), sorted({int(one) for one in first} - {0})
    label = codes([waves.index(one) + 1 if one else 0 for one in first])
    starts = codes([years.index(one) for one in waves])
    turns = _core.Turns(
        wave=label, stratum=np.zeros_like(label), start=starts, clean=starts, years=len(years)
    )
    cells = _core.turn_cells(turns)
    since = codes([years.index(one) + 1 if one else 0 for one in first])
    how = _core.Comparison(controls=CONTROLS, base=_core.Base.UNIVERSAL, anticipation=0)
    moments = _core.cohort_moments(np.asfortranarray(wide.to_numpy(float)), since, 1)
    others = _core.group_time(moments, how)
    known = {
        (int(group), int(period)): float(effect)
        for group, period, effect in zip(others.group, others.period, others.effect, strict=True)
    }
    assert len(cells.wave) == 7
    for at, (wave, year) in enumerate(zip(cells.wave, cells.year, strict=True)):
        base = wide.to_numpy(float)[:, starts[wave - 1] - 1][:, None]  # the wave's own last year
        weight = np.zeros(len(cells.wave))
        weight[at] = 1
        values = np.asfortranarray(wide.to_numpy(float) - base)
        one = _core.staggered(values, turns, weight, 0.05, _core.Budget(draws=1, seed=1))
        assert one.estimate == pytest.approx(known[starts[wave - 1] + 1, year + 1], abs=1e-9)


def test_what_would_be_found_is_found_in_four_of_five():
    wave = codes([1] * 4 + [2] * 4 + [0] * 8)
    turns = _core.Turns(
        wave=wave, stratum=np.zeros(16, np.int32), start=codes([0, 1]), clean=codes([0, 1]), years=3
    )
    weight = np.full(len(_core.turn_cells(turns).wave), 4.0)
    covariance = np.asfortranarray(np.full((3, 3), 0.5) + 0.5 * np.eye(3))
    size = _core.detectable_turns(turns, weight, covariance, 0, 0.05, 0.8, 2_000, 1).shift
    chance = np.random.default_rng(5)
    given_it = np.arange(3)[None, :] >= np.array([9, 0, 1])[wave][:, None]
    held = []
    for _ in range(800):
        noise = chance.multivariate_normal(np.zeros(3), covariance, 16)
        values = np.asfortranarray(noise + size * given_it)
        effort = _core.Budget(most=1, draws=499, seed=int(chance.integers(2**31)))
        tails = _core.staggered(values, turns, weight, 0.05, effort).tails
        held.append(tails.two / tails.counted <= 0.05)
    assert 0.75 < np.mean(held) < 0.85
