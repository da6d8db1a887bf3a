"""Who keeps a seat when weights move: the kernel against every corner and every pair."""

from fractions import Fraction

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

import reference_box as reference
from contests import IN, PERHAPS, SO_FAR
from lantoa import _core
from soaking import examples

NAMES = {IN: "in", SO_FAR: "so_far", PERHAPS: "perhaps"}
FIELDS = ("best", "worst", "last_worst", "sure", "possible", "attained", "attained_out")

some = settings(max_examples=examples(400), derandomize=True, deadline=None)


@st.composite
def offices(draw, entries=(IN, IN, IN, SO_FAR, PERHAPS), missing=True):
    """(everybody, seats low, on record and high, weights, spread) of one group."""
    m, k = draw(st.integers(1, 4)), draw(st.integers(0, 1))
    row = st.lists(st.integers(0, 3), min_size=m, max_size=m)
    chain = st.lists(st.integers(0, 1), min_size=k, max_size=k)

    def subject():
        low, chain_low = draw(row), draw(chain)
        is_open = missing and draw(st.booleans())
        high = [max(a, b) for a, b in zip(low, draw(row), strict=True)] if is_open else low
        chain_high = (
            [max(a, b) for a, b in zip(chain_low, draw(chain), strict=True)]
            if is_open
            else chain_low
        )
        entry = NAMES[draw(st.sampled_from(entries))]
        return {
            "low": low,
            "high": high,
            "chain_low": chain_low,
            "chain_high": chain_high,
            "entry": entry,
        }

    everybody = [subject() for _ in range(draw(st.integers(1, 6)))]
    seats = sorted(draw(st.lists(st.integers(0, 4), min_size=3, max_size=3)))
    weights = draw(st.lists(st.integers(0, 6), min_size=m, max_size=m).filter(any))
    per_cent = draw(st.sampled_from([0, 10, 33, 50, 100]))
    return everybody, seats, [w * 100 for w in weights], [w * per_cent for w in weights]


def weighed_of(everybody):
    entries = {name: code for code, name in NAMES.items()}
    n = len(everybody)

    def table(key, first=()):
        rows = [[*first, *one[key]] for one in everybody]
        return np.array(rows, np.int64).reshape(n, -1)

    found = _core.Weighed()
    contest = _core.Contest()
    contest.group = np.zeros(n, np.int32)
    contest.entry = np.array([entries[one["entry"]] for one in everybody], np.int32)
    contest.low, contest.high = table("chain_low", (0,)), table("chain_high", (0,))
    found.contest, found.low, found.high = contest, table("low"), table("high")
    return found


def seats_of(low, on_record, high):
    seats = _core.Seats()
    seats.low, seats.on_record, seats.high = (
        np.array([x], np.int32) for x in (low, on_record, high)
    )
    return seats


def sway_of(weights, spread):
    sway = _core.Sway()
    sway.weights, sway.spread = weights, spread
    return sway


def effort_of(pairs=10**6, looks=10**6):
    effort = _core.Effort()
    effort.pairs, effort.looks = pairs, looks
    return effort


def asked(office, effort=None):
    everybody, seats, weights, spread = office
    return _core.robust_members(
        weighed_of(everybody), sway_of(weights, spread), seats_of(*seats), effort or effort_of()
    )


def one(low, high=None, entry="in"):
    return {"low": low, "high": high or low, "chain_low": [], "chain_high": [], "entry": entry}


@some
@example(([one([1, 1]), one([1, 1])], [1, 1, 1], [100, 100], [10, 10]))  # equal rows
@example(([one([0, 2]), one([0, 1])], [1, 1, 1], [100, 100], [100, 100]))  # an empty column
@given(offices())
def test_agrees_with_every_corner_and_every_pair(office):
    everybody, seats, weights, spread = office
    found = asked(office)
    seen = reference.corners(weights, spread)
    assert found.saw_all_corners
    assert found.coarse_groups == 0
    assert found.weights_seen == len({tuple(weights), *seen})
    for at in range(len(everybody)):
        expected = reference.told(at, everybody, seats, seen, weights)
        assert {name: getattr(found, name)[at] for name in FIELDS} == expected, (at, office)


