"""Whether weights can put somebody first: the kernel against corners in fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

import reference_lead as reference
from lantoa import InputError, _core
from soaking import examples

TOTAL = 12
HOW = {_core.Lead.NEVER: "never", _core.Lead.SHARED: "shared", _core.Lead.ALONE: "alone"}

some = settings(max_examples=examples(400), derandomize=True, deadline=None)


@st.composite
def challenges(draw):
    """(own, rivals, own chain, rivals' chains, low, high) of a few subjects; the box has weights."""
    m, k = draw(st.integers(1, 4)), draw(st.integers(0, 2))
    points = st.integers(0, 4)
    row, chain = (
        st.lists(points, min_size=m, max_size=m),
        st.lists(st.integers(0, 1), min_size=k, max_size=k),
    )
    rivals = draw(st.lists(st.tuples(row, chain), max_size=5))
    own, own_chain = draw(row), draw(chain)
    inside = draw(st.lists(st.integers(0, TOTAL), min_size=m - 1, max_size=m - 1).map(sorted))
    weights = [b - a for a, b in zip([0, *inside], [*inside, TOTAL], strict=True)]
    low = [draw(st.integers(0, w)) if draw(st.booleans()) else 0 for w in weights]
    high = [draw(st.integers(w, TOTAL)) if draw(st.booleans()) else TOTAL for w in weights]
    return own, [r for r, _ in rivals], own_chain, [c for _, c in rivals], low, high


def challenge_of(own, rivals, own_chain, chains):
    found = _core.Challenge()
    m, k, n = len(own), len(own_chain), len(rivals)
    found.own = np.array([own], np.int64)
    found.rivals = np.array(rivals, np.int64).reshape(n, m)
    found.own_chain = np.array(own_chain, np.int64).reshape(1, k)
    found.rivals_chain = np.array(chains, np.int64).reshape(n, k)
    return found


def box_of(low, high, total=TOTAL):
    box = _core.WeightBox()
    box.low, box.high, box.total = low, high, total
    return box


def parts_of(own_chain, chains):
    return [(chain > own_chain) - (chain < own_chain) for chain in chains]


def weights_of(found):
    return [Fraction(int(one, 16), int(found.whole, 16)) for one in found.weights]


def mixture_of(mixture):
    whole = int(mixture.whole, 16)
    shares = [Fraction(int(share, 16), whole) for share in mixture.shares]
    return dict(zip(mixture.rivals, shares, strict=True))


def expect_proved(found, own, rivals, parts, low, high):
    """Weights that do what is said, and a mixture that shows why no others do more."""
    asked = own, rivals, parts
    how = HOW[found.lead]
    if how != "never":
        weights = weights_of(found)
        assert sum(weights) == TOTAL
        assert all(a <= w <= b for a, w, b in zip(low, weights, high, strict=True))
        assert reference.is_first(weights, how, *asked)
        assert not found.rounded or reference.is_first(found.rounded, how, *asked)
        assert not found.rounded or sum(found.rounded) == TOTAL
    if how != "alone":
        above = "alone" if how == "shared" else "shared"
        mixture = mixture_of(found.mixture)
        assert reference.proves(mixture, above, *asked, low, high, TOTAL)


@some
@example(([0, 0], [[0, 0], [0, 0]], [], [[], []], [0, 0], [12, 12]))  # equal rows
@example(([2, 2], [[3, 3], [1, 4]], [], [[], []], [0, 0], [12, 12]))  # dominated
@example(([0, 3], [[0, 4]], [], [[]], [0, 0], [12, 12]))  # a criterion without points
@example(([3, 3], [[5, 2], [1, 4]], [1], [[0], [1]], [0, 0], [12, 12]))  # thirds alone do it
@given(challenges())
def test_agrees_with_the_corners_of_what_is_allowed(asked):
    own, rivals, own_chain, chains, low, high = asked
    parts = parts_of(own_chain, chains)
    found = _core.lead(challenge_of(own, rivals, own_chain, chains), box_of(low, high))
    assert HOW[found.lead] == reference.lead(own, rivals, parts, low, high, TOTAL)
    expect_proved(found, own, rivals, parts, low, high)


@settings(max_examples=examples(80), derandomize=True, deadline=None)
@given(challenges(), st.data())
def test_no_smaller_change_of_the_weights_does_it(asked, data):
    own, rivals, own_chain, chains, low, high = asked
    inside = data.draw(
        st.lists(st.integers(0, TOTAL), min_size=len(own) - 1, max_size=len(own) - 1).map(sorted)
    )
    weights = [b - a for a, b in zip([0, *inside], [*inside, TOTAL], strict=True)]
    parts = parts_of(own_chain, chains)
    challenge = challenge_of(own, rivals, own_chain, chains)
    found = _core.nearest_lead(challenge, box_of(low, high), weights)
    expected = reference.nearest(own, rivals, parts, low, high, TOTAL, weights)
    assert (None if found.change == -1 else found.change) == expected
    if expected is None:
        expect_proved(found.leading, own, rivals, parts, low, high)
        return
    near = [max(a, w - expected) for a, w in zip(low, weights, strict=True)]
    far = [min(b, w + expected) for b, w in zip(high, weights, strict=True)]
    expect_proved(found.leading, own, rivals, parts, near, far)


@settings(max_examples=examples(60), derandomize=True, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 8), st.integers(1, 200))
def test_the_margin_is_the_widest_that_an_outside_solver_finds(seed, m, n):
    draws = np.random.default_rng(seed)
    rivals = draws.integers(0, 1001, (n, m))
    own = draws.integers(500, 1001, m)
    low, high = [0] * m, [1000] * m
    found = _core.lead(challenge_of(own, rivals, [], [[]] * n), box_of(low, high, 1000))
    leads = own - rivals
    outside = linprog(
        [*[0] * m, -1],
        A_ub=np.column_stack([-leads, np.ones(n)]),
        b_ub=np.zeros(n),
        A_eq=[[*[1] * m, 0]],
        b_eq=[1000],
        bounds=[*[(0, 1000)] * m, (None, None)],
    )
    assert (found.lead == _core.Lead.NEVER) == (-outside.fun < -1e-6)
    if found.lead == _core.Lead.NEVER:
        mixture = mixture_of(found.mixture)
        mixed = [sum(s * int(rivals[i, j]) for i, s in mixture.items()) for j in range(m)]
        assert all(theirs >= mine for mine, theirs in zip(own.tolist(), mixed, strict=True))
        return
    weights = weights_of(found)
    margin = min(sum(w * x for w, x in zip(weights, lead, strict=True)) for lead in leads.tolist())
    assert margin == Fraction(int(found.margin, 16), int(found.whole, 16))
    assert float(margin) == pytest.approx(-outside.fun, abs=1e-6)


