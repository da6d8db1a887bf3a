"""Weights by order, by pairs and by spread: laws, faults, and how they are told."""

from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
from lantoa import InputError
from opinion_tables import asked, frame, numbers, weights_of
from soaking import examples

some = settings(max_examples=examples(60), derandomize=True, deadline=None)


def test_equally_important_names_share_what_their_ranks_give():
    found = lt.roc_weights(["a", ["b", "c"]])
    assert found["b"] == found["c"] == Fraction(7, 36)
    assert list(found) == ["a", "b", "c"]
    assert sum(found.values()) == 1


def test_weights_are_taken_by_a_score_as_they_are():
    table = frame([(1, 2), (2, 1)])
    score = lt.score(table, {"a": 1, "b": 1}, normalise="none", weights=lt.roc_weights(["b", "a"]))
    assert score.frame["score"].tolist() == [1.75, 1.25]


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ([], "there is no name"),
        (["a", "b", "a"], '"a" stands there twice'),
        (["a", 3], "expected names"),
        (["a", ["b", "a"]], '"a" stands there twice'),
    ],
)
def test_an_order_that_is_none_is_refused(order, message):
    with pytest.raises(InputError, match=message):
        lt.roc_weights(order)


@some
@given(st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_judgements_that_fit_give_back_their_weights(whole):
    """A matrix of ratios of weights is consistent, and nothing in it is inconsistent."""
    names = [f"m{at}" for at in range(len(whole))]
    cells = [[str(Fraction(one, other)) for other in whole] for one in whole]
    found = lt.ahp_weights(pd.DataFrame(cells, index=names, columns=names))
    assert list(found.values()) == pytest.approx([one / sum(whole) for one in whole], abs=1e-12)
    assert found.consistency_index == pytest.approx(0, abs=1e-12)
    assert found.most_inconsistent is None
    assert found.is_consistent


@some
@given(st.lists(st.sampled_from(["1/9", "1/3", "1", "2", "7"]), min_size=6, max_size=6))
def test_the_weights_are_the_principal_eigenvector(judged):
    pairs = [(a, b) for a in "abcd" for b in "abcd" if a < b]
    found = lt.ahp_weights(dict(zip(pairs, judged, strict=True)))
    matrix = np.eye(4)
    for (a, b), value in zip(pairs, judged, strict=True):
        i, j = "abcd".index(a), "abcd".index(b)
        matrix[i, j], matrix[j, i] = float(Fraction(value)), 1 / float(Fraction(value))
    eigenvalues, vectors = np.linalg.eig(matrix)
    at = int(np.argmax(eigenvalues.real))
    expected = np.abs(vectors[:, at].real)
    assert list(found.values()) == pytest.approx((expected / expected.sum()).tolist(), abs=1e-10)
    assert found.largest_eigenvalue == pytest.approx(eigenvalues[at].real, abs=1e-9)
    assert found.consistency_ratio == pytest.approx(found.consistency_index / 0.9)


def test_the_judgement_that_does_not_fit_is_named_the_way_it_was_meant():
    alike = {(a, b): 1 for a in "abcde" for b in "abcde" if a < b}
    found = lt.ahp_weights(alike | {("b", "d"): "1/4"}, lang="en")
    assert found.most_inconsistent == ("d", "b")
    assert found.judged == 4
    assert found.fitting == pytest.approx(found["d"] / found["b"])
    assert found.fitting < 2
    assert "d was judged 4 times b" in found.sentence


def test_of_judgements_as_far_off_the_first_is_named():
    found = lt.ahp_weights({("a", "b"): 2, ("b", "c"): 2, ("a", "c"): "1/4"})
    assert found.most_inconsistent == ("a", "b")
    assert found.fitting == pytest.approx(2 ** (-1 / 3))


def test_half_a_matrix_and_rounded_reciprocals_are_enough():
    whole = lt.ahp_weights({("a", "b"): 3, ("a", "c"): 7, ("b", "c"): 2})
    halves = {("a", "b"): 3, ("b", "a"): 0.33, ("a", "c"): 7, ("c", "a"): 1 / 7}
    assert list(lt.ahp_weights(halves | {("c", "b"): 0.5}).values()) == list(whole.values())
    table = pl.DataFrame(
        {
            "name": ["a", "b", "c"],
            "a": [1.0, None, None],
            "b": [3.0, 1.0, None],
            "c": [7.0, 2.0, 1.0],
        }
    )
    assert list(lt.ahp_weights(table).values()) == list(whole.values())


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ({}, "there is no pair"),
        ({("a", "b"): 3, ("b", "c"): 2}, '"a" and "c" are not compared'),
        ({("a", "b"): 0}, '"a" with "b": expected above 0, not 0'),
        ({("a", "b"): "often"}, '"a" with "b": expected above 0, not "often"'),
        ({("a", "b"): 3, ("b", "a"): 3}, r'"a" is 3 times "b", and "b" 3 times "a"; expected 1/3'),
        ({("a", "b"): 3, ("b", "a"): 0.34}, '"b" 0.34 times "a"; expected 1/3'),
        ({("a", "a"): 2, ("a", "b"): 2}, '"a" with itself is 2; expected 1'),
        ({"ab": 3}, "expected pairs of names"),
        ([[1, 2], [0.5, 1]], "expected a dict or a square frame, not list"),
        (pd.DataFrame({"a": [1], "b": [2]}, index=["a"]), "expected the same names"),
    ],
)
def test_judgements_that_cannot_be_used_are_named(pairs, message):
    with pytest.raises(InputError, match=message):
        lt.ahp_weights(pairs)


