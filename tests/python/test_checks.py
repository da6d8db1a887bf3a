"""Messages that help, and the one exception."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lantoa as lt
from lantoa import _checks

words = st.text(alphabet="abđ", max_size=5)


def slow_edits(one: str, other: str) -> int:
    """The definition: try every last step."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        slow_edits(one[:-1], other) + 1,
        slow_edits(one, other[:-1]) + 1,
        slow_edits(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and len(other) > 1 and one[-2:] == other[-1] + other[-2]:
        ways.append(slow_edits(one[:-2], other[:-2]) + 1)
    return min(ways)


@given(words, words)
def test_edits_agree_with_the_definition(one, other):
    assert _checks.edits(one, other) == slow_edits(one, other)


@given(words, words, st.integers(0, 6))
def test_edits_up_to_a_number_agree_with_the_definition(one, other, most):
    needed, found = slow_edits(one, other), _checks.edits(one, other, at_most=most)
    assert found == needed if needed <= most else found > most


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("", "", 0), ("ab", "ba", 1), ("abc", "ca", 3), ("P. HCTC", "HCTC", 3), ("tốt", "tôt", 1)],
)
def test_a_swap_of_neighbours_is_one_edit_and_no_letter_moves_twice(one, other, expected):
    assert _checks.edits(one, other) == expected


def test_nearest_takes_the_first_of_equals():
    assert _checks.nearest("b", ["c", "a", "d"]) == "c"
    assert _checks.nearest("2052", ["2021", "2024", "2025"]) == "2025"


def test_nearest_of_nothing_is_nothing():
    assert _checks.nearest("a", iter(())) is None


def test_one_of_returns_what_is_allowed():
    assert _checks.one_of("max", {"min": 0, "max": 1}, what="ties") == "max"


def test_one_of_names_the_argument_the_finding_and_the_nearest():
    with pytest.raises(lt.InputError, match=r'^ties "dens" is not known; did you mean "dense"\?'):
        _checks.one_of("dens", ["min", "dense"], what="ties")


def test_one_of_says_when_there_is_nothing_to_choose():
    with pytest.raises(lt.InputError, match="there is none to choose from"):
        _checks.one_of("x", [], what="practice")


def test_long_lists_are_cut_with_the_number_left_out():
    assert _checks.listed("abcdefghij").endswith('"h" and 2 more')


@pytest.mark.parametrize("again", [lambda e: pickle.loads(pickle.dumps(e)), copy.copy])
def test_the_error_survives_a_trip_with_its_problems(again):
    error = again(lt.InputError("2 rows", problems=[{"row": 4}, {"row": 9}]))
    assert type(error) is lt.InputError
    assert str(error) == "2 rows"
    assert error.problems == [{"row": 4}, {"row": 9}]


def test_the_error_is_a_value_error_under_its_public_name():
    assert issubclass(lt.InputError, ValueError)
    assert f"{lt.InputError.__module__}.{lt.InputError.__qualname__}" == "lantoa.InputError"
