"""Where the nodes of a small network stand: near those they are tied to, the same on every run."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Codes = NDArray[np.int32]

_STEPS = 500  # rounds of stress majorisation; drawings change no more long before
_MOVED = 1e-5  # a mean move below which the drawing is done
_PUSHES = 600  # rounds in which labels push each other apart
_WORK = 40_000  # nodes times rounds: large drawings take fewer


def laid_out(count: int, source: Codes, taker: Codes, block: Codes) -> Points:
    """Places by stress majorisation from a start on one circle in the order of blocks.

    Nodes stand as far apart as the number of ties between them says; parts that no tie joins stand
    apart, ordered by block. No draw is taken: equal networks get equal drawings.

    Args:
        count: n nodes.
        source: k codes of nodes.
        taker: k codes of nodes; the direction of a tie does not matter.
        block: n codes of blocks.

    Returns:
        n x 2 places, a tie about 1 long.

    Source: Gansner, Koren and North, Graph drawing by stress majorization, 2004.

    Example:
        >>> import numpy as np
        >>> ends = np.array([0, 1], dtype=np.int32), np.array([1, 2], dtype=np.int32)
        >>> at = laid_out(3, *ends, np.zeros(3, dtype=np.int32))
        >>> round(float(np.hypot(*(at[2] - at[0]))), 2)
        2.0
    """
    if count < 2:
        return np.zeros((count, 2))
    far = steps_between(count, source, taker, block)
    weight = np.divide(1.0, far**2, out=np.zeros_like(far), where=far > 0)
    at = _circles(block)
    for _ in range(min(_STEPS, _WORK // count)):
        now = _majorised(at, far, weight)
        moved = float(np.abs(now - at).mean())
        at = now
        if moved < _MOVED:
            break
    return at


def steps_between(count: int, source: Codes, taker: Codes, block: Codes) -> Points:
    """How many ties lie between two nodes; where none join them, how far apart they are to stand.

    Args:
        count: n nodes.
        source: k codes of nodes.
        taker: k codes of nodes.
        block: n codes of blocks: strangers of one block stand nearer to each other.
    """
    tied = np.zeros((count, count), dtype=bool)
    tied[source, taker] = tied[taker, source] = True
    np.fill_diagonal(tied, val=False)
    far = np.where(np.eye(count, dtype=bool), 0.0, np.inf)
    reached = np.eye(count, dtype=bool)
    front, steps = reached, 0
    while front.any():
        steps += 1
        front = (front.astype(np.float32) @ tied.astype(np.float32) > 0) & ~reached
        far[front] = steps
        reached = reached | front
    longest = float(far[np.isfinite(far)].max())
    apart = max(2.0, min(longest, np.sqrt(count)) + 1.0)
    same = block[:, None] == block[None, :]
    strangers = np.where(same, 0.6 * apart, apart)
    return np.where(np.isfinite(far), far, strangers)


def _circles(block: Codes) -> Points:
    """On one circle, those of a block side by side; a little off it, so that nothing is in line."""
    count = len(block)
    order = np.argsort(block, kind="stable")
    turn = np.empty(count)
    turn[order] = 2 * np.pi * np.arange(count) / count
    around: Points = np.column_stack([np.cos(turn), np.sin(turn)]) * np.sqrt(count)
    golden = np.pi * (3 - np.sqrt(5)) * np.arange(count)
    off: Points = 0.3 * np.column_stack([np.cos(golden), np.sin(golden)])
    return around + off


def _majorised(at: Points, far: Points, weight: Points) -> Points:
    """One round of SMACOF: every node where its wishes balance."""
    gap = at[:, None, :] - at[None, :, :]
    apart = np.sqrt((gap**2).sum(axis=2))
    pull = weight * np.divide(far, apart, out=np.zeros_like(far), where=apart > 1e-12)
    wished: Points = weight @ at + (pull[:, :, None] * gap).sum(axis=1)
    found: Points = wished / weight.sum(axis=1)[:, None]
    return found


def spread_apart(at: Points, width: NDArray[np.float64], height: float) -> Points:
    """Places moved as little as is needed for no two boxes to lie on each other.

    Args:
        at: n x 2 places.
        width: n widths of the boxes, in the units of ``at``.
        height: Of every box.

    Returns:
        n x 2 places.
    """
    moved = at.copy()
    order = np.arange(len(at))
    for _ in range(min(_PUSHES, 2 * _WORK // max(len(at), 1))):
        gap = moved[:, None, :] - moved[None, :, :]
        reach = (width[:, None] + width[None, :]) / 2
        over = np.stack([reach - np.abs(gap[..., 0]), height - np.abs(gap[..., 1])], axis=2)
        hits = (over > 1e-9).all(axis=2) & (order[:, None] != order[None, :])
        if not hits.any():
            break
        along_y = over[..., 1] <= over[..., 0]
        first = np.where(order[:, None] < order[None, :], -1.0, 1.0)
        way = np.where(gap == 0, first[..., None], np.sign(gap))
        push = np.where(hits[..., None], over * way, 0.0) * 0.3
        push[..., 0] *= ~along_y
        push[..., 1] *= along_y
        moved = moved + push.sum(axis=1)
    return moved
