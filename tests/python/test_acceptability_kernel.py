"""Draws, acceptability and wins of the core against exact places at the same weights."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import reference_sampled as reference
from lantoa import InputError, _core
from soaking import examples

some = settings(max_examples=examples(150), derandomize=True, deadline=None)


def law(low=None, high=None, order=None):
    made = _core.WeightLaw()
    if low is not None:
        made.low, made.high = np.array(low, float), np.array(high, float)
    if order is not None:
        made.order = np.array(order, np.int32)
    return made


def counted(values, made=None, draws=40, seed=3, k=None, **more):
    table = np.asfortranarray(values, dtype=float)
    sampling = _core.Sampling(draws, seed)
    return _core.acceptability(table, made or law(), sampling, k or len(table), **more)


@st.composite
def tables(draw):
    """Whole numbers on a small grid: rows that are equal, columns that are constant."""
    n, p = draw(st.integers(1, 7)), draw(st.integers(1, 4))
    return draw(
        st.lists(st.lists(st.integers(-2, 2), min_size=p, max_size=p), min_size=n, max_size=n)
    )


@st.composite
def boxes(draw, p):
    """Bounds with weights between them: some fixed, some free, some from nothing to all."""
    cuts = sorted(draw(st.lists(st.integers(0, 12), min_size=p - 1, max_size=p - 1)))
    inside = [(b - a) / 12 for a, b in zip([0, *cuts], [*cuts, 12], strict=True)]
    down = [draw(st.sampled_from([0, 0.05, 0.3, 1])) for _ in inside]
    up = [draw(st.sampled_from([0, 0.05, 0.3, 1])) for _ in inside]
    low = [max(0.0, w - d) for w, d in zip(inside, down, strict=True)]
    return low, [min(1.0, w + u) for w, u in zip(inside, up, strict=True)]


def test_the_generator_gives_the_published_answers():
    """The oracle's, which the next test compares with that of the core."""
    assert reference.philox([0] * 4, [0] * 2) == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]
    digits = [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344]
    assert reference.philox(digits, [0xA4093822, 0x299F31D0]) == [
        *(0xD16CFE09, 0x94FDCCEB),
        *(0x5001E420, 0x24126EA1),
    ]


@settings(max_examples=examples(40), derandomize=True, deadline=None)
@given(st.integers(1, 9), st.integers(0, 2**64 - 1), st.integers(0, 2**40))
def test_weights_are_waiting_times_over_their_sum(p, seed, replicate):
    drawn = _core.draw_weights(law(), p, replicate, 1, seed)[:, 0]
    assert drawn == pytest.approx(reference.flat_weights(p, seed, replicate), rel=1e-13)


@some
@given(st.integers(1, 6).flatmap(boxes), st.integers(0, 2**64 - 1))
def test_weights_of_a_box_are_in_it(box, seed):
    low, high = map(np.array, box)
    drawn = _core.draw_weights(law(low, high), len(low), 0, 20, seed)
    assert abs(drawn.sum(axis=0) - 1).max() < 1e-12
    assert (drawn.T - low).min() > -1e-12
    assert (high - drawn.T).min() > -1e-12


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ([0.1, 0.05, 0.2, 0.1], [0.5, 0.3, 0.6, 0.4]),
        ([0.0, 0.0, 0.0, 0.0], [0.35, 1.0, 0.3, 0.9]),
        ([0.0, 0.1, 0.1, 0.3], [0.4, 0.35, 0.3, 0.45]),
    ],
)
def test_a_box_is_filled_evenly(low, high):
    """Against those of the whole simplex that fall into it: all moments, within 5 errors."""
    inside = _core.draw_weights(law(low, high), 4, 0, 40_000, 1)
    whole = _core.draw_weights(law(), 4, 0, 400_000, 2)
    kept = whole[:, ((whole.T - low >= 0) & (high - whole.T >= 0)).all(axis=1)]
    assert kept.shape[1] > 2000
    for power in (1, 2, 3):
        a, b = inside**power, kept**power
        error = np.sqrt(a.var(axis=1) / a.shape[1] + b.var(axis=1) / b.shape[1])
        assert (abs(a.mean(axis=1) - b.mean(axis=1)) < 5 * error).all()


