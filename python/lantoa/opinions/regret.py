"""VIKOR: a mean regret and the largest one, mixed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.opinions.asking import Question, asked
from lantoa.opinions.decimals import exactly
from lantoa.opinions.opinion import Opinion, made
from lantoa.scoring.numbers import exact
from lantoa.scoring.showing import number
from lantoa.told import first_of


@dataclass(frozen=True, eq=False, repr=False)
class Vikor(Opinion):
    """Places by VIKOR's Q, the least first. Made by ``vikor``.

    Attributes:
        compromise: The ids of the compromise set: one where it leads by enough and by S or R too.
    """

    compromise: tuple[str, ...]

    @property
    def over(self) -> list[str]:
        """What VIKOR distorts."""
        return [said("opinions", "distorts.vikor", self.lang)]

    @property
    def sentence(self) -> str:
        """Who stands first, and who is as good as the first by VIKOR's two conditions."""
        names, count = first_of(self.compromise), len(self.compromise)
        told = said("opinions", "compromise", self.lang, names=names, count=count)
        return super().sentence + told


def vikor(
    s: Any,
    scheme: Any = None,
    *,
    majority: str | float | Fraction = "1/2",
    subject: str = "subject_id",
    year: int | None = None,
    lang: str | None = None,
) -> Vikor:
    """VIKOR on the measures and weights of a score. It is flagged: what it distorts is printed.

    S is the weighted mean of the shares of the way from best to worst, R the largest weighted
    share; Q mixes the two after each is brought to 0 to 1 over the subjects.

    Args:
        s: A score, or a frame with a scheme.
        scheme: With a frame: names, directions and weights, as ``load_scheme`` takes them.
        majority: The weight of S in Q, from 0 to 1; R has the rest.
        subject, year, lang: As of ``topsis``.

    Returns:
        Places by ``q``, where less is better, with ``s`` and ``r``; ``standing`` gives -q.

    Raises:
        InputError: A name is not known, or ``majority`` is no share.

    References:
        S. Opricovic and G. H. Tzeng, European Journal of Operational Research 156 (2004).

    Example:
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"subject_id": ["A", "B", "C"], "x": [1, 3, 5], "y": [5, 3, 1]})
        >>> vikor(frame, {"x": "0.3", "y": "0.7"}).frame["q"].tolist()
        [0.0, 0.3125, 1.0]
    """
    share = exact(majority)
    if share is None or not 0 <= share <= 1:
        raise InputError(f"majority: expected a share from 0 to 1, not {majority}")
    question = asked(s, scheme, subject=subject, year=year, lang=lang)
    found = _Regrets(question, share)
    q = _divided(found.q, found.whole)
    columns = {"q": q, "s": _divided(found.s, found.unit), "r": _divided(found.r, found.unit)}
    _, order = np.unique(found.q, return_inverse=True)
    return made(
        Vikor,
        "vikor",
        question,
        -order.reshape(-1).astype(np.int64),
        columns,
        scores=-q,
        parameters={"majority": number(float(share), question.lang)},
        compromise=found.compromise,
    )


@dataclass(frozen=True, eq=False)
class _Regrets:
    """VIKOR exactly: whole numbers of a common unit, fractions where decimals are too many."""

    question: Question
    majority: Fraction

    @cached_property
    def _columns(self) -> list[tuple[NDArray[np.object_], Fraction]]:
        """How far each value lies below the best, and what a unit of that is worth."""
        found = []
        for at, weight in enumerate(self.question.exact_weights):
            numbers, _ = exactly(self.question.numbers[:, at])
            below = numbers.max() - numbers
            reach = below.max()
            found.append((below, weight / Fraction(reach) if reach else Fraction(0)))
        return found

    @cached_property
    def unit(self) -> int:
        """By what S and R are divided."""
        return lcm(*(worth.denominator for _, worth in self._columns))

    @cached_property
    def _regret(self) -> list[NDArray[np.object_]]:
        return [below * int(worth * self.unit) for below, worth in self._columns]

    @cached_property
    def s(self) -> NDArray[np.object_]:
        """Mean regret, in units."""
        return np.asarray(sum(self._regret), object)

    @cached_property
    def r(self) -> NDArray[np.object_]:
        """Largest regret, in units."""
        return np.asarray(reduce(np.maximum, self._regret), object)

    @cached_property
    def q(self) -> NDArray[np.object_]:
        """The two mixed, in shares of ``whole``."""
        share, other = self.majority.numerator, self.majority.denominator - self.majority.numerator
        mean, largest = self.s - self.s.min(), self.r - self.r.min()
        return np.asarray(share * mean * _reach(self.r) + other * largest * _reach(self.s), object)

    @property
    def whole(self) -> Any:
        """By what Q is divided."""
        return self.majority.denominator * _reach(self.s) * _reach(self.r)

    @property
    def compromise(self) -> tuple[str, ...]:
        """Opricovic and Tzeng's conditions: enough of a lead, and first by S or R as well.

        Those who tie for the first place are all in.
        """
        lead = self.q - self.q.min()
        first = np.asarray(lead == 0, bool)
        near = np.asarray(lead * max(len(lead) - 1, 1) < self.whole, bool)
        if (near == first).all():
            stable = first & ((self.s == self.s.min()) | (self.r == self.r.min())).astype(bool)
            if not stable.any():
                near = np.asarray(lead <= lead[~first].min(), bool)
        return tuple(self.question.subjects[at] for at in np.flatnonzero(near))


def _reach(numbers: NDArray[np.object_]) -> Any:
    """From the least to the greatest; 1 where all are alike, as nothing is divided then."""
    return numbers.max() - numbers.min() or 1


def _divided(numbers: NDArray[np.object_], by: Any) -> NDArray[np.float64]:
    """The nearest doubles."""
    if all(isinstance(one, int) for one in (*numbers, by)):
        return np.array([one / by for one in numbers.tolist()], np.float64)
    return np.array([float(Fraction(one) / by) for one in numbers.tolist()], np.float64)
