"""Takers who change places with all that they are: against every arrangement made one by one."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_lots as reference
from lantoa import _core
from soaking import examples

EFFORT = _core.Budget(seed=1)
SCALES = (1.0, 0.1, 1e9, 1e-6, 1e150, 1e-300)
quick = settings(derandomize=True, max_examples=examples(150), deadline=None)


def codes(numbers):
    return np.array(numbers, dtype=np.int32)


@st.composite
def takers(draw, most=6):
    """Changes with ties, of one magnitude, and whom each names: chains, circles and outsiders."""
    n, scale = draw(st.integers(1, most)), draw(st.sampled_from(SCALES))
    whole = st.one_of(st.integers(-2, 2), st.integers(-99, 99))
    number = whole.map(lambda i: float(f"{i * scale:.12g}"))
    change, given = (draw(st.lists(number, min_size=n, max_size=n)) for _ in range(2))
    others = [st.sampled_from([-1, *range(at), *range(at + 1, n)]) for at in range(n)]
    stratum = draw(st.lists(st.integers(0, min(2, n - 1)), min_size=n, max_size=n))
    return change, list(draw(st.tuples(*others))), given, stratum


def pair(change, source, given, stratum, effort=EFFORT):
    """The counts of the kernel, which does not look at what is given beside a taker."""
    of = codes(source)
    seen = np.where(of >= 0, np.nan, np.array(given, float))
    found = _core.pairing(np.array(change, float), of, seen, codes(stratum), effort)
    tails = found.tails
    return found, (tails.counted, tails.upper, tails.lower, tails.two, found.at_the_end)


@quick
@given(takers())
def test_pairs_count_as_the_arrangements_one_by_one_do(drawn):
    found, told = pair(*drawn)
    assert told == reference.pairs(*drawn)
    assert found.tails.is_exact
    assert found.arrangements == found.tails.counted
    assert found.correlation == pytest.approx(reference.correlation(*drawn), abs=1e-12)


@quick
@given(takers(), st.randoms(use_true_random=False))
def test_pairs_are_the_same_in_any_order_of_rows(drawn, random):
    change, source, given, stratum = drawn
    order = random.sample(range(len(change)), len(change))
    place = {row: at for at, row in enumerate(order)} | {-1: -1}
    turned = (
        [change[row] for row in order],
        [place[source[row]] for row in order],
        [given[row] for row in order],
        [stratum[row] for row in order],
    )
    (one, told), (other, told_then) = pair(*drawn), pair(*turned)
    assert told == told_then
    assert one.correlation == other.correlation  # by every bit


def test_of_two_who_name_each_other_the_swap_is_no_other_sum():
    """Two such pairs of strata of two: of 4 arrangements none is rare."""
    change, stratum = [1, 4, 2, 9], [0, 0, 1, 1]
    _, told = pair(change, [1, 0, 3, 2], [0] * 4, stratum)
    assert told == (4, 4, 4, 4, 4)
    _, told = pair(change, [-1] * 4, [3, 8, 3, 8], stratum)
    assert told == (4, 1, 4, 2, 2)


def test_a_chain_is_exchanged_as_a_whole():
    """Each names the one before: nobody stands beside itself, and the mean is that of neighbours."""
    change, source = [1, 2, 3, 4, 9], [-1, 0, 1, 2, 3]
    _, told = pair(change, source, [3.8] + [0] * 4, [0] * 5)
    above = np.array(change) - 3.8
    sums = [
        sum(above[order[at]] * above[order[at + 1]] for at in range(4))
        for order in permutations(range(5))
    ]
    mean = -4 * (above @ above) / 20
    assert np.mean(sums) == pytest.approx(mean)
    away = np.abs(np.array(sums) - mean)
    assert told[0] == 120
    assert told[3] == (away >= away[0] - 1e-9).sum()
    assert told[4] == (away >= away.max() - 1e-9).sum()


def test_of_a_sample_the_observed_is_one():
    rng = np.random.default_rng(4)
    change, stratum = rng.normal(size=60).round(2), [0] * 30 + [1] * 30
    chain = [-1, *range(59)]
    effort = _core.Budget(seed=1, draws=999)
    found, told = pair(np.sort(change), chain, change, stratum, effort)
    assert (told[0], found.tails.is_exact) == (1000, False)
    assert told[1] == told[3] == told[4] == 1  # p is never 0
    for threads in (1, 2):
        again = _core.Budget(seed=1, draws=999, threads=threads)
        assert pair(np.sort(change), chain, change, stratum, again)[1] == told


def test_takers_that_are_none_are_refused():
    def ask_of(change, source, given):
        stratum, effort = codes([0] * 2), EFFORT
        _core.pairing(
            np.array(change, float), codes(source), np.array(given, float), stratum, effort
        )

    with pytest.raises(lt.InputError, match="each of 2 codes of strata, not 3, 2 and 2"):
        ask_of([1, 2, 3], [-1, 0], [1, 2])
    with pytest.raises(lt.InputError, match="source must be -1 to 1, not 2 in row 1"):
        ask_of([1, 2], [-1, 2], [1, 2])
    with pytest.raises(lt.InputError, match="another taker, not the taker itself in row 1"):
        ask_of([1, 2], [-1, 1], [1, 2])
    with pytest.raises(lt.InputError, match="change must be finite, not so in row 0"):
        ask_of([np.inf, 2], [-1, 0], [1, 2])
    with pytest.raises(lt.InputError, match=r"given must be finite where source is -1, .* row 0"):
        ask_of([1, 2], [-1, 0], [np.nan, np.nan])
