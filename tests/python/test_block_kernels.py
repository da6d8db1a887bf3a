"""Several blocks at once, and convergence in blocks, against every order gone through."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import reference_trends as reference
from lantoa import _core

cells = st.one_of(st.none(), st.integers(-3, 3))


def grid(rows):
    """Rows as the core takes them."""
    table = [[np.nan if one is None else one for one in row] for row in rows]
    return np.asfortranarray(np.array(table, float))


def rows_of(subjects, years, fewest):
    def rows(t):
        row = st.lists(cells, min_size=t, max_size=t)
        return st.lists(row, min_size=fewest, max_size=subjects)

    return st.integers(*years).flatmap(rows)


@given(rows_of(6, (2, 4), fewest=3), st.data())
@settings(derandomize=True, max_examples=60, deadline=None)
def test_several_blocks_are_judged_by_the_most_telling_of_them(rows, data):
    blocks = data.draw(st.integers(1, 3))
    code = [*range(blocks), *(data.draw(st.integers(0, blocks - 1)) for _ in rows[blocks:])]
    found = _core.block_trend(grid(rows), np.array(code, np.int32), blocks, 1, 1, 1)
    slow = reference.joint(
        [[row for row, c in zip(rows, code, strict=True) if c == b] for b in range(blocks)]
    )
    fast = zip(found.p_joint.tolist(), found.smallest_joint.tolist(), strict=True)
    assert list(fast) == [tuple(map(float, one)) for one in slow]


@given(rows_of(7, (3, 4), fewest=3), st.data())
@settings(derandomize=True, max_examples=80, deadline=None)
def test_convergence_within_and_between_blocks_is_exact(rows, data):
    code = [data.draw(st.integers(-1, 2)) for _ in rows]
    assume(max(code.count(b) for b in range(3)) <= 4)
    found = _core.convergence_within(grid(rows), np.array(code, np.int32), 1, 1)
    slow = reference.convergence_within(rows, code)
    if slow is None:
        assert found.p == 1
    else:
        assert found.slope == pytest.approx(float(slow[0]), abs=1e-12)
        assert found.p == float(slow[1])
    means = reference.block_means(rows, code)
    across = _core.convergence_between(grid(rows), np.array(code, np.int32), 1, 1)
    slow = reference.convergence(means) if len(means) > 2 else None
    if slow is None:
        assert across.p == 1
    else:
        assert across.slope == pytest.approx(float(slow[0]), abs=1e-12)
        assert across.p == float(slow[1])


def test_convergence_in_blocks_is_the_same_for_any_order_of_blocks_and_seed_of_draws():
    rng = np.random.default_rng(3)
    table = np.asfortranarray(rng.normal(size=(40, 5)))
    block = np.repeat(np.arange(5), 8).astype(np.int32)
    one = _core.convergence_within(table, block, 999, 1)
    other = _core.convergence_within(table, 4 - block, 999, 1)
    assert one.slope == pytest.approx(other.slope)
    assert one.p == pytest.approx(other.p, abs=0.05)
    assert one.p == _core.convergence_within(table, block, 999, 1).p
