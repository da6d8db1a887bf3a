"""Traps that libraries in use have fallen into: each with the naive way, which falls into it."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lantoa import InputError
from opinion_tables import by_subject, frame, weights_of

CIRCLE = [(3, 2, 1), (2, 1, 3), (1, 3, 2)]


def turned(table):
    return table.iloc[::-1].reset_index(drop=True)


def naive_copeland(rows):
    """Compares NaN as if it were a number, and only the later row of each pair."""
    wins = [0] * len(rows)
    for i in range(len(rows)):
        for j in range(i):
            lead = sum(1 if a > b else -1 for a, b in zip(rows[i], rows[j], strict=True))
            wins[i if lead > 0 else j] += 1
    return wins


def test_copeland_with_missing_values_names_the_same_winner_for_any_order_of_rows():
    nan = float("nan")
    rows = [(3.0, nan), (nan, 2.0), (2.0, 1.0)]
    naive = naive_copeland(rows)
    assert naive != naive_copeland(rows[::-1])[::-1]

    table = frame([[None if np.isnan(cell) else cell for cell in row] for row in rows])
    for missing in ("abstain", "out"):
        found = lt.copeland(table, weights_of([1, 1]), missing=missing)
        again = lt.copeland(turned(table), weights_of([1, 1]), missing=missing)
        assert found.frame.equals(again.frame)
    abstaining = lt.copeland(table, weights_of([1, 1]), missing="abstain")
    assert by_subject(abstaining, "net") == [1, 1, -2]
    assert lt.copeland(table, weights_of([1, 1])).left_out == ("S000", "S001")


def test_copeland_is_not_borda_in_disguise():
    """Three of five measures put A first; Borda prefers B, which is nowhere last."""
    rows = [(3, 3, 3, 1, 1), (2, 2, 2, 3, 3), (1, 1, 1, 2, 2)]
    table, weights = frame(rows), weights_of([1] * 5)
    assert by_subject(lt.borda(table, weights), "place") == [2, 1, 3]
    assert by_subject(lt.copeland(table, weights), "place") == [1, 2, 3]


def test_copeland_reports_its_circles():
    found = lt.copeland(frame(CIRCLE), weights_of([1, 1, 1]), lang="en")
    assert found.cycles == (("S000", "S001", "S002"),)
    assert by_subject(found, "cycle") == [1, 1, 1]
    assert "circle of 3: S000, S001, S002" in found.sentence


def test_borda_gives_equal_rows_equal_points():
    rows = [(5, 1), (4, 4), (4, 4), (1, 5), (4, 4)]
    order = np.argsort(np.argsort([row[0] for row in rows], kind="stable"))
    assert len({order[1], order[2], order[4]}) == 3  # ordinal ranks part what is equal

    found = lt.borda(frame(rows), weights_of([1, 1]))
    assert len({by_subject(found, "points")[at] for at in (1, 2, 4)}) == 1
    assert len({by_subject(found, "place")[at] for at in (1, 2, 4)}) == 1


def test_averages_of_ties_are_not_cut_to_whole_numbers():
    naive = [int(sum([0, 1]) / 2)] * 2 + [int(sum([2, 3]) / 2)] * 2  # an average kept as a whole
    assert sum(naive) != 0 + 1 + 2 + 3

    found = lt.borda(frame([(1,), (1,), (2,), (2,)]), {"a": 1})
    assert by_subject(found, "points") == [0.5, 0.5, 2.5, 2.5]


def test_a_preference_function_answers_a_second_time_as_it_did_the_first():
    class Naive:  # keeps its thresholds where the first answer used them up
        def __init__(self, thresholds):
            self.thresholds = iter(thresholds)

        def __call__(self, differences):
            return [one > next(self.thresholds) for one in differences]

    naive = Naive([1, 1])
    assert naive([2, 0]) == [True, False]
    with pytest.raises(StopIteration):
        naive([2, 0])

    table, weights = frame([(1, 5), (3, 3), (5, 1)]), weights_of([3, 7])
    kinds = {"a": "linear", "b": "level"}
    thresholds = {"indifference": {"a": 1, "b": 1}, "preference": {"a": 3, "b": 2}}
    first, second = (lt.promethee(table, weights, functions=kinds, **thresholds) for _ in "12")
    assert first.frame.equals(second.frame)
    assert kinds == {"a": "linear", "b": "level"}
    assert thresholds["preference"] == {"a": 3, "b": 2}


METHODS = [lt.promethee, lt.topsis, lt.vikor, lt.borda, lt.copeland]


@pytest.mark.parametrize("ask", METHODS)
def test_a_constant_measure_never_gives_nan(ask):
    column = np.array([7.0, 7.0, 7.0])
    with np.errstate(invalid="ignore"):
        assert np.isnan((column - column.min()) / (column.max() - column.min())).all()

    rows = [(7, 1), (7, 2), (7, 3)]
    found = ask(frame(rows), weights_of([5, 1]))
    assert by_subject(found, "place") == [3, 2, 1]
    assert not found.frame.isna().drop(columns="cycle", errors="ignore").to_numpy().any()
    assert "a" in "".join(line for line in found.under if "phân biệt" in line)


@pytest.mark.parametrize("norm", ["minmax", "vector"])
def test_topsis_of_constant_measures_in_both_norms(norm):
    found = lt.topsis(frame([(7, 0), (7, 0)]), weights_of([1, 1]), norm=norm)
    assert by_subject(found, "closeness") == [0.5, 0.5]


@pytest.mark.parametrize("ask", METHODS)
def test_everybody_alike_shares_the_first_place(ask):
    found = ask(frame([(2, 3)] * 4), weights_of([1, 1]))
    assert by_subject(found, "place") == [1] * 4
    assert by_subject(found, "tied") == [4] * 4
    assert np.isfinite(found.standing().scores).all()


@pytest.mark.parametrize("ask", METHODS)
def test_one_subject_alone_stands_first(ask):
    found = ask(frame([(2, 3)]), weights_of([1, 1]))
    assert by_subject(found, "place") == [1]
    assert np.isfinite(found.standing().scores).all()


@pytest.mark.parametrize("ask", METHODS)
def test_nan_does_not_pass_for_a_number(ask):
    """`not x < 0` and `x != x` are how NaN slips through; here who lacks a value has no place."""
    naive = [value for value in (1.0, float("nan")) if not value < 0]  # "no value is negative"
    assert any(np.isnan(naive))
    assert max(naive[::-1]) != max(naive)  # and then the order of the rows decides who leads

    found = ask(frame([(1, 2), (9, None), (2, 1)]), weights_of([1, 1]))
    assert found.left_out == ("S001",)
    assert "S001" not in found.frame["subject_id"].tolist()
    assert any("S001" in line for line in found.under)
    with pytest.raises(InputError, match="nobody has a value of every measure"):
        ask(frame([(1, None), (None, 2)]), weights_of([1, 1]))


def test_differences_are_compared_as_they_are_not_around_a_mean():
    """On a grid of tenths every difference of three steps is three steps, wherever it lies."""
    rows = [(at / 10,) for at in (1, 4, 7, 10, 13)]
    column = np.array([row[0] for row in rows])
    centred = column - column.mean()
    naive = [sum(one - other > 0.3 for other in centred) for one in centred]
    assert naive != [0, 0, 1, 2, 3]

    found = lt.promethee(frame(rows), {"a": 1}, functions="u", indifference="0.3")
    assert [round(4 * one) for one in by_subject(found, "plus")] == [0, 0, 1, 2, 3]


SHUFFLED = [(9, 3, 5, 1), (3, 5, 9, 1), (1, 3, 5, 9), (0, 0, 0, 0), (11, 11, 11, 11)]
"""The same numbers in another order: sums of doubles end in another digit."""


def test_closeness_that_doubles_part_by_rounding_ties():
    found = lt.topsis(frame(SHUFFLED), weights_of([1, 1, 1, 1]))
    assert len(set(by_subject(found, "closeness")[:3])) > 1
    assert by_subject(found, "place") == [2, 2, 2, 5, 1]


def test_net_flows_that_doubles_part_by_rounding_tie():
    rows = [(3, 10, 6, 0, 6), (0, 3, 6, 10, 6), (0, 6, 3, 6, 10), (0,) * 5, (11,) * 5]
    found = lt.promethee(frame(rows), weights_of([1] * 5), functions="v", preference=13)
    assert len(set(by_subject(found, "net")[:3])) > 1
    assert by_subject(found, "place") == [2, 2, 2, 5, 1]


@pytest.mark.parametrize("seed", range(8))
def test_sums_that_no_double_holds_still_tie(seed):
    """A unit more of one measure and less of the other, below numbers of 2 ** 53."""
    random = np.random.default_rng(seed)
    most = 2**53 - 1
    others = random.integers(0, most, (7, 2)).tolist()
    a, b = random.integers(1, most, 2).tolist()
    found = lt.promethee(
        frame([(a, b), (a - 1, b + 1), *others]),
        weights_of([1, 1]),
        functions="v",
        preference=most,
    )
    assert by_subject(found, "place")[0] == by_subject(found, "place")[1]


def test_topsis_ties_those_as_near_to_the_best_as_to_the_worst_however_far():
    """First closeness 1/2 for all, at distances that differ; then two by way of unequal weights."""
    found = lt.topsis(frame([(1, 5), (3, 3), (5, 1)]), weights_of([1, 1]))
    assert by_subject(found, "place") == [1, 1, 1]
    assert len(set(by_subject(found, "to_best"))) == 2
    # Both lie 10 from the worst and the root of 200 from the best: 4 * 9 + 64 = 4 * 25 = 100.
    uneven = lt.topsis(frame([(3, 8), (5, 0), (0, 0), (10, 10)]), weights_of([2, 1]))
    assert by_subject(uneven, "place") == [2, 2, 4, 1]


def test_weights_of_many_digits_leave_a_tie_and_say_so():
    """2 ** -70 decides nothing that whole numbers of 62 bits can tell."""
    third, tiny = Fraction(1, 3), Fraction(1, 3 * 2**70)
    weights = {"a": third + tiny, "b": third, "c": third - tiny}
    rows = [(2, 1, 1), (1, 2, 1)]
    found = lt.copeland(frame(rows), weights, lang="en")
    assert found.undecided == 1
    assert by_subject(found, "place") == [1, 1]
    assert any("too close" in line for line in found.under)


def test_opinions_take_places_from_the_rule_not_from_the_order_of_ids():
    """An "untied" rank turns 3 1 1 2 into 2 3 4 1; places here skip after a tie."""
    found = lt.promethee(frame([(1,), (3,), (3,), (2,)]), {"a": 1})
    assert by_subject(found, "place") == [4, 1, 1, 3]
    assert isinstance(found.frame, pd.DataFrame)


@pytest.mark.parametrize(
    "ask",
    [
        lt.topsis,
        lambda *given: lt.vikor(*given, majority=1),
        lambda *given: lt.promethee(*given, functions="v", preference=3),
    ],
)
def test_what_is_level_in_thirds_stays_level(ask):
    """On a scale of thirds doubles part the middle from what it is the middle of."""
    assert 2 / 3 - 1 / 3 != 1 - 2 / 3  # why no scaled value is read
    rows = [(1, 2), (3, 0), (2, 1)]
    scheme = pd.DataFrame(
        {"name": ["a", "b"], "direction": "more", "weight": 1, "low": 0, "high": 3}
    )
    on_scale = lt.score(frame(rows), scheme)
    for given in ((frame(rows), weights_of([1, 1])), (on_scale,)):
        assert by_subject(ask(*given), "place") == [1, 1, 1]