def test_more_names_than_saaty_has_a_random_index_for_have_no_ratio():
    names = [f"m{at:02d}" for at in range(16)]
    pairs = {(a, b): 1 for a in names for b in names if a < b}
    found = lt.ahp_weights(pairs, lang="en")
    assert found.consistency_ratio is None
    assert found.is_consistent
    assert "no random index" in found.sentence
    assert lt.ahp_weights({("a", "b"): 7}).consistency_ratio == 0


def critic_by_steps(rows):
    """The definition, loop by loop, on what is not constant."""
    columns = list(zip(*rows, strict=True))
    told = [at for at, column in enumerate(columns) if max(column) > min(column)]
    scaled = {
        at: [(v - min(columns[at])) / (max(columns[at]) - min(columns[at])) for v in columns[at]]
        for at in told
    }
    n, found = len(rows), [0.0] * len(columns)

    def mean(values):
        return sum(values) / n

    def together(a, b):
        return mean([x * y for x, y in zip(a, b, strict=True)]) - mean(a) * mean(b)

    for at in told:
        spread = together(scaled[at], scaled[at]) ** 0.5
        for other in told:
            size = spread * together(scaled[other], scaled[other]) ** 0.5
            found[at] += spread * (1 - together(scaled[at], scaled[other]) / size)
    return found


@some
@given(asked(steps=("1", "0.1"), least=2))
def test_critic_is_the_definition(case):
    rows, whole = case
    expected = critic_by_steps([[float(cell) for cell in row] for row in rows])
    if sum(expected) < 1e-9:
        return
    found = lt.critic_weights(frame(numbers(rows)), weights_of(whole))
    assert list(found.values()) == pytest.approx(
        [one / sum(expected) for one in expected], abs=1e-7
    )


def test_entropy_by_hand():
    """Shares 1/4, 3/4 hold 1 - H(1/4) of one bit, shares 1/2, 1/2 nothing."""
    found = lt.entropy_weights(frame([(1, 2, 0), (3, 2, 5)]), weights_of([1, 1, 1]))
    bit = 1 + (0.25 * np.log2(0.25) + 0.75 * np.log2(0.75))
    assert list(found.values()) == pytest.approx([bit / (bit + 1), 0, 1 / (bit + 1)], abs=1e-12)


@pytest.mark.parametrize("ask", [lt.critic_weights, lt.entropy_weights])
def test_weights_of_spread_are_flagged_and_never_nan(ask):
    found = ask(frame([(7, 1, 4), (7, 2, 1), (7, 4, 3)]), weights_of([1, 1, 1]), lang="en")
    assert found["a"] == 0
    assert sum(found.values()) == pytest.approx(1)
    assert "distort" in repr(found).splitlines()[0]
    with pytest.raises(InputError, match="no measure says anything"):
        ask(frame([(7, 7), (7, 7)]), weights_of([1, 1]))


def test_entropy_has_no_shares_of_numbers_on_both_sides_of_nothing():
    table = frame([(-1, 2), (3, 2)])
    with pytest.raises(InputError, match='"a" has values on both sides of 0'):
        lt.entropy_weights(table, weights_of([1, 1]))


def test_weights_print_in_both_languages():
    told = {lang: repr(lt.roc_weights(["Đất đai", "Nước"], lang=lang)) for lang in ("vi", "en")}
    assert "Nặng nhất: Đất đai (75 %)" in told["vi"]
    assert "Largest: Đất đai (75 %)" in told["en"]
    assert "Đất đai" in lt.roc_weights(["Đất đai", "Nước"])._repr_html_()
    with pytest.raises(InputError, match='did you mean "vi"'):
        lt.roc_weights(["a"], lang="vn")
