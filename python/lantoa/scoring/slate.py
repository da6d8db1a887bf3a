"""What kernels and other verbs take of a score: those who have one, as plain numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from lantoa import _core


@dataclass(frozen=True, eq=False)
class Standing:
    """Those of one year who have a value to be ranked by.

    Attributes:
        year: The year, None where there is none.
        subjects: n ids, sorted.
        scores: n doubles.
        keys: n whole numbers: larger is better, equal is a tie.
    """

    year: int | None
    subjects: tuple[str, ...]
    scores: NDArray[np.float64]
    keys: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Slate(Standing):
    """The same with what the score is made of.

    Attributes:
        criteria: p names: pillars, or measures.
        labels: What they are called.
        weights: p doubles that sum to 1.
        exact_weights: The same, exactly.
        values: n x p, column-major; more is better.
        is_linear: The score is ``factor * values @ weights``.
        factor: See there.
    """

    criteria: tuple[str, ...]
    labels: tuple[str, ...]
    weights: NDArray[np.float64]
    exact_weights: tuple[Fraction, ...]
    values: NDArray[np.float64]
    is_linear: bool
    factor: float


def places_of(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places from 1, larger keys before, equals sharing the best.

    Example:
        >>> places_of(np.array([5, 9, 5, 1])).tolist()
        [2, 1, 2, 4]
    """
    return np.asarray(_core.places_among(keys, keys), np.int64)