@some
@example([[1, 0], [1, 0], [0, 1]])
@example([[0], [0], [0]])
@given(tables())
def test_counts_are_those_of_exact_places_at_the_same_weights(values):
    found = counted(values)
    draws = _core.draw_weights(law(), len(values[0]), 0, 40, 3).T.tolist()
    places, wins, firsts = reference.acceptability(values, draws)
    assert found.places.T.tolist() == places
    assert abs(found.first_weights.T - np.array(firsts)).max() < 1e-12
    table = np.asfortranarray(values, dtype=float)
    assert _core.pairwise_wins(table, law(), _core.Sampling(40, 3)).tolist() == wins


@some
@given(tables(), st.sampled_from([1e-300, 1e-9, 1e9, 1e300]), st.integers(-(10**6), 10**6))
def test_another_unit_of_a_table_changes_nothing(values, unit, shift):
    usual = counted(values).places.tolist()
    assert counted(np.array(values) * unit).places.tolist() == usual
    assert counted(np.array(values) + float(shift)).places.tolist() == usual


@some
@given(tables(), st.randoms(use_true_random=False))
def test_does_not_care_about_the_order_of_subjects(values, random):
    order = list(range(len(values)))
    random.shuffle(order)
    usual, turned = counted(values, k=1), counted([values[i] for i in order], k=1)
    assert turned.places.tolist() == usual.places[:, order].tolist()
    assert turned.first_weights.tolist() == usual.first_weights[:, order].tolist()
    assert turned.tied.tolist() == usual.tied[order].tolist()


def test_many_subjects_are_sorted_right_however_they_lie():
    """An outlier puts all others into one bucket; long plateaus share places."""
    draws = np.random.default_rng(1)
    for values in (
        np.r_[draws.normal(size=(300, 3)), [[1e5] * 3]],
        draws.integers(0, 2, (300, 3)),
        np.geomspace(1e-4, 1e4, 300)[:, None] * draws.uniform(0.5, 1, (300, 3)),
    ):
        found = counted(values, draws=10)
        expected = np.zeros((len(values), len(values)), int)
        for weights in _core.draw_weights(law(), 3, 0, 10, 3).T.tolist():
            scores = reference.exact_scores(values.tolist(), weights)
            for i, place in enumerate(reference.places(scores)):
                expected[i, place - 1] += 1
        assert found.places.T.tolist() == expected.tolist()


def test_what_doubles_cannot_tell_apart_is_a_tie_and_is_counted():
    found = counted([[0.1 + 0.2, 0.5], [0.3, 0.5], [0.7, 0.1]])
    assert found.tied.tolist() == [40, 40, 0]
    assert found.draws_with_ties == 40


def test_the_same_bits_for_any_number_of_threads():
    values = np.asfortranarray(np.random.default_rng(2).normal(size=(90, 12)))
    sampling = _core.Sampling(40_001, 11)
    box = law([0.02] * 12, [0.4] * 12)
    one, two = (_core.acceptability(values, box, sampling, 90, 0.1, t) for t in (1, 2))
    assert one.places.tolist() == two.places.tolist()
    assert one.first_weights.tolist() == two.first_weights.tolist()
    assert one.at_line.tolist() == two.at_line.tolist()


def test_trap_weights_from_uniforms_are_no_weights_at_random():
    """Normalised uniforms crowd the middle: a corner as wide as a tenth comes out far too rarely."""
    exact = 0.4**2  # the triangle in which the first of three weights is above 0.6
    drawn = _core.draw_weights(law(), 3, 0, 100_000, 1)
    assert (drawn[0] > 0.6).mean() == pytest.approx(exact, abs=0.005)
    naive = np.random.default_rng(1).uniform(size=(3, 100_000))
    naive /= naive.sum(axis=0)
    assert (naive[0] > 0.6).mean() < exact - 0.05


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(InputError, match="no weights of the box sum to 1: they reach"):
        counted([[1, 2]], law([0.6, 0.6], [1, 1]))
    with pytest.raises(InputError, match="from a box or in an order, not both"):
        counted([[1, 2]], law([0, 0], [1, 1], [0, 1]))
    with pytest.raises(InputError, match="values must be finite"):
        counted([[1, float("nan")]])
    with pytest.raises(InputError, match="places 1 to 1 can be counted, not 2"):
        counted([[1, 2]], k=2)
    with pytest.raises(TypeError):
        _core.acceptability(np.ones((2, 2), np.int64), law(), _core.Sampling(9, 1), 1)
