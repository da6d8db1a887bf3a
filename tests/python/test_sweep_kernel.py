"""The core's sweep against sorting everybody by hand, at every crossing and beside it."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_sweep
from lantoa import _core
from soaking import examples

MOST = 2**60
some = settings(max_examples=examples(300), derandomize=True)


def lines_of(rows, seats):
    lines = _core.Lines()
    width = len(rows[0][2]) if rows else 1
    lines.a = np.array([row[0] for row in rows], np.int64)
    lines.b = np.array([row[1] for row in rows], np.int64)
    lines.chain = np.array([row[2] for row in rows], np.int64).reshape(len(rows), width)
    lines.group = np.array([row[3] for row in rows], np.int32)
    lines.seats = np.array(seats, np.int32)
    return lines


def theta(value):
    return _core.Theta(*Fraction(value).as_integer_ratio())


def number(found):
    return Fraction(found.numerator, found.denominator)


small = st.integers(-4, 4)
great = st.sampled_from([-MOST, 1 - MOST, MOST - 1, MOST]) | st.integers(-MOST, MOST)


def rows_of(numbers, most):
    chain = st.lists(st.integers(0, 1), min_size=1, max_size=1)
    row = st.tuples(numbers, numbers, chain, st.integers(-1, 1))
    return st.lists(row, max_size=most)


seats = st.lists(st.integers(0, 6), min_size=2, max_size=2)
ends = st.fractions(-3, 3, max_denominator=4)
ranges = st.tuples(ends, ends).map(sorted)


def expect_as_sorted(rows, given_, low, high):
    found = _core.sweep(lines_of(rows, given_), theta(low), theta(high), 10**6)
    assert found.start.tolist() == reference_sweep.sides(rows, given_, low)
    told = []
    for at in range(len(found.numerator)):
        changes = range(found.first[at], found.first[at + 1])
        point = Fraction(int(found.numerator[at]), int(found.denominator[at]))
        told.append(
            (
                point,
                [
                    tuple(int(x[i]) for x in (found.row, found.before, found.at, found.after))
                    for i in changes
                ],
            )
        )
    expected = [
        (
            point,
            [
                (row, *three)
                for row, three in enumerate(zip(before, at, after, strict=True))
                if len(set(three)) > 1
            ],
        )
        for point, before, at, after in reference_sweep.sweep(rows, given_, low, high)
    ]
    assert told == expected


@some
@given(rows_of(small, 8), seats, ranges)
def test_every_breakpoint_and_no_other_is_told(rows, given_, ends_):
    expect_as_sorted(rows, given_, *ends_)


@settings(max_examples=examples(100), derandomize=True)
@given(rows_of(great, 6), seats, st.tuples(great, great).map(sorted))
def test_numbers_near_the_greatest_stay_exact(rows, given_, ends_):
    expect_as_sorted(rows, given_, *map(Fraction, ends_))


@some
@given(rows_of(small, 8), seats, ranges, st.data())
def test_between_and_at_random_values_the_set_is_that_of_sorting(rows, given_, ends_, data):
    low, high = ends_
    found = _core.sweep(lines_of(rows, given_), theta(low), theta(high), 10**6)
    asked = data.draw(st.fractions(low, high, max_denominator=50))
    now = found.start.copy()
    for at in range(len(found.numerator)):
        point = Fraction(int(found.numerator[at]), int(found.denominator[at]))
        changed = slice(found.first[at], found.first[at + 1])
        if point <= asked:
            part = found.at if point == asked else found.after
            now[found.row[changed]] = part[changed]
    assert now.tolist() == reference_sweep.sides(rows, given_, asked)


@some
@given(rows_of(small, 8), seats, ranges, st.data())
def test_the_unchanged_interval_ends_where_somebody_changes_sides(rows, given_, ends_, data):
    low, high = ends_
    points = [low, high, *reference_sweep.crossings(rows, low, high)]
    now = data.draw(st.sampled_from(points) | st.fractions(low, high, max_denominator=9))
    found = _core.unchanged(lines_of(rows, given_), theta(low), theta(high), theta(now))
    told = number(found.from_), number(found.to), found.has_from, found.has_to
    assert told == reference_sweep.unchanged(rows, given_, low, high, now)


@some
@given(rows_of(small, 8), ranges, st.data())
def test_one_subjects_places_are_those_of_sorting(rows, ends_, data):
    low, high = ends_
    there = [at for at, row in enumerate(rows) if row[3] >= 0]
    if not there:
        return
    one = data.draw(st.sampled_from(there))
    found = _core.course(lines_of(rows, [1, 1]), theta(low), theta(high), one)
    points = [
        Fraction(*pair)
        for pair in zip(found.numerator.tolist(), found.denominator.tolist(), strict=True)
    ]
    for at, point in enumerate(points):
        told = found.place[at], found.tied[at]
        assert told == reference_sweep.place(rows, one, point)
    for at, (before, after) in enumerate(pairwise(points)):
        told = found.place_after[at], found.tied_after[at]
        assert told == reference_sweep.place(rows, one, (before + after) / 2)
    assert points == sorted(set(points))
    assert {points[0], points[-1]} == {low, high}


@given(rows_of(small, 6), seats, st.randoms())
@settings(max_examples=examples(50), derandomize=True)
def test_the_order_of_rows_changes_nothing(rows, given_, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    one = _core.sweep(lines_of(rows, given_), theta(-2), theta(2), 10**6)
    mixed = [rows[at] for at in order]
    other = _core.sweep(lines_of(mixed, given_), theta(-2), theta(2), 10**6)
    assert other.start.tolist() == one.start[order].tolist() if rows else True
    assert other.numerator.tolist() == one.numerator.tolist()
    assert sorted(order[row] for row in other.row) == sorted(one.row.tolist())


def test_what_would_overflow_is_refused():
    for row in ((MOST + 1, 0, [0], 0), (0, -MOST - 1, [0], 0)):
        with pytest.raises(lt.InputError, match="more than can be compared exactly"):
            _core.sweep(lines_of([row], [1]), theta(0), theta(1), 10)


def test_more_changes_than_were_asked_for_are_refused():
    rows = [(10, -1, [0], 0), (0, 1, [0], 0)]
    with pytest.raises(lt.InputError, match="more than 1 changes"):
        _core.sweep(lines_of(rows, [1]), theta(0), theta(10), 1)
