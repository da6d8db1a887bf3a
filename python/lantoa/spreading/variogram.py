"""How far the numbers of a subject move apart with the years between them, and what a change from
the mean of some years to later ones makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from lantoa.spreading.setting import Numbers

_FEWEST = 5  # changes that a variance is taken of
_MANY = 1_000  # degrees of freedom from which on it is as good as known


@dataclass(frozen=True, eq=False)
class Variogram:
    """By how much numbers that lie some years apart differ (Cressie 1993, 2.4), with its errors.

    Two numbers of a subject that lie h years apart differ by what has the variance D(h), whatever
    lasts of the subject. Every contrast of years has a covariance that follows from D alone.

    Attributes:
        lags: L numbers of years between two that were seen often enough, sorted.
        variances: L variances of such changes, each about the mean of its pair of years.
        pairs: P x 2 years, the earlier one first: all that lie so far apart.
        shared: P x P degrees of freedom: subjects with the changes of both pairs, less one.
    """

    lags: Numbers
    variances: Numbers
    pairs: Numbers
    shared: Numbers

    @classmethod
    def of(cls, values: Numbers, years: Sequence[int]) -> Variogram | None:
        """Of n x T numbers, NaN where unknown; None where the changes are few or all alike.

        >>> found = Variogram.of(np.array([[0.0, 1], [2, 2], [0, 4], [1, 0], [7, 7]]), (2021, 2022))
        >>> found.lags.tolist(), found.variances.round(9).tolist()
        ([1.0], [3.7])
        """
        every = list(combinations(range(len(years)), 2))
        change = [values[:, later] - values[:, earlier] for earlier, later in every]
        free = np.array([np.isfinite(one).sum() - 1 for one in change])
        apart = np.array([years[later] - years[earlier] for earlier, later in every])
        lags, variances = [], []
        for lag in sorted(set(apart.tolist())):
            here = [one for one, gap in zip(change, apart, strict=True) if gap == lag]
            if sum(np.isfinite(one).sum() for one in here) >= _FEWEST:
                lags.append(lag)
                variances.append(variance_within(np.stack(here, axis=1)))
        if not any(variances):
            return None
        kept = np.flatnonzero((free > 0) & np.isin(apart, lags))
        known = np.stack([np.isfinite(change[at]) for at in kept], axis=1).astype(float)
        pairs = np.array([[years[one] for one in every[at]] for at in kept], float)
        return cls(
            np.array(lags, float), np.array(variances), pairs, np.maximum(known.T @ known - 1, 0)
        )

    def at(self, apart: Numbers) -> Numbers:
        """D of some numbers of years: between two that are known by a straight line, beyond the
        longest and below the shortest these themselves; of none 0."""
        return np.where(apart == 0, 0.0, np.interp(apart, self.lags, self.variances))

    def covariance(self, bases: Sequence[int], ahead: Sequence[int]) -> Numbers:
        """H x H, of the changes from the mean of the base years to each of the years ahead."""
        weights = np.hstack(
            [np.full((len(ahead), len(bases)), -1 / len(bases)), np.eye(len(ahead))]
        )
        return self._of(weights, np.array([*bases, *ahead], float))

    def freedom(self, bases: Sequence[int], ahead: Sequence[int]) -> int:
        """Degrees of freedom of the variance of the change to the mean of the years ahead; 0 where
        they are many.

        It is a sum of variances of pairs of years, which overlap (Satterthwaite 1946), as if noise
        were new every year: by what so few changes tell of it this would itself go up and down.
        """
        free = np.diag(self.shared)
        if not len(free) or free.min() > _MANY:
            return 0
        lag = np.searchsorted(self.lags, self.pairs[:, 1] - self.pairs[:, 0])
        share = self._shares(bases, ahead)[lag] * free / np.bincount(lag, free)[lag]
        years, at = np.unique(self.pairs, return_inverse=True)
        eye = np.eye(len(years))
        at = at.reshape(self.pairs.shape)
        alike = replace(self, variances=np.ones(len(self.lags)))
        moved = alike._of(eye[at[:, 1]] - eye[at[:, 0]], years)
        noise = np.outer(share, share) * moved**2 * self.shared / np.outer(free, free)
        return max(int((share @ np.diag(moved)) ** 2 / noise.sum()), 1)

    def _shares(self, bases: Sequence[int], ahead: Sequence[int]) -> Numbers:
        """How often the variance of each lag counts in that of a change."""
        alone = [replace(self, variances=one) for one in np.eye(len(self.lags))]
        return np.array([one.covariance(bases, ahead).mean() for one in alone])

    def _of(self, weights: Numbers, years: Numbers) -> Numbers:
        """The covariance of contrasts of years: weights that sum to 0 in each row."""
        found = weights @ self.at(np.abs(years[:, None] - years[None, :])) @ weights.T / -2
        return np.asarray((found + found.T) / 2)


def variance_within(values: Numbers) -> float:
    """The variance about the mean of each column; 0 where nothing tells it.

    >>> variance_within(np.array([[0.0, 5.0], [2.0, np.nan]]))
    2.0
    """
    kept = values[:, np.isfinite(values).sum(axis=0) > 1]
    free = int((np.isfinite(kept).sum(axis=0) - 1).sum())
    return float(np.nansum((kept - np.nanmean(kept, axis=0)) ** 2) / free) if free else 0.0


def without_negative(covariance: Numbers) -> Numbers:
    """The nearest covariance: of estimates some direction may have less than nothing.

    >>> without_negative(np.array([[1.0, 2.0], [2.0, 1.0]])).round(6).tolist()
    [[1.5, 1.5], [1.5, 1.5]]
    """
    size, axes = np.linalg.eigh(covariance)
    if size[0] >= 0:
        return covariance
    found = (axes * np.maximum(size, 0)) @ axes.T
    return np.asarray((found + found.T) / 2)
