"""Whom a line displaces, and by whom: small contests before and after, against the definition."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_what_if as reference
from contests import IN, OUT, contest_of
from lantoa import _core
from lantoa.ranking.contests import Grouped
from lantoa.ranking.quotas import Bounds, Drawn
from lantoa.scenarios.differing.lines import Side, _ahead
from soaking import examples

GROUPS = np.array(["A", "B"], dtype=object)
SEATS = st.lists(st.integers(0, 3), min_size=2, max_size=2)


@st.composite
def both(draw):
    """(group, entry, points) of the same few subjects before and after."""
    n = draw(st.integers(1, 5))
    one = st.tuples(
        st.sampled_from((0, 0, 0, 1)), st.sampled_from((IN, IN, IN, OUT)), st.integers(0, 2)
    )
    return [draw(st.lists(one, min_size=n, max_size=n)) for _ in range(2)]


def drawn(subjects, seats):
    contest = contest_of([(group, entry, [key], [key]) for group, entry, key in subjects])
    numbers = np.array(seats, np.int32)
    given_ = _core.Seats()
    given_.on_record = given_.low = given_.high = numbers
    places = _core.rank(contest)
    sides = _core.draw_lines(contest, places, given_)
    ids = np.array([f"P{at}" for at in range(len(subjects))], dtype=object)
    bounds = Bounds(numbers, numbers, numbers)
    return Drawn({"id": "q"}, "person", Grouped(ids, GROUPS, contest), None, bounds, places, sides)


def told(one):
    """The quota's lines as rows, as ``Evaluation.quota_lines`` shows them."""
    return [
        {
            "quota": "q",
            "subject_id": at,
            "line": line,
            "group": GROUPS[group],
            "place": place or None,
        }
        for at, (line, group, place) in enumerate(
            zip(one.lines, one.asked.contest.group, one.places.place.tolist(), strict=True)
        )
    ]


@settings(max_examples=examples(600), derandomize=True)
@given(both(), SEATS, SEATS)
def test_whoever_took_the_seat_is_named(subjects, seats, other_seats):
    before, after = drawn(subjects[0], seats), drawn(subjects[1], other_seats)
    rows = np.arange(len(subjects[0]))
    was, now = Side(before, rows), Side(after, rows)
    for one in rows.tolist():
        expected = reference.displaced_by(told(before), told(after), "q", one)
        assert set(_ahead(one, was, now).tolist()) == expected
        group = subjects[1][one][0]
        worse = 0 < was.side[one] < now.side[one]
        stays = subjects[0][one][0] == group and seats[group] == other_seats[group]
        if worse and stays:
            assert expected, "where the seats are as many as they were, somebody took one"


def test_one_who_stood_beside_and_one_who_stands_before_now_are_told_apart():
    """Two share the first of two seats; a third comes in before both, and points part them."""
    before = drawn([(0, IN, 1), (0, IN, 1), (0, OUT, 2)], [2, 0])
    after = drawn([(0, IN, 0), (0, IN, 1), (0, IN, 2)], [2, 0])
    rows = np.arange(3)
    assert before.lines.tolist() == ["within", "within", None]
    assert after.lines.tolist() == ["beyond", "within", "within"]
    assert _ahead(0, Side(before, rows), Side(after, rows)).tolist() == [2]
