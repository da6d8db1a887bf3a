"""VIKOR: a mean regret and the largest one, mixed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.opinions.asking import Level, Question, asked, listed, read
from lantoa.opinions.opinion import Opinion, made
from lantoa.scoring.numbers import exact
from lantoa.scoring.showing import number


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
        names, count = listed(self.compromise), len(self.compromise)
        told = said("opinions", "compromise", self.lang, names=names, count=count)
        return super().sentence + told


def vikor(
    s: Any,
    scheme: Any = None,
    *,
    majority: str | float | Fraction = "1/2",
    subject: str = "subject_id",
    year: int | None = None,
    level: Level = "raw",
    lang: str | None = None,
) -> Vikor:
    """VIKOR on the measures and weights of a score. It is flagged: what it distorts is printed.

    S is the weighted mean of the shares of the way from best to worst, R the largest weighted
    share; Q mixes the two after each is brought to 0 to 1 over the subjects.

    Args:
        s: A score, or a frame of one year.
        scheme: With a frame: names, directions and weights, as ``load_scheme`` takes them.
        majority: The weight of S in Q, from 0 to 1; R has the rest.
        subject, year, level, lang: As of ``topsis``.

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
    question = asked(s, scheme, subject=subject, year=year, level=level, lang=lang)
    found = _Regrets(question, share)
    q = np.array([float(value) for value in found.q])
    columns = {"q": q, "s": [float(v) for v in found.s], "r": [float(v) for v in found.r]}
    order = {value: -at for at, value in enumerate(sorted(set(found.q)))}
    return made(
        Vikor,
        "vikor",
        question,
        np.array([order[value] for value in found.q], np.int64),
        columns,
        scores=-q,
        parameters={"majority": number(float(share), question.lang)},
        compromise=found.compromise,
    )


@dataclass(frozen=True, eq=False)
class _Regrets:
    """VIKOR in fractions: it is one pass, and its conditions compare sums with differences."""

    question: Question
    majority: Fraction

    @cached_property
    def _shares(self) -> list[list[Fraction]]:
        """The weighted share of the way from best to worst, measure by measure."""
        least = [read(value) for value in self.question.least.tolist()]
        most = [read(value) for value in self.question.most.tolist()]
        worth = [
            weight / (high - low) if high > low else Fraction(0)
            for weight, low, high in zip(self.question.exact_weights, least, most, strict=True)
        ]
        return [
            [(high - v) * one for v, high, one in zip(row, most, worth, strict=True)]
            for row in map(self.question.exactly, range(len(self.question.subjects)))
        ]

    @cached_property
    def s(self) -> list[Fraction]:
        """Mean regret."""
        return [sum(row, Fraction(0)) for row in self._shares]

    @cached_property
    def r(self) -> list[Fraction]:
        """Largest regret."""
        return [max(row, default=Fraction(0)) for row in self._shares]

    @cached_property
    def q(self) -> list[Fraction]:
        """The two mixed."""
        rest = 1 - self.majority
        return [
            self.majority * one + rest * other
            for one, other in zip(_spread(self.s), _spread(self.r), strict=True)
        ]

    @property
    def compromise(self) -> tuple[str, ...]:
        """Opricovic and Tzeng's conditions: enough of a lead, and first by S or R as well.

        Those who tie for the first place are all in.
        """
        q, n = self.q, len(self.q)
        first = [at for at in range(n) if q[at] == min(q)]
        gap = Fraction(1, max(n - 1, 1))
        near = [at for at in range(n) if q[at] - min(q) < gap]
        if len(near) == len(first):
            stable = any(self.s[at] == min(self.s) or self.r[at] == min(self.r) for at in first)
            second = min((v for at, v in enumerate(q) if at not in first), default=min(q))
            near = first if stable else [at for at in range(n) if q[at] <= second]
        return tuple(self.question.subjects[at] for at in near)


def _spread(values: list[Fraction]) -> list[Fraction]:
    """From 0 at the least to 1 at the greatest; 0 where all are alike."""
    least, most = min(values), max(values)
    return [(v - least) / (most - least) if most > least else Fraction(0) for v in values]