@settings(max_examples=examples(60), derandomize=True, deadline=None)
@given(challenges(), st.randoms(use_true_random=False))
def test_does_not_care_about_the_order_of_rivals(asked, random):
    own, rivals, own_chain, chains, low, high = asked
    order = list(range(len(rivals)))
    random.shuffle(order)
    one = _core.lead(challenge_of(own, rivals, own_chain, chains), box_of(low, high))
    turned = [rivals[i] for i in order], own_chain, [chains[i] for i in order]
    other = _core.lead(challenge_of(own, *turned), box_of(low, high))
    assert (one.lead, one.margin == "0") == (other.lead, other.margin == "0")


def pinned(m, lack):
    """Rivals that leave one set of weights, at which a last one is ``lack`` apart in 10^18.

    Of neighbours a w = b w' holds for two large numbers without a common divisor.
    """
    a, b = 1_073_741_789, 536_870_909  # primes
    leads = []
    for j in range(m - 1):
        lead = [0] * m
        lead[j], lead[j + 1] = a, -b
        leads += [lead, [-x for x in lead]]
    # b x + a y = lack: the first two weights are as b and a.
    x = lack * pow(b, -1, a) % a
    leads.append([x, (lack - b * x) // a, *[0] * (m - 2)])
    own = [1_073_741_823] * m
    return own, [[o - x for o, x in zip(own, lead, strict=True)] for lead in leads]


@pytest.mark.parametrize("m", [2, 3, 4, 6])
@pytest.mark.parametrize("lack", [-1, 0, 1])
def test_what_doubles_cannot_tell_apart_is_told_exactly(m, lack):
    own, rivals = pinned(m, lack)
    asked = challenge_of(own, rivals, [], [[]] * len(rivals))
    found = _core.lead(asked, box_of([0] * m, [1000] * m, 1000))
    assert HOW[found.lead] == ("never" if lack < 0 else "shared")
    if lack < 0:
        mixture = mixture_of(found.mixture)
        mixed = [sum(s * rivals[i][j] for i, s in mixture.items()) for j in range(m)]
        assert all(theirs >= mine for mine, theirs in zip(own, mixed, strict=True))
    else:
        assert reference.is_first(weights_of(found), "shared", own, rivals, [0] * len(rivals))


def test_many_equal_rivals_on_a_coarse_grid_are_no_trouble():
    """Doubles see a tie with thousands of them; the answer must not depend on how they round."""
    draws = np.random.default_rng(5)
    rivals = draws.integers(0, 6, (50_000, 8)) * 200
    rivals = rivals[~(rivals >= 800).all(axis=1)]
    own = np.full(8, 800)
    chains = np.zeros((len(rivals), 0), np.int64)
    found = _core.lead(challenge_of(own, rivals, [], chains), box_of([0] * 8, [1000] * 8, 1000))
    assert found.lead == _core.Lead.NEVER
    mixed = [
        sum(s * int(rivals[i, j]) for i, s in mixture_of(found.mixture).items()) for j in range(8)
    ]
    assert min(mixed) >= 800


def test_what_cannot_be_asked_is_refused():
    challenge = challenge_of([1, 2], [[2, 1]], [], [[]])
    with pytest.raises(InputError, match="no weights of the box sum to 12: they reach 0 to 10"):
        _core.lead(challenge, box_of([0, 0], [5, 5]))
    with pytest.raises(InputError, match="expected 0 <= low <= high <= total"):
        _core.lead(challenge, box_of([3, 0], [2, 12]))
    with pytest.raises(InputError, match="weights of 1 to 16 criteria can be asked for, not of 17"):
        _core.lead(challenge_of([1] * 17, [], [], []), box_of([0] * 17, [1] * 17))