@some
@given(offices(entries=(IN,), missing=False), st.data())
def test_no_weights_of_the_box_speak_against_it(office, data):
    """Weights between the corners too: bounds hold everywhere."""
    everybody, seats, weights, spread = office
    found = asked(office)
    seen = reference.corners(weights, spread)
    parts = data.draw(st.lists(st.integers(0, 5), min_size=len(seen), max_size=len(seen)))
    parts = parts if any(parts) else [1] * len(seen)
    mixed = [
        Fraction(sum(p * w for p, w in zip(parts, column, strict=True)), sum(parts))
        for column in zip(*seen, strict=True)
    ]
    for at in range(len(everybody)):
        low, high = (reference.side(at, everybody, seats[i], mixed) for i in (0, 2))
        assert not found.sure[at] or low == "within"
        assert found.possible[at] or high == "beyond"
        assert found.attained[at] <= found.possible[at]
        assert not (found.attained_out[at] and found.sure[at])


@some
@given(offices(), st.integers(0, 20))
def test_coarser_bounds_are_never_wrong(office, pairs):
    fine, coarse = asked(office), asked(office, effort_of(pairs, 1))
    assert (coarse.sure <= fine.sure).all()
    assert (fine.possible <= coarse.possible).all()
    near = coarse.best > 0
    assert (coarse.best <= fine.best)[near].all()
    assert (coarse.worst >= fine.worst)[near].all()
    assert (coarse.attained <= fine.attained).all()


@some
@given(offices(), st.integers(0, 20))
def test_whom_single_scores_exclude_is_not_needed_to_tell_the_others(office, pairs):
    """Some are left out of the pairs, and nobody's seat is told otherwise for it."""
    fine, few = asked(office), asked(office, effort_of(pairs))
    if few.coarse_groups == 0:
        assert (few.sure == fine.sure).all()
        assert (few.possible == fine.possible).all()
        assert (few.best == fine.best)[few.possible == 1].all()
        assert (few.attained == fine.attained).all()


@some
@given(offices(entries=(IN,), missing=False))
def test_the_nearest_flip_is_that_of_every_pair(office):
    everybody, seats, weights, _ = office
    found = _core.nearest_flip(weighed_of(everybody), weights, seats_of(*[seats[1]] * 3), False)
    share = None if found.numerator < 0 else Fraction(found.numerator, found.denominator)
    assert share == reference.flip(everybody, seats[1], weights, weights)


@some
@given(offices())
def test_the_named_stay_sure_up_to_the_flip_and_not_at_it(office):
    """The two questions answer each other, whatever is missing."""
    everybody, seats, weights, _ = office
    weighed, fixed = weighed_of(everybody), seats_of(*[seats[1]] * 3)
    found = _core.nearest_flip(weighed, weights, fixed, True)
    named = [
        reference.side(i, everybody, seats[1], weights) in ("within", "tied")
        for i in range(len(everybody))
    ]

    def all_sure(share):
        moved = sway_of(
            [w * share.denominator for w in weights], [w * share.numerator for w in weights]
        )
        sure = _core.robust_members(weighed, moved, fixed, effort_of()).sure
        return all(sure[i] for i, is_named in enumerate(named) if is_named)

    if found.numerator < 0:
        assert all_sure(Fraction(1))
        return
    share = Fraction(found.numerator, found.denominator)
    if any(named) and found.beyond >= 0 and share > 0:
        assert all_sure(share * Fraction(99, 100))
        before = everybody[found.within]["chain_low"] > everybody[found.beyond]["chain_high"]
        assert before or not all_sure(share)
        assert share == 1 or not all_sure(min(share * Fraction(101, 100), Fraction(1)))
    elif share == 0 and found.within < 0 and any(named):
        assert not all_sure(Fraction(0)) or seats[1] > sum(named)


def test_groups_have_seats_of_their_own():
    weighed = weighed_of([one([9, 9]), one([8, 8]), one([1, 1])])
    weighed.contest.group = np.array([0, 0, 1], np.int32)
    seats = _core.Seats()
    seats.low = seats.on_record = seats.high = np.array([1, 1], np.int32)
    found = _core.robust_members(weighed, sway_of([5, 5], [1, 1]), seats, effort_of())
    assert found.sure.tolist() == [1, 0, 1]
