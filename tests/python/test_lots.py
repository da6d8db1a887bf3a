"""What a lot could have drawn instead: against every draw made one by one."""

from __future__ import annotations

from fractions import Fraction
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_lots as reference
from lantoa import _core
from soaking import examples

EFFORT = _core.Budget(seed=1)
quick = settings(derandomize=True, max_examples=examples(150), deadline=None)


def codes(numbers):
    return np.array(numbers, dtype=np.int32)


def ask(values, drawn, stratum, is_studentised=False, effort=EFFORT):
    tails = _core.lot_tails(
        np.array(values, dtype=float), codes(drawn), codes(stratum), is_studentised, effort
    )
    return tails.counted, tails.upper, tails.lower, tails.two


SCALES = (1.0, 0.1, 1e9, 1e-6)


def decimals(scale):
    """Values of one magnitude, with ties."""
    whole = st.one_of(st.integers(-3, 3), st.integers(-999, 999))
    return whole.map(lambda i: float(f"{i * scale:.12g}"))


@st.composite
def lots(draw, least=1, most=8):
    n = draw(st.integers(least, most))
    scale = draw(st.sampled_from(SCALES))
    values = draw(st.lists(decimals(scale), min_size=n, max_size=n))
    drawn = draw(st.lists(st.integers(0, 1), min_size=n, max_size=n))
    stratum = draw(st.lists(st.integers(0, min(2, n - 1)), min_size=n, max_size=n))
    return values, drawn, stratum


@quick
@given(lots())
def test_counts_as_the_draws_one_by_one_do(lot):
    values, drawn, stratum = lot
    numbers = reference.centred(values, stratum)
    expected = reference.tails(lambda rows: reference.total(numbers, rows), drawn, stratum)
    assert ask(values, drawn, stratum) == expected
    assert _core.arrangement_count(codes(drawn), codes(stratum)) == expected[0]


@quick
@given(lots())
def test_counts_near_sums_as_equal_where_values_are_no_decimals(lot):
    values, drawn, stratum = lot
    assert ask([v / 3 for v in values], drawn, stratum) == ask(values, drawn, stratum)


@quick
@given(lots(), st.integers(0, 7), st.sampled_from([1e15, -1e-12]))
def test_never_counts_fewer_than_there_are_where_magnitudes_differ(lot, at, far):
    values, drawn, stratum = lot
    values = [*values[:at], far, *values[at + 1 :]][: len(values)]
    numbers = reference.centred(values, stratum)
    exact = reference.tails(lambda rows: reference.total(numbers, rows), drawn, stratum)
    assert all(
        mine >= other for mine, other in zip(ask(values, drawn, stratum), exact, strict=True)
    )


@st.composite
def fair_lots(draw):
    values, drawn, stratum = [], [], []
    scale = draw(st.sampled_from(SCALES))
    for s in range(draw(st.integers(1, 2))):
        k, rest = draw(st.integers(2, 3)), draw(st.integers(2, 3))
        values += draw(st.lists(decimals(scale), min_size=k + rest, max_size=k + rest))
        drawn += [1] * k + [0] * rest
        stratum += [s] * (k + rest)
    return values, drawn, stratum


@quick
@given(fair_lots())
def test_studentised_counts_as_the_draws_one_by_one_do(lot):
    values, drawn, stratum = lot
    expected = reference.tails(reference.t_value(values, stratum), drawn, stratum)
    assert ask(values, drawn, stratum, is_studentised=True) == expected


@quick
@given(lots(least=2, most=7), st.sampled_from([0.05, 0.2, 0.5]))
def test_the_interval_holds_what_the_test_keeps(lot, alpha):
    values, drawn, stratum = lot
    flags = reference.centred(drawn, stratum)
    if not any(flags):
        with pytest.raises(lt.InputError, match="some of it"):
            _core.shift_interval(np.array(values), codes(drawn), codes(stratum), alpha, EFFORT)
        return
    shift = _core.shift_interval(np.array(values), codes(drawn), codes(stratum), alpha, EFFORT)
    nudge = Fraction(1, 10**4) * Fraction(max(1, max(abs(v) for v in values)))
    for end, out in ((shift.low, -nudge), (shift.high, nudge)):
        if np.isinf(end):
            far = Fraction(10) ** 15 * (1 if out > 0 else -1)
            assert reference.p_without(far, values, drawn, stratum) > alpha
        else:
            assert reference.p_without(Fraction(end) + out, values, drawn, stratum) <= alpha
    assert shift.low <= shift.estimate <= shift.high


