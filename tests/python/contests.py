"""Small contests, and every way in which their missing values may turn out."""

from itertools import product

import numpy as np
from hypothesis import strategies as st

from lantoa import _core

OUT, PERHAPS, SO_FAR, IN = (entry.value for entry in _core.Entry)
ANYWHERE = _core.UNREADABLE
"""The group of somebody who has one that nobody knows."""


@st.composite
def contests(draw):
    """(group, entry, low, high) of a few subjects ranked by one or two small numbers."""
    width = draw(st.integers(1, 2))
    numbers = st.lists(st.integers(0, 2), min_size=width, max_size=width)
    subjects = draw(
        st.lists(
            st.tuples(
                st.sampled_from([_core.BLANK, ANYWHERE, 0, 1]),
                st.sampled_from([OUT, PERHAPS, SO_FAR, IN]),
                numbers,
                numbers,
            ),
            max_size=4,
        )
    )
    return [
        (group, entry, low, [max(pair) for pair in zip(low, high, strict=True)])
        for group, entry, low, high in subjects
    ]


def fillings(subjects):
    """Every choice of who is in, where, and with what: dict of who is in to group and key."""
    choices = []
    for group, entry, low, high in subjects:
        keys = list(product(*[{a, b} for a, b in zip(low, high, strict=True)]))
        groups = [0, 1] if group == ANYWHERE else [group] if group >= 0 else []
        there = [] if entry == OUT else list(product(groups, keys))
        is_sure = entry == IN and group >= 0  # whose group is unknown may be in a third one
        choices.append(there if there and is_sure else [None, *there])
    for choice in product(*choices):
        yield {i: one for i, one in enumerate(choice) if one is not None}


def place_in(filling, subject):
    group, key = filling[subject]
    return 1 + sum(other > key for at, other in filling.values() if at == group)


def contest_of(subjects):
    contest = _core.Contest()
    width = len(subjects[0][2]) if subjects else 1
    contest.group = np.array([one[0] for one in subjects], np.int32)
    contest.entry = np.array([one[1] for one in subjects], np.int32)
    contest.low, contest.high = (
        np.array([one[at] for one in subjects], np.int64).reshape(len(subjects), width)
        for at in (2, 3)
    )
    return contest
