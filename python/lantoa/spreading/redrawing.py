"""The arrangements of a lot as rows of flags, and who is tied to those drawn in each."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from lantoa.spreading.drawing_again import Draw

Flags = NDArray[np.bool_]
_MOST = 20_000  # arrangements that are written out; beyond, so many are drawn
_CELLS = 20_000_000  # flags that are held at once


def redraws(draw: Draw) -> NDArray[np.int32]:
    """R x n flags; the first row is the lot as it was drawn.

    Every arrangement once where there are few, else as many as `Draw.tried`, at most 20,000.
    Subjects are sorted, so that no order of rows changes a draw.
    """
    most = max(min(_MOST, _CELLS // max(len(draw), 1)), 1)
    if draw.arrangements <= most:
        every = _all(draw)
        same = (every == draw.drawn).all(axis=1)
        return np.concatenate([draw.drawn[None, :], every[~same]])
    chance = np.random.Generator(np.random.Philox(key=[draw.seed % 2**64, 7]))
    rows = np.repeat(draw.drawn[None, :], min(draw.tried, most) + 1, axis=0)
    for stratum in np.unique(draw.stratum):
        here = np.flatnonzero(draw.stratum == stratum)
        rows[1:, here] = chance.permuted(rows[1:, here], axis=1)
    return rows


def _all(draw: Draw) -> NDArray[np.int32]:
    found = np.zeros((1, len(draw)), np.int32)
    for stratum in np.unique(draw.stratum):
        here = np.flatnonzero(draw.stratum == stratum)
        ways = list(combinations(here, int(draw.drawn[here].sum())))
        block = np.zeros((len(ways), len(draw)), np.int32)
        for row, chosen in enumerate(ways):
            block[row, list(chosen)] = 1
        found = (found[:, None, :] + block[None, :, :]).reshape(-1, len(draw))
    return found


def exposed_by(pairs: NDArray[np.int64], drawn: NDArray[np.int32]) -> Flags:
    """R x n flags: tied to somebody who was drawn.

    Args:
        pairs: k x 2 codes, source and taker.
        drawn: R x n flags.

    >>> exposed_by(np.array([[0, 1], [2, 1]]), np.array([[1, 0, 0], [0, 1, 0]])).tolist()
    [[False, True, False], [False, False, False]]
    """
    found = np.zeros(drawn.shape, bool)
    for source, taker in pairs:
        found[:, taker] |= drawn[:, source] == 1
    return found
