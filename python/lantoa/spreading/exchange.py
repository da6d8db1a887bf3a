"""Exchanging the times of taking up under three nested nulls, each stricter than the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lantoa import _core
from lantoa.spreading.setting import NEVER, Codes, Setting, Ties

NULLS = ("free", "within_block", "within_block_popularity")
"""The nulls, loosest first."""

Flags: TypeAlias = NDArray[np.bool_]

_POPULARITY = (
    1,
    3,
    5,
    8,
)  # classes 0, 1-2, 3-4, 5-7, 8 and more of takers that name one as a source
_MANY = 100_000  # ties from which on a hopeless test is ended early
_MOST_MORE = 50  # takers that are supposed, to see whether more would do
_TRIED = _core.Budget(most=20_000, draws=999, seed=1)  # for each such number
_STOP = 1_000  # draws as far out after which p is known to be large


@dataclass(frozen=True, eq=False)
class Exchanged:
    """One null: what it holds fixed, and what it gives.

    Attributes:
        null: One of `NULLS`.
        found: Of the kernel.
        arrangements: How many there are, None where nobody counts them.
        smallest_p: The smallest two-sided p value that any order of taking up could have had.
    """

    null: str
    found: _core.Permuted
    arrangements: int | None
    smallest_p: float

    @property
    def p(self) -> float:
        """Both tails about the mean of the null."""
        return self.found.two / self.found.counted

    @property
    def excess(self) -> float:
        """The mean share less what the null gives."""
        return self.found.observed - self.found.mean

    @property
    def draws(self) -> int | None:
        """Of the sample, None where every arrangement was looked at."""
        return None if self.found.is_exact else self.found.counted - 1


Known: TypeAlias = dict[tuple[Setting, bytes, bytes], Exchanged]
"""What was exchanged, by practice, kinds of ties and strata: the same is not asked again."""


def popularity_of(setting: Setting, ties: Ties) -> Codes:
    """n classes of how many takers each subject is a source of: 0, 1-2, 3-4, 5-7, more."""
    pairs = np.unique(np.column_stack([ties.source, ties.taker]), axis=0)
    named = np.bincount(pairs[:, 0], minlength=len(setting))
    return np.searchsorted(_POPULARITY, named, side="right").astype(np.int32)


def windows_of(setting: Setting) -> Codes:
    """n codes of when subjects could be seen taking it up; -1 where never.

    Times are exchanged only among those who were there and observed over the same periods:
    otherwise a time could fall where nobody looked.
    """
    at_risk = setting.at_risk
    out = np.full(len(setting), _core.HELD, np.int32)
    if at_risk.any():
        spans = np.column_stack([setting.since, setting.until])[at_risk]
        out[at_risk] = np.unique(spans, axis=0, return_inverse=True)[1].reshape(-1)
    return out


def strata_of(setting: Setting, null: str, popularity: Codes) -> Codes:
    """n codes of who may exchange times under a null; -1 for who is a source only."""
    window = windows_of(setting)
    columns = [window]
    if null != "free":
        columns.append(setting.block)
    if null == "within_block_popularity":
        columns.append(popularity)
    codes = np.unique(np.column_stack(columns), axis=0, return_inverse=True)[1].reshape(-1)
    return _dense(np.where(window == _core.HELD, _core.HELD, codes))


def _dense(codes: NDArray[np.int64]) -> Codes:
    """Codes from 0 without gaps, -1 left as it is."""
    kept = codes != _core.HELD
    out = np.full(len(codes), _core.HELD, np.int32)
    if kept.any():
        out[kept] = np.unique(codes[kept], return_inverse=True)[1].reshape(-1)
    return out


def of_kinds(ties: Ties, kinds: Sequence[str]) -> Ties:
    """Only the ties of some kinds."""
    kept = np.isin(ties.kind, [ties.kinds.index(kind) for kind in kinds])
    return replace(
        ties,
        source=ties.source[kept],
        taker=ties.taker[kept],
        weight=ties.weight[kept],
        kind=ties.kind[kept],
        since=ties.since[kept],
        until=ties.until[kept],
    )


def exchanged(
    setting: Setting,
    ties: Ties,
    *,
    alpha: float,
    draws: int,
    seed: int,
    popularity: Codes | None = None,
    known: Known | None = None,
) -> tuple[Exchanged, ...]:
    """The nulls, loosest first.

    Who was never at risk (the exemplar, who had it before) is a source and is not exchanged. A
    source counts from its first period on, whether or not it lapsed later.

    Args:
        setting: Of the practice.
        ties: Those that are asked about.
        alpha: For the distance that would be found.
        draws: Where there are too many arrangements to look at all; in a large network they end
            early where p is surely large.
        seed: Of the draws.
        popularity: n classes; None for `popularity_of`.
        known: What was exchanged before at this level, with these draws; it is added to.
    """
    classes = popularity_of(setting, ties) if popularity is None else popularity
    effort = _core.Budget(draws=draws, seed=seed)
    known = {} if known is None else known  # a stricter null may part nobody further
    return tuple(
        held_fixed(
            setting, ties, taking_up(setting, ties, null, classes), null,
            alpha=alpha, effort=effort, known=known,
        )
        for null in NULLS
    )  # fmt: skip


def taking_up(setting: Setting, ties: Ties, null: str, popularity: Codes) -> _core.TakingUp:
    """A practice as the kernel takes it: times, who may exchange them under a null, and ties."""
    times = np.where(setting.at_risk, setting.adopted, setting.carries).astype(np.int32)
    rows = _core.TieRows(ties.source, ties.taker, ties.weight, ties.since, ties.until)
    return _core.TakingUp(times, strata_of(setting, null, popularity), rows)


def held_fixed(
    setting: Setting,
    ties: Ties,
    one: _core.TakingUp,
    null: str,
    *,
    alpha: float,
    effort: _core.Budget,
    known: Known,
) -> Exchanged:
    """One null: what exchanging within its strata gives, and its floor.

    Args:
        setting: Of the practice.
        ties: Those of some kinds.
        one: The practice along these ties.
        null: What the strata hold fixed.
        alpha: For the distance that would be found.
        effort: How far to go.
        known: What was exchanged before, likewise; it is added to.
    """
    key = (setting, np.unique(ties.kind).tobytes(), one.stratum.tobytes())
    if key not in known:
        stop = _STOP if len(ties) > _MANY else 0
        found = _core.permuted_exposure(one.adopted, one.stratum, one.ties, alpha, stop, effort)
        count = _core.permutation_count(one.adopted, one.stratum)
        known[key] = Exchanged(null, found, *_floor(found, count))
    return replace(known[key], null=null)


def _floor(found: _core.Permuted, count: int) -> tuple[int | None, float]:
    """How many arrangements there are, and the smallest p that any of them has."""
    if count >= _core.COUNTLESS:
        return None, max(1, found.at_the_end) / found.counted
    return count, max(1 / count, max(1, found.at_the_end) / found.counted)


def unseen(setting: Setting) -> int:
    """How many of those at risk were not seen taking it up."""
    return int((setting.at_risk & (setting.adopted == NEVER)).sum())


def more_takers(setting: Setting, ties: Ties, alpha: float) -> int | None:
    """How many more would have to take it up for a free exchange to have room; None: no number.

    Room is a p that some arrangement reaches: where many are as extreme, arrangements alone do not
    tell.
    """
    rows = _core.TieRows(ties.source, ties.taker, ties.weight, ties.since, ties.until)
    strata = strata_of(setting, NULLS[0], np.zeros(len(setting), np.int32))
    times = np.where(setting.at_risk, setting.adopted, setting.carries).astype(np.int32)
    for more in range(1, _MOST_MORE):
        left = np.flatnonzero((strata != _core.HELD) & (times == NEVER))
        if not len(left):
            return None
        largest = np.bincount(strata[left]).argmax()
        times[left[strata[left] == largest][0]] = setting.last + more
        count = _core.permutation_count(times, strata)
        if 1 / count > alpha:
            continue
        if (
            _floor(_core.permuted_exposure(times, strata, rows, alpha, 0, _TRIED), count)[1]
            <= alpha
        ):
            return more
    return None