def test_the_smallest_p_is_what_the_luckiest_outcome_gives():
    for drawn, stratum in [
        ([1] + [0] * 9, [0] * 10),
        ([1, 1, 1, 0, 0, 0], [0] * 6),
        ([1, 1, 0, 0, 0], [0] * 5),
        ([1, 0, 1, 0], [0, 0, 1, 1]),
        ([1, 0, 1, 0, 0], [0, 0, 1, 1, 1]),
        ([1, 1, 0], [0, 0, 1]),
    ]:
        values = [float(10 * flag + row / 7) for row, flag in enumerate(drawn)]
        counted, _, _, two = ask(values, drawn, stratum)
        assert _core.smallest_p(codes(drawn), codes(stratum), EFFORT) == pytest.approx(
            two / counted
        )


def test_one_of_ten_never_comes_below_a_tenth():
    drawn, stratum = codes([1] + [0] * 9), codes([0] * 10)
    assert _core.smallest_p(drawn, stratum, EFFORT) == pytest.approx(0.1)
    found = _core.detectable_shift(drawn, stratum, 0.05, 0.8, 200, 1)
    assert found.shift == np.inf
    shift = _core.shift_interval(np.arange(10.0), drawn, stratum, 0.05, EFFORT)
    assert (shift.low, shift.high) == (-np.inf, np.inf)


def test_many_arrangements_are_sampled_and_the_draw_itself_is_one():
    rng = np.random.default_rng(0)
    values, drawn = rng.normal(size=80), codes([1] * 30 + [0] * 50)
    effort = _core.Budget(seed=4, draws=999)
    tails = _core.lot_tails(values, drawn, codes([0] * 80), False, effort)
    assert (tails.counted, tails.is_exact) == (1000, False)
    values[:30] += 100
    tails = _core.lot_tails(values, drawn, codes([0] * 80), False, effort)
    assert (tails.upper, tails.two) == (1, 1)  # p is never 0


def test_the_order_of_rows_does_not_matter():
    rng = np.random.default_rng(3)
    values = rng.normal(size=14)
    drawn, stratum = codes(rng.integers(0, 2, 14)), codes(rng.integers(0, 3, 14))
    for is_studentised in (False, len(set(drawn)) == 1):
        expected = ask(values, drawn, stratum, is_studentised)
        for _ in range(5):
            order = rng.permutation(14)
            assert ask(values[order], drawn[order], stratum[order], is_studentised) == expected


def test_a_lot_of_thirty_and_its_interval_take_no_time():
    values, drawn = np.random.default_rng(0).normal(size=30), codes([1] * 6 + [0] * 24)
    stratum = codes([0] * 30)
    assert _core.arrangement_count(drawn, stratum) == 593_775
    start = perf_counter()
    _core.lot_tails(values, drawn, stratum, False, EFFORT)
    _core.shift_interval(values, drawn, stratum, 0.05, EFFORT)
    _core.detectable_shift(drawn, stratum, 0.05, 0.8, 2_000, 1)
    assert perf_counter() - start < 2  # 0.15 s on an idle machine


def test_numbers_that_are_no_lot_are_refused():
    two = codes([1, 0])
    with pytest.raises(lt.InputError, match="drawn must be 0 or 1, not 2 in row 1"):
        ask([1, 2], [1, 2], [0, 0])
    with pytest.raises(lt.InputError, match="values must be finite, not so in row 0"):
        ask([np.nan, 2], [1, 0], [0, 0])
    with pytest.raises(lt.InputError, match="draws must be 1 to 10000000, not 0"):
        ask([1, 2], two, [0, 0], effort=_core.Budget(seed=1, draws=0))
    with pytest.raises(lt.InputError, match="two drawn and two not drawn in stratum 0"):
        ask([1, 2], two, [0, 0], is_studentised=True)
