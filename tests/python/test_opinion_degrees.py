"""PROMETHEE's flows where no decimal of 15 digits writes values and thresholds."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
from opinion_tables import by_subject, frame
from soaking import examples

KINDS = ("usual", "u", "v", "level", "linear")


def degree(kind, difference, q, p):
    """What a difference counts, by the definition of each function."""
    if kind in ("v", "linear"):
        start = 0 if kind == "v" else q
        return min(max((difference - start) / (p - start), Fraction(0)), Fraction(1))
    low, high = {"usual": (0, 0), "u": (q, q), "level": (q, p)}[kind]
    return Fraction(int(difference > low) + int(difference > high), 2)


def flows_of(column, kind, q, p):
    """Plus flows times the number of rivals, every pair in fractions."""
    exact = [Fraction(repr(value)) for value in column]
    return [sum(degree(kind, one - other, q, p) for other in exact) for one in exact]


def asked(column, kind, q, p):
    needs = {"u": (q, None), "v": (None, p), "usual": (None, None)}.get(kind, (q, p))
    return lt.promethee(
        frame([(value,) for value in column]),
        {"a": 1},
        functions=kind,
        indifference=needs[0],
        preference=needs[1],
    )


def ranked(numbers):
    """1 and how many are larger, and how many share it, of each."""
    return [1 + sum(other > one for other in numbers) for one in numbers]


def check(column, kind, q, p):
    plus = flows_of(column, kind, q, p)
    minus = flows_of([-value for value in column], kind, q, p)
    found = asked(column, kind, q, p)
    rivals = max(len(column) - 1, 1)
    np.testing.assert_allclose(
        by_subject(found, "plus"), [float(one / rivals) for one in plus], rtol=1e-9, atol=1e-12
    )
    np.testing.assert_allclose(
        by_subject(found, "minus"), [float(one / rivals) for one in minus], rtol=1e-9, atol=1e-12
    )
    net = [one - other for one, other in zip(plus, minus, strict=True)]
    assert by_subject(found, "place") == ranked(net)
    assert ranked(found._plus.tolist()) == ranked(plus)
    assert ranked(found._minus.tolist()) == ranked(minus)


@pytest.mark.parametrize("parts", [3, 6, 7, 9, 11])
@pytest.mark.parametrize("kind", KINDS)
def test_a_grid_of_whole_numbers_meets_thresholds_in_thirds(kind, parts):
    """A difference that is the threshold is none above it, whatever doubles make of it."""
    for unit in (1, 2):
        q, p = Fraction(unit, parts), Fraction(unit + 1, parts)
        check([float(at) for at in range(parts + 1)], kind, q, p)
        check([round(at / parts, 15) for at in range(parts + 1)], kind, q, p)


@pytest.mark.parametrize("kind", KINDS)
def test_decimals_of_16_digits_are_told_from_a_threshold(kind):
    """The difference of the two is q, though the doubles' is above it."""
    high, low = 0.6272814968797584, 0.5502170961520964
    q = Fraction(repr(high)) - Fraction(repr(low))
    column = [high, low, 0.3]
    check(column, kind, q, 2 * q)
    check([-value for value in column], kind, q, 2 * q)
    if kind == "u":
        assert high - low > float(q)  # what the naive comparison counts
        assert by_subject(asked(column, kind, q, None), "plus") == [0.5, 0.5, 0.0]


CELLS = st.one_of(
    st.integers(0, 14).map(lambda at: at / 7),
    st.integers(-20, 20).map(lambda at: at / 6),
    st.floats(-1, 1, width=64).map(lambda one: round(one, 16)),
    st.integers(0, 3).map(float),
)


@settings(derandomize=True, max_examples=examples(150), deadline=None)
@given(st.lists(CELLS, min_size=2, max_size=8), st.sampled_from(KINDS), st.data())
def test_flows_are_those_of_fractions(column, kind, data):
    """Thresholds are differences of the column's own decimals: the cases in doubt."""
    column = [value + 0.0 for value in column]
    at = st.sampled_from(
        sorted({abs(Fraction(repr(a)) - Fraction(repr(b))) for a in column for b in column})
    )
    q, more = data.draw(at), data.draw(st.one_of(at, st.just(Fraction(1, 3))))
    check(column, kind, q, q + (more or Fraction(1, 7)))


def test_a_ramp_that_is_steep_beside_its_values_leaves_ties_tied():
    """Rounding of the values is multiplied by the slope; two mirror images stay level."""
    column = [1000.1234567890123, 1000.1234567890124, 1000.1234567890126, 1000.1234567890127]
    check(column, "v", Fraction(0), Fraction(1, 10**13))
    check(column, "linear", Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**20))


def test_who_lacks_a_value_takes_no_part_in_its_pairs():
    rows = [(1 / 3, 1), (2 / 3, 2), (None, 3), (1.0, 4)]
    q = Fraction(repr(2 / 3)) - Fraction(repr(1 / 3))
    found = lt.promethee(
        frame(rows),
        {"a": 1, "b": 1},
        functions={"a": "u"},
        indifference={"a": q},
        missing="abstain",
    )
    pairs = flows_of([1 / 3, 2 / 3, 1.0], "u", q, None)
    plus = [pairs[0], pairs[1] + 1, Fraction(2), pairs[2] + 3]
    assert by_subject(found, "plus") == pytest.approx([float(one) / 6 for one in plus], abs=1e-15)


def test_a_measure_that_nobody_has_weighs_nothing():
    rows = [(1, None), (2, None)]
    found = lt.promethee(
        frame(rows),
        {"a": 1, "b": 1},
        functions={"b": "v"},
        preference={"b": 10**16},
        missing="abstain",
    )
    assert by_subject(found, "net") == [-0.5, 0.5]
